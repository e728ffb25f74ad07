"""本次变动: what differs between two results, and why; each reason by a case that has no other."""

from dataclasses import replace
from fractions import Fraction

import pytest

from kexie_excel.scoring.insight.changes import Change, find_changes
from kexie_excel.scoring.past import Past
from kexie_excel.summary.snapshot import snapshot
from tests.summary.builders import final_year

NOW = snapshot(final_year())
NAMES = {unit: unit for unit in NOW.standings}
FIRST, SECOND = list(NOW.standings)[:2]
ITEM, BONUS = "1.1", "7.1"


def before(row: str = ITEM, **changes: Fraction | str | None) -> Past:
    """Give an earlier result in which one item of the first unit was otherwise."""
    item = NOW.items[FIRST][row]._replace(**changes)  # type: ignore[arg-type]
    return replace(NOW, items={**NOW.items, FIRST: {**NOW.items[FIRST], row: item}})


def why(past: Past, row: str = ITEM) -> str:
    """Give the reason of the first unit's line."""
    return next(change.why for change in find_changes(past, NOW, NAMES) if change.unit == FIRST and change.row == row)


def test_the_same_result_has_no_lines() -> None:
    assert find_changes(NOW, NOW, NAMES) == ()


def test_old_and_new_are_given() -> None:
    assert find_changes(before(adopted=None), NOW, NAMES) == (
        Change(FIRST, ITEM, "待核", "1", ("其他（如台账、程序有变）",)),
    )


ZERO = Fraction(0)


@pytest.mark.parametrize(
    ("past", "reason"),
    [
        (before(adopted=ZERO, ruling=ZERO), "复核裁定"),
        (before(adopted=ZERO, computed=ZERO, reason="原来的理由"), "复核裁定"),
        (before(adopted=ZERO, onsite=ZERO), "现场评分"),
        (replace(before(adopted=ZERO, computed=ZERO), files={FIRST: (("旧.xlsx", "0" * 64),)}), None),
        (replace(before(adopted=ZERO, computed=ZERO), scheme="旧方案"), "方案改动"),
        (before(adopted=ZERO, computed=ZERO), "其他（如台账、程序有变）"),
        (replace(before(adopted=ZERO, computed=ZERO), last_summary="a"), "其他（如台账、程序有变）"),
    ],
)
def test_each_reason(past: Past, reason: str | None) -> None:
    name = NOW.files[FIRST][0][0]
    assert why(past) == (reason or f"填报有变（{name}）")


def test_last_years_summary_touches_the_bonus_only() -> None:
    past = replace(before(BONUS, adopted=ZERO, computed=ZERO), last_summary="a")
    assert why(past, BONUS) == "上年汇总有变"
    assert find_changes(past, NOW, NAMES)[0] == Change("", "上年汇总", "有", "无", ("上年汇总有变",))


@pytest.mark.parametrize(
    ("reading", "row", "is_reason"),
    [
        ("党组织覆盖率", "2.3", True),
        ("党组织覆盖率", ITEM, False),
        ("分值基准", "3.5", True),
        ("超出班次", BONUS, True),
        ("超出班次", ITEM, False),
        ("85分", ITEM, False),
        ("已经取消的口径", ITEM, True),
    ],
)
def test_a_reading_is_a_reason_only_where_it_can_change_the_points(reading: str, row: str, *, is_reason: bool) -> None:
    """Of one that the scheme no longer has, nobody knows what it changed."""
    past = replace(before(row, adopted=ZERO, computed=Fraction(99)), readings={**NOW.readings, reading: "另一种"})
    assert why(past, row) == (f"口径改选（{reading}）" if is_reason else "其他（如台账、程序有变）")


def test_several_reasons_are_all_named() -> None:
    past = replace(
        before("2.3", computed=ZERO, ruling=ZERO, adopted=ZERO), readings={**NOW.readings, "党组织覆盖率": "另一种"}
    )
    assert why(past, "2.3") == "复核裁定；口径改选（党组织覆盖率）"


