"""Read a summary again: one of this tool, also saved by another program, its sheets moved, some gone, decisions typed in."""

import re
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from kexie_excel.findings import Place
from kexie_excel.returns.coerce import coerce_score
from kexie_excel.scoring.past import Past, PastText
from kexie_excel.sheets.address import cell_name
from kexie_excel.sheets.read.grid import Sheet, Unreadable, Workbook, cells, open_workbook
from kexie_excel.sheets.read.raw import Raw, compact, shown
from kexie_excel.sheets.read.tables import (
    Table,
    Wanted,
    header_columns,
    one_of_each,
    pick_table,
    twin_doubt,
    twin_letters,
)
from kexie_excel.summary import records, stamp
from kexie_excel.summary.columns import AWARDS, DIFFERENCES, ITEMS, RANKING, RECEIPTS, UNIT
from kexie_excel.summary.page import DRAFT

_LISTINGS = (RANKING, ITEMS, AWARDS, DIFFERENCES, RECEIPTS)
_MATRIX = Wanted("逐项矩阵", {"编号", "指标"}, ("编号", "指标"))
_WANTED = {own.name: own for own in (*(own.wanted for own in _LISTINGS), _MATRIX)}
_NEEDED = (RANKING.name, ITEMS.name, AWARDS.name)
_YEAR = re.compile(r"(\d{4})年")


class _Row(NamedTuple):
    """One record of a table."""

    file: str
    sheet: Sheet
    at: int
    values: Sequence[Raw]
    columns: Mapping[str, int]
    twins: Mapping[str, tuple[int, ...]]

    def raw(self, header: str) -> Raw:
        """Give a cell; empty where there is no such column, and no number or word where there are two that differ."""
        key = compact(header)
        doubt = twin_doubt(self.sheet, self.at, key, self.twins.get(key, ()))
        if doubt:
            return f"{doubt.raw}（{doubt.why}）"
        column = self.columns.get(key, 0)
        return self.values[column - 1] if 0 < column <= len(self.values) else ""

    def text(self, header: str) -> str:
        """Give a cell's comparable text."""
        return compact(self.raw(header))

    def shown(self, header: str) -> str:
        """Give a cell's text as it stands."""
        return shown(self.raw(header))

    def number(self, header: str) -> Fraction | None:
        """Give a cell's number; nothing where it is empty or says something else."""
        return _number(self.raw(header))

    def place(self, header: str) -> Place:
        """Say where a cell stands."""
        return Place(self.file, self.sheet.name, cell_name(self.at, self.columns[compact(header)]))


@lru_cache(maxsize=2048, typed=True)
def _number(raw: Raw) -> Fraction | None:
    """Read a number; a summary has few different ones, and each of them is kept once."""
    value = coerce_score(raw).value
    return value if isinstance(value, Fraction) else None


def read_past(path: Path) -> Past | str:
    """Read a summary; or say in a few words why the file is none."""
    book = open_workbook(path, streamed=True)
    if isinstance(book, Unreadable):
        return book.reason
    tables = {name: table for name, own in _WANTED.items() if (table := pick_table(book.sheets, own, _WANTED))}
    if not any(name in tables for name in _NEEDED):
        return "不是评估结果汇总表"
    return _past(tables, _stamp(book), path.name)


def read_seal(path: Path) -> str:
    """Read the seal that a summary bears, and nothing else of it; empty where there is none to read."""
    book = open_workbook(path, stamp.SHEET)
    return "" if isinstance(book, Unreadable) else _first(_stamp(book), stamp.SEAL)


def _past(tables: Mapping[str, Table], stamped: Mapping[str, Sequence[Sequence[str]]], file: str) -> Past:
    """Put together what the tables say."""

    def rows(listing: str) -> Iterator[_Row]:
        return _rows(tables[listing], file) if listing in tables else iter(())

    ranking = tables.get(RANKING.name)
    standings, doubled = records.standings(_ranking(ranking, file) if ranking else ())
    reasons = {(compact(unit), compact(item)): compact(why) for unit, item, why in stamped.get(stamp.RULED, ())}
    items, categories = records.items(rows(ITEMS.name), reasons)
    titles = _titles(ranking) if ranking else ""
    year = _first(stamped, stamp.YEAR) or next(iter(_YEAR.findall(titles)), "")
    return Past(
        year=int(year) if year.isdecimal() else None,
        is_draft=DRAFT in titles,
        standings=standings,
        categories=categories,
        items=items,
        awards=records.awards(rows(AWARDS.name)),
        findings=records.findings(rows(DIFFERENCES.name)),
        files=records.files(rows(RECEIPTS.name)),
        readings={compact(key): compact(label) for key, label, _empty in stamped.get(stamp.READING, ())},
        texts={key: PastText(section, compact(text)) for key, section, text in stamped.get(stamp.ITEM, ())},
        titles={row.text("编号"): row.text("指标") for row in rows(_MATRIX.name) if row.text("编号")},
        scheme=_first(stamped, stamp.SCHEME),
        last_summary=_first(stamped, stamp.LAST_SUMMARY),
        stamped=_first(stamped, stamp.SEAL),
        missing=tuple(name for name in _NEEDED if name not in tables),
        doubled=doubled,
        twins=tuple(_twins(tables)),
        period=_first(stamped, stamp.PERIOD),
    )


def _stamp(book: Workbook) -> Mapping[str, Sequence[Sequence[str]]]:
    """Give the values of the sheet that no program shows, by the word in front of them."""
    found: dict[str, list[list[str]]] = {}
    for row in next((sheet.rows for sheet in book.sheets if sheet.name == stamp.SHEET), ()):
        key, *values = [shown(value) for value in row[:4]] + [""] * (4 - len(row[:4]))
        found.setdefault(key, []).append(values)
    return found


def _first(stamped: Mapping[str, Sequence[Sequence[str]]], key: str) -> str:
    """Give the first value behind a word; empty where there is none."""
    return next((values[0] for values in stamped.get(key, ())), "")


def _titles(table: Table) -> str:
    """Give what stands above the first block of 汇总表."""
    return "".join(compact(value) for _row, _column, value in cells(table.sheet, table.header_row - 1))


def _rows(table: Table, file: str) -> Iterator[_Row]:
    """Give the records of a table."""
    for at, values in enumerate(table.sheet.rows, 1):
        if at > table.header_row:
            yield _Row(file, table.sheet, at, values, table.columns, table.twins)


def _ranking(table: Table, file: str) -> Iterator[_Row]:
    """Give the lines of 汇总表: below each header row, to the first that names no unit."""
    wanted = RANKING.wanted
    block: Table | None = None
    for at in range(table.header_row, len(table.sheet.rows) + 1):
        own = header_columns(table.sheet, at, wanted.headers)
        if own.keys() >= set(wanted.telling):
            block = Table(table.sheet, at, *one_of_each(table.sheet, at, own))
            continue
        row = _Row(file, table.sheet, at, table.sheet.rows[at - 1], block.columns, block.twins) if block else None
        if row and row.text(UNIT):
            yield row
        else:
            block = None


def _twins(tables: Mapping[str, Table]) -> Iterator[str]:
    """Name the headers that stand over two columns which do not say the same."""
    for table in tables.values():
        for header, columns in table.twins.items():
            below = range(table.header_row + 1, len(table.sheet.rows) + 1)
            if any(twin_doubt(table.sheet, row, header, columns) for row in below):
                yield f"“{table.sheet.name}”的“{header}”（{twin_letters(columns)}列）"
