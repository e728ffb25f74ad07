"""The styles and shared strings of an .xlsx workbook: which of them a person sees otherwise than they read."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from xml.etree import ElementTree as ET

from kexie_excel.sheets.look.colours import BLACK, WHITE, Colour, blends, from_hex
from kexie_excel.sheets.look.elements import child_named, local_name, named
from kexie_excel.sheets.look.number_format import hides_text, is_date, is_plain, lacks_year
from kexie_excel.sheets.look.sheet_look import Matter

_YEAR_MONTH, _MONTH_DAY, _MONEY, _CENTS = 'yyyy"年"m"月"', 'm"月"d"日"', "#,##0;-#,##0", "#,##0.00;-#,##0.00"
_BUILT_IN = {
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    12: "# ?/?",
    13: "# ??/??",
    14: "yyyy/m/d",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    **dict.fromkeys((18, 19, 20, 21), "h:mm"),
    22: "yyyy/m/d h:mm",
    **dict.fromkeys((27, 31, 36, 50, 52, 57), _YEAR_MONTH),
    **dict.fromkeys((28, 29, 51, 53, 54, 58), _MONTH_DAY),
    30: "m-d-yy",
    **dict.fromkeys((37, 38), _MONEY),
    **dict.fromkeys((39, 40), _CENTS),
    **dict.fromkeys((32, 33, 34, 35, 45, 46, 47, 55, 56), "h:mm"),
    48: "##0.0E+0",
    49: "@",
}
"""What the numbers below 164 stand for, as Chinese programs show them."""
_GENERAL = "General"
_MOST_REMEMBERED = 32
_OFF = frozenset({"0", "false", "none", "baseline"})
_SMALLEST = 3
"""Points below which nobody reads a letter."""
_THEME_WHITE, _THEME_BLACK, _MOST_TINT = "0", "1", 0.1
_INDEXED_WHITE, _INDEXED_GROUND = frozenset({"1", "9"}), frozenset({"65"})


def inner_text(element: ET.Element) -> str:
    """Give the text of a string, in one piece or in several; what is read over it is not part of it."""
    parts = []
    for child in element:
        name = local_name(child)
        if name == "t":
            parts.append("".join(child.itertext()))
        elif name == "r":
            parts.append(inner_text(child))
    return "".join(parts)


@dataclass(frozen=True)
class FontLook:
    """How a font, or the look of a part of a text, is seen."""

    is_struck: bool = False
    is_raised: bool = False
    """Whether it stands above or below the line."""
    colour: Colour | None = BLACK
    """``None`` where it is not known."""
    size: float = 11

    def is_unseen(self, ground: Colour | None) -> bool:
        """Tell whether nobody sees it on this ground."""
        return self.size < _SMALLEST or blends(self.colour, ground)


def _font_look(font: ET.Element) -> FontLook:
    """Say how a font is seen."""
    own = {local_name(child): child for child in font}
    size = own["sz"].get("val", "11") if "sz" in own else "11"
    return FontLook(
        is_struck="strike" in own and own["strike"].get("val", "1") not in _OFF,
        is_raised="vertAlign" in own and own["vertAlign"].get("val", "baseline") not in _OFF,
        colour=_colour(own["color"]) if "color" in own else BLACK,
        size=float(size) if size.replace(".", "", 1).isdecimal() else 11,
    )


def _colour(element: ET.Element) -> Colour | None:
    """Give a colour, where it is certain which it is."""
    if element.get("rgb"):
        return from_hex(element.get("rgb", ""))
    tint = abs(float(element.get("tint", "0")))
    if element.get("theme") in {_THEME_WHITE, _THEME_BLACK} and tint < _MOST_TINT:
        return WHITE if element.get("theme") == _THEME_WHITE else BLACK
    indexed = element.get("indexed")
    if indexed in _INDEXED_WHITE | _INDEXED_GROUND:
        return WHITE
    return BLACK if element.get("auto") else None


def _ground(fill: ET.Element) -> Colour | None:
    """Give the colour of a fill, where it is certain."""
    pattern = next(named(fill, "patternFill"), None)
    if pattern is None:
        return None if len(fill) else WHITE
    kind = pattern.get("patternType", "none")
    if kind == "none":
        return WHITE
    colours = list(named(pattern, "fgColor"))
    return _colour(colours[0]) if kind == "solid" and colours else None


def parts(string: ET.Element) -> Iterator[tuple[FontLook | None, str]]:
    """Give the pieces of a string with their looks; nothing of the look where a piece has the cell's."""
    for run in (child for child in string if local_name(child) == "r"):
        look = child_named(run, "rPr")
        yield (None if look is None else _font_look(look)), inner_text(run)


@dataclass(frozen=True)
class CellStyle:
    """How the cells of one style look."""

    code: str = _GENERAL
    """The number format."""
    font: FontLook = FontLook()
    ground: Colour | None = WHITE

    def is_odd(self, matter: Matter) -> bool:
        """Tell whether something may be seen otherwise than it is."""
        if self.font.is_struck or self.font.is_unseen(self.ground) or hides_text(self.code):
            return True
        if matter is Matter.NUMBER:
            return not is_plain(self.code) and not is_date(self.code)
        return matter is Matter.DATE and lacks_year(self.code)


@dataclass(frozen=True)
class XlsxStyles:
    """The cell styles by number."""

    looks: Sequence[CellStyle]

    def of(self, cell: ET.Element) -> CellStyle:
        """Give the look of a cell."""
        at = _number(cell, "s")
        return self.looks[at] if at < len(self.looks) else CellStyle()

    def odd(self, matter: Matter) -> frozenset[bytes]:
        """Give the numbers of those under which something may be seen otherwise than it is."""
        return self._odd[matter]

    @cached_property
    def _odd(self) -> dict[Matter, frozenset[bytes]]:
        """The same for everything that may matter."""
        looks = list(enumerate(self.looks))
        return {kind: frozenset(str(at).encode() for at, look in looks if look.is_odd(kind)) for kind in Matter}


@lru_cache(_MOST_REMEMBERED)
def read_styles(xml: bytes) -> XlsxStyles:
    """Read the styles of a workbook; none where it has none. Those of the forms of one office are mostly the same."""
    if not xml:
        return XlsxStyles(())
    root = ET.fromstring(xml)  # noqa: S314 - expat bounds entities, and a worker process reads
    codes = _BUILT_IN | {_number(own, "numFmtId"): own.get("formatCode", "") for own in named(root, "numFmt")}
    sections = {local_name(child): child for child in root}
    fonts = [_font_look(font) for font in sections.get("fonts", ())]
    grounds = [_ground(fill) for fill in sections.get("fills", ())]
    return XlsxStyles(
        tuple(
            CellStyle(
                codes.get(_number(xf, "numFmtId"), _GENERAL),
                fonts[at] if (at := _number(xf, "fontId")) < len(fonts) else FontLook(),
                grounds[at] if (at := _number(xf, "fillId")) < len(grounds) else WHITE,
            )
            for xf in sections.get("cellXfs", ())
        )
    )


def _number(element: ET.Element, name: str) -> int:
    """Give an attribute that is a number; 0 where it is none."""
    text = element.get(name, "0")
    return int(text) if text.isdecimal() else 0


def read_strings(xml: bytes) -> Sequence[ET.Element]:
    """Read the shared strings of a workbook; none where it has none."""
    return list(named(ET.fromstring(xml), "si")) if xml else ()  # noqa: S314 - as above
