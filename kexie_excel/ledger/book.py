"""A ledger's bytes → grids of values in which nothing is lost: an error or a formula without a result is shown as such.

The quick reader gives such cells as empty, and an empty decision looks like one that was never made.
"""

import re
import warnings
import zipfile
from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path

import openpyxl
from openpyxl.cell.cell import TYPE_ERROR, TYPE_FORMULA
from openpyxl.worksheet.worksheet import Worksheet
from python_calamine import CalamineWorkbook

from kexie_excel.errors import KexieError
from kexie_excel.returns.grid import Raw, Sheet, Unreadable, Workbook, open_workbook

FORMULA = re.compile(rb"<(?:\w+:)?f[ />]")
_ERROR = re.compile(rb"""<(?:\w+:)?c [^>]*\bt=["']e["']""")
_FORMULA_TEXT = "公式"
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")


def read_book(path: Path, content: bytes) -> Workbook:
    """Read the ledger at ``path``, of which ``content`` are the bytes.

    Raises:
        KexieError: it cannot be read.
    """
    book = open_workbook(path)
    if isinstance(book, Unreadable):
        raise KexieError(f"读不了 {path.name}：{book.reason}。里面有人工的决定，请修复它或用备份换回后再运行。")
    if any(FORMULA.search(part) or _ERROR.search(part) for part in sheet_parts(content).values()):
        return _with_unread_cells(path.name, book, content)
    return book


def sheet_parts(content: bytes) -> Mapping[str, bytes]:
    """Give the XML of the worksheets by part name; none for a file of the old format."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            return {name: archive.read(name) for name in archive.namelist() if _SHEET.fullmatch(name)}
    except zipfile.BadZipFile:
        return {}


def quick_grids(content: bytes) -> tuple[Sheet, ...]:
    """Give a workbook's values as the quick reader sees them."""
    with CalamineWorkbook.from_filelike(BytesIO(content)) as book:
        return tuple(
            Sheet(name, book.get_sheet_by_name(name).to_python(skip_empty_area=False)) for name in book.sheet_names
        )


def load_editable(content: bytes, *, data_only: bool = False) -> openpyxl.Workbook:
    """Open a workbook for editing, rich text kept."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return openpyxl.load_workbook(BytesIO(content), data_only=data_only, rich_text=True)


def _with_unread_cells(name: str, book: Workbook, content: bytes) -> Workbook:
    """Show formulas without a result, and errors, by their own text."""
    try:
        formulas, values = load_editable(content), load_editable(content, data_only=True)
    except Exception:  # noqa: BLE001 - whatever a file does to the library, it is one sentence
        raise KexieError(f"读不了 {name}：里面有公式或错误值，读不全。请把决定改成直接填写的内容后再运行。") from None
    unread = {sheet.title: dict(_unread(sheet, values[sheet.title])) for sheet in formulas.worksheets}
    return Workbook(tuple(Sheet(sheet.name, _overlaid(sheet, unread.get(sheet.name, {}))) for sheet in book.sheets))


def _unread(formulas: Worksheet, values: object) -> Iterator[tuple[tuple[int, int], str]]:
    """Give row, column and text of every cell that the quick reader takes for empty."""
    for row, cells in enumerate(formulas.iter_rows(), 1):
        for column, cell in enumerate(cells, 1):
            value = values[cell.coordinate] if isinstance(values, Worksheet) else cell
            if value.data_type == TYPE_ERROR:
                yield (row, column), str(value.value)
            elif cell.data_type == TYPE_FORMULA and value.value is None:
                yield (row, column), cell.value if isinstance(cell.value, str) else _FORMULA_TEXT


def _overlaid(sheet: Sheet, texts: Mapping[tuple[int, int], str]) -> list[list[Raw]]:
    """Put the texts into the grid."""
    height = max([len(sheet.rows), *(row for row, _column in texts)])
    width = max([0, *map(len, sheet.rows), *(column for _row, column in texts)])
    return [
        [texts.get((row, column), sheet.at(row, column)) for column in range(1, width + 1)]
        for row in range(1, height + 1)
    ]
