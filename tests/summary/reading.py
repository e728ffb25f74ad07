"""Reads what the report writers made, as another program would."""

from collections.abc import Iterator
from functools import lru_cache
from io import BytesIO

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.header_footer import HeaderFooterItem
from openpyxl.worksheet.worksheet import Worksheet

Row = tuple[object, ...]


@lru_cache(maxsize=4)
def opened(content: bytes) -> Workbook:
    """Open a workbook with its formulas, had it any; the one that many tests look at is opened once, and nobody changes it."""
    return load_workbook(BytesIO(content))


def sheet_of(content: bytes, name: str) -> Worksheet:
    """Give one sheet."""
    sheet = opened(content)[name]
    assert isinstance(sheet, Worksheet)
    return sheet


def rows(sheet: Worksheet) -> list[Row]:
    """Give all rows' values."""
    return list(sheet.iter_rows(values_only=True))


def data(content: bytes, name: str) -> list[dict[str, object]]:
    """Give the records of a data sheet, by header; up to the first empty row."""
    header, *below = rows(sheet_of(content, name))
    return [dict(zip(map(str, header), row, strict=True)) for row in _until_empty(below)]


def ranking_blocks(content: bytes) -> list[list[dict[str, object]]]:
    """Give the blocks of 汇总表: each runs from its header row to the first row that names no unit."""
    blocks: list[list[dict[str, object]]] = []
    below = rows(sheet_of(content, "汇总表"))
    for number, row in enumerate(below):
        if row[0] == "名次":
            block = []
            for record in below[number + 1 :]:
                if record[1] is None:
                    break
                block.append(dict(zip(map(str, row), record, strict=True)))
            blocks.append(block)
    return blocks


def ranking_line(content: bytes, unit: str) -> dict[str, object]:
    """Give one unit's line of 汇总表."""
    (line,) = (record for block in ranking_blocks(content) for record in block if record["单位"] == unit)
    return line


def texts(content: bytes, name: str) -> list[str]:
    """Give every text of a sheet."""
    return [value for row in rows(sheet_of(content, name)) for value in row if isinstance(value, str)]


def printed(item: HeaderFooterItem | None) -> tuple[str | None, ...]:
    """Give what a header or footer prints on the left, in the middle and on the right."""
    assert item is not None
    return tuple(None if part is None else part.text for part in (item.left, item.center, item.right))


def _until_empty(below: list[Row]) -> Iterator[Row]:
    """Give the rows up to the first empty one."""
    for row in below:
        if all(value is None for value in row):
            return
        yield row
