"""The cells of an .xlsx sheet, read a second time and in full: values, errors, formulas, and how a person sees them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from xml.etree import ElementTree as ET

from kexie_excel.sheets.address import Cell, column_number
from kexie_excel.sheets.look.dates import moment_of
from kexie_excel.sheets.look.elements import child_named, local_name
from kexie_excel.sheets.look.number_format import hides_text, is_date, lacks_year
from kexie_excel.sheets.look.seen_cells import SeenCells
from kexie_excel.sheets.look.sheet_look import Area
from kexie_excel.sheets.look.sight import Sight, look_under
from kexie_excel.sheets.look.xlsx_styles import XlsxStyles, inner_text, parts, read_strings
from kexie_excel.sheets.read.raw import Raw

_FORMULA = "公式"
"""What is quoted of a formula whose text stands elsewhere."""


@dataclass(frozen=True)
class _Cell:
    """One cell's element, and what stands in it."""

    element: ET.Element

    def _child(self, name: str) -> ET.Element | None:
        """Give a child by name, whatever its namespace."""
        return child_named(self.element, name)

    @property
    def kind(self) -> str:
        """What type of value it says it has."""
        return self.element.get("t", "n")

    @cached_property
    def stored(self) -> str | None:
        """The value as it is stored, comments in it left out; ``None`` without one."""
        value = self._child("v")
        return None if value is None else "".join(value.itertext())

    @property
    def string(self) -> ET.Element | None:
        """The string that it holds itself."""
        return self._child("is")

    @property
    def uncalculated(self) -> str:
        """The formula, where it has no value; one that gave an empty text has one."""
        formula = self._child("f")
        if formula is None or self.stored or (self.stored is not None and self.kind == "str"):
            return ""
        text = "".join(formula.itertext())
        return f"={text}" if text else _FORMULA


@dataclass(frozen=True)
class CellReader:
    """Reads the cells of one workbook's sheets."""

    styles: XlsxStyles
    shared: bytes
    """The part of the shared strings; empty where there is none."""
    is_1904: bool = False

    @cached_property
    def strings(self) -> Sequence[ET.Element]:
        """The shared strings."""
        return read_strings(self.shared)

    @cached_property
    def odd_strings(self) -> frozenset[bytes]:
        """The numbers of the shared strings of which a part is seen otherwise than it reads."""
        if b"rPr" not in self.shared:
            return frozenset()  # mostly; and to take them apart is a good part of all the time that a return takes
        found = enumerate(self.strings)
        return frozenset(str(at).encode() for at, string in found if any(look for look, _text in parts(string)))

    def read(self, xml: bytes, area: Area) -> SeenCells:
        """Read the cells of the columns that are asked about.

        Raises:
            Exception: whatever broken XML or a number that is none leads to.
        """
        seen = SeenCells()
        for at, element in _cells(ET.fromstring(xml)):  # noqa: S314 - expat bounds entities, and a worker process reads
            if at[1] in area.matter:
                self._look(seen, at, _Cell(element))
        return seen

    def _look(self, seen: SeenCells, at: Cell, cell: _Cell) -> None:
        """Look at one cell."""
        if cell.kind == "e":
            seen.errors[at] = cell.stored or "#"
        elif cell.uncalculated:
            seen.uncalculated[at] = cell.uncalculated
        else:
            value = self._value(cell)
            if value == "":
                return
            seen.values[at] = value
            self._look_closely(seen, at, cell, value)

    def _value(self, cell: _Cell) -> Raw:
        """Give a cell's value."""
        if cell.kind == "inlineStr":
            return "" if cell.string is None else inner_text(cell.string)
        if not cell.stored:
            return ""
        if cell.kind == "s":
            return inner_text(self.strings[int(cell.stored)])
        if cell.kind == "b":
            return cell.stored.strip() in {"1", "true"}
        if cell.kind != "n":
            return cell.stored
        number = float(cell.stored)
        return moment_of(number, is_1904=self.is_1904) if is_date(self.styles.of(cell.element).code) else number

    def _look_closely(self, seen: SeenCells, at: Cell, cell: _Cell, value: Raw) -> None:
        """Look at how a person sees what stands in a cell."""
        style = self.styles.of(cell.element)
        string = self.strings[int(cell.stored)] if cell.kind == "s" and cell.stored else cell.string
        pieces = [] if string is None else [(own or style.font, text) for own, text in parts(string) if text.strip()]
        fonts = [font for font, _text in pieces] or [style.font]
        if any(font.is_struck for font in fonts):
            seen.struck.add(at)
        if any(font.is_unseen(style.ground) for font in fonts) or (isinstance(value, str) and hides_text(style.code)):
            seen.unseen.add(at)
        if len({font.is_raised for font in fonts}) > 1:
            seen.raised.add(at)
        if cell.kind == "n" and cell.stored:
            _look_at_number(seen, at, style.code, float(cell.stored))


def _look_at_number(seen: SeenCells, at: Cell, code: str, value: float) -> None:
    """Look at how a number is shown."""
    if lacks_year(code):
        seen.yearless.add(at)
    sight, text = look_under(code, value)
    if sight is Sight.OTHER:
        seen.looks[at] = text
    elif sight is Sight.ROUNDED and text:
        seen.rounded[at] = text


def _cells(sheet: ET.Element) -> Iterator[tuple[Cell, ET.Element]]:
    """Give the cells of a sheet with their addresses; one that bears none follows the one before."""
    row = 0
    for line in sheet.iter():
        if local_name(line) != "row":
            continue
        row, column = int(line.get("r") or row + 1), 0
        for element in line:
            if local_name(element) == "c":
                address = element.get("r", "")
                letters = address.rstrip("0123456789")
                row, column = (int(address[len(letters) :]), column_number(letters)) if letters else (row, column + 1)
                yield (row, column), element
