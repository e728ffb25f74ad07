"""The data sheets of the summary and the register (design §5.2)."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from fractions import Fraction
from io import BytesIO

import openpyxl
import pytest

from kexie_excel.findings import Asked, finding
from kexie_excel.returns.model import UnitState
from kexie_excel.scheme.kinds.rule import Outcome
from kexie_excel.scoring.decisions import Onsite
from kexie_excel.scoring.result import BonusScore, Evaluation
from kexie_excel.summary.write import write_register, write_summary
from tests.summary.builders import NOON, SCHEME, Story, bonus_row, evaluation, final_year, findings, open_year, receipt
from tests.summary.reading import data, rows, sheet_of, texts

FINAL, OPEN = write_summary(final_year()), write_summary(open_year())
CALLED = {Asked.COUNTY: "县区", Asked.OFFICE: "办公室", Asked.INSPECTORS: "检查组"}
NAMES = [unit.name for unit in SCHEME.units]
HEADERS: Mapping[str, list[str]] = {
    "分项得分": ["类别", "单位", *(section.name for section in SCHEME.sections), "加分", "综合评分"],
    "逐项得分": ["类别", "单位", "编号", "分值", "自评", "核算", "现场", "复核", "采用", "依据", "佐证材料"],
    "差异清单": ["单位", "编号", "程度", "代码", "问题", "自评", "核算", "位置", "处理建议", "县区回复"],
    "加分审核": [
        "单位",
        "编号",
        "加分情形",
        "工作（事项）名称",
        "奖项或文件名称",
        "文号或证书编号",
        "获得日期",
        "数量",
        "核定加分",
        "说明",
        "佐证材料",
    ],
    "收件登记": ["文件", "单位", "结果", "说明", "修改时间", "大小", "校验码"],
    "口径说明": ["口径", "采用", "其他读法", "若改选的影响"],
}
NOTHING = evaluation({name: Story(level="未报送", state=UnitState.MISSING) for name in NAMES})


def one(name: str, **changes: object) -> dict[str, object]:
    """Give the row of item 2.3 where a unit's score of it is changed."""
    year = evaluation({NAMES[0]: Story(rank=1, level="优秀")})
    (standing,) = year.standings
    assert standing.score is not None
    items = tuple(replace(item, **changes) if item.id == "2.3" else item for item in standing.score.items)  # type: ignore[arg-type]
    changed = replace(standing, score=replace(standing.score, items=items))
    (row,) = (row for row in data(write_summary(replace(year, standings=(changed,))), name) if row["编号"] == "2.3")
    return row


def with_bonus(*scores: BonusScore) -> Evaluation:
    """Give an evaluation of one unit with these rows of 加分项."""
    year = evaluation({NAMES[0]: Story(rank=1, level="优秀")})
    (standing,) = year.standings
    assert standing.score is not None
    return replace(year, standings=(replace(standing, score=replace(standing.score, bonus_rows=scores)),))


@pytest.mark.parametrize(("name", "headers"), HEADERS.items())
@pytest.mark.parametrize("year", [FINAL, write_summary(NOTHING), write_summary(evaluation({}))])
def test_the_headers_are_the_contracts(name: str, headers: list[str], year: bytes) -> None:
    """§5.2 ⟂: one header row, first, unmerged, exactly as written, also where there is nothing to list."""
    sheet = sheet_of(year, name)
    assert list(rows(sheet)[0]) == headers
    assert not any(area.min_row == 1 for area in sheet.merged_cells.ranges)


# ── 分项得分


def test_sections_add_up_to_the_total() -> None:
    """§5.2: one column per section, all numbers; sections and 加分 make 综合评分."""
    for row in data(FINAL, "分项得分"):
        numbers = [value for value in list(row.values())[2:] if isinstance(value, int | float)]
        assert len(numbers) == len(SCHEME.sections) + 2
        assert sum(numbers[:-1]) == pytest.approx(numbers[-1])