def test_a_reading_that_is_new_or_gone() -> None:
    past = replace(
        NOW, readings={"旧口径": "甲"} | {key: value for key, value in NOW.readings.items() if key != "85分"}
    )
    rows = {(change.row, change.before, change.now) for change in find_changes(past, NOW, NAMES)}
    assert {("口径：旧口径", "甲", "无"), ("口径：85分", "无", NOW.readings["85分"])} <= rows


def test_a_result_that_tells_no_readings_is_not_said_to_have_had_none() -> None:
    assert find_changes(replace(NOW, readings={}), NOW, NAMES) == ()


def test_a_rank_that_only_others_moved() -> None:
    past = replace(NOW, standings={**NOW.standings, SECOND: replace(NOW.standings[SECOND], rank=5)})
    assert find_changes(past, NOW, NAMES) == (Change(SECOND, "名次", "5", "1", ("其他单位有变动",)),)


def standing(past: Past, unit: str, **changes: Fraction | str | int | None) -> Past:
    """Give a result in which one unit's line was otherwise."""
    return replace(past, standings={**past.standings, unit: replace(past.standings[unit], **changes)})  # type: ignore[arg-type]


def resent(past: Past, unit: str = FIRST) -> Past:
    """Give a result that rested on another file of a unit."""
    return replace(past, files={**past.files, unit: (("旧.xlsx", "0" * 64),)})


def test_a_veto_that_was_ruled_is_the_reason_of_rank_and_level() -> None:
    """2.1v: it gives and takes no points, and nobody else has moved."""
    past = standing(before("2.1", reason="2.1v由“0”裁定为“1例”"), FIRST, rank=None, level="不合格")
    assert why(past, "名次") == why(past, "建议等次") == "复核裁定"
    assert why(standing(past, FIRST, rank=NOW.standings[FIRST].rank), "建议等次") == "复核裁定"


def test_a_veto_that_a_county_itself_took_back_is_no_others_doing() -> None:
    past = resent(standing(NOW, FIRST, rank=None, level="不合格"))
    assert why(past, "名次") == f"填报有变（{NOW.files[FIRST][0][0]}）"


def test_a_new_file_that_changes_no_points_is_not_why_a_unit_stands_elsewhere() -> None:
    """Another of the category came to something else."""
    other = next(unit for unit in NAMES if unit != FIRST and NOW.categories[unit] == NOW.categories[FIRST])
    past = standing(standing(resent(NOW), FIRST, rank=2, level="合格"), other, total=Fraction(100))
    assert why(past, "名次") == why(past, "建议等次") == "其他单位有变动"
    alone = standing(resent(NOW), FIRST, level="合格")
    assert why(alone, "建议等次") == f"填报有变（{NOW.files[FIRST][0][0]}）"


def test_an_open_item_that_was_settled_without_points_is_why_the_level_is_known() -> None:
    other = next(unit for unit in NAMES if unit != FIRST and NOW.categories[unit] == NOW.categories[FIRST])
    past = standing(standing(before(adopted=None, ruling=ZERO), FIRST, level="待定"), other, total=Fraction(100))
    assert why(past, "建议等次") == "复核裁定"


def test_a_unit_that_is_gone_is_still_listed() -> None:
    past = replace(NOW, standings={**NOW.standings, "旧县": NOW.standings[FIRST]})
    assert [(change.unit, change.row, change.now) for change in find_changes(past, NOW, NAMES)] == [
        ("旧县", "综合评分", "无"),
        ("旧县", "名次", "无"),
        ("旧县", "建议等次", "无"),
    ]


def test_findings_that_came_and_went_are_counted() -> None:
    past = replace(NOW, findings={**NOW.findings, FIRST: (("1.1", "K201", "旧"),), "": (("", "K765", "旧"),)})
    found = [change for change in find_changes(past, NOW, NAMES) if change.row == "差异清单"]
    own = len(NOW.findings[FIRST])
    assert found == [
        Change("", "差异清单", "1条", "0条（新增0条，消除1条）", ("其他（如台账、程序有变）",)),
        Change(FIRST, "差异清单", "1条", f"{own}条（新增{own}条，消除1条）", ("其他（如台账、程序有变）",)),
    ]
