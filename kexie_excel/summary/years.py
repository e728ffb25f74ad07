"""纵向对比: last year's result beside this year's."""

from collections.abc import Iterator, Sequence

from kexie_excel.scheme.model import Section
from kexie_excel.scheme.term import Term
from kexie_excel.scoring.insight.compare import Comparison, UnitChange
from kexie_excel.scoring.result import Evaluation
from kexie_excel.sheets.cells import Cell
from kexie_excel.summary.book import Report
from kexie_excel.summary.columns import BONUS
from kexie_excel.summary.datasheet import POINTS, Column, write_data_sheet
from kexie_excel.summary.notes import write_notes

_MORE = "+0.00;-0.00;0.00"
_ADJUSTED = "指标调整，不可比"
_MOST_LINES = 3
"""On the screen."""


def write_years(report: Report) -> None:
    """Add the sheet 纵向对比; nothing without last year's summary."""
    found = report.study.comparison
    if found is None:
        return
    sections = report.scheme.sections
    first = 0 if report.scheme.has_categories else 1
    columns = (
        *_columns(report.scheme.term)[first:],
        *(Column(section.name, 10.5, num_format=_MORE) for section in sections),
        *([Column(BONUS, 9.5, num_format=_MORE)] if report.scheme.has_bonus else ()),
    )
    rows = (
        (*_cells(change, sections)[first:], *((change.bonus,) if report.scheme.has_bonus else ()))
        for change in found.units
    )
    table = write_data_sheet(report, "纵向对比", columns, rows)
    names = {section.id: section.name for section in sections}
    write_notes(report, table, {"说明": _lines(report, found, names)})


def _columns(term: Term) -> tuple[Column, ...]:
    """Give the columns before those of the sections."""
    both = (term.last, term.this)
    return (
        Column("类别", 7),
        Column("单位", 13),
        *(Column(f"{which}得分", 9.5, num_format=POINTS) for which in both),
        Column("增减", 9.5, num_format=_MORE),
        *(Column(f"{which}名次", 9.5) for which in both),
        Column("升降", 12),
        *(Column(f"{which}等次", 9.5) for which in both),
    )


def last_year_lines(evaluation: Evaluation) -> Iterator[str]:
    """Give the lines for the screen: what is wrong with last year's summary."""
    findings = evaluation.last_year.findings if evaluation.last_year else ()
    for found in findings[:_MOST_LINES]:
        yield f"{found.message}。{found.remedy}"
    if len(findings) > _MOST_LINES:
        yield f"上年汇总还有{len(findings) - _MOST_LINES}处问题，见“差异清单”。"


def _cells(change: UnitChange, sections: Sequence[Section]) -> tuple[Cell, ...]:
    """Give one unit's row, its bonus left out."""
    before, now = change.totals
    rank_before, rank_now = change.ranks
    level_before, level_now = change.levels
    return (
        *(change.unit.category, change.unit.name, before, now, change.more),
        *(rank_before, rank_now, _moved(change), level_before, level_now),
        *(change.sections.get(section.id, _ADJUSTED) for section in sections),
    )


def _moved(change: UnitChange) -> str:
    """Write 升降."""
    if change.risen is None:
        return change.note
    if not change.risen:
        return "持平"
    return f"{'升' if change.risen > 0 else '降'}{abs(change.risen)}位"


def _lines(report: Report, found: Comparison, names: dict[str, str]) -> Iterator[str]:
    """Say how to read the table, and what makes the two years differ beside the work done."""
    last, bonus = report.scheme.term.last, "和加分" if report.scheme.has_bonus else ""
    yield f"得分和名次照两{'年' if last == '上年' else '期'}的汇总表；各部分{bonus}一栏是采用分比{last}增减多少，有待核的不比。"
    last_year = report.evaluation.last_year
    for found_before in last_year.findings if last_year else ():
        yield found_before.message
    for key, why in found.adjusted.items():
        yield f"{names[key]}：{why}，不可比。"
    yield from found.readings
