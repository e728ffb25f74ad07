"""Cells that the quick reader takes for empty: errors, and formulas that no program calculated. Shown by their own text.

What people decided must not look as if it had never been written.
"""

import re
import warnings
import zipfile
from collections.abc import Iterator, Mapping
from io import BytesIO

import openpyxl
from openpyxl.cell.cell import TYPE_ERROR, TYPE_FORMULA
from openpyxl.worksheet.worksheet import Worksheet

from kexie_excel.returns.grid import Raw, Sheet, Workbook

FORMULA = re.compile(rb"<(?:\w+:)?f[ />]")
_ERROR = re.compile(rb"""<(?:\w+:)?c [^>]*\bt=["']e["']""")
_FORMULA_TEXT = "公式"
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")


def with_unread_cells(book: Workbook, content: bytes) -> Workbook:
    """Give the workbook, of which ``content`` are the bytes, with such cells shown.

    Raises:
        Exception: there are such cells, and the library that would show them cannot take the file; it says so in any way.
    """
    if not any(FORMULA.search(part) or _ERROR.search(part) for part in sheet_parts(content).values()):
        return book
    formulas, values = load_editable(content), load_editable(content, data_only=True)
    unread = {sheet.title: dict(_unread(sheet, values[sheet.title])) for sheet in formulas.worksheets}
    return Workbook(tuple(Sheet(sheet.name, _overlaid(sheet, unread.get(sheet.name, {}))) for sheet in book.sheets))


def sheet_parts(content: bytes) -> Mapping[str, bytes]:
    """Give the XML of the worksheets by part name; none for a file of the old format."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            return {name: archive.read(name) for name in archive.namelist() if _SHEET.fullmatch(name)}
    except zipfile.BadZipFile:
        return {}


def load_editable(content: bytes, *, data_only: bool = False) -> openpyxl.Workbook:
    """Open a workbook for editing, rich text kept."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return openpyxl.load_workbook(BytesIO(content), data_only=data_only, rich_text=True)


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
