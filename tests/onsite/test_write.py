"""The on-site workbook: contract ⟂ §5.4, the order of its rows, its print, its protection."""

import re
from dataclasses import replace
from fractions import Fraction
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from openpyxl.utils import get_column_letter

from kexie_excel.form.headers import ONSITE, Stamp
from kexie_excel.onsite.layout import Visit
from kexie_excel.returns.model import Return
from kexie_excel.scheme.fact import Gap
from kexie_excel.scoring.decisions import NO_DECISIONS, Decisions, Onsite, Ruling, SiteVisits
from kexie_excel.scoring.evaluation import evaluate
from kexie_excel.scoring.result import Evaluation
from kexie_excel.workspace.folder import Folder
from kexie_excel.workspace.round import evaluate_folder
from scripts.fill import to_bytes
from tests.builders import SCHEME, UNIT, full_answers, make_intake, make_return, row
from tests.summary.printing import CAN_PRINT, Printed, print_out, printed_cells, squeezed
from tests.visits import columns, onsite_bytes, onsite_sheet, typed_book

SAMPLE = Path(__file__).parents[2] / "samples" / "2017示例"
OTHER = SCHEME.units_in("县市")[1].name
FONTS = {"宋体", "黑体", "仿宋", "楷体"}
LINE = 13.5 / 11
LONG = "很长的工作名称，" * 40

needs_office = pytest.mark.skipif(not CAN_PRINT, reason="needs LibreOffice and poppler")


def selfs(answers: Return, **changes: object) -> Return:
    """Put self scores into a return: what the rules give, but for the changes (``s1_3=1``)."""
    own = evaluate(SCHEME, make_intake([answers])).standings
    score = next(standing.score for standing in own if standing.score)
    assert score
    scores = {item.id: item.computed.low for item in score.items}
    scores |= {name[1:].replace("_", "."): Fraction(str(value)) for name, value in changes.items()}
    entries = answers.self_scores
    filled = {key: entries[key]._replace(value=value, raw=str(value)) for key, value in scores.items()}
    return replace(answers, self_scores=filled)


def year(*returns: Return, decisions: Decisions = NO_DECISIONS) -> Evaluation:
    """Evaluate these returns."""
    return evaluate(SCHEME, make_intake(returns), decisions)


FULL = selfs(make_return(full_answers()))
BEHIND = selfs(make_return(full_answers(f1_3a=False), unit=OTHER))
"""Two points behind."""


def order(evaluation: Evaluation, unit: str = UNIT) -> list[str]:
    """Give the rows in the order of the sheet."""
    return list(columns(onsite_bytes(evaluation, unit)))


def doubt(evaluation: Evaluation, item: str, unit: str = UNIT) -> str:
    """Give 疑点 of a row."""
    return str(columns(onsite_bytes(evaluation, unit))[item][Visit.DOUBT] or "")


def place(evaluation: Evaluation, unit: str = UNIT) -> str:
    """Give what stands beside the unit."""
    sheet = onsite_sheet(openpyxl.load_workbook(BytesIO(onsite_bytes(evaluation, unit))))
    return str(sheet.cell(Visit.UNIT_ROW, 3).value)


# ── what it says


def test_the_headers_are_the_contract() -> None:
    """⟂ §5.4."""
    sheet = onsite_sheet(openpyxl.load_workbook(BytesIO(onsite_bytes(year(FULL)))))
    header = [cell.value for cell in sheet[Visit.HEADER_ROW]]
    assert header == [*("编号", "指标内容", "分值", "自评", "核算", "填报情况", "佐证材料", "疑点", "现场评分", "理由")]


def test_every_row_of_the_form_is_there_once() -> None:
    """Items and bonus items; 编号 as text, the item's text to the letter, numbers as numbers."""
    found = columns(onsite_bytes(year(FULL)))
    assert sorted(found) == sorted(SCHEME.row_ids)
    for item in SCHEME.items:
        own = found[item.id]
        assert (own[Visit.KEY], own[Visit.CONTENT]) == (item.id, item.text)
        assert own[Visit.POINTS] == item.points
        assert own[Visit.SELF] == own[Visit.COMPUTED]
        assert (own[Visit.SCORE], own[Visit.REASON]) == (None, None)
    assert found["7.1"][Visit.POINTS] == "不限"


