"""Numbered lines right across below a table: what a person must know to read it."""

from collections.abc import Iterable, Sequence

from xlsxwriter.worksheet import Worksheet

from kexie_excel.form.style import HEI, row_height
from kexie_excel.report.book import Report
from kexie_excel.report.cells import clean
from kexie_excel.report.datasheet import Column
from kexie_excel.report.page import ROW_MOST

_HEADING_HEIGHT = 27.0


def write_lines(  # noqa: PLR0913 - where, below which columns, and what
    report: Report, sheet: Worksheet, row: int, *, columns: Sequence[Column], title: str, texts: Iterable[str]
) -> int:
    """Write a small heading and the lines from ``row`` on; nothing where there are none. Give the row after them."""
    lines = [clean(f"（{number}）{text}") for number, text in enumerate(texts, start=1)]
    if not lines:
        return row
    last, width = len(columns) - 1, sum(column.width for column in columns)
    sheet.merge_range(row, 0, row, last, "", report.styles.get(font_name=HEI, valign="bottom"))
    sheet.write_string(row, 0, title, report.styles.get(font_name=HEI, valign="bottom"))
    sheet.set_row(row, _HEADING_HEIGHT)
    for below, line in enumerate(lines, start=row + 1):
        form = report.styles.boxed(align="left", indent=1)
        sheet.merge_range(below, 0, below, last, "", form)
        sheet.write_string(below, 0, line, form)
        sheet.set_row(below, min(ROW_MOST, row_height([(line, width)], least=20)))
    return row + 1 + len(lines)
