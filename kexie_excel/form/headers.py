"""The form's words, by sheet: what it is called, its headers, and the few texts in it that are looked for again."""

from collections.abc import Mapping
from typing import Final

ONSITE: Final = "现场评估表"
"""The sheet of an on-site workbook, and what the workbook is called after its unit."""


class Cover:
    """填报说明: the fields a county fills, and below the steps the live status."""

    SHEET = "填报说明"
    UNIT, CONTACT, PHONE, DATE = "单位", "联系人", "电话", "填报日期"
    FIELDS = (UNIT, CONTACT, PHONE, DATE)
    LABEL_COLUMN, INPUT_COLUMN = 2, 3
    STEPS = 6
    """How many steps it tells; one fewer where there is no bonus."""
    STATE, DIFFERENCES, SELF_TOTAL, COMPUTED_TOTAL = "填报情况", "自评核对", "自评合计", "核算合计"
    STATUS = (STATE, DIFFERENCES, SELF_TOTAL, COMPUTED_TOTAL)


class Scores:
    """评估表: the annex as printed, and right of it what is computed."""

    SHEET = "评估表"
    KEY, SECTION, TEXT, POINTS = "编号", "指标名称及分值", "评估内容及评分标准", "分值"
    SELF, COMPUTED, HINT = "评分", "核算分", "提示"
    COLUMNS = (KEY, SECTION, TEXT, POINTS, SELF, COMPUTED, HINT)
    TELLING = (TEXT, SELF)
    """The headers by which the sheet is known, and without which it cannot be read."""
    TOTAL = "合计"
    """The key of its last row."""


class Facts:
    """完成情况: what a county did, one fact a row."""

    SHEET = "完成情况"
    KEY, ITEM, ASK, ANSWER = "编号", "指标", "填报事项", "填报"
    UNIT, EVIDENCE, HINT = "单位", "佐证材料", "提示"
    COLUMNS = (KEY, ITEM, ASK, ANSWER, UNIT, EVIDENCE, HINT)
    TELLING = (ASK, ANSWER)


class Bonus:
    """加分项: what a county claims, one award a row."""

    SHEET = "加分项"
    NUMBER, KIND, WORK, AWARD = "序号", "加分情形", "工作（事项）名称", "奖项或文件名称"
    CERTIFICATE, ISSUER, DATE = "文号或证书编号", "颁发单位", "获得日期"
    QUANTITY, POINTS, EVIDENCE, HINT = "数量", "核算加分", "佐证材料", "提示"
    COLUMNS = (NUMBER, KIND, WORK, AWARD, CERTIFICATE, ISSUER, DATE, QUANTITY, POINTS, EVIDENCE, HINT)
    TELLING = (KIND, WORK, QUANTITY)
    ROWS = 60


class Materials:
    """佐证材料: the required materials, then the list of enclosures."""

    SHEET = "佐证材料"
    KEY, MATERIAL, PRESENT, FOR_ITEM, REMARK = "编号", "材料名称", "有/无", "对应指标", "文件名或页码"
    COLUMNS = (KEY, MATERIAL, PRESENT, FOR_ITEM, REMARK)
    TELLING = (MATERIAL, PRESENT)
    LIST_COLUMNS = (KEY, MATERIAL, FOR_ITEM, REMARK)
    TELLING_LIST = (MATERIAL, FOR_ITEM)
    """Where no material is required, and everything is there by being listed."""
    HAVE, HAVE_NOT = "有", "无"
    ROWS = 40
    """How many enclosures can be listed."""


class Questions:
    """核对反馈: in front of a form that goes back to the county with questions."""

    SHEET = "核对反馈"
    KEY, ITEM, SELF, COMPUTED, DIFFERENCE = "编号", "指标", "自评", "核算", "差异"
    PROBLEM, GROUND = "问题", "依据"
    COLUMNS = (KEY, ITEM, SELF, COMPUTED, DIFFERENCE, PROBLEM, GROUND)
    """Behind them stands the column of the replies, called as the scheme calls the units."""
    MARK = "识别码"
    """Hidden: by what a reply is matched with its question, in whatever round it comes back."""
    SETTLED = "已消除"
    """In the place of the item of a question that is kept only for the reply to it."""


