"""One value into one cell: text as text whatever it says, numbers as the format's own numbers, nothing as an empty cell."""

import datetime as dt
import re
from fractions import Fraction
from functools import lru_cache

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from kexie_excel.numbers import cell_number, show

Cell = Fraction | int | str | dt.datetime | None
"""What a report's cell can hold; a ``Fraction`` is exact until it is laid into the cell."""

_MOST_UNITS = 32767
"""The most UTF-16 units a cell can hold."""
_FIRST_YEAR = 1900
"""Where the calendar of the file format begins."""
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What XML cannot hold."""


def clean(text: str) -> str:
    """Give the text as a workbook can hold it: no characters illegal in XML, one kind of line end, not too long."""
    text = _UNWRITABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    if text.startswith("<r>"):
        # The writer would lay a text that begins like this into the file as its own markup.
        text = f" {text}"
    if len(text) > _MOST_UNITS // 2:
        # Half a character may remain at the cut; it is dropped.
        text = text.encode("utf-16-le")[: 2 * _MOST_UNITS].decode("utf-16-le", "ignore")
    return text


def cell_text(value: Cell) -> str:
    """Give about what a cell shows, to measure it."""
    match value:
        case None:
            return ""
        case Fraction():
            return show(value)
        case dt.datetime():
            return f"{value:%Y-%m-%d %H:%M}"
        case _:
            return str(value)


def put(sheet: Worksheet, row: int, column: int, value: Cell, form: Format) -> None:
    """Write one cell; text is never taken for a formula, a link or a number."""
    match value:
        case str():
            # An empty text would be a cell that is not empty.
            write = sheet.write_string if value else sheet.write_blank
            write(row, column, value, form)
        case Fraction():
            sheet.write_number(row, column, _number(value), form)
        case None:
            sheet.write_blank(row, column, None, form)
        case dt.datetime() if value.year > _FIRST_YEAR:
            # A cell knows no time zones: the time on the clock is what the office recognises.
            sheet.write_datetime(row, column, value.replace(tzinfo=None), form)
        case dt.datetime():
            sheet.write_string(row, column, cell_text(value), form)
        case _:
            sheet.write_number(row, column, value, form)


@lru_cache(maxsize=4096)
def _number(value: Fraction) -> int | float:
    """Give a number for a cell; the same few points come again and again."""
    return cell_number(value)
