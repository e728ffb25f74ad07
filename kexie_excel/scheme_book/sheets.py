"""The sheets of 方案.xlsx, their headers and words, declared once for reader, writer and checks."""

from dataclasses import dataclass

from kexie_excel.scheme.fact import FactKind
from kexie_excel.scheme.levels import Quota

YES, NO = "是", "否"


class HeadSheet:
    """基本信息: one setting a row."""

    SHEET = "基本信息"
    HEADERS = KEY, VALUE, SHORT, READING, REMARK = "项目", "内容", "简称", "口径", "说明"


class UnitSheet:
    """单位: one unit a row."""

    SHEET = "单位"
    HEADERS = CATEGORY, NAME, CHECK = "类别", "单位", "检查"


ALL_UNITS = "全部"
"""The one category of units of which none has one."""


class LevelSheet:
    """等次: one level a row, the best first."""

    SHEET = "等次"
    HEADERS = LEVEL, SCORE, TOP, QUOTA, READING, REMARK = "等次", "综合评分", "名次居前", "取法", "口径", "说明"


class ItemSheet:
    """指标: one line of the 评估表 a row."""

    SHEET = "指标"
    HEADERS = KIND, SECTION, ID, TITLE, TEXT, POINTS, MOST, READING, CHECK = (
        *("类型", "部分", "编号", "简称", "评估内容及评分标准"),
        *("分值", "合计最多", "口径", "检查"),
    )
    A_SECTION, AN_ITEM, A_BONUS = "部分", "指标", "加分项"


class FactSheet:
    """填报事项: one question to the county a row."""

    SHEET = "填报事项"
    HEADERS = ITEM, ID, ASK, KIND, UNIT, CHOICES, MAY_NOT_APPLY, HINT, USUAL_FROM, USUAL_TO, CHECK = (
        *("指标", "编号", "填报事项", "填法", "单位", "选项"),
        *("可填不适用", "填写提示", "最小", "最大", "检查"),
    )
    """最小 and 最大: between which the answer usually lies."""


class RuleSheet:
    """计分规则: one condition, band or option a row."""

    SHEET = "计分规则"
    OF_ROW = ITEM, CLAUSE, ROW, WAY, GROUP = "指标", "条款", "行", "计分方式", "组"
    OF_QUANTITY = FACT, WHOLE, ASK, LABEL, UNIT = "事项", "除以", "事项名称", "名称", "单位"
    OF_POINTS = WANTED, POINTS, MOST, READING, CHECK = "要求", "得分", "最多", "口径", "检查"
    USUAL_TO = "通常最大"
    """What a rate usually does not exceed."""
    HEADERS = (*OF_ROW, *OF_QUANTITY, *OF_POINTS, USUAL_TO)


class BonusSheet:
    """加分情形: one bonus kind a row."""

    SHEET = "加分情形"
    ALL_KINDS = ITEM, LABEL, POINTS, PER, TIMES, SAME_WORK, ISSUER, YEARS, EVIDENCE = (
        *("编号", "加分情形", "分值", "每", "计次", "取最高"),
        *("颁发单位须含", "几年内取得", "须有依据"),
    )
    CLASS_KINDS = CLASSES, STUDENTS, CLASS_SIZE, FREE, COUNTED = "班数事项", "学生事项", "每班人数", "已计班数", "数法"
    READING = "口径"
    HEADERS = (*ALL_KINDS, *CLASS_KINDS, READING)


class ReadingSheet:
    """口径: one reading of a clause a row."""

    SHEET = "口径"
    HEADERS = ID, QUESTION, LABEL, DEFAULT, NAME = "口径", "问题", "选项", "默认", "读法"


class NoteSheet:
    """附注: a fixed reading or a declared slip a row."""

    SHEET = "附注"
    HEADERS = KIND, AT, TEXT = "类别", "位置", "说明"
    A_READING, A_SLIP = "固定读法", "原文疏漏"


class TrialSheet:
    """试算: one worked example a row; the sheet may be missing."""

    SHEET = "试算"
    HEADERS = ITEM, ANSWERS, POINTS = "指标", "填报", "应得"


