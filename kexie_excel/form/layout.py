"""The form's layout: scheme → key → sheet, row, column. Writer and reader both ask here, so there is one set of addresses.

Column A of every data sheet holds the row's key as text (an item id, a fact id, a running number). Each data sheet has one
header row with the header texts below, and its first record directly under it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from kexie_excel.scheme.model import Item, Scheme
from kexie_excel.sheets.address import column_letter

FORM_VERSION = 1

COVER, SCORES, FACTS, BONUS, MATERIALS, STAMP = "填报说明", "评估表", "完成情况", "加分项", "佐证材料", "_kexie"
ONSITE = "现场评估表"
"""The sheet of an on-site workbook, and what the workbook is called after its unit."""
FEEDBACK = "核对反馈"
"""In front of a form that goes back to the county with questions."""

KEY, NUMBER = "编号", "序号"

SECTION, TEXT, POINTS, SELF, COMPUTED, HINT = "指标名称及分值", "评估内容及评分标准", "分值", "评分", "核算分", "提示"
ITEM, ASK, ANSWER, UNIT, EVIDENCE = "指标", "填报事项", "填报", "单位", "佐证材料"
KIND, WORK, AWARD, CERTIFICATE, ISSUER = "加分情形", "工作（事项）名称", "奖项或文件名称", "文号或证书编号", "颁发单位"
DATE, QUANTITY, BONUS_POINTS = "获得日期", "数量", "核算加分"
MATERIAL, PRESENT, FOR_ITEM, REMARK = "材料名称", "有/无", "对应指标", "文件名或页码"

OWN_SCORE, RULE_SCORE, DIFFERENCE, PROBLEM, GROUND, REPLY = "自评", "核算", "差异", "问题", "依据", "县区回复"
SETTLED = "已消除："
"""Before a question that is kept only for the reply to it."""
MARK = "识别码"
"""Hidden beside 核对反馈: by what a reply is matched with its question, in whatever round it comes back."""

INPUTS = {
    SCORES: (SELF,),
    FACTS: (ANSWER, EVIDENCE),
    BONUS: (KIND, WORK, AWARD, CERTIFICATE, ISSUER, DATE, QUANTITY, EVIDENCE),
    MATERIALS: (MATERIAL, PRESENT, FOR_ITEM, REMARK),
}
"""The columns that a county fills, by sheet."""

READING, OPEN = "读数", "待核"
"""Hidden beside 完成情况: the number a fact was answered with, and whether it leaves something open (1 or 0)."""
LOW, HIGH, LACKS, UNSCORED, OFF = "最少", "最多", "待填项数", "缺自评", "不一致"
"""Hidden beside 评估表: what is certain and what is possible, and what is to be counted in the status."""
KIND_NO, WORTH, ONCE, ROW_ITEM, AMOUNT, YEAR, NUMBERED, PROVEN, SEAL = (
    "情形号",
    "单项分",
    "按项",
    "指标号",
    "数量值",
    "年份",
    "有文号",
    "有依据",
    "颁发不符",
)
DAY_TEXT, MONTH, DAY = "月日", "月", "日"
VERDICT, GROUP, FIRST, TOP, OWN, ALL_OF_KIND, SURE_OF_KIND, SURE, COUNTED, ALLOWED = (
    "判定",
    "同组名",
    "组首行",
    "组内单项",
    "本行分",
    "同类合计",
    "同类已核",
    "组已核",
    "计分行",
    "可计班次",
)
"""Hidden beside 加分项: one step of judging a row each (see ``live``); ``LOW`` and ``HIGH`` are there too."""

HAVE, HAVE_NOT = "有", "无"
OFFICE = "市科协办公室"
"""The author of the comments that the office's own workbooks carry."""
TOTAL = "合计"

COVER_UNIT, COVER_CONTACT, COVER_PHONE, COVER_DATE = "单位", "联系人", "电话", "填报日期"
COVER_FIELDS = (COVER_UNIT, COVER_CONTACT, COVER_PHONE, COVER_DATE)
COVER_LABEL, COVER_INPUT = 2, 3
"""The cover's columns."""

