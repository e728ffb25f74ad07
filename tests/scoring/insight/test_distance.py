"""五、等次确定: the points that are said to be lacking lead to the level, and a little less does not."""

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given

from kexie_excel.scheme.kinds.rule import Outcome
from kexie_excel.scheme.levels import Level, Levels, Quota
from kexie_excel.scheme.model import Scheme
from kexie_excel.scoring.insight.distance import Distance, distances
from kexie_excel.scoring.rank import rank_units
from kexie_excel.scoring.result import Evaluation, UnitScore
from tests.builders import FOUR, SCHEME, with_level
from tests.examples import examples
from tests.scoring.folders import random_folder
from tests.scoring.test_oracle import seeded, seeds
from tests.summary.builders import Story, evaluation

LEAST = Fraction(1, 1000)
NAMES = [unit.name for unit in SCHEME.units]
FIRST, SECOND, THIRD = NAMES[:3]


def settled(score: UnitScore, more: Fraction) -> UnitScore:
    """Give the score with so many points more, and whatever is open come to nothing."""
    rows = [replace(row, ruling=row.known) if row.adopted is None else row for row in score.items]
    rows[0] = replace(rows[0], ruling=rows[0].known + more)
    return replace(score, items=tuple(rows), vetoed=False)


def level_with(year: Evaluation, unit: str, more: Fraction) -> str:
    """Rank anew with so many points more for one unit, and give its level."""
    scores = {own.unit.name: own.score for own in year.standings if own.score is not None}
    ranked = rank_units(year.scheme, year.intake, {**scores, unit: settled(scores[unit], more)})
    return next(own.level for own in ranked if own.unit.name == unit)


@pytest.mark.no_cover
@examples(300)
@given(seeds)
def test_the_points_lead_to_the_level_and_a_little_less_does_not(seed: int) -> None:
    """Held against the ranking itself, whatever the readings: bounds included or not, shares rounded or not."""
    drawn = random_folder(seeded(seed))
    if seed % 2:
        drawn = replace(drawn, scheme=replace(drawn.scheme, levels=random_levels(seeded(seed))))
    year = drawn.evaluated()
    found = distances(year)
    for standing in year.standings:
        if standing.score is None or standing.score.vetoed:
            assert standing.unit.name not in found
            continue
        own = found[standing.unit.name]
        unit, climb = standing.unit.name, own.climb
        assert level_with(year, unit, Fraction(0)) == own.level
        if climb is None:
            assert own.level == year.scheme.levels.names[0]
            continue
        levels = year.scheme.levels
        better = set(levels.names[: levels.best_first.index(climb.level) + 1])
        if climb.places == 0:
            assert level_with(year, unit, Fraction(1000)) == own.level
            assert not climb.is_reached_by(Fraction(1000))
            continue
        assert (level_with(year, unit, climb.points) in better) == climb.is_reached_by(climb.points)
        assert level_with(year, unit, climb.points + LEAST) in better
        assert climb.is_reached_by(climb.points + LEAST)
        if climb.points:
            assert level_with(year, unit, climb.points - LEAST) == own.level
            assert not climb.is_reached_by(climb.points - LEAST)


def random_levels(random: Random) -> Levels:
    """Draw up to four levels, each limited or not, with bounds near to what units get."""
    bounds = sorted(random.sample(range(55, 100, 5), random.randint(1, 4)), reverse=True)
    shares = sorted(random.sample([Fraction(1, 4), Fraction(1, 2), Fraction(3, 4), Fraction(4, 5)], len(bounds)))
    reached = [
        Level(
            f"{at}等",
            Fraction(bound),
            bound_included=random.random() < 0.5,
            top=share if random.random() < 0.5 else None,
            quota=random.choice(tuple(Quota)),
        )
        for at, (bound, share) in enumerate(zip(bounds, shares, strict=True), 1)
    ]
    last = Level("末等", None, bound_included=False, top=None)
    return replace(SCHEME.levels, best_first=(*reached, last), with_bonus=random.random() < 0.5)


def reading(at: int = 0, *, with_bonus: bool = True, **changes: object) -> Scheme:
    """Give the scheme with another bound or share of one of its levels."""
    return replace(SCHEME, levels=replace(with_level(SCHEME.levels, at, **changes), with_bonus=with_bonus))


def year_of(lost: Mapping[str, Fraction | str], scheme: Scheme = SCHEME, **story: object) -> Mapping[str, Distance]:
    """Give the distances in a year in which these units of one category lost these points, of 99."""
    points = {name: Fraction(own) for name, own in lost.items()}
    ranks = {name: 1 + sum(other < own for other in points.values()) for name, own in points.items()}
    stories = {name: Story(own, rank=ranks[name], **story) for name, own in points.items()}  # type: ignore[arg-type]
    return distances(evaluation(stories, scheme=scheme))


