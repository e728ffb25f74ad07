"""The sheets of 方案.xlsx and their headers, declared once for reader, writer and checks."""

from dataclasses import dataclass

from kexie_excel.scheme.fact import FactKind
from kexie_excel.scheme.model import Quota

YES, NO = "是", "否"
MOST_RECORDS = 2000
"""Rows that a drop-down and a live check reach, and that are read."""


class Head:
    """基本信息: one setting a row."""

    SHEET = "基本信息"
    KEY, VALUE, SHORT, READING, REMARK = "项目", "内容", "简称", "口径", "说明"


class Units:
    """单位: one unit a row."""

    SHEET = "单位"
    CATEGORY, NAME, CHECK = "类别", "单位", "检查"


class Levels:
    """等次: one level a row, the best first."""

    SHEET = "等次"
    LEVEL, SCORE, TOP, QUOTA, READING, REMARK = "等次", "综合评分", "名次居前", "取法", "口径", "说明"


class Items:
    """指标: one line of the 评估表 a row."""

    SHEET = "指标"
    KIND, SECTION, ID, TITLE, TEXT = "类型", "部分", "编号", "简称", "评估内容及评分标准"
    POINTS, MOST, READING, CHECK = "分值", "合计最多", "口径", "检查"
    A_SECTION, AN_ITEM, A_BONUS = "部分", "指标", "加分项"


class Facts:
    """填报事项: one question to the county a row."""

    SHEET = "填报事项"
    ITEM, ID, ASK, KIND, UNIT, CHOICES = "指标", "编号", "填报事项", "填法", "单位", "选项"
    MAY_NOT_APPLY, HINT, CHECK = "可填不适用", "填写提示", "检查"


class Rules:
    """计分规则: one condition, band or option a row."""

    SHEET = "计分规则"
    ITEM, CLAUSE, ROW, KIND, GROUP = "指标", "条款", "行", "计分方式", "组"
    FACT, WHOLE, ASK, LABEL, UNIT, WANTED = "事项", "除以", "事项名称", "名称", "单位", "要求"
    POINTS, MOST, READING, CHECK = "得分", "最多", "口径", "检查"


class Bonus:
    """加分情形: one bonus kind a row."""

    SHEET = "加分情形"
    ITEM, LABEL, POINTS, PER, TIMES, SAME_WORK, ISSUER = "编号", "加分情形", "分值", "每", "计次", "取最高", "颁发单位须含"
    YEARS, EVIDENCE, CLASSES, STUDENTS = "几年内取得", "须有依据", "班数事项", "学生事项"
    CLASS_SIZE, FREE, COUNTED, READING = "每班人数", "已计班数", "数法", "口径"


class Readings:
    """口径: one reading of a clause a row."""

    SHEET = "口径"
    ID, QUESTION, LABEL, DEFAULT, NAME = "口径", "问题", "选项", "默认", "读法"


class Notes:
    """附注: a fixed reading or a declared slip a row."""

    SHEET = "附注"
    KIND, AT, TEXT = "类别", "位置", "说明"
    READING, SLIP = "固定读法", "原文疏漏"


class Trials:
    """试算: one worked example a row; the sheet may be missing."""

    SHEET = "试算"
    ITEM, ANSWERS, POINTS = "指标", "填报", "应得"


class Kinds:
    """计分方式: the ways of giving points."""

    PAY, EACH, TIERS = "达到即得", "每项计分", "分档计分"
    STEPS, PARTIAL, CHOICE = "每满一档计分", "按比例计分", "按选项计分"
    VETO, NONE = "一票否决", "不计分"
    ALL = (PAY, EACH, TIERS, STEPS, PARTIAL, CHOICE, VETO, NONE)


FACT_KINDS = {
    "是否": FactKind.YES_NO,
    "整数": FactKind.COUNT,
    "数量（可有小数）": FactKind.AMOUNT,
    "从选项中选": FactKind.CHOICE,
}
QUOTAS = {"名次÷总数不超过": Quota.LITERAL, "四舍五入": Quota.ROUND, "向上取整": Quota.CEILING}
WITH_BONUS = {"含加分": True, "不含加分": False}
VETOED = {"占名次": True, "不占名次": False}
TIMES = {"只计一次": True, "按数量": False}
COUNTED = {"按班数": False, "按学生数": True}
YES_NO = {YES: True, NO: False}

SETTINGS = {
    "方案编号": "id",
    "版本": "version",
    "年度": "year",
    "评估表标题": "title",
    "评估表文件名": "form_name",
    "依据": "source",
}
"""项目 → key of ``[scheme]``."""
BONUS_HEADING, SCORE, VETOED_UNITS, MATERIAL = "加分项标题", "综合评分", "一票否决的单位", "必报材料"
NOTICE = {
    "通报·发文机关": "office",
    "通报·机关代字": "symbol",
    "通报·主送": "recipients",
    "通报·标题": "title",
    "通报·开头": "opening",
    "通报·经过": "steps",
    "通报·要求": "request",
}
"""项目 → key of ``[notice]``."""


