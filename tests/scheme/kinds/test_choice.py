"""``choice``: 未建立不计分，建立未实施计0.5分."""

from fractions import Fraction

import pytest

from kexie_excel.errors import SchemeError
from kexie_excel.scheme.fact import Answer, Gap
from tests.scheme.kinds import bounds, outcome_of, paid, rule

POINTS = {"未建立": 0, "建立未实施": "0.5", "建立并实施": 1}
STATES = {"kind": "choice", "fact": "state", "points": POINTS}


@pytest.mark.parametrize(("state", "points"), [("未建立", "0"), ("建立未实施", "1/2"), ("建立并实施", "1")])
def test_each_state_has_its_points(state: str, points: str) -> None:
    """3.7."""
    assert paid(STATES, state=state) == Fraction(points)


@pytest.mark.parametrize("gap", Gap)
def test_a_gap_leaves_it_open(gap: Gap) -> None:
    outcome = outcome_of(STATES, state=gap)
    assert bounds(outcome) == (0, 1)
    assert outcome.why == f"state 联系点：{gap.value}；待核，最多1分"


@pytest.mark.parametrize("answer", ["建立", True, Fraction(1)])
def test_what_is_no_choice_is_open(answer: Answer) -> None:
    outcome = outcome_of(STATES, state=answer)
    assert bounds(outcome) == (0, 1)
    assert outcome.doubts[0].reason == "state 联系点：看不懂"


def test_sentence_facts_and_maximum() -> None:
    assert outcome_of(STATES, state="建立未实施").why == "联系点：建立未实施，计0.5分"
    assert [fact.id for fact in rule(STATES).facts] == ["state"]
    assert rule(STATES).maximum == 1


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"fact": "x"}, "rule.fact：没有编号为“x”的填报事项。"),
        ({"fact": "a"}, "rule.fact：填报事项“a”的类型不能用在这里。"),
        ({"points": {"未建立": 0, "建立未实施": 1}}, "rule.points.建立并实施：缺这一项。"),
        (
            {"points": {**POINTS, "在建": 1}},
            "rule.points.在建：不认识这一项，这里可用的是 建立并实施、建立未实施、未建立。",
        ),
        ({"points": 1}, "rule.points 应当是一组“名称 = 值”。"),
        ({"cap": 1}, "rule.cap：不认识这一项，这里可用的是 fact、kind、points。"),
    ],
)
def test_a_faulty_table_is_one_sentence(change: dict[str, object], sentence: str) -> None:
    with pytest.raises(SchemeError) as caught:
        rule({**STATES, **change})
    assert str(caught.value) == f"方案.toml：{sentence}"
