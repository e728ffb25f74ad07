"""获得日期: a date cell, or a date as people write it; where only the year counts, as much as the year."""

import datetime as dt
import re
from functools import lru_cache

from kexie_excel.returns.spelling.numerals import read_numeral
from kexie_excel.returns.spelling.remarks import END_MARKS
from kexie_excel.returns.vocabulary import DASHES, NOTHING
from kexie_excel.scheme.fact import Gap
from kexie_excel.sheets.read.raw import Raw, plain

Day = tuple[int, int, int]
"""Year, month and day; 0 for a month or day that is not named."""

_YEARS = range(1949, 2101)
_MONTHS, _DAYS = 12, 31
_MOST_REMEMBERED = 1000
_TIME = re.compile(r"[\sT]+[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?:\.0+)?$")
_DATE = re.compile(r"([0-9]{4})(?:年|(?:年|[-./])([0-9]{1,2})(?:月份?|(?:月|[-./])([0-9]{1,2})[日号]?)?)?")
_COMPACT = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})?")
_YEAR_LAST = re.compile(r"([0-9]{1,2})([-./])([0-9]{1,2})\2([0-9]{4})")
_SEPARATED = re.compile(r"([0-9]{4})(\s+|[、。·•・‧,，_–—])([0-9]{1,2})(?:\2([0-9]{1,2}))?")
"""Signs that stand for a dot or a hyphen, the same one twice."""
_MONTH_FIRST = re.compile(r"([A-Z]{3})[A-Z]*\.?[-\s]?(?:([0-9]{1,2})[,\s]+)?([0-9]{4})", re.IGNORECASE)
_DAY_FIRST = re.compile(r"([0-9]{1,2})[-\s]([A-Z]{3})[A-Z]*\.?[-\s]([0-9]{4})", re.IGNORECASE)
_ENGLISH = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
_WEEKDAY = re.compile("[(](?:周|星期|礼拜)[一二三四五六日天][)]$")
_PART_OF_YEAR = re.compile(r"([0-9]{4})年?(?:度|全年|初|底|末|年初|年底|年末|上半年|下半年|第?[1-4一二三四]季度)")
_PART_OF_MONTH = re.compile(r"([0-9]{4})[-./年]([0-9]{1,2})月(?:初|底|末|上旬|中旬|下旬)")
_BETWEEN = re.compile(r"至|到|~|—+|–|―|(?<=[年月日号])-|(?<=[0-9])-(?=[0-9]{4}[-./年])")
_AMONG = re.compile("[、,，和及与]")
_LATER = re.compile(r"([0-9]{1,2})月(?:份|[0-9]{1,2}[日号])?|[0-9]{1,2}[日号]")
"""The end of a span, or the next of several dates, that goes on in the year it began in."""
_WRITTEN_YEAR = re.compile("^([二一][〇零○一二三四五六七八九]{3})(?=年)")
_WRITTEN_PART = re.compile("([一二三四五六七八九十]+)(?=[月日号])")
_FIGURES = str.maketrans("〇零○一二三四五六七八九", "000123456789")
_FIRST_MONTH = "元月"


def year_of(raw: Raw) -> int | Gap:
    """Give the year of a date cell, or of a date written as text; anything that could be of two years is unreadable."""
    found = date_of(raw)
    return found if isinstance(found, Gap) else found[0]


def date_of(raw: Raw) -> Day | Gap:
    """Give year, month and day of a date cell, or of a date written as text; 0 for a month or day that it does not name."""
    if isinstance(raw, dt.date):
        return (raw.year, raw.month, raw.day) if raw.year in _YEARS else Gap.UNREADABLE
    return _read(plain(raw))


@lru_cache(_MOST_REMEMBERED)
def _read(text: str) -> Day | Gap:
    """Read a folded text."""
    text = _hyphenated(_TIME.sub("", text.strip()).rstrip(END_MARKS))
    text = _WEEKDAY.sub("", "".join(text.split()))
    if not text or text in DASHES or text in NOTHING:
        return Gap.BLANK
    return _of_text(_in_figures(text)) or Gap.UNREADABLE


def _hyphenated(text: str) -> str:
    """Give a date whose parts are separated otherwise, or whose month is English, as one with hyphens."""
    found = _SEPARATED.fullmatch(text)
    if found:
        return "-".join(filter(None, (found[1], found[3], found[4])))
    found = _DAY_FIRST.fullmatch(text)
    day, month, year = found.groups() if found else (None, "", "")
    found = _MONTH_FIRST.fullmatch(text)
    month, day, year = found.groups() if found else (month, day, year)
    if month.upper() not in _ENGLISH:
        return text
    return "-".join(filter(None, (year, str(_ENGLISH.index(month.upper()) + 1), day)))


def _in_figures(text: str) -> str:
    """Write a date of Chinese numerals in figures."""
    text = _WRITTEN_YEAR.sub(lambda found: found[1].translate(_FIGURES), text.replace(_FIRST_MONTH, "1月"))
    return _WRITTEN_PART.sub(lambda found: str(read_numeral(found[1]) or found[1]), text)


def _of_text(text: str) -> Day | None:
    """Read a date in figures, whole or in part, or a span within one year."""
    found = _DATE.fullmatch(text) or _COMPACT.fullmatch(text)
    if found:
        parts = [part for part in found.groups() if part]
        year, month, day = (*map(int, parts), 0, 0)[:3]
        return _checked(year, month, day) if "0" not in {part.lstrip("0") or "0" for part in parts} else None
    found = _PART_OF_YEAR.fullmatch(text)
    if found:
        return _checked(int(found[1]), 0, 0)
    found = _PART_OF_MONTH.fullmatch(text)
    if found:
        return _checked(int(found[1]), int(found[2]), 0)
    found = _YEAR_LAST.fullmatch(text)
    if found:
        one, other = int(found[1]), int(found[3])
        is_date = 1 <= min(one, other) <= _MONTHS and max(one, other) <= _DAYS
        return _checked(int(found[4]), 0, 0) if is_date else None
    return _span(text)


def _span(text: str) -> Day | None:
    """Read a span or several dates: only the year is certain, and that only where all of them lie in it."""
    first, *others = _BETWEEN.split(text)
    if not others:
        first, *others = _AMONG.split(text)
    elif len(others) > 1:
        return None
    begin = _of_text(first) if others else None
    if begin is None:
        return None
    month = begin[1]
    for other in others:
        later = _LATER.fullmatch(other)
        if later:
            goes_on = not later[1] or month <= int(later[1]) <= _MONTHS
            if not month or not goes_on:
                return None
            month = int(later[1] or month)
        else:
            end = _of_text(other)
            if end is None or end[0] != begin[0] or end == begin:
                return None
    return (begin[0], 0, 0)


def _checked(year: int, month: int, day: int) -> Day | None:
    """Give a date that there is."""
    try:
        dt.date(year, month or 1, day or 1)
    except ValueError:
        return None
    return (year, month, day) if year in _YEARS else None