STAMP_SCHEME, STAMP_VERSION, STAMP_UNIT, STAMP_ROUND = "方案", "表样版本", "单位", "轮次"
STAMP_PURPOSE, PURPOSE = "用途", "现场"
"""What the stamp of an on-site workbook says besides."""
STAMP_FIELDS = (STAMP_SCHEME, STAMP_VERSION, STAMP_UNIT, STAMP_ROUND)
STAMPED_UNIT = f"'{STAMP}'!$B${STAMP_FIELDS.index(STAMP_UNIT) + 1}"
"""Where the stamp sheet says whose form it is; its keys stand in column A from row 1."""
STAMP_DIGEST = "内容"
"""Below them in a feedback workbook: what it says, as a digest; so the same is never mailed twice."""

STATE, DIFFERENCES, SELF_TOTAL, COMPUTED_TOTAL = "填报情况", "自评核对", "自评合计", "核算合计"
STATUS_FIELDS = (STATE, DIFFERENCES, SELF_TOTAL, COMPUTED_TOTAL)
STEPS = 6
"""How many steps the cover tells."""

BONUS_ROWS = 60
ENCLOSURE_ROWS = 40
HEADER_ROW = 3
_FEEDBACK_HEADER_ROW = 4
"""Above it stands what is to be done."""

_FACT_HELPERS = (READING, OPEN)
_SCORE_HELPERS = (LOW, HIGH, LACKS, UNSCORED, OFF)
_BONUS_HELPERS = (
    *(KIND_NO, WORTH, ONCE, ROW_ITEM, AMOUNT, DAY_TEXT, MONTH, DAY, YEAR, NUMBERED, PROVEN, SEAL),
    *(VERDICT, GROUP, FIRST, TOP, OWN, ALL_OF_KIND, SURE_OF_KIND, SURE, COUNTED, ALLOWED, LOW, HIGH),
)


@dataclass(frozen=True)
class SheetLayout:
    """Where a data sheet's header and records stand; rows and columns count from 1."""

    name: str
    headers: tuple[str, ...]
    keys: tuple[str, ...]
    """The records' keys, in the order of their rows."""
    telling: tuple[str, ...]
    """The headers by which the sheet is known, and without which it cannot be read."""
    header_row: int = HEADER_ROW
    helpers: tuple[str, ...] = ()
    """The last of the headers: hidden columns that only formulas look at."""

    @property
    def shown(self) -> tuple[str, ...]:
        """The headers that a person sees."""
        return self.headers[: len(self.headers) - len(self.helpers)]

    @cached_property
    def _rows(self) -> dict[str, int]:
        return {key: self.header_row + at for at, key in enumerate(self.keys, 1)}

    def row(self, key: str) -> int:
        """Give the row of a record."""
        return self._rows[key]

    def column(self, header: str) -> int:
        """Give the column of a header."""
        return self.headers.index(header) + 1

    def cell(self, key: str, header: str) -> str:
        """Give a record's cell, such as ``E4``."""
        return f"{column_letter(self.column(header))}{self.row(key)}"

    def from_afar(self, key: str, header: str) -> str:
        """Give a record's cell as other sheets refer to it."""
        return f"'{self.name}'!{self.cell(key, header)}"

    def span(self, header: str, first: str = "", last: str = "") -> str:
        """Give a header's cells from one record to another (else: of all records), such as ``$E$4:$E$9``."""
        letter = column_letter(self.column(header))
        return f"${letter}${self.row(first or self.keys[0])}:${letter}${self.row(last or self.keys[-1])}"

    def span_from_afar(self, header: str, first: str = "", last: str = "") -> str:
        """Give a header's cells as other sheets refer to them."""
        return f"'{self.name}'!{self.span(header, first, last)}"

    @property
    def last_row(self) -> int:
        """The last record's row."""
        return self.header_row + len(self.keys)


