"""The styles of an .ods workbook: which of them strike through, and which hide a sheet."""

from collections.abc import Mapping
from dataclasses import dataclass
from xml.etree import ElementTree as ET


def namespace(name: str) -> str:
    """Give a namespace of the format, as it stands before the names of tags and attributes."""
    return f"{{urn:oasis:names:tc:opendocument:xmlns:{name}:1.0}}"


_STYLE, _TABLE, _TEXT = map(namespace, ("style", "table", "text"))
_OF_CELLS, _OF_TEXT, _OF_SHEETS = "table-cell", "text", "table"
_LINES = (f"{_STYLE}text-line-through-style", f"{_STYLE}text-line-through-type")
_NO_LINE = "none"


@dataclass(frozen=True)
class OdsStyles:
    """The styles by family and name."""

    elements: Mapping[tuple[str, str], ET.Element]

    def strikes(self, cell: ET.Element, style: str) -> bool:
        """Tell whether a cell with this style, or a part of its text, is struck through."""
        spans = (span.get(f"{_TEXT}style-name", "") for span in cell.iter(f"{_TEXT}span"))
        return self._is_line(_OF_CELLS, style) or any(self._is_line(_OF_TEXT, name) for name in spans)

    def hides(self, sheet: str) -> bool:
        """Tell whether sheets of this style are hidden."""
        return self._property(_OF_SHEETS, sheet, "table-properties", f"{_TABLE}display") == "false"

    def _is_line(self, family: str, name: str) -> bool:
        """Tell whether a style draws a line through the text."""
        line = self._property(family, name, "text-properties", *_LINES)
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
