"""The on-site round (四、2 现场评估): a workbook for every unit, and never at the price of what an inspector typed.

A workbook that is there is made anew only while nobody has typed into it, saved it, or has it open; otherwise it stays as it
is, to the byte. Every unit gets one, also one that sent nothing usable: the inspectors visit it all the same.
"""

import zipfile
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from kexie_excel.ledger.keep import keep_ledger
from kexie_excel.ledger.questions import new_rows
from kexie_excel.onsite.rows import Briefing
from kexie_excel.onsite.write import write_onsite
from kexie_excel.output import is_open, put, save
from kexie_excel.returns.batch import Progress
from kexie_excel.scoring.result import Evaluation
from kexie_excel.workspace.backups import Backups
from kexie_excel.workspace.folder import Folder
from kexie_excel.workspace.round import evaluate_folder

_HISTORY = "docProps/core.xml"
"""The part in which every spreadsheet program writes down when it saved a workbook."""
_TYPED, _SAVED, _OPEN = "已经填过", "有人保存过", "正被打开"


@dataclass(frozen=True)
class Prepared:
    """What ``onsite`` did."""

    evaluation: Evaluation
    folder: Path
    made: int
    """Workbooks that were written, or made anew."""
    kept: tuple[tuple[str, str], ...]
    """File name and why it stayed as it was."""
    own_scheme: bool
    ledger_notes: tuple[str, ...]
    """What became of the ledger."""


def prepare_visits(root: Path, progress: Progress | None = None) -> Prepared:
    """Write 4-现场: one workbook a unit; list in the ledger what waits for a decision.

    Raises:
        KexieError: no working folder, an unusable scheme or ledger, or nowhere to write.
    """
    folder = Folder.open(root)
    done = evaluate_folder(folder, progress)
    backups = Backups.before("现场", folder, done.ledger)
    evaluation, kept, made = done.evaluation, [], 0
    briefing = Briefing(evaluation)
    typed = frozenset(book.file for book in done.books.books if book.is_typed)
    for standing in evaluation.standings:
        path = folder.onsite_book(standing.unit.name)
        content = write_onsite(briefing, standing)
        why = _why_kept(path, content, typed) or _written(path, content)
        if why:
            kept.append((path.name, why))
        else:
            made += 1
    additions = new_rows(done.ledger, evaluation, done.reopened, done.fates, done.bound)
    notes = keep_ledger(folder.root, done.ledger, evaluation.scheme, additions, backups.keep)
    return Prepared(evaluation, folder.onsite, made, tuple(kept), folder.has_own_scheme, (*done.notes, *notes))


def _why_kept(path: Path, content: bytes, typed: frozenset[str]) -> str:
    """Say why a workbook must stay as it is; empty where it may be written."""
    if not path.exists():
        return ""
    if f"{path.parent.name}/{path.name}" in typed:
        return _TYPED
    if is_open(path):
        return _OPEN
    return "" if _history(path) == _history(BytesIO(content)) else _SAVED


def _written(path: Path, content: bytes) -> str:
    """Write a workbook, and say why it could not be; a second name would be a second workbook of the unit.

    Raises:
        KexieError: there is nowhere to write.
    """
    if not path.exists():
        save(path, content)
        return ""
    try:
        put(path, content)
    except OSError:
        return _OPEN
    return ""


def _history(book: Path | BytesIO) -> bytes:
    """Give what a workbook says of when it was saved; nothing for what is no workbook of this format, or cannot be read."""
    try:
        with zipfile.ZipFile(book) as archive:
            return archive.read(_HISTORY)
    except (zipfile.BadZipFile, KeyError, OSError):
        return b""
