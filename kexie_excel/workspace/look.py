"""What any file is, said before anything is done with it; nothing is written or changed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from kexie_excel.findings import Finding
from kexie_excel.inbox.files import Candidate, candidate, list_candidates
from kexie_excel.inbox.receipts import Fate, Receipt
from kexie_excel.inbox.unpack import MARK
from kexie_excel.returns.intake import Progress, Taken, take_in
from kexie_excel.returns.model import Return
from kexie_excel.returns.read import Rejected
from kexie_excel.scheme.load import load_scheme
from kexie_excel.scheme.model import Scheme
from kexie_excel.scoring.evaluate import evaluate_unit
from kexie_excel.screen.look import describe_file, foretell
from kexie_excel.workspace.folder import Folder, not_there
from kexie_excel.workspace.own_scheme.sealed import knowing_issued
from kexie_excel.workspace.round import evaluate_folder

_NO_RETURNS = frozenset({Fate.NOT_A_FORM, Fate.SKIPPED, Fate.OPENED})
"""Fates of what is no return, nor was meant as one."""


@dataclass(frozen=True)
class Seen:
    """One file that was looked at, or one inside an archive or a mail."""

    given: Path
    """What was to be looked at: the file, or the folder or archive that it lies in."""
    is_from_outside: bool
    """Whether it lies in no working folder."""
    scheme: Scheme
    taken: Taken
    findings: tuple[Finding, ...]
    """What does not hold in it."""
    registered: Receipt | None
    """What ``check`` makes of it, beside everything else in 2-回收; ``None`` where it does not lie there."""

    def describe(self) -> Iterator[str]:
        """Say what it is, line by line."""
        read = self.taken.read if isinstance(self.taken.read, Return) else None
        yield from describe_file(self.taken.receipt, read, self.scheme, self.findings)
        yield foretell(self.taken.receipt, self.registered)


def look(paths: Sequence[Path], progress: Progress | None = None, folder: Path | None = None) -> list[Seen]:
    """Look at files; of a folder, at each file below it.

    A file within a working folder is read by that folder's scheme, any other by the scheme of the folder that is named,
    else by the built-in one.

    Raises:
        KexieError: there is no such file, or its folder's scheme or ledger cannot be used.
    """
    missing = next((path for path in paths if not path.exists() and not path.is_symlink()), None)
    if missing:
        raise not_there(missing)
    named = Folder(folder) if folder else None
    return [seen for path in paths for seen in _look_at(path, named, progress)]


def incoming(seen: Sequence[Seen]) -> list[Path]:
    """Give what of it may go into 2-回收: what lies in no working folder, where a return is among it; the rest was sent with it."""
    outside = [own for own in seen if own.is_from_outside and own.taken.receipt.fate is not Fate.SKIPPED]
    has_return = any(own.taken.receipt.fate not in _NO_RETURNS for own in outside)
    return [*dict.fromkeys(own.given for own in outside if has_return)]


def _home(path: Path) -> Folder | None:
    """Give the working folder in which a path lies, or which it is."""
    folders = map(Folder, (path, *path.parents))
    return next((folder for folder in folders if folder.returned.is_dir()), None)


def _look_at(path: Path, named: Folder | None, progress: Progress | None) -> list[Seen]:
    """Read the files on their own, and say of those in 2-回收 what becomes of them beside the others."""
    candidates = list_candidates(path) if path.is_dir() else [candidate(path, path.name)]
    own = _home(path.absolute())
    home = own or named
    scheme = knowing_issued(home, home.load_scheme()) if home else load_scheme()
    taken = take_in(scheme, candidates, progress)
    registered = _registered(own, candidates) if own else {}
    return [
        Seen(path, own is None, scheme, file, _findings(scheme, file), registered.get(file.receipt.file))
        for file in taken
    ]


def _registered(home: Folder, candidates: Sequence[Candidate]) -> dict[str, Receipt]:
    """Give the receipts of the files that lie in 2-回收, by the names they have here."""
    returned = home.returned.absolute()
    lying = [own for own in candidates if own.path.absolute().is_relative_to(returned)]
    receipts = evaluate_folder(home).evaluation.intake.receipts if lying else ()
    found: dict[str, Receipt] = {}
    for own in lying:
        below = own.path.absolute().relative_to(returned).as_posix()
        for receipt in receipts:
            # An archive's files carry its name before their own.
            if receipt.file == below or receipt.file.startswith(f"{below}{MARK}"):
                found[f"{own.receipt.file}{receipt.file[len(below) :]}"] = receipt
    return found


def _findings(scheme: Scheme, file: Taken) -> tuple[Finding, ...]:
    """Give what does not hold in a file, read and reckoned on its own."""
    if isinstance(file.read, Return):
        return evaluate_unit(scheme, file.read).findings
    return (file.read.finding,) if isinstance(file.read, Rejected) else ()
