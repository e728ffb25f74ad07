"""加分审核: every bonus row that was claimed, and what it came to; next year's 上年汇总."""

from kexie_excel.summary.book import Report
from kexie_excel.summary.datasheet import Column, write_data_sheet
from kexie_excel.summary.table import bonus_table, records

_NONE = "没有申报加分的事项"
_NOTE = "说明"
_COLUMNS = (
    Column("单位", 13),
    Column("编号", 7),
    Column("加分情形", 25, align="left"),
    Column("工作（事项）名称", 26, align="left"),
    Column("奖项或文件名称", 20, align="left"),
    Column("文号或证书编号", 24, align="left"),
    Column("获得日期", 12),
    Column("数量", 7),
    Column("核定加分", 10),
    Column(_NOTE, 36, align="left"),
)


def write_awards(report: Report) -> None:
    """Add the sheet 加分审核; where nothing was claimed, it says so."""
    rows = list(records(bonus_table(report.evaluation), [column.name for column in _COLUMNS]))
    if not rows:
        # 单位 stays empty: next year's reading takes no such row for a claim.
        rows = [tuple(_NONE if column.name == _NOTE else None for column in _COLUMNS)]
    write_data_sheet(report, "加分审核", _COLUMNS, rows)
