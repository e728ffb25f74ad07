"""Add rows to a ledger in place: below what is there, into empty cells only; nothing that stands there is touched."""

import re
import warnings
import zipfile
from collections.abc import Iterator, Sequence
from copy import copy
from io import BytesIO

import openpyxl
from openpyxl.cell.cell import TYPE_STRING, Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.worksheet import Worksheet

from kexie_excel.ledger.book import quick_grids
from kexie_excel.ledger.create import needed_height
from kexie_excel.ledger.losses import COMMENTS
from kexie_excel.ledger.model import COLUMNS, Files, LedgerColumn, Rulings
from kexie_excel.ledger.questions import Additions, Row
from kexie_excel.ledger.read import find_table
from kexie_excel.sheets.read.grid import Sheet
from kexie_excel.sheets.read.tables import Table
from kexie_excel.sheets.style import BAND_FILL, FORM_LINE, INPUT_FILL, SONG

_COMMENT = re.compile(rb"<(?:\w+:)?comment [^>]*>")
_FONT_SIZE = 11


def extended(content: bytes, additions: Additions) -> bytes | None:
    """Give the workbook with the rows added; nothing where a sheet for them is not there."""
    sheets = quick_grids(content)
    tables = {name: find_table(sheets, name) for name in (Rulings.SHEET, Files.SHEET) if additions.of(name)}
    book = load_editable(content)
    worksheets = {sheet.title: sheet for sheet in book.worksheets}
    for name, table in tables.items():
        if table is None:
            return None
        _append(worksheets[table.sheet.name], table, COLUMNS[name], additions.of(name))
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def load_editable(content: bytes) -> openpyxl.Workbook:
    """Open a workbook for editing, rich text kept."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return openpyxl.load_workbook(BytesIO(content), rich_text=True)


def _append(sheet: Worksheet, table: Table, columns: Sequence[LedgerColumn], rows: Sequence[Row]) -> None:
    """Write the rows below everything that the sheet holds."""
    columns = [column for column in columns if column.header in table.columns]
    painted: dict[str, Cell] = {}
    for number, record in enumerate(rows, _last_row(sheet, table) + 1):
        for column in columns:
            cell = sheet.cell(number, table.columns[column.header])
            if column.header in record:
                cell.value = record[column.header]
                # text stays text, even where it begins like a formula
                cell.data_type = TYPE_STRING
            if isinstance(cell, Cell) and not cell.has_style:
                _paint(cell, column, painted)
        size = sheet.row_dimensions[number]
        size.height = max(size.height or 0, needed_height(columns, record))


def _last_row(sheet: Worksheet, table: Table) -> int:
    """Give the last row that holds a value or a comment, or that a merged cell covers."""
    used = (
        number
        for number, cells in enumerate(sheet.iter_rows(), 1)
        if any(cell.value is not None or cell.comment for cell in cells)
    )
    merged: Iterator[int] = (area.max_row for area in sheet.merged_cells.ranges)
    return max([table.header_row, *used, *merged])


def _paint(cell: Cell, column: LedgerColumn, painted: dict[str, Cell]) -> None:
    """Give a cell the look of a new ledger's; ``painted`` has the first of its column, from which the others copy it."""
    if column.header in painted:
        # the library looks a style up anew for every cell, which takes minutes for thousands; the copy is its own recipe
        cell._style = copy(painted[column.header]._style)  # type: ignore[attr-defined] # noqa: SLF001
        return
    painted[column.header] = cell
    line = Side(style="thin", color=f"FF{FORM_LINE[1:]}")
    fill = INPUT_FILL if column.is_input else BAND_FILL
    cell.font = Font(name=SONG, size=_FONT_SIZE)
    cell.border = Border(left=line, right=line, top=line, bottom=line)
    cell.fill = PatternFill("solid", start_color=f"FF{fill[1:]}")
    horizontal = "left" if column.is_long else "center"
    cell.alignment = Alignment(horizontal=horizontal, vertical="center", wrap_text=True, indent=int(column.is_long))


def is_faithful(before: bytes, after: bytes, additions: Additions) -> bool:
    """Tell whether every value and comment is still where it was, and nothing came but the new rows."""
    old, new = quick_grids(before), quick_grids(after)
    added = sum(len(row) for name in (Rulings.SHEET, Files.SHEET) for row in additions.of(name))
    return (
        [sheet.name for sheet in old] == [sheet.name for sheet in new]
        and all(set(_filled(mine)) <= set(_filled(own)) for mine, own in zip(old, new, strict=True))
        and sum(_count(sheet) for sheet in new) <= sum(_count(sheet) for sheet in old) + added
        and _comments(before) == _comments(after)
    )


def _filled(sheet: Sheet) -> Iterator[tuple[int, int, str, object]]:
    """Give every value with its place."""
    for row, values in enumerate(sheet.rows):
        for column, value in enumerate(values):
            if value != "":
                yield row, column, type(value).__name__, value


def _count(sheet: Sheet) -> int:
    """Count the values."""
    return sum(1 for _value in _filled(sheet))


def _comments(content: bytes) -> int:
    """Count the comments."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        parts = [archive.read(name) for name in archive.namelist() if COMMENTS.fullmatch(name)]
    return sum(len(_COMMENT.findall(part)) for part in parts)
