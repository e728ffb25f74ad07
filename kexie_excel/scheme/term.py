"""The assessed period by its name: a year, or a part of one that comes round again (2017年度, 2026年第一季度, 2026年上半年, 2026年3月)."""

import re
from dataclasses import dataclass
from typing import NamedTuple

_NAMED = re.compile(r"(\d{4})年(.*)")


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
        _Cycle(tuple(pattern.format(number) for number in range(1, 13)), "本月", "上月")
        for pattern in ("{}月", "{:02}月", "{}月份")
    ),
)
_PARTS = "|".join(sorted((part for cycle in _CYCLES for part in cycle.parts), key=len, reverse=True))
_OTHER = _Cycle(("",), "本期", "上期")
"""A period of another kind comes round once a year."""


@dataclass(frozen=True)
class Term:
    """A period that is assessed, as it is called."""

    name: str

    @property
    def year(self) -> int | None:
        """The year that its name begins with; ``None`` where it begins otherwise."""
        found = _NAMED.fullmatch(self.name)
        return int(found[1]) if found else None

    @property
    def part(self) -> str:
        """What its name says behind the year; empty where that does not come first."""
        found = _NAMED.fullmatch(self.name)
        return found[2] if found else ""

    @property
    def _cycle(self) -> _Cycle:
        part = self.part
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
        if self.year is None:
            return self
        parts = self._cycle.parts
        years, at = divmod(parts.index(self.part) + by, len(parts))
        return Term(f"{self.year + years}年{parts[at]}")


def year_term(year: int) -> Term:
    """Give a whole year as a period."""
    return Term(f"{year}年度")


def term_of(year: int, period: str, *titles: str) -> Term:
    """Give the period of a scheme: as it is written, else as a title names a part of the year, else the year."""
    if period:
        return Term(period)
    named = (found[0] for title in titles for found in re.finditer(rf"(?<!\d){year}年(?:{_PARTS})", title))
    return Term(next(named, year_term(year).name))
