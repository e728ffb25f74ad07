"""Who stands above whom: the one reckoning of ranks by 1, 2, 2, 4, for every reader that needs one."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Self


@dataclass(frozen=True)
class Ladder:
    """The totals of the units of a category that hold a rank."""

    totals: tuple[Fraction, ...]
    """From the lowest up."""

    @classmethod
    def of(cls, totals: Iterable[Fraction]) -> Self:
        """Put totals in order."""
        return cls(tuple(sorted(totals)))

    def rank(self, total: Fraction) -> int:
        """Give the rank that comes with a total, on the ladder or not: one more than the number of units above it."""
        return 1 + len(self.totals) - bisect_right(self.totals, total)

    def holders(self, total: Fraction) -> int:
        """Count the units that have a total."""
        return bisect_right(self.totals, total) - bisect_left(self.totals, total)

    def at_place(self, place: int) -> Fraction:
        """Give the total of the unit that stands at a place counted from the top, 1 being the first."""
        return self.totals[-place]

    def next_below(self, total: Fraction) -> Fraction | None:
        """Give the next lower total; ``None`` where there is none."""
        at = bisect_left(self.totals, total)
        return self.totals[at - 1] if at else None
