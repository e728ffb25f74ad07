"""口径说明: how every ambiguous clause was read, the fixed readings, and the document's known slips."""

from collections.abc import Iterable

from xlsxwriter.worksheet import Worksheet

from kexie_excel.form.style import HEI, row_height
from kexie_excel.report.book import Report
from kexie_excel.report.cells import Cell, clean
from kexie_excel.report.datasheet import Column, write_data_sheet
from kexie_excel.report.page import ROW_MOST
from kexie_excel.scheme.model import Interpretation, Scheme

_UNTRIED = "未测算"
_COLUMNS = (
    Column("口径", 72, align="left"),
    Column("采用", 23, align="left"),
    Column("其他读法", 24, align="left"),
    Column("若改选的影响", 23, align="left"),
)
_WIDTH = sum(column.width for column in _COLUMNS)
_HEADING_HEIGHT = 27.0


def write_readings(report: Report) -> None:
    """Add the sheet 口径说明."""
    scheme = report.scheme
    rows = (_cells(entry, scheme) for entry in scheme.interpretations)
    sheet, row = write_data_sheet(report, "口径说明", _COLUMNS, rows, filtered=False)
    row = _write_part(report, sheet, row, "固定读法（不设选项，一律如此计分）", scheme.readings)
    _write_part(report, sheet, row, "原文疏漏（照录备查）", (slip.text for slip in scheme.slips))


def _cells(entry: Interpretation, scheme: Scheme) -> tuple[Cell, ...]:
    """Give the row of one interpretation."""
    chosen = scheme.chosen.get(entry.id, entry.default)
    others = "；".join(option.label for option in entry.options if option.label != chosen)
    return (f"{entry.id}\n{entry.question}", chosen, others, _UNTRIED)


def _write_part(report: Report, sheet: Worksheet, row: int, title: str, texts: Iterable[str]) -> int:
    """Write a small heading and numbered lines right across below ``row``; give the row after them."""
    lines = [clean(f"（{number}）{text}") for number, text in enumerate(texts, start=1)]
    if not lines:
        return row
    last = len(_COLUMNS) - 1
    sheet.merge_range(row, 0, row, last, "", report.styles.get(font_name=HEI, valign="bottom"))
    sheet.write_string(row, 0, title, report.styles.get(font_name=HEI, valign="bottom"))
    sheet.set_row(row, _HEADING_HEIGHT)
    for below, line in enumerate(lines, start=row + 1):
        form = report.styles.boxed(align="left", indent=1)
        sheet.merge_range(below, 0, below, last, "", form)
        sheet.write_string(below, 0, line, form)
        sheet.set_row(below, min(ROW_MOST, row_height([(line, _WIDTH)], least=20)))
    return row + 1 + len(lines)
