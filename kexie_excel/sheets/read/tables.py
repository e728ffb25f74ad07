"""Find a table in a workbook that people have had in their hands: by the sheet's name, else by its headers."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from kexie_excel.sheets.read.grid import Sheet
from kexie_excel.sheets.read.raw import compact

HEADER_REACH = 12
"""The header row stands within the first so many rows."""


@dataclass(frozen=True)
class Table:
    """A table, found."""

    sheet: Sheet
    header_row: int
    columns: Mapping[str, int]
    """Header → column, both from 1."""


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
    """Give the table whose header row stands near the top of a sheet; of a header that is there twice, the first counts."""
    for number in range(1, HEADER_REACH + 1):
        columns = header_columns(sheet, number, wanted.headers)
        if columns.keys() >= set(wanted.telling):
            return Table(sheet, number, columns)
    return None


def header_columns(sheet: Sheet, row: int, headers: Collection[str]) -> dict[str, int]:
    """Give the columns whose cell in this row is one of the headers."""
    columns: dict[str, int] = {}
    for at, value in enumerate(sheet.rows[row - 1] if row <= len(sheet.rows) else (), 1):
        header = compact(value)
        if header in headers:
            columns.setdefault(header, at)
    return columns
