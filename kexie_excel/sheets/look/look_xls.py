"""The look at an .xls workbook, by xlrd, which knows of every cell whether it is an error value, how it looks, and what is beside it.

Of formulas the old format keeps the result alone, so that one which was never calculated cannot be told.
"""

from collections.abc import Iterator, Mapping
from io import StringIO
from pathlib import Path

import xlrd
from xlrd.book import Book
from xlrd.formatting import XF, Font
from xlrd.sheet import Sheet as BookSheet

from kexie_excel.sheets.address import Cell, cell_name
from kexie_excel.sheets.look.colours import BLACK, WHITE, blends
from kexie_excel.sheets.look.comments import note
from kexie_excel.sheets.look.dates import moment_of
from kexie_excel.sheets.look.number_format import hides_text, lacks_year
from kexie_excel.sheets.look.sheet_look import SheetLook
from kexie_excel.sheets.look.sight import Sight, look_under
from kexie_excel.sheets.read.raw import Raw

_AUTOMATIC = frozenset({0x7FFF, 0x40, 8})
"""The colours of the window's text, which is black."""
_SMALLEST = 60
"""Twentieths of a point below which nobody reads a letter."""


def look_xls(path: Path, log: StringIO | None = None) -> Mapping[str, SheetLook]:
    """Look at every sheet of an .xls workbook.

    Args:
        path: the workbook.
        log: takes what the reader has to say of the file; it goes to no screen.

    Raises:
        Exception: whatever the reader fails with.
    """
    with xlrd.open_workbook(str(path), formatting_info=True, logfile=log or StringIO()) as book:
        return {sheet.name: _view(book, sheet) for sheet in book.sheets()}


def _view(book: Book, sheet: BookSheet) -> SheetLook:
    """Look at one sheet; its rows and columns count from 0."""
    cells = dict(_filled(sheet))
    numbers = {cell for cell, kind in cells.items() if kind in {xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_DATE}}
    codes = {cell: book.format_map[_style(book, sheet, cell).format_key].format_str for cell in cells}
    sights = {cell: look_under(codes[cell], float(sheet.cell_value(*cell))) for cell in numbers}
    fonts = {cell: _fonts(book, sheet, cell) for cell in cells}
    return SheetLook(
        values={_place(cell): _raw(book, sheet, cell) for cell, kind in cells.items() if kind != xlrd.XL_CELL_ERROR},
        errors={
            _place(cell): xlrd.error_text_from_code.get(int(sheet.cell_value(*cell)), "#")
            for cell, kind in cells.items()
            if kind == xlrd.XL_CELL_ERROR
        },
        struck=frozenset(_place(cell) for cell, own in fonts.items() if any(font.struck_out for font in own)),
        unseen=frozenset(
            _place(cell)
            for cell, own in fonts.items()
            if any(_is_unseen(book, font, _style(book, sheet, cell)) for font in own)
            or (cell not in numbers and hides_text(codes[cell]))
        ),
        raised=frozenset(
            _place(cell) for cell, own in fonts.items() if len({bool(font.escapement) for font in own}) > 1
        ),
        looks={_place(cell): text for cell, (sight, text) in sights.items() if sight is Sight.OTHER},
        rounded={_place(cell): text for cell, (sight, text) in sights.items() if sight is Sight.ROUNDED and text},
        yearless=frozenset(_place(cell) for cell in numbers if lacks_year(codes[cell])),
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


def _raw(book: Book, sheet: BookSheet, cell: Cell) -> Raw:
    """Give a cell's value as the first reader would."""
    value: Raw = sheet.cell_value(*cell)
    if sheet.cell_type(*cell) == xlrd.XL_CELL_DATE:
        return moment_of(float(sheet.cell_value(*cell)), is_1904=bool(book.datemode))
    return bool(value) if sheet.cell_type(*cell) == xlrd.XL_CELL_BOOLEAN else value


def _style(book: Book, sheet: BookSheet, cell: Cell) -> XF:
    """Give a cell's look."""
    return book.xf_list[sheet.cell_xf_index(*cell)]


def _fonts(book: Book, sheet: BookSheet, cell: Cell) -> list[Font]:
    """Give the fonts of a cell: its own, unless a part from its very start has another, and those of the parts of its text."""
    parts = sheet.rich_text_runlist_map.get(cell, ())
    own = [] if parts and parts[0][0] == 0 else [_style(book, sheet, cell).font_index]
    return [book.font_list[font] for font in (*own, *(font for _start, font in parts))]


def _is_unseen(book: Book, font: Font, style: XF) -> bool:
    """Tell whether nobody sees a font on a cell's ground."""
    own = style.background
    ground = book.colour_map.get(own.pattern_colour_index) if own and own.fill_pattern else WHITE
    colour = BLACK if font.colour_index in _AUTOMATIC else book.colour_map.get(font.colour_index)
    return font.height < _SMALLEST or blends(colour, ground)
