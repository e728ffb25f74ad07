"""Read a summary again: one of this tool, also saved by another program, its sheets moved, some gone, decisions typed in."""

import re
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from typing import NamedTuple

from kexie_excel.findings import Place
from kexie_excel.inbox.receipts import Fate
from kexie_excel.returns.coerce import coerce_score
from kexie_excel.scoring.past import AWARDS, ITEMS, RANKING, Past, PastAward, PastItem, PastStanding, PastText
from kexie_excel.sheets.address import cell_name
from kexie_excel.sheets.read.grid import Sheet, Unreadable, Workbook, cells, open_workbook
from kexie_excel.sheets.read.raw import Raw, compact, shown
from kexie_excel.sheets.read.tables import Table, Wanted, header_columns, pick_table
from kexie_excel.summary import stamp
from kexie_excel.summary.page import DRAFT
from kexie_excel.summary.snapshot import files_by_unit, ruling_reason

_FINDINGS, _FILES, _READINGS = "差异清单", "收件登记", "口径说明"
_UNIT, _CATEGORY, _KEY = "单位", "类别", "编号"
_TELLING: Mapping[str, tuple[str, ...]] = {
    RANKING: ("名次", _UNIT, "综合评分", "建议等次"),
    ITEMS: (_UNIT, _KEY, "分值", "采用"),
    AWARDS: (_UNIT, "加分情形", "文号或证书编号", "核定加分"),
    _FINDINGS: (_UNIT, "代码", "问题"),
    _FILES: ("文件", _UNIT, "结果", "校验码"),
    _READINGS: ("口径", "采用"),
}
_MORE: Mapping[str, tuple[str, ...]] = {
    RANKING: ("审定等次",),
    ITEMS: (_CATEGORY, "核算", "现场", "复核", "依据"),
    AWARDS: (_KEY, "工作（事项）名称", "奖项或文件名称", "获得日期"),
    _FINDINGS: (_KEY,),
}
_WANTED = {
    name: Wanted(name, frozenset(map(compact, (*telling, *_MORE.get(name, ())))), tuple(map(compact, telling)))
    for name, telling in _TELLING.items()
}
_NEEDED = (RANKING, ITEMS, AWARDS)
_YEAR = re.compile(r"(\d{4})年")


class _Row(NamedTuple):
    """One record of a table."""

    sheet: Sheet
    at: int
    columns: Mapping[str, int]

    def raw(self, header: str) -> Raw:
        """Give a cell; empty where there is no such column."""
        column = self.columns.get(compact(header))
        return self.sheet.at(self.at, column) if column else ""

    def text(self, header: str) -> str:
        """Give a cell's comparable text."""
        return compact(self.raw(header))

    def number(self, header: str) -> Fraction | None:
        """Give a cell's number; nothing where it is empty or says something else."""
        value = coerce_score(self.raw(header)).value
        return value if isinstance(value, Fraction) else None


def read_past(path: Path) -> Past | str:
    """Read a summary; or say in a few words why the file is none."""
    book = open_workbook(path)
    if isinstance(book, Unreadable):
        return book.reason
    tables = {name: table for name, own in _WANTED.items() if (table := pick_table(book.sheets, own, _TELLING))}
    if not any(name in tables for name in _NEEDED):
        return "不是评估结果汇总表"
    return _past(tables, _stamp(book), path.name)


def read_seal(path: Path) -> str:
    """Read the seal that a summary bears, and nothing else of it; empty where there is none to read."""
    book = open_workbook(path, stamp.SHEET)
    return "" if isinstance(book, Unreadable) else _first(_stamp(book), stamp.SEAL)


