"""Rules as spreadsheet formulas: their text, kind by kind, and that they say what the evaluation says.

The second is tried here by calculating the formulas in Python; ``tests/form/test_live.py`` lets a spreadsheet program do it.
"""

import math
import re
from collections.abc import Callable, Mapping
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kexie_excel.scheme.fact import Answer, Fact, FactKind, Gap
from kexie_excel.scheme.kinds.formula import MILLIONTHS, UNKNOWN, Bounds, Case, literal, quoted, reading
from kexie_excel.scheme.kinds.rule import Rule
from kexie_excel.scheme.load import load_scheme
from kexie_excel.scheme.model import Scheme
from tests.examples import examples
from tests.scheme.kinds import FACTS, RATE, SHARE, rule

CELLS = {fact_id: fact_id.upper() for fact_id in FACTS}


def formula(data: Mapping[str, object]) -> Bounds:
    """Write a rule's formulas; the reading cell of fact ``a`` is ``A``."""
    return rule(data).formula(CELLS)


# ── what is written


def test_pay_if_done() -> None:
    when = formula({"kind": "pay", "points": 2, "when": "a"})
    assert when == Bounds("IF(A=1,2,0)", "IF(A<>0,2,0)", (Case("a", "A<0"),))


def test_pay_if_a_count_reaches_its_bound() -> None:
    bounds = formula({"kind": "pay", "points": 1, "when": {"count": "n", "at_least": 2}})
    assert bounds.low == "IF(AND(N>=0,N>=2),1,0)"
    assert bounds.high == "IF(OR(NOT(N>=0),N>=2),1,0)"


def test_all_and_any_gate_what_is_open_in_them() -> None:
    bounds = formula({"kind": "pay", "points": 1, "when": {"any": ["a", {"all": ["b", "c"]}]}})
    assert bounds.low == "IF(OR(A=1,AND(B=1,C=1)),1,0)"
    assert bounds.high == "IF(OR(A<>0,AND(B<>0,C<>0)),1,0)"
    outer, inner = "AND(OR(A<>0,AND(B<>0,C<>0)),NOT(OR(A=1,AND(B=1,C=1))))", "AND(AND(B<>0,C<>0),NOT(AND(B=1,C=1)))"
    assert bounds.cases[0] == Case("a", f"AND({outer},A<0)")
    assert bounds.cases[1] == Case("b", f"AND({outer},AND({inner},B<0))")


def test_a_rate_is_compared_by_cross_multiplication() -> None:
    """1.5: 人均不低于0.5元; amounts are whole numbers of millionths, and no ratio is formed."""
    bounds = formula({"kind": "pay", "points": 2, "when": {**RATE, "at_least": "0.5"}})
    assert bounds.low == "IF(AND(AND(MONEY>=0,PEOPLE>0),MONEY*2>=PEOPLE),2,0)"
    assert {case.reason for case in bounds.cases} == {"", "people为0，人均经费无法计算"}


def test_counts_and_amounts_are_brought_to_one_measure() -> None:
    tiers = [{"points": 1, "low": 3, "low_included": True}]
    rated = formula({"kind": "tiers", "rate": ["money", "n"], "label": "每次", "unit": "万元", "tiers": tiers})
    assert "MONEY>=N*3000000" in rated.low
    alone = formula({"kind": "tiers", "count": "money", "tiers": tiers})
    assert "MONEY>=3000000" in alone.low


def test_tiers_pay_by_the_first_band() -> None:
    bands = [{"points": 2, "low": "30%", "low_included": True}, {"points": 1, "high": "30%", "low": "20%"}]
    bounds = formula({"kind": "tiers", **SHARE, "tiers": bands})
    known = "AND(PART>=0,WHOLE>0,NOT(PART>WHOLE))"
    assert bounds.low == f"IF({known},IF(PART*10>=WHOLE*3,2,IF(AND(PART*5>WHOLE,PART*10<WHOLE*3),1,0)),0)"
    assert bounds.high == f"IF({known},IF(PART*10>=WHOLE*3,2,IF(AND(PART*5>WHOLE,PART*10<WHOLE*3),1,2)),2)"
    assert {case.reason for case in bounds.cases} == {
        "",
        "whole为0，覆盖率无法计算",
        "part不能大于whole",
        "办法没有规定这一档怎么计分",
    }


def test_a_band_without_ends_takes_everything() -> None:
    assert formula({"kind": "tiers", "count": "n", "tiers": [{"points": 1}]}).low == "IF(N>=0,IF(TRUE,1,0),0)"


