"""A round on the way: returns put into the folder, the ledger filled in as people do."""

from collections.abc import Sequence

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from kexie_excel.workspace.folder import Folder
from scripts.fill import Answers
from tests.builders import SCHEME
from tests.forms import all_done, filled_form

_LOSES = ("1.1a", "1.3a", "1.4a", "3.2a", "3.6a", "5.4a", "6.3a", "6.4a", "6.2a")
"""Facts answered with nothing, one more from unit to unit, so that no two have the same points."""


def put_return(folder: Folder, unit: str, lost: int = 0, *, materials: bool = True, **changes: object) -> None:
    """Put a unit's filled form into 2-回收, its first so many facts of ``_LOSES`` not fulfilled."""
    facts = all_done(_LOSES[:lost], **changes)
    scores = {item.id: float(item.maximum) for item in SCHEME.items}
    scores |= {SCHEME.item_of[key].id: 0 for key in _LOSES[:lost]}
    sent = {material.id: materials for material in SCHEME.materials}
    (folder.returned / f"{unit}.xlsx").write_bytes(filled_form(Answers(facts, dict(scores), (), sent), unit))


def return_all(folder: Folder) -> None:
    """Put a whole return of every unit into 2-回收."""
    for category in SCHEME.categories:
        for lost, unit in enumerate(SCHEME.units_in(category)):
            put_return(folder, unit.name, lost)


def approve_all(folder: Folder, levels: Sequence[str]) -> None:
    """Type 审定等次 into the ledger, unit by unit; where it is not what is suggested, a reason too."""
    book = openpyxl.load_workbook(folder.ledger)
    table = book["审定"]
    assert isinstance(table, Worksheet)
    for row, level in enumerate(levels, 2):
        table.cell(row, 2).value = level
        table.cell(row, 3).value = "党组会议定"
    book.save(folder.ledger)


def tell(folder: Folder, **topics: str) -> None:
    """Type into 基本信息."""
    book = openpyxl.load_workbook(folder.ledger)
    table = book["基本信息"]
    assert isinstance(table, Worksheet)
    for row in table.iter_rows():
        if row[0].value in topics:
            row[1].value = topics[str(row[0].value)]
    book.save(folder.ledger)
