"""What every sample folder is made of: a folder established anew, forms filled in it, and nothing that is not committed."""

import shutil
from pathlib import Path

from kexie_excel.scheme.model import Scheme
from kexie_excel.workspace.establish import establish
from kexie_excel.workspace.folder import Folder
from kexie_excel.workspace.jobs import check
from scripts.fill import Answers, fill

INVENTED = "虚构示例"
"""Stands in every file."""


def established_anew(sample: Path, scheme: Path) -> Folder:
    """Establish a sample folder in the place of the one that is there."""
    shutil.rmtree(sample, ignore_errors=True)
    folder = establish(sample, scheme).folder
    # it may name a place on this computer
    folder.start.unlink()
    return folder


def fill_issued(folder: Folder, scheme: Scheme, unit: str, answers: Answers, work: Path) -> Path:
    """Fill one unit's issued form as a county does, into a file of the same name in ``work``."""
    form = folder.form(scheme, unit)
    path = work / form.name
    fill(form.read_bytes(), scheme, answers).save(path)
    return path


def list_what_waits(folder: Folder, sample: Path) -> None:
    """Let the check list in the ledger what waits for a decision; what it writes besides is not committed."""
    shutil.rmtree(check(sample).path.parent)
    shutil.rmtree(folder.backups, ignore_errors=True)
