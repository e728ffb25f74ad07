"""All formula cells of a workbook calculated."""

from collections.abc import Mapping

from kexie_excel.sheets.calc.node import Key
from kexie_excel.sheets.calc.parse import parsed
from kexie_excel.sheets.calc.values import Fault, FaultError, FormulaError, Value

Content = str | int | float | bool | None
"""What is typed into a cell, or written there."""


class _Cells(dict[Key, Value]):
    """The cells' values; a formula is calculated when its cell is first asked for."""

    def __init__(self, inputs: Mapping[Key, Content], formulas: Mapping[Key, str]) -> None:
        super().__init__({key: float(value) if type(value) is int else value for key, value in inputs.items()})
        self._formulas = formulas
        self._open: set[Key] = set()

    def __missing__(self, key: Key) -> Value:
        """Calculate a cell; one that is nowhere is empty."""
        formula = self._formulas.get(key)
        if formula is None:
            return None
        if key in self._open:
            raise FormulaError(f"{key} leads back to itself")
        self._open.add(key)
        try:
            run, named = parsed(key[0], formula)
            value = run(self, named)
        except FaultError as error:
            value = error.fault
        self[key] = 0.0 if value is None else value
        return self[key]


def calculate(inputs: Mapping[Key, Content], formulas: Mapping[Key, str]) -> Mapping[Key, Content]:
    """Calculate every formula cell of a workbook.

    Args:
        inputs: the cells that hold a value; a text is a text, whatever it begins with. Days are numbers.
        formulas: the cells that hold a formula, ``=`` first.

    Raises:
        FormulaError: a formula is not in the language, or a cell leads back to itself.
    """
    cells = _Cells(inputs, formulas)
    return {key: _content(cells[key]) for key in formulas}


def _content(value: Value) -> Content:
    """Give a value as it is written; a whole number as such."""
    if isinstance(value, Fault):
        return value.value
    if type(value) is float and value.is_integer():
        return int(value)
    return value