@dataclass(frozen=True)
class TableSpec:
    """One sheet: its headers in the order in which they are written, and which of them the reader needs."""

    name: str
    headers: tuple[str, ...]
    needed: tuple[str, ...]
    """Headers without which the sheet says nothing that can be used."""
    key: tuple[str, ...] = ()
    """What tells a row from the others; a row with 口径 stands in for the row of the same key."""
    live: tuple[str, ...] = ()
    """Headers whose cells are formulas: never read, and nothing is missing without them."""
    may_be_missing: bool = False

    @property
    def is_layered(self) -> bool:
        """Whether rows can stand in for others."""
        return bool(self.key)


TABLES = (
    TableSpec(
        Head.SHEET,
        (Head.KEY, Head.VALUE, Head.SHORT, Head.READING, Head.REMARK),
        (Head.KEY, Head.VALUE),
        (Head.KEY,),
    ),
    TableSpec(Units.SHEET, (Units.CATEGORY, Units.NAME, Units.CHECK), (Units.CATEGORY, Units.NAME), live=(Units.CHECK,)),
    TableSpec(
        Levels.SHEET,
        (Levels.LEVEL, Levels.SCORE, Levels.TOP, Levels.QUOTA, Levels.READING, Levels.REMARK),
        (Levels.LEVEL, Levels.SCORE, Levels.TOP),
        (Levels.LEVEL,),
    ),
    TableSpec(
        Items.SHEET,
        (
            Items.KIND,
            Items.SECTION,
            Items.ID,
            Items.TITLE,
            Items.TEXT,
            Items.POINTS,
            Items.MOST,
            Items.READING,
            Items.CHECK,
        ),
        (Items.KIND, Items.SECTION, Items.ID, Items.TEXT, Items.POINTS),
        (Items.KIND, Items.SECTION, Items.ID),
        (Items.CHECK,),
    ),
    TableSpec(
        Facts.SHEET,
        (
            Facts.ITEM,
            Facts.ID,
            Facts.ASK,
            Facts.KIND,
            Facts.UNIT,
            Facts.CHOICES,
            Facts.MAY_NOT_APPLY,
            Facts.HINT,
            Facts.CHECK,
        ),
        (Facts.ITEM, Facts.ID, Facts.ASK, Facts.KIND),
        live=(Facts.CHECK,),
    ),
    TableSpec(
        Rules.SHEET,
        (
            Rules.ITEM,
            Rules.CLAUSE,
            Rules.ROW,
            Rules.KIND,
            Rules.GROUP,
            Rules.FACT,
            Rules.WHOLE,
            Rules.ASK,
            Rules.LABEL,
            Rules.UNIT,
            Rules.WANTED,
            Rules.POINTS,
            Rules.MOST,
            Rules.READING,
            Rules.CHECK,
        ),
        (Rules.ITEM, Rules.CLAUSE, Rules.KIND, Rules.FACT, Rules.WANTED, Rules.POINTS),
        (Rules.ITEM, Rules.CLAUSE, Rules.ROW),
        (Rules.ASK, Rules.CHECK),
    ),
    TableSpec(
        Bonus.SHEET,
        (
            Bonus.ITEM,
            Bonus.LABEL,
            Bonus.POINTS,
            Bonus.PER,
            Bonus.TIMES,
            Bonus.SAME_WORK,
            Bonus.ISSUER,
            Bonus.YEARS,
            Bonus.EVIDENCE,
            Bonus.CLASSES,
            Bonus.STUDENTS,
            Bonus.CLASS_SIZE,
            Bonus.FREE,
            Bonus.COUNTED,
            Bonus.READING,
        ),
        (Bonus.ITEM, Bonus.LABEL, Bonus.POINTS, Bonus.PER),
        (Bonus.ITEM, Bonus.LABEL),
    ),
    TableSpec(
        Readings.SHEET,
        (Readings.ID, Readings.QUESTION, Readings.LABEL, Readings.DEFAULT, Readings.NAME),
        (Readings.ID, Readings.QUESTION, Readings.LABEL, Readings.DEFAULT),
        live=(Readings.NAME,),
    ),
    TableSpec(Notes.SHEET, (Notes.KIND, Notes.AT, Notes.TEXT), (Notes.KIND, Notes.TEXT), may_be_missing=True),
    TableSpec(
        Trials.SHEET,
        (Trials.ITEM, Trials.ANSWERS, Trials.POINTS),
        (Trials.ITEM, Trials.ANSWERS, Trials.POINTS),
        may_be_missing=True,
    ),
)
"""Every sheet that is read."""
GUIDE_SHEET, EXAMPLES_SHEET = "使用说明", "写法示例"
UNREAD = (GUIDE_SHEET, EXAMPLES_SHEET, "检查结果", "与上年相比", "规则预览", "试算结果")
"""Sheets that are not read, and need no remark."""
REMARKS = "备注"
"""How a column of the author's own begins."""
