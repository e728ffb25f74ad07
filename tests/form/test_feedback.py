"""The form as it goes back: filled, questioned, 核对反馈 in front (design §5.1)."""

import datetime as dt
import re
import zipfile
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from openpyxl.cell.cell import Cell
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from kexie_excel.form.filling import CellAt, Filling, QuestionLine, Remark, Written
from kexie_excel.form.headers import Bonus, Cover, Facts, Materials, Questions, Scores, Stamp
from kexie_excel.form.layout import Layout
from kexie_excel.form.write import write_form
from kexie_excel.numbers import exact
from kexie_excel.sheets.style import QUESTION_FILLS, ROW_MOST, Tone
from tests.builders import SCHEME, UNIT
from tests.summary.printing import CAN_PRINT, print_out, squeezed

LAYOUT = Layout(SCHEME)
TABLE = LAYOUT.feedback(1)
LINE = QuestionLine(
    "K304|3.3|3.3", "3.3", "基层组织体系", 5, 3, 2, "必须改：高2分。请改正。", "覆盖率 9/40＝22.5%", Tone.MUST
)
GONE = QuestionLine("K1|1.1|1.1", "1.1", "", None, None, None, "必须改：没有填。请补填。", "", Tone.FINE, "补上了")
LONG = QuestionLine("K202|1.5b|1.5b", "1.5b", "科普经费", 2, "待核", None, "字" * 400, "据" * 400, Tone.ASK, "答" * 700)
CELLS: dict[CellAt, Written] = {
    (Cover.SHEET, "联系人", ""): "张三",
    (Facts.SHEET, "1.1a", Facts.ANSWER): "约3",
    (Facts.SHEET, "1.1a", Facts.EVIDENCE): "=1+1",
    (Facts.SHEET, "1.3a", Facts.ANSWER): True,
    (Facts.SHEET, "1.5b", Facts.ANSWER): 36.5,
    (Scores.SHEET, "3.3", Scores.SELF): 5,
    (Bonus.SHEET, "60", Bonus.WORK): "\x0b",
    (Bonus.SHEET, "60", Bonus.DATE): dt.date(2017, 6, 1),
    (Materials.SHEET, "40", "材料名称"): "很长的名称" * 30,
}
REMARKS = {
    (Scores.SHEET, "3.3", Scores.SELF): Remark("高2分。\n" + "说明" * 60, Tone.MUST, "市科协办公室"),
    (Facts.SHEET, "1.1a", Facts.ANSWER): Remark("长" * 5000, Tone.ASK, "市科协办公室"),
}
FILLED = Filling(UNIT, 2, CELLS, REMARKS, (LINE, LONG, GONE))


def opened(content: bytes) -> Workbook:
    """Open a workbook."""
    return openpyxl.load_workbook(BytesIO(content))


@pytest.fixture(scope="module")
def book() -> Workbook:
    """A form with all of it."""
    return opened(write_form(SCHEME, UNIT, FILLED))


def front(book: Workbook, line: int, header: str) -> Cell:
    """Give a cell of 核对反馈."""
    cell = book[Questions.SHEET].cell(TABLE.header_row + line, TABLE.column(header))
    assert isinstance(cell, Cell)
    return cell


@pytest.mark.no_cover
def test_nothing_filled_is_the_form_as_issued() -> None:
    assert write_form(SCHEME, UNIT, Filling()) == write_form(SCHEME, UNIT)
    assert Questions.SHEET not in opened(write_form(SCHEME, UNIT, Filling(cells=CELLS))).sheetnames


@pytest.mark.no_cover
def test_the_same_filling_gives_the_same_bytes_and_digest_whatever_the_round() -> None:
    assert write_form(SCHEME, UNIT, FILLED) == write_form(SCHEME, UNIT, FILLED)
    assert Filling(UNIT, 7, CELLS, REMARKS, FILLED.lines).digest == FILLED.digest
    assert Filling(UNIT, 2, CELLS, REMARKS, (LINE,)).digest != FILLED.digest


def test_the_sheet_stands_in_front_with_unit_and_round(book: Workbook) -> None:
    sheet = book[Questions.SHEET]
    assert isinstance(sheet, Worksheet)
    assert book.sheetnames[0] == Questions.SHEET
    assert book.active is sheet
    assert sheet["A1"].value == f"{SCHEME.title}核对反馈（第2轮）"
    assert "共2个问题：红色1个必须改，黄色1个请核实。" in [cell.value for cell in sheet[2]]
    assert tuple(cell.value for cell in sheet[TABLE.header_row]) == TABLE.headers
    assert sheet.column_dimensions["I"].hidden
    assert TABLE.headers[8] == Questions.MARK
    stamp = {row[0]: row[1] for row in book[Stamp.SHEET].iter_rows(max_row=8, max_col=2, values_only=True)}
    assert (stamp["轮次"], stamp[Stamp.DIGEST]) == (2, FILLED.digest)
    assert book[Stamp.SHEET].sheet_state == "veryHidden"


def test_replies_are_open_and_everything_else_is_closed(book: Workbook) -> None:
    assert book[Questions.SHEET].protection.sheet
    unlocked = [
        cell.coordinate for row in book[Questions.SHEET].iter_rows() for cell in row if not cell.protection.locked
    ]
    assert unlocked == ["H5", "H6"]
    assert (front(book, 3, "指标").value, front(book, 3, "问题").value) == ("已消除", GONE.problem)
    assert front(book, 3, "县区回复").value == "补上了"