@pytest.mark.parametrize(
    ("partial", "paid"), [(False, "0.4*INT(PART*10/(WHOLE))"), (True, "0.4*PART*10/(WHOLE)")], ids=["full", "partial"]
)
def test_steps(partial: bool, paid: str) -> None:  # noqa: FBT001 - the scheme's own flag
    bounds = formula({"kind": "steps", **SHARE, "step": "10%", "points": "0.4", "partial": partial})
    assert bounds.low == f"IF(AND(PART>=0,WHOLE>0,NOT(PART>WHOLE)),{paid},0)"
    assert bounds.high.endswith(f",{paid},4)")


def test_a_choice() -> None:
    points = {"未建立": 0, "建立未实施": "0.5", "建立并实施": 1}
    bounds = formula({"kind": "choice", "fact": "state", "points": points})
    assert bounds == Bounds(
        "IF(STATE<1,0,CHOOSE(STATE,0,0.5,1))", "IF(STATE<1,1,CHOOSE(STATE,0,0.5,1))", (Case("state", "STATE<1"),)
    )


def test_each_counts_what_is_known_and_hopes_for_the_rest() -> None:
    bounds = formula({"kind": "each", "points": 1, "of": ["a", "b"], "counts": ["n"], "cap": 5})
    assert bounds.low == "MIN(5,1*(IF(A=1,1,0)+IF(B=1,1,0)+MAX(0,N)))"
    assert bounds.high == "IF(NOT(N>=0),5,MIN(5,1*(IF(A<>0,1,0)+IF(B<>0,1,0)+MAX(0,N))))"


def test_each_of_nothing() -> None:
    assert formula({"kind": "each", "points": 1, "of": [], "cap": 5}).low == "MIN(5,1*(0))"


def test_a_total_asks_only_about_parts_that_are_open() -> None:
    parts = [{"kind": "pay", "points": 1, "when": "a"}, {"kind": "pay", "points": 2, "when": "b"}]
    bounds = formula({"kind": "total", "parts": parts, "cap": 2})
    assert (bounds.low, bounds.high) == ("MIN(2,IF(A=1,1,0)+IF(B=1,2,0))", "MIN(2,IF(A<>0,1,0)+IF(B<>0,2,0))")
    assert bounds.cases[0] == Case("a", "AND(IF(A=1,1,0)<IF(A<>0,1,0),A<0)")


def test_numbers_and_texts() -> None:
    assert [literal(Fraction(*pair)) for pair in ((2, 1), (1, 2), (1, 3))] == ["2", "0.5", "(1/3)"]
    assert quoted('甲"乙') == '"甲""乙"'


NUMERIC = "AND(ISNUMBER(D4),NOT(ISLOGICAL(D4)))"
NO_DATE = "NOT(AND(D4>=DATE(2016,1,1),D4<DATE(2019,1,1)))"


@pytest.mark.parametrize(
    ("fact", "text"),
    [
        ("a", 'IF(ISTEXT(D4),IF(EXACT(D4,"是"),1,IF(EXACT(D4,"否"),0,-1)),-1)'),
        (
            "state",
            'IF(ISTEXT(D4),IF(EXACT(D4,"未建立"),1,IF(EXACT(D4,"建立未实施"),2,IF(EXACT(D4,"建立并实施"),3,-1))),-1)',
        ),
        (
            "n",
            f"IF({NUMERIC},IF(AND(D4>=0,D4<100000000,INT(D4)=D4,{NO_DATE}),D4,-1),-1)",
        ),
        (
            "money",
            f"IF({NUMERIC},IF(AND(D4>=0,D4<100000000,ROUND(D4,6)=D4,{NO_DATE}),ROUND(D4*1000000,0),-1),-1)",
        ),
    ],
)
def test_how_an_answer_is_read(fact: str, text: str) -> None:
    assert reading(FACTS[fact], "D4", 2017) == text


# ── what it comes to


class Number(Fraction):
    """A cell's number; a spreadsheet program looks at one branch of IF only, Python at both."""

    def __rtruediv__(self, other: Fraction) -> Fraction:  # type: ignore[override]
        """Divide; by zero gives anything."""
        return other / Fraction(self) if self else Fraction(0)


FUNCTIONS: Mapping[str, Callable[..., object]] = {
    "AND": lambda *parts: all(parts),
    "OR": lambda *parts: any(parts),
    "NOT": lambda part: not part,
    "IF": lambda when, then, otherwise: then if when else otherwise,
    "MIN": min,
    "MAX": max,
    "INT": math.floor,
    "CHOOSE": lambda at, *values: values[int(at) - 1],
    "TRUE": True,  # type: ignore[dict-item]
    "D": Fraction,
}


