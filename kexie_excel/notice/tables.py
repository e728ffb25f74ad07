"""The rows of a table of results, wherever its columns stand and however they are called."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kexie_excel.notice.read import Grid
from kexie_excel.returns.spelling.numerals import read_numeral
from kexie_excel.scheme.wording import NEUTRAL, SchemeWords
from kexie_excel.sheets.read.raw import compact

_HEADERS: Mapping[str, frozenset[str]] = {
    "unit": frozenset({"单位", "单位名称", "参评单位", "被评估单位"}),
    "rank": frozenset({"名次", "排名", "排序", "位次"}),
    "total": frozenset({"综合评分", "综合得分", "总得分", "总分", "得分", "评分"}),
    "level": frozenset({"等次", "评估等次", "审定等次", "评估结果"}),
}
"""What a column says → what it may be called."""


@dataclass(frozen=True)
class NoticeRow:
    """One unit's row; ``None`` for what the table has no column for."""

    place: str
    unit: str
    rank: str | None
    total: str | None
    level: str | None


def lines(grid: Grid, words: SchemeWords = NEUTRAL) -> Iterator[NoticeRow]:
    """Give the rows below each heading row; two tables side by side in one are read one after the other."""
    called = {compact(name): "unit" for name in (words.unit, words.unit_short, words.address(words.unit))}
    groups: Sequence[Mapping[str, int]] = ()
    for number, row in enumerate(grid.rows, 1):
        if found := _heading(row, called):
            groups = found
            continue
        for columns in groups:
            cells = {what: row[at] if at < len(row) else "" for what, at in columns.items()}
            if cells["unit"]:
                rank = cells.get("rank")
                shown = None if rank is None else _rank(rank)
                yield NoticeRow(
                    f"{grid.place}第{number}行", cells["unit"], shown, cells.get("total"), cells.get("level")
                )


def _heading(row: Sequence[str], called: Mapping[str, str]) -> list[Mapping[str, int]]:
    """Give the columns of each table whose headings stand in this row; nothing where it is no heading row."""
    groups: list[dict[str, int]] = [{}]
    for at, text in enumerate(row):
        what = next((what for what, names in _HEADERS.items() if text in names), called.get(text, ""))
        if what in groups[-1] and row[at - 1] != text:
            groups.append({})
        if what:
            groups[-1].setdefault(what, at)
    return [group for group in groups if "unit" in group and len(group) > 1]


def _rank(text: str) -> str:
    """Write a rank as figures: 第一名 is 1."""
    body = text.removeprefix("并列").removeprefix("第").removesuffix("名").removesuffix("位").removesuffix("(并列)")
    number = read_numeral(body)
    return body if number is None else str(number)
