"""A workbook looked at a second time, by the reader that its format has for what its values do not tell."""

from collections.abc import Callable, Mapping
from io import StringIO
from pathlib import Path

from kexie_excel.sheets.address import Cell
from kexie_excel.sheets.look.look_ods import look_ods
from kexie_excel.sheets.look.look_xls import look_xls
from kexie_excel.sheets.look.look_xlsx import look_xlsx
from kexie_excel.sheets.look.sheet_look import Area, Matter, SheetLook, with_doubts_shown
from kexie_excel.sheets.read.package import Package
from kexie_excel.sheets.read.raw import Raw
from kexie_excel.sheets.read.sheet import Sheet, Workbook

_ZIP = b"PK"
_MOST_COLUMNS = 256
"""A form's columns end long before."""


def look(path: Path, areas: Mapping[str, Area], package: Package | None = None) -> Mapping[str, SheetLook]:
    """Look at some sheets of a workbook.

    Args:
        path: the workbook.
        areas: sheet name → what is asked about in it.
        package: its parts, where they were read already.

    Raises:
        Exception: whatever a damaged archive, broken XML or a format's own reader leads to.
    """
    package = package or _package(path)
    if package and package.is_open_xml:
        return look_xlsx(package, areas)
    if package:
        return look_ods(package, areas)
    views = look_xls(path)
    return {name: views[name] for name in areas}


def _package(path: Path) -> Package | None:
    """Open a workbook that is a package of parts."""
    with path.open("rb") as file:
        is_zip = file.read(len(_ZIP)) == _ZIP
    return Package(path) if is_zip else None


def read_otherwise(path: Path, most_cells: int) -> tuple[Sheet, ...]:
    """Read a workbook's values by the reader that looks at it a second time; no sheets where one is larger than a form can be.

    Raises:
        Exception: see ``look``.
    """
    package = _package(path)
    if package and package.is_open_xml:
        names = package.sheets
        looks: Mapping[str, SheetLook] = look_xlsx(
            package, {name: _everything(Sheet(name, ())) for name in names}, whole=True
        )
    elif package:
        looks = look_ods(package)
    else:
        log = StringIO()
        looks = look_xls(path, log)
        if log.getvalue():
            # that reader puts up with damages, and tells of them only there; what it then reads may be half of a form
            return ()
    sizes = {name: _size(own.values or {}) for name, own in looks.items()}
    if any(height * width > most_cells for height, width in sizes.values()):
        return ()
    return tuple(Sheet(name, _grid(own.values or {}, *sizes[name])) for name, own in looks.items())


def _size(values: Mapping[Cell, Raw]) -> tuple[int, int]:
    """Give the height and width of what stands in a sheet."""
    return max((row for row, _column in values), default=0), max((column for _row, column in values), default=0)


def _grid(values: Mapping[Cell, Raw], height: int, width: int) -> list[list[Raw]]:
    """Lay values into rows."""
    rows: list[list[Raw]] = [[""] * width for _row in range(height)]
    for (row, column), value in values.items():
        rows[row - 1][column - 1] = value
    return rows


def with_doubts(book: Workbook, path: Path, read: Callable[[Raw], object]) -> Workbook:
    """Give the workbook at ``path`` with every cell that is in doubt shown as a person sees it, and as a question.

    Args:
        book: its values.
        path: where it is.
        read: what its numbers are read with; one that is seen with its measure word reads the same.

    Raises:
        Exception: see ``look``.
    """
    areas = {sheet.name: _everything(sheet) for sheet in book.sheets}
    looks = look(path, areas, book.package)
    sheets = []
    for name, area in areas.items():
        doubts = {
            cell: doubt
            for cell, doubt in looks[name].doubts(area).items()
            if doubt.is_rounded or not doubt.seen or read(doubt.seen) != read(area.sheet.at(*cell))
        }
        sheets.append(with_doubts_shown(area.sheet, doubts))
    return Workbook(tuple(sheets))


def look_whole(book: Workbook, path: Path) -> Mapping[str, SheetLook]:
    """Look at every sheet of a workbook whose values were read, as if each column held quantities.

    Raises:
        Exception: see ``look``.
    """
    return look(path, {sheet.name: _everything(sheet) for sheet in book.sheets}, book.package)


def _everything(sheet: Sheet) -> Area:
    """Ask about every column, as if each held quantities."""
    width = max(map(len, sheet.rows), default=_MOST_COLUMNS)
    return Area(sheet, dict.fromkeys(range(1, width + 1), Matter.NUMBER))