def test_sections_hold_the_known_points() -> None:
    """§7: a pending row counts with what is certain; the figures are the score's own."""
    standing = open_year().standings[2]
    assert standing.score is not None
    row = data(OPEN, "分项得分")[2]
    for section in SCHEME.sections:
        own = [item.known for item in standing.score.items if item.id.startswith(f"{section.id}.")]
        assert row[section.name] == float(sum(own))


def test_a_unit_without_score_keeps_its_row() -> None:
    """§5.2: 未报送 is not 0: the row stands, its cells are empty."""
    row = data(OPEN, "分项得分")[4]
    assert (row["单位"], row["类别"]) == (NAMES[4], SCHEME.units[4].category)
    assert set(list(row.values())[2:]) == {None}


def test_without_any_score_all_rows_stand() -> None:
    """§9: nothing came in yet, and the sheet says so unit by unit."""
    assert [row["单位"] for row in data(write_summary(NOTHING), "分项得分")] == NAMES


# ── 逐项得分


def test_every_scored_unit_has_all_rows() -> None:
    """§5.2 ⟂: 34 rows a unit, 7.1 and 7.2 always there; none for a unit without score."""
    found = data(OPEN, "逐项得分")
    scored = [standing.unit for standing in open_year().standings if standing.score is not None]
    assert [(row["类别"], row["单位"], row["编号"]) for row in found] == [
        (unit.category, unit.name, row) for unit in scored for row in SCHEME.row_ids
    ]
    assert len(SCHEME.row_ids) == 34


def test_every_cell_is_filled_but_a_pending_adoption() -> None:
    """§5.2 ⟂: every cell of every row is filled; 采用 is a number (0 for no bonus) or empty where pending."""
    for row in data(OPEN, "逐项得分"):
        pending = row["核算"] == "待核"
        assert (row["采用"] is None) == pending
        assert pending or isinstance(row["采用"], int | float)
        assert all(value is not None for header, value in row.items() if header != "采用")


def test_a_bonus_row_has_no_limit() -> None:
    """§5.2: 分值 of 7.1 and 7.2 is 不限; without a bonus 采用 is 0."""
    found = {row["编号"]: row for row in data(FINAL, "逐项得分") if row["单位"] == NAMES[0]}
    assert (found["7.1"]["分值"], found["7.1"]["采用"]) == ("不限", 15)
    assert (found["7.2"]["分值"], found["7.2"]["采用"]) == ("不限", 0)


@pytest.mark.no_cover
def test_an_item_shows_why() -> None:
    """§5.2: 依据 is the sentence why; points are numbers, exact to the printed place."""
    row = one("逐项得分", computed=Outcome(Fraction("3.2"), Fraction("3.2"), "覆盖率 8/9＝88.8%，计3.2分"))
    assert list(row.values())[3:] == [4, 4, 3.2, "—", "—", 3.2, "覆盖率 8/9＝88.8%，计3.2分", "—"]


def test_a_missing_self_score_is_not_zero() -> None:
    """§6: blank and 0 are different values: 未填 against 0."""
    assert one("逐项得分", self_score=None)["自评"] == "未填"
    assert one("逐项得分", self_score=Fraction(0))["自评"] == 0


@pytest.mark.parametrize(
    ("onsite", "ruling", "shown"),
    [
        (None, None, ["待核", "—", "—", None]),
        (Fraction(2), None, ["待核", 2, "—", 2]),
        (Fraction(2), Fraction(1), ["待核", 2, 1, 1]),
    ],
)
def test_decisions_stand_beside_what_was_computed(
    onsite: Fraction | None, ruling: Fraction | None, shown: list[object]
) -> None:
    """§5.2: adopted = ruling, else on-site, else computed; 核算 stays 待核 whatever was decided."""
    visit = None if onsite is None else Onsite(onsite, "看了原件")
    row = one("逐项得分", computed=Outcome(Fraction(0), Fraction(4), "没有填"), visit=visit, ruling=ruling)
    assert [row[name] for name in ("核算", "现场", "复核", "采用")] == shown


