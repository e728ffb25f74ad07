"""The form on paper, and as a file. Clauses: design §5.1 (contract of the form), §1 (the same result again)."""

import re
import zipfile
from dataclasses import replace
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import openpyxl
import pytest

from kexie_excel.form.headers import Bonus, Cover, Facts, Scores
from kexie_excel.form.scores import breaks
from kexie_excel.form.write import write_form
from kexie_excel.sheets.address import column_letter
from kexie_excel.sheets.style import A4, FANG, HEI, KAI, SONG, row_height
from tests.form.written import ITEM_TEXTS, LAYOUT, NAMED, SCHEME, VISIBLE, blank_bytes, opened, sheet_named, texts_of
from tests.summary.printing import CAN_PRINT, print_out, squeezed

# ── paper


@pytest.mark.parametrize("name", VISIBLE)
def test_every_sheet_is_set_up_for_a4(name: str) -> None:
    """§5.1 as printed: A4, one page wide, header repeated, page x of y."""
    sheet = sheet_named(opened(), name)
    landscape = name in {Facts.SHEET, Bonus.SHEET}
    assert sheet.page_setup.paperSize == A4
    assert sheet.page_setup.orientation == ("landscape" if landscape else "portrait")
    fit = sheet.sheet_properties.pageSetUpPr
    assert fit is not None
    assert fit.fitToPage
    assert (sheet.page_setup.fitToHeight == 0) is (name != Cover.SHEET)  # the cover stands on one page
    assert sheet.page_margins.left > sheet.page_margins.right
    footer = sheet.oddFooter
    assert footer is not None
    assert footer.center.text == "第 &P 页 共 &N 页"
    assert str(footer.center.font).startswith(SONG)
    if name != Cover.SHEET:
        assert sheet.print_title_rows == f"${LAYOUT.scores.header_row}:${LAYOUT.scores.header_row}"
        assert sheet.freeze_panes


def test_the_annex_prints_its_four_columns() -> None:
    """§5.1: right of the print area 核算分, 提示."""
    assert sheet_named(opened(), Scores.SHEET).print_area == f"'{Scores.SHEET}'!$B$1:$E${LAYOUT.scores.last_row + 2}"


_INDENT = 2
"""What an indented text leaves free of its column."""


def test_no_text_is_cut() -> None:
    """§5.1 as printed: every row is as high as its text needs."""
    for layout, header in ((LAYOUT.scores, Scores.TEXT), (LAYOUT.facts, "填报事项"), (LAYOUT.facts, Facts.ITEM)):
        sheet = sheet_named(opened(), layout.name)
        for key, text in texts_of(layout, header).items():
            width = sheet.column_dimensions[column_letter(layout.column(header))].width - _INDENT
            needed = row_height([(str(text or ""), width)], float(sheet[layout.cell(key, header)].font.sz))
            assert (sheet.row_dimensions[layout.row(key)].height or 0) >= needed, (layout.name, key)


def test_sections_are_kept_whole_on_paper() -> None:
    """附件: a page begins with a section."""
    starts = {LAYOUT.scores.row(section.items[0].id) - 1 for section in SCHEME.sections}
    starts.add(LAYOUT.scores.row(SCHEME.bonus[0].id) - 1)
    at = {int(brk.id) for brk in sheet_named(opened(), Scores.SHEET).row_breaks.brk}
    assert at
    assert at <= starts


def test_the_rows_fill_the_pages() -> None:
    """附件 as printed: no page is left half empty, none runs over; where the texts are few, rows stay of a form's height."""
    sheet = sheet_named(opened(), Scores.SHEET)
    rows = range(LAYOUT.scores.header_row + 1, LAYOUT.scores.last_row + 3)
    heights = {row: float(sheet.row_dimensions[row].height or 0) for row in rows}
    starts = [rows[0], *(int(brk.id) + 1 for brk in sheet.row_breaks.brk), rows[-1] + 1]
    filled = [sum(heights[row] for row in range(one, other)) for one, other in pairwise(starts)]
    assert [600 <= filled[0] <= 635, *(660 <= height <= 695 for height in filled[1:])] == [True] * 3
    small = replace(SCHEME, sections=SCHEME.sections[:1], bonus=())
    few = openpyxl.load_workbook(BytesIO(write_form(small)))[Scores.SHEET]
    assert all(float(few.row_dimensions[row].height) <= 2 * 80 for row in range(4, 10))


