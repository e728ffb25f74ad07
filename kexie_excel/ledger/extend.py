"""Add rows to a ledger in place: below what is there, into empty cells only; nothing that stands there is touched.

Only 状态, which is the tool's own, is written over; a ledger of before gets it beside everything that its sheet holds.
"""

import re
import warnings
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from copy import copy
from dataclasses import replace
from io import BytesIO

import openpyxl
from openpyxl.cell.cell import TYPE_STRING, Cell
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.worksheet.worksheet import Worksheet

from kexie_excel.ledger.book import quick_grids
from kexie_excel.ledger.create import CHECKED_ROWS, SETTLED_FILL, needed_height
from kexie_excel.ledger.losses import COMMENTS
from kexie_excel.ledger.model import COLUMNS, Files, LedgerColumn, Rulings
from kexie_excel.ledger.questions import NOTHING, Additions, Row
from kexie_excel.ledger.read import find_table
from kexie_excel.ledger.states import State, is_own_column, settled_formula
from kexie_excel.sheets.address import column_letter
from kexie_excel.sheets.read.grid import Sheet
from kexie_excel.sheets.read.raw import plain
from kexie_excel.sheets.read.tables import Table
from kexie_excel.sheets.style import BAND_FILL, FORM_LINE, INPUT_FILL, KEY_GREY, SONG

_COMMENT = re.compile(rb"<(?:\w+:)?comment [^>]*>")
_FONT_SIZE = 11
_STATE = next(column for column in COLUMNS[Rulings.SHEET] if column.header == Rulings.STATE)


def extended(content: bytes, additions: Additions, states: Mapping[int, str]) -> bytes | None:
    """Give the workbook with the rows added and the states written; nothing where a sheet for them is not there."""
    sheets = quick_grids(content)
    wanted = {Rulings.SHEET: additions.rulings or states, Files.SHEET: additions.files}
    tables = {name: find_table(sheets, name) for name, rows in wanted.items() if rows}
    book = load_editable(content)
    worksheets = {sheet.title: sheet for sheet in book.worksheets}
    for name, table in tables.items():
        if table is None:
            return None
        sheet = worksheets[table.sheet.name]
        own = _with_states(sheet, table, states) if name == Rulings.SHEET else table
        _append(sheet, own, COLUMNS[name], additions.of(name))
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def load_editable(content: bytes) -> openpyxl.Workbook:
    """Open a workbook for editing, rich text kept."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return openpyxl.load_workbook(BytesIO(content), rich_text=True)


def _with_states(sheet: Worksheet, table: Table, states: Mapping[int, str]) -> Table:
    """Write the states; give the table with their column, or without it where it is people's own."""
    column = table.columns.get(Rulings.STATE) or _make_column(sheet, table)
    below = range(table.header_row + 1, len(table.sheet.rows) + 1)
    if not is_own_column(plain(table.sheet.at(row, column)) for row in below):
        return replace(table, columns={name: at for name, at in table.columns.items() if name != Rulings.STATE})
    painted: dict[str, Cell] = {}
    for row, state in states.items():
        cell = sheet.cell(row, column)
        if isinstance(cell, Cell):
            cell.value = state or None
            if not cell.has_style:
                _paint(cell, _STATE, painted)
    return replace(table, columns={**table.columns, Rulings.STATE: column})


def _make_column(sheet: Worksheet, table: Table) -> int:
    """Make the column for the states beside everything that the sheet holds."""
    used = (
        number
        for number, cells in enumerate(sheet.iter_cols(), 1)
        if any(cell.value is not None or cell.comment for cell in cells)
    )
    merged: Iterator[int] = (area.max_col for area in sheet.merged_cells.ranges)
    column = max([*used, *merged]) + 1
    letter, top = column_letter(column), table.header_row
    head = sheet.cell(top, column, Rulings.STATE)
    head._style = copy(sheet.cell(top, table.columns[Rulings.RULING])._style)  # type: ignore[attr-defined, union-attr] # noqa: SLF001
    sheet.column_dimensions[letter].width = _STATE.width
    grey, fill = Font(color=f"FF{KEY_GREY[1:]}"), PatternFill("solid", bgColor=f"FF{SETTLED_FILL[1:]}")
    rule = Rule("expression", formula=[settled_formula(column, top + 1)], dxf=DifferentialStyle(font=grey, fill=fill))
    sheet.conditional_formatting.add(f"A{top + 1}:{letter}{CHECKED_ROWS}", rule)
    if not (sheet.auto_filter.ref or sheet.tables):
        sheet.auto_filter.ref = f"A{top}:{letter}{max(CHECKED_ROWS, sheet.max_row)}"
    return column


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


def is_faithful(before: bytes, after: bytes, additions: Additions = NOTHING) -> bool:
    """Tell whether every value and comment is still where it was, and nothing came but the new rows and their states."""
    old, new = quick_grids(before), quick_grids(after)
    rows = (*additions.of(Rulings.SHEET), *additions.of(Files.SHEET))
    added = sum(header != Rulings.STATE for row in rows for header in row)
    table = find_table(new, Rulings.SHEET)
    kept, got = ([set(_filled(sheet, table)) for sheet in sheets] for sheets in (old, new))
    return (
        [sheet.name for sheet in old] == [sheet.name for sheet in new]
        and all(mine <= own for mine, own in zip(kept, got, strict=True))
        and sum(map(len, got)) <= sum(map(len, kept)) + added
        and _comments(before) == _comments(after)
    )


def _filled(sheet: Sheet, table: Table | None) -> Iterator[tuple[int, int, str, object]]:
    """Give every value with its place, but for the words of the tool in its own column."""
    at = table.columns.get(Rulings.STATE, 0) if table and table.sheet.name == sheet.name else 0
    for row, values in enumerate(sheet.rows):
        for column, value in enumerate(values):
            is_ours = column + 1 == at and value in {Rulings.STATE, *State}
            if value != "" and not is_ours:
                yield row, column, type(value).__name__, value


def _comments(content: bytes) -> int:
    """Count the comments."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        parts = [archive.read(name) for name in archive.namelist() if COMMENTS.fullmatch(name)]
    return sum(len(_COMMENT.findall(part)) for part in parts)
