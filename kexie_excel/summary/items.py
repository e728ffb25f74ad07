"""逐项得分: every row of the 评估表 of every unit, with the sentence why."""

from kexie_excel.summary.book import Report
from kexie_excel.summary.datasheet import Column, write_data_sheet
from kexie_excel.summary.table import item_rows

_COLUMNS = (
    Column("类别", 8),
    Column("单位", 13),
    Column("编号", 8),
    *(Column(header, 7.5) for header in ("分值", "自评", "核算", "现场", "复核", "采用")),
    Column("依据", 76, align="left"),
)


def write_items(report: Report) -> None:
    """Add the sheet 逐项得分."""
    write_data_sheet(report, "逐项得分", _COLUMNS, item_rows(report.evaluation))
