"""``each``: 每项计1分, with counted further ones and a cap (“等主题活动”)."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kexie_excel.errors import SchemeError
from kexie_excel.scheme.fact import Answer, Gap
from tests.scheme.kinds import bounds, outcome_of, paid, rule

THREE = {"kind": "each", "points": 2, "of": ["a", "b", "c"]}
COUNTED = {"kind": "each", "points": 1, "of": ["a", "b", "c"], "counts": ["n"], "cap": 5}


@pytest.mark.parametrize(
    ("a", "b", "c", "points"), [(True, True, True, 6), (True, False, True, 4), (False, False, False, 0)]
)
def test_the_same_points_for_every_one(a: Answer, b: Answer, c: Answer, points: int) -> None:
    assert outcome_of(THREE, a=a, b=b, c=c).low == points


@pytest.mark.parametrize(("more", "points"), [("0", 3), ("1", 4), ("2", 5), ("3", 5), ("60", 5)])
def test_counted_ones_pay_up_to_the_cap(more: str, points: int) -> None:
    """4.4: 计5分，每项计1分; never above 5."""
    assert paid(COUNTED, a=True, b=True, c=True, n=more) == points


def test_half_points() -> None:
    """4.6: 每项计0.5分."""
    assert paid({"kind": "each", "points": "0.5", "of": ["a", "b"]}, a=True, b=False) == Fraction(1, 2)


@pytest.mark.parametrize("gap", Gap)
def test_known_ones_count_and_unknown_ones_stay_open(gap: Gap) -> None:
    """Design §7: known parts count, the rest pending."""
    outcome = outcome_of(THREE, a=True, b=gap, c=gap)
    assert bounds(outcome) == (2, 6)
    assert [doubt.facts for doubt in outcome.doubts] == [("b",), ("c",)]
    assert outcome.why.endswith("共1项，每项2分，计2分，待核部分最多再加4分")


def test_an_unknown_count_may_fill_up_to_the_cap() -> None:
    outcome = outcome_of(COUNTED, a=True, b=False, c=False, n=Gap.BLANK)
    assert bounds(outcome) == (1, 5)
    assert [doubt.facts for doubt in outcome.doubts] == [("n",)]


def test_a_gap_that_cannot_change_the_points_leaves_nothing_open() -> None:
    """Five are done already: the blank count can add nothing under the cap."""
    outcome = outcome_of({**COUNTED, "cap": 3}, a=True, b=True, c=True, n=Gap.BLANK)
    assert bounds(outcome) == (3, 3)
    assert outcome.doubts == ()


def test_the_sentence() -> None:
    assert outcome_of(THREE, a=True, b=False, c=True).why == "办了甲：是；办了乙：否；办了丙：是；共2项，每项2分，计4分"
    exactly = outcome_of(COUNTED, a=True, b=True, c=True, n=Fraction(2))
    assert exactly.why.endswith("共5项，每项1分，计5分")
    capped = outcome_of(COUNTED, a=True, b=True, c=True, n=Fraction(4))
    assert capped.why == "办了甲：是；办了乙：是；办了丙：是；次数4次；共7项，每项1分，最高5分，计5分"


def test_facts_and_maximum() -> None:
    """The cap cannot promise more than the conditions can pay, unless something is counted."""
    assert [fact.id for fact in rule(COUNTED).facts] == ["a", "b", "c", "n"]
    assert rule(COUNTED).maximum == 5
    assert rule(THREE).maximum == 6
    assert rule({**THREE, "cap": 5}).maximum == 5
    assert rule({**THREE, "cap": 9}).maximum == 6


@given(st.lists(st.sampled_from([True, False, Gap.BLANK]), min_size=3, max_size=3), st.sampled_from([0, 1, 2, 9, None]))
def test_low_and_high_are_the_worst_and_the_best_completion(given_: list[Answer], more: int | None) -> None:
    """Every gap filled with 否 and 0 gives ``low``, with 是 and many gives ``high``."""
    known = dict(zip("abc", given_, strict=True))
    count: Answer = Gap.BLANK if more is None else Fraction(more)
    outcome = outcome_of(COUNTED, **known, n=count)
    worst = {name: False if value is Gap.BLANK else value for name, value in known.items()}
    best = {name: True if value is Gap.BLANK else value for name, value in known.items()}
    assert outcome.low == outcome_of(COUNTED, **worst, n=Fraction(more or 0)).low
    assert outcome.high == outcome_of(COUNTED, **best, n=Fraction(99 if more is None else more)).low
    assert bool(outcome.doubts) == outcome.is_pending


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"points": 0}, "rule.points：应当大于0。"),
        ({"points": -1}, "rule.points：应当大于0。"),
        ({"of": "a"}, "rule.of：应当是一个列表。"),
        ({"of": ["a", "n"]}, "rule.of.2.fact：没有编号为“n”的是否类填报事项。"),
        ({"counts": ["x"]}, "rule.counts：没有编号为“x”的计数类填报事项。"),
        ({"counts": ["money"]}, "rule.counts：没有编号为“money”的计数类填报事项。"),
        ({"counts": ["n"], "cap": None}, "rule.cap：应当是数，现在是 None。"),
        ({"least": 1}, "rule.least：不认识这一项，这里可用的是 cap、counts、kind、of、points。"),
    ],
)
def test_a_faulty_table_is_one_sentence(change: dict[str, object], sentence: str) -> None:
    with pytest.raises(SchemeError) as caught:
        rule({**THREE, **change})
    assert str(caught.value) == f"方案.toml：{sentence}"


def test_what_is_counted_needs_a_cap() -> None:
    """Without a cap a counted rule would pay without end."""
    with pytest.raises(SchemeError, match=r"rule\.cap：缺这一项"):
        rule({**THREE, "counts": ["n"]})