def test_the_place_now_stands_beside_the_unit() -> None:
    sheet = onsite_sheet(openpyxl.load_workbook(BytesIO(onsite_bytes(year(FULL, BEHIND)))))
    assert sheet.cell(Visit.UNIT_ROW, 1).value == f"单位：{UNIT}"
    assert sheet.cell(Visit.UNIT_ROW, 3).value == "县市6个；目前综合评分99，名次1，优秀。"


def test_a_row_without_doubt_and_effect_says_nothing() -> None:
    assert doubt(year(FULL), "1.1") == ""


@pytest.mark.no_cover
def test_what_an_item_decides_is_told() -> None:
    """“此项若不认定，名次由1降为3，等次由优秀变为合格”: 4 points of 99, two units at 97 behind."""
    third = replace(BEHIND, unit=SCHEME.units_in("县市")[2].name)
    told = year(FULL, BEHIND, third)
    assert doubt(told, "2.1") == "此项若不认定，名次由1降为3，等次由优秀变为合格"
    assert doubt(told, "1.3") == "此项若不认定，名次1与他人并列"
    assert doubt(told, "1.1") == ""
    assert place(told) == "县市6个；目前综合评分99，名次1，优秀。"


@pytest.mark.no_cover
def test_what_holds_for_every_row_is_said_once_on_top() -> None:
    """97 and 97 in the second place: whatever is lost, the next one passes; no row says so again."""
    third = replace(BEHIND, unit=SCHEME.units_in("县市")[2].name)
    told = year(FULL, BEHIND, third)
    assert place(told, OTHER).endswith("名次2（并列），合格。任何一项不认定，名次由2降为3。")
    assert {doubt(told, item.id, OTHER) for item in SCHEME.items if item.id != "1.3"} == {""}


def test_a_level_alone_may_hang_on_an_item() -> None:
    """87 in the first place, nobody near: without 4 points the place stays and the level does not."""
    alone = selfs(make_return(full_answers(f2_1a=False, f2_2a=False, f3_5a=False)))
    assert doubt(year(alone), "6.1") == "此项若不认定，等次由优秀变为合格"


def test_a_tie_that_ends_is_told() -> None:
    equal = replace(FULL, unit=OTHER)
    assert place(year(FULL, equal)).endswith("任何一项不认定，名次由1降为2，等次由优秀变为合格。")
    lower = selfs(make_return(full_answers(f1_3a=False, f1_4a=Gap.BLANK), unit=OTHER))
    found = doubt(year(selfs(make_return(full_answers(f1_3a=False, f1_4a=False))), lower), "1.4", OTHER)
    assert "此项若核定为2分，名次1不再并列" in found


def test_a_pending_row_tells_what_its_most_would_change() -> None:
    """K201 and what 2 points more would do."""
    pending = selfs(make_return(full_answers(f1_4a=Gap.BLANK, f1_3a=False), unit=OTHER))
    unit = SCHEME.units_in("县市")[2].name
    lines = doubt(year(FULL, BEHIND, replace(pending, unit=unit)), "1.4", unit).split("\n")
    assert lines[0].startswith("待核，最多再加2分：")
    assert lines[-1] == "此项若核定为2分，名次由3升为2（并列）"


def test_a_self_score_that_is_higher_is_told_first_and_then_what_it_would_change() -> None:
    claimed = selfs(make_return(full_answers(f1_3a=False), unit=OTHER), s1_3=2)
    lines = doubt(year(FULL, claimed), "1.3", OTHER).split("\n")
    assert "自评2分，按填报情况核算0分，高2分" in lines[0]
    assert lines[-1] == "此项若按自评2分，名次由2升为1（并列），等次由合格变为优秀"


def test_a_ruling_is_told() -> None:
    ruled = Decisions(rulings={UNIT: {"1.3": Ruling(Fraction(1), "看了原件（张三）")}})
    assert doubt(year(FULL, decisions=ruled), "1.3").startswith("已裁定1分：看了原件（张三）")


