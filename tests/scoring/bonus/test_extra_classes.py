"""小院士孵化工程，每超过1个班次（50名学生），加1分: claims held against 4.5c and 4.5f."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

import pytest

from kexie_excel.returns.model import BonusRow
from kexie_excel.scheme.fact import Answer, Gap
from kexie_excel.scoring.bonus.claim import BonusSettled, judge_row
from kexie_excel.scoring.bonus.extra_classes import settle_beyond
from tests.builders import SCHEME, UNIT, row

LABEL = "小院士孵化工程超出班次"
KIND = SCHEME.kind_of[LABEL]
UNDATED = Gap.BLANK


def classes(quantity: int, year: int | Gap = 2017) -> BonusRow:
    """Give a row that claims so many classes; without a date it is open."""
    return row(LABEL, "", Fraction(quantity), year)


def settle(rows: Sequence[BonusRow], answers: Mapping[str, Answer], *, by_students: bool = False) -> BonusSettled:
    """Settle rows against the facts."""
    assert KIND.beyond
    rule = replace(KIND.beyond, by_students=by_students)
    return settle_beyond(UNIT, KIND, rule, [judge_row(SCHEME, UNIT, at, own) for at, own in enumerate(rows)], answers)


def facts(number: int, students: int | None = None) -> dict[str, Answer]:
    """Give so many classes, full ones unless the students are named."""
    return {"4.5c": Fraction(number), "4.5f": Fraction(50 * number if students is None else students)}


def codes(settled: BonusSettled) -> str:
    """Write the codes of the findings."""
    return " ".join(found.code for found in settled.findings)


@pytest.mark.parametrize(
    ("number", "claimed", "points", "found"),
    [(3, 2, 2, ""), (3, 1, 1, "K512"), (3, 4, 2, "K512"), (1, 1, 0, "K512"), (0, 2, 0, "K512"), (61, 60, 60, "")],
)
def test_the_smaller_of_claimed_and_allowed_counts(number: int, claimed: int, points: int, found: str) -> None:
    """Design §4: the smaller of 数量 and 4.5c − 1, a finding where they differ."""
    settled = settle([classes(claimed)], facts(number))
    assert settled.low == settled.high == points
    assert settled.points == {0: points}
    assert codes(settled) == found


@pytest.mark.parametrize(
    ("students", "points", "found"), [(149, 1, "K513 K512"), (150, 2, ""), (151, 2, ""), (99, 0, "K513 K512")]
)
def test_classes_can_be_counted_by_their_students(students: int, points: int, found: str) -> None:
    """口径 超出班次: 学生数÷50取整−1."""
    settled = settle([classes(2)], facts(3, students), by_students=True)
    assert settled.low == settled.high == points
    assert codes(settled) == found


@pytest.mark.parametrize(("students", "found"), [(149, "K513"), (150, "")])
def test_fewer_than_50_students_a_class_is_asked_about(students: int, found: str) -> None:
    """Design §4: fewer than 50 students a class by 4.5f → 请核实; the points stand."""
    settled = settle([classes(2)], facts(3, students))
    assert settled.low == 2
    assert codes(settled) == found


def test_students_that_are_not_known_ask_nothing() -> None:
    assert codes(settle([classes(2)], {"4.5c": Fraction(3)})) == ""


def test_several_rows_share_what_is_allowed() -> None:
    settled = settle([classes(1), classes(2), classes(1)], facts(3))
    assert settled.points == {0: 1, 1: 1, 2: 0}
    assert settled.low == settled.high == 2


def test_what_the_findings_say() -> None:
    settled = settle([classes(4)], facts(3, 120))
    assert [found.message for found in settled.findings] == [
        "小院士班3个、学生120名，平均每班不足50名",
        "超出班次填4，按填报情况是2，按少的计",
    ]
    assert all((found.unit, found.row) == (UNIT, "7.1") for found in settled.findings)


@pytest.mark.parametrize(
    ("answer", "state"),
    [(Gap.BLANK, "未填"), (Gap.UNREADABLE, "看不懂"), (Gap.NOT_APPLICABLE, "填了“不适用”"), (True, "看不懂")],
)
@pytest.mark.parametrize(("by_students", "fact"), [(False, "4.5c"), (True, "4.5f")])
def test_a_number_that_is_not_known_leaves_all_rows_open(
    answer: Answer, state: str, fact: str, *, by_students: bool
) -> None:
    settled = settle([classes(2), classes(1)], facts(3) | {fact: answer}, by_students=by_students)
    assert settled.low == 0
    assert settled.high == 3
    assert settled.points == {0: None, 1: None}
    assert codes(settled) == "K520"
    ask = {"4.5c": "小院士孵化工程班数", "4.5f": "小院士班学生总数"}[fact]
    assert settled.findings[0].message == f"“{ask}”{state}，超出班次待核"


def test_a_fact_that_is_not_there_is_blank() -> None:
    assert settle([classes(1)], {}).findings[0].message == "“小院士孵化工程班数”未填，超出班次待核"


@pytest.mark.parametrize(
    ("rows", "low", "high", "points"),
    [
        ([classes(1), classes(2, UNDATED)], 1, 2, {0: 1, 1: None}),
        ([classes(2), classes(2, UNDATED)], 2, 2, {0: 2, 1: 0}),
        ([classes(2, UNDATED)], 0, 2, {0: None}),
        ([classes(1, UNDATED), classes(1)], 1, 2, {0: None, 1: 1}),
    ],
)
def test_open_rows_leave_open_what_is_still_allowed(
    rows: list[BonusRow], low: int, high: int, points: dict[int, int | None]
) -> None:
    settled = settle(rows, facts(3))
    assert settled.low == low
    assert settled.high == high
    assert settled.points == points