def calculate(text: str, cells: Mapping[str, Number]) -> Fraction:
    """Calculate a formula, exactly."""
    python = re.sub(r"(?<![<>!])=", "==", text.replace("<>", "!="))
    python = re.sub(r"(?<![\w.])\d+(?:\.\d+)?", lambda number: f"D('{number[0]}')", python)
    return Fraction(eval(python, dict(FUNCTIONS), dict(cells)))  # noqa: S307 - the program's own formulas


def read(fact: Fact, answer: Answer) -> Number:
    """Give what a reading cell shows of an answer."""
    match answer:
        case Gap():
            return Number(UNKNOWN)
        case bool():
            return Number(int(answer))
        case str():
            return Number(fact.choices.index(answer) + 1)
        case _:
            return Number(answer * (MILLIONTHS if fact.kind is FactKind.AMOUNT else 1))


def answer_to(fact: Fact) -> st.SearchStrategy[Answer]:
    """Draw an answer or a gap."""
    gaps: st.SearchStrategy[Answer] = st.sampled_from(list(Gap))
    match fact.kind:
        case FactKind.YES_NO:
            return st.one_of(st.booleans(), st.booleans(), gaps)
        case FactKind.CHOICE:
            return st.one_of(st.sampled_from(fact.choices), gaps)
        case FactKind.COUNT:
            return st.one_of(st.integers(0, 3), st.integers(0, 100), st.integers(0, 10**8)).map(Fraction) | gaps
        case FactKind.AMOUNT:
            return st.one_of(st.integers(0, 40), st.integers(0, 10**14)).map(lambda n: Fraction(n, MILLIONTHS)) | gaps


def agrees(rule_: Rule, answers: Mapping[str, Answer]) -> None:
    """Hold a rule's formulas against its evaluation: what is certain, what is possible, and which facts are open."""
    facts = {fact.id: fact for fact in rule_.facts}
    names = {fact_id: f"R{at}" for at, fact_id in enumerate(facts)}
    cells = {names[fact_id]: read(fact, answers[fact_id]) for fact_id, fact in facts.items()}
    bounds, outcome = rule_.formula(names), rule_.evaluate(answers)
    assert calculate(bounds.low, cells) == outcome.low
    assert calculate(bounds.high, cells) == outcome.high
    if outcome.is_pending:
        said = {case.fact for case in bounds.cases if calculate(case.when, cells)}
        assert said == {fact for doubt in outcome.doubts for fact in doubt.facts}


def _readings() -> list[Scheme]:
    """Give the scheme in every reading, one other option at a time."""
    default = load_scheme()
    others = [
        load_scheme(choices={entry.id: option.label}) for entry in default.interpretations for option in entry.options
    ]
    return [default, *others]


USUAL = [item.rule for item in load_scheme().items]
RULES = {
    f"{item.id}/{at}": item.rule
    for at, scheme in enumerate(_readings())
    for item in scheme.items
    if at == 0 or item.rule not in USUAL
}


@pytest.mark.no_cover
@pytest.mark.parametrize("name", RULES)
@examples(60)
@given(data=st.data())
def test_formulas_say_what_the_evaluation_says(name: str, data: st.DataObject) -> None:
    """§7: the form's live check and the program cannot drift apart."""
    own = RULES[name]
    agrees(own, {fact.id: data.draw(answer_to(fact)) for fact in own.facts})


GAPPED = {
    "kind": "total",
    "parts": [
        {"kind": "tiers", **SHARE, "tiers": [{"points": 1, "low": "90%"}, {"points": "0.3", "low": 0, "high": "80%"}]},
        {"kind": "tiers", **RATE, "tiers": [{"points": "0.1", "low": "0.1", "low_included": True, "high": 2}]},
        {
            "kind": "each",
            "points": "0.7",
            "of": ["a", {"all": ["b", {"any": ["a", "c"]}]}],
            "counts": ["n", "m"],
            "cap": 3,
        },
    ],
    "cap": 3,
}


@pytest.mark.no_cover
@examples(400)
@given(data=st.data())
def test_bands_with_gaps_and_nested_conditions_as_well(data: st.DataObject) -> None:
    """Next year's scheme will differ."""
    agrees(rule(GAPPED), {fact.id: data.draw(answer_to(fact)) for fact in FACTS.values()})
