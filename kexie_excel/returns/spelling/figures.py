"""Answers in figures: a number written in any of the agreed ways, what may stand before it, a measure word, remarks."""

import datetime as dt
import re
import unicodedata
from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import NamedTuple

from kexie_excel.numbers import ZERO, exact
from kexie_excel.returns.spelling.coerced import Coerced, ask, contradicted
from kexie_excel.returns.spelling.numerals import LONE_CIRCLE, MIXED, NUMERAL, read_mixed, read_numeral
from kexie_excel.returns.spelling.remarks import affirms, changes_nothing, denies, peel
from kexie_excel.returns.vocabulary import (
    CLASSES,
    COUNT_LEADS,
    COUNT_UNITS,
    DOING_LEADS,
    MONEY_LEADS,
    NONE_OF_IT,
    SCORE_LEADS,
)
from kexie_excel.scheme.fact import Gap
from kexie_excel.sheets.read.raw import Raw
from kexie_excel.text import squeeze

_FIGURES = r"[+-]?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?"
_NUMBER = re.compile(rf"(?:({MIXED})|({_FIGURES})|({NUMERAL}))\s*([^\d\s]*)")
_TWICE = re.compile(rf"({_FIGURES}|{NUMERAL})\s*(\([^()]*\))\s*([^\d\s()]+)")
"""A number and the same in brackets before the measure word: 三（3）次."""
_A_YEAR = re.compile("[/每]年$")
"""Says nothing more of a count, which is asked for one year."""
_MOST_DIGITS = 15
"""A spreadsheet program keeps no more of a number; what has more is no count, amount or score."""
_TOO_LONG = f"数字超过{_MOST_DIGITS}位"
_SCORE_UNIT = "分"
_WAN, _TEN_THOUSAND = "万", 10_000
_MONEY, _EVEN = "元", "整"
_SHORTEST_NOUN = 2
_IN_FIGURES = re.compile(r"[+-]?[0-9][0-9,.]*\s*")
_BACKWARDS = "\u202e"
"""Right-to-left override: 31 is seen as 13."""
_UNCERTAIN = "不是一个确定的数"


def _lead(words: Sequence[str]) -> re.Pattern[str]:
    """Give the pattern of what may stand before a number, where a number follows."""
    longest_first = sorted(map(re.escape, words), key=len, reverse=True)
    return re.compile(rf"^(?:{'|'.join(longest_first)})[\s:]*(?=[0-9]|{NUMERAL})", re.IGNORECASE)


_COUNTING, _DOING, _PAYING, _SCORING = map(_lead, (COUNT_LEADS, DOING_LEADS, MONEY_LEADS, SCORE_LEADS))


class _Number(NamedTuple):
    """A number as it is written."""

    value: Fraction
    counts_singles: bool
    """Whether 万, 千 or 百 stand among its figures, so that it counts single ones whatever the cell is measured in."""
    is_rounded: bool
    """Whether it may be so many tens of thousands in round figures: 0.3万."""
    unit: str
    """What stands behind it."""


Unit = Callable[[_Number], Fraction | None]
"""Gives the value of a number with what stands behind it; ``None`` where that is not known."""


def read_count(raw: Raw, text: str, question: str, own_unit: str = "") -> Coerced:
    """Read a count from a folded text: a whole number, not negative; ``question`` names what is counted, by ``own_unit``."""
    unit = _counted(question, own_unit)
    body, remarks = peel(text)
    if squeeze(body) in NONE_OF_IT:
        return _remarked(Coerced(ZERO), remarks, "", unit)
    done = _DOING.sub("", text)
    read = _figure(raw, _COUNTING.sub("", done), unit)
    if isinstance(read.value, Gap | bool | str):
        return read
    if read.value < 0:
        return ask("是负数")
    if read.value.denominator != 1:
        return ask("不是整数")
    return ask("说不清有没有") if done != text and not read.value else read


def read_quantity(raw: Raw, text: str, kind: str) -> Coerced:
    """Read 数量 of an award of a kind: a whole number of at least 1."""
    read = _figure(raw, _COUNTING.sub("", _DOING.sub("", text)), _counted(kind))
    if isinstance(read.value, Gap | bool | str):
        return read
    return read if read.value.denominator == 1 and read.value >= 1 else ask("不是1以上的整数")


def read_amount(raw: Raw, text: str, unit: str) -> Coerced:
    """Read an amount from a folded text: a number, not negative, in the fact's own unit or with its unit written out."""
    body = _COUNTING.sub("", text)
    paid = _PAYING.sub("", body) if unit.endswith(_MONEY) else body
    read = _figure(raw, paid, _measured(unit, must_say=paid != body))
    return ask("是负数") if isinstance(read.value, Fraction) and read.value < 0 else read


def read_score(raw: Raw, text: str) -> Coerced:
    """Read a score from a folded text; negative ones too, which are a finding of their own."""
    return _figure(raw, _SCORING.sub("", text), _scored)