def test_long_texts_are_seen_whole(book: Workbook) -> None:
    """No row is higher than a program shows it; a long reply is written smaller."""
    assert front(book, 1, "县区回复").font.size == 11
    assert front(book, 2, "县区回复").font.size == 7
    heights = [dimension.height or 0 for dimension in book[Questions.SHEET].row_dimensions.values()]
    assert max(heights) <= ROW_MOST
    endless = QuestionLine("K", "", "", None, None, None, "", "", Tone.ASK, "答" * 9000)
    small = opened(write_form(SCHEME, UNIT, Filling(UNIT, 1, lines=(endless,))))
    assert (front(small, 1, "县区回复").value, front(small, 1, "县区回复").font.size) == (endless.reply, 7)
    assert small[Questions.SHEET].row_dimensions[5].height == pytest.approx(ROW_MOST, abs=1)


def test_what_the_county_wrote_stands_where_it_stood(book: Workbook) -> None:
    facts, bonus = book[Facts.SHEET], book[Bonus.SHEET]
    assert book[Cover.SHEET].cell(LAYOUT.cover_row("联系人"), 3).value == "张三"
    assert facts[LAYOUT.facts.cell("1.1a", Facts.ANSWER)].value == "约3"
    formula = facts[LAYOUT.facts.cell("1.1a", Facts.EVIDENCE)]
    assert (formula.value, formula.data_type) == ("=1+1", "s")
    assert facts[LAYOUT.facts.cell("1.3a", Facts.ANSWER)].value is True
    assert facts[LAYOUT.facts.cell("1.5b", Facts.ANSWER)].value == 36.5
    assert bonus[LAYOUT.bonus.cell("60", Bonus.DATE)].value == dt.datetime(2017, 6, 1)  # noqa: DTZ001 - as openpyxl gives it
    assert bonus[LAYOUT.bonus.cell("60", Bonus.WORK)].value is None
    height = book[Materials.SHEET].row_dimensions[LAYOUT.materials.row("40")].height
    assert height is not None
    assert height > 100


def test_questioned_cells_are_coloured_open_and_commented(book: Workbook) -> None:
    for (sheet, key, header), remark in REMARKS.items():
        layout = LAYOUT.scores if sheet == Scores.SHEET else LAYOUT.facts
        cell = book[sheet][layout.cell(key, header)]
        assert cell.fill.fgColor.rgb == "FF" + QUESTION_FILLS[remark.tone][1:]
        assert not cell.protection.locked
        assert cell.comment.text.startswith("市科协办公室：\n")
    assert book[Facts.SHEET][LAYOUT.facts.cell("1.1a", Facts.ANSWER)].comment.text.endswith("……")


def test_comment_boxes_grow_with_their_text_and_are_not_printed() -> None:
    with zipfile.ZipFile(BytesIO(write_form(SCHEME, UNIT, FILLED))) as parts:
        names = parts.namelist()
        drawings = "".join(parts.read(name).decode() for name in names if name.endswith(".vml"))
        sheets = "".join(
            parts.read(name).decode() for name in names if re.fullmatch(r"xl/worksheets/sheet\d\.xml", name)
        )
    heights = sorted(float(height) for height in re.findall(r"[^-]height:([\d.]+)pt", drawings))
    assert len(heights) == 2
    assert heights[1] > 3 * heights[0] > 150
    assert "cellComments" not in sheets


@pytest.mark.no_cover
@pytest.mark.skipif(not CAN_PRINT, reason="needs LibreOffice and poppler")
def test_it_prints_on_a4_landscape_with_heading_page_number_and_every_text(tmp_path: Path) -> None:
    lines = [
        QuestionLine(f"K{at}", "3.3", "基层", 5, 3, 2, f"第{at}个问题" * 8, "依据" * 30, Tone.ASK) for at in range(20)
    ]
    printed = print_out(write_form(SCHEME, UNIT, Filling(UNIT, 1, lines=(*lines, LONG, GONE))), tmp_path)
    header = squeezed("".join(TABLE.shown))
    pages = [page for page in printed.pages if header in page.text]
    assert 2 < len(pages) < 6
    assert pages == list(printed.pages[: len(pages)])
    assert all(f"第{at}页共{len(printed.pages)}页" in page.text for at, page in enumerate(pages, 1))
    assert re.search(r"Page +1 size: +841\.\d+ x 595\.\d+ pts", printed.sizes)
    whole = "".join(page.text for page in pages)
    for line in (*lines, LONG, GONE):
        for text in (line.problem, line.ground, line.reply):
            assert squeezed(text) in whole


@pytest.mark.no_cover
def test_numbers_are_laid_in_as_they_were() -> None:
    """A county's figure passes through the form unrounded."""
    value = 12.345678
    cells: dict[CellAt, Written] = {(Facts.SHEET, "1.5b", Facts.ANSWER): value}
    sheet = opened(write_form(SCHEME, UNIT, Filling(UNIT, 0, cells)))[Facts.SHEET]
    assert exact(sheet[LAYOUT.facts.cell("1.5b", Facts.ANSWER)].value) == exact(value)
