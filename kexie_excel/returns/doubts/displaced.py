"""Answers beside the wrong question, and answers in rows that have none: said at their cells, never dropped or believed."""

from collections.abc import Iterator, Mapping

from kexie_excel.findings import Finding, Place, finding
from kexie_excel.form.headers import Facts, Scores
from kexie_excel.returns.doubts.shifts import AnswerColumn, Block
from kexie_excel.returns.locate import FormTable
from kexie_excel.returns.model import Entry
from kexie_excel.scheme.fact import Gap
from kexie_excel.scheme.model import Scheme
from kexie_excel.sheets.read.raw import compact, plain, shown

DISPLACED = "可能不是这一行的答案"
"""Why an answer of a displaced block is none; the block has its own finding."""
MISMATCHED = "编号和这一行的文字对不上"
"""Why an answer is none whose question moved away from its key; the sheet has its own finding."""
_MOST_NAMED = 5
_BELOW = 3
"""How many rows below the table an answer that was pushed out of it may stand."""


def displaced(
    scheme: Scheme, table: FormTable, facts: Mapping[str, Entry], scores: Mapping[str, Entry]
) -> tuple[Mapping[str, Entry], tuple[Block, ...]]:
    """Leave open what may be another row's answer.

    Args:
        scheme: the scheme.
        table: 完成情况, as located.
        facts: the answers as read.
        scores: the self scores as read.
    """
    row_of = {key: rows[0] for key, rows in table.rows.items() if len(rows) == 1 and key not in table.mixed}
    keys = sorted(row_of, key=row_of.__getitem__)
    below = _below(table, max(row_of.values(), default=table.header_row))
    if not below and not any(facts[key].value in {Gap.BLANK, Gap.UNREADABLE} for key in keys):
        return facts, ()
    fact_of = {fact.id: fact for fact in scheme.facts}
    column = AnswerColumn(
        [fact_of[key] for key in keys],
        [plain(facts[key].raw) for key in keys],
        below,
        scheme.items,
        {key: score.number for key, score in scores.items() if score.number is not None},
    )
    blocks = tuple(column.blocks())
    astray = {key for block in blocks for key in block.keys if facts[key].value is not Gap.BLANK}
    waiting = {key: facts[key]._replace(value=Gap.UNREADABLE, why=DISPLACED) for key in astray}
    return ({**facts, **waiting} if waiting else facts), blocks


def displaced_findings(
    file: str, unit: str, table: FormTable, facts: Mapping[str, Entry], blocks: tuple[Block, ...]
) -> Iterator[Finding]:
    """Ask about every block that may have been displaced, at its first cell."""
    for block in blocks:
        first, last = block.keys[0], block.keys[-1]
        words = {"sheet": table.layout.name, "first": first, "last": last, "signs": block.signs}
        yield finding("K227", unit=unit, row=first, place=facts[first].place or Place(file), words=words)


def keyless_findings(file: str, unit: str, tables: Mapping[str, FormTable]) -> Iterator[Finding]:
    """Ask about what stands in an answer cell of a row that has neither key nor question."""
    for name, header in ((Scores.SHEET, Scores.SELF), (Facts.SHEET, Facts.ANSWER)):
        table = tables[name]
        keyed = {row for rows in table.rows.values() for row in rows}
        below = range(table.header_row + 1, len(table.sheet.rows) + 1)
        rows = [
            row for row in below if row not in keyed and compact(table.at(row, header)) not in {"", compact(header)}
        ]
        if rows:
            cells = "、".join(
                f"{table.cell(row, header)}“{shown(table.at(row, header))}”" for row in rows[:_MOST_NAMED]
            )
            more = f"等{len(rows)}处" if len(rows) > _MOST_NAMED else ""
            place = Place(file, table.sheet.name, table.cell(rows[0], header))
            yield finding("K228", unit=unit, place=place, sheet=name, cells=f"{cells}{more}")


def _below(table: FormTable, last: int) -> str:
    """Give the bare answer that stands below the last row of a table, if there is one."""
    beside = (Facts.KEY, Facts.ITEM, Facts.ASK)
    for row in range(last + 1, last + 1 + _BELOW):
        if plain(table.at(row, Facts.ANSWER)):
            return "" if table.has_content(row, beside) else plain(shown(table.at(row, Facts.ANSWER)))
    return ""
