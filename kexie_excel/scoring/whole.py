"""A whole folder's returns → the evaluation: scores, ranks, levels, and every finding in order."""

from kexie_excel.returns.model import Intake
from kexie_excel.scheme.model import Scheme
from kexie_excel.scoring.bonus_check import shared_certificates
from kexie_excel.scoring.evaluate import evaluate_unit
from kexie_excel.scoring.rank import rank_units
from kexie_excel.scoring.result import Evaluation


def evaluate(scheme: Scheme, intake: Intake) -> Evaluation:
    """Score and rank everything that came in; the same intake gives the same evaluation."""
    scores = {unit: evaluate_unit(scheme, entry) for unit, entry in intake.returns.items()}
    findings = [
        *intake.findings,
        *(found for score in scores.values() for found in score.findings),
        *shared_certificates(scores.values()),
    ]
    order = {unit.name: at for at, unit in enumerate(scheme.units)}
    findings.sort(key=lambda found: order.get(found.unit, -1))
    return Evaluation(scheme, intake, rank_units(scheme, intake, scores), tuple(findings))
