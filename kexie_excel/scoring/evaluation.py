"""A whole folder's returns → the evaluation: scores, ranks, levels, and every finding in order."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kexie_excel.findings import Finding, finding
from kexie_excel.returns.model import Intake
from kexie_excel.scheme.model import Scheme
from kexie_excel.scoring.bonus.check import shared_certificates
from kexie_excel.scoring.evaluate import evaluate_unit
from kexie_excel.scoring.last_year import LastYear
from kexie_excel.scoring.rank import rank_units
from kexie_excel.scoring.replies import with_replies
from kexie_excel.scoring.result import NO_DECISIONS, Approval, Decisions, Evaluation, Standing


def evaluate(
    scheme: Scheme, intake: Intake, decisions: Decisions = NO_DECISIONS, last_year: LastYear | None = None
) -> Evaluation:
    """Score and rank everything that came in, obeying what people decided; the same input gives the same evaluation."""
    visits = decisions.onsite.scores
    scores = {
        unit: evaluate_unit(scheme, entry, decisions.rulings.get(unit), visits.get(unit), last_year=last_year)
        for unit, entry in intake.returns.items()
    }
    standings = tuple(
        _approved(standing, decisions.approvals.get(standing.unit.name, _UNDECIDED))
        for standing in rank_units(scheme, intake, scores)
    )
    findings = [
        *intake.findings,
        *decisions.findings,
        *decisions.onsite.findings,
        *(last_year.findings if last_year else ()),
        *_unexplained(standings, decisions),
        *(found for score in scores.values() for found in score.findings),
        *shared_certificates(scores.values()),
    ]
    findings = list(with_replies(findings, intake.returns))
    order = {unit.name: at for at, unit in enumerate(scheme.units)}
    findings.sort(key=lambda found: order.get(found.unit, -1))
    return Evaluation(scheme, intake, standings, tuple(findings), decisions, last_year)


_UNDECIDED = Approval("")


def _approved(standing: Standing, given: Approval) -> Standing:
    """Lay what was decided beside what the rules suggest."""
    return replace(standing, approved=given.level, reason=given.reason)


def _unexplained(standings: Sequence[Standing], decisions: Decisions) -> Iterator[Finding]:
    """Ask why a unit was given another level than the rules suggest."""
    for standing in standings:
        given = decisions.approvals.get(standing.unit.name, _UNDECIDED)
        if given.level and not given.reason and given.level != standing.level:
            words = {"level": given.level, "suggested": standing.level}
            yield finding("K733", unit=standing.unit.name, place=given.place, words=words)
