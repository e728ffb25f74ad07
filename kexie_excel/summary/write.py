"""评估结果汇总表.xlsx: everything that was found out, with the page for the 党组 meeting in front; 上会材料, 收件登记."""

from kexie_excel.scoring.insight.study import NO_STUDY, Study
from kexie_excel.scoring.result import Evaluation
from kexie_excel.summary.book import SheetWriter, render
from kexie_excel.summary.listings import (
    write_awards,
    write_changes,
    write_differences,
    write_enclosures,
    write_items,
    write_receipts,
    write_records,
)
from kexie_excel.summary.matrix import write_matrix
from kexie_excel.summary.meeting_page import write_ranking
from kexie_excel.summary.readings import write_readings
from kexie_excel.summary.sections import write_sections
from kexie_excel.summary.stamp import write_stamp
from kexie_excel.summary.strengths import write_strengths
from kexie_excel.summary.years import write_years

_SHEETS: tuple[SheetWriter, ...] = (
    write_ranking,
    write_sections,
    write_items,
    write_matrix,
    write_differences,
    write_awards,
    write_receipts,
    write_enclosures,
    write_records,
    write_readings,
    write_strengths,
    write_years,
    write_changes,
    write_stamp,
)


def write_summary(evaluation: Evaluation, study: Study = NO_STUDY) -> bytes:
    """Write 评估结果汇总表.xlsx; the same evaluation and study give the same bytes."""
    return render(evaluation, _SHEETS, study)


def write_meeting_set(evaluation: Evaluation, study: Study, source: str) -> bytes:
    """Write 上会材料.xlsx: the pages of the summary that are laid before a meeting, in the order in which they are printed.

    Args:
        evaluation: what is told.
        study: what was found out beside it.
        source: the summary that they are from, named below each page.
    """
    return render(evaluation, (write_ranking, write_readings, write_matrix, write_stamp), study, source)


def write_register(evaluation: Evaluation) -> bytes:
    """Write 收件登记.xlsx: what came in, and what does not hold in it; ``check`` leaves it with the office."""
    return render(evaluation, (write_receipts, write_differences, write_enclosures, write_records))
