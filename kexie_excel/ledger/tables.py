"""Find the ledger's tables in a workbook: by the sheet's name, else by its headers; columns wherever people moved them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kexie_excel.ledger.model import COLUMNS, HEADER_REACH, TELLING
from kexie_excel.returns.coerce import compact
from kexie_excel.returns.grid import Sheet


@dataclass(frozen=True)
class Table:
    """One of the ledger's tables, found."""

    sheet: Sheet
    header_row: int
    columns: Mapping[str, int]
    """Header → column, both from 1."""


def find_table(sheets: Sequence[Sheet], name: str) -> Table | None:
    """Give the table of this name; a sheet that bears the name goes before one that only has its headers.

    A copy somebody keeps (“裁定 (2)”) is left alone that way; of two sheets that only have the headers, none is taken.
    """
    found = [(sheet, table) for sheet in sheets if (table := _table(sheet, name))]
    named = [table for sheet, table in found if compact(sheet.name) == name]
    if named:
        return named[0]
    others = [table for sheet, table in found if compact(sheet.name) not in COLUMNS]
    return others[0] if len(others) == 1 else None


def _table(sheet: Sheet, name: str) -> Table | None:
    """Give the table whose header row stands near the top of a sheet; of a header that is there twice, the first counts."""
    wanted = {column.header for column in COLUMNS[name]}
    for number, row in enumerate(sheet.rows[:HEADER_REACH], 1):
        columns: dict[str, int] = {}
        for at, value in enumerate(row, 1):
            header = compact(value)
            if header in wanted:
                columns.setdefault(header, at)
        if columns.keys() >= set(TELLING[name]):
            return Table(sheet, number, columns)
    return None
