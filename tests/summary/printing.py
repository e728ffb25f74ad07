"""Prints a report as the office will, and reads what stands on the pages."""

import re
import shutil
import subprocess
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.utils import range_boundaries
from openpyxl.worksheet.worksheet import Worksheet

from scripts.office import PROGRAM, convert

CAN_PRINT = bool(PROGRAM and shutil.which("pdftotext") and shutil.which("pdfinfo"))
_PLACES = re.compile(r"(\+?)0\.(0+)(;-0\.0+;0\.0+)?$")


def squeezed(text: str) -> str:
    """Drop what a print may add or change: white space, and the width of characters."""
    return "".join(unicodedata.normalize("NFKC", text).split())


@dataclass(frozen=True)
class Page:
    """One printed page, line by line in the order in which it was drawn: a cell's lines follow one another."""

    lines: tuple[str, ...]

    @cached_property
    def text(self) -> str:
        """Everything on the page."""
        return "".join(self.lines)

    @cached_property
    def starts(self) -> list[int]:
        """Where in the text each line begins."""
        return list(accumulate(map(len, self.lines), initial=0))

    def line_count(self, text: str) -> int:
        """Give over how many lines a text is spread; 0 where it is not on the page."""
        at = self.text.find(text)
        return 0 if at < 0 else bisect_left(self.starts, at + len(text)) - bisect_right(self.starts, at) + 1


@dataclass(frozen=True)
class Printed:
    """A workbook and its pages."""

    sheets: dict[str, Worksheet]
    pages: tuple[Page, ...]
    sizes: str
    """What pdfinfo says of every page."""

    def pages_of(self, name: str) -> tuple[Page, ...]:
        """Give a sheet's pages: those with its printed heading; the first sheet has none."""
        headings = {
            other: squeezed(str(sheet.oddHeader.center.text).removeprefix('&14&"黑体,Regular"'))
            for other, sheet in self.sheets.items()
            if sheet.oddHeader and sheet.oddHeader.center.text
        }
        own = headings.get(name)
        if own is None:
            return tuple(page for page in self.pages if not any(other in page.text for other in headings.values()))
        return tuple(page for page in self.pages if own in page.text)


def print_out(content: bytes, folder: Path) -> Printed:
    """Print a workbook through the office program."""
    path = folder / "打印.xlsx"
    path.write_bytes(content)
    (pdf,) = convert([path], ".pdf", folder)
    raw = _run("pdftotext", "-raw", str(pdf), "-").split("\f")[:-1]
    pages = tuple(Page(tuple(map(squeezed, page.splitlines()))) for page in raw)
    book = load_workbook(path)
    return Printed(
        {sheet.title: sheet for sheet in book.worksheets if sheet.sheet_state == "visible"},
        pages,
        _run("pdfinfo", "-l", str(len(raw)), str(pdf)),
    )


def printed_cells(sheet: Worksheet) -> Iterator[tuple[Cell, str]]:
    """Give every cell that is printed and holds something, with what it shows."""
    left, top, right, bottom = _area(sheet)
    for row in sheet.iter_rows(top, bottom, left, right):
        for cell in row:
            if isinstance(cell, Cell) and cell.value is not None:
                yield cell, squeezed(_shown(cell))


def _area(sheet: Worksheet) -> tuple[int, int, int, int]:
    """Give the corners of what is printed."""
    area = str(sheet.print_area or "").rpartition("!")[2] or sheet.dimensions
    left, top, right, bottom = range_boundaries(area.replace("$", ""))
    assert left and top and right and bottom  # noqa: PT018 - all or none
    return left, top, right, bottom


def _shown(cell: Cell) -> str:
    """Give a cell's text as its number format shows it."""
    value, form = cell.value, str(cell.number_format)
    if cell.is_date:
        return f"{value:%Y-%m-%d%H:%M}"
    if not isinstance(value, int | float):
        return str(value)
    if places := _PLACES.fullmatch(form):
        sign = "+" if places[1] and value > 0 else ""
        return f"{sign}{value:.{len(places[2])}f}"
    return f"{value:,}" if form == "#,##0" else f"{value:g}"


def chart_rows(sheet: Worksheet) -> list[tuple[int, int]]:
    """Give the first and the last row of every chart, counted from 0."""
    charts = sheet._charts  # type: ignore[attr-defined] # noqa: SLF001 - nothing public tells where they stand
    return [(chart.anchor._from.row, chart.anchor.to.row) for chart in charts]  # noqa: SLF001


def _run(*words: str) -> str:
    """Run a program and give what it prints."""
    return subprocess.run(words, check=True, capture_output=True, encoding="utf-8", timeout=180).stdout
