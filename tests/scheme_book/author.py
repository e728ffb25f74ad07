"""An author at work: the 2017 workbook, changed as people change workbooks, saved, and looked at by the program."""

import datetime as dt
from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path

from openpyxl import Workbook, load_workbook
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from kexie_excel.findings import Finding
from kexie_excel.scheme.load import BUILT_IN, build_scheme, read_document
from kexie_excel.scheme_book.lint import lint
from kexie_excel.scheme_book.read import SchemeBook, read_scheme_book
from kexie_excel.scheme_book.writing.book import write_scheme_book

Typed = str | int | float | dt.date | None
Edit = Callable[[Workbook], None]
RULES, ITEMS, FACTS, UNITS, LEVELS = "计分规则", "指标", "填报事项", "单位", "等次"
BONUS, READINGS, HEAD, NOTES = "加分情形", "口径", "基本信息", "附注"
"""The sheets as an author knows them."""
DOCUMENT = read_document(BUILT_IN)
WRITTEN = write_scheme_book(DOCUMENT, BUILT_IN.name)
"""The 2017 workbook; two of three of its cells are ready for rows that an author may add."""


def _lean() -> bytes:
    """Give it as programs keep it that store nothing for an empty cell, and each text once: it takes less time to change."""
    book = load_workbook(BytesIO(WRITTEN))
    for sheet in book.worksheets:
        cells = sheet._cells  # noqa: SLF001 - nothing else lets go of a cell
        for place, cell in list(cells.items()):
            if cell.value is None:
                del cells[place]
            elif cell.data_type == "inlineStr":
                cell.data_type = "s"
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


LEAN = _lean()


def with_items(changes: Mapping[str, Mapping[str, object]]) -> dict[str, object]:
    """Give the 2017 scheme with some items otherwise, item id → what of it, and without readings."""
    items = DOCUMENT["item"]
    assert isinstance(items, list)
    return {**DOCUMENT, "item": [{**item, **changes.get(item["id"], {})} for item in items], "interpretation": []}


def read_back(document: dict[str, object], folder: Path) -> SchemeBook:
    """Write a scheme as a workbook, and read that: it says what the data say, and nothing in it is wrong."""
    path = folder / "方案.xlsx"
    path.write_bytes(write_scheme_book(document, "方案.toml"))
    book = read_scheme_book(path)
    assert book.findings == ()
    assert build_scheme(book.document, "方案") == build_scheme(document, "方案")
    return book


def put(sheet: str, address: str, value: Typed, number_format: str = "") -> Edit:
    """Type into one cell."""

    def edit(book: Workbook) -> None:
        cell = page(book, sheet)[address]
        cell.value = value
        if number_format:
            cell.number_format = number_format

    return edit


def page(book: Workbook, sheet: str) -> Worksheet:
    """Give one sheet."""
    found = book[sheet]
    assert isinstance(found, Worksheet)
    return found


def all_of(*edits: Edit) -> Edit:
    """Make several changes."""

    def edit(book: Workbook) -> None:
        for own in edits:
            own(book)

    return edit


def merge(sheet: str, area: str) -> Edit:
    """Merge cells."""
    return lambda book: page(book, sheet).merge_cells(area)


def struck(sheet: str, row: int) -> Edit:
    """Strike a row through."""

    def edit(book: Workbook) -> None:
        for cell in page(book, sheet)[row]:
            cell.font = Font(strike=True)

    return edit


def rename(sheet: str, name: str) -> Edit:
    """Give a sheet another name."""

    def edit(book: Workbook) -> None:
        page(book, sheet).title = name

    return edit


def drop_sheet(sheet: str) -> Edit:
    """Delete a sheet."""
    return lambda book: book.remove(book[sheet])


def drop_row(sheet: str, row: int) -> Edit:
    """Delete a row."""
    return lambda book: page(book, sheet).delete_rows(row)


def drop_rows(sheet: str) -> Edit:
    """Delete everything below the headers."""
    return lambda book: page(book, sheet).delete_rows(2, 300)


def drop_column(sheet: str, column: int) -> Edit:
    """Delete a column."""
    return lambda book: page(book, sheet).delete_cols(column)


def insert_row(sheet: str, row: int, **cells: Typed) -> Edit:
    """Insert a row and fill cells of it by their column's letter."""

    def edit(book: Workbook) -> None:
        page(book, sheet).insert_rows(row)
        for letter, value in cells.items():
            page(book, sheet)[f"{letter}{row}"] = value

    return edit


def saved(edit: Edit, path: Path, content: bytes = LEAN) -> Path:
    """Save the changed workbook."""
    book = load_workbook(BytesIO(content))
    edit(book)
    book.save(path)
    return path


def read(edit: Edit, folder: Path, content: bytes = LEAN) -> SchemeBook:
    """Read the changed workbook."""
    return read_scheme_book(saved(edit, folder / "方案.xlsx", content))


def findings(edit: Edit, folder: Path, content: bytes = LEAN) -> tuple[Finding, ...]:
    """Give everything the program finds in the changed workbook."""
    book = read(edit, folder, content)
    return lint(book.document, book.review, book.trials)


def place(found: Finding) -> str:
    """Write where a finding points."""
    return f"{found.place.sheet} {found.place.cell}".strip()
