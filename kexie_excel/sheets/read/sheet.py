"""A workbook as grids of values, or one sentence why it gives none."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from kexie_excel.sheets.read.kind import Kind
from kexie_excel.sheets.read.package import Package
from kexie_excel.sheets.read.raw import Raw

TOP = 40
"""The form's header stands in row 3; rows put above it may push it down so far."""


@dataclass(frozen=True)
class Sheet:
    """One sheet's values from A1."""

    name: str
    rows: Sequence[Sequence[Raw]]

    @cached_property
    def texts_above(self) -> Sequence[Sequence[tuple[str, int]]]:
        """The texts of the first rows, where a table's header stands, each with its column from 1."""
        return [
            [(value, column) for column, value in enumerate(values, 1) if value and isinstance(value, str)]
            for values in self.rows[:TOP]
        ]

    def at(self, row: int, column: int) -> Raw:
        """Give the value of a cell, counting from 1; empty outside the used area."""
        if row > 0 < column:
            try:
                return self.rows[row - 1][column - 1]
            except IndexError:
                return ""
        return ""


@dataclass(frozen=True)
class Workbook:
    """A workbook's sheets, hidden ones included."""

    sheets: tuple[Sheet, ...]
    package: Package | None = field(default=None, compare=False, repr=False)
    """Its parts, where they are XML and whole."""


@dataclass(frozen=True)
class Unreadable:
    """Why a file gives no grid, in one sentence; and the code of the finding."""

    reason: str
    code: str = "K101"
    names: tuple[str, ...] = ()
    """The names of files in it, as far as they can be seen from outside."""

    @property
    def is_workbook(self) -> bool:
        """Whether it is, or may hold, a workbook."""
        return self.code not in {Kind.OTHER.code, Kind.WEB_PAGE.code}


def cells(sheet: Sheet, last_row: int) -> Iterator[tuple[int, int, Raw]]:
    """Give the filled cells of the first rows, with row and column from 1."""
    for row, values in enumerate(sheet.rows[:last_row], 1):
        for column, value in enumerate(values, 1):
            if value != "":
                yield row, column, value