class Stamp:
    """The very hidden sheet that says whose form it is; its keys stand in column A from row 1."""

    SHEET = "_kexie"
    SCHEME, VERSION, UNIT, ROUND = "方案", "表样版本", "单位", "轮次"
    FIELDS = (SCHEME, VERSION, UNIT, ROUND)
    UNIT_CELL = f"'{SHEET}'!$B${FIELDS.index(UNIT) + 1}"
    PURPOSE, FOR_VISIT = "用途", "现场"
    """What the stamp of an on-site workbook says besides."""
    FORM, YEAR, PERIOD = "表样内容", "年度", "评估期"
    """Below them: what the scheme asks, as a digest, its year, and its period where that is no year; forms of earlier versions have none."""
    DIGEST = "内容"
    """Below them in a feedback workbook: what it says, as a digest; so the same is never mailed twice."""
    GROWN_FROM = "原内容"
    """And the digests of what it was filled with: the return it is about, and those which that one grew from."""


class Live:
    """The hidden columns that only formulas look at."""

    READING, OPEN = "读数", "待核"
    """In 完成情况: the number a fact was answered with, and whether it leaves something open (1 or 0)."""
    LOW, HIGH, LACKS, UNSCORED, OFF = "最少", "最多", "待填项数", "缺自评", "不一致"
    """In 评估表: what is certain and what is possible, and what is to be counted in the status."""
    KIND_NO, WORTH, ONCE, ROW_ITEM, AMOUNT = "情形号", "单项分", "按项", "指标号", "数量值"
    DAY_TEXT, MONTH, DAY, YEAR = "月日", "月", "日", "年份"
    AWARD_TEXT, NUMBER_TEXT, PROOF_TEXT = "奖项文字", "文号文字", "佐证文字"
    NUMBERED, PROVEN, SEAL = "有文号", "有依据", "颁发不符"
    VERDICT, GROUP, FIRST, TOP, OWN = "判定", "同组名", "组首行", "组内单项", "本行分"
    ALL_OF_KIND, SURE_OF_KIND, SURE, COUNTED, ALLOWED = "同类合计", "同类已核", "组已核", "计分行", "可计班次"
    """In 加分项: one step of judging a row each (see ``live``); ``LOW`` and ``HIGH`` are there too."""

    OF_FACTS = (READING, OPEN)
    OF_SCORES = (LOW, HIGH, LACKS, UNSCORED, OFF)
    OF_BONUS = (
        *(KIND_NO, WORTH, ONCE, ROW_ITEM, AMOUNT, DAY_TEXT, MONTH, DAY, YEAR),
        *(AWARD_TEXT, NUMBER_TEXT, PROOF_TEXT, NUMBERED, PROVEN, SEAL),
        *(VERDICT, GROUP, FIRST, TOP, OWN, ALL_OF_KIND, SURE_OF_KIND, SURE, COUNTED, ALLOWED, LOW, HIGH),
    )


INPUTS: Mapping[str, tuple[str, ...]] = {
    Scores.SHEET: (Scores.SELF,),
    Facts.SHEET: (Facts.ANSWER, Facts.EVIDENCE),
    Bonus.SHEET: (
        *(Bonus.KIND, Bonus.WORK, Bonus.AWARD, Bonus.CERTIFICATE),
        *(Bonus.ISSUER, Bonus.DATE, Bonus.QUANTITY, Bonus.EVIDENCE),
    ),
    Materials.SHEET: (Materials.MATERIAL, Materials.PRESENT, Materials.FOR_ITEM, Materials.REMARK),
}
"""The columns that a county fills, by sheet."""
