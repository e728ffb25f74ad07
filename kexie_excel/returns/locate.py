"""Find the form's sheets by what stands in their header row, and its rows by key, wherever they have moved to.

A row is known by the key in its 编号 column; where the keys are gone, by the indicator number at the start of its text and
(for 完成情况) the question's own words.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property

from kexie_excel.form.headers import Facts, Materials, Scores
from kexie_excel.form.layout import Layout, SheetLayout
from kexie_excel.sheets.address import cell_name
from kexie_excel.sheets.look.sheet_look import Doubt
from kexie_excel.sheets.read.grid import Sheet, Workbook
from kexie_excel.sheets.read.raw import Raw, compact, plain
from kexie_excel.sheets.read.tables import one_of_each, twin_doubt
from kexie_excel.text import squeeze

_NAMING = (Facts.ASK, Materials.MATERIAL, Scores.SECTION, Scores.TEXT)
"""The columns whose text tells which row it is."""
_LEADING_NUMBER = re.compile(r"\d+\.\d+")


@dataclass(frozen=True)
class FormTable:
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
    twins: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    """Headers that stand over several columns in which something stands → these columns."""

    def at(self, row: int, header: str) -> Raw:
        """Give a cell of a row; empty where the column is gone."""
        return self.sheet.at(row, self.columns[header]) if header in self.columns else ""

    def twin_doubt(self, row: int, header: str) -> Doubt | None:
        """Doubt what a row says under a header that stands over several columns, where they differ."""
        return twin_doubt(self.sheet, row, header, self.twins[header]) if header in self.twins else None

    def columns_of(self, header: str) -> tuple[int, ...]:
        """Give every column of a header; none where it is gone."""
        return self.twins.get(header) or ((self.columns[header],) if header in self.columns else ())

    def has_content(self, row: int, headers: Iterable[str]) -> bool:
        """Tell whether anything that shows stands in one of these cells of a row."""
        sheet = self.sheet
        for header in headers:
            for column in self.columns_of(header):
                raw = sheet.at(row, column)
                if raw != "" and plain(raw):
                    return True
        return False

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
    def _fact_of_question(self) -> Mapping[str, str]:
        """Question → fact id, where only one asks it: it tells the fact whatever stands around it."""
        asked = [compact(fact.ask) for fact in self.layout.scheme.facts]
        return {text: fact.id for fact in self.layout.scheme.facts if asked.count(text := compact(fact.ask)) == 1}

    @cached_property
    def _material_of_text(self) -> Mapping[str, str]:
        """Name of a required material → its id."""
        return {compact(material.name): material.id for material in self.layout.scheme.materials}

    def tables(self, book: Workbook, layout: SheetLayout) -> list[FormTable]:
        """Give every sheet of the workbook that bears this layout's header row."""
        return self.tables_of(book, (layout,))[layout.name]

    def tables_of(self, book: Workbook, layouts: Sequence[SheetLayout]) -> Mapping[str, list[FormTable]]:
        """Give the same for several layouts, by their names."""
        found: dict[str, list[FormTable]] = {layout.name: [] for layout in layouts}
        for sheet in book.sheets:
            for layout, row, columns in _headers(sheet, layouts):
                found[layout.name].append(self._table(sheet, layout, row, *one_of_each(sheet, row, columns)))
        return found

    def _table(
        self,
        sheet: Sheet,
        layout: SheetLayout,
        header_row: int,
        columns: Mapping[str, int],
        twins: Mapping[str, tuple[int, ...]],
    ) -> FormTable:
        """Index a sheet's rows."""
        known = frozenset(layout.keys)
        key_column = columns.get(layout.headers[0], 0)
        rows: dict[str, list[int]] = {}
        mixed: set[str] = set()
        keyed = 0
        has_texts = any(header in columns for header in _NAMING)
        for row, values in enumerate(sheet.rows[header_row:], header_row + 1):
            key = compact(values[key_column - 1]) if 0 < key_column <= len(values) else ""
            is_keyed = key in known
            keyed += is_keyed
            # a county may list a required material among its enclosures: there the text is its own
            reads_text = has_texts and not (is_keyed and Materials.MATERIAL in layout.headers)
            said = self._key_by_text(sheet, layout, row, columns) if reads_text else ""
            if is_keyed:
                rows.setdefault(key, []).append(row)
            if said != key and said in known:
                rows.setdefault(said, []).append(row)
                mixed.update({key, said} if is_keyed else ())
        found = {key: tuple(at) for key, at in rows.items()}
        return FormTable(layout, sheet, header_row, columns, found, keyed > 0, frozenset(mixed), twins)

    def _key_by_text(self, sheet: Sheet, layout: SheetLayout, row: int, columns: Mapping[str, int]) -> str:
        """Know a row by its text; empty where it says nothing."""

        def text(header: str) -> str:
            return compact(sheet.at(row, columns[header])) if header in columns else ""

        if Facts.ASK in layout.headers:
            number = _LEADING_NUMBER.match(text(Facts.ITEM))
            said = self._fact_of_text.get((number[0], text(Facts.ASK)), "") if number else ""
            return said or self._fact_of_question.get(text(Facts.ASK), "")
        if Materials.MATERIAL in layout.headers:
            return self._material_of_text.get(text(Materials.MATERIAL), "")
        if text(Scores.SECTION).startswith(Scores.TOTAL) or text(Scores.TEXT).startswith(Scores.TOTAL):
            return Scores.TOTAL
        number = _LEADING_NUMBER.match(text(Scores.TEXT))
        return number[0] if number else ""


def _headers(
    sheet: Sheet, layouts: Sequence[SheetLayout]
) -> Iterator[tuple[SheetLayout, int, Mapping[str, list[int]]]]:
    """Find each layout's header row: the first in which all of its own headers stand, the key's and the hints' aside."""
    sought = {layout.name: (layout, _compacted(layout.telling)) for layout in layouts}
    fewest = min((len(telling) for _layout, telling in sought.values()), default=0)
    for row, found in enumerate(sheet.texts_above, 1):
        if len(found) < fewest:
            continue
        texts: dict[str, list[int]] = {}
        for value, column in found:
            texts.setdefault(squeeze(value), []).append(column)
        for layout in [layout for layout, telling in sought.values() if telling.keys() <= texts.keys()]:
            del sought[layout.name]
            headers = _compacted(layout.headers)
            yield layout, row, {header: texts[text] for text, header in headers.items() if text in texts}


@cache
def _compacted(headers: tuple[str, ...]) -> Mapping[str, str]:
    """Give headers by their text for comparing."""
    return {compact(header): header for header in headers}
