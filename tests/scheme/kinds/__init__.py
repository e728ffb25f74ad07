"""Tests of the rule kinds; here the facts that they ask about, and the way from a scheme's table to a rule."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from kexie_excel.scheme.fact import Answer, Fact, FactKind, Value
from kexie_excel.scheme.kinds import load_rule
from kexie_excel.scheme.kinds.rule import Outcome, Rule
from kexie_excel.scheme.table import SchemeTable

FACTS = {
    fact.id: fact
    for fact in (
        Fact("a", "办了甲", FactKind.YES_NO),
        Fact("b", "办了乙", FactKind.YES_NO),
        Fact("c", "办了丙", FactKind.YES_NO),
        Fact("n", "次数", FactKind.COUNT, "次"),
        Fact("m", "项数", FactKind.COUNT, "项"),
        Fact("part", "其中已建", FactKind.COUNT, "个"),
        Fact("whole", "总数", FactKind.COUNT, "个"),
        Fact("money", "经费", FactKind.AMOUNT, "万元"),
        Fact("people", "人口", FactKind.AMOUNT, "万人"),
        Fact("state", "联系点", FactKind.CHOICE, choices=("未建立", "建立未实施", "建立并实施")),
    )
}

SHARE = {"share": ["part", "whole"], "label": "覆盖率"}
RATE = {"rate": ["money", "people"], "label": "人均经费", "unit": "元/人"}


def table(data: Mapping[str, object]) -> SchemeTable:
    """Wrap plain data as the table of a rule."""
    return SchemeTable(data, "rule", "方案.toml")


def rule(data: Mapping[str, object]) -> Rule:
    """Build a rule from plain data."""
    return load_rule(table(data), FACTS)


def answered(**values: Answer) -> dict[str, Answer]:
    """Give answers; numbers are written as texts such as ``"0.5"``, choices and gaps as they are."""
    return {name: _value(FACTS[name], value) for name, value in values.items()}


def _value(fact: Fact, value: Answer) -> Answer:
    """Turn a text into the number that a numeric fact takes."""
    numeric = fact.kind in {FactKind.COUNT, FactKind.AMOUNT}
    return Fraction(Decimal(value)) if numeric and isinstance(value, str) else value


def paid(data: Mapping[str, object], **values: Value) -> Fraction:
    """Give what a rule pays for complete answers; that nothing is open is part of the claim."""
    outcome = rule(data).evaluate(answered(**values))
    assert not outcome.is_pending
    assert not outcome.doubts
    return outcome.low


def outcome_of(data: Mapping[str, object], **values: Answer) -> Outcome:
    """Give what a rule makes of answers."""
    return rule(data).evaluate(answered(**values))


def bounds(outcome: Outcome) -> tuple[object, object]:
    """Give what is certain and what is possible, to be compared with plain numbers."""
    return outcome.low, outcome.high
