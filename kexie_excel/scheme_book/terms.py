"""The words that stand in the cells of 方案.xlsx, for reader and writer, and what each means."""

from kexie_excel.scheme.fact import FactKind
from kexie_excel.scheme.levels import Quota

YES, NO = "是", "否"
ALL_UNITS = "全部"
"""The one category of units of which none has one."""


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
