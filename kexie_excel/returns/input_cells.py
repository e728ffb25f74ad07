"""Which cells of a located table a county types into, and which the form's own formulas fill."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from kexie_excel.form.headers import INPUTS, Bonus, Facts, Materials, Scores
from kexie_excel.returns.locate import FormTable
from kexie_excel.sheets.address import Cell
from kexie_excel.sheets.read.raw import Raw

MEASURED = frozenset({Scores.SELF, Facts.ANSWER, Bonus.QUANTITY})
"""The columns in which a number is a quantity, so that it matters how it is shown."""
_TYPED = {
    Scores.SHEET: (Scores.SELF,),
    Facts.SHEET: (Facts.ANSWER,),
    Bonus.SHEET: INPUTS[Bonus.SHEET],
    Materials.SHEET: (Materials.PRESENT,),
}
_FORMULAS = {
    Scores.SHEET: (Scores.COMPUTED, Scores.HINT),
    Facts.SHEET: (Facts.HINT,),
    Bonus.SHEET: (Bonus.POINTS, Bonus.HINT),
    Materials.SHEET: (),
}


@dataclass(frozen=True)
class Inputs:
    """The input cells of one table."""

    table: FormTable

    @cached_property
    def columns(self) -> Mapping[int, str]:
        """The columns that are typed into → their headers."""
        return self._columns(_TYPED)

    @cached_property
    def formula_columns(self) -> Mapping[int, str]:
        """The columns that the form's own formulas fill, and that a person sees → their headers."""
        return self._columns(_FORMULAS)

    @property
    def computed_columns(self) -> frozenset[int]:
        """The columns in which the form has a formula anywhere; the own sum stands among what is typed."""
        return frozenset((*self.formula_columns, *(self.columns if self.table.layout.name == Scores.SHEET else ())))

    def _columns(self, headers: Mapping[str, tuple[str, ...]]) -> Mapping[int, str]:
        """Give the columns of these headers that are there."""
        return {at: header for header in headers[self.table.layout.name] for at in self.table.columns_of(header)}

    @cached_property
    def key_of(self) -> Mapping[int, str]:
        """Row → the key it bears."""
        known = ((row, key) for key, rows in self.table.rows.items() for row in rows)
        return {row: key for row, key in known if key != Scores.TOTAL}

    def holds(self, cell: Cell) -> bool:
        """Tell whether a cell is one of them; a row of 加分项 needs no number."""
        row, column = cell
        if column not in self.columns:
            return False
        if self.table.layout.name == Bonus.SHEET:
            return row > self.table.header_row
        return self.key_of.get(row) in self._asked

    @cached_property
    def _asked(self) -> frozenset[str]:
        """The keys of the rows that ask for something; an enclosure is there by being listed."""
        keys = self.table.layout.keys
        return frozenset(keys[: -Materials.ROWS] if self.table.layout.name == Materials.SHEET else keys)

    def formula_cells(self) -> Iterator[Cell]:
        """Give the cells in which the form has a formula."""
        yield from ((row, column) for row in self.key_of for column in self.formula_columns)
        own_sums = self.table.rows.get(Scores.TOTAL, ()) if self.table.layout.name == Scores.SHEET else ()
        yield from ((row, column) for row in own_sums for column in (*self.columns, *self.formula_columns))

    def typed(self) -> Iterator[tuple[Cell, Raw]]:
        """Give the input cells in which something stands."""
        first = self.table.header_row
        for row, values in enumerate(self.table.sheet.rows[first:], first + 1):
            for column in self.columns:
                if column <= len(values) and values[column - 1] != "" and self.holds((row, column)):
                    yield (row, column), values[column - 1]
