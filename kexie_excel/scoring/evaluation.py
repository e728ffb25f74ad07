"""A whole folder's returns → the evaluation: scores, ranks, levels, and every finding in order."""

from dataclasses import replace

from kexie_excel.returns.model import Intake, Return
from kexie_excel.scheme.model import Scheme
from kexie_excel.scoring.approve import approved, refused_approvals, unexplained
from kexie_excel.scoring.bonus.check import shared_certificates
from kexie_excel.scoring.decisions import NO_DECISIONS, Decisions
from kexie_excel.scoring.early import EarlyScores
from kexie_excel.scoring.evaluate import evaluate_unit
from kexie_excel.scoring.last_year import LastYear
from kexie_excel.scoring.rank import rank_units
from kexie_excel.scoring.replies import with_replies
from kexie_excel.scoring.result import Evaluation, UnitScore


def evaluate(
    scheme: Scheme,
    intake: Intake,
    decisions: Decisions = NO_DECISIONS,
    last_year: LastYear | None = None,
    early: EarlyScores | None = None,
) -> Evaluation:
    """Score and rank everything that came in, obeying what people decided; the same input gives the same evaluation.

    Args:
        scheme: the method.
        intake: what came in.
        decisions: what people decided.
        last_year: which awards are used up already.
        early: what was scored already, by the same scheme and with the same last year.
    """

    def scored(unit: str, entry: Return) -> UnitScore:
        rulings, visit = decisions.rulings.get(unit), decisions.onsite.scores.get(unit)
        awards = decisions.onsite.awards.get(unit)
        known = early.of(entry) if early and not rulings and not visit and not awards else None
        return known or evaluate_unit(scheme, entry, rulings, visit, last_year=last_year, awards=awards)

    scores = {unit: scored(unit, entry) for unit, entry in intake.returns.items()}
    ranked = rank_units(scheme, intake, scores)
    refused = refused_approvals(scheme, ranked, decisions)
    if refused:
        levels = {unit: given for unit, given in decisions.approvals.items() if unit not in refused}
        decisions = replace(decisions, approvals=levels, findings=(*decisions.findings, *refused.values()))
    standings = approved(scheme, ranked, decisions)
    findings = [
        *intake.findings,
        *decisions.findings,
        *decisions.onsite.findings,
        *(last_year.findings if last_year else ()),
        *unexplained(standings, decisions),
        *(found for score in scores.values() for found in score.findings),
        *shared_certificates(scores.values()),
    ]
    findings = list(with_replies(findings, intake.returns))
    order = {unit.name: at for at, unit in enumerate(scheme.units)}
    findings.sort(key=lambda found: order.get(found.unit, -1))
    return Evaluation(scheme, intake, standings, tuple(findings), decisions, last_year)
