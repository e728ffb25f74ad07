"""Add rows to a ledger in place: below what is there, into empty cells only; nothing that stands there is touched.

Only the columns of the tool's own are written over; a ledger of before gets them beside everything that its sheet holds.
"""

import re
import warnings
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import replace
from fractions import Fraction
from io import BytesIO

import openpyxl
from openpyxl.cell.cell import TYPE_STRING, Cell, MergedCell
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.worksheet.worksheet import Worksheet

from kexie_excel.ledger.book import quick_grids
from kexie_excel.ledger.create import CHECKED_ROWS, SETTLED_FILL, needed_height
from kexie_excel.ledger.losses import COMMENTS
from kexie_excel.ledger.marks import FileMarks, Mark, SheetMarks
from kexie_excel.ledger.model import COLUMNS, OWN, TELLING, LedgerColumn, Rulings
from kexie_excel.ledger.questions import NOTHING, Additions, Texts
from kexie_excel.ledger.read import find_table
from kexie_excel.ledger.states import is_own_column, settled_formula
from kexie_excel.numbers import cell_number
from kexie_excel.sheets.address import column_letter
from kexie_excel.sheets.read.grid import Sheet
from kexie_excel.sheets.read.raw import plain
from kexie_excel.sheets.read.tables import Table
from kexie_excel.sheets.style import BAND_FILL, FORM_LINE, INPUT_FILL, KEY_GREY, SONG

_COMMENT = re.compile(rb"<(?:\w+:)?comment [^>]*>")
_FONT_SIZE = 11
_NO_MARKS: FileMarks = {}


def extended(content: bytes, additions: Additions, marks: FileMarks) -> bytes | None:
    """Give the workbook with the rows added and the marks written; nothing where a sheet for them is not there."""
    sheets = quick_grids(content)
    tables = {name: find_table(sheets, name) for name in COLUMNS if additions.of(name) or marks.get(name)}
    book = load_editable(content)
    worksheets = {sheet.title: sheet for sheet in book.worksheets}
    for name, table in tables.items():
        if table is None:
            return None
        sheet = worksheets[table.sheet.name]
        _append(sheet, _marked(sheet, table, name, marks.get(name, {})), COLUMNS[name], additions.of(name))
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def load_editable(content: bytes) -> openpyxl.Workbook:
    """Open a workbook for editing, rich text kept."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return openpyxl.load_workbook(BytesIO(content), rich_text=True)


def _marked(sheet: Worksheet, table: Table, name: str, marks: SheetMarks) -> Table:
    """Write into the tool's own columns; give the table with them, or without those that are people's own."""
    _bind(sheet, table, marks)
    own = [column for column in COLUMNS[name] if column.header in OWN.get(name, ())]
    if own and not any(column.header in table.columns for column in own):
        table = replace(table, columns={**table.columns, **_make_columns(sheet, table, name, own)})
    state, below = table.columns.get(Rulings.STATE), range(table.header_row + 1, len(table.sheet.rows) + 1)
    if state and not is_own_column(plain(table.sheet.at(row, state)) for row in below):
        return replace(table, columns={header: at for header, at in table.columns.items() if at != state})
    painted: dict[str, Cell] = {}
    for column in own:
        for row, words in marks.items():
            cell = sheet.cell(row, table.columns[column.header])
            if column.header in words and isinstance(cell, Cell):
                cell.value = _cell_value(words[column.header])
                if not cell.has_style:
                    _paint(cell, column, painted)
    return table


def _bind(sheet: Worksheet, table: Table, marks: SheetMarks) -> None:
    """Write into 问题 what rulings are about: behind what stands there, never in its place."""
    column = next(own for own in COLUMNS[Rulings.SHEET] if own.header == Rulings.QUESTION)
    painted: dict[str, Cell] = {}
    for row, words in marks.items():
        cell = sheet.cell(row, table.columns[column.header]) if column.header in words else None
        if isinstance(cell, Cell) and str(words[column.header]).startswith(str(cell.value or "")):
            cell.value = str(words[column.header])
            # text stays text, even where it begins like a formula
            cell.data_type = TYPE_STRING
            if not cell.has_style:
                _paint(cell, column, painted)
            size = sheet.row_dimensions[row]
            size.height = max(size.height or 0, needed_height(COLUMNS[Rulings.SHEET], _shown(sheet, table, row)))


def _shown(sheet: Worksheet, table: Table, row: int) -> Texts:
    """Give what a row shows, for its height."""
    values = {header: sheet.cell(row, at).value for header, at in table.columns.items()}
    return {header: str(value) for header, value in values.items() if value is not None}


def _cell_value(mark: Mark) -> str | int | float | None:
    """Give what the library lays into a cell."""
    return cell_number(mark) if isinstance(mark, Fraction) else mark if mark != "" else None


def _make_columns(sheet: Worksheet, table: Table, name: str, own: Sequence[LedgerColumn]) -> Mapping[str, int]:
    """Make columns of the tool's own beside everything that the sheet holds."""
    merged: Iterator[int] = (area.max_col for area in sheet.merged_cells.ranges)
    last = max([*_used(sheet.iter_cols()), *merged])
    made = {column.header: at for at, column in enumerate(own, last + 1)}
    look = sheet.cell(table.header_row, table.columns[TELLING[name][-1]])
    for column in own:
        head = sheet.cell(table.header_row, made[column.header], column.header)
        head._style = copy(look._style)  # type: ignore[attr-defined, union-attr] # noqa: SLF001
        sheet.column_dimensions[column_letter(made[column.header])].width = column.width
    if Rulings.STATE in made:
        _grey_settled(sheet, table.header_row, made[Rulings.STATE])
    return made


