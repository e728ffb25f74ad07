"""The ledger's sheets and columns by name, and a ledger as it was read: records of raw cells, each knowing where it stands."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from kexie_excel.findings import Finding, Place, finding
from kexie_excel.scheme.model import Scheme
from kexie_excel.sheets.address import cell_name
from kexie_excel.sheets.read.raw import Raw, compact, plain, shown

FILE, MORE_FILE = "评估台账.xlsx", "评估台账（续）.xlsx"
"""The ledger, and where it is continued when it cannot be added to without a loss."""

ABOUT, READINGS, APPROVALS, RULINGS, FILES = "基本信息", "口径", "审定", "裁定", "采用文件"
"""The sheets."""

TOPIC, CONTENT = "项目", "内容"
READING, QUESTION, OPTIONS, ADOPTED = "口径", "问题", "可选", "采用"
UNIT, LEVEL, REASON = "单位", "审定等次", "理由"
KEY, WAS, RULING, CLERK, DATE = "编号", "原值", "裁定", "经办人", "日期"
RETURN = "文件"

DEADLINE, LAST_SUMMARY = "截止日期", "上年汇总"
NOTICE_NUMBER, NOTICE_DATE = "发文字号", "成文日期"
"""Topics of 基本信息, besides 经办人."""


class Column(NamedTuple):
    """One column of a sheet of the ledger."""

    header: str
    width: float
    is_input: bool = False
    """Whether a person fills it."""
    is_long: bool = False
    """Whether its texts run on: they start at the left."""


COLUMNS: Mapping[str, tuple[Column, ...]] = {
    ABOUT: (Column(TOPIC, 18), Column(CONTENT, 80, is_input=True, is_long=True)),
    READINGS: (
        Column(READING, 18),
        Column(QUESTION, 54, is_long=True),
        Column(OPTIONS, 36, is_long=True),
        Column(ADOPTED, 26, is_input=True),
    ),
    APPROVALS: (Column(UNIT, 18), Column(LEVEL, 16, is_input=True), Column(REASON, 80, is_input=True, is_long=True)),
    RULINGS: (
        Column(UNIT, 13),
        Column(KEY, 8),
        Column(QUESTION, 44, is_long=True),
        Column(WAS, 14),
        Column(RULING, 12, is_input=True),
        Column(REASON, 30, is_input=True, is_long=True),
        Column(CLERK, 10, is_input=True),
        Column(DATE, 12, is_input=True),
    ),
    FILES: (Column(UNIT, 18), Column(RETURN, 90, is_long=True), Column(ADOPTED, 10, is_input=True)),
}
"""Sheet → its columns as they are made; people may move them."""

TELLING: Mapping[str, tuple[str, ...]] = {
    ABOUT: (TOPIC, CONTENT),
    READINGS: (READING, ADOPTED),
    APPROVALS: (UNIT, LEVEL),
    RULINGS: (UNIT, KEY, RULING),
    FILES: (UNIT, RETURN, ADOPTED),
}
"""Sheet → the headers without which it cannot be read."""


@dataclass(frozen=True)
class Record:
    """One row of a sheet."""

    file: str
    sheet: str
    row: int
    columns: Mapping[str, int]
    """Header → column, from 1."""
    cells: Mapping[str, Raw]
    """Header → the cell as it was read; an empty one is an empty text."""

    def raw(self, header: str) -> Raw:
        """Give a cell as it was read; empty where there is no such column."""
        return self.cells.get(header, "")

    def text(self, header: str) -> str:
        """Give a cell's comparable text."""
        return plain(self.raw(header))

    def shown(self, header: str) -> str:
        """Give a cell's text as it stands."""
        return shown(self.raw(header))

    def key(self, header: str) -> str:
        """Give a cell's text for comparing names: no white space at all."""
        return compact(self.raw(header))

    def place(self, header: str) -> Place:
        """Say where a cell stands."""
        return Place(self.file, self.sheet, cell_name(self.row, self.columns[header]) if header in self.columns else "")


class Question(NamedTuple):
    """Something that a person must decide about one row of one unit: a row to add to 裁定."""

    unit: str
    row: str
    text: str
    was: str
    """原值: what stands there now."""


@dataclass(frozen=True)
class Ledger:
    """What the ledger says, the file and its continuation together."""

    records: Mapping[str, tuple[Record, ...]] = field(default_factory=dict)
    """Sheet → its records that are not empty."""
    findings: tuple[Finding, ...] = ()
    """Sheets that are missing."""
    contents: Mapping[str, bytes] = field(default_factory=dict)
    """File name → the bytes that were read; no entry for a file that is not there."""

    def of(self, sheet: str) -> tuple[Record, ...]:
        """Give the records of a sheet."""
        return self.records.get(sheet, ())

    def about(self, topic: str) -> str:
        """Give what 基本信息 says about a topic; empty where it says nothing."""
        texts = (record.text(CONTENT) for record in self.of(ABOUT) if record.key(TOPIC) == compact(topic))
        return next(texts, "")


class UnitNames:
    """Knows the units of a scheme by their names, white space and width aside."""

    def __init__(self, scheme: Scheme) -> None:
        """Take the units of the scheme."""
        self._scheme = scheme

    @cached_property
    def _by_key(self) -> dict[str, str]:
        return {compact(unit.name): unit.name for unit in self._scheme.units}

    def of(self, record: Record) -> str:
        """Give the unit of a row; empty where it is none of the scheme's."""
        return self._by_key.get(record.key(UNIT), "")

    @staticmethod
    def unknown(record: Record) -> Finding:
        """Say that a row's unit is none of the scheme's."""
        return finding("K706", place=record.place(UNIT), words={"sheet": record.sheet, "raw": record.text(UNIT)})
