"""The sheets of 方案.xlsx, their headers and what their columns take, declared once for reader, writer and checks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from kexie_excel.scheme.model import SameWork
from kexie_excel.scheme_book.terms import COUNTED, FACT_KINDS, QUOTAS, TIMES, YES, YES_NO, Ways


class HeadSheet:
    """基本信息: one setting a row."""

    SHEET = "基本信息"
    HEADERS = KEY, VALUE, SHORT, READING, REMARK = "项目", "内容", "简称", "口径", "说明"


class UnitSheet:
    """单位: one unit a row."""

    SHEET = "单位"
    HEADERS = CATEGORY, NAME, CHECK = "类别", "单位", "检查"


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


READING = "口径"
"""The header, in every sheet that has it, of the reading under which a row stands in for another."""
GUIDE_SHEET, EXAMPLES_SHEET = "使用说明", "写法示例"
REMARKS = "备注"
"""How a column of the author's own begins."""


@dataclass(frozen=True)
class SheetSpec:
    """One sheet: its headers in the order in which they are written, what its reader needs of them, how they look."""

    name: str
    headers: tuple[str, ...]
    needed: tuple[str, ...]
    """Headers without which the sheet says nothing that can be used."""
    key: tuple[str, ...] = ()
    """What tells a row from the others; a row with 口径 stands in for the row above it of the same key, and repeats it."""
    live: tuple[str, ...] = ()
    """Headers whose cells are formulas: never read, and nothing is missing without them."""
    may_be_missing: bool = False
    more: tuple[str, ...] = ()
    """Headers that a workbook may do without, and nothing is said."""
    numbers: tuple[str, ...] = ()
    """Headers whose cells are no texts: what is typed there is to stay a number."""
    words: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """Header → the words from which its cells are chosen."""
    found_in: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """Header → sheet and header in which what stands there is found; another text is told of, not refused."""
    widths: Mapping[str, float] = field(default_factory=dict)
    """Header → how wide it is, where it is not as wide as most."""
    is_new_every_year: bool = False
    """Whether there is something to change in it for every new document."""

    @property
    def is_layered(self) -> bool:
        """Whether rows can stand in for others."""
        return bool(self.key)


