"""The data sheets: a header in the first row, one record a row below it, nothing merged, ready to filter and to print."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from kexie_excel.sheets.cells import Cell, put
from kexie_excel.sheets.style import HEAD_FILL, HEI, ROW_MOST, Styles, row_height
from kexie_excel.summary.book import Report
from kexie_excel.summary.page import HEADED_ROOM_DOWN, ROOM_ACROSS, set_page
from kexie_excel.text import clean

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

MUST_FILL, ASK_FILL = "#F3DFDC", "#FBF3DC"
"""Soft, and apart from each other in grey as well."""
_HOUSE_SIZE = 11.0
POINTS = "0.00"
MOMENT = "yyyy-mm-dd hh:mm"

_HEAD_LEAST, _ROW_LEAST, _AIR = 24.0, 18.0, 3.0
"""Points; the last is added where a text takes several lines, so that it does not touch the border."""
_ONE_LINE = row_height((), least=_ROW_LEAST)
_INDENTED = 1.5
"""Digits that an indent takes from a column's width."""
_DIGIT_PIXELS, _PADDING_PIXELS, _PIXEL = 8, 5, 0.75
"""Of a column, as the workbook's font has them; the last is a pixel in points."""
_LEAST_PART, _MOST_PART = 0.99, 1.05
"""Of the reckoned room: programs measure columns in their own ways, and so shrink them more or less."""
_LEAST_SCALE = 0.6
"""A print is not shrunk further to stay on one page."""
_MEASURED = 4000
"""Characters after which a text fills the highest row whatever its column's width."""


@dataclass(frozen=True)
class Column:
    """One column of a data sheet."""

    header: str
    width: float
    """In digits, as spreadsheet programs count."""
    align: str = "center"
    num_format: str = "General"
    font_size: float = _HOUSE_SIZE
    fills: Mapping[str, str] = field(default_factory=dict)
    """Text of the cell → background."""

    @property
    def pixels(self) -> int:
        """How wide it is on the screen."""
        return int(self.width * _DIGIT_PIXELS) + _PADDING_PIXELS

    @property
    def is_indented(self) -> bool:
        """Whether its text keeps a little off the border at which it starts or ends."""
        return self.align != "center"

    def room(self, font_size: float = _HOUSE_SIZE) -> float:
        """Give the width its text has, for a row whose height is reckoned with this font size."""
        return (self.width - (_INDENTED if self.is_indented else 0)) * font_size / self.font_size

    def form(self, styles: Styles, **look: object) -> "Format":
        """Give the format of its cells."""
        indent = {"indent": 1} if self.is_indented else {}
        return styles.boxed(
            **{"align": self.align, "num_format": self.num_format, "font_size": self.font_size, **indent, **look}
        )


@dataclass(frozen=True)
class DataSheet:
    """A data sheet with its header and records, and how far it fills its pages."""

    sheet: "Worksheet"
    columns: Sequence[Column]
    heights: Sequence[float]
    """Of the header row and of each record, in points."""

    @property
    def below(self) -> int:
        """The number of the first row below its records."""
        return len(self.heights)

    @cached_property
    def rooms(self) -> tuple[float, float]:
        """The least and the most points of rows that a page holds, once the columns are shrunk to its width."""
        across = sum(column.pixels for column in self.columns) * _PIXEL
        room = HEADED_ROOM_DOWN / min(1.0, int(ROOM_ACROSS / across * 100) / 100)
        return room * _LEAST_PART, room * _MOST_PART

    @cached_property
    def is_one_page(self) -> bool:
        """Whether all records are on the page of their header."""
        return sum(self.heights) <= self.rooms[0]

    def fits_one_page(self, more: float) -> bool:
        """Tell whether the records and so many points of rows below them can still be read on one page."""
        return HEADED_ROOM_DOWN / (sum(self.heights) + more) >= _LEAST_SCALE


def write_data_sheet(  # noqa: PLR0913 - what a sheet shows, and the two ways in which a few of them are different
    report: Report,
    name: str,
    columns: tuple[Column, ...],
    records: Iterable[tuple[Cell, ...]],
    *,
    filtered: bool = True,
    charted: bool = False,
) -> DataSheet:
    """Write a data sheet: the header stays in sight, and on every printed page that has records.

    Args:
        report: the report.
        name: the sheet's name.
        columns: its columns.
        records: its rows, a cell for each column.
        filtered: whether the header has filters.
        charted: whether charts are drawn from it, for which its cells must be kept.
    """
    sheet: Worksheet = report.book.add_worksheet(name) if charted else report.add_listing(name)
    heights = [_write_header(sheet, report.styles, columns)]
    painter = _Painter(report.styles, columns)
    heights += (painter.write(sheet, row, record) for row, record in enumerate(records, start=1))
    table = DataSheet(sheet, columns, heights)
    if filtered:
        sheet.autofilter(0, 0, table.below - 1, len(columns) - 1)
    sheet.freeze_panes(1, 0)
    if not table.is_one_page:
        # Over charts or remarks alone, a header would have nothing to head.
        sheet.repeat_rows(0)
    # 编号 and the like are text on purpose.
    sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
    set_page(sheet, report, report.heading(name))
    return table


def _write_header(sheet: "Worksheet", styles: Styles, columns: tuple[Column, ...]) -> float:
    """Write the header row, set the columns' widths, and give the row's height."""
    form = styles.boxed(font_name=HEI, align="center", bg_color=HEAD_FILL)
    for position, column in enumerate(columns):
        sheet.set_column(position, position, column.width)
        put(sheet, 0, position, clean(column.header), form)
    height = row_height(((column.header, column.width) for column in columns), least=_HEAD_LEAST)
    sheet.set_row(0, height)
    return height


class _Painter:
    """Writes records; makes each format once, since a sheet may have a hundred thousand rows."""

    def __init__(self, styles: Styles, columns: tuple[Column, ...]) -> None:
        """Make the formats."""
        self._cells = tuple(
            (
                position,
                column.room(),
                column.form(styles),
                {text: column.form(styles, bg_color=fill) for text, fill in column.fills.items()},
            )
            for position, column in enumerate(columns)
        )

    def write(self, sheet: "Worksheet", row: int, record: tuple[Cell, ...]) -> float:
        """Write one record, give its row the height that shows it whole, and tell it."""
        tall: list[tuple[str, float]] = []
        for (position, room, form, filled), value in zip(self._cells, record, strict=True):
            if not isinstance(value, str):
                put(sheet, row, position, value, form)
                continue
            text = clean(value)
            put(sheet, row, position, text, filled.get(text, form))
            # Only a text that could be too wide, even if every character of it is, is measured.
            if 2 * len(text) > room - 2 or "\n" in text:
                tall.append((text[:_MEASURED], room))
        height = row_height(tall, least=_ROW_LEAST)
        height = min(ROW_MOST, height if height <= _ONE_LINE else height + _AIR)
        sheet.set_row(row, height)
        return height
