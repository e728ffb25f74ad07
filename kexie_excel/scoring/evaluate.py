"""One return → one unit's score: every item computed from the facts, never from the self score."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from kexie_excel.findings import Finding, Severity
from kexie_excel.numbers import ZERO
from kexie_excel.returns.model import Return
from kexie_excel.scheme.fact import Answers, Fact, Gap
from kexie_excel.scheme.kinds.measure import Reading
from kexie_excel.scheme.kinds.rule import Outcome
from kexie_excel.scheme.model import Scheme
from kexie_excel.scoring.as_sent import score_as_sent
from kexie_excel.scoring.bonus.score import recognised, score_bonus, visits_by_award
from kexie_excel.scoring.crosscheck import check_unit
from kexie_excel.scoring.decisions import Onsite, Recognitions, Ruling
from kexie_excel.scoring.last_year import LastYear
from kexie_excel.scoring.result import ItemScore, UnitScore

Rulings = Mapping[str, Ruling]
"""Item id or fact id → ruling."""


def evaluate_unit(  # noqa: PLR0913 - everything that people decided goes before what is computed
    scheme: Scheme,
    entry: Return,
    rulings: Rulings | None = None,
    visit: Mapping[str, Onsite] | None = None,
    *,
    last_year: LastYear | None = None,
    awards: Recognitions | None = None,
) -> UnitScore:
    """Score a return and hold the county's own scores against it.

    Args:
        scheme: the method.
        entry: the return.
        rulings: they go before what the return says, and before what the inspectors gave.
        visit: item id → what the inspectors gave; it goes before what is computed.
        last_year: which awards are used up already; without it that cannot be known.
        awards: what the inspectors said of single awards; what they gave the bonus item as a whole goes before it.
    """
    rulings = rulings or {}
    as_sent, entry = entry, _ruled_answers(scheme, entry, rulings)
    before = score_as_sent(scheme, as_sent, last_year) if any(fact.id in rulings for fact in scheme.facts) else None
    issued = score_as_sent(scheme.issued, as_sent, last_year) if scheme.issued else None
    answers = entry.answers
    bonus = score_bonus(scheme, entry, answers, last_year)
    items = tuple(_computed(scheme, entry, answers, bonus.outcomes))
    seen = recognised(scheme, entry.unit, answers, bonus, awards)
    facts_of = {item.id: item.facts for item in scheme.items}
    given = {**visits_by_award(seen.outcomes, awards or {}), **(visit or {})}
    if rulings or given:
        items = tuple(
            replace(
                _ruled(item, facts_of.get(item.id, ()), as_sent, rulings),
                visit=given.get(item.id),
                as_sent=before.of(item.id, item.computed) if before else None,
            )
            for item in items
        )
    if issued:
        items = tuple(replace(item, as_issued=issued.of(item.id, item.computed)) for item in items)
    asked = before.asked_before(seen.findings) if before else seen.findings
    score = UnitScore(scheme.unit_of[entry.unit], items, seen.rows, is_vetoed(scheme, answers), ())
    findings = (
        *_unsettled(scheme, score, entry.findings, rulings),
        *check_unit(scheme, entry, score, frozenset(rulings)),
        *_still_asked(score, issued.owed(asked) if issued else asked),
    )
    order = {row: at for at, row in enumerate(_rows(scheme))}
    ranked = sorted(findings, key=lambda found: order.get(found.row, -1))
    return replace(score, findings=tuple(ranked))


def _computed(scheme: Scheme, entry: Return, answers: Answers, bonus: Mapping[str, Outcome]) -> Iterator[ItemScore]:
    """Give every row as the rules have it."""
    for item in scheme.items:
        yield ItemScore(item.id, item.points, entry.self_scores[item.id].number, item.rule.evaluate(answers))
    for own in scheme.bonus:
        yield ItemScore(own.id, None, _bonus_self(entry, own.id, bonus[own.id]), bonus[own.id])


def ruled_answers(scheme: Scheme, entry: Return, rulings: Rulings | None = None) -> Answers:
    """Give a return's answers as they are scored: what was ruled goes before what was sent."""
    return _ruled_answers(scheme, entry, rulings or {}).answers


def _ruled_answers(scheme: Scheme, entry: Return, rulings: Rulings) -> Return:
    """Put the ruled answers in the place of those that were sent; the raw texts stay."""
    ruled = {fact.id: rulings[fact.id].value for fact in scheme.facts if fact.id in rulings}
    facts = {key: fact._replace(value=ruled[key]) if key in ruled else fact for key, fact in entry.facts.items()}
    return replace(entry, facts=facts)


def _ruled(item: ItemScore, facts: Sequence[Fact], as_sent: Return, rulings: Rulings) -> ItemScore:
    """Lay the rulings over an item: its own gives the points, one about a fact says what was there before."""
    reasons = [
        f"{fact.id} 由“{sent_answer(fact, as_sent)}”裁定为“{fact.show(rulings[fact.id].value)}”：{rulings[fact.id].reason}"
        for fact in facts
        if fact.id in rulings
    ]
    own = rulings.get(item.id)
    if own is None or not isinstance(own.value, Fraction):
        return replace(item, ruling_reason="；".join(reasons))
    return replace(item, ruling=own.value, ruling_reason="；".join([*reasons, own.reason]))


def sent_answer(fact: Fact, entry: Return) -> str:
    """Give an answer as the county wrote it, or as it was understood where the text is not kept."""
    return entry.facts[fact.id].raw or fact.show(entry.facts[fact.id].value)


def _still_asked(score: UnitScore, findings: Sequence[Finding]) -> Iterator[Finding]:
    """Leave out what is asked about rows of 加分项 whose item people have decided on; a word on one award settles no other."""
    decided = {item.id for item in score.items if item.is_decided_as_a_whole}
    return (found for found in findings if found.row not in decided or found.severity is Severity.NOTE)


def _unsettled(scheme: Scheme, score: UnitScore, findings: Sequence[Finding], rulings: Rulings) -> Iterator[Finding]:
    """Leave out what was hard to read in an answer that was ruled on, or whose item people have decided on."""
    item_of = score.item_of
    settled = {
        fact.id for item in scheme.items for fact in item.facts if fact.id in rulings or item_of[item.id].is_decided
    }
    return (found for found in findings if found.row not in settled or found.severity is not Severity.MUST)


def is_vetoed(scheme: Scheme, answers: Answers) -> bool | None:
    """Tell whether 一票否决 applies (2.1); ``None`` where a fact it hangs on is not known."""
    verdicts = []
    for item in scheme.items:
        if item.veto:
            reading = item.veto.count.read(answers)
            verdicts.append(reading.value >= item.veto.at_least if isinstance(reading, Reading) else None)
    if True in verdicts:
        return True
    return None if None in verdicts else False


def _bonus_self(entry: Return, item_id: str, computed: Outcome) -> Fraction | None:
    """Give the self score of a bonus item; one that was left blank because nothing is claimed is 0."""
    score = entry.self_scores[item_id]
    if score.value is Gap.BLANK and not computed.high:
        return ZERO
    return score.number


def _rows(scheme: Scheme) -> list[str]:
    """Give every 编号 in the order of the form: an item, then its facts."""
    rows = []
    for item in scheme.items:
        rows += [item.id, *(fact.id for fact in item.facts)]
    return [*rows, *(item.id for item in scheme.bonus)]
