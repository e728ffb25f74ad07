"""Conditions: 是/否, a quantity that reaches a bound, all-of and any-of, each with three truths."""

from collections.abc import Callable, Iterable
from itertools import product

import pytest

from kexie_excel.errors import SchemeError
from kexie_excel.scheme.fact import Answer, Gap
from kexie_excel.scheme.kinds.condition import Done, Joined, Reaches, Truth, load_condition
from tests.scheme.kinds import FACTS, RATE, answered, table

TRUTHS = (True, False, Gap.BLANK)


def judge(entry: object, **values: Answer) -> Truth:
    """Judge a condition written as in a scheme."""
    return load_condition(entry, "rule.when", table({}), FACTS).judge(answered(**values))


@pytest.mark.parametrize(("first", "second", "third"), list(product(TRUTHS, repeat=3)))
@pytest.mark.parametrize(("word", "join"), [("all", all), ("any", any)])
def test_joined_is_known_exactly_where_every_completion_agrees(
    first: Answer, second: Answer, third: Answer, word: str, join: Callable[[Iterable[bool]], bool]
) -> None:
    """A blank that cannot change the answer leaves nothing open."""
    given = (first, second, third)
    completions = product(*([True, False] if value is Gap.BLANK else [value is True] for value in given))
    possible = {join(case) for case in completions}
    truth = judge({word: ["a", "b", "c"]}, a=first, b=second, c=third)
    assert truth.holds is (possible.pop() if len(possible) == 1 else None)
    assert bool(truth.doubts) == (truth.holds is None)


def test_open_parts_are_all_named() -> None:
    truth = judge({"all": ["a", "b", "c"]}, a=True)
    assert [doubt.facts for doubt in truth.doubts] == [("b",), ("c",)]
    assert truth.text == "办了甲：是；办了乙：未填；办了丙：未填"


@pytest.mark.parametrize(("times", "holds"), [("0", False), ("1", False), ("2", True), ("3", True)])
def test_a_bound_is_reached_when_it_is_met(times: str, holds: bool) -> None:  # noqa: FBT001 - the answer of the case
    """不少于2次 includes 2."""
    truth = judge({"count": "n", "at_least": 2}, n=times)
    assert truth.holds is holds
    assert truth.text == f"次数{times}次，{'达到' if holds else '未达到'}2次"


@pytest.mark.parametrize(("money", "holds"), [("0.5", True), ("0.49999999", False)])
def test_a_rate_is_compared_unrounded(money: str, holds: bool) -> None:  # noqa: FBT001 - the answer of the case
    """1.5: 人均不低于0.5元, and a printed 0.50 must not pass for it."""
    truth = judge({**RATE, "at_least": "0.5"}, money=money, people="1")
    assert truth.holds is holds


def test_a_quantity_that_cannot_be_computed_is_not_known() -> None:
    truth = judge({**RATE, "at_least": 1}, money="5", people="0")
    assert truth.holds is None
    assert truth.text == truth.doubts[0].reason == "人口为0，人均经费无法计算"


@pytest.mark.parametrize("answer", [*Gap, "是"])
def test_what_is_neither_yes_nor_no_is_not_known(answer: Answer) -> None:
    truth = judge("a", a=answer)
    assert truth.holds is None
    state = answer.value if isinstance(answer, Gap) else "看不懂"
    assert truth.doubts[0].reason == f"a 办了甲：{state}"


def test_conditions_nest() -> None:
    """4.5: 周六课堂, 小院士, or 50 students for 30 课时."""
    entry = {"any": ["a", {"all": [{"count": "n", "at_least": 50}, {"count": "m", "at_least": 30}]}]}
    condition = load_condition(entry, "rule.when", table({}), FACTS)
    assert isinstance(condition, Joined)
    assert [type(part) for part in condition.parts] == [Done, Joined]
    assert [fact.id for fact in condition.facts] == ["a", "n", "m"]
    assert condition.judge(answered(a=False, n="50", m="30")).holds is True
    assert condition.judge(answered(a=False, n="49", m="30")).holds is False
    assert condition.judge(answered(a=False, n="50", m="29")).holds is False
    assert condition.judge(answered(a=True)).holds is True
    assert condition.judge(answered(a=False, n="49")).holds is False
    assert condition.judge(answered(a=False, n="50")).holds is None


def test_the_facts_of_a_quantity() -> None:
    condition = load_condition({**RATE, "at_least": 1}, "rule.when", table({}), FACTS)
    assert isinstance(condition, Reaches)
    assert [fact.id for fact in condition.facts] == ["money", "people"]


@pytest.mark.parametrize(
    ("entry", "sentence"),
    [
        ("x", "rule.when.fact：没有编号为“x”的是否类填报事项。"),
        ("n", "rule.when.fact：没有编号为“n”的是否类填报事项。"),
        (3, "rule.when.fact：应当是文字，现在是 3。"),
        ({}, "rule.when.rate：缺这一项。"),
        ({"count": "n"}, "rule.when.at_least：缺这一项。"),
        (
            {"count": "n", "at_least": 1, "at_most": 2},
            "rule.when.at_most：不认识这一项，这里可用的是 all、any、at_least、count。",
        ),
        ({"all": []}, "rule.when.all：列表不能为空。"),
        ({"any": []}, "rule.when.any：列表不能为空。"),
        ({"all": "a"}, "rule.when.all：应当是一个列表。"),
        ({"all": ["a"], "any": ["b"]}, "rule.when.any：不认识这一项，这里可用的是 all。"),
        ({"any": ["a", {"all": ["b", "x"]}]}, "rule.when.any.2.all.2.fact：没有编号为“x”的是否类填报事项。"),
    ],
)
def test_a_faulty_condition_is_one_sentence(entry: object, sentence: str) -> None:
    with pytest.raises(SchemeError) as caught:
        load_condition(entry, "rule.when", table({}), FACTS)
    assert str(caught.value) == f"方案.toml：{sentence}"


def test_a_rate_beyond_all_others_is_not_believed() -> None:
    """元 for 万元, 人 for 万人: 3000元/人 is not more than 0.5元/人, it is a question."""
    truth = judge({**RATE, "usual_to": 20, "at_least": "0.5"}, money="183000", people="61")
    assert truth.holds is None
    assert truth.doubts[0].reason == "人均经费 183000/61＝3000元/人，高于通常的20元/人，可能有一个数的单位填错"
    assert judge({**RATE, "usual_to": 20, "at_least": "0.5"}, money="1220", people="61").holds is True
