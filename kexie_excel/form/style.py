"""How our workbooks look: four fonts, cached cell formats, and row heights computed from the text they must show."""

import datetime as dt
import unicodedata
from collections.abc import Iterable
from io import BytesIO
from math import ceil

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook

SONG, HEI, FANG, KAI = "宋体", "黑体", "仿宋", "楷体"
"""The fonts of official documents in China; nothing else is used."""

INPUT_FILL = "#FFF9E5"
HEAD_FILL = "#E7ECF3"
KEY_GREY = "#8C8C8C"
LINE = "#7F7F7F"

A4 = 9
TEXT_FORMAT = "@"

_LINE_HEIGHT = 1.32
"""Points of row height for one point of font size."""
_COLUMN_UNIT_FONT = 11
"""A column's width counts digits of the default font at this size."""
_PADDING = 5.0
_CREATED = dt.datetime(2017, 9, 21, tzinfo=dt.UTC)
"""The day of the 办法: the same content gives the same file, whenever it is made."""


def new_workbook(stream: BytesIO) -> Workbook:
    """Open a workbook in memory; all text is written as text, and nothing in it tells when it was made."""
    book = xlsxwriter.Workbook(
        stream,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            "default_format_properties": {"font_name": SONG, "font_size": _COLUMN_UNIT_FONT},
        },
    )
    book.set_properties({"created": _CREATED})
    return book


class Styles:
    """The formats of one workbook; the same properties give the same format."""

    def __init__(self, book: Workbook) -> None:
        """Start without formats."""
        self._book = book
        self._formats: dict[tuple[tuple[str, object], ...], Format] = {}

    def get(self, **properties: object) -> Format:
        """Give the format with these xlsxwriter properties, over the house defaults (宋体 11, centred upright, wrapped)."""
        full = {"font_name": SONG, "font_size": _COLUMN_UNIT_FONT, "valign": "vcenter", "text_wrap": True, **properties}
        key = tuple(sorted(full.items()))
        if key not in self._formats:
            self._formats[key] = self._book.add_format(full)
        return self._formats[key]

    def boxed(self, **properties: object) -> Format:
        """Give a format with thin borders all round."""
        return self.get(**{"border": 1, "border_color": LINE, **properties})


def text_width(text: str) -> int:
    """Give the width of a line in half-width characters: a Chinese character takes two."""
    return sum(2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in text)


def line_count(text: str, column_width: float, font_size: float = _COLUMN_UNIT_FONT) -> int:
    """Give how many lines ``text`` takes in a column, wrapped; a Chinese line breaks at any character."""
    fits = max(2.0, (column_width - 1) * _COLUMN_UNIT_FONT / font_size)
    return sum(max(1, ceil(text_width(line) / (fits - 1))) for line in text.split("\n"))


def row_height(cells: Iterable[tuple[str, float]], font_size: float = _COLUMN_UNIT_FONT, least: float = 0) -> float:
    """Give the row height in points that shows every cell whole, for pairs of text and column width."""
    lines = max((line_count(text, width, font_size) for text, width in cells), default=1)
    return max(least, round(lines * font_size * _LINE_HEIGHT + _PADDING, 1))
