"""How our workbooks look: four fonts, cached cell formats, and row heights computed from the text they must show."""

import datetime as dt
import unicodedata
from collections.abc import Iterable, Mapping
from enum import Enum
from io import BytesIO
from math import ceil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

SONG, HEI, FANG, KAI = "宋体", "黑体", "仿宋", "楷体"
"""The fonts of official documents in China; nothing else is used."""

INPUT_FILL = "#FFF9E5"
HEAD_FILL = "#E7ECF3"
KEY_GREY = "#8C8C8C"
LINE = "#7F7F7F"
SOFT_LINE = "#D0D3D9"
"""Between rows that belong together."""
FORM_LINE = "#A9AFBA"
"""Where a whole page is empty cells to fill."""
NOTE_GREY = "#595959"
BAND_FILL = "#F6F8FB"
"""Behind cells that nobody fills, where a sheet is mostly for filling."""


class Tone(Enum):
    """How urgent a remark on the sheet is: its font colour, dark enough to be read where it is printed in grey."""

    MUST = "#A5281B"
    ASK = "#8A5A00"
    FINE = "#2E6B34"


QUESTION_FILLS = {Tone.MUST: "#F6C9C2", Tone.ASK: "#FBDF8E"}
"""Behind cells that are asked about: apart from each other, and from the yellow of all input cells, in grey as well."""

LEFT: Mapping[str, object] = {"align": "left", "indent": 1}
"""Running text: a little away from the line."""

A4 = 9
ROW_MOST = 409.0
"""Points; no program shows a higher row."""
TEXT_FORMAT = "@"
DATE_FORMAT = "yyyy-mm-dd"
_FOOTER = f'&C&"{SONG},Regular"&9第 &P 页 共 &N 页'
"""The font is named with a style, as Excel wants it; the blanks keep the size from running into the text."""
UNSCALED: Mapping[str, bool] = {"scale_with_doc": False}
"""Printed headings and page numbers have one size on all pages, however much a wide sheet is shrunk."""

_BOUND_MARGINS = {"left": 0.95, "right": 0.6, "top": 0.8, "bottom": 0.8}
"""In inches; the left one leaves room to bind or staple."""

_LINE_HEIGHT = 1.32
"""Points of row height for one point of font size."""
_COLUMN_UNIT_FONT = 11
"""A column's width counts digits of the default font at this size."""
_PADDING = 5.0
_GB2312 = 134
"""The character set of our fonts, for systems that must look for another in their place."""
_CREATED = dt.datetime(2017, 9, 21, tzinfo=dt.UTC)
"""The day of the 办法: the same content gives the same file, whenever it is made."""


def new_workbook(stream: BytesIO) -> "Workbook":
    """Open a workbook in memory; all text is written as text, and nothing in it tells when it was made."""
    import xlsxwriter  # noqa: PLC0415 - colours and widths are asked for by many who write nothing

    book = xlsxwriter.Workbook(
        stream,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            # "none": the theme must not put its own font in the place of ours on an English system.
            "default_format_properties": {
                "font_name": SONG,
                "font_size": _COLUMN_UNIT_FONT,
                "font_scheme": "none",
                "font_charset": _GB2312,
            },
            # What a Chinese Excel gives a sheet in 宋体 11: a digit of 8 pixels, a row of 13.5 points.
            "default_column_width": 72,
            "default_row_height": 18,
        },
    )
    book.set_properties({"created": _CREATED})
    return book


