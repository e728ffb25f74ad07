"""口径说明: how every ambiguous clause was read, the fixed readings, and the document's known slips."""

from kexie_excel.report.book import Report
from kexie_excel.report.cells import Cell
from kexie_excel.report.datasheet import Column, write_data_sheet
from kexie_excel.report.notes import write_notes
from kexie_excel.scheme.model import Interpretation, Scheme

_UNTRIED = "未测算"
_COLUMNS = (
    Column("口径", 72, align="left"),
    Column("采用", 23, align="left"),
    Column("其他读法", 24, align="left"),
    Column("若改选的影响", 23, align="left"),
)


def write_readings(report: Report) -> None:
    """Add the sheet 口径说明."""
    scheme = report.scheme
    rows = (_cells(entry, scheme) for entry in scheme.interpretations)
    sheet, row = write_data_sheet(report, "口径说明", _COLUMNS, rows, filtered=False)
    slips = (slip.text for slip in scheme.slips)
    parts = {"固定读法（不设选项，一律如此计分）": scheme.readings, "原文疏漏（照录备查）": slips}
    write_notes(report, sheet, row, _COLUMNS, parts)


def _cells(entry: Interpretation, scheme: Scheme) -> tuple[Cell, ...]:
    """Give the row of one interpretation."""
    chosen = scheme.chosen.get(entry.id, entry.default)
    others = "；".join(option.label for option in entry.options if option.label != chosen)
    return (f"{entry.id}\n{entry.question}", chosen, others, _UNTRIED)
