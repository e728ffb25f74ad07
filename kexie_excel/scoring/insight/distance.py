"""What separates a unit from the next better level (五、等次确定): so many points, so many places, and where points were lost.

Reckoned from the points that are certain, every other unit staying where it is.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from kexie_excel.numbers import ZERO, add_up
from kexie_excel.scheme.levels import Level, Levels
from kexie_excel.scheme.model import Scheme
from kexie_excel.scoring.ladder import Ladder
from kexie_excel.scoring.result import Evaluation, Standing, UnitScore


@dataclass(frozen=True)
class Climb:
    """What the next better level takes."""

    level: Level
    short: Fraction
    """Points below the bound; 0 on it and above."""
    places: int | None
    """The last rank that can have the level, 0 where no rank can; ``None`` where the rank does not matter."""
    ahead: int
    """The rank that must at least be shared; 0 where the unit stands high enough."""
    behind: Fraction
    """Points below that rank's total."""

    @property
    def points(self) -> Fraction:
        """The points that must be added; see ``is_enough``."""
        return max(self.short, self.behind)

    @property
    def is_enough(self) -> bool:
        """Whether exactly ``points`` are enough; otherwise the least bit more is."""
        return self.level.bound_included or self.behind > self.short

    def effort(self) -> tuple[bool, Fraction, bool]:
        """Give what tells the easier of two climbs: the nearest level, unless it is limited and a better one is not."""
        return self.places == 0, self.points, not self.is_enough

    def is_reached_by(self, points: Fraction) -> bool:
        """Tell whether so many points more lead to the level."""
        return self.places != 0 and (points > self.points or (points == self.points and self.is_enough))


@dataclass(frozen=True)
class Distance:
    """Where one unit stands, and how far it is from the next better level."""

    standing: Standing
    level: str
    """The level that the certain points give, whatever is still open."""
    climb: Climb | None
    """``None`` for the best level."""
    could_add: Fraction
    """What pending rows could still add to 综合评分."""
    lost: tuple[tuple[str, Fraction], ...]
    """Item id → points lost for certain; the largest first."""

    @property
    def lost_points(self) -> Fraction:
        """All the points lost for certain."""
        return add_up(points for _, points in self.lost)


def distances(evaluation: Evaluation) -> Mapping[str, Distance]:
    """Give the distance of every unit that has a score; a vetoed one has none, since no points lead out of a veto."""
    return {
        distance.standing.unit.name: distance
        for category in evaluation.scheme.categories
        for distance in _category(evaluation.scheme, category, evaluation.standings_in(category))
    }


def _category(scheme: Scheme, category: str, standings: Sequence[Standing]) -> Iterator[Distance]:
    """Give the distances in one category."""
    levels, size = scheme.levels, len(scheme.units_in(category))
    ladder = Ladder.of(own.total for own in standings if own.rank is not None and own.total is not None)
    for standing in standings:
        score, total, rank = standing.score, standing.total, standing.rank
        if score is None or total is None or rank is None or score.vetoed:
            continue
        level = levels.at(total, rank, size)
        climbs = [_climb(better, total, rank, ladder, better.places(size)) for better in levels.above(level)]
        climb = min(climbs, key=Climb.effort, default=None)
        yield Distance(standing, level.name, climb, _could_add(levels, score), tuple(_lost(scheme, score)))


def _climb(better: Level, total: Fraction, rank: int, ladder: Ladder, places: int | None) -> Climb:
    """Give what a better level takes; whoever shares the last place has it as well (all units of a tie included)."""
    short = max(ZERO, better.least - total)
    ahead, behind = 0, ZERO
    if places and rank > places:
        # The unit itself stands lower, so this is the last place's total among the others.
        last = ladder.at_place(places)
        ahead, behind = ladder.rank(last), last - total
    return Climb(better, short, places, ahead, behind)


def _could_add(levels: Levels, score: UnitScore) -> Fraction:
    """Give what is open of the points that make 综合评分."""
    return add_up(row.could_add for row in score.items if levels.with_bonus or row.points is not None)


def _lost(scheme: Scheme, score: UnitScore) -> list[tuple[str, Fraction]]:
    """Give the settled items that have less than the adopted reading can pay, the largest loss first."""
    item_of = score.item_of
    settled = [(item, item_of[item.id].adopted) for item in scheme.items]
    lost = [(item.id, item.maximum - adopted) for item, adopted in settled if adopted is not None]
    return sorted((entry for entry in lost if entry[1] > 0), key=lambda entry: -entry[1])