def test_a_dispute_among_inspectors_is_told_once() -> None:
    visits = SiteVisits({UNIT: {"1.3": Onsite(None, "现场评分不一致：甲1分，乙2分", Fraction(1), Fraction(2))}})
    told = doubt(year(FULL, decisions=Decisions(onsite=visits)), "1.3").split("\n")
    assert told[0] == "待核，最多再加1分：现场评分不一致：甲1分，乙2分"


def test_every_award_has_a_row_of_its_own() -> None:
    """§5.4: the inspectors hold the originals of 7.1 in their hands, and say 认定 or 不认定 of each."""
    claims = [row("省部级表彰奖励", work="科普"), row("全市科协系统推广", work="经验", evidence="附件9")]
    found = columns(onsite_bytes(year(selfs(make_return(full_answers(), bonus=claims)))))
    first, second = found["7.1-1"], found["7.2-2"]
    assert first[Visit.CONTENT] == "申报1：省部级表彰奖励 科普 先进 文〔2017〕1号 2017×1"
    assert (first[Visit.POINTS], first[Visit.COMPUTED], second[Visit.COMPUTED]) == ("5/项", 5, 2)
    assert second[Visit.EVIDENCE] == "附件9"
    assert "申报" not in str(found["7.1"][Visit.DOUBT])


@pytest.mark.no_cover
def test_an_open_award_comes_first_and_says_why() -> None:
    """加分依据以文件、奖牌或证书为准 (7.1): without any the row waits for whoever sees the original."""
    bare = row("省部级表彰奖励", certificate="", award="", evidence="")
    told = year(selfs(make_return(full_answers(), bonus=[bare]), s7_1=5))
    assert order(told)[0] == "7.1-1" or order(told)[:2] == ["7.1", "7.1-1"]
    own = columns(onsite_bytes(told))["7.1-1"]
    assert own[Visit.COMPUTED] == "待核"
    assert "没有文号" in str(own[Visit.DOUBT])
    assert "见逐项认定的各行" in doubt(told, "7.1")


def test_what_was_answered_and_named_stands_beside_the_item() -> None:
    """§5.4: 填报情况 and 佐证材料, so that nobody needs the return beside it."""
    found = columns(onsite_bytes(year(FULL)))
    assert found["1.2"][Visit.ANSWERS] == "由副书记分管科协工作：是\n政府1名副职联系科协工作：是"


@pytest.mark.no_cover
def test_a_bonus_decides_nothing_where_it_does_not_count() -> None:
    claims = [row("国家级表彰奖励", work="科普")]
    with_bonus = year(selfs(make_return(full_answers(f1_3a=False), bonus=claims)), replace(FULL, unit=OTHER))
    assert "名次由1降为2" in doubt(with_bonus, "7.1")
    levels = replace(SCHEME.levels, with_bonus=False)
    without = evaluate(replace(SCHEME, levels=levels), with_bonus.intake)
    assert "名次" not in doubt(without, "7.1")


def test_a_long_name_is_cut_and_still_known() -> None:
    told = columns(onsite_bytes(year(make_return(full_answers(), bonus=[row("省部级表彰奖励", work=LONG)]))))
    assert len(str(told["7.1-1"][Visit.CONTENT])) < 180
    assert str(told["7.1-1"][Visit.CONTENT]).endswith("…×1")


def test_a_unit_without_a_return_has_a_workbook_as_well() -> None:
    """The inspectors visit it all the same: the rows in the order of the form, nothing to hold against."""
    content = onsite_bytes(year(FULL), OTHER)
    found = columns(content)
    assert list(found) == list(SCHEME.row_ids)
    assert {own[Visit.SELF] for own in found.values()} == {own[Visit.COMPUTED] for own in found.values()} == {"—"}
    sheet = onsite_sheet(openpyxl.load_workbook(BytesIO(content)))
    assert str(sheet.cell(Visit.UNIT_ROW, 3).value).startswith("未报送：没有可用的填报")


