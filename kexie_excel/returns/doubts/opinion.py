"""What looking at a returned workbook a second time says of the cells that a county types into."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from kexie_excel.form.headers import Bonus
from kexie_excel.returns.coerce import coerce_quantity
from kexie_excel.returns.input_cells import MEASURED, Inputs
from kexie_excel.returns.locate import FormTable
from kexie_excel.scheme.fact import Gap
from kexie_excel.sheets.address import Cell, cell_name
from kexie_excel.sheets.look.look import look
from kexie_excel.sheets.look.sheet_look import Area, Doubt, Matter, SheetLook
from kexie_excel.sheets.read.package import Package

_MATTERS = {**dict.fromkeys(MEASURED, Matter.NUMBER), Bonus.DATE: Matter.DATE}
"""What matters of a column; of the others, only that what stands there is seen."""


@dataclass(frozen=True)
class Opinion:
    """What was found out about one workbook besides its values; nothing where it could not be looked at."""

    looks: Mapping[str, SheetLook] = field(default_factory=dict)
    """Sheet name → what was seen."""
    doubts: Mapping[str, Mapping[Cell, Doubt]] = field(default_factory=dict)
    """Sheet name → its input cells whose value is not to be relied on."""
    merged: Mapping[str, Mapping[Cell, Cell]] = field(default_factory=dict)
    """Sheet name → its empty input cells that were merged with an answer → the cell in which that stands."""
    unasked: frozenset[str] = frozenset()
    """The sheets that could not be looked at."""

    @cached_property
    def _spoken_of(self) -> frozenset[str]:
        """The sheets of which anything was found out; mostly there are none, and every cell is asked about."""
        return frozenset(name for found in (self.merged, self.doubts) for name, own in found.items() if own)

    def doubt(self, table: FormTable, row: int, header: str) -> Doubt | None:
        """Give the doubt about a cell of a row, if there is one."""
        if table.sheet.name not in self._spoken_of:
            return None
        merged, doubts = self.merged.get(table.sheet.name), self.doubts.get(table.sheet.name)
        for column in table.columns_of(header):
            cell = (row, column)
            if merged and cell in merged:
                return Doubt("", f"和{cell_name(*merged[cell])}合并成了一格，不知这一行填的是什么")
            if doubts and cell in doubts:
                return doubts[cell]
        return None

    def rows(self, table: FormTable) -> frozenset[int]:
        """Give the rows of a sheet in which there is a doubt."""
        name = table.sheet.name
        return frozenset(row for row, _column in (*self.doubts.get(name, {}), *self.merged.get(name, {})))


NO_OPINION = Opinion()
"""Of a workbook that was not asked."""


def second_opinion(path: Path, tables: Collection[Inputs], package: Package | None = None) -> Opinion:
    """Find out what the values of a workbook's tables do not tell. Its failing is never a failing of the reading.

    Args:
        path: the workbook.
        tables: the input cells of its located tables.
        package: its parts, where they were read already.
    """
    inputs = {own.table.sheet.name: own for own in tables}
    areas = {name: _area(own) for name, own in inputs.items()}
    try:
        looks = look(path, areas, package)
        found = {name: own.doubts(areas[name]) for name, own in looks.items()}
    except Exception:  # noqa: BLE001 - such a reader fails in more ways than it names; the values were read all the same
        return Opinion(unasked=frozenset(inputs))
    return Opinion(
        looks,
        {name: dict(_of_inputs(inputs[name], own)) for name, own in found.items()},
        {name: _together(inputs[name], own) for name, own in looks.items()},
    )


def _area(inputs: Inputs) -> Area:
    """Say what is asked about in a table."""
    matter = {at: _MATTERS.get(header, Matter.WORDS) for at, header in inputs.columns.items()}
    return Area(inputs.table.sheet, matter, inputs.computed_columns)


def _of_inputs(inputs: Inputs, doubts: Mapping[Cell, Doubt]) -> Iterator[tuple[Cell, Doubt]]:
    """Give the doubts about input cells; a quantity that is seen with its measure word is what it is."""
    for cell, doubt in doubts.items():
        is_quantity = inputs.columns[cell[1]] == Bonus.QUANTITY and inputs.table.layout.name == Bonus.SHEET
        stored = coerce_quantity(inputs.table.sheet.at(*cell)).value if is_quantity and doubt.seen else Gap.BLANK
        is_same = not isinstance(stored, Gap) and coerce_quantity(doubt.seen).value == stored
        if inputs.holds(cell) and not is_same:
            yield cell, doubt


def _together(inputs: Inputs, seen: SheetLook) -> Mapping[Cell, Cell]:
    """Give the empty input cells that were merged with one of another row in which something stands."""
    found: dict[Cell, Cell] = {}
    for (top, left), (bottom, right) in seen.merged:
        if inputs.table.sheet.at(top, left) == "":
            continue
        columns = [column for column in inputs.columns if left <= column <= right]
        cells = [(row, column) for row in range(top, bottom + 1) for column in columns if inputs.holds((row, column))]
        found |= {cell: (top, left) for cell in cells if cell[0] > top}
    return found
