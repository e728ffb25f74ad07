"""A listing: one record a row. Its columns are declared once, for who writes it, reads it back, or asks what it will say."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Generic, Self, TypeVar

from kexie_excel.sheets.cells import Cell
from kexie_excel.sheets.read.raw import compact
from kexie_excel.sheets.read.tables import Wanted
from kexie_excel.summary.book import Report
from kexie_excel.summary.datasheet import Column, DataSheet, write_data_sheet

Record = TypeVar("Record")


@dataclass(frozen=True)
class Listing(Generic[Record]):
    """A sheet of the summary that lists records of one kind."""

    name: str
    declared: tuple[tuple[Column, Callable[[Record], Cell]], ...]
    """Each column as it prints, and what stands in it of a record."""
    telling: tuple[str, ...] = ()
    """The headers by which the sheet is known, and without which it cannot be read."""
    empty: Mapping[str, str] = field(default_factory=dict)
    """Header → what stands there where there is no record at all."""

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """The columns as they print."""
        return tuple(column for column, _cell in self.declared)

    @cached_property
    def wanted(self) -> Wanted:
        """What to look for in a workbook that may hold it."""
        headers = frozenset(compact(column.header) for column in self.columns)
        return Wanted(self.name, headers, tuple(map(compact, self.telling)))

    def without(self, *headers: str) -> Self:
        """Give the listing without some of its columns."""
        return replace(self, declared=tuple(own for own in self.declared if own[0].header not in headers))

    def cells(self, record: Record) -> tuple[Cell, ...]:
        """Give the row of a record."""
        return tuple(cell(record) for _column, cell in self.declared)

    def said(self, record: Record) -> Mapping[str, Cell]:
        """Give what the row of a record says: header → cell."""
        return {column.header: cell(record) for column, cell in self.declared}

    def write(self, report: Report, records: Iterable[Record]) -> DataSheet:
        """Add the sheet."""
        rows: Iterable[tuple[Cell, ...]] = map(self.cells, records)
        if self.empty:
            rows = list(rows) or [tuple(self.empty.get(column.header) for column in self.columns)]
        return write_data_sheet(report, self.name, self.columns, rows)
