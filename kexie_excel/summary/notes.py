"""Numbered remarks below a data sheet, right across it."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from kexie_excel.form.scores import breaks
from kexie_excel.sheets.style import HEI, ROW_MOST, row_height
from kexie_excel.summary.book import Report
from kexie_excel.summary.datasheet import DataSheet
from kexie_excel.text import clean

_HEADING_HEIGHT, _LINE_LEAST = 27.0, 20.0


class _Block(NamedTuple):
    """A heading and the lines below it."""

    title: str
    lines: list[tuple[str, float]]
    """Text and height."""

    @property
    def height(self) -> float:
        """How high they are together."""
        return _HEADING_HEIGHT + sum(height for _text, height in self.lines)


def write_notes(report: Report, table: DataSheet, notes: Mapping[str, Iterable[str]]) -> int:
    """Write below the records each heading over its lines, on one page where they fit; no heading over nothing.

    In a set for a meeting the whole sheet is shrunk to one page while that stays readable.

    Returns:
        The number of the row after them.
    """
    sheet, last, row = table.sheet, len(table.columns) - 1, table.below
    heading, form = report.styles.get(font_name=HEI, valign="bottom"), report.styles.boxed(align="left", indent=1)
    width = sum(column.width for column in table.columns)
    blocks = [block for title, texts in notes.items() if (block := _block(title, texts, width)).lines]
    turned, starts = _turned(table, blocks), []
    for number, block in enumerate(blocks):
        if number in turned:
            starts.append(row)
        sheet.merge_range(row, 0, row, last, "", heading)
        sheet.write_string(row, 0, block.title, heading)
        sheet.set_row(row, _HEADING_HEIGHT)
        for below, (text, height) in enumerate(block.lines, start=row + 1):
            sheet.merge_range(below, 0, below, last, "", form)
            sheet.write_string(below, 0, text, form)
            sheet.set_row(below, height)
        row += 1 + len(block.lines)
    if report.source and table.fits_one_page(sum(block.height for block in blocks)):
        sheet.fit_to_pages(1, 1)
    else:
        sheet.set_h_pagebreaks(starts)
    return row


def _block(title: str, texts: Iterable[str], width: float) -> _Block:
    """Number the lines, and measure them."""
    lines = (clean(f"（{number}）{text}") for number, text in enumerate(texts, start=1))
    return _Block(title, [(line, min(ROW_MOST, row_height([(line, width)], least=_LINE_LEAST))) for line in lines])


def _turned(table: DataSheet, blocks: list[_Block]) -> set[int]:
    """Give the numbers of the blocks that begin a new page, in whichever program."""
    repeated = 0 if table.is_one_page else table.heights[0]
    heights = [*table.heights, *(block.height for block in blocks)]
    starts = {at for room in table.rooms for at in breaks(heights, room, room - repeated)}
    return {at - table.below for at in starts if at >= table.below}
