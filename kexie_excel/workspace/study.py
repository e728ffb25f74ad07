"""What is found out beside the evaluation of a round, for its summary."""

from kexie_excel.report.snapshot import snapshot
from kexie_excel.returns.coerce import compact
from kexie_excel.scoring.compare import compare_years
from kexie_excel.scoring.result import Evaluation
from kexie_excel.scoring.study import Study
from kexie_excel.workspace.history import Compared, History


def compare_results(history: History, evaluation: Evaluation) -> Compared:
    """Hold this result against the earlier ones of the same year."""
    names = {compact(standing.unit.name): standing.unit.name for standing in evaluation.standings}
    return history.compare(snapshot(evaluation), names)


def study_folder(evaluation: Evaluation, compared: Compared) -> Study:
    """Put the parts together."""
    last_year = evaluation.last_year
    past = last_year.past if last_year else None
    return Study(
        comparison=compare_years(evaluation, past) if past else None,
        changes=compared.changes,
    )
