"""The rows of an on-site workbook: every row of the 评估表 with what was answered, what is doubtful in it and what it decides.

The doubtful ones come first, then those that would change a level, then by the points at stake.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from kexie_excel.findings import Finding, Place, Severity
from kexie_excel.numbers import ZERO, show
from kexie_excel.onsite.awards import claim_text, claims_of
from kexie_excel.onsite.layout import Visit
from kexie_excel.onsite.what_if import Spot, WhatIf
from kexie_excel.scheme.model import BonusItem, Item
from kexie_excel.scoring.evidence import named_evidence
from kexie_excel.scoring.result import NO_SELF, UNLIMITED, UNSETTLED, BonusScore, Evaluation, ItemScore, Standing
from kexie_excel.sheets.cells import Cell

_WEIGHT = {Severity.MUST: 0, Severity.ASK: 1, Severity.NOTE: 2}


@dataclass(frozen=True)
class Row:
    """One row as it is written."""

    id: str
    cells: dict[str, Cell]
    """Header → what stands there, 疑点 aside."""
    limit: Fraction | None
    """The most that can be given; ``None`` where there is no bound."""
    doubts: tuple[str, ...] = ()
    """What does not hold, sentence by sentence, the most urgent first."""
    decides: tuple[str, ...] = ()
    """What depends on the row, where it is not the same for every row."""
    is_award: bool = False
    """Whether it is a single award, which is recognised or not."""


_Weight = tuple[bool, bool, Fraction]
"""No doubt, no other level, minus the points at stake: the least stands first."""


@dataclass(frozen=True)
class Briefing:
    """Knows what the inspectors of every unit must be told."""

    evaluation: Evaluation

    @cached_property
    def what_if(self) -> WhatIf:
        """What the rows decide."""
        return WhatIf(self.evaluation)

    @cached_property
    def _findings(self) -> Mapping[tuple[str, str], Sequence[Finding]]:
        """Unit and row of the 评估表 → findings, the most urgent first."""
        item_of = self.evaluation.scheme.item_of
        groups: dict[tuple[str, str], list[Finding]] = {}
        for found in sorted(self.evaluation.findings, key=lambda found: _WEIGHT[found.severity]):
            item = item_of.get(found.row)
            groups.setdefault((found.unit, item.id if item else found.row), []).append(found)
        return groups

    def rows(self, standing: Standing) -> list[Row]:
        """Give the rows of a unit; of one without a usable return in the order of the 评估表, with nothing to hold against."""
        scheme, score = self.evaluation.scheme, standing.score
        items: tuple[Item | BonusItem, ...] = (*scheme.items, *scheme.bonus)
        if score is None:
            return [_blank_row(item) for item in items]
        common, evidence = self._common(standing), self._evidence(standing)
        told = [
            _Told(
                self.what_if,
                standing,
                score.item_of[item.id],
                self._about(standing, item.id),
                common,
            )
            for item in items
        ]
        weighed = [
            (own.weight, own.row(item, self._answers(standing, item), evidence.get(item.id, "")))
            for own, item in zip(told, items, strict=True)
        ]
        weighed += [self._award(standing, key, claim) for key, claim in claims_of(scheme, score).items()]
        return [row for _weight, row in sorted(weighed, key=lambda pair: pair[0])]

    def _award(self, standing: Standing, key: str, claim: BonusScore) -> tuple[_Weight, Row]:
        """Give the row of one award, and its weight."""
        kind, worth = self.evaluation.scheme.kind_of.get(claim.row.kind), claim.points
        cells: dict[str, Cell] = {
            Visit.CONTENT: claim_text(claim),
            Visit.POINTS: f"{show(kind.points)}/{kind.per}" if kind else Visit.NOTHING_SENT,
            Visit.SELF: Visit.NOTHING_SENT,
            Visit.COMPUTED: UNSETTLED if worth is None else worth,
            Visit.ANSWERS: "",
            Visit.EVIDENCE: claim.row.evidence,
        }
        doubtful = worth is None or _is_asked(self._of_awards.get((standing.unit.name, claim.row.place), ()))
        at_stake = (kind.points if kind else ZERO) if worth is None else worth
        doubts = (claim.note,) if claim.note else ()
        return (not doubtful, True, -at_stake), Row(key, cells, None, doubts, is_award=True)

    @cached_property
    def _of_awards(self) -> Mapping[tuple[str, Place], Sequence[Finding]]:
        """Unit and place → what was found about an award."""
        groups: dict[tuple[str, Place], list[Finding]] = {}
        for found in self.evaluation.findings:
            groups.setdefault((found.unit, found.place), []).append(found)
        return groups

    def _about(self, standing: Standing, item: str) -> Sequence[Finding]:
        """Give what was found about a row as a whole; what concerns one award stands in the award's own row."""
        awards = {own.row.place for own in standing.score.bonus_rows} if standing.score else set()
        return [found for found in self._findings.get((standing.unit.name, item), ()) if found.place not in awards]

    def outlook(self, standing: Standing) -> str:
        """Say once what holds for every row: how far the next unit is, and what any lost point would do; empty where nothing."""
        common = self._common(standing)
        if common is None:
            return ""
        now, below = self.what_if.now(standing), self.what_if.next_below(standing)
        gap = "" if below is None else f"与下一名差{show(now.total - below)}分，"
        return f"{gap}任何一项不认定，{'，'.join(_changes(now, common))}。"

    def _common(self, standing: Standing) -> Spot | None:
        """Give the place to which the loss of the least row already leads; ``None`` where that changes nothing."""
        if standing.score is None:
            return None
        now = self.what_if.now(standing)
        losses = [item for item in standing.score.items if item.known]
        spots = [self.what_if.at(standing, item, ZERO) for item in losses]
        mildest = max(spots, key=lambda spot: spot.total, default=None)
        return None if mildest is None or mildest.is_same(now) or len(spots) == 1 else mildest

    def _answers(self, standing: Standing, item: Item | BonusItem) -> str:
        """Give 填报情况: what was answered to an item's questions, a line each."""
        entry = self.evaluation.intake.returns.get(standing.unit.name)
        if entry is None or not isinstance(item, Item):
            return ""
        facts = ((fact, entry.facts[fact.id]) for fact in item.facts)
        return "\n".join(
            f"{fact.ask}：{answer.raw if answer.why else fact.show(answer.value)}" for fact, answer in facts
        )

    def _evidence(self, standing: Standing) -> Mapping[str, str]:
        """Give what the unit names as evidence, by row."""
        entry = self.evaluation.intake.returns.get(standing.unit.name)
        return {} if entry is None else named_evidence(self.evaluation.scheme, entry)


