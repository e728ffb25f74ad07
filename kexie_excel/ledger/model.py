"""The ledger's sheets and columns by name, and a ledger as it was read: records of raw cells, each knowing where it stands."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from kexie_excel.findings import Finding, Place, finding
from kexie_excel.scheme.model import Scheme
from kexie_excel.sheets.address import cell_name
from kexie_excel.sheets.read.raw import Raw, as_written, compact, plain, shown

FILE, MORE_FILE = "评估台账.xlsx", "评估台账（续）.xlsx"
"""The ledger, and where it is continued when it cannot be added to without a loss."""


class About:
    """基本信息: one topic a row."""

    SHEET = "基本信息"
    TOPIC, CONTENT = "项目", "内容"
    DEADLINE, LAST_SUMMARY = "截止日期", "上年汇总"
    ISSUED = "下发方案校验"
    NOTICE_NUMBER, NOTICE_DATE = "发文字号", "成文日期"
    """Topics, besides 经办人."""


class Contacts:
    """通讯录: whom mails go to; a ledger of before has none."""

    SHEET = "通讯录"
    UNIT, PERSON, MAIL, PHONE = "单位", "联系人", "邮箱", "电话"


class Readings:
    """口径: which reading of the 办法 was chosen."""

    SHEET = "口径"
    READING, QUESTION, OPTIONS, ADOPTED = "口径", "问题", "可选", "采用"


class Approvals:
    """审定: the level that the meeting decided."""

    SHEET = "审定"
    UNIT, LEVEL, REASON = "单位", "审定等次", "理由"
    RANK, TOTAL, SUGGESTED = "名次", "综合评分", "建议等次"
    """The tool's own: the results, beside what is decided."""


class Rulings:
    """裁定: what a person decided about one row of one unit."""

    SHEET = "裁定"
    UNIT, KEY, QUESTION, WAS = "单位", "编号", "问题", "原值"
    RULING, REASON, CLERK, DATE = "裁定", "理由", "经办人", "日期"
    STATE = "状态"
    """The tool's own: what became of the row."""


class Files:
    """采用文件: which of several returns of a unit counts."""

    SHEET = "采用文件"
    UNIT, RETURN, ADOPTED = "单位", "文件", "采用"


class LedgerColumn(NamedTuple):
    """One column of a sheet of the ledger."""

    header: str
    width: float
    is_input: bool = False
    """Whether a person fills it."""
    is_long: bool = False
    """Whether its texts run on: they start at the left."""
    is_quiet: bool = False
    """Whether it only shows what is known: it steps back behind what people fill."""


COLUMNS: Mapping[str, tuple[LedgerColumn, ...]] = {
    About.SHEET: (LedgerColumn(About.TOPIC, 18), LedgerColumn(About.CONTENT, 80, is_input=True, is_long=True)),
    Contacts.SHEET: (
        LedgerColumn(Contacts.UNIT, 18),
        LedgerColumn(Contacts.PERSON, 16, is_input=True),
        LedgerColumn(Contacts.MAIL, 44, is_input=True),
        LedgerColumn(Contacts.PHONE, 24, is_input=True),
    ),
    Readings.SHEET: (
        LedgerColumn(Readings.READING, 18),
        LedgerColumn(Readings.QUESTION, 54, is_long=True),
        LedgerColumn(Readings.OPTIONS, 36, is_long=True),
        LedgerColumn(Readings.ADOPTED, 26, is_input=True),
    ),
    Approvals.SHEET: (
        LedgerColumn(Approvals.UNIT, 18),
        LedgerColumn(Approvals.LEVEL, 16, is_input=True),
        LedgerColumn(Approvals.REASON, 60, is_input=True, is_long=True),
        LedgerColumn(Approvals.RANK, 8, is_quiet=True),
        LedgerColumn(Approvals.TOTAL, 12, is_quiet=True),
        LedgerColumn(Approvals.SUGGESTED, 12, is_quiet=True),
    ),
    Rulings.SHEET: (
        LedgerColumn(Rulings.UNIT, 13),
        LedgerColumn(Rulings.KEY, 8),
        LedgerColumn(Rulings.QUESTION, 44, is_long=True),
        LedgerColumn(Rulings.WAS, 14),
        LedgerColumn(Rulings.RULING, 12, is_input=True),
        LedgerColumn(Rulings.REASON, 30, is_input=True, is_long=True),
        LedgerColumn(Rulings.CLERK, 10, is_input=True),
        LedgerColumn(Rulings.DATE, 12, is_input=True),
        LedgerColumn(Rulings.STATE, 12),
    ),
    Files.SHEET: (
        LedgerColumn(Files.UNIT, 18),
        LedgerColumn(Files.RETURN, 90, is_long=True),
        LedgerColumn(Files.ADOPTED, 10, is_input=True),
    ),
}
"""Sheet → its columns as they are made; people may move them."""

