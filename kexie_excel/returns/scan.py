"""A cheap look through a sheet's XML for what the reader of values loses without a word.

An error cell, and a formula that no program has calculated, read as blank; 30 shown as 30% reads as 0.3; an answer that is
struck through reads as an answer. Nothing is parsed here: the cells of the columns asked for are picked out of the bytes.
"""

import html
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cache, cached_property

from kexie_excel.returns.input_cells import Cell
from kexie_excel.sheets.address import column_letter
from kexie_excel.sheets.read.formats import misleads
from kexie_excel.sheets.read.package import Package

_BUILT_IN_PERCENT = {"9": "0%", "10": "0.00%"}
_XF = re.compile(rb"<(?:\w+:)?xf\s[^>]*>")
_FORMAT = re.compile(rb"<(?:\w+:)?numFmt\s[^>]*>")
_FONT = re.compile(rb"<(?:\w+:)?font(?:\s[^>]*)?(?:/>|>(.*?)</(?:\w+:)?font>)", re.DOTALL)
_STRIKE = re.compile(rb'<(?:\w+:)?strike(?:\s+val="(?:1|true)")?\s*/?>')
_STRING = re.compile(rb"<(?:\w+:)?si(?:\s[^>]*)?(?:/>|>(.*?)</(?:\w+:)?si>)", re.DOTALL)
_DATA = b"sheetData"
_PLAIN_CELL = b'<c r="'
_ERROR = b' t="e"'
_ANY_CELL = re.compile(rb'<(?:\w+:)?c\s[^>]*?\br="')
_END_OF_CELL = re.compile(rb"</(?:\w+:)?c>")
_VALUE = re.compile(rb"<(?:\w+:)?v(?:\s[^>]*)?>([^<]*)")
_FORMULA_TEXT = re.compile(rb"<(?:\w+:)?f(?:\s[^>]*)?>([^<]*)")
_FORMULA, _VALUE_ONLY, _ANYTHING = rb"(?=\s*<(?:\w+:)?f[\s>/])", rb"(?!\s*<(?:\w+:)?f[\s>/])", b""
"""What stands behind the tag of a cell in which something stands."""
_HIDDEN_ROW = re.compile(rb'<(?:\w+:)?row\s[^>]*?hidden="(?:1|true)"[^>]*')
_PLAIN_HIDDEN_ROW = re.compile(rb'<row [^>]*?hidden="(?:1|true)"[^>]*')
_HIDDEN_COLUMN = re.compile(rb'<(?:\w+:)?col\s[^>]*\bhidden="(?:1|true)"[^>]*>')
_ROW_NUMBER = re.compile(rb'\br="([0-9]+)"')
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?\bref="([A-Z]+)([0-9]+):([A-Z]+)([0-9]+)"')
_PROTECTED = re.compile(rb'<(?:\w+:)?sheetProtection\s[^>]*\bsheet="(?:1|true)"')


class Suspicion(Enum):
    """What may be lost in a cell; the value is how a person calls it."""

    ERROR = "错误值"
    UNCALCULATED = "没有算过的公式"
    STRUCK = "删除线"
    FORMAT = "特殊的数字格式"


@dataclass(frozen=True)
class Suspect:
    """A cell that needs a second look."""

    suspicion: Suspicion
    text: str
    """The error value, the formula, or the number as stored."""


@dataclass(frozen=True)
class SheetScan:
    """What the scan found in one sheet."""

    suspects: Mapping[Cell, Suspect]
    """The doubtful ones among the cells of the columns that are typed into."""
    has_formulas: bool
    """Whether there is a formula in the columns that formulas fill."""
    typed_over: frozenset[Cell]
    """The cells of these columns that hold something, and no formula."""
    hidden_rows: frozenset[int]
    hidden_columns: tuple[range, ...]
    merged: tuple[tuple[Cell, Cell], ...]
    """First and last cell of each merged range."""
    is_hidden: bool
    is_protected: bool
    has_rules: bool
    """Whether the drop-downs and rules of the form are there: a program that drops these drops protection too."""
    is_blind: bool = False
    """The cells bear no address, so that none could be picked out."""


