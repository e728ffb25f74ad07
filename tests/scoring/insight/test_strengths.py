"""§5.2 亮点短板: each unit beside its category, and what all units or none fulfil."""

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

from kexie_excel.scheme.kinds.rule import Outcome
from kexie_excel.scoring.insight.strengths import Profile, common_items, profiles
from kexie_excel.scoring.result import Evaluation, ItemScore
from tests.builders import SCHEME
from tests.summary.builders import Story, evaluation

FIRST, SECOND, THIRD = (unit.name for unit in SCHEME.units[:3])
OTHER = SCHEME.units[-1].name
"""Of another category."""


def year_of(points: Mapping[str, Mapping[str, str | None]]) -> Evaluation:
    """Give a year in which these items of these units have these points, or are pending; all else is full."""
    year = evaluation({name: Story(rank=1) for name in points})
    standings = []
    for standing in year.standings:
        own = points[standing.unit.name]
        assert standing.score is not None
        rows = tuple(_row(row, own[row.id]) if row.id in own else row for row in standing.score.items)
        standings.append(replace(standing, score=replace(standing.score, items=rows)))
    return replace(year, standings=tuple(standings))


def _row(row: ItemScore, points: str | None) -> ItemScore:
    """Give the row with these points; pending without."""
    if points is None:
        return replace(row, computed=Outcome(Fraction(0), row.points or Fraction(0), "待核"))
    return replace(row, computed=Outcome(Fraction(points), Fraction(points), "核定"))


def profile_of(year: Evaluation, unit: str) -> Profile:
    """Give one unit's profile."""
    (profile,) = (own for own in profiles(year) if own.standing.unit.name == unit)
    return profile


def named(profile: Profile) -> tuple[list[str], list[str]]:
    """Give the ids of what stands out."""
    return [mark.item.id for mark in profile.strong], [mark.item.id for mark in profile.weak]


def test_a_unit_is_held_against_the_mean_of_its_category() -> None:
    """Half the units have 4.5: 3 points of 6 ahead or behind; the other category is not looked at."""
    year = year_of({FIRST: {"4.5": "6"}, SECOND: {"4.5": "0"}, OTHER: {"4.5": "0"}})
    assert named(profile_of(year, FIRST)) == (["4.5"], [])
    assert named(profile_of(year, SECOND)) == ([], ["4.5"])
    assert named(profile_of(year, OTHER)) == ([], [])
    (mark,) = profile_of(year, SECOND).weak
    assert [mark.adopted, mark.mean, mark.lead] == [0, 3, Fraction(-1, 2)]


def test_a_small_difference_is_not_notable() -> None:
    """A quarter of the item's points is, less is not."""
    year = year_of({FIRST: {"2.1": "2", "4.5": "4"}, SECOND: {"2.1": "4", "4.5": "6"}})
    assert named(profile_of(year, FIRST)) == ([], ["2.1"])


def test_the_furthest_first_then_the_dearer_then_the_order_of_the_form() -> None:
    """At most four; of equal leads the item of more points."""
    lost = {"1.1": "0", "1.2": "0", "1.3": "0", "2.1": "0", "2.2": "0", "5.1": "2"}
    year = year_of({FIRST: lost, SECOND: {}})
    assert named(profile_of(year, FIRST)) == ([], ["2.1", "2.2", "1.3", "1.1"])
    assert named(profile_of(year, SECOND)) == (["2.1", "2.2", "1.3", "1.1"], [])


def test_what_is_pending_is_not_compared_and_said_so() -> None:
    """Neither 0 nor full: it does not lower the mean either."""
    year = year_of({FIRST: {"4.5": None}, SECOND: {"4.5": "6"}, THIRD: {"4.5": "0"}})
    assert profile_of(year, FIRST).pending == ("4.5",)
    assert named(profile_of(year, FIRST)) == ([], [])
    (mark,) = profile_of(year, SECOND).strong
    assert mark.mean == 3


def test_an_item_that_is_worth_nothing_is_not_compared() -> None:
    """A reading can leave an item without points."""
    item = SCHEME.items[0]
    nothing = replace(item, rule=replace(item.rule, points=Fraction(0)))  # type: ignore[type-var]
    first = SCHEME.sections[0]
    sections = (replace(first, items=(nothing, *first.items[1:])), *SCHEME.sections[1:])
    year = replace(year_of({FIRST: {}, SECOND: {}}), scheme=replace(SCHEME, sections=sections))
    assert all(named(profile) == ([], []) for profile in profiles(year))


def test_what_all_units_fulfil_and_what_none_does() -> None:
    """An item that is pending anywhere is neither."""
    own = {"1.1": "0", "1.2": None, "1.3": "0"}
    found = common_items(year_of({FIRST: own, OTHER: own | {"1.3": "1"}}))
    assert found.units == 2
    assert [item.id for item in found.none] == ["1.1"]
    assert [item.id for item in found.full] == [item.id for item in SCHEME.items if item.id not in own]


def test_one_unit_has_nothing_in_common() -> None:
    found = common_items(year_of({FIRST: {}}))
    assert (found.units, found.full, found.none) == (1, (), ())