def test_items_can_be_filtered() -> None:
    """§5.2: autofilter over the whole sheet."""
    rows_below = len(data(FINAL, "逐项得分"))
    assert sheet_of(FINAL, "逐项得分").auto_filter.ref == f"A1:K{rows_below + 1}"


# ── 差异清单


def test_findings_are_listed_as_given() -> None:
    """§5.2: one row a finding, in the evaluation's order; 县区回复 is left to the unit."""
    found = data(FINAL, "差异清单")
    *listed, _kept = findings()
    assert [row["代码"] for row in found] == [entry.code for entry in listed]
    last = listed[-1]
    assert list(found[-1].values()) == [
        *(last.unit, "1.5b", "提示", "K204", last.message),
        *(2, 1.6, None, f"县区：{last.remedy}", None),
    ]
    asked = [(entry, row["处理建议"]) for entry, row in zip(listed, found, strict=True)]
    assert all(told == f"{CALLED[entry.asks]}：{entry.remedy}" for entry, told in asked)
    assert found[0]["位置"] == str(findings()[0].place)


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("K402", "办公室：请看“县区回复”，认可的不必再处理。"),
        ("K305", "办公室：请看“县区回复”，认可的不必再处理。"),
        ("K304", "办公室：请看“县区回复”；县区：请改正自评分，或更正填报内容并补充佐证材料。"),
    ],
)
def test_what_was_replied_to_is_read_by_the_office_first(code: str, told: str) -> None:
    words = dict.fromkeys(("ask", "value", "expected", "self", "computed", "difference", "ground"), "1")
    own = replace(finding(code, unit=NAMES[0], words=words), reply="属实")
    (row,) = data(write_summary(replace(evaluation({}), findings=(own,))), "差异清单")
    assert (row["处理建议"], row["县区回复"]) == (told, "属实")


def test_what_nobody_has_to_act_on_is_kept_apart() -> None:
    """备查: what was done of its own, with nobody named; no sheet where there is nothing."""
    kept = findings()[-1]
    (row,) = data(FINAL, "备查")
    assert list(row.values()) == [kept.unit, None, "K106", kept.message, None, "不必处理。", None]
    assert "备查" not in openpyxl.load_workbook(BytesIO(write_summary(evaluation({})))).sheetnames


def test_urgency_is_seen() -> None:
    """§5.2: 必须改 and 请核实 are softly coloured, and differ."""
    sheet = sheet_of(FINAL, "差异清单")
    fills = [sheet.cell(row, 3).fill.start_color.rgb for row in (2, 3, 4)]
    assert len(set(fills)) == 3


@pytest.mark.parametrize("write", [write_summary, write_register])
def test_no_findings_say_so(write: object) -> None:
    """§5.2: nothing to settle is written down, not left to be guessed."""
    assert callable(write)
    (row,) = data(write(evaluation({})), "差异清单")
    assert [value for value in row.values() if value is not None] == [row["问题"]] == ["没有需要处理的差异"]


# ── 加分审核


def test_a_claim_is_listed_with_what_it_came_to() -> None:
    """§5.2: what the county wrote, then 核定加分 and 说明."""
    row = data(FINAL, "加分审核")[0]
    assert list(row.values()) == [
        *(NAMES[0], "7.1", "省部级表彰奖励", "全民科学素质工作", "先进集体"),
        *("湘科协通〔2017〕12号", "2017-05-10", 1, 5, "符合条件", "附件3"),
    ]


