"""Everything that a county typed into its workbook, as it stood: so that a form can go back to it filled as it came."""

from collections.abc import Collection, Mapping, Sequence
from sys import intern

from kexie_excel.form.headers import INPUTS, Bonus, Cover, Materials
from kexie_excel.form.layout import Layout, SheetLayout
from kexie_excel.returns.answers import DOUBTED, Sheets, slots
from kexie_excel.returns.locate import FormTable
from kexie_excel.returns.model import Typed
from kexie_excel.sheets.read.raw import Raw, shown


def typed_in(sheets: Sheets, layout: Layout, cover: Mapping[str, Raw]) -> Typed:
    """Collect every input cell of a return; what could not be read as well."""
    columns: dict[tuple[str, str], Sequence[Raw]] = {(Cover.SHEET, ""): [cover.get(name, "") for name in Cover.FIELDS]}
    for table, keys in ((layout.scores, layout.scheme.row_ids), (layout.facts, layout.facts.keys)):
        for header in INPUTS[table.name]:
            columns[table.name, header] = [_keyed(sheets, table, key, header) for key in keys]
    if layout.scheme.has_bonus:
        columns |= _listed(sheets, sheets.tables[Bonus.SHEET], sheets.bonus_slots)
    required = [material.id for material in layout.scheme.materials]
    enclosures = _listed(
        sheets, sheets.tables[Materials.SHEET], _enclosure_slots(sheets.tables[Materials.SHEET], required, layout)
    )
    for (name, header), cells in enclosures.items():
        columns[name, header] = [*(_keyed(sheets, layout.materials, key, header) for key in required), *cells]
    return {where: found for where, cells in columns.items() if (found := _without_empty_end(cells))}


def _keyed(sheets: Sheets, layout: SheetLayout, key: str, header: str) -> Raw:
    """Give a keyed cell; of a row that is there several times with different content, everything that stands in it."""
    table = sheets.tables[layout.name]
    rows = table.rows.get(key, ())
    if len(rows) == 1 and key not in table.mixed:
        return _cell(sheets, table, rows[0], header)
    raws = [_cell(sheets, table, row, header) for row in rows]
    texts = dict.fromkeys(map(shown, raws))
    if key in table.mixed:
        text = " / ".join(text for text in texts if text)
        return DOUBTED.format(text=text) if text else ""
    return raws[0] if len(texts) == 1 else " / ".join(texts)


def _cell(sheets: Sheets, table: FormTable, row: int, header: str) -> Raw:
    """Give a cell as it stands; what is not to be relied on as a question."""
    doubt, raw = sheets.doubt(table, row, header), table.at(row, header)
    if doubt:
        return DOUBTED.format(text=doubt.raw)
    return intern(raw) if isinstance(raw, str) else raw


def _enclosure_slots(table: FormTable, required: Collection[str], layout: Layout) -> Mapping[int, int]:
    """Give the rows of the list of enclosures in which anything stands."""
    taken = {row for key in required for row in table.rows.get(key, ())}
    below = range(table.header_row + 1, len(table.sheet.rows) + 1)
    rows = [row for row in below if row not in taken and table.has_content(row, INPUTS[Materials.SHEET])]
    return slots(rows, table.header_row + len(required), len(layout.materials.keys) - len(required))


def _listed(sheets: Sheets, table: FormTable, at: Mapping[int, int]) -> Mapping[tuple[str, str], Sequence[Raw]]:
    """Give the cells of a table whose rows have no keys of their own, each in its slot."""
    columns = {}
    for header in INPUTS[table.layout.name]:
        if header not in table.layout.headers:
            continue
        cells: list[Raw] = [""] * max(at.values(), default=0)
        for row, slot in at.items():
            cells[slot - 1] = _cell(sheets, table, row, header)
        columns[table.layout.name, header] = cells
    return columns


def _without_empty_end(cells: Sequence[Raw]) -> tuple[Raw, ...]:
    """Leave off the empty end."""
    end = len(cells)
    while end and cells[end - 1] == "":
        end -= 1
    return tuple(cells[:end])
