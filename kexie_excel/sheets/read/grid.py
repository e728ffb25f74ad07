"""Any spreadsheet file → its sheets as grids of values, or one sentence why not. Read with python-calamine.

The grid starts at A1 whatever the sheet's used area is (``skip_empty_area=False``), so a cell's place in it is its address.
"""

import zipfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from python_calamine import CalamineSheet, CalamineWorkbook, load_workbook

from kexie_excel.sheets.look.look import read_otherwise
from kexie_excel.sheets.read.members import DamagedMemberError, check
from kexie_excel.sheets.read.package import Package
from kexie_excel.sheets.read.parted import parted
from kexie_excel.sheets.read.raw import Raw
from kexie_excel.sheets.read.sheet import Sheet, Unreadable, Workbook, cells
from kexie_excel.sheets.read.sniff import Kind, sniff, why_closed
from kexie_excel.sheets.read.streamed import StreamedRows

__all__ = ["Sheet", "Unreadable", "Workbook", "cells", "open_workbook"]

_MOST_CELLS = 5_000_000
"""A form has some 2,000; a sheet formatted to the end of the world is refused before its cells are asked for."""

_CLOSED = "K138"
"""Code of the finding about a file that the system does not open."""
_WPS_ENDINGS = frozenset({".et", ".ett"})
_Layout = Callable[[CalamineSheet], Sequence[Sequence[Raw]]]


def open_workbook(path: Path, only: str = "", *, streamed: bool = False) -> Workbook | Unreadable:
    """Read a file's sheets by its content, whatever it is called.

    Args:
        path: the file.
        only: the one sheet that is wanted; all where it is left out.
        streamed: whether rows are laid out only when they are asked for; for large sheets that are gone through once.
    """
    lay = StreamedRows if streamed else _all_rows
    try:
        return _read_lean(path, only, lay) or _read_any(path, only, lay)
    except BaseException as error:  # the reader's panics are no Exception; nothing in a file may stop the batch
        if isinstance(error, KeyboardInterrupt | SystemExit | MemoryError):
            raise
        why = _why(error, path)
        return (None if why is Kind.ENCRYPTED else _read_otherwise(path, only)) or Unreadable(why.sentence, why.code)


def _read_lean(path: Path, only: str, lay: _Layout) -> Workbook | Unreadable | None:
    """Read a workbook of XML by its lean copy, which takes a fraction of the time; any other file is left to be looked at."""
    with suppress(Exception):  # whatever is wrong with it is told by whoever looks at the file itself
        package = Package(path)
        with load_workbook(package.lean_copy()) as book:
            # the parts of an .xlsb are not looked at as XML: its copy seems to have no sheets
            return _grids(book, only, lay, package) if book.sheet_names else None
    return None


def _read_any(path: Path, only: str, lay: _Layout) -> Workbook | Unreadable:
    """Read a file by its name's ending, as the reader does; where that does not fit, by its content."""
    try:
        kind = sniff(path)
    except OSError:
        return Unreadable(why_closed(path), _CLOSED)
    if kind is not Kind.WORKBOOK:
        return Unreadable(kind.sentence, kind.code)
    damage = _damage(path)
    if damage:
        return Unreadable(damage, Kind.BROKEN.code)
    try:
        with load_workbook(str(path)) as book:
            return _grids(book, only, lay, rows=parted(path, _MOST_CELLS) if lay is StreamedRows and not only else None)
    except Exception as error:
        if isinstance(error, MemoryError) or _wants_password(error):
            raise
    with path.open("rb") as file, load_workbook(file) as book:
        return _grids(book, only, lay)


def _read_otherwise(path: Path, only: str) -> Workbook | None:
    """Ask the reader that looks at workbooks a second time; what the first one fails on may be no fault of the file."""
    with suppress(Exception):  # it fails in more ways than it names
        grids = read_otherwise(path, _MOST_CELLS)
        return Workbook(tuple(sheet for sheet in grids if only in {"", sheet.name})) if grids else None
    return None


def _damage(path: Path) -> str:
    """Say what of a workbook is not what was packed: the reader itself does not look, and one bit of an answer is another."""
    try:
        if zipfile.is_zipfile(path):
            check(path)
    except DamagedMemberError as damaged:
        sheet = Package(path).sheet_of(damaged.name)
        where = f"工作表“{sheet}”" if sheet else f"其中的 {damaged.name} "
        return f"文件已损坏：{where}和存进去的时候不一样了，里面的内容不可信，都没有采用；请对方重新发来"
    except Exception:  # noqa: BLE001 - an archive may be broken in any way
        return Kind.UNREAD.sentence
    return ""


def _grids(
    book: CalamineWorkbook,
    only: str,
    lay: _Layout,
    package: Package | None = None,
    rows: Mapping[str, Sequence[Sequence[Raw]]] | None = None,
) -> Workbook | Unreadable:
    """Read every sheet, or the one that is wanted.

    Args:
        book: the workbook.
        only: the one sheet that is wanted.
        lay: lays the rows of a sheet out.
        package: its parts, where they are known.
        rows: the rows of the sheets that are read otherwise.
    """
    sheets = []
    for name in book.sheet_names:
        if only not in {"", name}:
            continue
        if rows and name in rows:
            sheets.append(Sheet(name, rows[name]))
            continue
        sheet = book.get_sheet_by_name(name)
        if _cells(sheet) > _MOST_CELLS:
            large = f"工作表“{name}”大得不正常（{_cells(sheet)}个格子）；请只留填报内容，另存为 xlsx 再发来"
            return Unreadable(large, Kind.SWOLLEN.code)
        sheets.append(Sheet(name, lay(sheet)))
    return Workbook(tuple(sheets), package)


def _all_rows(sheet: CalamineSheet) -> Sequence[Sequence[Raw]]:
    """Lay all rows out."""
    return sheet.to_python(skip_empty_area=False)


def _cells(sheet: CalamineSheet) -> int:
    """Count the cells from A1 to the end of the used area."""
    last_row, last_column = sheet.end or (-1, -1)
    return (last_row + 1) * (last_column + 1)


def _why(error: BaseException, path: Path) -> Kind:
    """Say why the reader gave up."""
    if _wants_password(error):
        return Kind.ENCRYPTED
    return Kind.WPS_TABLE if path.suffix.lower() in _WPS_ENDINGS else Kind.UNREAD


def _wants_password(error: BaseException) -> bool:
    """Tell whether the reader gave up for want of a password."""
    return type(error).__name__ == "PasswordError"
