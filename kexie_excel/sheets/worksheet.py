"""The library's worksheet, whose formula cells wait for their values until everything is written."""

import datetime as dt
from collections.abc import Iterable

from xlsxwriter.format import Format
from xlsxwriter.worksheet import CellFormulaTuple, Worksheet

from kexie_excel.sheets.calc.node import Key
from kexie_excel.sheets.calc.sheets import Content, calculate


class LiveWorksheet(Worksheet):  # type: ignore[misc]
    """A worksheet that remembers what is written, so that its formulas can be calculated; see ``write_formulas``."""

    def __init__(self) -> None:
        """Start empty."""
        super().__init__()
        self.inputs: dict[tuple[int, int], Content] = {}
        """The cells that hold a value; rows and columns count from 0, as the library's do."""
        self.formulas: dict[tuple[int, int], tuple[str, Format]] = {}
        """The cells that are to hold a formula."""

    def write_string(self, row: int, column: int, text: str, form: Format | None = None) -> None:
        """Write a text."""
        self.inputs[row, column] = text
        super().write_string(row, column, text, form)

    def write_number(self, row: int, column: int, number: float, form: Format | None = None) -> None:
        """Write a number."""
        self.inputs[row, column] = number
        super().write_number(row, column, number, form)

    def write_boolean(self, row: int, column: int, state: bool, form: Format | None = None) -> None:  # noqa: FBT001 - as the library has it
        """Write TRUE or FALSE."""
        self.inputs[row, column] = state
        super().write_boolean(row, column, state, form)

    def write_datetime(self, row: int, column: int, date: dt.date, form: Format | None = None) -> None:
        """Write a day, which formulas take for a number."""
        self.inputs[row, column] = self._convert_date_time(date)
        super().write_datetime(row, column, date, form)

    def write_formula(self, row: int, column: int, formula: str, form: Format) -> None:
        """Take a formula in the place of what was written there; with its value it is written by ``write_formulas``."""
        self.inputs.pop((row, column), None)
        self.formulas[row, column] = formula, form

    def key(self, place: tuple[int, int]) -> Key:
        """Give the cell as formulas name it."""
        row, column = place
        return self.name, row + 1, column + 1

    def put(self, place: tuple[int, int], value: Content) -> None:
        """Put a formula with its value into the library's table of cells.

        The library itself looks through every formula for forty functions of newer programs, none of which the form uses;
        with two thousand formulas that is most of the time it takes to write one.
        """
        (row, column), (formula, form) = place, self.formulas[place]
        self._check_dimensions(row, column)
        self.table[row][column] = CellFormulaTuple(formula.removeprefix("="), form, value)


def write_formulas(sheets: Iterable[LiveWorksheet]) -> None:
    """Write the formulas of a workbook's sheets, each with the value it has, for programs that do not calculate."""
    sheets = list(sheets)
    inputs = {sheet.key(place): value for sheet in sheets for place, value in sheet.inputs.items()}
    formulas = {sheet.key(place): formula for sheet in sheets for place, (formula, _) in sheet.formulas.items()}
    values = calculate(inputs, formulas)
    for sheet in sheets:
        for place in sheet.formulas:
            sheet.put(place, values[sheet.key(place)])
