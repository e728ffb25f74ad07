"""What the commands show on the screen: tables and sentences that survive a GBK console."""

from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING

from rich import box
from rich.table import Table

from kexie_excel.findings import Asked, Severity
from kexie_excel.inbox.receipts import Fate
from kexie_excel.inbox.unpack import MARK
from kexie_excel.numbers import show
from kexie_excel.scheme.naming import reading_text
from kexie_excel.scoring.open import open_points
from kexie_excel.scoring.result import Evaluation, Standing

if TYPE_CHECKING:
    from kexie_excel.scoring.insight.study import Study

_CATEGORY, _BASE, _BONUS = "类别", "核定分", "加分"
_NUMBER_COLUMNS = ("名次", "自评总分", _BASE, _BONUS, "综合评分", "必须改", "请核实", "提示")

_MOST_REFUSED = 12
_MOST_FILES = 5
_IN_THE_WAY = frozenset({Fate.UNREADABLE, Fate.UNDECIDED})
_ENCLOSED = frozenset({Fate.NOT_A_FORM, Fate.SKIPPED})


def ranking_tables(evaluation: Evaluation) -> Iterator[Table]:
    """Give a ranked table a category; without a bonus, 核定分 is 综合评分."""
    scheme = evaluation.scheme
    parts = (_BASE, _BONUS) if scheme.has_bonus else ()
    for category in scheme.categories:
        title = category if scheme.has_categories else ""
        table = plain_table(title, ("名次", "单位", "自评总分", *parts, "综合评分", "建议等次", "备注"))
        for standing in evaluation.standings_in(category):
            rank = "" if standing.score is None else "—" if standing.rank is None else str(standing.rank)
            own, *inner, total = map(_points, _standing_numbers(standing))
            numbers = (own, *inner[: len(parts)], total)
            table.add_row(rank, standing.unit.name, *numbers, standing.level, standing.remark)
        yield table


def _standing_numbers(standing: Standing) -> tuple[Fraction | None, Fraction | None, Fraction | None, Fraction | None]:
    """Give 自评总分, 核定分, 加分, 综合评分; nothing where the unit's return was not read."""
    score = standing.score
    if score is None:
        return None, None, None, None
    return score.self_total, score.base, score.bonus, standing.total


def check_table(evaluation: Evaluation) -> Table:
    """Give one line a unit: whether it was read, and how many findings of each severity it has."""
    scheme = evaluation.scheme
    category, bonus_column = (_CATEGORY,) if scheme.has_categories else (), (_BONUS,) if scheme.has_bonus else ()
    table = plain_table("", (*category, "单位", "状态", "自评总分", _BASE, *bonus_column, *Severity))
    counts = Counter((found.unit, found.severity) for found in evaluation.unit_findings)
    for unit in scheme.units:
        standing = next(own for own in evaluation.standings if own.unit == unit)
        own, computed, bonus, _total = map(_points, _standing_numbers(standing))
        numbers = (own, computed, bonus)[: 2 + len(bonus_column)]
        found = (str(counts[unit.name, severity] or "") for severity in Severity)
        first = (unit.category,) if category else ()
        table.add_row(*first, unit.name, standing.state.value, *numbers, *found)
    return table


def file_lines(evaluation: Evaluation) -> Iterator[str]:
    """Name every file that was not simply read; what an archive holds besides forms is counted in its own line."""
    opened = [f"{receipt.file}{MARK}" for receipt in evaluation.intake.receipts if receipt.fate is Fate.OPENED]
    for receipt in evaluation.intake.receipts:
        if receipt.fate in _ENCLOSED and any(receipt.file.startswith(name) for name in opened):
            continue
        if receipt.fate is Fate.ENCLOSURE:
            continue
        if receipt.fate is not Fate.ADOPTED or receipt.note:
            yield f"{receipt.fate.value}  {receipt.file}：{receipt.note}"
    yield from _enclosure_lines(evaluation)


def _enclosure_lines(evaluation: Evaluation) -> Iterator[str]:
    """Count the enclosures of each unit; they are listed in the register."""
    count = Counter(receipt.unit for receipt in evaluation.intake.receipts if receipt.fate is Fate.ENCLOSURE)
    for unit in evaluation.scheme.units:
        if count[unit.name]:
            yield f"{Fate.ENCLOSURE.value}  {unit.name}：附件{count[unit.name]}件"


def unread_lines(evaluation: Evaluation) -> Iterator[str]:
    """Name the files that stand in the way of a score, or that the office must move; what else became of files is in 收件登记."""
    ours = {
        found.place.file
        for found in evaluation.findings
        if found.asks is Asked.OFFICE and found.severity is Severity.MUST and not found.place.cell
    }
    open_files = [own for own in evaluation.intake.receipts if own.fate in _IN_THE_WAY or own.file in ours]
    for receipt in open_files[:_MOST_FILES]:
        yield f"{receipt.fate.value}  {receipt.file}：{receipt.note}"
    if len(open_files) > _MOST_FILES:
        yield f"……还有{len(open_files) - _MOST_FILES}个文件没有读成，见“收件登记”。"


def visit_lines(evaluation: Evaluation) -> Iterator[str]:
    """Name every file among the on-site workbooks that was not used, and say how much the inspectors scored."""
    visits = evaluation.decisions.onsite
    for found in visits.findings:
        if not found.row and not found.place.cell:
            yield f"{found.severity}  {found.place}：{found.message}"
    scored = [rows for rows in visits.scores.values() if rows]
    if scored:
        yield f"现场评分：{len(scored)}个单位共{sum(map(len, scored))}项。"


def refused_lines(evaluation: Evaluation) -> Iterator[str]:
    """Name the cells of the ledger and of the on-site workbooks that must be mended, and how."""
    decisions = evaluation.decisions
    for what, findings in (("台账", decisions.findings), ("现场评分", decisions.onsite.findings)):
        refused = [found for found in findings if found.severity is Severity.MUST]
        for found in refused[:_MOST_REFUSED]:
            yield f"{what}要改  {found.place}：{found.message}。{found.remedy}"
        if len(refused) > _MOST_REFUSED:
            yield f"{what}要改  ……还有{len(refused) - _MOST_REFUSED}处，见“差异清单”。"


def state_line(evaluation: Evaluation) -> str:
    """Say whether the result is final, and what is open."""
    if evaluation.is_final:
        return "全部核定，没有待核事项。"
    return f"未定稿：{'，'.join(open_points(evaluation).before_final)}。"


def reading_lines(study: "Study") -> Iterator[str]:
    """Say how many other readings would change a rank or a level; nothing where none was tried."""
    if study.sensitivity:
        decisive = [reading for reading in study.sensitivity if reading.changes]
        names = "；".join(reading_text(reading.interpretation, reading.option, "改为") for reading in decisive)
        count = f"{len(decisive)}种改选会改变名次或等次（{names}）" if decisive else "改选任何一种都不改变名次和等次"
        yield f"口径：{count}，见“口径说明”。"


def _points(value: Fraction | None) -> str:
    """Write points; nothing where there are none."""
    return "" if value is None else show(value)


def plain_table(title: str, headers: tuple[str, ...]) -> Table:
    """Start a table with lines that every Chinese console can show."""
    table = Table(title=title or None, title_justify="left", box=box.SIMPLE_HEAD)
    for header in headers:
        is_number = header in _NUMBER_COLUMNS
        is_short = header != "备注"
        # Chinese has no spaces to break at: without folding, what does not fit would be left out
        table.add_column(header, justify="right" if is_number else "left", no_wrap=is_short, overflow="fold")
    return table