def _past(tables: Mapping[str, Table], stamped: Mapping[str, Sequence[Sequence[str]]], file: str) -> Past:
    """Put together what the tables say."""
    lines = list(_ranking(tables[RANKING])) if RANKING in tables else []
    standings, doubled = _standings(lines)
    titles = _titles(tables[RANKING]) if RANKING in tables else ""
    year = _first(stamped, stamp.YEAR) or next(iter(_YEAR.findall(titles)), "")
    return Past(
        year=int(year) if year.isdecimal() else None,
        is_draft=DRAFT in titles,
        standings=standings,
        categories={row.text(_UNIT): row.text(_CATEGORY) for row in _rows(tables, ITEMS)},
        items=_items(_rows(tables, ITEMS)),
        awards=_awards(_rows(tables, AWARDS), file),
        findings=_findings(_rows(tables, _FINDINGS)),
        files=files_by_unit(list(_files(_rows(tables, _FILES)))),
        readings=dict(_readings(_rows(tables, _READINGS))),
        texts={key: PastText(section, compact(text)) for key, section, text in stamped.get(stamp.ITEM, ())},
        scheme=_first(stamped, stamp.SCHEME),
        last_summary=_first(stamped, stamp.LAST_SUMMARY),
        stamped=_first(stamped, stamp.SEAL),
        missing=tuple(name for name in _NEEDED if name not in tables),
        doubled=doubled,
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


def _rows(tables: Mapping[str, Table], name: str) -> Iterator[_Row]:
    """Give the records of a table that name a unit, and those of a table that needs none."""
    if name in tables:
        table = tables[name]
        for at in range(table.header_row + 1, len(table.sheet.rows) + 1):
            yield _Row(table.sheet, at, table.columns)


def _ranking(table: Table) -> Iterator[_Row]:
    """Give the lines of 汇总表: below each header row, to the first that names no unit."""
    wanted = _WANTED[RANKING]
    columns: Mapping[str, int] = {}
    for at in range(table.header_row, len(table.sheet.rows) + 1):
        own = header_columns(table.sheet, at, wanted.headers)
        if own.keys() >= set(wanted.telling):
            columns = own
        elif columns and _Row(table.sheet, at, columns).text(_UNIT):
            yield _Row(table.sheet, at, columns)
        else:
            columns = {}


def _standings(lines: Sequence[_Row]) -> tuple[Mapping[str, PastStanding], tuple[str, ...]]:
    """Give the standings by unit, and the units with several lines that differ."""
    found: dict[str, set[PastStanding]] = {}
    for line in lines:
        rank = line.number("名次")
        standing = PastStanding(
            None if rank is None or rank.denominator != 1 else rank.numerator,
            line.number("综合评分"),
            line.text("建议等次"),
            line.text("审定等次"),
        )
        found.setdefault(line.text(_UNIT), set()).add(standing)
    single = {unit: next(iter(own)) for unit, own in found.items() if len(own) == 1}
    return single, tuple(unit for unit in found if unit not in single)


def _items(rows: Iterator[_Row]) -> Mapping[str, Mapping[str, PastItem]]:
    """Give 逐项得分 by unit and item."""
    found: dict[str, dict[str, PastItem]] = {}
    for row in rows:
        if row.text(_UNIT) and row.text(_KEY):
            found.setdefault(row.text(_UNIT), {})[row.text(_KEY)] = PastItem(
                points=row.number("分值"),
                computed=row.number("核算"),
                onsite=row.number("现场"),
                ruling=row.number("复核"),
                adopted=row.number("采用"),
                reason=compact(ruling_reason(shown(row.raw("依据")))),
            )
    return found


def _awards(rows: Iterator[_Row], file: str) -> Mapping[str, tuple[PastAward, ...]]:
    """Give 加分审核 by unit."""
    found: dict[str, list[PastAward]] = {}
    for row in rows:
        if row.text(_UNIT):
            award = PastAward(
                item=row.text(_KEY),
                kind=row.text("加分情形"),
                work=row.text("工作（事项）名称"),
                award=row.text("奖项或文件名称"),
                certificate=row.text("文号或证书编号"),
                date=row.text("获得日期"),
                points=row.number("核定加分"),
                place=Place(file, row.sheet.name, cell_name(row.at, row.columns[compact("核定加分")])),
            )
            found.setdefault(row.text(_UNIT), []).append(award)
    return {unit: tuple(own) for unit, own in found.items()}


def _findings(rows: Iterator[_Row]) -> Mapping[str, tuple[tuple[str, str, str], ...]]:
    """Give 差异清单 by unit."""
    found: dict[str, list[tuple[str, str, str]]] = {}
    for row in rows:
        if row.text("代码"):
            found.setdefault(row.text(_UNIT), []).append((row.text(_KEY), row.text("代码"), row.text("问题")))
    return {unit: tuple(own) for unit, own in found.items()}


def _files(rows: Iterator[_Row]) -> Iterator[tuple[str, str, str]]:
    """Give the returns that were adopted: unit, name, SHA-256."""
    for row in rows:
        if row.text("结果") == Fate.ADOPTED:
            yield row.text(_UNIT), shown(row.raw("文件")), row.text("校验码")


def _readings(rows: Iterator[_Row]) -> Iterator[tuple[str, str]]:
    """Give the readings; the lines below the table name no option."""
    for row in rows:
        name, _line_end, _question = shown(row.raw("口径")).partition("\n")
        if row.text("采用"):
            yield compact(name), row.text("采用")
