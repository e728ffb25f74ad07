"""One row of 加分项, judged by itself: does it count, is it open, or is it out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from fractions import Fraction

from kexie_excel.findings import Finding, finding
from kexie_excel.form.evidence_words import encloses, is_numbered, shows_medal
from kexie_excel.numbers import ZERO
from kexie_excel.returns.model import BonusRow
from kexie_excel.scheme.fact import Gap
from kexie_excel.scheme.model import BonusItem, BonusKind, SameWork, Scheme
from kexie_excel.scoring.bonus.used_awards import earlier_uses
from kexie_excel.scoring.decisions import Recognitions, award_key
from kexie_excel.scoring.last_year import LastYear

_EMPTY = "（空）"


class Verdict(Enum):
    """What becomes of a row before it is held against the others."""

    COUNTS = "计分"
    OPEN = "待核"
    EXCLUDED = "不计分"


@dataclass(frozen=True)
class Claim:
    """A judged row."""

    at: int
    """Its place among the unit's rows, from 0."""
    row: BonusRow
    item: BonusItem
    kind: BonusKind | None
    """``None`` where 加分情形 is no known label."""
    verdict: Verdict
    quantity: int
    """数量; 1 where it is not known or not needed."""
    findings: tuple[Finding, ...]

    @property
    def note(self) -> str:
        """What is wrong with the row, for 说明."""
        return "；".join(found.message for found in self.findings)

    @property
    def work(self) -> str:
        """The work's name, trimmed as a spreadsheet's TRIM does, so that the form's formulas and the program agree."""
        return " ".join(part for part in self.row.work.split(" ") if part)


def judge_row(scheme: Scheme, unit: str, at: int, row: BonusRow, last_year: LastYear | None = None) -> Claim:
    """Judge one row: kind, name, quantity, date, evidence, issuer, whether last year counted it."""
    kind = scheme.kind_of.get(row.kind)
    if kind is None:
        first = scheme.bonus[0]
        unknown = finding("K501", unit=unit, row=first.id, place=row.place, raw=row.kind)
        return Claim(at, row, first, None, Verdict.OPEN, _quantity(row), (unknown,))
    item = next(item for item in scheme.bonus if item.id == kind.item)
    faults = [*_name_faults(kind, row), *_quantity_faults(kind, row), *_evidence_faults(item, kind, row)]
    faults += [*_date_faults(scheme, item, row), *_issuer_faults(unit, kind, row)]
    faults += [_Fault(use.code, use.words) for use in earlier_uses(scheme, unit, kind, row, last_year)]
    findings = tuple(
        finding(fault.code, unit=unit, row=item.id, place=row.place, words=fault.words, host=scheme.words.host)
        for fault in faults
    )
    return Claim(at, row, item, kind, _verdict(findings), _quantity(row), findings)


def as_seen(unit: str, claim: Claim, awards: Recognitions) -> Claim:
    """Lay over a judged row what the inspectors said who had the original in their hands; of no known kind, only a refusal."""
    seen = awards.get(award_key(claim.item.id, claim.at, claim.row))
    if seen is None or (claim.kind is None and seen.counts is not False):
        return claim
    row, place = claim.item.id, claim.row.place
    if seen.counts is None:
        findings = (*claim.findings, finding("K532", unit=unit, row=row, place=place))
    elif seen.counts:
        findings = tuple(found for found in claim.findings if not found.check.on_sight)
    else:
        findings = (finding("K531", unit=unit, row=row, place=place, reason=seen.reason),)
    return replace(claim, verdict=_verdict(findings), findings=findings)


def _verdict(findings: Sequence[Finding]) -> Verdict:
    """Give what becomes of a row of which this was found."""
    return max((Verdict(found.check.row) for found in findings), key=list(Verdict).index, default=Verdict.COUNTS)


@dataclass(frozen=True)
class _Fault:
    """Something wrong with a row; the catalogue says what it does to it."""

    code: str
    words: dict[str, str]


