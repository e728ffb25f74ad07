"""The on-site workbook's layout: its headers, the lines above them, and the mark by which it is told from a return.

Writer and reader both ask here. The rows stand in another order in every workbook: a row is known by its 编号.
"""

from collections.abc import Sequence

from kexie_excel.form.layout import KEY, ONSITE, POINTS, SheetLayout

ONSITE_FOLDER = "4-现场"
"""Where the workbooks lie; with it begins what they are called in findings and in the ledger."""

CONTENT, SELF, COMPUTED, DOUBT, SCORE, REASON = "指标内容", "自评", "核算", "疑点", "现场评分", "理由"
HEADERS = (KEY, CONTENT, POINTS, SELF, COMPUTED, DOUBT, SCORE, REASON)

INSPECTOR, DAY = "检查人", "日期"
"""The labels above the table; what is typed stands right of them."""

UNIT_ROW, SIGNED_ROW, NOTE_ROW, HEADER_ROW = 2, 3, 4, 5

ONSITE_VERSION = 1

NOTHING_SENT = "—"
"""核算 where there is no return to compute from."""


def onsite_layout(rows: Sequence[str]) -> SheetLayout:
    """Give the layout of a workbook whose rows stand in this order; for reading, the order does not matter."""
    return SheetLayout(ONSITE, HEADERS, tuple(rows), (KEY, SCORE, REASON), HEADER_ROW)
