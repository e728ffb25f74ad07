"""What stands in a form that is not blank: what the county wrote, what is asked about it, and the round it goes back in.

Plain values: the form knows nothing of reading or scoring.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256

from kexie_excel.sheets.style import Tone

Written = str | int | float | bool | dt.date
"""What a county wrote into a cell, as it stood; dates only where the form asks for one."""
CellAt = tuple[str, str, str]
"""An input cell: sheet, key and header; on the cover the field is the key, and there is no header."""


@dataclass(frozen=True)
class Remark:
    """What is asked at a cell."""

    text: str
    tone: Tone
    author: str = field(repr=False)
    """Who asks; no part of the digest of what the form says."""


@dataclass(frozen=True)
class QuestionLine:
    """One question of 核对反馈, or one that was settled after the county replied to it."""

    mark: str
    """By what a reply is matched with its question."""
    row: str
    """编号."""
    title: str
    """指标; of a settled one the form says that it is."""
    own: float | None
    """自评."""
    computed: float | str | None
    """核算; a word while it is pending."""
    difference: float | None
    problem: str
    """What is wrong, and what to do."""
    ground: str
    """依据: how the computed score came about."""
    tone: Tone
    """``FINE``: it is settled."""
    reply: str = ""
    """What the county has replied before."""

    @property
    def is_open(self) -> bool:
        """Whether a reply is asked for."""
        return self.tone is not Tone.FINE


@dataclass(frozen=True)
class Filling:
    """Everything in a form beside what the scheme says."""

    unit: str = ""
    """Whose form it is; empty in the blank template."""
    round: int = 0
    """0 for the form as issued; each feedback workbook counts on."""
    cells: Mapping[CellAt, Written] = field(default_factory=dict)
    remarks: Mapping[CellAt, Remark] = field(default_factory=dict)
    lines: tuple[QuestionLine, ...] = ()
    """The sheet 核对反馈; there is none without lines."""
    grown_from: tuple[str, ...] = ()
    """Digests of the returns that the county's answers are taken from, the latest first."""

    @property
    def digest(self) -> str:
        """What the form says, the round aside, as a short text: equal for equal content."""
        return sha256(repr((self.unit, self.cells, self.remarks, self.lines)).encode()).hexdigest()


BLANK = Filling()
"""Nothing beside what the scheme says."""
