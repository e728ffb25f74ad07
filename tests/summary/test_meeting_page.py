"""汇总表 (design §5.2): the page for the 党组 meeting."""

from dataclasses import replace
from fractions import Fraction
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from kexie_excel.findings import finding
from kexie_excel.returns.model import UnitState
from kexie_excel.scheme.levels import Levels
from kexie_excel.scheme.load import load_scheme
from kexie_excel.scheme.model import Unit
from kexie_excel.scoring.decisions import Decisions
from kexie_excel.summary.write import write_summary
from tests.builders import FOUR, with_level, without_limit
from tests.summary.builders import SCHEME, Story, evaluation, final_year, open_year
from tests.summary.printing import CAN_PRINT, print_out
from tests.summary.reading import ranking_blocks, ranking_line, rows, sheet_of, texts

HEADERS = ["名次", "单位", "自评总分", "核定分", "加分", "综合评分", "建议等次", "审定等次", "备注"]
NUMBERS = ("自评总分", "核定分", "加分", "综合评分")
FINAL, OPEN = write_summary(final_year()), write_summary(open_year())
NAMES = [unit.name for unit in SCHEME.units]


def test_the_header_row_stands_over_each_block() -> None:
    """§5.2 ⟂: a block per category under each other, the header exactly as in the contract."""
    headers = [list(row) for row in rows(sheet_of(FINAL, "汇总表")) if row[0] == "名次"]
    assert headers == [HEADERS] * len(SCHEME.categories)


def test_each_block_holds_its_category_under_its_name() -> None:
    """§5.2: 单位 is the bare name, and the line above the header names the category and its size."""
    first, second = ranking_blocks(FINAL)
    assert [line["单位"] for line in first] == NAMES[:6]
    assert [line["单位"] for line in second] == NAMES[6:]
    assert [text for text in texts(FINAL, "汇总表") if text.endswith("个）")] == ["一、县市（6个）", "二、区（4个）"]


def test_the_table_is_unmerged() -> None:
    """§5.2 ⟂: no cell of a header or data row is merged."""
    sheet = sheet_of(OPEN, "汇总表")
    table = [number for number, row in enumerate(rows(sheet), start=1) if row[1] is not None]
    assert len(table) == len(NAMES) + len(SCHEME.categories)
    merged = {number for area in sheet.merged_cells.ranges for number in range(area.min_row, area.max_row + 1)}
    assert merged.isdisjoint(table)


def test_rank_and_points_are_numbers() -> None:
    """§5.2 ⟂: 名次 and the four sums are numbers, as they stand in the evaluation."""
    line = ranking_line(FINAL, NAMES[2])
    assert [line[name] for name in ("名次", *NUMBERS)] == [3, 94.4, 87.4, 5, 92.4]


def test_a_tie_shares_its_rank() -> None:
    """§7: 并列 units hold the same rank and say so in 备注."""
    tied = [ranking_line(FINAL, name) for name in NAMES[:2]]
    assert [(line["名次"], line["综合评分"], line["备注"]) for line in tied] == [(1, 110, "并列")] * 2


def test_a_vetoed_unit_holds_no_rank_but_keeps_its_total() -> None:
    """§5.2 ⟂: a vetoed unit: 名次 “—”, 综合评分 still a number, 建议等次 exactly 不合格."""
    line = ranking_line(FINAL, NAMES[5])
    assert (line["名次"], line["综合评分"], line["建议等次"]) == ("—", 94.2, "不合格")


def test_a_missing_unit_has_no_numbers() -> None:
    """§5.2 ⟂: 未报送 is not 0: neither rank nor points."""
    line = ranking_line(OPEN, NAMES[4])
    assert line["建议等次"] == "未报送"
    assert all(line[name] is None for name in ("名次", *NUMBERS, "备注"))


def test_a_pending_unit_is_ranked_by_what_is_known() -> None:
    """§7: 待定 with a rank; the remarks are joined by “；” and stand in 备注 only."""
    line = ranking_line(OPEN, NAMES[2])
    assert (line["名次"], line["建议等次"], line["综合评分"]) == (3, "待定", 89.4)
    assert line["备注"] == "待核2项，可再加6分；并列第一的可能仍在"


@pytest.mark.parametrize("content", [FINAL, OPEN])
def test_the_decision_is_left_to_the_meeting(content: bytes) -> None:
    """§5.2: 审定等次 is empty; the tool never decides."""
    assert all(line["审定等次"] is None for block in ranking_blocks(content) for line in block)


def test_a_final_page_says_nothing_of_a_draft() -> None:
    """§5.2: without anything pending or missing there is no 未定稿."""
    assert not [text for text in texts(FINAL, "汇总表") if "未定稿" in text]


