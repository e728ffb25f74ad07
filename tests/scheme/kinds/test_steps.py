"""``steps``: 每10个百分点计0.4分."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kexie_excel.errors import SchemeError
from kexie_excel.scheme.fact import Gap
from tests.scheme.kinds import RATE, SHARE, bounds, outcome_of, paid, rule

FULL = {"kind": "steps", **SHARE, "step": "10%", "points": "0.4", "partial": False}
PARTIAL = {**FULL, "partial": True}


@pytest.mark.parametrize(
    ("part", "whole", "points"),
    [
        ("0", "9", "0"),
        ("999", "10000", "0"),
        ("1", "10", "2/5"),
        ("7", "10", "14/5"),
        ("8", "9", "16/5"),
        ("9999", "10000", "18/5"),
        ("9", "9", "4"),
    ],
)
def test_only_full_steps_count(part: str, whole: str, points: str) -> None:
    """2.3 by default: 95 % counts as 90."""
    assert paid(FULL, part=part, whole=whole) == Fraction(points)


@given(st.integers(1, 50), st.integers(0, 50))
def test_started_steps_can_count_in_proportion(whole: int, part: int) -> None:
    """2.3 按比例折算: 4 points for the whole, a part of them for a part."""
    part = min(part, whole)
    assert paid(PARTIAL, part=str(part), whole=str(whole)) == Fraction(4 * part, whole)


@given(st.integers(1, 50), st.integers(0, 50))
def test_full_steps_never_pay_more_than_the_proportion_nor_a_step_less(whole: int, part: int) -> None:
    part = min(part, whole)
    lost = paid(PARTIAL, part=str(part), whole=str(whole)) - paid(FULL, part=str(part), whole=str(whole))
    assert 0 <= lost < Fraction(2, 5)


def test_the_sentence() -> None:
    """Design §5.2 依据."""
    assert outcome_of(FULL, part="8", whole="9").why == "覆盖率 8/9＝88.8%，满8个10个百分点，计3.2分"
    assert outcome_of(PARTIAL, part="8", whole="9").why == (
        "覆盖率 8/9＝88.8%，每10个百分点计0.4分，按比例折算，计3.56分"
    )


@pytest.mark.parametrize(
    ("part", "whole", "reason"),
    [("0", "0", "总数为0，覆盖率无法计算"), ("9", "8", "其中已建9多于总数8，覆盖率无法计算")],
)
def test_a_share_that_cannot_be_is_open(part: str, whole: str, reason: str) -> None:
    """Design §7: denominator 0 and numerator > denominator are pending."""
    outcome = outcome_of(FULL, part=part, whole=whole)
    assert bounds(outcome) == (0, 4)
    assert outcome.why == f"{reason}；待核，最多4分"
    assert outcome.doubts[0].facts == ("part", "whole")


def test_a_gap_leaves_it_open() -> None:
    outcome = outcome_of(FULL, part=Gap.UNREADABLE, whole="9")
    assert bounds(outcome) == (0, 4)
    assert [doubt.facts for doubt in outcome.doubts] == [("part",)]


def test_facts_and_maximum() -> None:
    assert [fact.id for fact in rule(FULL).facts] == ["part", "whole"]
    assert rule(FULL).maximum == rule(PARTIAL).maximum == 4
    assert rule({**FULL, "step": "30%"}).maximum == Fraction(6, 5)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"step": 0}, "rule.step：应当大于0、不超过100%。"),
        ({"step": -1}, "rule.step：应当大于0、不超过100%。"),
        ({"step": 10}, "rule.step：应当大于0、不超过100%。"),
        ({"step": "101%"}, "rule.step：应当大于0、不超过100%。"),
        ({"partial": "否"}, "rule.partial：应当是 true 或 false，现在是 否。"),
        ({"high": 1}, "rule.high：不认识这一项，这里可用的是 count、kind、label、partial、points、share、step。"),
    ],
)
def test_a_faulty_table_is_one_sentence(change: dict[str, object], sentence: str) -> None:
    with pytest.raises(SchemeError) as caught:
        rule({**FULL, **change})
    assert str(caught.value) == f"方案.toml：{sentence}"


@pytest.mark.parametrize("measure", [{"count": "n"}, RATE])
def test_steps_of_what_has_no_whole_are_refused(measure: dict[str, object]) -> None:
    """Only a share has an end; steps of a count would pay without one."""
    with pytest.raises(SchemeError, match=r"rule\.share：缺这一项"):
        rule({"kind": "steps", **measure, "step": 1, "points": 1})
