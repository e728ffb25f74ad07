"""One cell → one value, by closed vocabularies. What is not surely understood becomes a question, never a guess.

Blank, 不适用, unreadable and a true zero are four different results.
"""

import datetime as dt
import re
import unicodedata
from dataclasses import dataclass

from kexie_excel.numbers import exact
from kexie_excel.returns.vocabulary import COUNT_UNITS, DASHES, NO, NOT_APPLICABLE, NOTHING, NUMERALS, YES
from kexie_excel.scheme.fact import Answer, Fact, FactKind, Gap
from kexie_excel.sheets.read.raw import Raw, compact, plain

_NUMBER = re.compile(r"([+-]?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?)\s*([^\d\s]*)")
_END_MARKS = "。.;；,，!！"
_DATE = re.compile(r"([0-9]{4})(?:年|(?:年|[-./])([0-9]{1,2})(?:月|(?:月|[-./])([0-9]{1,2})日?)?)?")
_COMPACT_DATE = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})?")
_YEARS = range(1949, 2101)
_SCORE_UNIT = "分"
_MOST_DIGITS = 15
"""A spreadsheet program keeps no more of a number; what has more is no count, amount or score."""
_TOO_LONG = f"数字超过{_MOST_DIGITS}位"


@dataclass(frozen=True)
class Coerced:
    """A value, or a gap with the reason in words."""

    value: Answer
    why: str = ""


BLANK = Coerced(Gap.BLANK)


def coerce(raw: Raw, fact: Fact) -> Coerced:
    """Read the answer to a fact."""
    text = plain(raw)
    if not text:
        return BLANK
    word = text.rstrip(_END_MARKS).strip() or text
    if word.upper() in NOT_APPLICABLE:
        return Coerced(Gap.NOT_APPLICABLE)
    if word in DASHES:
        return _ask("说不清是没有、不适用还是漏填")
    if fact.kind is FactKind.YES_NO:
        return _yes_no(raw, word)
    if fact.kind is FactKind.CHOICE:
        return next((Coerced(choice) for choice in fact.choices if plain(choice) == word), _ask("不在选项里"))
    return _measure(raw, text, fact)


def coerce_score(raw: Raw) -> Coerced:
    """Read a self score: any finite number, negative ones too (they are a finding of their own)."""
    text = plain(raw)
    if not text:
        return BLANK
    return _number(raw, text, (_SCORE_UNIT,))


def coerce_quantity(raw: Raw) -> Coerced:
    """Read a bonus row's 数量: a whole number of at least 1."""
    text = plain(raw)
    if not text:
        return BLANK
    read = _number(raw, text, COUNT_UNITS)
    if isinstance(read.value, Gap | bool | str):
        return read
    return read if read.value.denominator == 1 and read.value >= 1 else _ask("不是1以上的整数")


def year_of(raw: Raw) -> int | Gap:
    """Give the year of a date cell, or of a date written as text; anything that could be two dates is unreadable."""
    found = date_of(raw)
    return found if isinstance(found, Gap) else found[0]


def date_of(raw: Raw) -> tuple[int, int, int] | Gap:
    """Give year, month and day of a date cell, or of a date written as text; 0 for a month or day that it does not name."""
    if isinstance(raw, dt.date):
        return (raw.year, raw.month, raw.day) if raw.year in _YEARS else Gap.UNREADABLE
    text = compact(raw)
    if not text or text in DASHES or text in NOTHING:
        return Gap.BLANK
    found = _DATE.fullmatch(text.rstrip(_END_MARKS)) or _COMPACT_DATE.fullmatch(text)
    if not found or int(found[1]) not in _YEARS:
        return Gap.UNREADABLE
    year, month, day = (int(part or 0) for part in found.groups())
    try:
        dt.date(year, month if found[2] else 1, day if found[3] else 1)
    except ValueError:
        return Gap.UNREADABLE
    return year, month, day


def _ask(why: str) -> Coerced:
    """Make a question."""
    return Coerced(Gap.UNREADABLE, why)


def _yes_no(raw: Raw, word: str) -> Coerced:
    """Read 是 or 否."""
    if isinstance(raw, bool):
        return Coerced(raw)
    if word.upper() in YES:
        return Coerced(value=True)
    if word.upper() in NO:
        return Coerced(value=False)
    return _ask("看不出是“是”还是“否”")


def _measure(raw: Raw, text: str, fact: Fact) -> Coerced:
    """Read a count or an amount."""
    units = COUNT_UNITS if fact.kind is FactKind.COUNT else (fact.unit, fact.unit[:1]) if fact.unit else ()
    read = _number(raw, text, units)
    if isinstance(read.value, Gap | bool | str):
        return read
    if read.value < 0:
        return _ask("是负数")
    if fact.kind is FactKind.COUNT and read.value.denominator != 1:
        return _ask("不是整数")
    return read


def _number(raw: Raw, text: str, units: tuple[str, ...]) -> Coerced:
    """Read a number that may carry one of ``units``."""
    if isinstance(raw, bool):
        return _ask("不是数")
    if isinstance(raw, dt.date | dt.time | dt.timedelta):
        return _ask("是日期或时间，不是数")
    if isinstance(raw, int | float):
        return Coerced(exact(raw)) if abs(raw) < 10**_MOST_DIGITS else _ask(_TOO_LONG)
    if any(unicodedata.category(char) == "No" for char in raw):
        return _ask("里面有上标、带圈数字或分数")
    if "%" in text:
        return _ask("是百分比，这里要填数")
    if text in NUMERALS:
        return Coerced(exact(NUMERALS[text]))
    found = _NUMBER.fullmatch(text.rstrip(_END_MARKS).rstrip())
    if not found:
        return _ask("不是一个确定的数")
    if found[2] and found[2] not in units:
        return _ask(f"后面的“{found[2]}”不知何意")
    number = found[1].replace(",", "")
    return Coerced(exact(number)) if sum(map(str.isdigit, number)) <= _MOST_DIGITS else _ask(_TOO_LONG)
