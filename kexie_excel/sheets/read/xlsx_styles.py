"""The styles and shared strings of an .xlsx workbook: which of them a person sees otherwise than they read."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from xml.etree import ElementTree as ET

from kexie_excel.sheets.read.formats import misleads
from kexie_excel.sheets.read.sheet_look import Matter

_BUILT_IN = {9: "0%", 10: "0.00%"}
_GENERAL = "General"
_OFF = frozenset({"0", "false"})


def named(root: ET.Element, name: str) -> Iterator[ET.Element]:
    """Give the elements of one name, whatever their namespace."""
    return (element for element in root.iter() if element.tag.rpartition("}")[2] == name)


def inner_text(element: ET.Element) -> str:
    """Give the text of a string, in one piece or in several; what is read over it is not part of it."""
    parts = []
    for child in element:
        name = child.tag.rpartition("}")[2]
        if name == "t":
            parts.append("".join(child.itertext()))
        elif name == "r":
            parts.append(inner_text(child))
    return "".join(parts)


def is_struck(font: ET.Element | None) -> bool:
    """Tell whether a font strikes through."""
    return font is not None and any(mark.get("val", "1") not in _OFF for mark in named(font, "strike"))


def has_struck_part(string: ET.Element) -> bool:
    """Tell whether a part of a string is struck through."""
    return any(is_struck(look) for look in named(string, "rPr"))


@dataclass(frozen=True)
class CellStyle:
    """How the cells of one style look."""

    code: str
    """The number format."""
    is_struck: bool


@dataclass(frozen=True)
class XlsxStyles:
    """The cell styles by number."""

    looks: Sequence[CellStyle]

    def of(self, cell: ET.Element) -> CellStyle:
        """Give the look of a cell."""
        number = cell.get("s", "0")
        at = int(number) if number.isdecimal() else 0
        return self.looks[at] if at < len(self.looks) else CellStyle(_GENERAL, is_struck=False)

    def odd(self, matter: Matter) -> frozenset[bytes]:
        """Give the numbers of those under which something may be seen otherwise than it is."""
        return self._odd_numbers if matter is Matter.NUMBER else self._odd_words

    @cached_property
    def _odd_words(self) -> frozenset[bytes]:
        """Those that matter wherever something stands."""
        return frozenset(str(at).encode() for at, look in enumerate(self.looks) if look.is_struck)

    @cached_property
    def _odd_numbers(self) -> frozenset[bytes]:
        """Those that matter where a number stands."""
        found = (str(at).encode() for at, look in enumerate(self.looks) if misleads(look.code))
        return self._odd_words | frozenset(found)


def read_styles(xml: bytes) -> XlsxStyles:
    """Read the styles of a workbook; none where it has none."""
    if not xml:
        return XlsxStyles(())
    root = ET.fromstring(xml)  # noqa: S314 - expat bounds entities, and a worker process reads
    codes = _BUILT_IN | {_number(own, "numFmtId"): own.get("formatCode", "") for own in named(root, "numFmt")}
    sections = {child.tag.rpartition("}")[2]: child for child in root}
    fonts = [is_struck(font) for font in sections.get("fonts", ())]
    return XlsxStyles(
        tuple(
            CellStyle(codes.get(_number(xf, "numFmtId"), _GENERAL), _number(xf, "fontId") in {*_which(fonts)})
            for xf in sections.get("cellXfs", ())
        )
    )


def _which(marks: Sequence[bool]) -> Iterator[int]:
    """Give the places of those that are true."""
    return (at for at, mark in enumerate(marks) if mark)


def _number(element: ET.Element, name: str) -> int:
    """Give an attribute that is a number; 0 where it is none."""
    text = element.get(name, "0")
    return int(text) if text.isdecimal() else 0


def read_strings(xml: bytes) -> Sequence[ET.Element]:
    """Read the shared strings of a workbook; none where it has none."""
    return list(named(ET.fromstring(xml), "si")) if xml else ()  # noqa: S314 - as above
