"""The on-site workbook's layout: its headers, the lines above them, and the mark by which it is told from a return.

Writer and reader both ask here. The rows stand in another order in every workbook: a row is known by its 编号.
"""

from collections.abc import Sequence

from kexie_excel.form.headers import ONSITE
from kexie_excel.form.layout import SheetLayout

ONSITE_FOLDER = "4-现场"
"""Where the workbooks lie; with it begins what they are called in findings and in the ledger."""

ONSITE_VERSION = 1


class Visit:
    """The sheet: its headers, and the lines above them."""

    KEY, CONTENT, POINTS, SELF, COMPUTED = "编号", "指标内容", "分值", "自评", "核算"
    ANSWERS, EVIDENCE = "填报情况", "佐证材料"
    DOUBT, SCORE, REASON = "疑点", "现场评分", "理由"
    COLUMNS = (KEY, CONTENT, POINTS, SELF, COMPUTED, ANSWERS, EVIDENCE, DOUBT, SCORE, REASON)
    TELLING = (KEY, SCORE, REASON)

    INSPECTOR, DAY = "检查人", "日期"
    """The labels above the table; what is typed stands right of them."""
    UNIT_ROW, SIGNED_ROW, NOTE_ROW, HEADER_ROW = 2, 3, 4, 5
    SIGNATURES = "检查组签字：{gap}被评估单位（盖章）：{gap}负责人签字：{gap}年　　月　　日"
    """Below the table, to be signed on paper; nothing of it stands under 编号 or 现场评分."""
    NOTHING_SENT = "—"
    """核算 where there is no return to compute from."""


def onsite_layout(rows: Sequence[str]) -> SheetLayout:
    """Give the layout of a workbook whose rows stand in this order; for reading, the order does not matter."""
    return SheetLayout(ONSITE, Visit.COLUMNS, tuple(rows), Visit.TELLING, Visit.HEADER_ROW)
