"""The on-site workbook's layout: its headers, the lines above them, and the mark by which it is told from a return.

Writer and reader both ask here. The rows stand in another order in every workbook: a row is known by its 编号.
"""

from collections.abc import Sequence

from kexie_excel.form.headers import ONSITE, Bonus
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
    RECOGNISED, REFUSED = "认定", "不认定"
    """What is said of a single award, in the column of scores."""
    UNIT_ROW, SIGNED_ROW, NOTE_ROW, HEADER_ROW = 2, 3, 4, 5
    SIGNATURES = "{inspectors}签字：{gap}被评估单位（盖章）：{gap}负责人签字：{gap}年　　月　　日"
    """Below the table, to be signed on paper; nothing of it stands under 编号 or 现场评分."""
    NOTHING_SENT = "—"
    """核算 where there is no return to compute from."""


YES = frozenset({Visit.RECOGNISED, "予以认定", "认可", "属实", "同意", "是", "√", "✓", "✔"})
NO = frozenset({Visit.REFUSED, "不予认定", "不认可", "不属实", "不同意", "否", "×", "✗", "✘"})
"""The words that inspectors use for the two; any other is asked about."""


def award_keys(bonus: Sequence[str]) -> tuple[str, ...]:
    """Give every 编号 that an award of these bonus items can have (``scoring.result.award_key``)."""
    return tuple(f"{item}-{slot}" for item in bonus for slot in range(1, _MOST_AWARDS + 1))


_MOST_AWARDS = 3 * Bonus.ROWS
"""A county may have put rows in between."""


def onsite_layout(rows: Sequence[str]) -> SheetLayout:
    """Give the layout of a workbook whose rows stand in this order; for reading, the order does not matter."""
    return SheetLayout(ONSITE, Visit.COLUMNS, tuple(rows), Visit.TELLING, Visit.HEADER_ROW)
