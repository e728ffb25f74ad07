"""The rows of a very large sheet, which is never there as a whole: its XML is unpacked piece by piece, and read some rows at a time.

The reader of values takes ten times the memory of what it gives. It is handed one small workbook after another, each with
some of the rows and all that their cells refer to.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from python_calamine import CalamineSheet, load_workbook

from kexie_excel.sheets.read.package import Package
from kexie_excel.sheets.read.raw import Raw
from kexie_excel.sheets.read.streamed import RowsInTurn

_LARGE = 8 * 1024**2
"""Bytes of XML from which on a sheet is read so."""
_SOME_ROWS = 128 * 1024
"""Bytes of XML that are read together; the values of so many are in memory at a time for every sheet that is gone through."""
_START, _END, _ROW = b"<sheetData>", b"</sheetData>", b"<row "


class PartedRows(RowsInTurn):
    """The rows of one sheet.

    Raises:
        Exception: it is not written plainly enough to be parted, or a part of it cannot be read.
    """

    def __init__(self, package: Package, name: str) -> None:
        """Read the sheet once, so that nothing fails later on, and see where it ends and how wide it is."""
        self._package, self._name, self._count, self.width = package, name, 0, 0
        for sheet in _sheets(package, name):
            if sheet.start and sheet.end:
                if sheet.start[0] < self._count:
                    raise ValueError(name)  # rows without numbers, or not in their order
                self._count, self.width = sheet.end[0] + 1, max(self.width, sheet.end[1] + 1)
        super().__init__()

    def __len__(self) -> int:
        """Count the rows, the empty ones above included."""
        return self._count

    def __iter__(self) -> Iterator[Sequence[Raw]]:
        """Go through all rows."""
        # nothing that goes through them knows this object: the file is closed as soon as nobody needs them any more
        return _laid_out(self._package, self._name)


def _laid_out(package: Package, name: str) -> Iterator[Sequence[Raw]]:
    """Give the rows of a sheet."""
    done = 0
    for sheet in _sheets(package, name):
        first, left = sheet.start or (done, 0)
        values = sheet.to_python()
        yield from ([] for _row in range(done, first))
        yield from ([*[""] * left, *row] if left else row for row in values)
        done = first + len(values)


def _sheets(package: Package, name: str) -> Iterator[CalamineSheet]:
    """Give the sheet part by part, each where it stands."""
    path = package.sheets[name].path
    for head, rows in _parts(package, path):
        with load_workbook(package.copy_with(path, head + rows + _END + b"</worksheet>")) as book:
            yield book.get_sheet_by_name(name)


def _parts(package: Package, path: str) -> Iterator[tuple[bytes, bytes]]:
    """Give some whole rows of a sheet at a time, with what stands in front of the first.

    Raises:
        ValueError: it is not written plainly enough.
    """
    head, rest = b"", b""
    for piece in package.pieces(path):
        rest += piece
        if not head:
            head, start, rest = rest.partition(_START)
            head += start
            if not start:
                raise ValueError(path)
        if b"!" in rest and b"<!" in rest:
            raise ValueError(path)  # what looks like a row may be quoted
        if len(rest) > _SOME_ROWS and (cut := rest.rfind(_ROW)) > 0:
            yield head, rest[:cut]
            rest = rest[cut:]
    rows, end, _behind = rest.partition(_END)
    if not end:
        raise ValueError(path)
    yield head, rows


def parted(path: Path, most_cells: int) -> Mapping[str, PartedRows]:
    """Give the rows of those sheets of a workbook that are very large and can be parted.

    Args:
        path: the workbook.
        most_cells: a sheet of more is no sheet that anybody filled in, and is left to whoever refuses it.
    """
    found: dict[str, PartedRows] = {}
    with suppress(Exception):  # whatever is wrong with a file is told by whoever reads it as a whole
        package = Package(path)
        for name in [name for name, part in package.sheets.items() if package.size(part.path) > _LARGE]:
            with suppress(Exception):
                rows = PartedRows(package, name)
                if len(rows) * rows.width <= most_cells:
                    found[name] = rows
    return found
