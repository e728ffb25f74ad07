"""The look at an .xlsx workbook: a glance through a sheet's XML, and its cells read a second time where that finds a reason.

For the glance nothing is parsed: thousands of returns have nothing in them that calls for it, and it takes a tenth of the time.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property

from kexie_excel.sheets.address import Cell, column_letter, column_number
from kexie_excel.sheets.look.comments import comments
from kexie_excel.sheets.look.sheet_look import Area, Matter, SheetLook
from kexie_excel.sheets.look.xlsx_cells import CellReader
from kexie_excel.sheets.look.xlsx_styles import read_styles
from kexie_excel.sheets.read.package import CALCULATED, Package

_MARK = b"\xef\xbb\xbf"
"""May stand before the declaration, which is no instruction."""
_DATA = b"sheetData"
_PLAIN_CELL = b'<c r="'
_ANY_CELL = rb'<(?:\w+:)?c\s[^>]*?\br="'
_WRITTEN = rb"\s*<(?:\w+:)?f[\s>/]"
_FORMULA = rb"(?:(?<=" + CALCULATED + rb")|(?=" + _WRITTEN + rb"))"
_VALUE_ONLY = rb"(?<!" + CALCULATED + rb")(?!" + _WRITTEN + rb")"
"""The end of the tag of a cell in which something stands, and what stands behind it."""
_UNCALCULATED = rb'(?=\s*<f(?![^<]*/>\s*<v>[^<])(?!(?<=t="str"><f)/><v))'
"""The same of a formula without a value: one that has a value was left out."""
_ERROR, _RUN, _CODE = re.compile(rb' t="e"'), re.compile(rb"<rPr"), re.compile(rb"&#")
"""Patterns, for they find several bytes in half the time that bytes take for it; a single byte is found in no time."""
_ODD_CELL = re.compile(rb'<c (?!r=")')
_CODED = re.compile(rb"<v\b[^>]*>[^<]*&#")
"""A value with the code of a character in it, which the reader of values leaves out of numbers; some programs write texts so."""
_HIDDEN_ROW = re.compile(rb'<(?:\w+:)?row\s[^>]*?hidden="(?:1|true)"[^>]*')
_HIDDEN = re.compile(rb' hidden="(?:1|true)"')
_PLAIN_HIDDEN_ROW = re.compile(rb'<row [^>]*?hidden="(?:1|true)"[^>]*')
_HIDDEN_COLUMN = re.compile(rb'<(?:\w+:)?col\s[^>]*\bhidden="(?:1|true)"[^>]*>')
_ROW_NUMBER = re.compile(rb'\br="([0-9]+)"')
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?\bref="([A-Z]+)([0-9]+):([A-Z]+)([0-9]+)"')
_PROTECTED = re.compile(rb'<(?:\w+:)?sheetProtection\s[^>]*\bsheet="(?:1|true)"')


def look_xlsx(package: Package, areas: Mapping[str, Area], *, whole: bool = False) -> Mapping[str, SheetLook]:
    """Look at some sheets of a workbook.

    Args:
        package: its parts.
        areas: sheet name → what is asked about in it.
        whole: whether the cells are read where there is no reason to, too.

    Raises:
        Exception: whatever a damaged archive or broken XML leads to.
    """
    looker = _Looker(package)
    return {name: looker.look(name, area, whole=whole) for name, area in areas.items()}


@dataclass(frozen=True)
class _Looker:
    """Looks at the sheets of one workbook; its styles and strings are read once."""

    package: Package

    @cached_property
    def _cells(self) -> CellReader:
        """What reads the cells."""
        styles, strings = (
            b"".join(map(self.package.part, self.package.targets(self.package.workbook, kind)))
            for kind in ("styles", "sharedStrings")
        )
        return CellReader(read_styles(styles), strings, is_1904=self.package.is_1904)

    def look(self, name: str, area: Area, *, whole: bool) -> SheetLook:
        """Look at a sheet."""
        part = self.package.sheets[name]
        xml = self.package.part(part.path)
        start, end = max(0, xml.find(_DATA)), max(0, xml.rfind(_DATA))  # places, not pieces: a large part is not copied
        is_plain, own = _PLAIN_CELL in xml, area.computed
        seen = self._cells.read(xml, area) if whole or self._has_reason(xml, start, end, area) else None
        return SheetLook(
            **(vars(seen) if seen else {}),
            comments=tuple(comments(self.package, name)),
            hidden_rows=frozenset(map(_row, _hidden_rows(xml, start, end, is_plain=is_plain))),
            hidden_columns=tuple(
                range(int(found["min"]), int(found["max"]) + 1)
                for found in map(_attributes, _HIDDEN_COLUMN.findall(xml, 0, start))
            ),
            merged=tuple(_range(*corners) for corners in _MERGED.findall(xml, end)),
            is_hidden=part.is_hidden,
            is_protected=bool(_PROTECTED.search(xml, end)),
            has_rules=xml.find(b"dataValidation", end) >= 0,
            has_formulas=bool(_cells(own, _FORMULA, is_plain=is_plain).search(xml, start, end)),
            typed_over=frozenset(map(_place, _cells(own, _VALUE_ONLY, is_plain=is_plain).finditer(xml, start, end))),
        )

    def _has_reason(self, xml: bytes, start: int, end: int, area: Area) -> bool:
        """Tell whether there is a reason to read the cells a second time; where they are written in an unusual way, there is.

        Args:
            xml: the sheet.
            start: where its cells begin.
            end: where they end.
            area: what is asked about.
        """
        own = frozenset(area.matter)

        def found(what: re.Pattern[bytes]) -> bool:
            return what.search(xml, start, end) is not None

        return (
            _PLAIN_CELL not in xml
            or found(_ODD_CELL)
            or (b"!" in xml and b"<!" in xml)
            or _has_instruction(xml)
            or (b"#" in xml and found(_CODE) and found(_CODED))
            or found(_RUN)
            or (found(_ERROR) and found(_tagged(own, b"t", frozenset({b"e"}))))
            or found(_cells(own, _UNCALCULATED, is_plain=True))
            or any(found(_tagged(columns, b"s", styles)) for columns, styles in self._odd_styles(area))
            or (bool(self._cells.odd_strings) and found(_shared(own, self._cells.odd_strings)))
        )

    def _odd_styles(self, area: Area) -> Iterator[tuple[frozenset[int], frozenset[bytes]]]:
        """Give columns, and the styles under which a cell of theirs may be seen otherwise than it is."""
        for matter in Matter:
            columns = frozenset(column for column, own in area.matter.items() if own is matter)
            styles = self._cells.styles.odd(matter)
            if columns and styles:
                yield columns, styles


def _has_instruction(xml: bytes) -> bool:
    """Tell whether there is an instruction besides the declaration."""
    after = len(_MARK) + 1
    end = xml.find(b"?", after + 1)
    only_declared = xml.startswith(b"?>", end) and xml.find(b"?", end + 1) < 0
    return not only_declared and xml.find(b"<?", after) >= 0


def _letters(columns: Collection[int]) -> bytes:
    """Give what finds the letters of one of some columns."""
    return b"(" + ("|".join(map(column_letter, columns)).encode() or b"(?!)") + b")"


@cache
def _cells(columns: frozenset[int], content: bytes, *, is_plain: bool) -> re.Pattern[bytes]:
    """Give what finds the cells of some columns that hold a certain content.

    Args:
        columns: the columns.
        content: a pattern of what stands behind the cell's tag.
        is_plain: whether a cell's address stands first in its tag, as most programs write it; that is found sooner.
    """
    start = _PLAIN_CELL if is_plain else _ANY_CELL
    return re.compile(start + _letters(columns) + rb'([0-9]++)"[^>]*+(?<!/)>' + content)


@cache
def _tagged(columns: frozenset[int], attribute: bytes, values: frozenset[bytes]) -> re.Pattern[bytes]:
    """Give what finds the cells of some columns that hold something, and of which an attribute has one of these values."""
    said = b"[^>]* " + attribute + b'="(?:' + b"|".join(values) + b')"[^>]*(?<!/)>'
    return re.compile(_PLAIN_CELL + _letters(columns) + rb'[0-9]+"' + said)


@cache
def _shared(columns: frozenset[int], strings: frozenset[bytes]) -> re.Pattern[bytes]:
    """Give what finds the cells of some columns in which one of these shared strings stands."""
    said = rb'[^>]* t="s"[^>]*>\s*<v>(?:' + b"|".join(strings) + b")<"
    return re.compile(_PLAIN_CELL + _letters(columns) + rb'[0-9]+"' + said)


def _hidden_rows(xml: bytes, start: int, end: int, *, is_plain: bool) -> Iterable[re.Match[bytes]]:
    """Give the tags of the hidden rows; mostly there are none, and it is seen sooner that nothing among the cells is hidden."""
    if not is_plain:
        return _HIDDEN_ROW.finditer(xml)
    return _PLAIN_HIDDEN_ROW.finditer(xml) if _HIDDEN.search(xml, start, end) else ()


def _place(cell: re.Match[bytes]) -> Cell:
    """Give the address of a cell that was found."""
    return int(cell[2]), column_number(cell[1].decode())


def _row(tag: re.Match[bytes]) -> int:
    """Give the number in a row's tag; 0, which no row has, where there is none."""
    number = _ROW_NUMBER.search(tag[0])
    return int(number[1]) if number else 0


def _attributes(tag: bytes) -> Mapping[str, str]:
    """Give the attributes of a tag."""
    return {name.decode(): value.decode() for name, value in re.findall(rb'(\w+)="([^"]*)"', tag)}


def _range(left: bytes, top: bytes, right: bytes, bottom: bytes) -> tuple[Cell, Cell]:
    """Give the corners of a range."""
    return (int(top), column_number(left.decode())), (int(bottom), column_number(right.decode()))
