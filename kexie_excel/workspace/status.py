"""进度: where every unit stands. Nothing is written."""

import datetime as dt
from collections import Counter
from dataclasses import replace
from pathlib import Path

from kexie_excel.findings import Severity
from kexie_excel.ledger.model import About
from kexie_excel.returns.batch import Progress
from kexie_excel.scoring.result import Evaluation, Standing
from kexie_excel.screen.status import Stage, Status
from kexie_excel.text import day_of
from kexie_excel.workspace.folder import Folder
from kexie_excel.workspace.published import outdated_notices, outdated_papers
from kexie_excel.workspace.round import Round, evaluate_folder


def survey(root: Path, today: dt.date, progress: Progress | None = None) -> Status:
    """Read everything there is and say how far each unit has come.

    Args:
        root: the working folder.
        today: the day on which it is asked; it serves the screen only.
        progress: told after each file.

    Raises:
        KexieError: no working folder, or an unusable scheme or ledger.
    """
    folder = Folder.open(root)
    done = evaluate_folder(folder, progress)
    status = status_of(folder, done, today)
    stale = (*outdated_papers(folder, done.evaluation), *outdated_notices(folder, done.evaluation))
    return replace(status, notes=(*status.notes, *stale))


def status_of(folder: Folder, done: Round, today: dt.date) -> Status:
    """Say how far each unit has come in a round that was read."""
    evaluation = done.evaluation
    to_mend = Counter(
        found.unit
        for found in evaluation.unit_findings
        if found.severity is Severity.MUST and found.unit in evaluation.intake.returns
    )
    of_unit = {standing.unit.name: standing for standing in evaluation.standings}
    stages = tuple(
        _stage(folder, evaluation, of_unit[unit.name], to_mend[unit.name]) for unit in evaluation.scheme.units
    )
    deadline = done.ledger.about(About.DEADLINE)
    return Status(evaluation, stages, deadline, day_of(deadline), today, done.notes)


def _stage(folder: Folder, evaluation: Evaluation, standing: Standing, to_mend: int) -> Stage:
    """Say how far one unit has come."""
    name, score = standing.unit.name, standing.score
    return Stage(
        unit=name,
        category=standing.unit.category,
        is_issued=folder.form(evaluation.scheme, name).is_file(),
        state=standing.state,
        to_mend=to_mend,
        onsite=(scored := 0 if score is None else sum(item.onsite is not None for item in score.items)),
        is_visited=bool(scored) or name in evaluation.decisions.onsite.visited,
        open_questions=0 if score is None else score.open_questions,
        approved=standing.approved,
        lacking=_lacking(evaluation, name),
    )


def _lacking(evaluation: Evaluation, unit: str) -> tuple[str, ...]:
    """Name the required materials (四、1) that a unit has not sent, by its own word."""
    entry = evaluation.intake.returns.get(unit)
    sent = {} if entry is None else entry.materials
    return tuple(material.name for material in evaluation.scheme.materials if sent.get(material.id) is not True)
