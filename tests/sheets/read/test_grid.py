"""Any spreadsheet file → its sheets as grids from A1, or one sentence why not (cases 1, 7 to 10, 31 to 35, 39)."""

import datetime as dt
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Never

import openpyxl
import pytest
import xlsxwriter
from openpyxl.chartsheet import Chartsheet
from openpyxl.worksheet.worksheet import Worksheet

from kexie_excel.sheets.address import cell_name
from kexie_excel.sheets.read import grid
from kexie_excel.sheets.read.grid import Sheet, Unreadable, Workbook, cells, open_workbook
from kexie_excel.sheets.read.sniff import Kind

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
DAMAGED = Kind.UNREAD.sentence


def opened(path: Path) -> Workbook:
    """Open a file that can be read."""
    book = open_workbook(path)
    assert isinstance(book, Workbook), book
    return book


def refused(path: Path) -> Unreadable:
    """Open a file that cannot be read."""
    book = open_workbook(path)
    assert isinstance(book, Unreadable), book
    return book


def saved(folder: Path, change: Callable[[Worksheet], None]) -> Path:
    """Save a workbook whose one sheet was changed."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    change(sheet)
    path = folder / "表.xlsx"
    book.save(path)
    return path


def rewritten(path: Path, *replacements: tuple[bytes, bytes]) -> Path:
    """Rewrite the XML inside a workbook."""
    stream = BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            for before, after in replacements:
                data = data.replace(before, after)
            new.writestr(name, data)
    path.write_bytes(stream.getvalue())
    return path


def fill_block(sheet: Worksheet) -> None:
    """Write five rows of two columns."""
    for row in range(1, 6):
        sheet.append([row, f"第{row}行"])


BLOCK = [[float(row), f"第{row}行"] for row in range(1, 6)]


def test_each_type_of_cell_stays_what_it_is(tmp_path: Path) -> None:
    path = tmp_path / "表.xlsx"
    with xlsxwriter.Workbook(path, {"default_date_format": "yyyy-mm-dd"}) as book:
        sheet = book.add_worksheet("一")
        sheet.write_row(0, 0, ["是", 3, 0.5, True])
        sheet.write(0, 5, dt.date(2017, 6, 1))
        sheet.write(0, 6, dt.time(8, 30), book.add_format({"num_format": "hh:mm"}))
    row = opened(path).sheets[0].rows[0]
    assert list(row) == ["是", 3.0, 0.5, True, "", dt.date(2017, 6, 1), dt.time(8, 30)]
    assert row[3] is True


def test_a_table_that_starts_elsewhere_keeps_its_addresses(tmp_path: Path) -> None:
    """Case 34: the reader's own default would drop the empty rows and columns."""

    def far(sheet: Worksheet) -> None:
        sheet["C5"] = "x"

    sheet = opened(saved(tmp_path, far)).sheets[0]
    assert sheet.at(5, 3) == "x"
    assert list(cells(sheet, 10)) == [(5, 3, "x")]
    assert list(cells(sheet, 4)) == []


def test_a_wrong_dimension_hides_nothing(tmp_path: Path) -> None:
    """Case 7."""
    path = rewritten(saved(tmp_path, fill_block), (b'<dimension ref="A1:B5"', b'<dimension ref="A1"'))
    assert [list(row) for row in opened(path).sheets[0].rows] == BLOCK


def test_broken_styles_hide_nothing(tmp_path: Path) -> None:
    """Case 9."""
    path = rewritten(saved(tmp_path, fill_block), (b'<fill><patternFill patternType="gray125" /></fill>', b"<fill/>"))
    assert [list(row) for row in opened(path).sheets[0].rows] == BLOCK


def test_strict_open_xml_is_read(tmp_path: Path) -> None:
    """Case 8."""
    transitional = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    strict = b"http://purl.oclc.org/ooxml/spreadsheetml/main"
    path = rewritten(saved(tmp_path, fill_block), (transitional, strict))
    assert [list(row) for row in opened(path).sheets[0].rows] == BLOCK


def test_a_sheet_formatted_to_its_end_is_as_long_as_its_content(tmp_path: Path) -> None:
    """Case 35."""

    def format_all(sheet: Worksheet) -> None:
        fill_block(sheet)
        sheet.cell(1_048_576, 1).number_format = "0.00"

    assert len(opened(saved(tmp_path, format_all)).sheets[0].rows) == len(BLOCK)


def test_hidden_sheets_and_rows_are_read(tmp_path: Path) -> None:
    """Case 31."""

    def hide(sheet: Worksheet) -> None:
        fill_block(sheet)
        sheet.row_dimensions[2].hidden = True
        hidden = sheet.parent.create_sheet("藏") if sheet.parent else None
        assert isinstance(hidden, Worksheet)
        hidden["A1"] = "在"
        hidden.sheet_state = "veryHidden"

    first, second = opened(saved(tmp_path, hide)).sheets
    assert [list(row) for row in first.rows] == BLOCK
    assert (second.name, second.at(1, 1)) == ("藏", "在")