_A_READING = {READING: (ReadingSheet.SHEET, ReadingSheet.NAME)}
TABLES = (
    SheetSpec(
        HeadSheet.SHEET,
        HeadSheet.HEADERS,
        (HeadSheet.KEY, HeadSheet.VALUE),
        (HeadSheet.KEY,),
        numbers=(HeadSheet.VALUE,),
        found_in=_A_READING,
        widths={HeadSheet.VALUE: 70, HeadSheet.READING: 22, HeadSheet.REMARK: 34},
    ),
    SheetSpec(
        UnitSheet.SHEET,
        UnitSheet.HEADERS,
        (UnitSheet.CATEGORY, UnitSheet.NAME),
        live=(UnitSheet.CHECK,),
        widths={UnitSheet.CATEGORY: 10, UnitSheet.NAME: 20},
    ),
    SheetSpec(
        LevelSheet.SHEET,
        LevelSheet.HEADERS,
        (LevelSheet.LEVEL, LevelSheet.SCORE, LevelSheet.TOP),
        (LevelSheet.LEVEL,),
        words={LevelSheet.QUOTA: list(QUOTAS)},
        found_in=_A_READING,
        widths={LevelSheet.LEVEL: 10, LevelSheet.TOP: 10, LevelSheet.REMARK: 34},
    ),
    SheetSpec(
        ItemSheet.SHEET,
        ItemSheet.HEADERS,
        (ItemSheet.KIND, ItemSheet.SECTION, ItemSheet.ID, ItemSheet.TEXT, ItemSheet.POINTS),
        (ItemSheet.KIND, ItemSheet.SECTION, ItemSheet.ID),
        (ItemSheet.CHECK,),
        numbers=(ItemSheet.POINTS, ItemSheet.MOST),
        words={ItemSheet.KIND: [ItemSheet.A_SECTION, ItemSheet.AN_ITEM, ItemSheet.A_BONUS]},
        found_in=_A_READING,
        widths={
            ItemSheet.KIND: 9,
            ItemSheet.SECTION: 7,
            ItemSheet.ID: 8,
            ItemSheet.TEXT: 78,
            ItemSheet.POINTS: 8,
            ItemSheet.MOST: 10,
        },
        is_new_every_year=True,
    ),
    SheetSpec(
        FactSheet.SHEET,
        FactSheet.HEADERS,
        (FactSheet.ITEM, FactSheet.ID, FactSheet.ASK, FactSheet.KIND),
        live=(FactSheet.CHECK,),
        more=(FactSheet.USUAL_FROM, FactSheet.USUAL_TO),
        numbers=(FactSheet.USUAL_FROM, FactSheet.USUAL_TO),
        words={FactSheet.KIND: list(FACT_KINDS), FactSheet.MAY_NOT_APPLY: [YES]},
        found_in={FactSheet.ITEM: (ItemSheet.SHEET, ItemSheet.ID)},
        widths={
            FactSheet.ITEM: 8,
            FactSheet.ID: 8,
            FactSheet.ASK: 44,
            FactSheet.KIND: 18,
            FactSheet.UNIT: 9,
            FactSheet.CHOICES: 30,
            FactSheet.MAY_NOT_APPLY: 12,
            FactSheet.HINT: 40,
            FactSheet.USUAL_FROM: 8,
            FactSheet.USUAL_TO: 8,
        },
        is_new_every_year=True,
    ),
    SheetSpec(
        RuleSheet.SHEET,
        RuleSheet.HEADERS,
        (RuleSheet.ITEM, RuleSheet.WAY, RuleSheet.FACT, RuleSheet.WANTED, RuleSheet.POINTS),
        (RuleSheet.ITEM, RuleSheet.CLAUSE, RuleSheet.ROW),
        (RuleSheet.ASK, RuleSheet.CHECK),
        more=(RuleSheet.USUAL_TO,),
        numbers=(RuleSheet.USUAL_TO, RuleSheet.POINTS, RuleSheet.MOST),
        words={RuleSheet.WAY: Ways.ALL},
        found_in={
            **_A_READING,
            RuleSheet.ITEM: (ItemSheet.SHEET, ItemSheet.ID),
            RuleSheet.FACT: (FactSheet.SHEET, FactSheet.ID),
            RuleSheet.WHOLE: (FactSheet.SHEET, FactSheet.ID),
        },
        widths={
            RuleSheet.ITEM: 8,
            RuleSheet.CLAUSE: 7,
            RuleSheet.ROW: 6,
            RuleSheet.GROUP: 6,
            RuleSheet.FACT: 9,
            RuleSheet.WHOLE: 9,
            RuleSheet.ASK: 46,
            RuleSheet.LABEL: 18,
            RuleSheet.UNIT: 9,
            RuleSheet.USUAL_TO: 10,
            RuleSheet.POINTS: 8,
            RuleSheet.MOST: 8,
        },
        is_new_every_year=True,
    ),
    SheetSpec(
        BonusSheet.SHEET,
        BonusSheet.HEADERS,
        (BonusSheet.ITEM, BonusSheet.LABEL, BonusSheet.POINTS, BonusSheet.PER),
        (BonusSheet.ITEM, BonusSheet.LABEL),
        may_be_missing=True,
        numbers=(BonusSheet.POINTS, BonusSheet.CLASS_SIZE, BonusSheet.FREE),
        words={
            BonusSheet.TIMES: list(TIMES),
            BonusSheet.SAME_WORK: list(map(str, SameWork)),
            BonusSheet.EVIDENCE: list(YES_NO),
            BonusSheet.COUNTED: list(COUNTED),
        },
        found_in=_A_READING,
        widths={
            BonusSheet.ITEM: 8,
            BonusSheet.LABEL: 32,
            BonusSheet.POINTS: 8,
            BonusSheet.PER: 7,
            **dict.fromkeys(BonusSheet.CLASS_KINDS, 11),
        },
    ),
    SheetSpec(
        ReadingSheet.SHEET,
        ReadingSheet.HEADERS,
        (ReadingSheet.ID, ReadingSheet.QUESTION, ReadingSheet.LABEL, ReadingSheet.DEFAULT),
        live=(ReadingSheet.NAME,),
        may_be_missing=True,
        words={ReadingSheet.DEFAULT: [YES]},
        widths={ReadingSheet.QUESTION: 70, ReadingSheet.DEFAULT: 8},
    ),
    SheetSpec(
        NoteSheet.SHEET,
        NoteSheet.HEADERS,
        (NoteSheet.KIND, NoteSheet.TEXT),
        may_be_missing=True,
        words={NoteSheet.KIND: [NoteSheet.A_READING, NoteSheet.A_SLIP]},
        widths={NoteSheet.AT: 22, NoteSheet.TEXT: 80},
    ),
    SheetSpec(
        TrialSheet.SHEET,
        TrialSheet.HEADERS,
        TrialSheet.HEADERS,
        may_be_missing=True,
        numbers=(TrialSheet.POINTS,),
        widths={TrialSheet.ITEM: 8, TrialSheet.ANSWERS: 60, TrialSheet.POINTS: 8},
    ),
)
"""Every sheet that is read."""
PARTS = {"unit": UnitSheet.SHEET, "item": ItemSheet.SHEET}
"""Part of the scheme → the sheet without which there is none of it."""
