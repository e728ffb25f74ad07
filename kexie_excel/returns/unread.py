"""Cells of which the quick reader says another thing than a person sees. Shown by their own text.

Errors, and formulas that no program calculated, read as empty; 50% reads as 0.5; what is struck through reads as if it still
stood. What people decided must not look as if it had never been written, nor as something else.
"""

import re
import warnings
import zipfile
from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path

import openpyxl
from openpyxl.cell.cell import TYPE_ERROR, TYPE_FORMULA, Cell
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.worksheet.worksheet import Worksheet

from kexie_excel.returns.scan import Scanner
from kexie_excel.sheets.read.formats import as_seen, misleads
from kexie_excel.sheets.read.grid import Sheet, Workbook
from kexie_excel.sheets.read.package import Package
from kexie_excel.sheets.read.raw import Raw, shown

FORMULA = re.compile(rb"<(?:\w+:)?f[ />]")
_ERROR = re.compile(rb"""<(?:\w+:)?c [^>]*\bt=["']e["']""")
_FORMULA_TEXT = "公式"
_STRUCK_TEXT, _OTHER_TEXT = "{text}（有删除线）", "{text}（单元格格式显示的不是这个数）"
_STRIKE = re.compile(rb"<(?:\w+:)?strike\b")
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")


def with_unread_cells(book: Workbook, path: Path, content: bytes) -> Workbook:
    """Give the workbook at ``path``, of which ``content`` are the bytes, with such cells shown.

    Raises:
        Exception: there are such cells, and the library that would show them cannot take the file; it says so in any way.
    """
    parts = sheet_parts(content).values()
    if _looks_plain(path) and not any(seen.search(part) for part in parts for seen in (FORMULA, _ERROR, _STRIKE)):
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


def _looks_plain(path: Path) -> bool:
    """Tell whether no cell can look like another number, or be struck through; another format cannot be asked."""
    if not zipfile.is_zipfile(path):
        return True
    package = Package(path)
    return not package.is_open_xml or Scanner(package).is_plain


def load_editable(content: bytes, *, data_only: bool = False) -> openpyxl.Workbook:
    """Open a workbook for editing, rich text kept."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return openpyxl.load_workbook(BytesIO(content), data_only=data_only, rich_text=True)


def _unread(formulas: Worksheet, values: object) -> Iterator[tuple[tuple[int, int], str]]:
    """Give row, column and text of every cell of which the quick reader says another thing."""
    for row, cells in enumerate(formulas.iter_rows(), 1):
        for column, cell in enumerate(cells, 1):
            value = values[cell.coordinate] if isinstance(values, Worksheet) else cell
            if value.data_type == TYPE_ERROR:
                yield (row, column), str(value.value)
            elif cell.data_type == TYPE_FORMULA and value.value is None:
                yield (row, column), cell.value if isinstance(cell.value, str) else _FORMULA_TEXT
            elif isinstance(cell, Cell) and value.value is not None and (look := _look(cell, value.value)):
                yield (row, column), look


def _look(cell: Cell, value: object) -> str:
    """Give what a person sees in a cell, where it is struck through or a number under another look; else nothing."""
    blocks = [part for part in value if isinstance(part, TextBlock)] if isinstance(value, CellRichText) else []
    if cell.font.strike or any(block.font.strike for block in blocks):
        return _STRUCK_TEXT.format(text=value)
    if isinstance(value, int | float) and not isinstance(value, bool) and misleads(cell.number_format):
        return as_seen(value, cell.number_format) or _OTHER_TEXT.format(text=shown(value))
    return ""


def _overlaid(sheet: Sheet, texts: Mapping[tuple[int, int], str]) -> list[list[Raw]]:
    """Put the texts into the grid."""
    height = max([len(sheet.rows), *(row for row, _column in texts)])
    width = max([0, *map(len, sheet.rows), *(column for _row, column in texts)])
    return [
        [texts.get((row, column), sheet.at(row, column)) for column in range(1, width + 1)]
        for row in range(1, height + 1)
    ]