@dataclass(frozen=True)
class Scanner:
    """Scans the sheets of one workbook; its styles and strings are looked at once."""

    package: Package

    @cached_property
    def _styles(self) -> tuple[frozenset[bytes], frozenset[bytes]]:
        """The cell styles, by number, whose format misleads, and those whose font is struck through."""
        styles = b"".join(map(self.package.part, self.package.targets(self.package.workbook, "styles")))
        codes = {number: html.unescape(code) for number, code in _codes(styles)} | _BUILT_IN_PERCENT
        formats = {number.encode() for number, code in codes.items() if misleads(code)}
        fonts = _section(styles, b"fonts") if b"strike" in styles else b""
        struck = {str(at).encode() for at, font in enumerate(_FONT.findall(fonts)) if _STRIKE.search(font)}
        xfs = _XF.findall(_section(styles, b"cellXfs"))
        return _of(xfs, b"numFmtId", formats), _of(xfs, b"fontId", struck) if struck else frozenset()

    @cached_property
    def _struck_strings(self) -> frozenset[str]:
        """The shared strings, by number, of which a part is struck through."""
        strings = b"".join(map(self.package.part, self.package.targets(self.package.workbook, "sharedStrings")))
        if b"strike" not in strings:
            return frozenset()
        found = enumerate(_STRING.findall(strings))
        return frozenset(str(at) for at, string in found if _STRIKE.search(string))

    @property
    def is_plain(self) -> bool:
        """Whether no cell style hides anything, and no shared string is struck through."""
        return not any(self._styles) and not self._struck_strings

    def scan(self, sheet: str, typed: Collection[int], computed: Collection[int]) -> SheetScan:
        """Scan a sheet.

        Args:
            sheet: its name.
            typed: the columns that are typed into.
            computed: the columns that formulas fill.
        """
        part = self.package.sheets[sheet]
        xml = self.package.part(part.path)
        start, end = max(0, xml.find(_DATA)), max(0, xml.rfind(_DATA))  # places, not pieces: a large part is not copied
        is_plain, own = _PLAIN_CELL in xml, frozenset(computed)
        return SheetScan(
            dict(self._suspects(xml, frozenset(typed), is_plain=is_plain)),
            bool(_cells(own, _FORMULA, is_plain=is_plain).search(xml)),
            frozenset(map(_place, _cells(own, _VALUE_ONLY, is_plain=is_plain).finditer(xml))),
            frozenset(map(_row, _PLAIN_HIDDEN_ROW.finditer(xml) if is_plain else _HIDDEN_ROW.finditer(xml))),
            tuple(
                range(int(_attribute(column, b"min")), int(_attribute(column, b"max")) + 1)
                for column in _HIDDEN_COLUMN.findall(xml, 0, start)
            ),
            tuple(_range(*corners) for corners in _MERGED.findall(xml, end)),
            part.is_hidden,
            bool(_PROTECTED.search(xml, end)),
            xml.find(b"dataValidation", end) >= 0,
            not _ANY_CELL.search(xml),
        )

    def _may_hold_suspects(self, xml: bytes, typed: frozenset[int]) -> bool:
        """Look at a sheet as a whole for what makes a cell doubtful; mostly there is none, and no cell need be looked at."""
        return (
            _ERROR in xml
            or b"strike" in xml
            or bool(self._struck_strings)
            or any(styles and _styled(styles).search(xml) for styles in self._styles)
            or bool(_cells(typed, _FORMULA, is_plain=True).search(xml))
        )

    def _suspects(self, xml: bytes, typed: frozenset[int], *, is_plain: bool) -> Iterator[tuple[Cell, Suspect]]:
        """Give the doubtful ones among the cells of some columns."""
        if is_plain and not self._may_hold_suspects(xml, typed):
            return
        for found in _cells(typed, _ANYTHING, is_plain=is_plain).finditer(xml):
            end = _END_OF_CELL.search(xml, found.end())
            tag, body = found[0], xml[found.end() : end.start() if end else found.end()]
            kind, value = _attribute(tag, b"t"), _VALUE.search(body)
            stored = _text(value[1]) if value else ""
            suspect = _of_content(kind, body, stored, has_value=bool(value)) or self._of_look(tag, kind, body, stored)
            if suspect:
                yield _place(found), suspect

    def _of_look(self, tag: bytes, kind: bytes, body: bytes, stored: str) -> Suspect | None:
        """Suspect what is struck through, and a number that is shown as another one."""
        style, (misleading, struck) = _attribute(tag, b"s"), self._styles
        is_struck = style in struck or (kind == b"s" and stored in self._struck_strings)
        if is_struck or (b"strike" in body and _STRIKE.search(body)):
            return Suspect(Suspicion.STRUCK, stored)
        if style in misleading and kind in {b"", b"n"} and stored:
            return Suspect(Suspicion.FORMAT, stored)
        return None


