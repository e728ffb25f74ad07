"""Questions that only show when the bonus rows of a unit, or of all units, are held against each other."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from kexie_excel.findings import Finding, finding
from kexie_excel.scoring.bonus.claim import Claim, Verdict
from kexie_excel.scoring.result import BonusScore, UnitScore
from kexie_excel.text import essence, is_number


def check_rows(unit: str, claims: Sequence[Claim], rows: Sequence[BonusScore]) -> Iterator[Finding]:
    """Ask about names that are nearly the same, numbers used twice, and one work counted in two items."""
    live = [claim for claim in claims if claim.kind and claim.verdict is not Verdict.EXCLUDED]
    yield from _near_names(unit, live)
    yield from _same_certificates(unit, live)
    paid = [claim for claim in live if rows[claim.at].points]
    yield from _two_items(unit, paid)


def shared_certificates(scores: Iterable[UnitScore]) -> Iterator[Finding]:
    """Ask about a document number that several units use."""
    users: dict[str, dict[str, BonusScore]] = {}
    for score in scores:
        for row in score.bonus_rows:
            number = essence(row.row.certificate)
            if is_number(number):
                users.setdefault(number, {}).setdefault(score.unit.name, row)
    for by_unit in users.values():
        for unit, row in by_unit.items() if len(by_unit) > 1 else ():
            yield finding(
                "K519",
                unit=unit,
                row=row.item,
                place=row.row.place,
                certificate=row.row.certificate,
                units="、".join(by_unit),
            )


def _near_names(unit: str, claims: Sequence[Claim]) -> Iterator[Finding]:
    """Names that differ only in spaces, width, case or punctuation are asked about, not merged."""
    names: dict[tuple[str, str], dict[str, Claim]] = {}
    for claim in claims:
        if claim.kind and claim.kind.same_work and claim.work:
            names.setdefault((claim.kind.same_work, essence(claim.work)), {}).setdefault(claim.work, claim)
    for spellings in names.values():
        for first, second in combinations(spellings, 2):
            claim = spellings[second]
            yield finding("K510", unit=unit, row=claim.item.id, place=claim.row.place, first=first, second=second)


def _same_certificates(unit: str, claims: Sequence[Claim]) -> Iterator[Finding]:
    """One number under two works is asked about."""
    numbers: dict[str, list[Claim]] = {}
    for claim in claims:
        number = essence(claim.row.certificate)
        if is_number(number):
            numbers.setdefault(number, []).append(claim)
    for same in numbers.values():
        if len({claim.work for claim in same}) > 1:
            places = "、".join(claim.row.place.cell for claim in same)
            number = same[0].row.certificate
            place = same[-1].row.place
            yield finding("K517", unit=unit, row=same[-1].item.id, place=place, certificate=number, places=places)


def _two_items(unit: str, claims: Sequence[Claim]) -> Iterator[Finding]:
    """One work under 7.1 and 7.2: both count, flagged."""
    works: dict[str, dict[str, Claim]] = {}
    for claim in claims:
        if claim.work:
            works.setdefault(claim.work, {}).setdefault(claim.item.id, claim)
    for work, by_item in _several(works):
        first, second, *_ = by_item
        place = by_item[second].row.place
        yield finding("K516", unit=unit, row=second, place=place, work=work, first=first, second=second)


def _several(works: Mapping[str, Mapping[str, Claim]]) -> Iterator[tuple[str, Mapping[str, Claim]]]:
    """Give the works that stand under more than one item."""
    return ((work, by_item) for work, by_item in works.items() if len(by_item) > 1)
