"""亮点 and 短板: where a unit does notably better or worse than its category, and what all units do, or none."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from kexie_excel.numbers import add_up
from kexie_excel.scheme.model import Item, Scheme
from kexie_excel.scoring.result import Evaluation, Standing, UnitScore

NOTABLE = Fraction(1, 4)
"""The share of an item's points by which a unit must differ from the mean of its category."""
MOST = 4
"""The most items that are named of a unit as its strongest, and as its weakest."""


@dataclass(frozen=True)
class ItemStanding:
    """One item of one unit beside its category."""

    item: Item
    adopted: Fraction
    mean: Fraction
    """The mean points of the category's units for which the item is settled, this one included."""

    @cached_property
    def lead(self) -> Fraction:
        """By what share of the item's points the unit is ahead; negative where it is behind."""
        return (self.adopted - self.mean) / self.item.maximum


@dataclass(frozen=True)
class Profile:
    """What stands out of one unit."""

    standing: Standing
    strong: tuple[ItemStanding, ...]
    """The furthest ahead first."""
    weak: tuple[ItemStanding, ...]
    """The furthest behind first."""
    pending: tuple[str, ...]
    """Items that are not compared because they are not settled."""


@dataclass(frozen=True)
class Common:
    """What all units have in common, for 总结推广 and for next year's scheme."""

    units: int
    """How many were read; of fewer than two nothing is in common."""
    full: tuple[Item, ...]
    """Items of which every unit has all points."""
    none: tuple[Item, ...]
    """Items of which no unit has any."""


def profiles(evaluation: Evaluation) -> tuple[Profile, ...]:
    """Give every unit that has a score what stands out of it, in the order of 汇总表."""
    return tuple(
        profile
        for category in evaluation.scheme.categories
        for profile in _category(evaluation.scheme, evaluation.standings_in(category))
    )


def common_items(evaluation: Evaluation) -> Common:
    """Give the items that every unit or no unit fulfils; an item that is pending anywhere is neither."""
    scores = [standing.score.item_of for standing in evaluation.standings if standing.score is not None]
    full, none = [], []
    for item in evaluation.scheme.items if len(scores) > 1 else ():
        points = [score[item.id].adopted for score in scores]
        if all(own is not None and own >= item.maximum for own in points):
            full.append(item)
        elif all(own is not None and own <= 0 for own in points):
            none.append(item)
    return Common(len(scores), tuple(full), tuple(none))


def _category(scheme: Scheme, standings: Sequence[Standing]) -> Iterator[Profile]:
    """Give the profiles of one category."""
    read = [(standing, standing.score) for standing in standings if standing.score is not None]
    means = _means(scheme, [score for _, score in read])
    for standing, score in read:
        item_of = score.item_of
        marks = []
        for item in scheme.items:
            adopted = item_of[item.id].adopted
            if adopted is not None and item.maximum:
                marks.append(ItemStanding(item, adopted, means[item.id]))
        # Where the lead is the same, the item that is worth more goes first; then the order of the 评估表.
        strong = sorted((own for own in marks if own.lead >= NOTABLE), key=lambda own: (-own.lead, -own.item.maximum))
        weak = sorted((own for own in marks if own.lead <= -NOTABLE), key=lambda own: (own.lead, -own.item.maximum))
        pending = tuple(item.id for item in scheme.items if item_of[item.id].adopted is None)
        yield Profile(standing, tuple(strong[:MOST]), tuple(weak[:MOST]), pending)


def _means(scheme: Scheme, scores: Sequence[UnitScore]) -> Mapping[str, Fraction]:
    """Give the mean points by item id, of the units for which the item is settled."""
    known: dict[str, list[Fraction]] = {item.id: [] for item in scheme.items}
    for score in scores:
        for row in score.items:
            if row.id in known and row.adopted is not None:
                known[row.id].append(row.adopted)
    return {item: add_up(points) / len(points) for item, points in known.items() if points}
