"""Sums of what scoring gives. Clauses: design §5.2 (adopted = ruling, else on-site, else computed; pending is never 0)."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

import pytest

from kexie_excel.findings import Finding, catalogue
from kexie_excel.returns.model import Intake, UnitState
from kexie_excel.scheme.kinds.rule import Outcome, RuleDoubt
from kexie_excel.scoring.decisions import Decisions, Onsite
from kexie_excel.scoring.result import Evaluation, ItemScore, Standing, UnitScore
from tests.builders import SCHEME

HALF = Fraction(1, 2)


def item(low: int, high: int, points: int | None = 4, self_score: int | None = None) -> ItemScore:
    """Give an item score."""
    own = None if self_score is None else Fraction(self_score)
    outcome = Outcome(Fraction(low), Fraction(high), "")
    return ItemScore("2.1", None if points is None else Fraction(points), own, outcome)


def unit(items: Sequence[ItemScore], *, vetoed: bool | None = False) -> UnitScore:
    """Give a unit's score."""
    return UnitScore(SCHEME.units[0], tuple(items), (), vetoed, ())


@pytest.mark.parametrize(
    ("onsite", "ruling", "adopted"),
    [
        (None, None, 3),
        (HALF, None, HALF),
        (None, HALF, HALF),
        (Fraction(1), HALF, HALF),
        (Fraction(0), None, 0),
        (HALF, Fraction(0), 0),
    ],
)
def test_a_ruling_goes_before_the_visit_and_the_visit_before_the_facts(
    onsite: Fraction | None, ruling: Fraction | None, adopted: Fraction
) -> None:
    """A score of 0 is a decision as well."""
    visit = None if onsite is None else Onsite(onsite, "看了原件")
    score = replace(item(3, 3), visit=visit, ruling=ruling)
    assert score.adopted == score.known == adopted
    assert score.could_add == 0


def test_a_pending_item_has_no_adopted_score() -> None:
    score = item(1, 3)
    assert score.adopted is None
    assert score.known == 1
    assert score.could_add == 2


def test_a_decision_settles_a_pending_item() -> None:
    score = replace(item(1, 3), visit=Onsite(Fraction(2), "看了原件"))
    assert score.adopted == score.known == 2
    assert score.could_add == 0


def test_a_self_score_is_held_against_what_the_rules_leave_possible_until_people_decide() -> None:
    """What was computed stays as it is; who decided and why is the ground, and nobody is asked about a doubt again."""
    doubt = RuleDoubt(("2.1v",), "没有填")
    computed = Outcome(Fraction(1), Fraction(3), "没有填，最多3分", (doubt,))
    score = replace(item(1, 3), computed=computed)
    unclear = replace(score, visit=Onsite(None, "两份不一致", Fraction(0), Fraction(2)))
    for own in (score, unclear):
        assert own.bounds == (Fraction(1), Fraction(3))
        assert (own.ground, *own.doubts) == ("没有填，最多3分", doubt)
    seen = replace(score, visit=Onsite(Fraction(2), "看了原件"))
    silent = replace(score, visit=Onsite(Fraction(2), ""))
    ruled = replace(seen, ruling=HALF, ruling_reason="党组会定")
    assert seen.bounds == (Fraction(2), Fraction(2))
    assert (seen.ground, *seen.doubts) == ("现场：看了原件",)
    assert silent.ground == "现场：没有填，最多3分"
    assert ruled.bounds == (HALF, HALF)
    assert (ruled.ground, *ruled.doubts) == ("复核：党组会定",)


def test_base_and_bonus_are_known_points() -> None:
    score = unit([item(4, 4, self_score=3), item(1, 3, self_score=4), item(5, 5, None, 6), item(0, 2, None)])
    assert score.base == 5
    assert score.bonus == 5
    assert score.self_total == 13
    assert score.could_add == 4
    assert [own.computed.low for own in score.pending] == [1, 0]
    assert score.open_questions == 2


@pytest.mark.parametrize(("vetoed", "open_"), [(False, 1), (True, 1), (None, 2)])
def test_an_unanswered_veto_is_an_open_question(open_: int, *, vetoed: bool | None) -> None:
    assert unit([item(1, 3), item(4, 4)], vetoed=vetoed).open_questions == open_


def test_rows_by_id() -> None:
    items = [
        ItemScore(own.id, own.points, None, Outcome(own.points, own.points + (own.id == "1.1"), ""))
        for own in SCHEME.items
    ]
    score = unit(items)
    assert score.item_of["4.2"] is next(own for own in items if own.id == "4.2")


def standing(score: UnitScore | None, number: int = 0) -> Standing:
    """Give a line of 汇总表."""
    state = UnitState.READ if score else UnitState.MISSING
    return Standing(SCHEME.units[number], state, score, Fraction(0), 1, "合格", ())


@pytest.mark.parametrize(
    ("scores", "final"),
    [
        ([unit([item(4, 4)])], True),
        ([unit([item(4, 4)]), unit([item(1, 3)])], False),
        ([unit([item(4, 4)]), None], False),
        ([unit([item(4, 4)], vetoed=None)], False),
        ([unit([item(4, 4)], vetoed=True)], True),
    ],
)
def test_the_sheet_is_final_when_nothing_is_pending_or_missing(scores: list[UnitScore | None], *, final: bool) -> None:
    """Design §5.2: 未定稿."""
    evaluation = Evaluation(SCHEME, Intake({}, {}, ()), tuple(map(standing, scores)), ())
    assert evaluation.is_final is final


@pytest.mark.parametrize(("codes", "refused", "final"), [("", 0, True), ("K733", 0, True), ("K733 K712", 1, False)])
def test_a_decision_that_is_not_obeyed_keeps_the_sheet_from_being_final(
    codes: str, refused: int, *, final: bool
) -> None:
    """A ruling that could not be read is 必须改; a level given without 理由 is only asked about."""
    found = tuple(Finding(catalogue()[code], "", "") for code in codes.split())
    lines = (standing(unit([item(4, 4)])),)
    evaluation = Evaluation(SCHEME, Intake({}, {}, ()), lines, (), Decisions(findings=found))
    assert evaluation.refused_decisions == refused
    assert evaluation.is_final is final


def test_lines_of_one_category() -> None:
    lines = tuple(standing(None, number) for number in range(len(SCHEME.units)))
    evaluation = Evaluation(SCHEME, Intake({}, {}, ()), lines, ())
    assert evaluation.standings_in("县市") == lines[:6]
    assert evaluation.standings_in("区") == lines[6:]
