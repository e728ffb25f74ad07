"""Numbered remarks below a data sheet, right across it."""

from collections.abc import Iterable, Mapping, Sequence

from xlsxwriter.worksheet import Worksheet

from kexie_excel.form.style import HEI, row_height
from kexie_excel.report.book import Report
from kexie_excel.report.cells import clean
from kexie_excel.report.datasheet import Column
from kexie_excel.report.page import ROW_MOST

_HEADING_HEIGHT = 27.0


def write_notes(
    report: Report, sheet: Worksheet, row: int, columns: Sequence[Column], notes: Mapping[str, Iterable[str]]
) -> int:
    """Write from ``row`` on each heading over its lines, no heading over nothing; give the row after them."""
    last, width = len(columns) - 1, sum(column.width for column in columns)
    heading, form = report.styles.get(font_name=HEI, valign="bottom"), report.styles.boxed(align="left", indent=1)
    for title, texts in notes.items():
        lines = [clean(f"（{number}）{text}") for number, text in enumerate(texts, start=1)]
        if not lines:
            continue
        sheet.merge_range(row, 0, row, last, "", heading)
        sheet.write_string(row, 0, title, heading)
        sheet.set_row(row, _HEADING_HEIGHT)
        for below, line in enumerate(lines, start=row + 1):
            sheet.merge_range(below, 0, below, last, "", form)
            sheet.write_string(below, 0, line, form)
            sheet.set_row(below, min(ROW_MOST, row_height([(line, width)], least=20)))
        row += 1 + len(lines)
    return row
