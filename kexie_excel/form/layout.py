"""The form's layout: scheme → key → sheet, row, column. Writer and reader both ask here, so there is one set of addresses.

Column A of every data sheet holds the row's key as text (an item id, a fact id, a running number). Each data sheet has one
header row with the header texts below, and its first record directly under it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from kexie_excel.scheme.model import Scheme

FORM_VERSION = 1

COVER, SCORES, FACTS, BONUS, MATERIALS, STAMP = "填报说明", "评估表", "完成情况", "加分项", "佐证材料", "_kexie"

KEY, NUMBER = "编号", "序号"

SECTION, TEXT, POINTS, SELF, COMPUTED, HINT = "指标名称及分值", "评估内容及评分标准", "分值", "评分", "核算分", "提示"
ITEM, ASK, ANSWER, UNIT, EVIDENCE = "指标", "填报事项", "填报", "单位", "佐证材料"
KIND, WORK, AWARD, CERTIFICATE, ISSUER = "加分情形", "工作（事项）名称", "奖项或文件名称", "文号或证书编号", "颁发单位"
DATE, QUANTITY, BONUS_POINTS = "获得日期", "数量", "核算加分"
MATERIAL, PRESENT, FOR_ITEM, REMARK = "材料名称", "有/无", "对应指标", "文件名或页码"

HAVE, HAVE_NOT = "有", "无"
TOTAL = "合计"

COVER_UNIT, COVER_CONTACT, COVER_PHONE, COVER_DATE = "单位", "联系人", "电话", "填报日期"
COVER_FIELDS = (COVER_UNIT, COVER_CONTACT, COVER_PHONE, COVER_DATE)

STAMP_SCHEME, STAMP_VERSION, STAMP_UNIT, STAMP_ROUND = "方案", "表样版本", "单位", "轮次"

BONUS_ROWS = 60
ENCLOSURE_ROWS = 40
HEADER_ROW = 3


def column_letter(column: int) -> str:
    """Write a column number (from 1) as letters."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


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
        return SheetLayout(
            SCORES, (KEY, SECTION, TEXT, POINTS, SELF, COMPUTED, HINT), (*self.scheme.row_ids, TOTAL), (TEXT, SELF)
        )

    @cached_property
    def facts(self) -> SheetLayout:
        """完成情况: one row a fact."""
        keys = tuple(fact.id for fact in self.scheme.facts)
        return SheetLayout(FACTS, (KEY, ITEM, ASK, ANSWER, UNIT, EVIDENCE, HINT), keys, (ASK, ANSWER))

    @cached_property
    def bonus(self) -> SheetLayout:
        """加分项: numbered rows to fill."""
        headers = (NUMBER, KIND, WORK, AWARD, CERTIFICATE, ISSUER, DATE, QUANTITY, BONUS_POINTS, EVIDENCE, HINT)
        return SheetLayout(BONUS, headers, _running(BONUS_ROWS), (KIND, WORK, QUANTITY))

    @cached_property
    def materials(self) -> SheetLayout:
        """佐证材料: the required materials, then numbered rows for the list of enclosures."""
        keys = (*(material.id for material in self.scheme.materials), *_running(ENCLOSURE_ROWS))
        return SheetLayout(MATERIALS, (KEY, MATERIAL, PRESENT, FOR_ITEM, REMARK), keys, (MATERIAL, PRESENT))

    @property
    def data_sheets(self) -> Sequence[SheetLayout]:
        """All data sheets in the order of the workbook."""
        return (self.scores, self.facts, self.bonus, self.materials)

    def cover_row(self, field: str) -> int:
        """Give the row of a cover field; its label stands in column B, its input cell in column C."""
        return HEADER_ROW + COVER_FIELDS.index(field)


def _running(count: int) -> tuple[str, ...]:
    """Give running numbers as keys."""
    return tuple(str(number) for number in range(1, count + 1))


def item_heading(scheme: Scheme, fact_or_item_id: str) -> str:
    """Give the text of the 指标 column in 完成情况 (“1.5 科普经费”)."""
    item = scheme.item_of[fact_or_item_id]
    return f"{item.id} {item.title}"