class Ways:
    """计分方式: the ways of giving points."""

    ALL = PAY, EACH, TIERS, STEPS, PARTIAL, CHOICE, DEDUCT, JUDGE, VETO, NONE = (
        *("达到即得", "每项计分", "分档计分", "每满一档计分", "按比例计分", "按选项计分"),
        *("扣分", "评分", "一票否决", "不计分"),
    )


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
PERIOD = "评估期"
"""May be missing: then it is what the titles name, or the whole year."""
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
WORDING = {
    "用语·主办单位": "host",
    "用语·主办部门": "office",
    "用语·主办部门简称": "office_short",
    "用语·等次由谁审定": "approver",
    "用语·现场评估人员": "inspectors",
    "用语·参评单位": "unit",
    "用语·参评单位简称": "unit_short",
    "用语·怎么称呼单位": "addressee",
    "用语·单位名的末字": "endings",
    "用语·评估名称": "subject",
    "用语·评估名称简称": "subject_short",
}
"""项目 → key of ``[wording]``."""
WHERE_SAID = {
    "host": "拿不准的由谁定",
    "office": "谁下发、写信、在发回的表里批注",
    "office_short": "用在差异清单的“处理建议”里",
    "approver": "用在“下一步”里",
    "inspectors": "用在现场评估表的签字栏和差异清单里",
    "unit": "用在通报的核对和“认不出”的提醒里",
    "unit_short": "用在“…回复”这样的表头里",
    "addressee": "信和催报的开头；{单位} 处填单位名",
    "endings": "核对通报时，凭它认出不在名单里的单位",
    "subject": "菜单和窗口的标题",
    "subject_short": "用在催报里，前面是评估期",
}
"""Key of ``[wording]`` → what the author is told about it in 说明."""
CHOICE_MARK = "｜"
"""Between the choices of a fact."""


@dataclass(frozen=True)
class SheetSpec:
    """One sheet: its headers in the order in which they are written, and what its reader needs of them."""

    name: str
    headers: tuple[str, ...]
    needed: tuple[str, ...]
    """Headers without which the sheet says nothing that can be used."""
    key: tuple[str, ...] = ()
    """What tells a row from the others; a row with 口径 stands in for the row above it of the same key."""
    live: tuple[str, ...] = ()
    """Headers whose cells are formulas: never read, and nothing is missing without them."""
    may_be_missing: bool = False
    more: tuple[str, ...] = ()
    """Headers that a workbook may do without, and nothing is said."""

    @property
    def is_layered(self) -> bool:
        """Whether rows can stand in for others."""
        return bool(self.key)


TABLES = (
    SheetSpec(HeadSheet.SHEET, HeadSheet.HEADERS, (HeadSheet.KEY, HeadSheet.VALUE), (HeadSheet.KEY,)),
    SheetSpec(UnitSheet.SHEET, UnitSheet.HEADERS, (UnitSheet.CATEGORY, UnitSheet.NAME), live=(UnitSheet.CHECK,)),
    SheetSpec(
        LevelSheet.SHEET,
        LevelSheet.HEADERS,
        (LevelSheet.LEVEL, LevelSheet.SCORE, LevelSheet.TOP),
        (LevelSheet.LEVEL,),
    ),
    SheetSpec(
        ItemSheet.SHEET,
        ItemSheet.HEADERS,
        (ItemSheet.KIND, ItemSheet.SECTION, ItemSheet.ID, ItemSheet.TEXT, ItemSheet.POINTS),
        (ItemSheet.KIND, ItemSheet.SECTION, ItemSheet.ID),
        (ItemSheet.CHECK,),
    ),
    SheetSpec(
        FactSheet.SHEET,
        FactSheet.HEADERS,
        (FactSheet.ITEM, FactSheet.ID, FactSheet.ASK, FactSheet.KIND),
        live=(FactSheet.CHECK,),
        more=(FactSheet.USUAL_FROM, FactSheet.USUAL_TO),
    ),
    SheetSpec(
        RuleSheet.SHEET,
        RuleSheet.HEADERS,
        (RuleSheet.ITEM, RuleSheet.WAY, RuleSheet.FACT, RuleSheet.WANTED, RuleSheet.POINTS),
        (RuleSheet.ITEM, RuleSheet.CLAUSE, RuleSheet.ROW),
        (RuleSheet.ASK, RuleSheet.CHECK),
        more=(RuleSheet.USUAL_TO,),
    ),
    SheetSpec(
        BonusSheet.SHEET,
        BonusSheet.HEADERS,
        (BonusSheet.ITEM, BonusSheet.LABEL, BonusSheet.POINTS, BonusSheet.PER),
        (BonusSheet.ITEM, BonusSheet.LABEL),
        may_be_missing=True,
    ),
    SheetSpec(
        ReadingSheet.SHEET,
        ReadingSheet.HEADERS,
        (ReadingSheet.ID, ReadingSheet.QUESTION, ReadingSheet.LABEL, ReadingSheet.DEFAULT),
        live=(ReadingSheet.NAME,),
        may_be_missing=True,
    ),
    SheetSpec(NoteSheet.SHEET, NoteSheet.HEADERS, (NoteSheet.KIND, NoteSheet.TEXT), may_be_missing=True),
    SheetSpec(TrialSheet.SHEET, TrialSheet.HEADERS, TrialSheet.HEADERS, may_be_missing=True),
)
"""Every sheet that is read."""
READING = "口径"
"""The header, in every sheet that has it, of the reading under which a row stands in for another."""
GUIDE_SHEET, EXAMPLES_SHEET = "使用说明", "写法示例"
REMARKS = "备注"
"""How a column of the author's own begins."""
