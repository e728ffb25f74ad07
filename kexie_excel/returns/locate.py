"""Find the form's sheets by what stands in their header row, and its rows by key, wherever they have moved to.

A row is known by the key in its 编号 column; where the keys are gone, by the indicator number at the start of its text and
(for 完成情况) the question's own words.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from kexie_excel.form.layout import ASK, ITEM, MATERIAL, SECTION, TEXT, TOTAL, Layout, SheetLayout
from kexie_excel.returns.coerce import compact, plain
from kexie_excel.returns.grid import Raw, Sheet, Workbook, cell_name

_HEADER_WITHIN = 40
"""The form's header stands in row 3; rows put above it may push it down."""
_LEADING_NUMBER = re.compile(r"\d+\.\d+")


@dataclass(frozen=True)
class Table:
    """One data sheet of a return: its columns by header, its rows by key."""

    layout: SheetLayout
    sheet: Sheet
    header_row: int
    columns: Mapping[str, int]
    rows: Mapping[str, tuple[int, ...]]
    """Key → the rows that bear it (more than one where a row was copied)."""
    has_keys: bool
    """Whether the keys were there; otherwise rows were known by their text."""
    mixed: frozenset[str]
    """Keys of rows whose 编号 says one thing and whose text another (cells moved without their row): nobody guesses."""

    def at(self, row: int, header: str) -> Raw:
        """Give a cell of a row; empty where the column is gone."""
        return self.sheet.at(row, self.columns[header]) if header in self.columns else ""

    def has_content(self, row: int, headers: Iterable[str]) -> bool:
        """Tell whether anything that shows stands in one of these cells of a row."""
        raws = (self.at(row, header) for header in headers)
        return any(raw != "" and plain(raw) for raw in raws)

    def cell(self, row: int, header: str) -> str:
        """Give the address of a cell of a row."""
        return cell_name(row, self.columns.get(header, self.layout.column(header)))


@dataclass(frozen=True)
class Finder:
    """Finds the tables of a scheme's form in a workbook."""

    layout: Layout

    @cached_property
    def _fact_of_text(self) -> Mapping[tuple[str, str], str]:
        """(indicator number, question) → fact id."""
        scheme = self.layout.scheme
        return {(scheme.item_of[fact.id].id, compact(fact.ask)): fact.id for fact in scheme.facts}

    @cached_property
    def _material_of_text(self) -> Mapping[str, str]:
        """Name of a required material → its id."""
        return {compact(material.name): material.id for material in self.layout.scheme.materials}

    def tables(self, book: Workbook, layout: SheetLayout) -> list[Table]:
        """Give every sheet of the workbook that bears this layout's header row."""
        found = []
        for sheet in book.sheets:
            header = _header(sheet, layout)
            if header:
                row, columns = header
                found.append(self._table(sheet, layout, row, columns))
        return found

    def _table(self, sheet: Sheet, layout: SheetLayout, header_row: int, columns: Mapping[str, int]) -> Table:
        """Index a sheet's rows."""
        known = frozenset(layout.keys)
        key_column = columns.get(layout.headers[0], 0)
        rows: dict[str, list[int]] = {}
        mixed: set[str] = set()
        keyed = 0
        for row in range(header_row + 1, len(sheet.rows) + 1):
            key = compact(sheet.at(row, key_column))
            keyed += key in known
            # a county may list a required material among its enclosures: there the text is its own
            said = "" if key in known and MATERIAL in layout.headers else self._key_by_text(sheet, layout, row, columns)
            claims = sorted({key, said} & known)
            if len(claims) > 1:
                mixed.update(claims)
            for claim in claims:
                rows.setdefault(claim, []).append(row)
        found = {key: tuple(at) for key, at in rows.items()}
        return Table(layout, sheet, header_row, columns, found, keyed > 0, frozenset(mixed))

    def _key_by_text(self, sheet: Sheet, layout: SheetLayout, row: int, columns: Mapping[str, int]) -> str:
        """Know a row by its text; empty where it says nothing."""

        def text(header: str) -> str:
            return compact(sheet.at(row, columns[header])) if header in columns else ""

        if ASK in layout.headers:
            number = _LEADING_NUMBER.match(text(ITEM))
            return self._fact_of_text.get((number[0], text(ASK)), "") if number else ""
        if MATERIAL in layout.headers:
            return self._material_of_text.get(text(MATERIAL), "")
        if text(SECTION).startswith(TOTAL) or text(TEXT).startswith(TOTAL):
            return TOTAL
        number = _LEADING_NUMBER.match(text(TEXT))
        return number[0] if number else ""


def _header(sheet: Sheet, layout: SheetLayout) -> tuple[int, Mapping[str, int]] | None:
    """Find the header row: the first in which all of the layout's own headers stand, the key's and the hints' aside."""
    wanted = {compact(header): header for header in layout.headers}
    for row, values in enumerate(sheet.rows[:_HEADER_WITHIN], 1):
        found: dict[str, int] = {}
        for column, value in enumerate(values, 1):
            if value and isinstance(value, str) and (text := compact(value)) in wanted:
                found.setdefault(wanted[text], column)
        if all(header in found for header in layout.telling):
            return row, found
    return None
