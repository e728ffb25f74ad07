"""The rows of a large sheet, each laid out when it is asked for: all of them at once take several times the memory."""

from abc import abstractmethod
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import overload

from python_calamine import CalamineSheet

from kexie_excel.sheets.read.raw import Raw


class RowsInTurn(Sequence[Sequence[Raw]]):
    """The rows from the first; quick for whoever goes through them in order."""

    def __init__(self) -> None:
        """Begin before the first row."""
        self._rows = iter(self)
        self._passed = 0
        self._last: Sequence[Raw] = ()

    @abstractmethod
    def __iter__(self) -> Iterator[Sequence[Raw]]:
        """Go through all rows."""

    @overload
    def __getitem__(self, at: int) -> Sequence[Raw]: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Sequence[Raw]]: ...
    def __getitem__(self, at: int | slice) -> Sequence[Raw] | Sequence[Sequence[Raw]]:
        """Give a row, or some; a row above the last that was given is looked for from the top."""
        if isinstance(at, slice):
            return list(islice(self, *at.indices(len(self))))
        wanted = range(len(self))[at]
        if wanted < self._passed - 1:
            self._rows, self._passed = iter(self), 0
        while self._passed <= wanted:
            self._last = next(self._rows)
            self._passed += 1
        return self._last


class StreamedRows(RowsInTurn):
    """The rows of a sheet that the reader of values holds."""

    def __init__(self, sheet: CalamineSheet) -> None:
        """Begin before the first row."""
        self._sheet = sheet
        self._left: list[Raw] = [""] * (sheet.start or (0, 0))[1]
        super().__init__()

    def __len__(self) -> int:
        """Count the rows, the empty ones above included."""
        return self._sheet.end[0] + 1 if self._sheet.end else 0

    def __iter__(self) -> Iterator[Sequence[Raw]]:
        """Go through all rows."""
        # the reader gives the empty rows above what is used, but not the empty columns beside it
        return ([*self._left, *values] for values in self._sheet.iter_rows()) if self._left else self._sheet.iter_rows()
