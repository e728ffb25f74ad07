"""Rows laid out one by one are those that are laid out at once, whatever the format and wherever the used area begins."""

from pathlib import Path

import openpyxl
import pytest

from kexie_excel.sheets.read.grid import Sheet, Workbook, open_workbook

SAMPLES = Path(__file__).parents[3] / "samples" / "2017示例" / "2-回收"
FILES = [next(SAMPLES.glob(name)) for name in ("平江县*.xlsx", "君山区*.xls", "云溪区*.ods")]


def sheets(path: Path, *, streamed: bool) -> tuple[Sheet, ...]:
    """Give the sheets of a file that can be read."""
    book = open_workbook(path, streamed=streamed)
    assert isinstance(book, Workbook)
    return book.sheets


def cornered(folder: Path) -> Path:
    """Save a workbook in which nothing stands above C4 or left of it, and a sheet with nothing at all."""
    book = openpyxl.Workbook()
    for row, values in enumerate([("甲", 1), (None, 2.5), ("丙", None)], 4):
        for column, value in enumerate(values, 3):
            book.worksheets[0].cell(row, column, value)
    book.create_sheet("空")
    path = folder / "表.xlsx"
    book.save(path)
    return path


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.suffix)
def test_every_row_of_every_sheet(path: Path) -> None:
    for one, other in zip(sheets(path, streamed=True), sheets(path, streamed=False), strict=True):
        assert (one.name, list(one.rows), len(one.rows)) == (other.name, other.rows, len(other.rows))


def test_what_begins_further_down_and_right_stands_where_it_stood(tmp_path: Path) -> None:
    sheet, empty = sheets(cornered(tmp_path), streamed=True)
    blank = ["", "", "", ""]
    assert list(sheet.rows) == [blank, blank, blank, ["", "", "甲", 1], ["", "", "", 2.5], ["", "", "丙", ""]]
    assert (sheet.at(4, 3), sheet.at(7, 1), len(empty.rows), list(empty.rows)) == ("甲", "", 0, [])


def test_rows_may_be_asked_for_in_any_order(tmp_path: Path) -> None:
    rows = sheets(cornered(tmp_path), streamed=True)[0].rows
    assert [rows[at][3] for at in (3, 3, 5, 4, -2, 0)] == [1, 1, "", 2.5, 2.5, ""]
    assert [row[3] for row in rows[3:5]] == [1, 2.5]
    with pytest.raises(IndexError):
        rows[6]
