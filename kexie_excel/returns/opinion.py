"""What the values of a workbook do not tell: the scan of its XML, and the second reader where that found a reason for it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from kexie_excel.returns.input_cells import Cell, Inputs
from kexie_excel.returns.legacy import look_legacy
from kexie_excel.returns.locate import FormTable
from kexie_excel.returns.opendoc import look_opendocument
from kexie_excel.returns.scan import Scanner, SheetScan, Suspect, Suspicion
from kexie_excel.returns.second import NOT_CALCULATED, Doubt, error_doubt, look, struck_doubt
from kexie_excel.returns.unplaced import unplaced
from kexie_excel.sheets.address import cell_name
from kexie_excel.sheets.read.comments import Comment, comments
from kexie_excel.sheets.read.package import Package
from kexie_excel.sheets.read.raw import shown

_ZIP = b"PK"


@dataclass(frozen=True)
class Opinion:
    """What was found out about one workbook besides its values; nothing where its kind of file cannot be asked."""

    doubts: Mapping[str, Mapping[Cell, Doubt]] = field(default_factory=dict)
    """Sheet name → its input cells whose value is not to be relied on."""
    scans: Mapping[str, SheetScan] = field(default_factory=dict)
    """Sheet name → what the scan found."""
    merged: Mapping[str, Mapping[Cell, Cell]] = field(default_factory=dict)
    """Sheet name → its empty input cells that were merged with an answer → the cell in which that stands."""
    comments: Mapping[str, tuple[Comment, ...]] = field(default_factory=dict)
    """Sheet name → the comments on its cells."""
    unasked: frozenset[str] = frozenset()
    """The sheets about which there was a reason to ask the second reader, and it failed."""

    unplaced: frozenset[str] = frozenset()
    """What stands somewhere in a file of a kind of which the cells cannot be asked one by one."""

    def doubt(self, table: FormTable, row: int, header: str) -> Doubt | None:
        """Give the doubt about a cell of a row, if there is one."""
        merged, doubts = self.merged.get(table.sheet.name), self.doubts.get(table.sheet.name)
        if not merged and not doubts:
            return None
        cell = (row, table.columns.get(header, 0))
        if merged and cell in merged:
            return Doubt("", f"和{cell_name(*merged[cell])}合并成了一格，不知这一行填的是什么")
        return doubts.get(cell) if doubts else None

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
    try:
        package = package or _package(path)
        if not (package and package.is_open_xml):
            return _seen(path, package, inputs)
        scanner = Scanner(package)
        scans = {name: scanner.scan(name, own.columns, own.computed_columns) for name, own in inputs.items()}
        said = {name: tuple(comments(package, name)) for name in inputs}
    except Exception:  # noqa: BLE001 - an archive may be broken in any way; the values were read all the same
        return Opinion(unasked=frozenset(inputs))
    return _asked(path, inputs, Opinion(scans=scans, comments=said, merged=_merged(inputs, scans)))


def _package(path: Path) -> Package | None:
    """Open a workbook that is a package of parts."""
    with path.open("rb") as file:
        is_zip = file.read(len(_ZIP)) == _ZIP
    return Package(path) if is_zip else None


def _seen(path: Path, package: Package | None, inputs: Mapping[str, Inputs]) -> Opinion:
    """Ask the reader of an older or an open format; where it fails, say what stands somewhere in the file."""
    try:
        views = look_opendocument(package) if package else look_legacy(path)
        views = {name: views[name] for name in inputs}
    except Exception:  # noqa: BLE001 - such a reader fails in more ways than it names
        return Opinion(unasked=frozenset(inputs), unplaced=unplaced(path))
    scans = {name: view.scan for name, view in views.items()}
    return Opinion(
        doubts={name: view.doubts(inputs[name]) for name, view in views.items()},
        scans=scans,
        comments={name: view.comments for name, view in views.items()},
        merged=_merged(inputs, scans),
    )


def _merged(inputs: Mapping[str, Inputs], scans: Mapping[str, SheetScan]) -> Mapping[str, Mapping[Cell, Cell]]:
    """Give the input cells that were merged with an answer, by sheet."""
    return {name: _together(inputs[name], scan) for name, scan in scans.items()}


def _asked(path: Path, inputs: Mapping[str, Inputs], opinion: Opinion) -> Opinion:
    """Ask the second reader about the sheets in which the scan saw something at an input cell."""
    scans = opinion.scans
    by_scan = {name: _by_scan(inputs[name], scan) for name, scan in scans.items()}
    reasons = {name: own for name, own in inputs.items() if by_scan[name] or scans[name].is_blind}
    if not reasons:
        return opinion
    try:
        seen = look(path, reasons)
    except Exception:  # noqa: BLE001 - the second reader fails in more ways than it names
        return replace(opinion, doubts=by_scan, unasked=frozenset(reasons))
    merged = {name: _combined(found, by_scan[name], scans[name]) for name, found in seen.items()}
    return replace(opinion, doubts=merged)


def _together(inputs: Inputs, scan: SheetScan) -> Mapping[Cell, Cell]:
    """Give the empty input cells that were merged with one of another row in which something stands."""
    found: dict[Cell, Cell] = {}
    for (top, left), (bottom, right) in scan.merged:
        if inputs.table.sheet.at(top, left) == "":
            continue
        columns = [column for column in inputs.columns if left <= column <= right]
        cells = [(row, column) for row in range(top, bottom + 1) for column in columns if inputs.holds((row, column))]
        found |= {cell: (top, left) for cell in cells if cell[0] > top}
    return found


def _by_scan(inputs: Inputs, scan: SheetScan) -> Mapping[Cell, Doubt]:
    """Doubt the input cells by what the scan alone saw."""
    found = ((cell, suspect) for cell, suspect in scan.suspects.items() if inputs.holds(cell))
    return {cell: _doubt(suspect, shown(inputs.table.sheet.at(*cell))) for cell, suspect in found}


def _doubt(suspect: Suspect, text: str) -> Doubt:
    """Give the doubt about what the scan saw in a cell; ``text`` is what it seems to hold."""
    if suspect.suspicion is Suspicion.ERROR:
        return error_doubt(suspect.text)
    if suspect.suspicion is Suspicion.UNCALCULATED:
        return Doubt(suspect.text, NOT_CALCULATED)
    if suspect.suspicion is Suspicion.STRUCK:
        return struck_doubt(text)
    return Doubt(text, "表里按单元格格式显示的不一定是这个数")


def _combined(seen: Mapping[Cell, Doubt], by_scan: Mapping[Cell, Doubt], scan: SheetScan) -> Mapping[Cell, Doubt]:
    """Put together what both saw: a format is for the second reader alone to judge, a formula without a value for the scan.

    To the second reader a formula that gave an empty text looks as if it had never been calculated.
    """
    certain = {cell: doubt for cell, doubt in by_scan.items() if scan.suspects[cell].suspicion is not Suspicion.FORMAT}
    kept = (
        (cell, doubt)
        for cell, doubt in seen.items()
        if scan.is_blind or doubt.why != NOT_CALCULATED or cell in scan.suspects
    )
    return {**certain, **dict(kept)}