def test_a_merged_cell_stands_at_its_anchor(tmp_path: Path) -> None:
    """Case 32."""

    def merge(sheet: Worksheet) -> None:
        sheet["A1"] = "合"
        sheet["B2"] = "末"
        sheet.merge_cells("A1:B1")

    assert [list(row) for row in opened(saved(tmp_path, merge)).sheets[0].rows] == [["合", ""], ["", "末"]]


def test_dates_counted_from_1904_are_the_same_dates(tmp_path: Path) -> None:
    """Case 39."""
    path = tmp_path / "表.xlsx"
    with xlsxwriter.Workbook(path, {"date_1904": True, "default_date_format": "yyyy-mm-dd"}) as book:
        book.add_worksheet().write(0, 0, dt.date(2017, 6, 1))
    assert opened(path).sheets[0].at(1, 1) == dt.date(2017, 6, 1)


def test_a_chart_of_the_county_s_own_stops_nothing(tmp_path: Path) -> None:
    def chart(sheet: Worksheet) -> None:
        fill_block(sheet)
        added = sheet.parent.create_chartsheet("图") if sheet.parent else None
        assert isinstance(added, Chartsheet)

    assert [list(row) for row in opened(saved(tmp_path, chart)).sheets[0].rows] == BLOCK


def test_a_cell_outside_of_the_grid_is_empty() -> None:
    sheet = Sheet("表", [["甲", "乙"], ["丙"]])
    assert [sheet.at(row, column) for row, column in ((1, 2), (2, 1))] == ["乙", "丙"]
    assert {sheet.at(row, column) for row, column in ((0, 1), (1, 0), (2, 2), (3, 1), (-1, -1))} == {""}


def test_addresses() -> None:
    assert [cell_name(1, 1), cell_name(7, 4), cell_name(10, 27), cell_name(3, 703)] == ["A1", "D7", "AA10", "AAA3"]


@pytest.mark.parametrize(
    ("data", "reason", "code"),
    [
        (b"", Kind.EMPTY.sentence, "K131"),
        (b"%PDF-1.4", Kind.PDF.sentence, "K102"),
        (OLE + b"\0" * 2000, DAMAGED, "K101"),
        (OLE, DAMAGED, "K101"),
    ],
)
def test_what_gives_no_grid_says_why(tmp_path: Path, data: bytes, reason: str, code: str) -> None:
    """Case 10: empty, cut off and other types are told apart."""
    path = tmp_path / "表.xlsx"
    path.write_bytes(data)
    assert refused(path) == Unreadable(reason, code)


def test_a_file_that_is_gone_says_so(tmp_path: Path) -> None:
    """Case 25."""
    assert refused(tmp_path / "不在.xlsx").reason.startswith("文件打不开，可能正被别的程序占用，或没有读取权限")


def test_a_sheet_of_a_million_rows_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Case 35 and design §9: more than its share of memory costs one line."""
    monkeypatch.setattr(grid, "_MOST_CELLS", 9)
    assert (
        refused(saved(tmp_path, fill_block)).reason
        == "工作表“Sheet”大得不正常（10个格子）；请只留填报内容，另存为 xlsx 再发来"
    )
    monkeypatch.setattr(grid, "_MOST_CELLS", 10)
    assert opened(saved(tmp_path, fill_block))


@pytest.mark.parametrize("called", ["表.xls", "表.ods", "表.xlsb", "表.et", "表"])
def test_the_content_counts_not_the_name_s_ending(tmp_path: Path, called: str) -> None:
    """Cases 2 and 4."""
    path = saved(tmp_path, fill_block).rename(tmp_path / called)
    assert [list(row) for row in opened(path).sheets[0].rows] == BLOCK


class PasswordError(Exception):
    """Named like the reader's own."""


class Panic(BaseException):
    """Like a panic of the reader, no Exception."""


def failing(error: BaseException) -> Callable[[object], Never]:
    """Give a reader that fails."""

    def fail(_source: object) -> Never:
        raise error

    return fail


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (PasswordError(), Kind.ENCRYPTED),
        (ValueError("x"), Kind.UNREAD),
        (Panic(), Kind.UNREAD),
    ],
)
def test_the_reader_s_failure_costs_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException, kind: Kind
) -> None:
    """Cases 1 and 4d: a password in an .xls, an error, a panic; without a password another reader is asked first."""
    path = saved(tmp_path, fill_block)
    monkeypatch.setattr(grid, "load_workbook", failing(error))
    if kind is Kind.UNREAD:
        assert [list(row) for row in opened(path).sheets[0].rows] == BLOCK
        monkeypatch.delattr(grid, "read_otherwise")
    assert refused(path) == Unreadable(kind.sentence, kind.code)


@pytest.mark.parametrize("error", [KeyboardInterrupt(), SystemExit(), MemoryError()])
def test_who_wants_to_stop_can_stop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException) -> None:
    path = saved(tmp_path, fill_block)
    monkeypatch.setattr(grid, "load_workbook", failing(error))
    with pytest.raises(type(error)):
        open_workbook(path)


def test_a_wps_table_that_is_not_read_is_named(tmp_path: Path) -> None:
    """Case 4: a renamed workbook is read, WPS's own format is not, and what to do is clear."""
    path = tmp_path / "表.et"
    path.write_bytes(OLE + b"\0" * 2000)
    assert refused(path).reason == Kind.WPS_TABLE.sentence