def test_the_annex_ends_with_who_answers_for_it() -> None:
    """On paper it is signed and sealed; the lines are printed, and no program takes them for a record."""
    sheet = sheet_named(opened(), Scores.SHEET)
    row = LAYOUT.scores.last_row + 2
    signed = str(sheet.cell(row, LAYOUT.scores.column(Scores.SECTION)).value)
    assert [part.split("：")[0] for part in signed.split()] == [
        "填表人",
        "负责人",
        "单位（盖章）",
        "日期",
        "年",
        "月",
        "日",
    ]
    assert sheet.print_area.endswith(f"${row}")


@pytest.mark.parametrize(
    ("blocks", "starts"),
    [
        ([], []),
        ([50], []),
        ([50, 50], []),
        ([50, 60], [1]),
        ([100, 100, 100], [1, 2]),
        ([50, 250], []),
        ([50, 250, 60], [2]),
        ([250, 80], [1]),
    ],
)
def test_where_a_page_begins(blocks: list[float], starts: list[int]) -> None:
    """附件: no section is cut that would fit on one page; one that would not runs on."""
    assert breaks(blocks, 100, 110) == starts


# ── the file


def test_the_same_inputs_give_the_same_bytes() -> None:
    """§1: every command can be run again at any time and gives the same result."""
    assert write_form(SCHEME, NAMED) == blank_bytes(NAMED)
    assert blank_bytes(NAMED) != blank_bytes()
    with zipfile.ZipFile(BytesIO(blank_bytes())) as parts:
        assert {info.date_time[0] for info in parts.infolist()} == {1980}


def test_only_four_fonts() -> None:
    """§5.1 as printed: 宋体, 黑体, 仿宋, 楷体 in cells, headers and footers, comments; none of the theme's."""
    with zipfile.ZipFile(BytesIO(blank_bytes())) as parts:
        texts = {name: parts.read(name).decode() for name in parts.namelist() if not name.startswith("xl/theme/")}
    named = re.findall(r'<(?:name|rFont) val="([^"]*)"', texts["xl/styles.xml"])
    for text in texts.values():
        named += re.findall(r'&amp;"([^,"]+),', text.replace("&quot;", '"'))
        named += re.findall(r"font-family:\s*'?([^;'\"]*)", text)
        assert "<scheme " not in text
    assert set(named) == {SONG, HEI, FANG, KAI}


def test_no_macros_links_or_foreign_parts() -> None:
    """§5.1 ⟂: no macros; nothing outside is referred to."""
    with zipfile.ZipFile(BytesIO(blank_bytes())) as parts:
        names = parts.namelist()
        relations = "".join(parts.read(name).decode() for name in names if name.endswith(".rels"))
    assert not [name for name in names if re.search("vba|external|media|drawing", name)]
    assert 'TargetMode="External"' not in relations


@pytest.mark.skipif(not CAN_PRINT, reason="needs LibreOffice and poppler")
def test_the_annex_prints_on_a_few_pages(tmp_path: Path) -> None:
    """§5.1 as printed: 评估表 on at most five A4 pages, each with its header; the 34 texts are all there."""
    annex = [page.text for page in print_out(blank_bytes(), tmp_path).pages if Scores.TEXT in page.text]
    assert 1 <= len(annex) <= 5
    printed = "".join(annex)
    assert [key for key, text in ITEM_TEXTS.items() if squeezed(text) not in printed] == []
