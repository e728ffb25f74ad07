"""What a blank may still turn out to be where points are taken off, and rules of many bands as formulas that open in Excel."""

from fractions import Fraction

import pytest

from kexie_excel.scheme.fact import Fact, FactKind
from kexie_excel.scheme.kinds.choice import Choice
from kexie_excel.scheme.kinds.condition import Done
from kexie_excel.scheme.kinds.measure import Count
from kexie_excel.scheme.kinds.pay import Pay
from kexie_excel.scheme.kinds.rule import Outcome, Rule
from kexie_excel.scheme.kinds.tiers import Tier, Tiers
from kexie_excel.scheme.kinds.total import Total
from kexie_excel.sheets.calc.sheets import calculate

COUNT = Fact("a", "次数", FactKind.COUNT)
YES_NO = Fact("b", "做到", FactKind.YES_NO)
CHOICE = Fact("c", "状态", FactKind.CHOICE, choices=("好", "差"))
CELLS = {"a": "A1", "b": "A2", "c": "A3"}


def bands(count: int, points: int = 3, *, first: int = 0) -> Tiers:
    """Make so many bands of one each, the last open; their points go round."""
    last = first + count - 1
    tiers = [band(at % points, at, at + 1 if at < last else None) for at in range(first, last + 1)]
    return Tiers(Count(COUNT), tuple(tiers))


def calculated(rule: Rule, **read: int) -> tuple[object, object]:
    """Calculate a rule's two formulas over its reading cells; a fact that is not named is not known."""
    bounds = rule.formula(CELLS)
    inputs = {("表", row, 1): read.get(key, -1) for row, key in enumerate(CELLS, 1)}
    values = calculate(inputs, {("表", 1, 2): f"={bounds.low}", ("表", 2, 2): f"={bounds.high}"})
    low, high = values.values()
    return low, high


def span(outcome: Outcome) -> tuple[object, object]:
    """Give what is certain and what is possible."""
    return outcome.low, outcome.high


def band(points: int, low: int | None, high: int | None, *, both: bool = False) -> Tier:
    """Make a band from ``low`` on, below ``high`` (or up to it)."""
    ends = [None if end is None else Fraction(end) for end in (low, high)]
    return Tier(Fraction(points), ends[0], low is not None, ends[1], both)


@pytest.mark.parametrize(
    ("rule", "least", "most"),
    [
        (
            Tiers(Count(COUNT), (band(0, None, 1), band(-2, 1, None))),
            -2,
            0,
        ),
        (Pay(Fraction(-2), Done(YES_NO)), -2, 0),
        (Pay(Fraction(2), Done(YES_NO)), 0, 2),
        (Choice(CHOICE, (Fraction(0), Fraction(-1))), -1, 0),
        (Choice(CHOICE, (Fraction(2), Fraction(1))), 0, 2),
    ],
)
def test_a_blank_is_never_taken_for_none(rule: Rule, least: int, most: int) -> None:
    """Where points are taken off, a blank may still cost them: it is a doubt, not 0."""
    outcome = rule.evaluate({})
    assert span(outcome) == (least, most)
    assert outcome.is_pending
    assert outcome.doubts
    assert calculated(rule) == (least, most)
    assert rule.maximum == most


def test_points_taken_off_are_taken_off() -> None:
    rule = Pay(Fraction(-2), Done(YES_NO))
    assert span(rule.evaluate({"b": True})) == (-2, -2)
    assert span(rule.evaluate({"b": False})) == (0, 0)
    assert calculated(rule, b=1) == (-2, -2)
    assert calculated(rule, b=0) == (0, 0)


@pytest.mark.no_cover
@pytest.mark.parametrize("count", [3, 8, 9, 60])
def test_many_bands_mean_the_same_as_formulas(count: int) -> None:
    """One inside the other or side by side; in each band, below the first, and with nothing known."""
    rule = bands(count, first=1)
    for value in (0, *range(1, count + 3)):
        assert calculated(rule, a=value) == span(rule.evaluate({"a": Fraction(value)})), value
    assert calculated(rule) == span(rule.evaluate({}))


def test_bands_that_overlap_keep_to_the_first() -> None:
    tiers = (*bands(9).tiers[:8], band(7, 2, 5, both=True), *bands(2, first=8).tiers)
    rule = Tiers(Count(COUNT), tiers)
    for value in range(11):
        assert calculated(rule, a=value) == span(rule.evaluate({"a": Fraction(value)})), value
    open_below = Tiers(Count(COUNT), (band(1, None, None), *bands(9).tiers))
    assert calculated(open_below, a=4) == (1, 1)


def test_sixty_bands_stay_within_what_a_program_takes() -> None:
    """At most 64 levels and 8,192 characters, two such clauses in one item, and what is open said beside each question."""
    rule = Total((bands(60), bands(60)), Fraction(4))
    bounds = rule.formula({"a": "'完成情况'!$K$1000"})
    for text in (bounds.low, bounds.high, *(case.when for case in bounds.cases)):
        assert len(text) < 8192
        assert _depth(text) < 20


def _depth(formula: str) -> int:
    """Count how deep a formula is nested."""
    deepest = depth = 0
    for char in formula:
        depth += (char == "(") - (char == ")")
        deepest = max(deepest, depth)
    return deepest
