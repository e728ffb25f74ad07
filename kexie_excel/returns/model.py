"""What a returned workbook says: values beside the raw text and the cell they were read from."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from hashlib import sha256
from typing import NamedTuple

from kexie_excel.findings import NOWHERE, Finding, Place
from kexie_excel.inbox.receipts import Receipt
from kexie_excel.scheme.fact import Answer, Answers, Gap
from kexie_excel.sheets.read.raw import Raw

_DIGEST = 16
"""So many digits tell the returns of one unit apart."""


class Entry(NamedTuple):
    """One cell that was read: its value (or why there is none), its raw text, where it stands."""

    value: Answer
    raw: str = ""
    place: Place = NOWHERE
    why: str = ""
    """Why it is unreadable."""

    @property
    def number(self) -> Fraction | None:
        """The value where it is a number."""
        return self.value if isinstance(self.value, Fraction) else None

    @property
    def said(self) -> tuple[Answer, str]:
        """What a cell says: 3 and 3次 are the same; of what was not understood, the text."""
        return self.value, self.raw if isinstance(self.value, Gap) else ""


@dataclass(frozen=True)
class BonusRow:
    """One filled row of 加分项."""

    number: str
    """序号."""
    place: Place
    kind: str
    """加分情形 as written; may be no known label."""
    work: str
    award: str
    certificate: str
    issuer: str
    year: int | Gap
    """The year of 获得日期."""
    date_text: str
    """获得日期 as written."""
    quantity: Entry
    evidence: str
    slot: str = ""
    """Its row in a form: where it stands there now, or the next in order where so many rows were put between."""

    @property
    def said(self) -> tuple[object, ...]:
        """What the county wrote."""
        return (
            *(self.kind, self.work, self.award, self.certificate, self.issuer),
            *(self.date_text, self.quantity.said, self.evidence),
        )


Typed = Mapping[tuple[str, str], tuple[Raw, ...]]
"""Everything that a county typed, as it stood: sheet and header → its cells in the order of the form's rows, the empty end left
off; on the cover the fields are the rows, and there is no header."""


@dataclass(frozen=True)
class Reply:
    """县区回复 to one question of 核对反馈."""

    mark: str
    """By what it is matched with its question; empty where the county wrote beside the table's own lines."""
    row: str
    """编号 of the question."""
    problem: str
    """The question as it was asked."""
    text: str
    round: int
    place: Place = NOWHERE


@dataclass(frozen=True)
class Return:
    """One readable workbook of one unit."""

    file: str
    """Its path below 2-回收."""
    unit: str
    round: int
    """0 for the form as mailed; a feedback workbook carries its own."""
    facts: Mapping[str, Entry]
    """Every fact of the scheme."""
    self_scores: Mapping[str, Entry]
    """评分 of every row of the 评估表, bonus items included."""
    own_total: Entry
    """What the county's own 合计 shows."""
    bonus: tuple[BonusRow, ...]
    materials: Mapping[str, bool | Gap]
    """Required material → 有/无."""
    findings: tuple[Finding, ...] = ()
    known_by: str = ""
    """How its unit is known, in words."""
    named: str = ""
    """The other unit of which its file name speaks; empty where it speaks of none, or of its own."""
    material_places: Mapping[str, Place] = field(default_factory=dict)
    """Required material → the cell where 有/无 stands."""
    typed: Typed = field(default_factory=dict)
    replies: tuple[Reply, ...] = ()
    """What the county replied to the questions it was sent, in this round and in earlier ones."""
    grown_from: tuple[str, ...] = ()
    """What the returns said, by ``said``, that its feedback workbook was filled from, the latest first; empty where that is not
    known, and for the form as mailed."""
    modified: dt.datetime | None = None
    """When the file was saved last; ``None`` where that is not known."""

    @property
    def answers(self) -> Answers:
        """The answer to every fact."""
        return {fact_id: fact.value for fact_id, fact in self.facts.items()}

    @property
    def said(self) -> str:
        """Digest what the county wrote, wherever it stands: answers, scores, bonus rows, materials."""
        answers = [entry.said for part in (self.facts, self.self_scores) for entry in part.values()]
        rows = [row.said for row in self.bonus]
        return sha256(repr((answers, rows, [*map(str, self.materials.values())])).encode()).hexdigest()[:_DIGEST]


class UnitState(StrEnum):
    """Where a unit's return stands; the reconciliation line counts these."""

    READ = "已读"
    UNREADABLE = "不可读"
    UNDECIDED = "待定"
    MISSING = "未报送"


_ARRIVED = {
    UnitState.READ: "已收到并计分",
    UnitState.UNREADABLE: "收到的文件读不了",
    UnitState.UNDECIDED: "以哪一份文件为准还没有定",
    UnitState.MISSING: "未报送",
}


@dataclass(frozen=True)
class Intake:
    """Everything that came in: one state a unit, the adopted returns, a receipt for every file."""

    states: Mapping[str, UnitState]
    returns: Mapping[str, Return]
    receipts: tuple[Receipt, ...]
    findings: tuple[Finding, ...] = field(default=())
    competing: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Unit → its files, where several of different content came; whether or not one of them was chosen."""
    unusable: Mapping[str, str] = field(default_factory=dict)
    """Unit → what is the matter with the files that it sent, of which none can be used."""

    def reconciliation(self) -> str:
        """Write the line that adds up: every unit is counted exactly once."""
        counts = {state: sum(own is state for own in self.states.values()) for state in UnitState}
        parts = "＋".join(f"{state}{counts[state]}" for state in UnitState)
        return f"应报{len(self.states)}＝{parts}"

    def arrivals(self) -> str:
        """Say the same in a sentence for who has to decide; what is not so of any unit is left out."""
        counts = ((words, sum(own is state for own in self.states.values())) for state, words in _ARRIVED.items())
        return f"应报{len(self.states)}个单位：{'，'.join(f'{count}个{words}' for words, count in counts if count)}。"