@cache
def _styled(styles: frozenset[bytes]) -> re.Pattern[bytes]:
    """Give what finds one of these styles."""
    return re.compile(b' s="(?:' + b"|".join(styles) + b')"')


@cache
def _cells(columns: frozenset[int], content: bytes, *, is_plain: bool) -> re.Pattern[bytes]:
    """Give what finds the cells of some columns that hold a certain content.

    Args:
        columns: the columns.
        content: a pattern of what stands behind the cell's tag.
        is_plain: whether a cell's address stands first in its tag, as most programs write it; that is found sooner.
    """
    letters = "|".join(map(column_letter, columns)).encode() or b"(?!)"
    start = _PLAIN_CELL if is_plain else _ANY_CELL.pattern
    return re.compile(start + b"(" + letters + rb')([0-9]+)"[^>]*(?<!/)>' + content)


def _place(cell: re.Match[bytes]) -> Cell:
    """Give the address of a cell that was found."""
    return int(cell[2]), _column(cell[1])


def _row(tag: re.Match[bytes]) -> int:
    """Give the number in a row's tag; 0, which no row has, where there is none."""
    number = _ROW_NUMBER.search(tag[0])
    return int(number[1]) if number else 0


def _of_content(kind: bytes, body: bytes, stored: str, *, has_value: bool) -> Suspect | None:
    """Suspect an error value, and a formula without a value; one that gave an empty text has one."""
    if kind == b"e":
        return Suspect(Suspicion.ERROR, stored)
    formula = None if stored else _FORMULA_TEXT.search(body)
    if formula and not (has_value and kind == b"str"):
        return Suspect(Suspicion.UNCALCULATED, f"={_text(formula[1])}")
    return None


def _text(xml: bytes) -> str:
    """Give the text that stands between tags."""
    return html.unescape(xml.decode(errors="replace"))


def _attribute(tag: bytes, name: bytes) -> bytes:
    """Give an attribute of a tag; empty where it has none."""
    _, found, rest = tag.partition(b" " + name + b'="')
    return rest.partition(b'"')[0] if found else b""


def _section(xml: bytes, name: bytes) -> bytes:
    """Give what stands between the tags of a section that occurs once."""
    return xml.partition(name)[2].partition(name + b">")[0]


def _of(xfs: Sequence[bytes], name: bytes, values: Collection[bytes]) -> frozenset[bytes]:
    """Give the numbers of the cell styles of which an attribute has one of these values."""
    return frozenset(str(at).encode() for at, xf in enumerate(xfs) if _attribute(xf, name) in values)


def _codes(styles: bytes) -> Iterator[tuple[str, str]]:
    """Give the workbook's own number formats: number, code."""
    for tag in _FORMAT.findall(styles):
        yield _attribute(tag, b"numFmtId").decode(), _attribute(tag, b"formatCode").decode(errors="replace")


def _range(left: bytes, top: bytes, right: bytes, bottom: bytes) -> tuple[Cell, Cell]:
    """Give the corners of a range."""
    return (int(top), _column(left)), (int(bottom), _column(right))


def _column(letters: bytes) -> int:
    """Give the number of a column."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number
