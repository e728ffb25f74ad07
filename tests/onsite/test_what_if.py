"""What a row decides, held against the whole category ranked anew with the row at other points."""

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kexie_excel.numbers import ZERO
from kexie_excel.onsite.what_if import Spot, WhatIf
from kexie_excel.returns.model import Intake, UnitState
from kexie_excel.scheme.kinds.rule import Outcome
from kexie_excel.scheme.levels import Levels, Quota
from kexie_excel.scoring.rank import rank_units
from kexie_excel.scoring.result import Evaluation, ItemScore, Standing, UnitScore
from tests.builders import FOUR, SCHEME, with_level

Points = tuple[int, int, int, bool]
"""Base, item 1.2, bonus, vetoed."""


def outcome(points: Fraction | int, more: int = 0) -> Outcome:
    """Give an outcome that may be open."""
    return Outcome(Fraction(points), Fraction(points + more), "")


def scored(name: str, points: Points, more: int = 0) -> UnitScore:
    """Give a unit's score; ``more`` is what 1.2 could add."""
    base, item, bonus, vetoed = points
    items = (
        ItemScore("1.1", Fraction(99), None, outcome(base)),
        ItemScore("1.2", Fraction(9), None, outcome(item, more)),
        ItemScore("7.1", None, None, outcome(bonus)),
    )
    return UnitScore(SCHEME.unit_of[name], items, (), vetoed, ())


def year(scores: Mapping[str, UnitScore], levels: Levels) -> Evaluation:
    """Rank these units, the others missing."""
    scheme = replace(SCHEME, levels=levels)
    states = {unit.name: UnitState.READ if unit.name in scores else UnitState.MISSING for unit in scheme.units}
    intake = Intake(states, {}, ())
    return Evaluation(scheme, intake, rank_units(scheme, intake, scores), ())


def brute(done: Evaluation, standing: Standing, row: str, points: Fraction) -> Spot:
    """Rule on the row, settle everything else at what is known, and rank the whole year anew."""
    scores = {}
    for own in done.standings:
        if own.score is not None:
            items = tuple(replace(item, ruling=item.known) for item in own.score.items)
            if own is standing:
                items = tuple(replace(item, ruling=points) if item.id == row else item for item in items)
            scores[own.unit.name] = replace(own.score, items=items)
    anew = next(own for own in rank_units(done.scheme, done.intake, scores) if own.unit == standing.unit)
    return Spot(anew.total or ZERO, anew.rank, "并列" in anew.remarks, anew.level)


levels = st.builds(
    lambda quota, hold, bonus, included: replace(
        with_level(SCHEME.levels, 0, quota=quota, bound_included=included), vetoed_hold_rank=hold, with_bonus=bonus
    ),
    st.sampled_from(Quota),
    st.booleans(),
    st.booleans(),
    st.booleans(),
) | st.just(with_level(with_level(FOUR, 0, bound=Fraction(85)), 1, bound=Fraction(82)))
units = st.dictionaries(
    st.sampled_from([unit.name for unit in SCHEME.units]),
    st.tuples(st.integers(78, 84), st.integers(0, 6), st.integers(0, 3), st.sampled_from([False, False, False, True])),
    min_size=1,
)


@pytest.mark.no_cover
@given(units, levels, st.integers(0, 4))
def test_the_effect_is_what_ranking_anew_gives(drawn: dict[str, Points], levels: Levels, more: int) -> None:
    """Every unit, every row, at nothing and at its most; both categories, ties, vetoes, every reading of the levels."""
    scores = {name: scored(name, points, more if at == 0 else 0) for at, (name, points) in enumerate(drawn.items())}
    done = year(scores, levels)
    what_if = WhatIf(done)
    for standing in done.standings:
        if standing.score is None:
            continue
        for item in standing.score.items:
            for points in (ZERO, item.known + item.could_add):
                assert what_if.at(standing, item, points) == brute(done, standing, item.id, points)
        first = standing.score.items[0]
        assert what_if.now(standing) == brute(done, standing, first.id, first.known)


def named(points: Mapping[str, Points], levels: Levels = SCHEME.levels) -> tuple[WhatIf, dict[str, Standing]]:
    """Give a year by hand."""
    done = year({name: scored(name, own) for name, own in points.items()}, levels)
    return WhatIf(done), {own.unit.name: own for own in done.standings}


@pytest.mark.parametrize(("other", "rank", "tied"), [(85, 2, False), (84, 2, False), (83, 1, True), (80, 1, False)])
def test_the_first_place_without_its_item(other: int, rank: int, *, tied: bool) -> None:
    """By hand: 86 is excellent in the first place of six; without an item of 3 points it is 83, and 合格 wherever it stands."""
    first, second = (unit.name for unit in SCHEME.units_in("县市")[:2])
    what_if, standings = named({first: (83, 3, 0, False), second: (other, 0, 0, False)})
    score = standings[first].score
    assert score
    assert what_if.now(standings[first]) == Spot(Fraction(86), 1, tied=False, level="优秀")
    assert what_if.at(standings[first], score.item_of["1.2"], ZERO) == Spot(Fraction(83), rank, tied=tied, level="合格")


def test_a_place_is_the_same_whatever_its_points() -> None:
    one = Spot(Fraction(90), 1, tied=False, level="优秀")
    assert one.is_same(replace(one, total=Fraction(88)))
    assert not one.is_same(replace(one, tied=True))
