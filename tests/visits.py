"""On-site workbooks as inspectors leave them: typed with openpyxl, a producer that is not our own writer."""

from collections.abc import Mapping
from io import BytesIO

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from kexie_excel.form.headers import ONSITE
from kexie_excel.onsite.layout import Visit
from kexie_excel.onsite.rows import Briefing
from kexie_excel.onsite.write import write_onsite
from kexie_excel.scoring.result import Evaluation
from tests.builders import UNIT

Typed = tuple[object, object]
"""现场评分, 理由."""


def onsite_bytes(evaluation: Evaluation, unit: str = UNIT) -> bytes:
    """Write a unit's on-site workbook."""
    standing = next(own for own in evaluation.standings if own.unit.name == unit)
    return write_onsite(Briefing(evaluation), standing)


def typed_book(
    content: bytes, marks: Mapping[str, Typed] | None = None, inspector: str = "", day: object = ""
) -> openpyxl.Workbook:
    """Type scores and reasons into the rows of a workbook, and who inspected and when."""
    book = openpyxl.load_workbook(BytesIO(content))
    sheet = onsite_sheet(book)
    for row, (score, reason) in (marks or {}).items():
        at = row_of(sheet, row)
        for header, value in ((Visit.SCORE, score), (Visit.REASON, reason)):
            sheet.cell(at, Visit.COLUMNS.index(header) + 1).value = value  # type: ignore[assignment]
    for column, value in ((2, inspector), (5, day)):
        if value:
            sheet.cell(Visit.SIGNED_ROW, column).value = value  # type: ignore[assignment]
    return book


def onsite_sheet(book: openpyxl.Workbook) -> Worksheet:
    """Give the sheet."""
    sheet = book[ONSITE]
    assert isinstance(sheet, Worksheet)
    return sheet


def row_of(sheet: Worksheet, row: str) -> int:
    """Give the row of an item on the sheet."""
    return next(at for at in range(Visit.HEADER_ROW + 1, sheet.max_row + 1) if sheet.cell(at, 1).value == row)


def columns(content: bytes) -> dict[str, dict[str, object]]:
    """Give item id → header → value, in the order of the sheet."""
    rows = onsite_sheet(openpyxl.load_workbook(BytesIO(content))).iter_rows(Visit.HEADER_ROW + 1, values_only=True)
    return {str(row[0]): dict(zip(Visit.COLUMNS, row, strict=False)) for row in rows if row[0]}


def codes(done: Evaluation) -> list[str]:
    """Give the codes of what does not hold in the workbooks."""
    return [found.code for found in done.decisions.onsite.findings]