def test_a_pending_claim_has_no_points_yet() -> None:
    """§5.2: 核定加分 is empty while pending; an unreadable 数量 stays as written; an unknown kind has no 编号."""
    pending = BonusScore(bonus_row("某项工作", quantity="约3"), "", None, "加分情形不明")
    (row,) = data(write_summary(with_bonus(pending)), "加分审核")
    assert (row["编号"], row["数量"], row["核定加分"], row["说明"]) == (None, "约3", None, "加分情形不明")


def test_no_claims_say_so() -> None:
    """§5.2: an empty list is told; 单位 stays empty, so that next year's reading takes no such row for a claim."""
    (row,) = data(write_summary(NOTHING), "加分审核")
    assert (row["单位"], row["说明"]) == (None, "没有申报加分的事项")


# ── 收件登记


@pytest.mark.parametrize("content", [OPEN, write_register(open_year())])
def test_every_file_and_every_missing_unit_is_registered(content: bytes) -> None:
    """§5.2: a line for every file, 修改时间 a real time, 大小 a number; then the units of which nothing came."""
    found = data(content, "收件登记")
    assert [found[0][name] for name in ("单位", "结果", "修改时间", "大小")] == [NAMES[0], "已读", NOON, 48213]
    assert [row["结果"] for row in found] == [*["已读"] * 8, "待定", "不是评估表", "未报送"]
    assert [found[-1][name] for name in ("文件", "单位", "修改时间", "大小")] == [None, NAMES[4], None, None]
    assert sheet_of(content, "收件登记")["E2"].number_format == "yyyy-mm-dd hh:mm"


@pytest.mark.parametrize("content", [OPEN, write_register(open_year())])
def test_the_register_adds_up(content: bytes) -> None:
    """§5.2: below the list 应报10＝…, outside of what a filter hides."""
    sheet = sheet_of(content, "收件登记")
    assert rows(sheet)[-1][0] == open_year().intake.reconciliation()
    assert sheet.auto_filter.ref == f"A1:G{sheet.max_row - 2}"


def test_times_that_a_workbook_cannot_hold_are_written_out() -> None:
    """§9: a file with a strange or a zoned time costs nothing else."""
    strange = replace(receipt(NAMES[0]), modified=datetime(1601, 1, 1, tzinfo=UTC))
    zoned = replace(receipt(NAMES[0]), modified=NOON.replace(tzinfo=UTC))
    year = evaluation({})
    year = replace(year, intake=replace(year.intake, receipts=(strange, zoned)))
    assert [row["修改时间"] for row in data(write_register(year), "收件登记")] == ["1601-01-01 00:00", NOON]


# ── 口径说明


def test_every_interpretation_is_told() -> None:
    """§4.1: what was chosen, what else could have been; an effect that was not tried is not made up."""
    found = rows(sheet_of(FINAL, "口径说明"))[1 : 1 + len(SCHEME.interpretations)]
    for row, entry in zip(found, SCHEME.interpretations, strict=True):
        assert row[0] == f"{entry.id}\n{entry.question}"
        assert row[1] == SCHEME.chosen[entry.id]
        assert {row[1], *str(row[2]).split("；")} == {option.label for option in entry.options}
        assert row[3] == "未测算"


def test_fixed_readings_and_slips_are_told() -> None:
    """§4.1: nobody shall take the fixed readings for the only ones, or find the slips alone."""
    found = texts(FINAL, "口径说明")
    first = found.index("固定读法（不设选项，一律如此计分）")
    second = found.index("原文疏漏（照录备查）")
    assert [text.split("）", 1)[1] for text in found[first + 1 : second]] == list(SCHEME.readings)
    assert [text.split("）", 1)[1] for text in found[second + 1 :]] == [slip.text for slip in SCHEME.slips]


def test_a_method_without_slips_has_no_such_heading() -> None:
    """§4.1: no heading over nothing."""
    year = replace(final_year(), scheme=replace(SCHEME, slips=(), readings=()))
    assert len(rows(sheet_of(write_summary(year), "口径说明"))) == 1 + len(SCHEME.interpretations)