def test_a_draft_says_what_is_open() -> None:
    """§5.2: while anything is pending or missing the sheet says 未定稿, with how many units and questions."""
    title, _, notice, *_ = texts(OPEN, "汇总表")
    assert title.endswith("（未定稿）")
    assert notice.startswith("未定稿：1个单位未报送，1个单位收到的填报还不能用，2个单位共3项待核；")


def test_an_open_veto_alone_makes_a_draft() -> None:
    """§4: an unanswered 一票否决 is an open question as well."""
    year = evaluation({NAMES[0]: Story(rank=1, level="待定", vetoed=None)})
    assert any(text.startswith("未定稿：1个单位共1项待核") for text in texts(write_summary(year), "汇总表"))


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("某市2031年度绩效评估表", "某市2031年度绩效评估结果汇总表"),
        ("某市绩效评估表（试行）", "某市绩效评估结果汇总表（试行）"),
        ("某市考核", "某市考核结果汇总表"),
    ],
)
def test_the_title_is_the_schemes(title: str, shown: str) -> None:
    """§5.2: title and source come from the scheme, the year with them."""
    scheme = replace(SCHEME, title=title, source="某办法")
    assert texts(write_summary(replace(final_year(), scheme=scheme)), "汇总表")[:2] == [shown, "依据某办法"]


def test_the_line_that_adds_up_stands_below() -> None:
    """§5.2: what the line of 收件登记 counts stands on the page too, in the words of who decides there."""
    assert "应报10个单位：10个已收到并计分。" in texts(FINAL, "汇总表")
    assert "应报10个单位：8个已收到并计分，1个以哪一份文件为准还没有定，1个未报送。" in texts(OPEN, "汇总表")


def test_the_readings_adopted_are_footnotes() -> None:
    """§4.1: the summary prints what was chosen, whatever it was."""
    chosen = {"分值基准": "按文字", "综合评分": "不含加分"}
    year = replace(final_year(), scheme=load_scheme(choices=chosen))
    (note,) = (text for text in texts(write_summary(year), "汇总表") if "口径：" in text)
    assert note.startswith("口径：分值基准：按文字；")
    assert all(name in note for name in SCHEME.chosen)
    assert "；60分为合格；含85分；" in note


def test_without_interpretations_there_is_no_footnote_about_them() -> None:
    """§4.1: a method that can be read one way only needs no footnote about it."""
    scheme = replace(SCHEME, chosen={}, interpretations=())
    assert not any("口径" in text for text in texts(write_summary(replace(final_year(), scheme=scheme)), "汇总表"))


def test_the_page_says_what_its_sums_hold() -> None:
    """§5.2: 自评总分 holds the county's own bonus and 核定分 does not; whoever compares the two must be told."""
    (note,) = (text for text in texts(FINAL, "汇总表") if text.startswith("综合评分＝"))
    assert note == (
        "综合评分＝核定分＋加分；自评总分由县市区自报，已含自报的加分。"
        "优秀：85分以上且居本类别前30%；不合格：60分以下或一票否决；其余合格。"
    )
    plain = load_scheme(choices={"综合评分": "不含加分"})
    items = tuple(
        replace(section, items=tuple(replace(item, veto=None) for item in section.items)) for section in plain.sections
    )
    year = replace(final_year(), scheme=replace(plain, sections=items))
    (note,) = (text for text in texts(write_summary(year), "汇总表") if text.startswith("综合评分＝"))
    assert note.startswith("综合评分＝核定分，不含加分；")
    assert "不合格：60分以下；" in note


@pytest.mark.no_cover
@pytest.mark.parametrize(
    ("levels", "told"),
    [
        (FOUR, "优秀：90分以上且居本类别前20%；良好：75分以上且居本类别前50%；不合格：60分以下或一票否决；其余合格。"),
        (without_limit(FOUR), "优秀：90分以上；良好：75分以上；不合格：60分以下或一票否决；其余合格。"),
        (
            with_level(replace(FOUR, best_first=FOUR.best_first[::3]), 0, bound=Fraction(0)),
            "优秀：居本类别前20%；不合格：其余及一票否决。",
        ),
        (replace(FOUR, best_first=FOUR.best_first[2:]), "不合格：60分以下或一票否决；其余合格。"),
        (
            replace(FOUR, best_first=(FOUR.best_first[0], FOUR.best_first[3])),
            "优秀：90分以上且居本类别前20%；不合格：其余及一票否决。",
        ),
    ],
)
def test_the_page_says_what_each_level_takes(levels: Levels, told: str) -> None:
    """A level that is not limited names no share; of the last, it is enough to say that it is the rest."""
    year = final_year()
    content = write_summary(replace(year, scheme=replace(year.scheme, levels=levels)))
    assert any(text.endswith(f"已含自报的加分。{told}") for text in texts(content, "汇总表"))


