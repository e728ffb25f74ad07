"""A whole folder's returns → the evaluation: scores, ranks, levels, and every finding in order."""

from dataclasses import replace

from kexie_excel.returns.model import Intake
from kexie_excel.scheme.model import Scheme
from kexie_excel.scoring.approve import approved, refused_approvals, unexplained
from kexie_excel.scoring.bonus.check import shared_certificates
from kexie_excel.scoring.evaluate import evaluate_unit
from kexie_excel.scoring.last_year import LastYear
from kexie_excel.scoring.rank import rank_units
from kexie_excel.scoring.replies import with_replies
from kexie_excel.scoring.result import NO_DECISIONS, Decisions, Evaluation


def evaluate(
    scheme: Scheme, intake: Intake, decisions: Decisions = NO_DECISIONS, last_year: LastYear | None = None
) -> Evaluation:
    """Score and rank everything that came in, obeying what people decided; the same input gives the same evaluation."""
    visits = decisions.onsite.scores
    scores = {
        unit: evaluate_unit(scheme, entry, decisions.rulings.get(unit), visits.get(unit), last_year=last_year)
        for unit, entry in intake.returns.items()
    }
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
