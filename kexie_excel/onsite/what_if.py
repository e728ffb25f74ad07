"""What a row of the 评估表 decides: the unit's place if the row were worth other points, everything else staying as it is.

Ranks and levels are the program's own rules at the known points. What is pending elsewhere counts as it stands, and the
level is the one it would give if nothing more were added, so that a decisive row shows before everything is settled.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from kexie_excel.numbers import ZERO
from kexie_excel.scheme.levels import Levels
from kexie_excel.scoring.ladder import Ladder
from kexie_excel.scoring.result import Evaluation, ItemScore, Standing


@dataclass(frozen=True)
class Spot:
    """A place in a category."""

    total: Fraction
    rank: int | None
    """``None`` where a vetoed unit holds no rank."""
    tied: bool
    level: str

    def is_same(self, other: "Spot") -> bool:
        """Tell whether both are the same place, whatever the points."""
        return (self.rank, self.tied, self.level) == (other.rank, other.tied, other.level)


@dataclass(frozen=True)
class Field:
    """A category as it stands."""

    levels: Levels
    size: int
    """How many units it lists, absent and vetoed ones included."""
    ladder: Ladder
    """The units that hold a rank."""

    def spot(self, standing: Standing, change: Fraction = ZERO) -> Spot:
        """Give the place of a unit that has a score, with its total changed by so many points."""
        now = standing.total or ZERO
        total = now + change
        vetoed = standing.score is not None and bool(standing.score.vetoed)
        if standing.rank is None:
            return Spot(total, None, tied=False, level=self.levels.last.name)
        # the unit itself is on the ladder with what it has now, and stands there above or beside nobody
        rank = self.ladder.rank(total) - (now > total)
        others = self.ladder.holders(total) - (now == total)
        level = self.levels.last if vetoed else self.levels.at(total, rank, self.size)
        return Spot(total, rank, others > 0, level.name)


@dataclass(frozen=True)
class WhatIf:
    """Tells what the rows of an evaluation decide."""

    evaluation: Evaluation

    @cached_property
    def _fields(self) -> Mapping[str, Field]:
        """Category → its units as they stand."""
        scheme, standings = self.evaluation.scheme, self.evaluation.standings
        return {
            category: Field(
                scheme.levels,
                len(scheme.units_in(category)),
                Ladder.of(
                    own.total
                    for own in standings
                    if own.unit.category == category and own.rank is not None and own.total is not None
                ),
            )
            for category in scheme.categories
        }

    def now(self, standing: Standing) -> Spot:
        """Give the place of a unit that has a score."""
        return self._fields[standing.unit.category].spot(standing)

    def next_below(self, standing: Standing) -> Fraction | None:
        """Give the total of the unit that comes next after one that has a score; ``None`` for the last."""
        return self._fields[standing.unit.category].ladder.next_below(standing.total or ZERO)

    def at(self, standing: Standing, item: ItemScore, points: Fraction) -> Spot:
        """Give the place of a unit if one of its rows had so many points."""
        counts = item.points is not None or self.evaluation.scheme.levels.with_bonus
        change = points - item.known if counts else ZERO
        return self._fields[standing.unit.category].spot(standing, change)
