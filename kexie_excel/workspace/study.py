"""What is found out beside the evaluation of a round, for its summary."""

from kexie_excel.scoring.insight.compare import compare_years
from kexie_excel.scoring.insight.sensitivity import try_readings
from kexie_excel.scoring.insight.study import Study
from kexie_excel.scoring.result import Evaluation
from kexie_excel.sheets.read.raw import compact
from kexie_excel.summary.snapshot import snapshot
from kexie_excel.workspace.folder import Folder
from kexie_excel.workspace.history import History, ResultCompared


def compare_results(history: History, evaluation: Evaluation) -> ResultCompared:
    """Hold this result against the earlier ones of the same year."""
    names = {compact(standing.unit.name): standing.unit.name for standing in evaluation.standings}
    return history.compare(snapshot(evaluation), names)


def study_folder(folder: Folder, evaluation: Evaluation, compared: ResultCompared) -> Study:
    """Put the parts together; other readings are tried once anything is scored.

    Raises:
        SchemeError: an option that cannot be laid over the scheme.
    """
    last_year = evaluation.last_year
    past = last_year.past if last_year else None
    return Study(
        sensitivity=try_readings(evaluation, folder.load_scheme) if evaluation.intake.returns else None,
        comparison=compare_years(evaluation, past) if past else None,
        changes=compared.changes,
        seal=compared.seal,
    )
