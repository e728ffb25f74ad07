"""同一工作获得多个奖项的，取最高奖励计分 (7.1); 同一事项不重复加分 (7.2): the rows of one work, settled together."""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from kexie_excel.findings import Finding, finding
from kexie_excel.numbers import ZERO, show
from kexie_excel.scheme.model import BonusKind
from kexie_excel.scoring.bonus.claim import BonusSettled, Claim, Verdict


def settle_work(unit: str, claims: Sequence[Claim]) -> BonusSettled:
    """Count only the kind with the most points per unit: 每项 once, 每人次 every row of that kind.

    Rows that are open may or may not count, and may put a certain row out; ``low`` and ``high`` are the least and the most
    over all those cases.
    """
    item = claims[0].item.id
    certain = [claim for claim in claims if claim.verdict is Verdict.COUNTS]
    low, high = _bounds(claims)
    counted = _counted(certain)
    notes: dict[int, str] = {}
    findings: list[Finding] = []
    open_points = ZERO if low == high else None
    points: dict[int, Fraction | None] = {claim.at: open_points for claim in claims}
    if counted is not None:
        kind, paid = counted
        settled = worth(kind, _of(certain, kind)) == low
        shares = _shares(kind, _of(certain, kind))
        for claim in certain:
            points[claim.at] = shares.get(claim.at, ZERO) if settled else None
            if not shares.get(claim.at):
                message = finding("K508", unit=unit, row=item, place=claim.row.place, work=claim.work, kind=kind.label)
                notes[claim.at] = message.message
                findings.append(message)
        findings += _remarks(unit, item, certain, kind, paid)
    return BonusSettled(item, low, high, points, notes, tuple(findings))


def worth(kind: BonusKind, claims: Sequence[Claim]) -> Fraction:
    """Give what rows of one kind and one work come to."""
    if not claims:
        return ZERO
    return kind.points if kind.once else kind.points * sum(claim.quantity for claim in claims)


def _of(claims: Sequence[Claim], kind: BonusKind) -> list[Claim]:
    """Give the rows of a kind."""
    return [claim for claim in claims if claim.kind is kind]


def _kinds(claims: Sequence[Claim]) -> list[BonusKind]:
    """Give the kinds that occur, most points per unit first."""
    kinds = {claim.kind.label: claim.kind for claim in claims if claim.kind}
    return sorted(kinds.values(), key=lambda kind: kind.points, reverse=True)


def _counted(claims: Sequence[Claim]) -> tuple[BonusKind, Fraction] | None:
    """Give the kind that counts among certain rows; where kinds tie per unit, the one that comes to more."""
    kinds = _kinds(claims)
    if not kinds:
        return None
    best = [kind for kind in kinds if kind.points == kinds[0].points]
    return max(((kind, worth(kind, _of(claims, kind))) for kind in best), key=lambda pair: pair[1])


def _bounds(claims: Sequence[Claim]) -> tuple[Fraction, Fraction]:
    """Give the least and the most the work can come to, whichever open rows turn out to count."""
    certain = [claim for claim in claims if claim.verdict is Verdict.COUNTS]
    cases = [] if certain else [(ZERO, ZERO)]
    # the kind with the most points a unit counts, so a row that is certain keeps every lower kind out
    floor = max((claim.kind.points for claim in certain if claim.kind), default=ZERO)
    for points in sorted({kind.points for kind in _kinds(claims)}):
        if points >= floor:
            level = [kind for kind in _kinds(claims) if kind.points == points]
            cases.append((_least(level, claims, certain), max(worth(kind, _of(claims, kind)) for kind in level)))
    return min(case[0] for case in cases), max(case[1] for case in cases)


def _least(level: Sequence[BonusKind], claims: Sequence[Claim], certain: Sequence[Claim]) -> Fraction:
    """Give the least that kinds of equal points can come to if one of them counts."""
    sure = max(worth(kind, _of(certain, kind)) for kind in level)
    return sure or min(worth(kind, [claim]) for kind in level for claim in _of(claims, kind))


def _shares(kind: BonusKind, claims: Sequence[Claim]) -> Mapping[int, Fraction]:
    """Spread the points over the rows: the first takes all where the work counts once."""
    if kind.once:
        return {claims[0].at: kind.points}
    return {claim.at: kind.points * claim.quantity for claim in claims}


def _remarks(unit: str, item: str, claims: Sequence[Claim], counted: BonusKind, paid: Fraction) -> Iterator[Finding]:
    """Ask where the rule gives less than the lower awards together, and where two kinds tie."""
    first = claims[0]
    for kind in _kinds(claims):
        if kind is counted:
            continue
        own = worth(kind, _of(claims, kind))
        if kind.points == counted.points:
            yield finding("K511", unit=unit, row=item, place=first.row.place, work=first.work, kind=counted.label)
        elif own > paid:
            yield finding(
                "K509",
                unit=unit,
                row=item,
                place=first.row.place,
                work=first.work,
                kind=counted.label,
                counted=show(paid),
                other=kind.label,
                sum=show(own),
            )
