"""The cells of a workbook that openpyxl holds, as the program's own calculation takes them."""

import datetime as dt
from collections.abc import Iterator, Mapping

from openpyxl.utils.datetime import to_excel
from openpyxl.workbook import Workbook

from kexie_excel.sheets.calc.node import Key
from kexie_excel.sheets.calc.sheets import Content, calculate

_RELATIVE, _ABSOLUTE = 1e-13, 1e-9
"""How far two calculations of the same number may differ."""


def calculated(book: Workbook) -> Mapping[Key, Content]:
    """Calculate all formula cells of a workbook, whatever is filled in."""
    inputs: dict[Key, Content] = {}
    formulas: dict[Key, str] = {}
    for sheet in book:
        for cell in (cell for cells in sheet.iter_rows() for cell in cells if cell.value not in {None, ""}):
            key = (sheet.title, cell.row, cell.column)
            if cell.data_type == "f":
                formulas[key] = str(cell.value)
            else:
                inputs[key] = _plain(cell.value)
    return calculate(inputs, formulas)


def differing(values: Mapping[Key, Content], recalculated: Workbook) -> Iterator[str]:
    """Give the cells that hold another value in a workbook that a spreadsheet program has recalculated."""
    for (sheet, row, column), value in values.items():
        cell = recalculated[sheet].cell(row, column)
        if not _alike(value, _plain(cell.value)):
            yield f"{sheet} {cell.coordinate}: {value!r}, {cell.value!r}"


def _plain(value: object) -> Content:
    """Give a cell's value; a day as a number, no text as an empty one."""
    if isinstance(value, dt.date | dt.time | dt.timedelta):
        return float(to_excel(value))  # type: ignore[no-untyped-call]
    assert value is None or isinstance(value, str | int | float)
    return "" if value is None else value


def _alike(own: Content, other: Content) -> bool:
    """Tell whether two values are the same, but for the last digits of a calculation."""
    if isinstance(own, str) or isinstance(other, str) or own is None or other is None:
        return own == other
    return abs(own - other) <= max(_ABSOLUTE, _RELATIVE * abs(own))
