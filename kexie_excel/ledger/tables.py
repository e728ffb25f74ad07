"""Find the ledger's tables in a workbook: by the sheet's name, else by its headers; columns wherever people moved them."""

from collections.abc import Sequence

from kexie_excel.ledger.model import COLUMNS, TELLING
from kexie_excel.sheets.read.grid import Sheet
from kexie_excel.sheets.read.tables import Table, Wanted, pick_table


def find_table(sheets: Sequence[Sheet], name: str) -> Table | None:
    """Give the ledger's table of this name."""
    wanted = Wanted(name, {column.header for column in COLUMNS[name]}, TELLING[name])
    return pick_table(sheets, wanted, COLUMNS)
