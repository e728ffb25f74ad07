"""The jobs of the year: check what came back, write the summary.

Every job can be run again at any time. What it did not make itself it never overwrites.
"""

from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from kexie_excel.inbox.preload import PRELOAD
from kexie_excel.ledger.keep import keep_ledger
from kexie_excel.ledger.model import About
from kexie_excel.ledger.questions import new_rows
from kexie_excel.output import save
from kexie_excel.returns.batch import Progress
from kexie_excel.scoring.insight.study import NO_STUDY, Study
from kexie_excel.scoring.result import Evaluation
from kexie_excel.screen.ranking import reading_lines
from kexie_excel.summary.listings import change_lines
from kexie_excel.summary.write import write_register, write_summary
from kexie_excel.summary.years import last_year_lines
from kexie_excel.workspace.backups import Backups
from kexie_excel.workspace.feedback import NO_MAILING, Mailing, write_feedback
from kexie_excel.workspace.folder import Folder
from kexie_excel.workspace.history import History
from kexie_excel.workspace.last_year import named_elsewhere
from kexie_excel.workspace.round import Round, evaluate_folder
from kexie_excel.workspace.start import renew_start
from kexie_excel.workspace.study import compare_results, study_folder

_SAME_RESULT = "结果与上次汇总相同。"


@dataclass(frozen=True)
class Written:
    """What ``check`` and ``summary`` did."""

    evaluation: Evaluation
    path: Path
    """Where the workbook went."""
    wanted: Path
    """Where it should have gone; another name where that file was open."""
    own_scheme: bool
    """Whether the folder had its own scheme; otherwise the built-in one was used."""
    ledger_notes: tuple[str, ...]
    """What became of the ledger, in whole sentences; none where it stayed as it was."""
    notes: tuple[str, ...] = ()
    """What else is to be said, line by line."""
    mailing: Mailing = NO_MAILING
    """The feedback workbooks that were written."""
    study: Study = NO_STUDY
    """What the summary tells beside the evaluation."""


def check(root: Path, progress: Progress | None = None) -> Written:
    """Read 2-回收 and write 3-核对: 收件登记.xlsx, and a feedback workbook for each unit to which there is something new to say.

    What waits for a decision is listed in the ledger.

    Raises:
        KexieError: no working folder, an unusable scheme or ledger, or nowhere to write.
    """
    folder = Folder.open(root)
    done = evaluate_folder(folder, progress)
    backups = Backups.before("核对", folder, done.ledger)
    path = save(folder.register, write_register(done.evaluation))
    written = _written(done, path, backups, folder.register, done.seal.lines())
    return replace(written, mailing=write_feedback(folder, done.evaluation))


def summarize(root: Path, progress: Progress | None = None) -> Written:
    """Read 2-回收 and write 5-汇总/评估结果汇总表.xlsx; list in the ledger what waits for a decision.

    A different result is kept in 5-汇总/历史 as well, and what a person wrote into the summary under another name.

    Raises:
        KexieError: no working folder, an unusable scheme or ledger, or nowhere to write.
    """
    folder = Folder.open(root)
    PRELOAD.ask("pandas")
    done = evaluate_folder(folder, progress)
    evaluation = done.evaluation
    backups = Backups.before("汇总", folder, done.ledger)
    history = History.of(folder.summary, folder.history)
    compared = compare_results(history, evaluation)
    compared = compared._replace(changes=done.seal.listed(compared.changes))
    study = study_folder(folder, evaluation, compared)
    path, notes = history.save(write_summary(evaluation, study), compared.same, backups.require)
    last_year = (
        *named_elsewhere(folder.last_summary, done.ledger.about(About.LAST_SUMMARY)),
        *last_year_lines(evaluation),
    )
    changes = (*compared.changes.notes, _SAME_RESULT) if compared.same else change_lines(compared.changes)
    notes = (*done.seal.lines(), *reading_lines(study), *last_year, *changes, *notes)
    return replace(_written(done, path, backups, folder.summary, notes), study=study)


def _written(done: Round, path: Path, backups: Backups, wanted: Path, notes: tuple[str, ...] = ()) -> Written:
    """Write the ledger's new rows once the workbook is there, and say what was done."""
    additions, folder = new_rows(done.ledger, done.evaluation, done.reopened, done.fates, done.bound), backups.folder
    ledger_notes = keep_ledger(folder.root, done.ledger, done.evaluation.scheme, additions, backups.keep)
    with suppress(OSError):  # the round does not hang on it
        renew_start(folder.start)
    return Written(done.evaluation, path, wanted, folder.has_own_scheme, ledger_notes, (*done.notes, *notes))
