"""``tiers``: 高于30%（含）计2分，低于30%高于20%（含）计1分，低于20%不计分."""

from fractions import Fraction

import pytest

from kexie_excel.errors import SchemeError
from kexie_excel.scheme.fact import Gap
from kexie_excel.scheme.kinds.tiers import Tier
from tests.scheme.kinds import SHARE, bounds, outcome_of, paid, rule

BANDS = [
    {"points": 2, "low": "90%", "low_included": True},
    {"points": 1, "low": "70%", "high": "90%"},
    {"points": 0, "high": "70%"},
]
COVER = {"kind": "tiers", **SHARE, "tiers": BANDS}
TIMES = {
    "kind": "tiers",
    "count": "n",
    "tiers": [
        {"points": 3, "low": 2, "low_included": True},
        {"points": 1, "low": 1, "low_included": True, "high": 2},
        {"points": 0, "high": 1},
    ],
}


@pytest.mark.parametrize(
    ("part", "whole", "points"),
    [("9", "10", 2), ("8999", "10000", 1), ("7001", "10000", 1), ("6999", "10000", 0), ("0", "10", 0), ("10", "10", 2)],
)
def test_the_band_a_share_lies_in(part: str, whole: str, points: int) -> None:
    assert paid(COVER, part=part, whole=whole) == points


@pytest.mark.parametrize(("times", "points"), [("0", 0), ("1", 1), ("2", 3), ("3", 3)])
def test_the_band_a_count_lies_in(times: str, points: int) -> None:
    """5.6: 不少于2次计3分，1次计1分."""
    assert paid(TIMES, n=times) == points


def test_a_value_in_no_band_is_open_never_0() -> None:
    """3.3 as written: exactly 70 % is in neither band."""
    outcome = outcome_of(COVER, part="7", whole="10")
    assert bounds(outcome) == (0, 2)
    assert outcome.why == "覆盖率 7/10＝70%，办法没有规定这一档怎么计分；待核，最多2分"
    assert [doubt.facts for doubt in outcome.doubts] == [("part", "whole")]


@pytest.mark.parametrize("gap", Gap)
def test_a_gap_leaves_it_open(gap: Gap) -> None:
    outcome = outcome_of(TIMES, n=gap)
    assert bounds(outcome) == (0, 3)
    assert outcome.why == f"n 次数：{gap.value}；待核，最多3分"


@pytest.mark.parametrize(
    ("part", "sentence"),
    [
        ("9", "覆盖率 9/10＝90%，达到90%，计2分"),
        ("8", "覆盖率 8/10＝80%，高于70%、低于90%，计1分"),
        ("6", "覆盖率 6/10＝60%，低于70%，计0分"),
    ],
)
def test_the_sentence(part: str, sentence: str) -> None:
    assert outcome_of(COVER, part=part, whole="10").why == sentence


@pytest.mark.parametrize(
    ("low_included", "high_included", "held"),
    [(True, True, "1 2 3"), (True, False, "1 2"), (False, True, "2 3"), (False, False, "2")],
)
def test_an_end_belongs_to_the_band_only_if_it_says_so(*, low_included: bool, high_included: bool, held: str) -> None:
    """（含）."""
    tier = Tier(Fraction(1), Fraction(1), low_included, Fraction(3), high_included)
    assert " ".join(str(value) for value in range(5) if tier.holds(Fraction(value))) == held


def test_a_band_open_on_both_sides_holds_everything() -> None:
    assert Tier(Fraction(1), None, low_included=False, high=None, high_included=False).holds(Fraction(0))


def test_an_included_upper_end_reads_so() -> None:
    data = {"kind": "tiers", "count": "n", "tiers": [{"points": 1, "high": 3, "high_included": True}]}
    assert outcome_of(data, n="3").why == "次数3次，不超过3次，计1分"


def test_the_first_band_that_holds_counts() -> None:
    """Design §4: tiers: first that holds."""
    overlapping = [{"points": 2, "low": 1, "low_included": True}, {"points": 1, "low": 1, "low_included": True}]
    assert paid({"kind": "tiers", "count": "n", "tiers": overlapping}, n="1") == 2


def test_facts_and_maximum() -> None:
    built = rule(COVER)
    assert [fact.id for fact in built.facts] == ["part", "whole"]
    assert built.maximum == 2


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({**TIMES, "tiers": []}, "rule.tiers：列表不能为空。"),
        ({**TIMES, "tiers": [{"low": 1}]}, "rule.tiers.1.points：缺这一项。"),
        (
            {**TIMES, "tiers": [{"points": 1, "lov": 1}]},
            "rule.tiers.1.lov：不认识这一项，这里可用的是 high、high_included、low、low_included、points。",
        ),
        ({**TIMES, "tiers": [{"points": 1, "low": "多"}]}, "rule.tiers.1.low：应当是数，现在是 多。"),
        ({**TIMES, "cap": 1}, "rule.cap：不认识这一项，这里可用的是 count、kind、tiers。"),
    ],
)
def test_a_faulty_table_is_one_sentence(data: dict[str, object], sentence: str) -> None:
    with pytest.raises(SchemeError) as caught:
        rule(data)
    assert str(caught.value) == f"方案.toml：{sentence}"
