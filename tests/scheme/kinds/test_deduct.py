"""扣分: starts from the full points and takes off; several classes share one floor, 0. Clause: scheme-as-a-workbook, 扣分."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kexie_excel.errors import SchemeError
from kexie_excel.scheme.fact import Gap
from tests.examples import examples
from tests.scheme.kinds import FACTS, RATE, SHARE, bounds, outcome_of, paid, rule
from tests.scheme.kinds.test_formula import agrees, answer_to

Table = dict[str, object]


def deduct(points: object, *classes: Table) -> Table:
    """Give the table of a rule."""
    return {"kind": "deduct", "points": points, "classes": list(classes)}


def of(*rows: Table, **more: object) -> Table:
    """Give the table of a class."""
    return {"rows": list(rows), **more}


def per(fact: str, off: object, step: object = 1) -> Table:
    """Take off for every so many."""
    return {"kind": "per", "count": fact, "step": step, "off": off}


def band(off: object, **ends: object) -> Table:
    """Take off in a band of 次数."""
    return {"kind": "band", "count": "n", "off": off, **ends}


THREE = deduct(3, of(per("n", "0.4")), of(per("m", "0.4")), of({"kind": "is", "fact": "a", "answer": False, "off": 1}))
EVENTS = deduct(15, of(per("n", 5)))
BANDS = deduct(
    10,
    of(
        band(1, low=1, low_included=True, high=3),
        band(2, low=3, low_included=True),
        {"kind": "band", **SHARE, "off": "20%", "high": "60%"},
        {"kind": "band", **RATE, "off": "0.5", "high": "0.5"},
    ),
)


def test_nothing_to_take_off_leaves_all() -> None:
    """3分、三类都填0 → 3."""
    assert paid(THREE, n="0", m="0", a=True) == 3


def test_nothing_filled_leaves_everything_open() -> None:
    """都没填 → 0～3 待核."""
    three = deduct(3, of(per("n", 1)), of(per("m", 1)), of(per("whole", 1)))
    outcome = outcome_of(three)
    assert bounds(outcome) == (0, 3)
    assert outcome.is_pending
    assert [doubt.facts for doubt in outcome.doubts] == [("n",), ("m",), ("whole",)]
    assert outcome.why.endswith("3分已扣0分，待核部分最多再扣3分，暂计0分")


@pytest.mark.parametrize(("count", "points"), [("0", 15), ("1", 10), ("2", 5), ("3", 0), ("4", 0)])
def test_so_many_points_for_every_event(count: str, points: int) -> None:
    """15分、2起×5 → 5，4起 → 0."""
    assert paid(EVENTS, n=count) == points


def test_a_share_of_the_points() -> None:
    """12.5分、3项×10% → 8.75."""
    assert paid(deduct("12.5", of(per("m", "10%"))), m="3") == Decimal("8.75")


@pytest.mark.parametrize(("count", "points"), [("1", "2.6"), ("2", "2.2"), ("3", 2), ("30", 2)])
def test_a_class_that_takes_off_at_most_1(count: str, points: object) -> None:
    capped = deduct(3, of(per("n", "0.4"), cap=1))
    assert paid(capped, n=count) == Decimal(str(points))
    assert bounds(outcome_of(capped)) == (2, 3)


def test_a_blank_that_can_take_off_no_more_leaves_nothing_open() -> None:
    capped = deduct(3, of(per("n", "0.4"), per("m", "0.4"), cap=1))
    assert paid(capped, n="3") == 2
    assert paid(deduct(3, of(per("n", 3)), of(per("m", 1))), n="1") == 0
    assert bounds(outcome_of(capped, n="1")) == (2, Fraction(13, 5))


def test_the_classes_share_one_floor() -> None:
    assert paid(THREE, n="5", m="3", a=False) == 0
    assert outcome_of(THREE, n="5", m="3", a=False).why.endswith("3分共扣4.2分，扣完为止，计0分")


def test_a_yes_or_no_that_costs() -> None:
    assert paid(THREE, n="0", m="0", a=False) == 2
    harm = deduct(3, of({"kind": "is", "fact": "a", "answer": True, "off": "0.5"}))
    assert (paid(harm, a=True), paid(harm, a=False)) == (Fraction(5, 2), Fraction(3))
    assert bounds(outcome_of(harm, a=Gap.NOT_APPLICABLE)) == (Decimal("2.5"), 3)


def test_only_full_steps_of_a_share_take_off() -> None:
    late = deduct(5, of({"kind": "per", **SHARE, "step": "10%", "off": "0.5"}))
    assert paid(late, part="39", whole="100") == Decimal("3.5")
    assert bounds(outcome_of(late)) == (0, 5)
    assert bounds(outcome_of(deduct(9, of({"kind": "per", **SHARE, "step": "30%", "off": 1})))) == (6, 9)


@pytest.mark.parametrize(("count", "points"), [("0", 10), ("1", 9), ("2", 9), ("3", 8)])
def test_bands_take_off_what_they_say(count: str, points: int) -> None:
    assert paid(BANDS, n=count, part="60", whole="100", money="0.5", people="1") == points


def test_a_blank_lies_in_one_of_the_bands_only() -> None:
    """At worst 2 for the count, not 1 and 2; 20% of 10; 0.5."""
    known: dict[str, str] = {"part": "60", "whole": "100", "money": "0.5", "people": "1"}
    assert bounds(outcome_of(BANDS, **known)) == (8, 10)
    assert bounds(outcome_of(BANDS)) == (Decimal("5.5"), 10)


def test_a_blank_that_costs_the_same_in_every_band_is_no_doubt() -> None:
    assert bounds(outcome_of(deduct(5, of(band(1, low=0, low_included=True))))) == (4, 4)
    assert bounds(outcome_of(deduct(5, of(band(1, high=2), band(2, low=2, low_included=True))))) == (3, 4)


def test_facts_and_maximum() -> None:
    built = rule(THREE)
    assert [fact.id for fact in built.facts] == ["n", "m", "a"]
    assert built.maximum == 3
    assert [fact.id for fact in rule(BANDS).facts] == ["n", "part", "whole", "money", "people"]


def test_the_formulas() -> None:
    written = rule(deduct(3, of(per("n", "0.4"), cap=1), of(per("m", 1)))).formula({key: key.upper() for key in FACTS})
    assert written.low == "MAX(0,3-(MIN(1,IF(N>=0,0.4*INT(N/(1)),3))+IF(M>=0,1*INT(M/(1)),3)))"
    assert written.high == "MAX(0,3-(MIN(1,IF(N>=0,0.4*INT(N/(1)),0))+IF(M>=0,1*INT(M/(1)),0)))"
    assert written.cases[0].when == "AND(IF(N>=0,0.4*INT(N/(1)),0)<1,N<0)"


CAPPED = deduct(
    "4.5",
    of(per("n", "0.4"), {"kind": "is", "fact": "a", "answer": False, "off": 1}, per("m", "0.7", 3), cap="1.5"),
    of({"kind": "per", **SHARE, "step": "50%", "off": "10%"}, per("money", "0.1", "2.5")),
)


@pytest.mark.no_cover
@pytest.mark.parametrize("data", [THREE, EVENTS, BANDS, CAPPED], ids=["three", "events", "bands", "capped"])
@examples(150)
@given(drawn=st.data())
def test_formulas_say_what_the_evaluation_says(data: Mapping[str, object], drawn: st.DataObject) -> None:
    agrees(rule(data), {fact.id: drawn.draw(answer_to(fact)) for fact in FACTS.values()})


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (deduct(3), "rule.classes：列表不能为空。"),
        (deduct(3, of()), "rule.classes.1.rows：列表不能为空。"),
        (deduct(3, of(per("n", 0))), "rule.classes.1.rows.1.off：应当大于0。"),
        (deduct(3, of(per("n", "-0.4"))), "rule.classes.1.rows.1.off：应当大于0。"),
        (deduct(3, of(per("n", 1, 0))), "rule.classes.1.rows.1.step：应当大于0。"),
        (
            deduct(3, of({"kind": "pre", "count": "n", "step": 1, "off": 1})),
            "rule.classes.1.rows.1.kind：没有“pre”这个选项，可用的是 per、is、band。",
        ),
        (
            deduct(3, of({"kind": "is", "fact": "n", "off": 1})),
            "rule.classes.1.rows.1.fact：填报事项“n”的类型不能用在这里。",
        ),
    ],
)
def test_a_faulty_table_is_one_sentence(data: Table, sentence: str) -> None:
    with pytest.raises(SchemeError) as caught:
        rule(data)
    assert str(caught.value) == f"方案.toml：{sentence}"
