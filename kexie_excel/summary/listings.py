"""The sheets that list: 逐项得分, 差异清单, 备查, 加分审核, 收件登记 and 本次变动."""

from collections.abc import Iterator
from dataclasses import replace

from kexie_excel.findings import Finding
from kexie_excel.scheme.wording import SchemeWords
from kexie_excel.scoring.insight.changes import Change, Changes
from kexie_excel.sheets.cells import put
from kexie_excel.sheets.style import KAI
from kexie_excel.summary.book import Report
from kexie_excel.summary.columns import (
    AWARDS,
    ENCLOSURES,
    RECEIPTS,
    SMALL,
    UNIT,
    award_lines,
    difference_lines,
    differences,
    enclosure_lines,
    item_lines,
    items_of,
    receipt_lines,
)
from kexie_excel.summary.datasheet import Column
from kexie_excel.summary.listing import Listing
from kexie_excel.summary.notes import write_notes

_ALL = "全部"
_FIRST = "第一次汇总，没有更早的结果可以比较"
_SAME = "只有文字说明有变，得分、名次和等次都没有变"
_MOST_LINES = 5
"""On the screen."""

_CHANGES: Listing[Change] = Listing(
    "本次变动",
    (
        (Column(UNIT, 13), lambda change: change.unit or _ALL),
        (Column("项目", 20), lambda change: change.row),
        (Column("原来", 28), lambda change: change.before),
        (Column("现在", 28), lambda change: change.now),
        (Column("原因", 54, align="left"), lambda change: change.why),
    ),
)


def write_items(report: Report) -> None:
    """Add the sheet 逐项得分."""
    items_of(report.scheme).write(report, item_lines(report.evaluation))


def write_differences(report: Report) -> None:
    """Add the sheet 差异清单; where there is nothing to list, it says so."""
    differences(report.scheme.words).write(report, difference_lines(report.evaluation))


def _records_kept(words: SchemeWords) -> Listing[Finding]:
    """备查: what the program did of its own, and what was settled, in the words of the scheme."""
    return Listing(
        "备查",
        (
            (Column(UNIT, 13), lambda found: found.unit),
            (Column("编号", 7), lambda found: found.row),
            (Column("代码", 8), lambda found: found.code),
            (Column("情况", 66, align="left"), lambda found: found.message),
            (Column("位置", 30, align="left", font_size=SMALL), lambda found: str(found.place)),
            (Column("说明", 34, align="left"), lambda found: found.remedy),
            (Column(words.reply, 18, align="left"), lambda found: found.reply),
        ),
    )


def write_records(report: Report) -> None:
    """Add the sheet 备查 where there is anything that is only kept: nobody has to act."""
    kept = [found for found in report.evaluation.findings if found.check.settled]
    if kept:
        _records_kept(report.scheme.words).write(report, kept)


def write_awards(report: Report) -> None:
    """Add the sheet 加分审核 where there is a bonus; where nothing was claimed, it says so."""
    if report.scheme.has_bonus:
        AWARDS.write(report, award_lines(report.evaluation))


def write_receipts(report: Report) -> None:
    """Add the sheet 收件登记, and below it the line that adds up to all units."""
    written = RECEIPTS.write(report, receipt_lines(report.evaluation))
    # An empty row between: the line is no record, and a filter leaves it alone.
    form = report.styles.get(font_name=KAI, text_wrap=False)
    put(written.sheet, written.below + 1, 0, report.evaluation.intake.reconciliation(), form)


def write_enclosures(report: Report) -> None:
    """Add the sheet 附件 where units sent more than their forms."""
    sent = list(enclosure_lines(report.evaluation))
    if sent:
        ENCLOSURES.write(report, sent)


def write_changes(report: Report) -> None:
    """Add the sheet 本次变动: what differs from the last different result; nothing where none was looked for."""
    found = report.study.changes
    if found is None:
        return
    listing = replace(_CHANGES, empty={"原因": _SAME if found.since else _FIRST})
    write_notes(report, listing.write(report, found.rows), {"说明": _notes(found)})


def change_lines(found: Changes) -> Iterator[str]:
    """Give the lines for the screen; nothing for a first result."""
    yield from found.notes
    if not found.since:
        return
    if not found.rows:
        yield f"与上次不同的结果（{found.since}）相比，{_SAME}。"
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
