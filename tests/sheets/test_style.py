"""How the workbooks look. Clauses: design §5.1 “mirrors the annex as printed”, §8 “xlsxwriter writes”, §9 “County text”."""

import zipfile
from io import BytesIO

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kexie_excel.sheets.style import (
    A4,
    FANG,
    HEI,
    INPUT_FILL,
    KAI,
    SONG,
    Styles,
    line_count,
    new_workbook,
    protect,
    row_height,
    set_page,
    text_width,
)

TEXTS = st.text(alphabet="科协工作，。（）\n 1a", max_size=80)


@pytest.mark.parametrize(("text", "width"), [("", 0), ("abc 1", 5), ("科协", 4), ("“四联”", 8), ("3分。", 5)])
def test_a_chinese_character_is_two_wide(text: str, width: int) -> None:
    """§5.1: row heights are computed from the text they must show."""
    assert text_width(text) == width


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("", 10, 1),
        ("科协", 10, 1),
        ("科协工作好", 10.5, 1),
        ("科协工作好", 10, 2),
        ("科协\n工作", 10, 2),
        ("科" * 40, 20, 5),
        ("科", 1, 1),
    ],
)
def test_lines_of_a_wrapped_text(text: str, width: float, lines: int) -> None:
    """§5.1: no text is cut."""
    assert line_count(text, width) == lines


@given(TEXTS, st.floats(min_value=4, max_value=100))
def test_a_narrower_column_never_needs_a_lower_row(text: str, width: float) -> None:
    """§5.1: no text is cut, whatever the width."""
    assert row_height([(text, width)]) >= row_height([(text, width + 5)])
    assert row_height([(text, width)], 14) >= row_height([(text, width)])


def test_a_row_is_as_high_as_its_longest_cell_needs() -> None:
    """§5.1: every cell of a row is shown whole."""
    tall, low = ("科协" * 50, 20.0), ("科协", 20.0)
    assert row_height([low, tall]) == row_height([tall]) > row_height([low])
    assert row_height([]) == row_height([low])
    assert row_height([low], least=99) == 99


def test_the_same_look_is_one_format() -> None:
    """§8: formats are cached, so that a large workbook stays small."""
    styles = Styles(new_workbook(BytesIO()))
    assert styles.boxed(align="center") is styles.boxed(align="center")
    assert styles.boxed() is not styles.get()
    assert styles.input().bg_color != styles.boxed().bg_color


def test_input_cells_are_open_and_the_rest_is_locked() -> None:
    """§5.1 ⟂: input cells are open."""
    styles = Styles(new_workbook(BytesIO()))
    assert styles.input().locked == 0
    assert {form.locked for form in (styles.get(), styles.boxed(), styles.head(), styles.note(), styles.title())} == {1}


def test_only_the_fonts_of_official_documents() -> None:
    """§5.1 as printed: 宋体, 黑体, 仿宋, 楷体."""
    styles = Styles(new_workbook(BytesIO()))
    forms = (styles.get(), styles.boxed(), styles.head(), styles.note(), styles.title(), styles.input())
    assert {form.font_name for form in forms} <= {SONG, HEI, FANG, KAI}


def _written() -> BytesIO:
    """Write a small workbook in the house style."""
    stream = BytesIO()
    book = new_workbook(stream)
    styles = Styles(book)
    sheet = book.add_worksheet("表")
    sheet.write(0, 0, "=1+1", styles.input())
    sheet.write(1, 0, "007")
    sheet.write(2, 0, "http://example.org")
    set_page(sheet, landscape=True)
    protect(sheet)
    book.close()
    return stream


def test_text_never_becomes_a_formula_a_number_or_a_link() -> None:
    """§9: a leading ``=`` is never a formula."""
    cells = [row[0] for row in openpyxl.load_workbook(_written())["表"].iter_rows()]
    assert [(cell.data_type, cell.value) for cell in cells] == [
        ("s", "=1+1"),
        ("s", "007"),
        ("s", "http://example.org"),
    ]


def test_pages_are_a4_one_page_wide_and_numbered() -> None:
    """§5.1 as printed."""
    sheet = openpyxl.load_workbook(_written())["表"]
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (A4, "landscape")
    assert sheet.page_setup.fitToHeight == 0
    assert sheet.page_margins.left > sheet.page_margins.right
    assert sheet.oddFooter is not None
    assert sheet.oddFooter.center.text == "第 &P 页 共 &N 页"


def test_sheets_are_protected_without_a_password() -> None:
    """§5.1 ⟂: protected without a password, row height and column width stay adjustable."""
    protection = openpyxl.load_workbook(_written())["表"].protection
    assert protection.sheet
    assert not protection.password
    assert (protection.formatRows, protection.formatColumns) == (False, False)
    assert (protection.selectLockedCells, protection.selectUnlockedCells) == (False, False)


def test_nothing_tells_when_a_workbook_was_made() -> None:
    """§1: any command run again gives the same result."""
    first, second = _written(), _written()
    assert first.getvalue() == second.getvalue()
    with zipfile.ZipFile(first) as parts:
        assert {info.date_time[0] for info in parts.infolist()} == {1980}


def test_the_input_fill_is_a_light_yellow() -> None:
    """§5.1: 黄色底的格子是要填的."""
    red, green, blue = (int(INPUT_FILL[at : at + 2], 16) for at in (1, 3, 5))
    assert min(red, green) > blue > 0xC0