def _figure(raw: Raw, text: str, unit: Unit) -> Coerced:
    """Read a number with what stands behind it; ``text`` is the cell's, folded, without what stands before."""
    if isinstance(raw, bool):
        return ask("不是数")
    if isinstance(raw, dt.date | dt.time | dt.timedelta):
        return ask("是日期或时间，不是数")
    if isinstance(raw, int | float):
        return Coerced(exact(raw)) if abs(raw) < 10**_MOST_DIGITS else ask(_TOO_LONG)
    odd = _odd_signs(raw, text)
    if odd:
        return ask(odd)
    twice = _TWICE.fullmatch(text)
    body, remarks = peel(f"{twice[1]}{twice[3]}{twice[2]}" if twice else text)
    found = _NUMBER.fullmatch(body)
    if found and found[2] and sum(map(str.isdigit, found[2])) > _MOST_DIGITS:
        return ask(_TOO_LONG)
    number = _number(found) if found else None
    if number is None:
        return ask(_UNCERTAIN)
    if remarks and not number.unit and unit(number._replace(unit=remarks[0])) is not None:
        # 30.5（万元）: the unit stands in brackets
        number, remarks = number._replace(unit=remarks[0]), remarks[1:]
    value = unit(number)
    if value is None:
        behind = _IN_FIGURES.sub("", body, count=1)
        return ask(f"后面的“{behind}”不知何意" if behind and behind != body else _UNCERTAIN)
    return _remarked(Coerced(value), remarks, number.unit, unit)


def _odd_signs(raw: str, text: str) -> str:
    """Say which signs make it no number; empty where there are none."""
    if _BACKWARDS in raw:
        return "里面有让字倒着排的控制符，看到的和存的不一样"
    if any(unicodedata.category(char) == "No" for char in raw):
        return "里面有上标、带圈数字或分数"
    return "是百分比，这里要填数" if "%" in text else ""


def _number(found: re.Match[str]) -> _Number | None:
    """Give the number of a match; ``None`` where it is not written by the rules."""
    mixed, figures, numeral, unit = found.groups()
    if mixed:
        value = read_mixed(mixed)
        return None if value is None else _Number(value, counts_singles=True, is_rounded="." in mixed, unit=unit)
    if figures:
        return _Number(exact(figures.replace(",", "")), counts_singles=False, is_rounded=False, unit=unit)
    whole = 0 if numeral == LONE_CIRCLE and unit else read_numeral(numeral)
    if whole is None:
        return None
    return _Number(Fraction(whole), counts_singles=_WAN in numeral, is_rounded=False, unit=unit)


def _remarked(read: Coerced, remarks: Sequence[str], own: str, unit: Unit) -> Coerced:
    """Hold the remarks against the number: they may say where the evidence is, the same again, or what agrees with it."""
    for remark in remarks:
        agrees = changes_nothing(remark) or (affirms if read.value else denies)(remark)
        again = _NUMBER.fullmatch(remark)
        number = _number(again) if again else None
        same = number is not None and unit(number if number.unit else number._replace(unit=own)) == read.value
        names = own and unit(_Number(ZERO, counts_singles=False, is_rounded=False, unit=own + remark)) is not None
        if not (agrees or same or names):
            return contradicted(remark)
    return read


def _counted(question: str, own_unit: str = "") -> Unit:
    """Give what may stand behind a count: a measure word, and what is counted, in the question's own words."""
    said = squeeze(question)
    words = dict.fromkeys((*COUNT_UNITS, *filter(None, (own_unit,))))

    def is_counted(noun: str) -> bool:
        return noun in CLASSES or (len(noun) >= _SHORTEST_NOUN and noun in said)

    def value(number: _Number) -> Fraction | None:
        told = _A_YEAR.sub("", number.unit)
        units = [unit for unit in words if told.startswith(unit)]
        fits = not told or any(unit == told or is_counted(told[len(unit) :]) for unit in units)
        return number.value if fits and not number.is_rounded else None

    return value


def _measured(unit: str, *, must_say: bool) -> Unit:
    """Give what may stand behind an amount: its unit; where that counts tens of thousands, the single ones as well.

    Behind a sign of money the unit must stand: ¥30.5 are not tens of thousands for certain.
    """
    single = unit.removeprefix(_WAN)
    in_tens = single != unit

    def value(number: _Number) -> Fraction | None:
        told = number.unit.removesuffix(_EVEN) if number.unit.endswith(f"{_MONEY}{_EVEN}") else number.unit
        if number.counts_singles:
            return number.value / _TEN_THOUSAND if in_tens and told in {"", single} else None
        if told in {unit, "" if not must_say else unit} or (in_tens and told == _WAN):
            return number.value
        is_whole = in_tens and told == single and number.value >= _TEN_THOUSAND
        return number.value / _TEN_THOUSAND if is_whole else None

    return value


def _scored(number: _Number) -> Fraction | None:
    """Give the value of a score."""
    return number.value if number.unit in {"", _SCORE_UNIT} and not number.counts_singles else None
