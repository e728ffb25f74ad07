"""What every rule kind gives: an outcome between what is certain and what is possible."""

from fractions import Fraction
from itertools import product

import pytest

from kexie_excel.scheme.fact import Answer, Gap
from kexie_excel.scheme.kinds.rule import Outcome, RuleDoubt, answer_of, gap_doubt
from tests.scheme.kinds import FACTS, SHARE, outcome_of, rule

YES_NO = (True, False)
NUMBERS = ("0", "1", "2", "7", "10")
EXAMPLES: dict[str, tuple[dict[str, object], dict[str, tuple[Answer, ...]]]] = {
    "pay": ({"kind": "pay", "points": 2, "when": {"all": ["a", "b"]}}, {"a": YES_NO, "b": YES_NO}),
    "each": (
        {"kind": "each", "points": 1, "of": ["a", "b"], "counts": ["n"], "cap": 3},
        {"a": YES_NO, "b": YES_NO, "n": NUMBERS},
    ),
    "tiers": (
        {
            "kind": "tiers",
            **SHARE,
            "tiers": [{"points": 1, "low": "70%", "low_included": True}, {"points": 0, "high": "70%"}],
        },
        {"part": NUMBERS, "whole": NUMBERS},
    ),
    "steps": ({"kind": "steps", **SHARE, "step": "10%", "points": "0.4"}, {"part": NUMBERS, "whole": NUMBERS}),
    "choice": (
        {"kind": "choice", "fact": "state", "points": {"未建立": 0, "建立未实施": "0.5", "建立并实施": 1}},
        {"state": ("未建立", "建立未实施", "建立并实施")},
    ),
    "total": (
        {
            "kind": "total",
            "cap": 2,
            "parts": [{"kind": "pay", "points": 2, "when": "a"}, {"kind": "each", "points": 1, "of": ["b", "c"]}],
        },
        {"a": YES_NO, "b": YES_NO, "c": YES_NO},
    ),
}
KINDS = pytest.mark.parametrize(("data", "values"), EXAMPLES.values(), ids=EXAMPLES)


@KINDS
def test_open_answers_enclose_every_completion_and_nothing_is_open_without_need(
    data: dict[str, object], values: dict[str, tuple[Answer, ...]]
) -> None:
    """Design §7: known parts count, the rest pending, in every kind alike."""
    for partial in product(*([*own, Gap.BLANK] for own in values.values())):
        answers = dict(zip(values, partial, strict=True))
        outcome = outcome_of(data, **answers)
        filled = product(*(values[name] if answer is Gap.BLANK else (answer,) for name, answer in answers.items()))
        bounds = [outcome_of(data, **dict(zip(values, case, strict=True))) for case in filled]
        settled = [case.low for case in bounds if not case.is_pending]
        assert all(outcome.low <= points <= outcome.high for points in settled)
        assert 0 <= outcome.low <= outcome.high <= rule(data).maximum
        assert bool(outcome.doubts) == outcome.is_pending


@KINDS
def test_the_maximum_can_be_reached(data: dict[str, object], values: dict[str, tuple[Answer, ...]]) -> None:
    """What is printed as 最多 is neither too high nor too low."""
    paid = [outcome_of(data, **dict(zip(values, case, strict=True))).low for case in product(*values.values())]
    assert max(paid) == rule(data).maximum


@KINDS
def test_a_rule_names_every_fact_it_looks_at(data: dict[str, object], values: dict[str, tuple[Answer, ...]]) -> None:
    assert [fact.id for fact in rule(data).facts] == list(values)


def test_an_outcome_is_pending_where_low_and_high_differ() -> None:
    assert Outcome(Fraction(0), Fraction(1), "").is_pending
    assert not Outcome(Fraction(1), Fraction(1), "").is_pending


def test_an_answer_that_is_not_there_is_blank() -> None:
    assert answer_of(FACTS["a"], {}) is Gap.BLANK
    assert answer_of(FACTS["a"], {"a": False}) is False


def test_a_gap_says_which_fact_and_why() -> None:
    assert gap_doubt(FACTS["n"], Gap.NOT_APPLICABLE) == RuleDoubt(("n",), "n 次数：填了“不适用”")
