"""One return → one unit's score: every item computed from the facts, never from the self score."""

from dataclasses import replace
from fractions import Fraction

from kexie_excel.numbers import ZERO
from kexie_excel.returns.model import Return
from kexie_excel.scheme.fact import Answers, Gap
from kexie_excel.scheme.kinds.measure import Reading
from kexie_excel.scheme.kinds.rule import Outcome
from kexie_excel.scheme.model import Scheme
from kexie_excel.scoring.bonus import score_bonus
from kexie_excel.scoring.crosscheck import check_unit
from kexie_excel.scoring.result import ItemScore, UnitScore


def evaluate_unit(scheme: Scheme, entry: Return) -> UnitScore:
    """Score a return and hold the county's own scores against it."""
    answers: Answers = {fact_id: fact.value for fact_id, fact in entry.facts.items()}
    bonus = score_bonus(scheme, entry, answers)
    items = (
        *(
            ItemScore(item.id, item.points, entry.self_scores[item.id].number, item.rule.evaluate(answers))
            for item in scheme.items
        ),
        *(ItemScore(item.id, None, _bonus_self(entry, item.id, bonus.outcomes[item.id]), bonus.outcomes[item.id]) for item in scheme.bonus),
    )
    score = UnitScore(scheme.unit_of[entry.unit], items, bonus.rows, is_vetoed(scheme, answers), ())
    findings = (*entry.findings, *check_unit(scheme, entry, score), *bonus.findings)
    order = {row: at for at, row in enumerate(_rows(scheme))}
    ranked = sorted(findings, key=lambda found: order.get(found.row, -1))
    return replace(score, findings=tuple(ranked))


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
