"""One value into one cell: text as text whatever it says, numbers as the format's own numbers, nothing as an empty cell."""

import datetime as dt
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING

from kexie_excel.numbers import cell_number, show
from kexie_excel.text import clean

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

__all__ = ["Cell", "cell_text", "clean", "put"]

Cell = Fraction | int | str | dt.datetime | None
"""What a report's cell can hold; a ``Fraction`` is exact until it is laid into the cell."""

_FIRST_YEAR = 1900
"""Where the calendar of the file format begins."""


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


def put(sheet: "Worksheet", row: int, column: int, value: Cell, form: "Format") -> None:
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
