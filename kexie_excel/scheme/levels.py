"""等次: their names, and from which total and up to which place each is reached (五、等次确定)."""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from functools import cached_property
from math import ceil, floor

from kexie_excel.numbers import ZERO, round_half_up, show


class Quota(StrEnum):
    """How “排序居前30%” becomes a number of places."""

    LITERAL = "literal"
    """rank ÷ n does not exceed the share."""
    ROUND = "round"
    """The share of n, 四舍五入."""
    CEILING = "ceiling"
    """The share of n, rounded up."""


@dataclass(frozen=True)
class Level:
    """One 等次, for whoever reaches none that is better."""

    name: str
    bound: Fraction | None
    """The points it begins at; ``None`` for the last level, which takes the rest."""
    bound_included: bool
    """Whether exactly these points are enough."""
    top: Fraction | None
    """The share of a category that can have it or a better one; ``None`` where the rank does not matter."""
    quota: Quota = Quota.LITERAL

    @property
    def least(self) -> Fraction:
        """The points it begins at; 0 for the last level."""
        return ZERO if self.bound is None else self.bound

    @property
    def is_limited(self) -> bool:
        """Whether only so many can have it; all of them is no limit."""
        return self.top is not None and self.top < 1

    @property
    def share(self) -> str:
        """In words, the places it is kept for; empty where the rank does not matter."""
        return f"前{show((self.top or ZERO) * 100)}%" if self.is_limited else ""

    def is_worth(self, total: Fraction) -> bool:
        """Tell whether a total is high enough, whatever its rank."""
        return self.bound is None or total > self.bound or (self.bound_included and total == self.bound)

    def places(self, size: int) -> int | None:
        """Give the last rank that can have it in a category of ``size`` units, 0 where no rank can."""
        if not self.is_limited:
            return None
        places = (self.top or ZERO) * size
        if self.quota is Quota.ROUND:
            return int(round_half_up(places, 0))
        return ceil(places) if self.quota is Quota.CEILING else floor(places)

    def has_place(self, rank: int | None, size: int) -> bool:
        """Tell whether a rank in a category of ``size`` units is high enough; no rank is not, where ranks matter."""
        places = self.places(size)
        return places is None or (rank is not None and rank <= places)


@dataclass(frozen=True)
class Levels:
    """All levels, and how 综合评分 and 名次 are counted for them."""

    best_first: tuple[Level, ...]
    """The last one takes whoever reaches no other, and whom a veto strikes."""
    with_bonus: bool
    """Whether 综合评分 includes the bonus."""
    vetoed_hold_rank: bool

    @property
    def names(self) -> tuple[str, ...]:
        """What they are called, the best first."""
        return tuple(level.name for level in self.best_first)

    @property
    def last(self) -> Level:
        """The level of the rest."""
        return self.best_first[-1]

    @property
    def reached(self) -> tuple[Level, ...]:
        """The levels that take points."""
        return self.best_first[:-1]

    @cached_property
    def limited(self) -> tuple[Level, ...]:
        """The levels that only so many can have."""
        return tuple(level for level in self.reached if level.is_limited)

    def at(self, total: Fraction, rank: int | None, size: int) -> Level:
        """Give the level of a total at a rank in a category of ``size`` units, nothing being open and no veto."""
        reached = (level for level in self.reached if level.is_worth(total) and level.has_place(rank, size))
        return next(reached, self.last)

    def above(self, level: Level) -> tuple[Level, ...]:
        """Give the levels that are better, the nearest first."""
        return self.best_first[: self.best_first.index(level)][::-1]
