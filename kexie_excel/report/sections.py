"""分项得分: a unit's points section by section."""

from kexie_excel.report.book import Report
from kexie_excel.report.datasheet import POINTS, Column, write_data_sheet
from kexie_excel.report.table import BONUS, CATEGORY, TOTAL, UNIT, records, section_table


def write_sections(report: Report) -> None:
    """Add the sheet 分项得分; a unit without score keeps its row, with empty cells."""
    columns = (
        Column(CATEGORY, 9),
        Column(UNIT, 14),
        *(Column(section.name, 13, num_format=POINTS, key=section.id) for section in report.scheme.sections),
        Column(BONUS, 10, num_format=POINTS),
        Column(TOTAL, 12, num_format=POINTS),
    )
    table = section_table(report.evaluation)
    write_data_sheet(report, "分项得分", columns, records(table, [column.name for column in columns]))
