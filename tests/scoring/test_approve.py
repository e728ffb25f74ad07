"""审定 against the rules (五、等次确定): a veto leaves no room; 前30% and the order of points give way only to a reason."""

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

import pytest

from kexie_excel.scheme.fact import Answer
from kexie_excel.scoring.approve import is_unexplained
from kexie_excel.scoring.decisions import Approval, Decisions
from kexie_excel.scoring.evaluation import evaluate
from kexie_excel.scoring.result import Evaluation, Standing
from tests.builders import FOUR, SCHEME, full_answers, make_intake, make_return, with_level

A, B, C, D = (unit.name for unit in SCHEME.units_in("区"))
"""Four of one category: 前30% is one place."""
LOST: dict[str, dict[str, Answer]] = {
    A: {},
    B: {"1.1a": Fraction(0)},
    C: {"1.1a": Fraction(0)},
    D: {"1.1a": Fraction(0), "1.3a": False},
}
"""99, 98, 98 and 96 points."""


def judged(levels: Mapping[str, Approval], **veto: str) -> Evaluation:
    """Evaluate the four with these decisions; ``veto`` names a unit that had an incident."""
    vetoed: dict[str, Answer] = {"2.1v": Fraction(1)}
    returns = [
        make_return(full_answers() | lost | (vetoed if veto.get("unit") == unit else {}), unit=unit)
        for unit, lost in LOST.items()
    ]
    return evaluate(SCHEME, make_intake(returns), Decisions(approvals=levels))


def of(evaluation: Evaluation, unit: str) -> Standing:
    """Give a unit's standing."""
    return next(own for own in evaluation.standings if own.unit.name == unit)


def told(evaluation: Evaluation) -> dict[str, str]:
    """Give what is said of decisions: unit → code."""
    return {found.unit: found.code for found in evaluation.findings if found.code.startswith("K73")}


@pytest.mark.parametrize("level", ["优秀", "合格"])
@pytest.mark.parametrize("reason", ["", "党组会议定"])
def test_no_level_lifts_a_vetoed_unit(level: str, reason: str) -> None:
    """2.1: 绩效评估一票否决，考核等次评为不合格."""
    evaluation = judged({A: Approval(level, reason)}, unit=A)
    (found,) = (own for own in evaluation.findings if own.code == "K734")
    assert (found.unit, of(evaluation, A).approved, evaluation.refused_decisions) == (A, "", 1)
    assert f"审定等次写的是“{level}”，这个单位被一票否决，只能是“不合格”，没有采用（2.1 " in found.message
    assert "绩效评估一票否决，考核等次评为不合格" in found.message
    assert not evaluation.is_final


def test_a_vetoed_unit_is_approved_as_failed() -> None:
    evaluation = judged({A: Approval("不合格"), B: Approval("优秀")}, unit=A)
    assert of(evaluation, A).approved == "不合格"
    assert A not in told(evaluation)


def test_what_is_suggested_needs_no_reason() -> None:
    evaluation = judged({A: Approval("优秀"), B: Approval("合格"), C: Approval("合格"), D: Approval("合格")})
    assert told(evaluation) == {}
    assert [own.remark for own in evaluation.standings_in("区") if "审定" in own.remark] == []


def test_more_excellent_ones_than_the_share_allows() -> None:
    levels = {A: Approval("优秀"), B: Approval("优秀"), C: Approval("优秀", "党组会议定")}
    evaluation = judged(levels)
    assert told(evaluation) == {B: "K735", C: "K736"}
    assert of(evaluation, B).against == ("区审定优秀3个，前30%只有1个",)
    assert is_unexplained(of(evaluation, B))
    assert of(evaluation, C).remark.endswith("；审定为优秀（区审定优秀3个，前30%只有1个）：党组会议定")
    assert of(evaluation, B).remark.endswith("；审定为优秀（区审定优秀3个，前30%只有1个）：没有写理由")


def test_more_at_a_lower_level_and_above_than_its_share_allows() -> None:
    """Of four, two can be 良好 or better; who was 良好 already is not asked about it when it is lifted to 优秀."""
    levels = with_level(with_level(FOUR, 0, top=Fraction(1, 4)), 1, bound=Fraction(90))
    decisions = {unit: Approval(level) for unit, level in {A: "优秀", B: "优秀", C: "良好", D: "良好"}.items()}
    returns = [make_return(full_answers() | lost, unit=unit) for unit, lost in LOST.items()]
    evaluation = evaluate(replace(SCHEME, levels=levels), make_intake(returns), Decisions(approvals=decisions))
    assert [of(evaluation, unit).level for unit in (A, B, C, D)] == ["优秀", "良好", "良好", "合格"]
    assert of(evaluation, B).against == ("区审定优秀2个，前25%只有1个", f"与{C}同分，等次不同")
    assert of(evaluation, D).against == ("区审定良好及以上4个，前50%只有3个",)
    assert told(evaluation) == {B: "K735", D: "K735"}


def test_one_category_is_not_named() -> None:
    units = SCHEME.units_in("区")
    scheme = replace(SCHEME, units=units, categories=("区",))
    returns = [make_return(full_answers() | lost, unit=unit) for unit, lost in LOST.items()]
    decisions = Decisions(approvals={A: Approval("优秀"), B: Approval("优秀")})
    evaluation = evaluate(scheme, make_intake(returns, scheme), decisions)
    assert of(evaluation, B).against[0] == "审定优秀2个，前30%只有1个"


def test_all_units_of_a_tie_are_within_the_share() -> None:
    returns = [make_return(full_answers(), unit=unit) for unit in (A, B)]
    levels = {A: Approval("优秀"), B: Approval("优秀")}
    assert told(evaluate(SCHEME, make_intake(returns), Decisions(approvals=levels))) == {}


def test_equal_totals_with_different_levels() -> None:
    evaluation = judged({B: Approval("合格"), C: Approval("不合格")})
    assert told(evaluation) == {C: "K735"}
    assert of(evaluation, C).against == (f"与{B}同分，等次不同",)


def test_a_level_below_one_with_fewer_points() -> None:
    evaluation = judged({B: Approval("不合格", "有投诉"), D: Approval("合格"), C: Approval("合格")})
    assert told(evaluation) == {B: "K736"}
    assert of(evaluation, B).against == (f"与{C}同分，等次不同", f"分数比{D}高，等次却更低")


def test_a_level_above_one_with_more_points() -> None:
    evaluation = judged({A: Approval("合格", "自愿放弃"), B: Approval("合格"), D: Approval("优秀", "党组会议定")})
    assert told(evaluation) == {A: "K736", D: "K736"}
    assert of(evaluation, D).against == (f"分数比{A}、{B}低，等次却更高",)


def test_another_level_that_nobody_is_wronged_by_takes_a_reason_only() -> None:
    assert told(judged({D: Approval("不合格")})) == {D: "K733"}
    assert told(judged({D: Approval("不合格", "弄虚作假")})) == {}


def test_a_vetoed_unit_is_no_measure_for_others() -> None:
    evaluation = judged({A: Approval("不合格"), D: Approval("合格"), B: Approval("合格")}, unit=A)
    assert told(evaluation) == {B: "K733"}


def test_a_unit_without_a_return_can_be_decided_but_not_compared() -> None:
    evaluation = evaluate(SCHEME, make_intake([]), Decisions(approvals={A: Approval("不合格"), B: Approval("合格")}))
    assert told(evaluation) == {A: "K733", B: "K733"}
