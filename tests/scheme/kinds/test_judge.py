"""评分: a person gives the points, within a range that a grade may narrow. Clause: scheme-as-a-workbook, 评分."""

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kexie_excel.errors import SchemeError
from kexie_excel.scheme.kinds.judge import waits_for_people
from tests.examples import examples
from tests.scheme.kinds import FACTS, bounds, outcome_of, paid, rule
from tests.scheme.kinds.test_formula import agrees, answer_to

PLAIN = {"kind": "judge", "most": 3}
GRADES = {
    "kind": "judge",
    "fact": "state",
    "grades": {
        "未建立": {"most": 0},
        "建立未实施": {"least": 3, "most": 4},
        "建立并实施": {"least": "4.5", "most": 5},
    },
}
BANDS = {
    "kind": "judge",
    "count": "n",
    "bands": [
        {"low": 3, "low_included": True, "least": 2, "most": 3},
        {"high": 3, "least": 0, "most": "1.5"},
    ],
}


def test_nobody_has_graded() -> None:
    """Pending; no fact is open, so that nobody but the office is asked."""
    outcome = outcome_of(PLAIN)
    assert bounds(outcome) == (0, 3)
    assert outcome.is_pending
    assert [(doubt.facts, doubt.reason) for doubt in outcome.doubts] == [((), "由评估人员在0至3分之间评分")]
    assert rule(PLAIN).maximum == 3
    assert rule(PLAIN).facts == ()


def test_a_grade_has_its_range() -> None:
    outcome = outcome_of(GRADES, state="建立并实施")
    assert [str(end) for end in bounds(outcome)] == ["9/2", "5"]
    assert outcome.doubts[0].facts == ()
    assert outcome.why == "联系点：建立并实施，由评估人员在4.5至5分之间评分；待评分"
    assert paid(GRADES, state="未建立") == 0
    assert rule(GRADES).maximum == 5


def test_without_the_grade_it_is_asked_for_first() -> None:
    outcome = outcome_of(GRADES)
    assert bounds(outcome) == (0, 5)
    assert [doubt.facts for doubt in outcome.doubts] == [("state",)]


def test_a_number_whose_band_gives_the_range() -> None:
    assert bounds(outcome_of(BANDS, n="3")) == (2, 3)
    assert bounds(outcome_of(BANDS, n="2"))[0] == 0
    assert outcome_of(BANDS, n="2").high * 2 == 3
    assert [fact.id for fact in rule(BANDS).facts] == ["n"]


def test_what_waits_for_people() -> None:
    pay = {"kind": "pay", "points": 1, "when": "a"}
    assert waits_for_people(rule(PLAIN))
    assert waits_for_people(rule({"kind": "total", "parts": [pay, GRADES]}))
    assert not waits_for_people(rule({"kind": "total", "parts": [pay, pay]}))


@pytest.mark.no_cover
@pytest.mark.parametrize("data", [PLAIN, GRADES, BANDS, {"kind": "total", "parts": [PLAIN, GRADES, BANDS], "cap": 9}])
@examples(100)
@given(drawn=st.data())
def test_formulas_say_what_the_evaluation_says(data: Mapping[str, object], drawn: st.DataObject) -> None:
    agrees(rule(data), {fact.id: drawn.draw(answer_to(fact)) for fact in FACTS.values()})


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"kind": "judge"}, "rule.most：缺这一项。"),
        ({"kind": "judge", "least": 4, "most": 3}, "rule.least：应当不小于0、不大于 most。"),
        ({"kind": "judge", "count": "n", "bands": []}, "rule.bands：列表不能为空。"),
        ({**GRADES, "grades": {"未建立": {"most": 0}}}, "rule.grades.建立未实施：缺这一项。"),
    ],
)
def test_a_faulty_table_is_one_sentence(data: dict[str, object], sentence: str) -> None:
    with pytest.raises(SchemeError) as caught:
        rule(data)
    assert str(caught.value) == f"方案.toml：{sentence}"
