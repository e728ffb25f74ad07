"""A folder's returns → the evaluation: everything in order, and the same again for the same intake."""

from dataclasses import replace
from fractions import Fraction

import pytest

from kexie_excel.findings import finding
from kexie_excel.returns.model import UnitState
from kexie_excel.scheme.fact import Gap
from kexie_excel.scoring.decisions import Approval, Decisions, Ruling
from kexie_excel.scoring.evaluation import evaluate
from tests.builders import SCHEME, full_answers, make_intake, make_return, row

SELFS = {item.id: item.points for item in SCHEME.items}
AWARD = "省部级表彰奖励"


def test_every_unit_has_one_line_category_by_category() -> None:
    evaluation = evaluate(SCHEME, make_intake([]))
    assert [standing.unit for standing in evaluation.standings] == list(SCHEME.units)
    assert {standing.state for standing in evaluation.standings} == {UnitState.MISSING}
    assert evaluation.findings == ()
    assert not evaluation.is_final


def test_a_complete_round_is_final() -> None:
    returns = [make_return(full_answers(), selfs=SELFS, unit=unit.name) for unit in SCHEME.units]
    evaluation = evaluate(SCHEME, make_intake(returns))
    assert evaluation.is_final
    assert evaluation.findings == ()
    assert {standing.rank for standing in evaluation.standings} == {1}
    assert {standing.level for standing in evaluation.standings} == {"优秀"}


def test_findings_are_ordered_by_unit_then_row() -> None:
    """Those of no unit first; those about several units after the unit's own."""
    late, early = SCHEME.units[9].name, SCHEME.units[2].name
    returns = [
        make_return(
            full_answers(f6_4a=Gap.BLANK, f1_1a=Gap.BLANK), [row(AWARD)], SELFS | {"7.1": Fraction(5)}, unit=unit
        )
        for unit in (late, early)
    ]
    intake = make_intake(returns)
    stray = finding("K102", reason="不是工作簿")
    about_early = finding("K107", unit=early, named=late, stated=early)
    evaluation = evaluate(SCHEME, replace(intake, findings=(about_early, stray)))
    codes = [(found.unit, found.code, found.row) for found in evaluation.findings]
    rows = [("K307", ""), ("K201", "1.1a"), ("K201", "6.4a"), ("K519", "7.1")]
    assert codes[:2] == [("", "K102", ""), (early, "K107", "")]
    assert codes[2:] == [(unit, *own) for unit in (early, late) for own in rows]


def test_the_same_intake_gives_the_same_evaluation() -> None:
    intake = make_intake(
        [make_return(full_answers(f1_1a=Gap.BLANK), [row(AWARD)], unit=unit.name) for unit in SCHEME.units]
    )
    assert evaluate(SCHEME, intake) == evaluate(SCHEME, intake)


def test_the_evaluation_keeps_scheme_and_intake() -> None:
    intake = make_intake([])
    evaluation = evaluate(SCHEME, intake)
    assert evaluation.scheme is SCHEME
    assert evaluation.intake is intake


def test_decisions_are_obeyed() -> None:
    """Design §5.3: 裁定 and 审定 of 评估台账."""
    entry = make_return(full_answers(f1_1a=Gap.BLANK), selfs=SELFS)
    refused = finding("K712", unit=entry.unit, raw="9.9")
    decisions = Decisions(
        {entry.unit: {"1.1": Ruling(Fraction(1), "看过纪要")}},
        {entry.unit: Approval("合格", "党组会议决定")},
        (refused,),
    )
    evaluation = evaluate(SCHEME, make_intake([entry]), decisions)
    first, second, *_ = evaluation.standings
    assert first.total == 99
    assert (first.level, first.approved, second.approved) == ("优秀", "合格", "")
    assert [found.code for found in evaluation.findings] == ["K712", "K204"]
    assert evaluation.decisions is decisions


@pytest.mark.parametrize(
    ("approval", "asked"),
    [
        (Approval("合格"), True),
        (Approval("合格", "党组会议决定"), False),
        (Approval("优秀"), False),
        (Approval(""), False),
    ],
)
def test_another_level_than_suggested_takes_a_reason(approval: Approval, *, asked: bool) -> None:
    """K733."""
    entry = make_return(full_answers(), selfs=SELFS)
    found = evaluate(SCHEME, make_intake([entry]), Decisions(approvals={entry.unit: approval})).findings
    assert [(one.code, one.unit) for one in found] == ([("K733", entry.unit)] if asked else [])