def test_the_next_of_four_levels_may_lack_points_or_a_place() -> None:
    """Of six units three can be 良好 or better and one 优秀: 90 points in the second place, 76 in the fourth, 58."""
    scheme = replace(SCHEME, levels=FOUR)
    names = [unit.name for unit in scheme.units_in("县市")]
    found = year_of(dict(zip(names, ["4", "9", "19", "23", "41"], strict=False)), scheme)
    told = [found[name] for name in names[:5]]
    assert [own.level for own in told] == ["优秀", "良好", "良好", "合格", "不合格"]
    climbs = [own.climb for own in told[1:]]
    assert [(own.level.name, int(own.points), own.places) for own in climbs if own] == [
        ("优秀", 5, 1),
        ("优秀", 15, 1),
        ("良好", 4, 3),
        ("合格", 2, None),
    ]


def test_a_limited_level_is_passed_by_where_the_best_is_not() -> None:
    """Three are above 80 points, so a place among them takes 15; 90 points for the best take only 10."""
    levels = with_level(FOUR, 0, top=None)
    names = [unit.name for unit in SCHEME.units_in("县市")]
    found = year_of(dict(zip(names, ["1", "2", "4", "19"], strict=False)), replace(SCHEME, levels=levels))
    climb = found[names[3]].climb
    assert climb is not None
    assert (climb.level.name, int(climb.points), climb.is_enough) == ("优秀", 10, True)


def test_the_best_level_has_nothing_above_it() -> None:
    assert year_of({FIRST: "4"})[FIRST].climb is None


def test_a_pass_lacks_points_places_or_both() -> None:
    """95 is first; 90 has the points and not the place; 80 has neither."""
    found = year_of({FIRST: "4", SECOND: "9", THIRD: "19"})
    second, third = found[SECOND].climb, found[THIRD].climb
    assert second is not None
    assert [second.level.name, second.short, second.places, second.ahead, second.behind] == ["优秀", 0, 1, 1, 5]
    assert [second.points, second.is_enough] == [5, True]
    assert third is not None
    assert [third.short, third.ahead, third.behind, third.points] == [5, 1, 15, 15]


def test_who_shares_the_last_place_has_it() -> None:
    """四舍五入 gives two places; two share the first rank, so the third needs the points of the first."""
    climb = year_of({FIRST: "4", SECOND: "4", THIRD: "9"}, reading(quota=Quota.ROUND))[THIRD].climb
    assert climb is not None
    assert [climb.places, climb.ahead, climb.behind] == [2, 1, 5]


@pytest.mark.parametrize("included", [True, False])
def test_exactly_the_bound_is_enough_only_where_it_is_included(included: bool) -> None:  # noqa: FBT001 - a parameter
    """§4.1 85分: 81 of 85."""
    climb = year_of({FIRST: "18"}, reading(bound_included=included))[FIRST].climb
    assert climb is not None
    assert [climb.points, climb.is_enough] == [4, included]


@pytest.mark.parametrize(("lost", "included", "enough"), [("43", False, True), ("39", True, False)])
def test_a_fail_lacks_points_only(lost: str, included: bool, enough: bool) -> None:  # noqa: FBT001 - parameters
    """§4.1 60分: 56 of 60; exactly 60 where that fails."""
    climb = year_of({FIRST: lost}, reading(1, bound_included=not included))[FIRST].climb
    assert climb is not None
    assert (climb.level.name, climb.places, climb.points) == ("合格", None, Fraction(lost) - 39)
    assert climb.is_enough is enough


def test_a_category_too_small_for_a_place() -> None:
    """前30% of three units is less than one: no points lead there."""
    scheme = replace(SCHEME, units=SCHEME.units[:3])
    climb = year_of({FIRST: "4", SECOND: "9"}, scheme)[SECOND].climb
    assert climb is not None
    assert climb.places == 0
    assert not climb.is_reached_by(Fraction(1000))


def test_the_items_that_lost_most_come_first_and_pending_ones_are_not_lost() -> None:
    """失分: what the adopted reading can pay less what is adopted; equal losses in the order of the 评估表."""
    waiting = {"6.4": Outcome(Fraction(0), Fraction(2), "没有填")}
    own = year_of({FIRST: "9"}, pending=waiting)[FIRST]
    assert dict(own.lost) == {"6.1": 4, "6.2": 2, "6.3": 2, "5.6": 1}
    assert [item for item, _ in own.lost] == ["6.1", "6.2", "6.3", "5.6"]
    assert [own.lost_points, own.could_add] == [9, 2]


def test_what_is_open_in_the_bonus_counts_only_where_the_bonus_does() -> None:
    """§4.1 综合评分: with or without the bonus."""
    year = evaluation({FIRST: Story(Fraction(20), rank=1)})
    (standing,) = year.standings
    assert standing.score is not None
    open_bonus = replace(standing.score.items[-1].computed, high=Fraction(5))
    rows = (*standing.score.items[:-1], replace(standing.score.items[-1], computed=open_bonus))
    year = replace(year, standings=(replace(standing, score=replace(standing.score, items=rows)),))
    assert distances(year)[FIRST].could_add == 5
    assert distances(replace(year, scheme=reading(with_bonus=False)))[FIRST].could_add == 0


def test_an_absent_unit_has_no_distance() -> None:
    assert distances(evaluation({})) == {}
