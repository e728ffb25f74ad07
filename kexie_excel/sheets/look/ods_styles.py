"""The styles of an .ods workbook: which of them strike through, cannot be seen, stand above the line, or hide a sheet."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from xml.etree import ElementTree as ET

from kexie_excel.sheets.look.colours import BLACK, WHITE, blends, from_hex


def namespace(name: str) -> str:
    """Give a namespace of the format, as it stands before the names of tags and attributes."""
    return f"{{urn:oasis:names:tc:opendocument:xmlns:{name}:1.0}}"


_STYLE, _TABLE, _TEXT = map(namespace, ("style", "table", "text"))
_SPAN = f"{_TEXT}span"
_OF_CELLS, _OF_TEXT, _OF_SHEETS = "table-cell", "text", "table"
_LINES = (f"{_STYLE}text-line-through-style", f"{_STYLE}text-line-through-type")
_NO_LINE = "none"
_FO = namespace("xsl-fo-compatible")
_OF_LETTERS = "text-properties"
_ON_THE_LINE = frozenset({"", "0%", "baseline"})


@dataclass(frozen=True)
class TextLook:
    """How the text of a cell, or a part of it, is seen."""

    is_struck: bool = False
    is_unseen: bool = False
    """Whether it has the colour of its ground."""
    is_raised: bool = False
    """Whether a part of it, and not all of it, stands above or below the line."""


PLAIN = TextLook()


@dataclass(frozen=True)
class OdsStyles:
    """The styles by family and name."""

    elements: Mapping[tuple[str, str], ET.Element]
    _known: dict[str, TextLook] = field(default_factory=dict)
    """Style → how a text is seen that has no other of its own; a form has thousands of cells, and dozens of styles."""

    def look(self, cell: ET.Element, style: str) -> TextLook:
        """Say how the text of a cell with this style is seen."""
        spans = [span for span in cell.iter(_SPAN) if "".join(span.itertext()).strip()]
        if spans:
            return self._look(style, list(self._parts(cell, style, spans)))
        if style not in self._known:
            self._known[style] = self._look(style, [(_OF_CELLS, style)])
        return self._known[style]

    def _parts(self, cell: ET.Element, style: str, spans: Sequence[ET.Element]) -> Iterator[tuple[str, str]]:
        """Give the styles of a cell's text, by family and name: its own, unless parts cover it, and those of the parts."""
        covered = sum(len("".join(span.itertext())) for span in spans)
        if covered < sum(len("".join(line.itertext())) for line in cell.findall(f"{_TEXT}p")):
            yield _OF_CELLS, style
        yield from ((_OF_TEXT, span.get(f"{_TEXT}style-name", "")) for span in spans)

    def _look(self, style: str, parts: Sequence[tuple[str, str]]) -> TextLook:
        """Say how a text is seen in a cell of this style, whose parts have these."""
        ground = from_hex(self._property(_OF_CELLS, style, "table-cell-properties", f"{_FO}background-color")) or WHITE
        own = self._property(_OF_CELLS, style, _OF_LETTERS, f"{_FO}color")
        colours = [from_hex(self._property(*part, _OF_LETTERS, f"{_FO}color") or own) or BLACK for part in parts]
        places = {
            self._property(*part, _OF_LETTERS, f"{_STYLE}text-position").partition(" ")[0] in _ON_THE_LINE
            for part in parts
        }
        return TextLook(
            is_struck=any(self._is_line(*part) for part in ((_OF_CELLS, style), *parts)),
            is_unseen=any(blends(colour, ground) for colour in colours),
            is_raised=len(places) > 1,
        )

    def hides(self, sheet: str) -> bool:
        """Tell whether sheets of this style are hidden."""
        return self._property(_OF_SHEETS, sheet, "table-properties", f"{_TABLE}display") == "false"

    def _is_line(self, family: str, name: str) -> bool:
        """Tell whether a style draws a line through the text."""
        line = self._property(family, name, _OF_LETTERS, *_LINES)
        return line not in {"", _NO_LINE}

    def _property(self, family: str, name: str, kind: str, *attributes: str) -> str:
        """Give a property of a style, by the first name it has there: its own, or that of the style it follows."""
        seen: set[str] = set()
        while (family, name) in self.elements and name not in seen:
            seen.add(name)
            style = self.elements[family, name]
            for properties in style.findall(f"{_STYLE}{kind}"):
                for attribute in attributes:
                    if attribute in properties.attrib:
                        return properties.attrib[attribute]
            name = style.get(f"{_STYLE}parent-style-name", "")
        return ""


def read_styles(common: bytes, content: ET.Element) -> OdsStyles:
    """Read the styles that a workbook names, and those that its cells have of their own."""
    roots = [ET.fromstring(common)] if common else []  # noqa: S314 - expat bounds entities, and a worker process reads
    found = (style for root in (*roots, content) for style in root.iter(f"{_STYLE}style"))
    return OdsStyles({(style.get(f"{_STYLE}family", ""), style.get(f"{_STYLE}name", "")): style for style in found})
