"""加分项 of one unit: every row judged, the rows of one work settled together, each bonus item's sum. Nothing caps it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kexie_excel.findings import Finding
from kexie_excel.numbers import ZERO, add_up, show
from kexie_excel.returns.model import Return
from kexie_excel.scheme.fact import Answers
from kexie_excel.scheme.kinds.rule import Outcome, RuleDoubt
from kexie_excel.scheme.model import Beyond, BonusItem, BonusKind, Scheme
from kexie_excel.scoring.bonus.check import check_rows
from kexie_excel.scoring.bonus.claim import BonusSettled, Claim, Verdict, as_seen, judge_row, settle_alone
from kexie_excel.scoring.bonus.extra_classes import settle_beyond
from kexie_excel.scoring.bonus.same_work import settle_work
from kexie_excel.scoring.decisions import Onsite, Recognitions, awarded_item
from kexie_excel.scoring.last_year import LastYear
from kexie_excel.scoring.result import BonusScore

_NAME_MOST = 40
"""Characters; what a county wrote can be much longer."""


@dataclass(frozen=True)
class BonusResult:
    """The bonus of one unit."""

    rows: tuple[BonusScore, ...]
    outcomes: Mapping[str, Outcome]
    """Bonus item id → its points."""
    findings: tuple[Finding, ...]
    claims: tuple[Claim, ...] = ()
    """The rows as they were judged."""


def score_bonus(
    scheme: Scheme,
    entry: Return,
    answers: Answers,
    last_year: LastYear | None = None,
) -> BonusResult:
    """Score a unit's bonus rows.

    Args:
        scheme: the method.
        entry: the return.
        answers: its facts, for the classes beyond the first.
        last_year: which awards are used up already.
    """
    filled = entry.bonus if scheme.bonus else ()
    claims = tuple(judge_row(scheme, entry.unit, at, row, last_year) for at, row in enumerate(filled))
    return _result(scheme, entry.unit, answers, claims)


def recognised(
    scheme: Scheme, unit: str, answers: Answers, bonus: BonusResult, awards: Recognitions | None
) -> BonusResult:
    """Give what a unit's bonus comes to after what the inspectors said of single rows; the same where they said nothing."""
    if not awards:
        return bonus
    return _result(scheme, unit, answers, tuple(as_seen(unit, claim, awards) for claim in bonus.claims))


def _result(scheme: Scheme, unit: str, answers: Answers, claims: tuple[Claim, ...]) -> BonusResult:
    """Settle judged rows together, and add them up."""
    settled = list(_settle(unit, claims, answers))
    points = {at: value for part in settled for at, value in part.points.items()}
    notes = {at: note for part in settled for at, note in part.notes.items()}
    rows = tuple(
        BonusScore(
            claim.row,
            claim.item.id if claim.kind else "",
            points[claim.at],
            "；".join(filter(None, (claim.note, notes.get(claim.at, "")))),
        )
        for claim in claims
    )
    findings = [
        *(found for claim in claims for found in claim.findings),
        *(found for part in settled for found in part.findings),
        *check_rows(unit, claims, rows),
    ]
    outcomes = {item.id: _sum_up(item, claims, settled, rows) for item in scheme.bonus}
    return BonusResult(rows, outcomes, tuple(findings), claims)


def visits_by_award(outcomes: Mapping[str, Outcome], awards: Recognitions) -> Mapping[str, Onsite]:
    """Give the on-site score of each bonus item of which an award was spoken: what its awards then come to."""
    spoken = set(map(awarded_item, awards))
    return {
        key: Onsite(
            None if outcome.is_pending else outcome.low,
            f"逐项认定，{outcome.why}",
            outcome.low,
            outcome.high,
            by_award=True,
        )
        for key, outcome in outcomes.items()
        if key in spoken
    }


def _settle(unit: str, claims: Sequence[Claim], answers: Answers) -> Iterator[BonusSettled]:
    """Settle the rows group by group; each row belongs to exactly one group."""
    works: dict[tuple[str, str, int], list[Claim]] = {}
    beyond: dict[str, tuple[BonusKind, Beyond, list[Claim]]] = {}
    for claim in claims:
        if claim.kind is None or claim.verdict is Verdict.EXCLUDED:
            yield settle_alone(claim)
        elif claim.kind.same_work:
            nameless = -1 if claim.work else claim.at
            works.setdefault((claim.kind.same_work, claim.work, nameless), []).append(claim)
        elif claim.kind.beyond:
            beyond.setdefault(claim.kind.label, (claim.kind, claim.kind.beyond, []))[2].append(claim)
        else:
            yield settle_alone(claim)
    for group in works.values():
        yield settle_work(unit, group)
    for kind, rule, group in beyond.values():
        yield settle_beyond(unit, kind, rule, group, answers)


def _sum_up(
    item: BonusItem, claims: Sequence[Claim], settled: Sequence[BonusSettled], rows: Sequence[BonusScore]
) -> Outcome:
    """Add up one bonus item, with the sentence why."""
    own = [part for part in settled if part.item == item.id]
    low = add_up(part.low for part in own)
    high = add_up(part.high for part in own)
    # a row of no known kind could add points by any kind of any item; what is not known must not look settled
    unknown = [claim for claim in claims if claim.kind is None and claim.verdict is not Verdict.EXCLUDED]
    best = max((kind.points for kind in item.kinds), default=ZERO)
    high += best * sum(claim.quantity for claim in unknown)
    known = [claim for claim in claims if claim.kind and claim.item.id == item.id]
    open_rows = [claim for claim in (*unknown, *known) if rows[claim.at].points is None]
    why = _why(claims, rows, item)
    doubts = tuple(RuleDoubt((item.id,), f"{_named(claim)}：{claim.note or '待核'}") for claim in open_rows)
    if low == high:
        return Outcome(low, high, f"{why}计{show(low)}分")
    return Outcome(low, high, f"{why}计{show(low)}分，待核{len(open_rows)}行，最多再加{show(high - low)}分", doubts)


def _named(claim: Claim) -> str:
    """Say which row is meant: where it stands, and what it claims, so that a ruling is about an award and not about a cell."""
    name = claim.work or claim.row.award or claim.row.kind
    short = name if len(name) <= _NAME_MOST else f"{name[:_NAME_MOST]}……"
    return f"{claim.row.place.cell}“{short}”" if name else claim.row.place.cell


def _why(claims: Sequence[Claim], rows: Sequence[BonusScore], item: BonusItem) -> str:
    """Say what was counted, kind by kind."""
    parts = []
    for kind in item.kinds:
        paid = [rows[claim.at].points for claim in claims if claim.kind is kind]
        total = add_up(points for points in paid if points)
        if total:
            parts.append(f"{kind.label}{show(total / kind.points)}{kind.per}{show(total)}分")
    if parts:
        return "；".join(parts) + "；共"
    return "" if any(claim.kind is None or claim.item is item for claim in claims) else "没有申报，"
