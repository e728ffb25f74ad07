"""``total``: several clauses added up, capped where the 分值 column is less than their sum (3.3)."""

import pytest

from kexie_excel.errors import SchemeError
from kexie_excel.scheme.fact import Gap
from tests.scheme.kinds import bounds, outcome_of, paid, rule

TWO = {"kind": "pay", "points": 2, "when": "a"}
ALSO_TWO = {"kind": "pay", "points": 2, "when": "b"}
ONE = {"kind": "pay", "points": 1, "when": {"count": "n", "at_least": 1}}
SUM = {"kind": "total", "parts": [TWO, ALSO_TWO, ONE]}
CAPPED = {**SUM, "cap": 3}


def test_parts_are_added() -> None:
    assert paid(SUM, a=True, b=False, n="1") == 3
    assert paid(SUM, a=True, b=True, n="1") == 5
    assert paid(SUM, a=False, b=False, n="0") == 0


def test_the_cap_holds() -> None:
    assert paid(CAPPED, a=True, b=True, n="1") == 3
    assert paid(CAPPED, a=True, b=False, n="0") == 2


def test_a_part_that_is_open_leaves_the_rest() -> None:
    outcome = outcome_of(SUM, a=True, b=Gap.BLANK, n="1")
    assert bounds(outcome) == (3, 5)
    assert [doubt.facts for doubt in outcome.doubts] == [("b",)]


def test_only_what_the_cap_still_allows_is_open() -> None:
    outcome = outcome_of(CAPPED, a=True, b=Gap.BLANK, n="0")
    assert bounds(outcome) == (2, 3)
    assert outcome.is_pending


def test_a_part_that_cannot_matter_under_the_cap_is_no_doubt() -> None:
    """The cap is reached without it."""
    outcome = outcome_of(CAPPED, a=True, b=Gap.BLANK, n="1")
    assert bounds(outcome) == (3, 3)
    assert outcome.doubts == ()


def test_the_sentence() -> None:
    assert outcome_of(SUM, a=True, b=False, n="1").why == (
        "办了甲：是，计2分。办了乙：否，计0分。次数1次，达到1次，计1分。合计3分"
    )
    assert outcome_of(CAPPED, a=True, b=True, n="0").why.endswith("相加4分，最高3分，合计3分")


def test_facts_and_maximum() -> None:
    """The cap cannot promise more than the parts can pay."""
    assert [fact.id for fact in rule(SUM).facts] == ["a", "b", "n"]
    assert rule(SUM).maximum == rule({**SUM, "cap": 9}).maximum == 5
    assert rule(CAPPED).maximum == 3


def test_totals_can_be_nested() -> None:
    assert paid({"kind": "total", "parts": [CAPPED, ONE]}, a=True, b=True, n="1") == 4


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"kind": "total"}, "rule.parts：缺这一项。"),
        ({"kind": "total", "parts": [{"kind": "pay", "points": 1}]}, "rule.parts.1.when：缺这一项。"),
        ({"kind": "total", "parts": [ONE, "a"]}, "rule.parts.2 应当是一组“名称 = 值”。"),
        ({**SUM, "points": 2}, "rule.points：不认识这一项，这里可用的是 cap、kind、parts。"),
        (
            {"kind": "sum"},
            "rule.kind：没有“sum”这种计分方式，可用的是 pay、each、tiers、steps、choice、deduct、judge、total。",
        ),
        ({}, "rule.kind：缺这一项。"),
    ],
)
def test_a_faulty_table_is_one_sentence(data: dict[str, object], sentence: str) -> None:
    with pytest.raises(SchemeError) as caught:
        rule(data)
    assert str(caught.value) == f"方案.toml：{sentence}"
