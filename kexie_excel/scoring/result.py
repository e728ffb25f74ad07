"""What scoring gives: item scores with their trace, bonus rows, a unit's sums, and each unit's place."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from kexie_excel.findings import Asked, Finding, Severity
from kexie_excel.numbers import ZERO, add_up, looks_within, show
from kexie_excel.returns.model import BonusRow, Intake, UnitState
from kexie_excel.scheme.kinds.rule import Outcome, RuleDoubt
from kexie_excel.scheme.model import Scheme, Unit
from kexie_excel.scoring.decisions import NO_DECISIONS, Decisions, Onsite
from kexie_excel.scoring.last_year import LastYear

UNLIMITED, NO_SELF, UNSETTLED = "不限", "未填", "待核"
"""分值 of a bonus item, 自评 that is missing, and points that are pending, as tables show them."""


@dataclass(frozen=True, slots=True)
class ItemScore:
    """One row of the 评估表 for one unit; 7.1 and 7.2 are rows like the others."""

    id: str
    points: Fraction | None
    """分值; ``None`` for a bonus item, which has none."""
    self_score: Fraction | None
    """自评; ``None`` where it is missing or unreadable."""
    computed: Outcome
    """核算, with the sentence why."""
    visit: Onsite | None = None
    """现场; ``None`` where the inspectors left the computed score standing."""
    ruling: Fraction | None = None
    """复核."""
    ruling_reason: str = ""
    """Why: of the ruling about the row, or about one of its facts; empty without a ruling."""
    as_sent: Outcome | None = None
    """What the unit's own answers come to; ``None`` where no ruling changed an answer."""
    as_issued: Outcome | None = None
    """What they come to by the scheme that the forms were issued by; ``None`` where the office has not changed it since."""

    @property
    def onsite(self) -> Fraction | None:
        """现场: the points the inspectors gave; ``None`` where they gave none, or it cannot be told which."""
        return None if self.visit is None else self.visit.value

    @property
    def is_decided(self) -> bool:
        """Whether people gave the points, not the rules."""
        return self.ruling is not None or self.onsite is not None

    @property
    def is_decided_as_a_whole(self) -> bool:
        """Whether they gave the points of the row, not a word on single awards of it: what is wrong with the others stays."""
        return self.ruling is not None or (self.onsite is not None and not self.is_by_award)

    @property
    def is_by_award(self) -> bool:
        """Whether the inspectors spoke of single awards of it, and not of the whole."""
        return self.visit is not None and self.visit.by_award

    @property
    def is_answered_for(self) -> bool:
        """Whether the unit need not account for its self score: people gave the points, or changed an answer that bore it out."""
        is_as_computed = not self.computed.is_pending and self.onsite == self.computed.low
        if self.is_decided_as_a_whole or (self.is_decided and not is_as_computed):
            return True
        return self._held(self.as_sent)

    @property
    def held_as_issued(self) -> bool:
        """Whether the self score was right by the form that the unit was given, and only by that."""
        return self._held(self.as_issued) and not self._held(self.computed)

    @property
    def blank_as_issued(self) -> bool:
        """Whether it is a bonus item left blank because nothing could be had for it by the form that the unit was given."""
        is_blank = self.points is None and self.self_score is None
        return is_blank and self.as_issued is not None and not self.as_issued.high

    @property
    def needs_no_account(self) -> bool:
        """Whether that its self score is another than what counts is nothing to ask the unit about."""
        return self.is_answered_for or self.held_as_issued or self.blank_as_issued

    def _held(self, outcome: Outcome | None) -> bool:
        """Tell whether the self score is what was computed in one way."""
        if outcome is None or self.self_score is None:
            return False
        return looks_within(self.self_score, outcome.low, outcome.high)

    @property
    def adopted(self) -> Fraction | None:
        """采用: ruling, else on-site, else computed; ``None`` while pending."""
        if self.ruling is not None:
            return self.ruling
        if self.visit is not None:
            return self.visit.value
        return None if self.computed.is_pending else self.computed.low

    @property
    def bounds(self) -> tuple[Fraction, Fraction]:
        """Between which points a self score holds: what people decided; while they have not, what the rules leave possible."""
        decided = self.adopted if self.is_decided else None
        return (self.computed.low, self.computed.high) if decided is None else (decided, decided)

    @property
    def ground(self) -> str:
        """On what the bounds rest: who decided and why, or how they were computed, from which ruled answers."""
        if self.ruling is not None:
            return f"复核：{self.ruling_reason}"
        if self.visit is not None and self.visit.value is not None:
            return f"现场：{self.visit.reason or self.computed.why}"
        return f"{self.computed.why}；复核：{self.ruling_reason}" if self.ruling_reason else self.computed.why

    @property
    def doubts(self) -> Sequence[RuleDoubt]:
        """What keeps the rules from settling the row; nobody is asked about it once people have decided."""
        return () if self.is_decided else self.computed.doubts

    @property
    def _open(self) -> Outcome | Onsite:
        """What says between which bounds a pending row may come out."""
        return self.computed if self.visit is None else self.visit

    @property
    def known(self) -> Fraction:
        """The points that are certain."""
        return self._open.low if self.adopted is None else self.adopted

    @property
    def could_add(self) -> Fraction:
        """What a pending row could still add."""
        return self._open.high - self._open.low if self.adopted is None else ZERO

    @property
    def question(self) -> str:
        """What a pending row waits for."""
        if self.visit is not None:
            return self.visit.reason
        return "；".join(doubt.reason for doubt in self.computed.doubts) or self.computed.why

    @property
    def computed_text(self) -> str:
        """核算 in words: the points; what is certain and what is possible while they are pending."""
        low, high = show(self.computed.low), show(self.computed.high)
        return f"待核（{low}至{high}分）" if self.computed.is_pending else low


