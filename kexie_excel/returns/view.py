"""What a format's own reader sees of a sheet beside the values: of .xls and .ods, which no scan of parts can be made of."""

from collections.abc import Mapping
from dataclasses import dataclass

from kexie_excel.returns.input_cells import MEASURED, Cell, Inputs
from kexie_excel.returns.scan import SheetScan
from kexie_excel.returns.second import NOT_CALCULATED, Doubt, disagreement, error_doubt, format_doubt, struck_doubt
from kexie_excel.sheets.read.comments import Comment
from kexie_excel.sheets.read.raw import Raw, shown


@dataclass(frozen=True)
class SheetView:
    """One sheet."""

    values: Mapping[Cell, Raw]
    """Every cell in which something stands."""
    errors: Mapping[Cell, str]
    """Error values."""
    uncalculated: Mapping[Cell, str]
    """Formulas without a value."""
    struck: frozenset[Cell]
    """What is struck through, or a part of it."""
    looks: Mapping[Cell, str]
    """Numbers that look like another one → as they look; empty where that is not known."""
    comments: tuple[Comment, ...]
    hidden_rows: frozenset[int]
    hidden_columns: tuple[range, ...]
    merged: tuple[tuple[Cell, Cell], ...]
    """First and last cell of each merged range."""
    is_hidden: bool

    def doubts(self, inputs: Inputs) -> Mapping[Cell, Doubt]:
        """Doubt the input cells by what was seen, and by what the first reader made of them."""
        cells = {**self.values, **self.errors, **self.uncalculated, **dict(inputs.typed())}
        found = ((cell, self._doubt(inputs, cell)) for cell in cells if inputs.holds(cell))
        return {cell: doubt for cell, doubt in found if doubt}

    def _doubt(self, inputs: Inputs, cell: Cell) -> Doubt | None:
        """Judge one input cell."""
        raw = inputs.table.sheet.at(*cell)
        if cell in self.errors:
            return error_doubt(self.errors[cell])
        if cell in self.uncalculated:
            return Doubt(self.uncalculated[cell], NOT_CALCULATED)
        if cell in self.struck:
            return struck_doubt(shown(raw))
        if cell in self.looks and inputs.columns[cell[1]] in MEASURED:
            return format_doubt(raw, self.looks[cell])
        return disagreement(raw, self.values.get(cell))

    @property
    def scan(self) -> SheetScan:
        """What is known of the sheet as a whole; of its formulas and its protection nothing is said."""
        return SheetScan(
            suspects={},
            has_formulas=True,
            typed_over=frozenset(),
            hidden_rows=self.hidden_rows,
            hidden_columns=self.hidden_columns,
            merged=self.merged,
            is_hidden=self.is_hidden,
            is_protected=True,
            has_rules=False,
        )