def test_a_vetoed_unit_has_no_place_to_lose() -> None:
    vetoed = make_return(full_answers(f2_1v=Fraction(1)))
    content = onsite_bytes(year(selfs(vetoed), BEHIND))
    assert "不占名次，不合格" in str(
        onsite_sheet(openpyxl.load_workbook(BytesIO(content))).cell(Visit.UNIT_ROW, 3).value
    )
    assert not any("此项若" in str(own[Visit.DOUBT]) for own in columns(content).values())


def test_what_is_pending_is_said_beside_the_place() -> None:
    content = onsite_bytes(year(make_return(full_answers(f1_3a=Gap.BLANK))))
    place = str(onsite_sheet(openpyxl.load_workbook(BytesIO(content))).cell(Visit.UNIT_ROW, 3).value)
    assert place.endswith("（待核1项，只算已核定的部分），等次待定。")


# ── in which order


def test_doubtful_rows_come_first_then_what_decides_a_level_then_what_decides_a_rank() -> None:
    """§5.4: 99 against 97 and 85; one pending row, one row with a self score too high, the rest by what they decide."""
    open_entry = selfs(make_return(full_answers(f1_4a=Gap.BLANK, f6_3a=False)), s6_3=2)
    found = order(year(open_entry, selfs(make_return(full_answers(f1_3a=False, f2_1a=False), unit=OTHER))))
    assert set(found[:2]) == {"1.4", "6.3"}
    decisive = [own for own in found[2:] if own != "7.2" and SCHEME.item_of.get(own) and SCHEME.item_of[own].points > 2]
    at = max(found.index(own) for own in decisive)
    assert at < min(found.index(own) for own in found[2:] if own not in decisive and own != "2.3")


def test_then_the_points_at_stake_and_rows_of_the_same_weight_in_the_order_of_the_form() -> None:
    found = order(year(FULL))
    known = {item.id: item.points for item in SCHEME.items} | dict.fromkeys(("7.1", "7.2"), Fraction(0))
    assert found == sorted(SCHEME.row_ids, key=lambda row: -known[row])
    assert found[:3] == ["4.2", "4.5", "3.3"]


@pytest.mark.no_cover
def test_a_note_is_told_and_lifts_nothing() -> None:
    """提示 is no doubt: below what is asked, above nothing."""
    asked = order(year(selfs(make_return(full_answers(), bonus=[row("全市科协系统推广", certificate="")]))))
    assert asked[0] == "7.2-1"


# ── how it is guarded


def test_only_the_cells_to_fill_are_open() -> None:
    """Protected without a password; 现场评分, 理由, 检查人 and 日期 are open."""
    book = openpyxl.load_workbook(BytesIO(onsite_bytes(year(FULL))))
    sheet = onsite_sheet(book)
    assert sheet.protection.sheet
    assert sheet.protection.password is None
    opened = {cell.coordinate for line in sheet.iter_rows() for cell in line if not cell.protection.locked}
    columns_open = [get_column_letter(Visit.COLUMNS.index(header) + 1) for header in (Visit.SCORE, Visit.REASON)]
    rows = range(Visit.HEADER_ROW + 1, Visit.HEADER_ROW + 1 + len(SCHEME.row_ids))
    assert opened >= {f"{letter}{at}" for letter in columns_open for at in rows} | {"B3", "E3"}
    assert all(name[0] in {*columns_open, "B", "E", "F"} for name in opened)
    assert book[Stamp.SHEET].sheet_state == "veryHidden"


@pytest.mark.no_cover
def test_scores_are_bounded_where_they_are_typed() -> None:
    """分值 is the bound; a bonus row has none."""
    sheet = onsite_sheet(openpyxl.load_workbook(BytesIO(onsite_bytes(year(FULL)))))
    rules = {str(rule.sqref): rule for rule in sheet.data_validations.dataValidation if rule.type == "decimal"}
    places = {sheet.cell(int(cell[1:]), 1).value: rule for cell, rule in rules.items()}
    assert sorted(map(str, places)) == sorted(SCHEME.row_ids)
    assert (places["2.1"].operator, places["2.1"].formula1, places["2.1"].formula2) == (None, "0", "4") or (
        places["2.1"].operator == "between"
    )
    assert (places["7.1"].operator, places["7.1"].formula1) == ("greaterThanOrEqual", "0")