def _is_asked(findings: Sequence[Finding]) -> bool:
    """Tell whether any of these asks for something; 提示 does not."""
    return any(found.severity is not Severity.NOTE for found in findings)


def _blank_row(item: Item | BonusItem) -> Row:
    """Give the row of a unit that sent nothing usable."""
    cells: dict[str, Cell] = {
        Visit.CONTENT: item.text,
        Visit.POINTS: _points(item),
        Visit.SELF: Visit.NOTHING_SENT,
        Visit.COMPUTED: Visit.NOTHING_SENT,
        Visit.ANSWERS: "",
        Visit.EVIDENCE: "",
    }
    return Row(item.id, cells, _limit(item))


def _limit(item: Item | BonusItem) -> Fraction | None:
    """Give the most that can be given."""
    return item.maximum if isinstance(item, Item) else None


def _points(item: Item | BonusItem) -> Cell:
    """Give 分值."""
    return item.points if isinstance(item, Item) else UNLIMITED


@dataclass(frozen=True)
class _Told:
    """What is said about one row, and how much it weighs."""

    what_if: WhatIf
    standing: Standing
    score: ItemScore
    findings: Sequence[Finding]
    common: Spot | None
    """What the loss of any row would lead to; it is said once, above the table."""

    def row(self, item: Item | BonusItem, answers: str, evidence: str) -> Row:
        """Give the row."""
        score = self.score
        cells: dict[str, Cell] = {
            Visit.CONTENT: item.text,
            Visit.POINTS: _points(item),
            Visit.SELF: NO_SELF if score.self_score is None else score.self_score,
            Visit.COMPUTED: score.computed_text if score.computed.is_pending else score.computed.low,
            Visit.ANSWERS: answers,
            Visit.EVIDENCE: evidence,
        }
        return Row(item.id, cells, _limit(item), tuple(self._doubts()), tuple(self._decided()))

    @property
    def weight(self) -> _Weight:
        """Order rows: doubtful ones first, then what would change a level, then by the points at stake."""
        doubtful = self.score.adopted is None or _is_asked(self.findings)
        now = self.what_if.now(self.standing)
        spots = [spot for _words, spot in self._cases()]
        at_stake = max((abs(spot.total - now.total) for spot in spots), default=ZERO)
        return not doubtful, all(spot.level == now.level for spot in spots), -at_stake

    def _doubts(self) -> Iterator[str]:
        """Say what is open, ruled on, or does not hold."""
        score = self.score
        if score.adopted is None:
            why = score.question if score.points is not None else "见逐项认定的各行"
            yield f"待核，最多再加{show(score.could_add)}分：{why}"
        if score.ruling is not None:
            yield f"已裁定{show(score.ruling)}分：{score.ruling_reason}"
        yield from dict.fromkeys(found.message for found in self.findings if found.message != score.question)

    def _cases(self) -> Iterator[tuple[str, Spot]]:
        """Give what an inspector may find, in words, and the place the unit would have then."""
        score, possible = self.score, self.score.known + self.score.could_add
        if score.known:
            yield "此项若不认定", self.what_if.at(self.standing, score, ZERO)
        if score.adopted is None:
            yield f"此项若核定为{show(possible)}分", self.what_if.at(self.standing, score, possible)
        elif score.self_score is not None and score.known < score.self_score <= (score.points or score.self_score):
            yield f"此项若按自评{show(score.self_score)}分", self.what_if.at(self.standing, score, score.self_score)

    def _decided(self) -> Iterator[str]:
        """Say what depends on the row and not on every other just as well."""
        now = self.what_if.now(self.standing)
        for words, then in self._cases():
            if not now.is_same(then) and not (self.common and self.common.is_same(then)):
                yield f"{words}，{'，'.join(_changes(now, then))}"


def _changes(now: Spot, then: Spot) -> Iterator[str]:
    """Say how a place changes."""
    if now.rank != then.rank:
        yield f"名次由{now.rank}{'降' if (then.rank or 0) > (now.rank or 0) else '升'}为{then.rank}{'（并列）' if then.tied else ''}"
    elif now.tied != then.tied:
        yield f"名次{now.rank}{'与他人并列' if then.tied else '不再并列'}"
    if now.level != then.level:
        yield f"等次由{now.level}变为{then.level}"
