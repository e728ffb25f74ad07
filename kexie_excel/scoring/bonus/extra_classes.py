"""小院士孵化工程，每超过1个班次（50名学生），加1分: classes beyond those paid in 4.5, held against the facts."""

from collections.abc import Sequence
from fractions import Fraction

from kexie_excel.findings import Finding, finding
from kexie_excel.numbers import ZERO
from kexie_excel.scheme.fact import Answers, Fact, Gap, format_count
from kexie_excel.scheme.model import Beyond, BonusKind
from kexie_excel.scoring.bonus.claim import BonusSettled, Claim, Verdict


def settle_beyond(
    unit: str, kind: BonusKind, beyond: Beyond, claims: Sequence[Claim], answers: Answers
) -> BonusSettled:
    """Count the smaller of what is claimed and what the facts allow."""
    item, place = claims[0].item.id, claims[0].row.place
    certain = Fraction(sum(claim.quantity for claim in claims if claim.verdict is Verdict.COUNTS))
    claimed = Fraction(sum(claim.quantity for claim in claims))
    basis = beyond.students if beyond.by_students else beyond.classes
    number = _number(basis, answers)
    findings = list(_small_classes(unit, item, beyond, claims, answers))
    if number is None:
        state = _state(basis, answers)
        findings.append(finding("K520", unit=unit, row=item, place=place, ask=basis.ask, state=state))
        high = kind.points * claimed
        return BonusSettled(item, ZERO, high, {claim.at: None for claim in claims}, {}, tuple(findings))
    classes = Fraction(number // beyond.class_size) if beyond.by_students else number
    allowed = max(ZERO, classes - beyond.free)
    if claimed != allowed:
        words = {"claimed": format_count(claimed), "allowed": format_count(allowed)}
        findings.append(finding("K512", unit=unit, row=item, place=place, words=words))
    low, high = kind.points * min(certain, allowed), kind.points * min(claimed, allowed)
    points: dict[int, Fraction | None] = {}
    left = allowed
    for claim in claims:
        if claim.verdict is Verdict.OPEN:
            points[claim.at] = ZERO if low == high else None
        else:
            paid = min(left, Fraction(claim.quantity))
            points[claim.at] = kind.points * paid
            left -= paid
    return BonusSettled(item, low, high, points, {}, tuple(findings))


def _number(fact: Fact, answers: Answers) -> Fraction | None:
    """Give a count, if it is known."""
    answer = answers.get(fact.id)
    return answer if isinstance(answer, Fraction) else None


def _state(fact: Fact, answers: Answers) -> str:
    """Say why a count is not known."""
    answer = answers.get(fact.id, Gap.BLANK)
    return answer.value if isinstance(answer, Gap) else Gap.UNREADABLE.value


def _small_classes(unit: str, item: str, beyond: Beyond, claims: Sequence[Claim], answers: Answers) -> list[Finding]:
    """Ask where the students are fewer than a full class each."""
    classes, students = _number(beyond.classes, answers), _number(beyond.students, answers)
    if classes is None or students is None or students >= classes * beyond.class_size:
        return []
    words = {
        "classes": format_count(classes),
        "students": format_count(students),
        "size": format_count(beyond.class_size),
    }
    return [finding("K513", unit=unit, row=item, place=claims[0].row.place, words=words)]
