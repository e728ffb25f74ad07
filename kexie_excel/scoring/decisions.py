"""What people decided, as plain values ready to be obeyed, wherever they were written: rulings, levels, on-site scores."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from kexie_excel.findings import NOWHERE, Finding, Place
from kexie_excel.numbers import ZERO
from kexie_excel.returns.model import BonusRow
from kexie_excel.scheme.fact import Value


@dataclass(frozen=True)
class Ruling:
    """复核: what a person decided about a row of the 评估表 (its points) or about a fact (its answer)."""

    value: Value
    reason: str
    """理由, and who and when: “理由（经办人 日期）”."""


@dataclass(frozen=True)
class Approval:
    """审定: the level that was decided for a unit."""

    level: str
    reason: str = ""
    place: Place = NOWHERE


@dataclass(frozen=True)
class Onsite:
    """现场评分: what the inspectors gave a row of the 评估表."""

    value: Fraction | None
    """``None`` while it cannot be told which points they gave; the row is pending then."""
    reason: str
    """理由, and who and when; what stands in the way where there is no value. Empty where nobody had to give a reason."""
    low: Fraction = ZERO
    high: Fraction = ZERO
    """The least and the most that may turn out, where there is no value."""
    by_award: bool = False
    """Whether it is the sum of what they said of each award."""


@dataclass(frozen=True)
class Recognition:
    """认定 or 不认定: what the inspectors said of one award or one matter of 推广."""

    counts: bool | None
    """``None`` while it cannot be told what they said."""
    reason: str
    """理由, and who and when."""


Recognitions = Mapping[str, Recognition]
"""The row's key (``award_key``) → what was said of it."""


def award_key(item: str, at: int, row: BonusRow) -> str:
    """Give the 编号 of one award on an on-site workbook: its bonus item, and its row in the form (else its place, from 0)."""
    return f"{item}-{row.slot or at + 1}"


def awarded_item(key: str) -> str:
    """Give the bonus item of an award's 编号."""
    return key.rpartition("-")[0]


@dataclass(frozen=True)
class SiteVisits:
    """现场评估: everything that the inspectors' workbooks say, checked and ready to be obeyed."""

    scores: Mapping[str, Mapping[str, Onsite]] = field(default_factory=dict)
    """Unit → item id → what was given; no entry where nothing was, and the computed score stands."""
    awards: Mapping[str, Recognitions] = field(default_factory=dict)
    """Unit → its awards on which something was said."""
    visited: frozenset[str] = frozenset()
    """The units of which a workbook says who inspected or when, or gives a score."""
    competing: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Unit → its workbooks, where they give a row different points; whether or not one of them was chosen."""
    findings: tuple[Finding, ...] = ()
    """What does not hold in them; while one of them is 必须改, the result is not final."""


_NO_VISITS = SiteVisits()


@dataclass(frozen=True)
class Decisions:
    """Everything that people decided, checked and ready to be obeyed."""

    rulings: Mapping[str, Mapping[str, Ruling]] = field(default_factory=dict)
    """Unit → item id or fact id → ruling."""
    approvals: Mapping[str, Approval] = field(default_factory=dict)
    """Unit → approved level."""
    findings: tuple[Finding, ...] = ()
    """What could not be obeyed, and why; while one of them is 必须改, the result is not final."""
    onsite: SiteVisits = _NO_VISITS
    """What the inspectors decided."""


NO_DECISIONS = Decisions()
