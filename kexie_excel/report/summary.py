"""评估结果汇总表.xlsx: everything that was found out, with the page for the 党组 meeting in front."""

from kexie_excel.report.awards import write_awards
from kexie_excel.report.book import SheetWriter, render
from kexie_excel.report.changes import write_changes
from kexie_excel.report.differences import write_differences
from kexie_excel.report.items import write_items
from kexie_excel.report.matrix import write_matrix
from kexie_excel.report.ranking import write_ranking
from kexie_excel.report.readings import write_readings
from kexie_excel.report.receipts import write_receipts
from kexie_excel.report.sections import write_sections
from kexie_excel.report.stamp import write_stamp
from kexie_excel.report.strengths import write_strengths
from kexie_excel.report.years import write_years
from kexie_excel.scoring.result import Evaluation
from kexie_excel.scoring.study import NO_STUDY, Study

_SHEETS: tuple[SheetWriter, ...] = (
    write_ranking,
    write_sections,
    write_items,
    write_matrix,
    write_differences,
    write_awards,
    write_receipts,
    write_readings,
    write_strengths,
    write_years,
    write_changes,
    write_stamp,
)


def write_summary(evaluation: Evaluation, study: Study = NO_STUDY) -> bytes:
    """Write 评估结果汇总表.xlsx; the same evaluation and study give the same bytes."""
    return render(evaluation, _SHEETS, study)