def test_one_category_and_no_bonus_are_not_spoken_of() -> None:
    """Its block bears what the units are called; 核定分 would only repeat 综合评分."""
    year = final_year()
    units = tuple(replace(unit, category="全部") for unit in SCHEME.units)
    scheme = replace(SCHEME, units=units, categories=("全部",), bonus=(), bonus_heading="", levels=FOUR)
    standings = tuple(replace(own, unit=scheme.unit_of[own.unit.name]) for own in year.standings)
    content = write_summary(replace(year, scheme=scheme, standings=standings))
    told = texts(content, "汇总表")
    assert "县市区（10个）" in told
    assert "自评总分由县市区自报。优秀：90分以上且居前20%；良好：75分以上且居前50%；" in "".join(told)
    assert not [text for text in told if text in {"加分", "核定分", "全部"}]
    assert "加分审核" not in opened_names(content)
    assert [cell for cell in texts(content, "逐项得分") if cell == "类别"] == []


def opened_names(content: bytes) -> list[str]:
    """Give the names of the sheets."""
    return openpyxl.load_workbook(BytesIO(content)).sheetnames


def test_remarks_stand_alone_where_nothing_can_be_read_two_ways() -> None:
    """口径说明 is a table of readings; without one, what is fixed stands under another name, or nowhere."""
    year = final_year()
    fixed = replace(SCHEME, interpretations=(), chosen={})
    content = write_summary(replace(year, scheme=fixed))
    assert "口径说明" not in opened_names(content)
    assert texts(content, "计分说明")[:2] == ["项目", "说明"]
    nothing = replace(fixed, readings=(), slips=())
    assert not {"口径说明", "计分说明"} & set(opened_names(write_summary(replace(year, scheme=nothing))))


@pytest.mark.no_cover
def test_four_levels_are_counted_the_best_first() -> None:
    year = final_year()
    names = ("合格", "良好", "优秀", "良好", "合格", "不合格")
    standings = [replace(own, level=level) for own, level in zip(year.standings, names, strict=False)]
    scheme = replace(year.scheme, levels=FOUR)
    content = write_summary(replace(year, scheme=scheme, standings=(*standings, *year.standings[len(standings) :])))
    assert "建议：优秀1个　良好2个　合格2个　不合格1个" in texts(content, "汇总表")


def test_levels_are_counted_per_category() -> None:
    """§1: the meeting decides about levels: how many of each stand over the block, the best first."""
    found = [str(row[-1]) for row in rows(sheet_of(FINAL, "汇总表")) if row[0] and str(row[0]).endswith("个）")]
    assert found == ["建议：优秀2个　合格3个　不合格1个", "建议：优秀1个　合格2个　不合格1个"]
    assert "建议：优秀2个　合格1个　不合格1个　待定1个　未报送1个" in texts(OPEN, "汇总表")


def test_the_page_can_be_signed() -> None:
    """§5.2: a sign-off line: 制表, 复核, 分管领导, 日期."""
    last = [value for value in rows(sheet_of(FINAL, "汇总表"))[-1] if value is not None]
    assert [str(value).split("：")[0] for value in last] == ["制表", "复核", "分管领导", "日期"]


def test_a_category_without_units_has_no_block() -> None:
    """§5.2: a block per category that has units; the numbering has no gap."""
    year = evaluation({name: Story(rank=1, level="优秀") for name in NAMES[6:]})
    assert [text for text in texts(write_summary(year), "汇总表") if text.endswith("个）")] == ["一、区（4个）"]


def test_an_empty_evaluation_still_gives_a_page() -> None:
    """§9: nothing to list is no failure."""
    assert ranking_blocks(write_summary(evaluation({}))) == []


def test_many_categories_are_counted_in_chinese() -> None:
    """§5.2: 一、 … 十、 十一、 … 二十、 二十一、 and beyond ninety-nine plain figures."""
    categories = tuple(f"第{number}类" for number in range(1, 102))
    units = tuple(Unit(f"{category}县", category) for category in categories)
    scheme = replace(SCHEME, categories=categories, units=units)
    absent = Story(level="未报送", state=UnitState.MISSING)
    year = evaluation({unit.name: absent for unit in units}, scheme=scheme)
    names = [text.split("、")[0] for text in texts(write_summary(year), "汇总表") if text.endswith("（1个）")]
    assert [names[number - 1] for number in (1, 10, 11, 20, 21, 99, 100)] == [
        *("一", "十", "十一", "二十", "二十一", "九十九", "100"),
    ]