def _quantity(row: BonusRow) -> int:
    """Give 数量; 1 where there is none."""
    return row.quantity.number.numerator if row.quantity.number is not None else 1


def _name_faults(kind: BonusKind, row: BonusRow) -> Iterator[_Fault]:
    """同一工作取最高 needs the work's name."""
    if kind.same_work and not row.work.strip():
        yield _Fault("K502", {})


def _quantity_faults(kind: BonusKind, row: BonusRow) -> Iterator[_Fault]:
    """人次 and 班次 need a quantity; what counts once needs none, and more than one is asked about."""
    value = row.quantity.value
    if value is Gap.UNREADABLE or (value is Gap.BLANK and not kind.once):
        yield _Fault("K506", {"raw": row.quantity.raw, "why": row.quantity.why or "不是1以上的整数"})
    elif kind.once and _quantity(row) > 1:
        words = {"quantity": row.quantity.raw, "kind": kind.label, "per": kind.per}
        yield _Fault("K507", words)


def _evidence_faults(item: BonusItem, kind: BonusKind, row: BonusRow) -> Iterator[_Fault]:
    """加分依据以文件、奖牌或证书为准 (7.1); for 7.2 a missing number or date is only asked about."""
    if item.needs_evidence:
        if not has_evidence(row):
            yield _Fault("K505", {})
        return
    named = {"文号": is_numbered(row.certificate), "日期": isinstance(row.year, int)}
    missing = "和".join(word for word, there in named.items() if not there)
    if missing:
        document = "推广文件" if kind.same_work is SameWork.MATTER else "文件"
        yield _Fault("K518", {"missing": missing, "expected": document})


def has_evidence(row: BonusRow) -> bool:
    """Tell whether a row names a document: a number, a medal, or an enclosure."""
    return (
        any(map(is_numbered, (row.certificate, row.evidence)))
        or any(map(shows_medal, (row.award, row.certificate)))
        or encloses(row.evidence)
    )


def _date_faults(scheme: Scheme, item: BonusItem, row: BonusRow) -> Iterator[_Fault]:
    """跨年度获得的奖项，仅在当年或来年使用一次: dated in the assessed year or shortly before."""
    if item.years_back is None:
        return
    first = scheme.year - item.years_back
    if not isinstance(row.year, int):
        yield _Fault("K503", {"raw": row.date_text or _EMPTY})
    elif not first <= row.year <= scheme.year:
        words = {"year": str(row.year), "first": str(first), "last": str(scheme.year)}
        yield _Fault("K504", words)


def _issuer_faults(unit: str, kind: BonusKind, row: BonusRow) -> Iterator[_Fault]:
    """The level of an award is that of the seal on it: a unit's own committee is not the city's."""
    if not kind.issuer or not row.issuer or kind.issuer in row.issuer:
        return
    if unit in row.issuer:
        yield _Fault("K514", {"kind": kind.label, "issuer": row.issuer})
    else:
        yield _Fault("K515", {"kind": kind.label, "issuer": row.issuer, "place": kind.issuer})


@dataclass(frozen=True)
class BonusSettled:
    """What one or several rows came to together."""

    item: str
    low: Fraction
    high: Fraction
    points: dict[int, Fraction | None]
    """Row (by its place) → its points; ``None`` while open."""
    notes: dict[int, str]
    findings: tuple[Finding, ...] = ()


def settle_alone(claim: Claim) -> BonusSettled:
    """Settle a row that no other row touches: so many points for each of its quantity."""
    worth = (claim.kind.points if claim.kind else ZERO) * claim.quantity
    if claim.verdict is Verdict.EXCLUDED:
        return BonusSettled(claim.item.id, ZERO, ZERO, {claim.at: ZERO}, {})
    if claim.verdict is Verdict.OPEN:
        return BonusSettled(claim.item.id, ZERO, worth, {claim.at: None}, {})
    return BonusSettled(claim.item.id, worth, worth, {claim.at: worth}, {})
