"""收件登记: what became of every file, and the line that adds up to all units."""

from kexie_excel.inbox.receipts import Fate
from kexie_excel.returns.model import UnitState
from kexie_excel.sheets.cells import put
from kexie_excel.sheets.style import KAI
from kexie_excel.summary.book import Report
from kexie_excel.summary.datasheet import ASK_FILL, MOMENT, MUST_FILL, Column, write_data_sheet
from kexie_excel.summary.table import receipt_table, records

_FILLS = {
    Fate.UNREADABLE: MUST_FILL,
    UnitState.MISSING: MUST_FILL,
    Fate.UNDECIDED: ASK_FILL,
    Fate.NOT_A_FORM: ASK_FILL,
}
_COLUMNS = (
    Column("文件", 44, align="left"),
    Column("单位", 13),
    Column("结果", 12, fills={str(fate): fill for fate, fill in _FILLS.items()}),
    Column("说明", 36, align="left"),
    Column("修改时间", 18, num_format=MOMENT),
    Column("大小", 11, align="right", num_format="#,##0"),
    Column("校验码", 36, align="left", font_size=9),
)


def write_receipts(report: Report) -> None:
    """Add the sheet 收件登记."""
    table = receipt_table(report.evaluation)
    written = write_data_sheet(report, "收件登记", _COLUMNS, records(table, [column.name for column in _COLUMNS]))
    # An empty row between: the line is no record, and a filter leaves it alone.
    form = report.styles.get(font_name=KAI, text_wrap=False)
    put(written.sheet, written.below + 1, 0, report.evaluation.intake.reconciliation(), form)
