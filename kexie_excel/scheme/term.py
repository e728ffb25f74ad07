"""The assessed period by its name: a year, or a part of one that comes round again.

A year is one of the calendar (2017年度, 2026年第一季度, 2026年上半年, 2026年3月) or of school (2025—2026学年第一学期).
"""

import re
from dataclasses import dataclass
from typing import NamedTuple

_YEAR = re.compile(r"(\d{4})(年)(.*)")
_SCHOOL_YEAR = re.compile(r"(\d{4})(\s*[-–—－~～至]{1,2}\s*)(\d{4})(学年度?)(.*)")


class _Cycle(NamedTuple):
    """The parts of a year in order, and how the present one and the one before are called."""

    parts: tuple[str, ...]
    this: str
    last: str


_PLAIN = 3
"""Characters; 3月 may be part of a day, and 度 of anything."""
_QUARTERS = "一二三四"
_CYCLES = (
    _Cycle(("度",), "本年", "上年"),
    *(
        _Cycle(tuple(pattern.format(name) for name in names), "本季度", "上季度")
        for pattern in ("第{}季度", "{}季度")
        for names in (_QUARTERS, "1234")
    ),
    _Cycle(("上半年", "下半年"), "本期", "上期"),
    *(
        _Cycle(names, "本学期", "上一学期")
        for names in (("第一学期", "第二学期"), ("第1学期", "第2学期"), ("上学期", "下学期"), ("春季学期", "秋季学期"))
    ),
    *(
        _Cycle(tuple(pattern.format(number) for number in range(1, 13)), "本月", "上月")
        for pattern in ("{}月", "{:02}月", "{}月份")
    ),
)
_PARTS = "|".join(sorted((part for cycle in _CYCLES for part in cycle.parts), key=len, reverse=True))
_SCHOOL_TITLE = rf"\d{{4}}\s*[-–—－~～至]{{1,2}}\s*\d{{4}}学年度?(?:{_PARTS})?"
_SCHOOL_CYCLE = _Cycle(("",), "本学年", "上学年")
_OTHER = _Cycle(("",), "本期", "上期")
"""A period of another kind comes round once a year."""


class _Named(NamedTuple):
    """A name taken apart."""

    first: int
    """The year, or the one in which a school year begins."""
    between: str
    """What stands between the two years of a school year; empty in a year of the calendar."""
    word: str
    """年, 学年."""
    part: str

    def moved(self, years: int, part: str) -> str:
        """Write the name of another period."""
        first = self.first + years
        last = f"{self.between}{first + 1}" if self.between else ""
        return f"{first}{last}{self.word}{part}"


@dataclass(frozen=True)
class Term:
    """A period that is assessed, as it is called."""

    name: str

    @property
    def year(self) -> int | None:
        """The year that its name begins with; ``None`` where it begins otherwise."""
        named = self._named
        return named.first if named and not named.between else None

    @property
    def part(self) -> str:
        """What its name says behind the year; empty where that does not come first."""
        return self._named.part if self._named else ""

    @property
    def _named(self) -> _Named | None:
        if (found := _SCHOOL_YEAR.fullmatch(self.name)) and int(found[3]) == int(found[1]) + 1:
            return _Named(int(found[1]), found[2], found[4], found[5])
        found = _YEAR.fullmatch(self.name)
        return _Named(int(found[1]), "", found[2], found[3]) if found else None

    @property
    def _cycle(self) -> _Cycle:
        part = self.part
        if not part and self._named and self._named.between:
            return _SCHOOL_CYCLE
        return next((cycle for cycle in _CYCLES if part in cycle.parts), _OTHER._replace(parts=(part,)))

    @property
    def this(self) -> str:
        """What this period is called beside the one before."""
        return self._cycle.this

    @property
    def last(self) -> str:
        """What the period before is called."""
        return self._cycle.last

    def part_to(self, other: "Term") -> tuple[str, str]:
        """Give what this period and another are called without the year, where that is plain enough to stand alone: 第三季度."""
        is_plain = len(self.part) >= _PLAIN
        return (self.part, other.part) if is_plain else ("", "")

    def next(self) -> "Term":
        """Give the period that follows."""
        return self._moved(1)

    def previous(self) -> "Term":
        """Give the period before."""
        return self._moved(-1)

    def _moved(self, by: int) -> "Term":
        """Give the period so many on; one whose name has no year stays as it is."""
        if self._named is None:
            return self
        parts = self._cycle.parts
        years, at = divmod(parts.index(self.part) + by, len(parts))
        return Term(self._named.moved(years, parts[at]))

    def years_to(self, other: "Term") -> int:
        """Give how many years later another period is; 0 where either names none."""
        return other.begins - self.begins if self.begins and other.begins else 0

    @property
    def begins(self) -> int | None:
        """The year that its name begins with, be it of the calendar or of school."""
        return self._named.first if self._named else None


def year_term(year: int) -> Term:
    """Give a whole year as a period."""
    return Term(f"{year}年度")


def term_of(year: int, period: str, *titles: str) -> Term:
    """Give the period of a scheme: as it is written, else as a title names a part of the year, else the year."""
    if period:
        return Term(period)
    part_of_year = rf"(?<!\d)(?:{year}年(?:{_PARTS})|{_SCHOOL_TITLE})"
    named = (found[0] for title in titles for found in re.finditer(part_of_year, title))
    return Term(next((name for name in named if str(year) in name), year_term(year).name))
