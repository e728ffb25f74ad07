"""The look at an .xls workbook, by xlrd, which knows of every cell whether it is an error value, how it looks, and what is beside it.

Of formulas the old format keeps the result alone, so that one which was never calculated cannot be told.
"""

from collections.abc import Iterator, Mapping
from io import StringIO
from pathlib import Path

import xlrd
from xlrd.book import Book
from xlrd.formatting import XF
from xlrd.sheet import Sheet as BookSheet

from kexie_excel.sheets.address import Cell, cell_name
from kexie_excel.sheets.read.comments import note
from kexie_excel.sheets.read.formats import as_seen, misleads
from kexie_excel.sheets.read.raw import Raw
from kexie_excel.sheets.read.sheet_look import SheetLook


def look_xls(path: Path) -> Mapping[str, SheetLook]:
    """Look at every sheet of an .xls workbook.

    Raises:
        Exception: whatever the reader fails with.
    """
    # what it has to say of a file goes to no screen
    with xlrd.open_workbook(str(path), formatting_info=True, logfile=StringIO()) as book:
        return {sheet.name: _view(book, sheet) for sheet in book.sheets()}


def _view(book: Book, sheet: BookSheet) -> SheetLook:
    """Look at one sheet; its rows and columns count from 0."""
    cells = dict(_filled(sheet))
    numbers = [cell for cell in cells if sheet.cell_type(*cell) == xlrd.XL_CELL_NUMBER]
    formats = {cell: book.format_map[_style(book, sheet, cell).format_key].format_str for cell in numbers}
    return SheetLook(
        values={_place(cell): _raw(sheet, cell) for cell, kind in cells.items() if kind != xlrd.XL_CELL_ERROR},
        errors={
            _place(cell): xlrd.error_text_from_code.get(int(sheet.cell_value(*cell)), "#")
            for cell, kind in cells.items()
            if kind == xlrd.XL_CELL_ERROR
        },
        uncalculated={},
        struck=frozenset(_place(cell) for cell in cells if _is_struck(book, sheet, cell)),
        looks={
            _place(cell): as_seen(float(sheet.cell_value(*cell)), code)
            for cell, code in formats.items()
            if misleads(code) and sheet.cell_value(*cell)
        },
        comments=tuple(
            note(cell_name(*_place(cell)), own.author, own.text) for cell, own in sorted(sheet.cell_note_map.items())
        ),
        hidden_rows=frozenset(row + 1 for row, info in sheet.rowinfo_map.items() if info.hidden),
        hidden_columns=tuple(range(at + 1, at + 2) for at, info in sheet.colinfo_map.items() if info.hidden),
        merged=tuple((_place((top, left)), (bottom, right)) for top, bottom, left, right in sheet.merged_cells),
        is_hidden=bool(sheet.visibility),
    )


def _filled(sheet: BookSheet) -> Iterator[tuple[Cell, int]]:
    """Give the cells in which something stands, and of what kind it is."""
    for row in range(sheet.nrows):
        for column, kind in enumerate(sheet.row_types(row)):
            if kind not in {xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK}:
                yield (row, column), kind


def _place(cell: Cell) -> Cell:
    """Count a cell's row and column from 1."""
    return cell[0] + 1, cell[1] + 1


def _raw(sheet: BookSheet, cell: Cell) -> Raw:
    """Give a cell's value as the first reader would; a date as its number."""
    value: Raw = sheet.cell_value(*cell)
    return bool(value) if sheet.cell_type(*cell) == xlrd.XL_CELL_BOOLEAN else value


def _style(book: Book, sheet: BookSheet, cell: Cell) -> XF:
    """Give a cell's look."""
    return book.xf_list[sheet.cell_xf_index(*cell)]


def _is_struck(book: Book, sheet: BookSheet, cell: Cell) -> bool:
    """Tell whether a cell, or a part of its text, is struck through."""
    parts = [font for _start, font in sheet.rich_text_runlist_map.get(cell, ())]
    return any(book.font_list[font].struck_out for font in (_style(book, sheet, cell).font_index, *parts))