class Styles:
    """The formats of one workbook; the same properties give the same format."""

    def __init__(self, book: "Workbook") -> None:
        """Start without formats."""
        self._book = book
        self._formats: dict[tuple[tuple[str, object], ...], Format] = {}
        self._toned: dict[Tone, Format] = {}

    def get(self, **properties: object) -> "Format":
        """Give the format with these xlsxwriter properties, over the house defaults (宋体 11, centred upright, wrapped)."""
        full = {"font_name": SONG, "font_size": _COLUMN_UNIT_FONT, "valign": "vcenter", "text_wrap": True, **properties}
        key = tuple(sorted(full.items()))
        if key not in self._formats:
            self._formats[key] = self._book.add_format(full)
        return self._formats[key]

    def boxed(self, **properties: object) -> "Format":
        """Give a format with thin borders all round."""
        return self.get(**{"border": 1, "border_color": LINE, **properties})

    def toned(self, tone: Tone) -> "Format":
        """Give the format that colours a remark; nothing but the font changes."""
        if tone not in self._toned:
            self._toned[tone] = self._book.add_format({"font_color": tone.value})
        return self._toned[tone]

    def title(self, font_size: float = 18) -> "Format":
        """Give the format of a sheet's title."""
        return self.get(font_name=HEI, font_size=font_size, align="center")

    def note(self, **properties: object) -> "Format":
        """Give the format of a remark to the reader."""
        return self.get(**{"font_name": KAI, "font_color": NOTE_GREY, **properties})

    def head(self, **properties: object) -> "Format":
        """Give the format of a header cell."""
        return self.boxed(**{"font_name": HEI, "bg_color": HEAD_FILL, "align": "center", **properties})

    def input(self, **properties: object) -> "Format":
        """Give the format of a cell that a person fills: yellow and open."""
        return self.boxed(**{"bg_color": INPUT_FILL, "locked": False, **properties})


def set_page(
    sheet: "Worksheet",
    *,
    landscape: bool = False,
    margins: Mapping[str, float] = _BOUND_MARGINS,
    pages: tuple[int, int] = (1, 0),
    source: str = "",
) -> None:
    """Set a sheet up for A4, page numbers below.

    Args:
        sheet: the sheet.
        landscape: whether it lies on its side.
        margins: in inches; room to bind where nothing else is said.
        pages: how many pages it is wide and high; 0 for as many as it takes.
        source: where it is from, told beside the page number.
    """
    sheet.set_paper(A4)
    if landscape:
        sheet.set_landscape()
    sheet.set_margins(**margins)
    sheet.fit_to_pages(*pages)
    sheet.center_horizontally()
    told = f'&R&9&"{SONG},Regular"{source.replace("&", "&&")}' if source else ""
    sheet.set_footer(f"{_FOOTER}{told}", dict(UNSCALED))


def protect(sheet: "Worksheet") -> None:
    """Protect a sheet without a password: against slips only; rows and columns can still be made higher and wider."""
    sheet.protect("", {"format_rows": True, "format_columns": True})


def select_all(book: "Workbook") -> None:
    """Select all sheets that are shown: programs print what is selected. They are locked, for a slip would go into all."""
    for sheet in book.worksheets():
        if not sheet.hidden:
            sheet.select()
            protect(sheet)


def text_width(text: str) -> int:
    """Give the width of a line in half-width characters: a Chinese character takes two."""
    return sum(2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in text)


def line_count(text: str, column_width: float, font_size: float = _COLUMN_UNIT_FONT) -> int:
    """Give how many lines ``text`` takes in a column, wrapped; a Chinese line breaks at any character.

    A text that must be wrapped gets fewer characters a line than one that just fits: a wide character, or one that may not
    begin a line, moves on and leaves its room empty.
    """
    scale = _COLUMN_UNIT_FONT / font_size
    whole, wrapped = max(2.0, (column_width - 0.5) * scale), max(2.0, (column_width - 1) * scale - 1)
    widths = (text_width(line) for line in text.split("\n"))
    return sum(1 if width <= whole else max(2, ceil(width / wrapped)) for width in widths)


def row_height(cells: Iterable[tuple[str, float]], font_size: float = _COLUMN_UNIT_FONT, least: float = 0) -> float:
    """Give the row height in points that shows every cell whole, for pairs of text and column width."""
    lines = max((line_count(text, width, font_size) for text, width in cells), default=1)
    return max(least, round(lines * font_size * _LINE_HEIGHT + _PADDING, 1))