def _grey_settled(sheet: Worksheet, top: int, column: int) -> None:
    """Let settled rows step back, and rows be picked by their state."""
    letter = column_letter(column)
    grey, fill = Font(color=f"FF{KEY_GREY[1:]}"), PatternFill("solid", bgColor=f"FF{SETTLED_FILL[1:]}")
    rule = Rule("expression", formula=[settled_formula(column, top + 1)], dxf=DifferentialStyle(font=grey, fill=fill))
    sheet.conditional_formatting.add(f"A{top + 1}:{letter}{CHECKED_ROWS}", rule)
    if not (sheet.auto_filter.ref or sheet.tables):
        sheet.auto_filter.ref = f"A{top}:{letter}{max(CHECKED_ROWS, sheet.max_row)}"


def _append(sheet: Worksheet, table: Table, columns: Sequence[LedgerColumn], rows: Sequence[Texts]) -> None:
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
    merged: Iterator[int] = (area.max_row for area in sheet.merged_cells.ranges)
    return max([table.header_row, *_used(sheet.iter_rows()), *merged])


def _used(lines: Iterable[tuple[Cell | MergedCell, ...]]) -> Iterator[int]:
    """Give the numbers of the rows, or columns, in which a value or a comment stands."""
    return (at for at, cells in enumerate(lines, 1) if any(cell.value is not None or cell.comment for cell in cells))


def _paint(cell: Cell, column: LedgerColumn, painted: dict[str, Cell]) -> None:
    """Give a cell the look of a new ledger's; ``painted`` has the first of its column, from which the others copy it."""
    if column.header in painted:
        # the library looks a style up anew for every cell, which takes minutes for thousands; the copy is its own recipe
        cell._style = copy(painted[column.header]._style)  # type: ignore[attr-defined] # noqa: SLF001
        return
    painted[column.header] = cell
    line = Side(style="thin", color=f"FF{FORM_LINE[1:]}")
    fill = INPUT_FILL if column.is_input else BAND_FILL
    cell.font = Font(name=SONG, size=_FONT_SIZE, color=f"FF{KEY_GREY[1:]}" if column.is_quiet else None)
    cell.border = Border(left=line, right=line, top=line, bottom=line)
    cell.fill = PatternFill("solid", start_color=f"FF{fill[1:]}")
    horizontal = "left" if column.is_long else "center"
    cell.alignment = Alignment(horizontal=horizontal, vertical="center", wrap_text=True, indent=int(column.is_long))


def is_faithful(before: bytes, after: bytes, additions: Additions = NOTHING, marks: FileMarks = _NO_MARKS) -> bool:
    """Tell whether every value and comment is still where it was, and nothing came but the new rows and the marks."""
    old, new = quick_grids(before), quick_grids(after)
    added = sum(len(row) for name in COLUMNS for row in additions.of(name))
    ours = {cell for name in OWN for cell in _own_cells(find_table(new, name), name, marks.get(name, {}))}
    kept, got = ([set(_filled(sheet)) for sheet in sheets] for sheets in (old, new))
    kept, got = ([{own for own in cells if own[:3] not in ours} for cells in sheets] for sheets in (kept, got))
    return (
        [sheet.name for sheet in old] == [sheet.name for sheet in new]
        and all(mine <= own for mine, own in zip(kept, got, strict=True))
        and sum(map(len, got)) <= sum(map(len, kept)) + added
        and _comments(before) == _comments(after)
    )


def _own_cells(table: Table | None, name: str, marks: SheetMarks) -> Iterator[tuple[str, int, int]]:
    """Give the cells that may say anything: those that were marked, and the headers above those of the tool's own columns."""
    for header in (*OWN[name], Rulings.QUESTION):
        column = table.columns.get(header) if table else None
        if table and column:
            if header in OWN[name]:
                yield table.sheet.name, table.header_row, column
            yield from ((table.sheet.name, row, column) for row, words in marks.items() if header in words)


def _filled(sheet: Sheet) -> Iterator[tuple[str, int, int, str, object]]:
    """Give every value with its place."""
    for row, values in enumerate(sheet.rows, 1):
        for column, value in enumerate(values, 1):
            if value != "":
                yield sheet.name, row, column, type(value).__name__, value


def _comments(content: bytes) -> int:
    """Count the comments."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        parts = [archive.read(name) for name in archive.namelist() if COMMENTS.fullmatch(name)]
    return sum(len(_COMMENT.findall(part)) for part in parts)