def test_the_same_evaluation_gives_the_same_bytes() -> None:
    assert onsite_bytes(year(FULL)) == onsite_bytes(year(FULL))


def test_text_of_a_county_is_text() -> None:
    """A leading = is never a formula; control characters and markup do not break the file."""
    for text in ("=1+1", "<r>x</r>", "\x01行\r\n二", LONG):
        content = onsite_bytes(year(make_return(full_answers(), bonus=[row("省部级表彰奖励", work=text)])))
        sheet = onsite_sheet(openpyxl.load_workbook(BytesIO(content)))
        assert {cell.data_type for line in sheet.iter_rows() for cell in line} <= {"s", "n"}
        told = str(columns(content)["7.1-1"][Visit.CONTENT])
        assert text[:3].strip("\x01")[:1] in told
        assert len(told) < 1000


def test_a_scheme_of_another_title() -> None:
    other = replace(SCHEME, title="考核办法")
    done = evaluate(other, make_intake([FULL]))
    sheet = onsite_sheet(openpyxl.load_workbook(BytesIO(onsite_bytes(done))))
    assert sheet.cell(1, 1).value == "考核办法现场评估表"


# ── on paper


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Printed:
    """A crowded workbook, filled: every doubt there can be, reasons typed."""
    claims = [row("省部级表彰奖励", work=f"{LONG}{number}") for number in range(30)]
    entry = selfs(make_return(full_answers(f1_3a=Gap.BLANK, f3_3c=Fraction(0)), bonus=claims), s4_3=9, s5_1=3)
    content = onsite_bytes(year(entry, BEHIND))
    marks = dict.fromkeys(SCHEME.row_ids, (1, "现场看了原件，没有异议"))
    return print_out(to_bytes(typed_book(content, marks, "王五、赵六", "2017-12-20")), tmp_path_factory.mktemp("现场"))


@needs_office
def test_it_prints_on_a4_landscape_with_headings_and_numbers(printed: Printed) -> None:
    """A clipboard's worth: the header row and the unit on every page, 第 x 页 共 y 页."""
    assert 5 <= len(printed.pages) <= 15
    sizes = set(re.findall(r"size:\s+([\d.]+) x ([\d.]+) pts", printed.sizes))
    assert all((float(width), float(height)) == pytest.approx((842, 595), abs=1) for width, height in sizes)
    for number, page in enumerate(printed.pages, 1):
        assert f"第{number}页共{len(printed.pages)}页" in page.text
        assert all(header in page.text for header in Visit.COLUMNS)
        assert f"{ONSITE}{UNIT}" in page.text


@needs_office
def test_nothing_is_cut(printed: Printed) -> None:
    """What stands in a cell stands whole on one page, in a row that is high enough for its lines."""
    sheet = printed.sheets[ONSITE]
    for cell, text in printed_cells(sheet):
        pages = [page for page in printed.pages if squeezed(text) in page.text]
        assert pages, (cell.coordinate, text)
        lines = max(page.line_count(text) for page in pages) if len(text) > 7 else 1
        height = sheet.row_dimensions[cell.row].height or 13.5
        assert height >= lines * (cell.font.size or 11) * LINE, (cell.coordinate, lines)
    assert not any("###" in page.text for page in printed.pages)


@needs_office
def test_the_sample_units_take_four_pages(tmp_path: Path) -> None:
    done = evaluate_folder(Folder.open(SAMPLE)).evaluation
    assert len(print_out(onsite_bytes(done), tmp_path).pages) == 4


def test_only_the_fonts_of_official_documents() -> None:
    sheet = onsite_sheet(openpyxl.load_workbook(BytesIO(onsite_bytes(year(FULL)))))
    assert {cell.font.name for line in sheet.iter_rows() for cell in line} <= FONTS
