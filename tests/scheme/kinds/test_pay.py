"""``pay``: 计2分，未落实不计分."""

from fractions import Fraction

import pytest

from kexie_excel.errors import SchemeError
from kexie_excel.scheme.fact import Gap
from kexie_excel.scheme.kinds.rule import RuleDoubt
from tests.scheme.kinds import bounds, outcome_of, paid, rule

YES_NO = {"kind": "pay", "points": 2, "when": "a"}
ONCE = {"kind": "pay", "points": 3, "when": {"count": "n", "at_least": 1}}


@pytest.mark.parametrize(("answer", "points"), [(True, 2), (False, 0)])
def test_pays_in_full_or_not_at_all(answer: bool, points: int) -> None:  # noqa: FBT001 - the answer of the case
    assert paid(YES_NO, a=answer) == points


@pytest.mark.parametrize(("times", "points"), [("0", 0), ("1", 3), ("2", 3)])
def test_not_less_than_once(times: str, points: int) -> None:
    """不少于1次 includes 1."""
    assert paid(ONCE, n=times) == points


@pytest.mark.parametrize("gap", Gap)
def test_a_gap_leaves_it_open_and_never_pays(gap: Gap) -> None:
    """Design §5.2: never silently 0."""
    outcome = outcome_of(YES_NO, a=gap)
    assert bounds(outcome) == (0, 2)
    assert outcome.is_pending
    assert outcome.doubts == (RuleDoubt(("a",), f"a 办了甲：{gap.value}"),)
    assert outcome.why == f"办了甲：{gap.value}；待核，最多2分"


def test_the_sentence() -> None:
    assert outcome_of(YES_NO, a=True).why == "办了甲：是，计2分"
    assert outcome_of(YES_NO, a=False).why == "办了甲：否，计0分"


def test_facts_and_maximum() -> None:
    built = rule(ONCE)
    assert [fact.id for fact in built.facts] == ["n"]
    assert built.maximum == Fraction(3)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"kind": "pay", "when": "a"}, "方案.toml：rule.points：缺这一项。"),
        ({"kind": "pay", "points": 2}, "方案.toml：rule.when：缺这一项。"),
        ({**YES_NO, "cap": 1}, "方案.toml：rule.cap：不认识这一项，这里可用的是 kind、points、when。"),
    ],
)
def test_a_faulty_table_is_one_sentence(data: dict[str, object], sentence: str) -> None:
    with pytest.raises(SchemeError) as caught:
        rule(data)
    assert str(caught.value) == sentence
