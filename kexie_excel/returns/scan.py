"""A cheap look through a sheet's XML for what the reader of values loses without a word.

An error cell, and a formula that no program has calculated, read as blank; 30 shown as 30% reads as 0.3; an answer that is
struck through reads as an answer. Nothing is parsed here: the cells of the columns asked for are picked out of the bytes.
"""

import html
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property

from kexie_excel.form.layout import column_letter
from kexie_excel.returns.formats import misleads
from kexie_excel.returns.inputs import Cell
from kexie_excel.returns.package import Package

_BUILT_IN_PERCENT = {"9": "0%", "10": "0.00%"}
_XF = re.compile(rb"<(?:\w+:)?xf\s[^>]*>")
_FORMAT = re.compile(rb"<(?:\w+:)?numFmt\s[^>]*>")
_FONT = re.compile(rb"<(?:\w+:)?font(?:\s[^>]*)?(?:/>|>(.*?)</(?:\w+:)?font>)", re.DOTALL)
_STRIKE = re.compile(rb'<(?:\w+:)?strike(?:\s+val="(?:1|true)")?\s*/?>')
_STRING = re.compile(rb"<(?:\w+:)?si(?:\s[^>]*)?(?:/>|>(.*?)</(?:\w+:)?si>)", re.DOTALL)
_ANY_CELL = re.compile(rb'<(?:\w+:)?c\s[^>]*?\br="')
_END_OF_CELL = re.compile(rb"</(?:\w+:)?c>")
_VALUE = re.compile(rb"<(?:\w+:)?v(?:\s[^>]*)?>([^<]*)")
_FORMULA_TEXT = re.compile(rb"<(?:\w+:)?f(?:\s[^>]*)?>([^<]*)")
_HIDDEN = rb'\shidden="(?:1|true)"'
_HIDDEN_ROW = re.compile(rb"<(?:\w+:)?row\s[^>]*" + _HIDDEN + rb"[^>]*>")
_HIDDEN_COLUMN = re.compile(rb"<(?:\w+:)?col\s[^>]*" + _HIDDEN + rb"[^>]*>")
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
    formulas: frozenset[Cell]
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
        return (
            frozenset(str(at).encode() for at, xf in enumerate(xfs) if _attribute(xf, b"numFmtId") in formats),
            frozenset(str(at).encode() for at, xf in enumerate(xfs) if _attribute(xf, b"fontId") in struck),
        )

    @cached_property
    def _struck_strings(self) -> frozenset[bytes]:
        """The shared strings, by number, of which a part is struck through."""
        strings = b"".join(map(self.package.part, self.package.targets(self.package.workbook, "sharedStrings")))
        if b"strike" not in strings:
            return frozenset()
        found = enumerate(_STRING.findall(strings))
        return frozenset(str(at).encode() for at, string in found if _STRIKE.search(string))

    def scan(self, sheet: str, typed: Collection[int], computed: Collection[int]) -> SheetScan:
        """Scan a sheet.

        Args:
            sheet: its name.
            typed: the columns that are typed into.
            computed: the columns of which it matters whether a formula stands in a cell.
        """
        part = self.package.sheets[sheet]
        xml = self.package.part(part.path)
        head, _, rest = xml.partition(b"sheetData")
        tail = rest[max(0, rest.rfind(b"sheetData")) :]
        found = _Found()
        for cell, tag, body in _cells(rest, {*typed, *computed}):
            self._judge(cell, tag, body, found, is_typed=cell[1] in typed)
        return SheetScan(
            found.suspects,
            frozenset(found.formulas),
            frozenset(int(_attribute(row, b"r")) for row in _HIDDEN_ROW.findall(rest) if _attribute(row, b"r")),
            tuple(
                range(int(_attribute(column, b"min")), int(_attribute(column, b"max")) + 1)
                for column in _HIDDEN_COLUMN.findall(head)
            ),
            tuple(_range(*corners) for corners in _MERGED.findall(tail)),
            part.is_hidden,
            bool(_PROTECTED.search(tail)),
            b"dataValidation" in tail,
            not _ANY_CELL.search(rest),
        )

    def _judge(self, cell: Cell, tag: bytes, body: bytes, found: "_Found", *, is_typed: bool) -> None:
        """Look at one filled cell."""
        formula = _FORMULA_TEXT.search(body)
        if formula:
            found.formulas.append(cell)
        if not is_typed:
            return
        value = _VALUE.search(body)
        stored = html.unescape(value[1].decode(errors="replace")) if value else ""
        kind = _attribute(tag, b"t")
        if kind == b"e":
            found.suspects[cell] = Suspect(Suspicion.ERROR, stored)
        elif formula and not stored and not (value and kind == b"str"):
            found.suspects[cell] = Suspect(
                Suspicion.UNCALCULATED, "=" + html.unescape(formula[1].decode(errors="replace"))
            )
        else:
            self._judge_look(cell, tag, body, found, stored)

    def _judge_look(self, cell: Cell, tag: bytes, body: bytes, found: "_Found", stored: str) -> None:
        """Look at how a cell is shown."""
        misleading, struck = self._styles
        style, kind = _attribute(tag, b"s"), _attribute(tag, b"t")
        is_struck = style in struck or (kind == b"s" and stored.encode() in self._struck_strings)
        if is_struck or (b"strike" in body and _STRIKE.search(body)):
            found.suspects[cell] = Suspect(Suspicion.STRUCK, stored)
        elif style in misleading and kind in {b"", b"n"} and stored:
            found.suspects[cell] = Suspect(Suspicion.FORMAT, stored)


@dataclass
class _Found:
    """What has been found in a sheet so far."""

    suspects: dict[Cell, Suspect] = field(default_factory=dict)
    formulas: list[Cell] = field(default_factory=list)


def _cells(xml: bytes, columns: Collection[int]) -> Iterator[tuple[Cell, bytes, bytes]]:
    """Give the filled cells of some columns: their place, their tag, what stands in them."""
    of = {column_letter(column).encode(): column for column in columns}
    letters = b"|".join(sorted(of, key=len, reverse=True))
    pattern = re.compile(rb'<(?:\w+:)?c\s[^>]*?\br="(' + letters + rb')([0-9]+)"[^>]*(?<!/)>')
    for match in pattern.finditer(xml) if of else ():
        end = _END_OF_CELL.search(xml, match.end())
        yield (int(match[2]), of[match[1]]), match[0], xml[match.end() : end.start() if end else match.end()]


def _attribute(tag: bytes, name: bytes) -> bytes:
    """Give an attribute of a tag; empty where it has none."""
    _, found, rest = tag.partition(b" " + name + b'="')
    return rest.partition(b'"')[0] if found else b""


def _section(xml: bytes, name: bytes) -> bytes:
    """Give what stands between the tags of a section that occurs once."""
    return xml.partition(name)[2].partition(name + b">")[0]


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