@dataclass(frozen=True)
class Layout:
    """The layout of a scheme's form."""

    scheme: Scheme

    @cached_property
    def scores(self) -> SheetLayout:
        """评估表: one row an item and bonus item, then the sum."""
        headers = (KEY, SECTION, TEXT, POINTS, SELF, COMPUTED, HINT, *_SCORE_HELPERS)
        keys = (*self.scheme.row_ids, TOTAL)
        return SheetLayout(SCORES, headers, keys, (TEXT, SELF), helpers=_SCORE_HELPERS)

    @cached_property
    def facts(self) -> SheetLayout:
        """完成情况: one row a fact."""
        keys = tuple(fact.id for fact in self.scheme.facts)
        headers = (KEY, ITEM, ASK, ANSWER, UNIT, EVIDENCE, HINT, *_FACT_HELPERS)
        return SheetLayout(FACTS, headers, keys, (ASK, ANSWER), helpers=_FACT_HELPERS)

    @cached_property
    def bonus(self) -> SheetLayout:
        """加分项: numbered rows to fill."""
        filled = (NUMBER, KIND, WORK, AWARD, CERTIFICATE, ISSUER, DATE, QUANTITY, BONUS_POINTS, EVIDENCE, HINT)
        headers = (*filled, *_BONUS_HELPERS)
        return SheetLayout(BONUS, headers, _running(BONUS_ROWS), (KIND, WORK, QUANTITY), helpers=_BONUS_HELPERS)

    @cached_property
    def materials(self) -> SheetLayout:
        """佐证材料: the required materials, then numbered rows for the list of enclosures."""
        keys = (*(material.id for material in self.scheme.materials), *_running(ENCLOSURE_ROWS))
        return SheetLayout(MATERIALS, (KEY, MATERIAL, PRESENT, FOR_ITEM, REMARK), keys, (MATERIAL, PRESENT))

    def feedback(self, lines: int = 0) -> SheetLayout:
        """核对反馈: one row a question, as many as there are."""
        headers = (KEY, ITEM, OWN_SCORE, RULE_SCORE, DIFFERENCE, PROBLEM, GROUND, REPLY, MARK)
        telling = (PROBLEM, REPLY)
        return SheetLayout(FEEDBACK, headers, _running(lines), telling, _FEEDBACK_HEADER_ROW, helpers=(MARK,))

    @property
    def data_sheets(self) -> Sequence[SheetLayout]:
        """All data sheets in the order of the workbook."""
        return (self.scores, self.facts, self.bonus, self.materials)

    def cover_row(self, field: str) -> int:
        """Give the row of a cover field; its label stands in column B, its input cell in column C."""
        return HEADER_ROW + COVER_FIELDS.index(field)

    def cover_cell(self, field: str) -> str:
        """Give the reference to a cover field's input cell from another sheet."""
        return f"'{COVER}'!${column_letter(COVER_INPUT)}${self.cover_row(field)}"

    @property
    def steps_row(self) -> int:
        """The row of the heading above the cover's steps; one row is left free above it."""
        return HEADER_ROW + len(COVER_FIELDS) + 1

    @property
    def status_row(self) -> int:
        """The row of the heading above the cover's status, directly under the steps."""
        return self.steps_row + STEPS + 1

    @cached_property
    def status(self) -> Mapping[str, int]:
        """The cover's status: what it tells (a field or a section's id) → its row; label in column B, answer in column C."""
        names = (
            *STATUS_FIELDS,
            *(section.id for section in self.scheme.sections),
            *([BONUS] if self.scheme.bonus else ()),
        )
        return {name: self.status_row + at for at, name in enumerate(names, 1)}


def _running(count: int) -> tuple[str, ...]:
    """Give running numbers as keys."""
    return tuple(str(number) for number in range(1, count + 1))


def item_heading(scheme: Scheme, fact_or_item_id: str) -> str:
    """Give the text of the 指标 column in 完成情况 (“1.5 科普经费”)."""
    return heading(scheme.item_of[fact_or_item_id])


def heading(item: Item) -> str:
    """Give the text that names an item."""
    return f"{item.id} {item.title}"