@dataclass(frozen=True)
class BonusScore:
    """What one row of 加分项 came to."""

    row: BonusRow
    item: str
    """7.1 or 7.2; empty where the kind is not known."""
    points: Fraction | None
    """核定加分; ``None`` while pending."""
    note: str
    """说明."""


@dataclass(frozen=True)
class UnitScore:
    """One unit's return, scored."""

    unit: Unit
    items: tuple[ItemScore, ...]
    """In the order of the 评估表, bonus items last."""
    bonus_rows: tuple[BonusScore, ...]
    vetoed: bool | None
    """一票否决; ``None`` where the answer is open."""
    findings: tuple[Finding, ...]

    @property
    def item_of(self) -> Mapping[str, ItemScore]:
        """Row by id."""
        return {item.id: item for item in self.items}

    @cached_property
    def base(self) -> Fraction:
        """Known points of the scored items."""
        return add_up(item.known for item in self.items if item.points is not None)

    @cached_property
    def bonus(self) -> Fraction:
        """Known points of the bonus items."""
        return add_up(item.known for item in self.items if item.points is None)

    @property
    def self_total(self) -> Fraction | None:
        """The county's self scores added up, bonus included; a missing one adds nothing (and is a finding).

        ``None`` where it gave none at all; no bonus claimed counts as 0 and is not giving one.
        """
        total = add_up(item.self_score or ZERO for item in self.items)
        has_any = any(item.self_score is not None for item in self.items if item.points is not None)
        return total if total or has_any else None

    @cached_property
    def pending(self) -> tuple[ItemScore, ...]:
        """The rows that cannot be settled yet."""
        return tuple(item for item in self.items if item.adopted is None)

    @cached_property
    def could_add(self) -> Fraction:
        """What the pending rows could still add."""
        return add_up(item.could_add for item in self.items)

    @property
    def open_questions(self) -> int:
        """How many things are open: pending rows, and an unanswered veto."""
        return len(self.pending) + (self.vetoed is None)


@dataclass(frozen=True)
class Standing:
    """One unit's line of 汇总表."""

    unit: Unit
    state: UnitState
    score: UnitScore | None
    """``None`` unless the unit's return was read."""
    total: Fraction | None
    """综合评分: known points by the chosen interpretation."""
    rank: int | None
    """名次 in the category; ``None`` for a unit without a return, and for a vetoed one that holds no rank."""
    level: str
    """建议等次: 优秀, 合格, 不合格 (the scheme's words), 待定 or 未报送."""
    remarks: tuple[str, ...]
    """备注."""
    approved: str = ""
    """审定等次; empty until it is decided."""
    reason: str = ""
    """理由 of 审定."""
    against: tuple[str, ...] = ()
    """How the decided level goes against 前30% or the order of points."""

    @property
    def remark(self) -> str:
        """备注 as one text, with the reason for a decided level that is not the suggested one."""
        against = f"（{'，'.join(self.against)}）" if self.against else ""
        why = self.reason or ("没有写理由" if against else "")
        differs = self.approved not in {"", self.level} and why
        return "；".join((*self.remarks, *([f"审定为{self.approved}{against}：{why}"] if differs else ())))


@dataclass(frozen=True)
class Evaluation:
    """A whole folder, evaluated."""

    scheme: Scheme
    intake: Intake
    standings: tuple[Standing, ...]
    """Category by category, in the order of 名次; units without a rank last."""
    findings: tuple[Finding, ...]
    """Every finding, ordered by unit, then row."""
    decisions: Decisions = NO_DECISIONS
    """What people decided."""
    last_year: LastYear | None = None
    """Last year's summary; ``None`` where there is none."""

    @property
    def unit_findings(self) -> tuple[Finding, ...]:
        """The findings that ask the units; what the office or an inspector has to look into is not theirs to mend."""
        return tuple(found for found in self.findings if found.asks is Asked.COUNTY)

    @property
    def refused_decisions(self) -> int:
        """How many of the ledger's decisions are not obeyed until somebody mends them."""
        return _count_must(self.decisions.findings)

    @property
    def refused_scores(self) -> int:
        """How many on-site scores and workbooks are not obeyed until somebody mends them."""
        return _count_must(self.decisions.onsite.findings)

    @property
    def is_final(self) -> bool:
        """Whether nothing is pending, no unit is missing, every decision obeyed; otherwise the sheet says 未定稿."""
        settled = (standing.score is not None and not standing.score.open_questions for standing in self.standings)
        return not self.refused_decisions and not self.refused_scores and all(settled)

    def standings_in(self, category: str) -> tuple[Standing, ...]:
        """The lines of one category."""
        return tuple(standing for standing in self.standings if standing.unit.category == category)


def _count_must(findings: Sequence[Finding]) -> int:
    """Count what must be changed."""
    return sum(found.severity is Severity.MUST for found in findings)
