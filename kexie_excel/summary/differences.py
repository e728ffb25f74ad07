"""差异清单: what does not hold, and what to do about it."""

from kexie_excel.findings import Severity
from kexie_excel.summary.book import Report
from kexie_excel.summary.datasheet import ASK_FILL, MUST_FILL, Column, write_data_sheet
from kexie_excel.summary.table import finding_table, records

_NONE = "没有需要处理的差异"
_PROBLEM = "问题"
_COLUMNS = (
    Column("单位", 13),
    Column("编号", 7),
    Column("程度", 9, fills={Severity.MUST: MUST_FILL, Severity.ASK: ASK_FILL}),
    Column("代码", 8),
    Column(_PROBLEM, 48, align="left"),
    Column("自评", 7),
    Column("核算", 7),
    Column("位置", 22, align="left", font_size=9),
    Column("处理建议", 30, align="left"),
    Column("县区回复", 18, align="left"),
)


def write_differences(report: Report) -> None:
    """Add the sheet 差异清单; where there is nothing to list, it says so."""
    rows = list(records(finding_table(report.evaluation), [column.name for column in _COLUMNS]))
    if not rows:
        rows = [tuple(_NONE if column.name == _PROBLEM else None for column in _COLUMNS)]
    write_data_sheet(report, "差异清单", _COLUMNS, rows)