@pytest.mark.no_cover
@pytest.mark.slow
def test_a_long_list_takes_more_pages_with_the_header_repeated() -> None:
    """§9: a scheme with many units is still correct: every unit once, the header on every page."""
    category = SCHEME.categories[0]
    units = tuple(Unit(f"第{number}县", category) for number in range(300))
    year = evaluation(
        {unit.name: Story(Fraction(number % 50), rank=number + 1, level="合格") for number, unit in enumerate(units)},
        scheme=replace(SCHEME, units=units),
    )
    content = write_summary(year)
    (block,) = ranking_blocks(content)
    assert [line["单位"] for line in block] == [unit.name for unit in units]
    sheet = sheet_of(content, "汇总表")
    assert sheet.page_setup.fitToHeight == 0
    assert sheet.print_title_rows == "$4:$4"
    assert sheet["A4"].value == "名次"


def test_a_short_list_is_set_to_one_page() -> None:
    """§5.2: print-final, A4 landscape, one page."""
    setup = sheet_of(OPEN, "汇总表").page_setup
    assert (setup.paperSize, setup.orientation, setup.fitToWidth, setup.fitToHeight) == (9, "landscape", None, None)


@pytest.mark.no_cover
@pytest.mark.skipif(not CAN_PRINT, reason="needs LibreOffice and poppler")
@pytest.mark.parametrize("remarks", [(), ("待核2项，可再加6分", "临界：距上一名0.40分", "并列")])
def test_it_prints_on_exactly_one_page(tmp_path: Path, remarks: tuple[str, ...]) -> None:
    """§5.2: one A4 landscape page, as a real spreadsheet program prints it, however much stands in 备注."""
    year = open_year()
    standings = tuple(replace(entry, remarks=(*entry.remarks, *remarks)) for entry in year.standings)
    printed = print_out(write_summary(replace(year, standings=standings)), tmp_path)
    assert "841.89 x 595.304 pts (A4)" in printed.sizes
    assert "制表" in printed.pages[0].text
    assert "分项得分" in printed.pages[1].text


def test_an_approved_level_stands_beside_the_suggested_one() -> None:
    """四、3: what the leading group decided, typed into the ledger, is printed; until then the column is empty."""
    year = final_year()
    first, *others = year.standings
    decided = replace(year, standings=(replace(first, approved=SCHEME.levels.names[1]), *others))
    line = ranking_line(write_summary(decided), first.unit.name)
    assert (line["建议等次"], line["审定等次"]) == (first.level, SCHEME.levels.names[1])
    assert ranking_line(FINAL, first.unit.name)["审定等次"] is None


def test_the_tally_says_whose_levels_it_counts() -> None:
    """四、3: 优秀1个 that the rules suggest is not 优秀1个 that was decided."""
    year = final_year()
    one = replace(year.standings[0], approved=SCHEME.levels.names[1])
    some = texts(write_summary(replace(year, standings=(one, *year.standings[1:]))), "汇总表")
    assert "建议：优秀2个　合格3个　不合格1个（已审定1个）" in some
    every = tuple(replace(own, approved=SCHEME.levels.names[1]) for own in year.standings)
    assert "审定：合格6个" in texts(write_summary(replace(year, standings=every)), "汇总表")


def test_the_reason_for_another_level_is_printed() -> None:
    """四、3: a level that is not the suggested one stands there with its reason; a reason for the same one is not asked for."""
    year = final_year()
    first, second, *others = year.standings
    other = replace(first, approved=SCHEME.levels.names[1], reason="会议决定（张三）")
    same = replace(second, approved=second.level, reason="同意")
    content = write_summary(replace(year, standings=(other, same, *others)))
    assert ranking_line(content, first.unit.name)["备注"] == "并列；审定为合格：会议决定（张三）"
    assert ranking_line(content, second.unit.name)["备注"] == "并列"


def test_a_decision_that_cannot_be_obeyed_is_named_in_the_draft_notice() -> None:
    """§5.3: while a row of the ledger must be mended, the sheet says 未定稿 and why."""
    refused = replace(final_year(), decisions=Decisions(findings=(finding("K601", material="总结"),)))
    notices = [text for text in texts(write_summary(refused), "汇总表") if text.startswith("未定稿：")]
    assert notices == ["未定稿：台账里有1处要改；表中得分只含已核定的部分，名次和等次还可能变动。"]