OWN: Mapping[str, tuple[str, ...]] = {
    Approvals.SHEET: (Approvals.RANK, Approvals.TOTAL, Approvals.SUGGESTED),
    Rulings.SHEET: (Rulings.STATE,),
}
"""Sheet → the headers of the columns that the tool writes over, and that are never read as decisions."""

_NAMING = (About.TOPIC, Readings.READING, Rulings.UNIT, Rulings.KEY, Files.RETURN)
"""The headers of what a row is about."""

TELLING: Mapping[str, tuple[str, ...]] = {
    About.SHEET: (About.TOPIC, About.CONTENT),
    Contacts.SHEET: (Contacts.UNIT, Contacts.MAIL),
    Readings.SHEET: (Readings.READING, Readings.ADOPTED),
    Approvals.SHEET: (Approvals.UNIT, Approvals.LEVEL),
    Rulings.SHEET: (Rulings.UNIT, Rulings.KEY, Rulings.RULING),
    Files.SHEET: (Files.UNIT, Files.RETURN, Files.ADOPTED),
}
"""Sheet → the headers without which it cannot be read."""

OPTIONAL = frozenset({Contacts.SHEET})
"""Sheets that nothing is decided in: a ledger may lack them."""


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

    def written(self, header: str) -> str:
        """Give a cell as it was written, where it says something: a reason is not the code of an error value."""
        return as_written(self.raw(header))

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
    is_known_by_text: bool = False
    """Of one that is asked anew: whether 原值 is the same as before, so that only the wording tells it from the one of before."""


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

    @cached_property
    def decisions(self) -> frozenset[tuple[str, ...]]:
        """Everything that stands in a column which people fill: sheet, what the row is about, header, text."""
        return frozenset(
            (sheet, *(record.key(header) for header in _NAMING if header in record.cells), column.header, text)
            for sheet, records in self.records.items()
            for record in records
            for column in COLUMNS[sheet]
            if column.is_input and (text := record.text(column.header))
        )

    def about(self, topic: str) -> str:
        """Give what 基本信息 says about a topic; empty where it says nothing."""
        texts = (
            record.text(About.CONTENT) for record in self.of(About.SHEET) if record.key(About.TOPIC) == compact(topic)
        )
        return next(texts, "")


class UnitNames:
    """Knows the units of a scheme by their names, white space and width aside."""

    def __init__(self, scheme: Scheme) -> None:
        """Take the units of the scheme."""
        self._scheme = scheme

    def of(self, record: Record) -> str:
        """Give the unit of a row; empty where it is none of the scheme's."""
        return self._scheme.roster.names.get(record.key(Rulings.UNIT), "")

    @staticmethod
    def unknown(record: Record) -> Finding:
        """Say that a row's unit is none of the scheme's."""
        return finding(
            "K706", place=record.place(Rulings.UNIT), words={"sheet": record.sheet, "raw": record.text(Rulings.UNIT)}
        )
