"""One round as it stands: everything that came in, read and scored, with what people decided obeyed; nothing is written."""

from collections.abc import Mapping
from dataclasses import dataclass

from kexie_excel.ledger.files import chosen_files
from kexie_excel.ledger.model import Ledger, Question
from kexie_excel.ledger.read import read_ledger
from kexie_excel.ledger.readings import chosen_readings
from kexie_excel.ledger.settle import settle
from kexie_excel.ledger.states import Spot, State
from kexie_excel.onsite.read import OnsiteBooks, collect_onsite
from kexie_excel.returns.batch import Progress, collect
from kexie_excel.scoring.early import EarlyScores
from kexie_excel.scoring.evaluation import evaluate
from kexie_excel.scoring.result import Evaluation
from kexie_excel.workspace.astray import astray
from kexie_excel.workspace.folder import Folder
from kexie_excel.workspace.last_year import read_last_year
from kexie_excel.workspace.lost import require_whole
from kexie_excel.workspace.own_scheme.sealed import Seal, check_seal


@dataclass(frozen=True)
class Round:
    """A folder, evaluated, with the ledger whose decisions were obeyed."""

    evaluation: Evaluation
    ledger: Ledger
    reopened: tuple[Question, ...]
    """Rulings whose question has changed since; they are asked again."""
    fates: Mapping[Spot, State]
    """What became of each row of the ledger that rules on something."""
    bound: Mapping[Spot, str]
    """What is to be written beside rulings of it, of what they are about."""
    books: OnsiteBooks
    """What the inspectors typed."""
    seal: Seal
    """How the scheme stands to the forms that were issued."""
    notes: tuple[str, ...]
    """What lies where it is not read, in whole sentences."""


def evaluate_folder(folder: Folder, progress: Progress | None = None) -> Round:
    """Read the ledger, load the scheme with its readings, then read everything in 2-回收 and 4-现场, settle and score.

    Raises:
        KexieError: the ledger or the scheme is gone, or cannot be used.
    """
    require_whole(folder)
    ledger = read_ledger(folder.root)
    readings = chosen_readings(ledger, folder.load_scheme())
    scheme = folder.load_scheme(readings.readings)
    seal = check_seal(folder, ledger, scheme)
    scheme = seal.applied(scheme)
    files = chosen_files(ledger, scheme)
    last_year = read_last_year(folder.last_summary, scheme)
    early = EarlyScores(scheme, last_year)
    intake = collect(scheme, folder.returned, progress, files.names, early.take)
    books = collect_onsite(scheme, folder.onsite)
    settled = settle(ledger, readings, files, scheme, intake, books, last_year=last_year)
    evaluation = evaluate(scheme, intake, settled.decisions, last_year, early)
    notes = astray(folder, ledger, scheme, intake)
    return Round(evaluation, ledger, settled.reopened, settled.fates, settled.bound, books, seal, notes)
