"""Find a table in a workbook that people have had in their hands: by the sheet's name, else by its headers."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from kexie_excel.sheets.address import cell_name, column_letter
from kexie_excel.sheets.look.sheet_look import Doubt
from kexie_excel.sheets.read.raw import Raw, compact, plain, shown
from kexie_excel.sheets.read.sheet import Sheet

HEADER_REACH = 12
"""The header row stands within the first so many rows."""


@dataclass(frozen=True)
class Table:
    """A table, found."""

    sheet: Sheet
    header_row: int
    columns: Mapping[str, int]
    """Header → column, both from 1."""
    twins: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    """Headers that stand over several columns in which something stands → these columns."""

    def at(self, row: int, header: str) -> Raw:
        """Give a cell of a row; where columns of one header differ, a text that nobody takes for an answer."""
        doubt = twin_doubt(self.sheet, row, header, self.twins.get(header, ()))
        return f"{doubt.raw}（{doubt.why}）" if doubt else self.sheet.at(row, self.columns[header])


@dataclass(frozen=True)
class Wanted:
    """A table to look for."""

    name: str
    headers: Collection[str]
    """The headers that are read, wherever they stand."""
    telling: Collection[str]
    """Those without which it is not this table."""


def pick_table(sheets: Sequence[Sheet], wanted: Wanted, names: Collection[str]) -> Table | None:
    """Give the table; a sheet that bears its name goes before one that only has its headers.

    A copy somebody keeps (“裁定 (2)”) is left alone that way; of two sheets that only have the headers, none is taken, and
    none that bears another of the ``names``.
    """
    found = [(sheet, table) for sheet in sheets if (table := table_in(sheet, wanted))]
    named = [table for sheet, table in found if compact(sheet.name) == wanted.name]
    if named:
        return named[0]
    others = [table for sheet, table in found if compact(sheet.name) not in names]
    return others[0] if len(others) == 1 else None


def table_in(sheet: Sheet, wanted: Wanted) -> Table | None:
    """Give the table whose header row stands near the top of a sheet."""
    for number in range(1, HEADER_REACH + 1):
        found = header_columns(sheet, number, wanted.headers)
        if found.keys() >= set(wanted.telling):
            return Table(sheet, number, *one_of_each(sheet, number, found))
    return None


def header_columns(sheet: Sheet, row: int, headers: Collection[str]) -> dict[str, list[int]]:
    """Give the columns whose cell in this row is one of the headers."""
    columns: dict[str, list[int]] = {}
    for at, value in enumerate(sheet.rows[row - 1] if row <= len(sheet.rows) else (), 1):
        header = compact(value)
        if header in headers:
            columns.setdefault(header, []).append(at)
    return columns


def one_of_each(
    sheet: Sheet, header_row: int, found: Mapping[str, Sequence[int]]
) -> tuple[Mapping[str, int], Mapping[str, tuple[int, ...]]]:
    """Give the column of each header; and of those over several columns, all in which anything stands.

    A column in which nothing stands says nothing, wherever it is; of several that say something, none is more true than another.
    """
    columns, twins = {}, {}
    for header, at in found.items():
        filled = [column for column in at if _is_filled(sheet, header_row, column)] if len(at) > 1 else []
        columns[header] = (filled or at)[0]
        if len(filled) > 1:
            twins[header] = tuple(filled)
    return columns, twins


def _is_filled(sheet: Sheet, header_row: int, column: int) -> bool:
    """Tell whether anything stands in a column below the header."""
    return any(plain(values[column - 1]) for values in sheet.rows[header_row:] if column <= len(values))


def twin_doubt(sheet: Sheet, row: int, header: str, columns: Sequence[int]) -> Doubt | None:
    """Doubt what a row says under a header that stands over several columns, where they do not say the same."""
    raws = [sheet.at(row, column) for column in columns]
    if len({plain(raw) for raw in raws}) < 2:  # noqa: PLR2004 - two are what it is about
        return None
    cells = "、".join(cell_name(row, column) for column in columns)
    return Doubt(" / ".join(shown(raw) or "空" for raw in raws), f"“{header}”有{len(columns)}栏，{cells}填的不一样")


def twin_letters(columns: Sequence[int]) -> str:
    """Name columns by their letters."""
    return "、".join(map(column_letter, columns))
