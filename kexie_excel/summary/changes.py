"""本次变动: what differs from the last different result, on a sheet and on the screen."""

from collections.abc import Iterator

from kexie_excel.scoring.insight.changes import Changes
from kexie_excel.summary.book import Report
from kexie_excel.summary.datasheet import Column, write_data_sheet
from kexie_excel.summary.notes import write_notes

_FIRST = "第一次汇总，没有更早的结果可以比较"
_SAME = "只有文字说明有变，得分、名次和等次都没有变"
_ALL = "全部"
_COLUMNS = (
    Column("单位", 13),
    Column("项目", 20),
    Column("原来", 28),
    Column("现在", 28),
    Column("原因", 54, align="left"),
)
_MOST_LINES = 12
"""On the screen."""


def write_changes(report: Report) -> None:
    """Add the sheet 本次变动; nothing where no earlier result was looked for."""
    found = report.study.changes
    if found is None:
        return
    nothing = (None, None, None, None, _SAME if found.since else _FIRST)
    rows = [change._replace(unit=change.unit or _ALL) for change in found.rows]
    table = write_data_sheet(report, "本次变动", _COLUMNS, rows or [nothing])
    write_notes(report, table, {"说明": _notes(found)})


def change_lines(found: Changes) -> Iterator[str]:
    """Give the lines for the screen; nothing for a first result."""
    yield from found.notes
    if not found.since:
        return
    yield f"与上次不同的结果（{found.since}）相比，变动{len(found.rows)}处："
    for change in found.rows[:_MOST_LINES]:
        yield f"  {change.unit or _ALL}  {change.row}：{change.before} → {change.now}（{change.why}）"
    if len(found.rows) > _MOST_LINES:
        yield "  ……其余见汇总表里的“本次变动”。"


def _notes(found: Changes) -> Iterator[str]:
    """Say what was compared with what."""
    if found.since:
        yield f"与“{found.since}”比较；只列与它不同的内容。"
    yield from found.notes
