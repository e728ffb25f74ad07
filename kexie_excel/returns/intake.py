"""Files → what reading each of them gave, those in archives and mails too; each is read in a worker process that may die."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from kexie_excel.findings import FileIs
from kexie_excel.inbox.files import Candidate
from kexie_excel.inbox.isolation import Crash, read_each
from kexie_excel.inbox.receipts import Fate, Receipt
from kexie_excel.inbox.unpack import Opened, open_container
from kexie_excel.returns.model import Return
from kexie_excel.returns.read import Reader, Rejected
from kexie_excel.scheme.model import Scheme
from kexie_excel.scratch import scratch
from kexie_excel.sheets.read.grid import Unreadable

Progress = Callable[[int, int], None]
"""Told after each file: how many are done, of how many."""
Seen = Callable[[Return], None]
"""Given each return as soon as it is read."""


@dataclass(frozen=True)
class Taken:
    """A file and what reading it gave."""

    receipt: Receipt
    read: Return | Rejected | Opened | None
    """``None`` where it was passed over."""
    archive: str = ""
    """The archive or mail it came in; empty for a file of its own."""


def take_in(
    scheme: Scheme, candidates: Sequence[Candidate], progress: Progress | None = None, seen: Seen | None = None
) -> list[Taken]:
    """Read the candidates; the result is in their order, the files of an archive directly behind it."""
    with scratch() as folder:
        taking = _Taking(Reader(scheme), folder, progress, seen)
        files = taking.take(candidates)
        archives = [(file.receipt.file, file.read) for file in files if isinstance(file.read, Opened)]
        members = taking.take([member for _name, opened in archives for member in opened.members])
    owners = [name for name, opened in archives for _member in opened.members]
    inside: dict[str, list[Taken]] = {}
    for name, member in zip(owners, members, strict=True):
        inside.setdefault(name, []).append(replace(member, archive=name))
    return [each for file in files for each in (file, *inside.get(file.receipt.file, ()))]


@dataclass
class _Taking:
    """Takes files in, and counts them."""

    reader: Reader
    folder: Path
    """Where archives are unpacked."""
    progress: Progress | None
    seen: Seen | None
    done: int = 0

    def take(self, candidates: Sequence[Candidate]) -> list[Taken]:
        """Read the candidates in worker processes; the result is in their order."""
        files = [self._at_once(candidate) for candidate in candidates]
        worth = [at for at, candidate in enumerate(candidates) if not candidate.is_skipped and not candidate.failed]
        tasks = [(candidates[at].path, candidates[at].receipt.file) for at in worth]
        of = self.done + len(tasks)
        for number, read in read_each(_Opening(self.reader, self.folder), tasks):
            receipt = files[worth[number]].receipt
            got = (
                self.reader.reject(receipt.file, Unreadable(read.value, read.code)) if isinstance(read, Crash) else read
            )
            taken = files[worth[number]] = self._taken(receipt, got)
            self.done += 1
            if self.seen and isinstance(taken.read, Return):
                self.seen(taken.read)
            if self.progress:
                self.progress(self.done, of)
        return files

    def _taken(self, receipt: Receipt, read: Return | Rejected | Opened) -> Taken:
        """Write down what reading a file gave."""
        return _taken(receipt, read, self.reader.scheme.words.reply)

    def _at_once(self, candidate: Candidate) -> Taken:
        """Give what is known of a file before it is read."""
        if candidate.failed:
            return self._taken(candidate.receipt, self.reader.reject(candidate.receipt.file, candidate.failed))
        return Taken(candidate.receipt, None)


@dataclass(frozen=True)
class _Opening:
    """What a worker does with a file."""

    reader: Reader
    folder: Path

    def __call__(self, task: tuple[Path, str]) -> Return | Rejected | Opened:
        """Read a (path, name) pair; an archive or a mail is opened instead."""
        path, file = task
        read = self.reader.read(path, file)
        if not isinstance(read, Rejected) or read.finding.check.file is not FileIs.CLOSED:
            return read
        opened = open_container(path, file, self.folder)
        return self.reader.reject(file, opened) if isinstance(opened, Unreadable) else opened


def _taken(receipt: Receipt, read: Return | Rejected | Opened, reply: str) -> Taken:
    """Write down what reading a file gave; ``reply`` is what a reply is called."""
    if isinstance(read, Opened):
        return Taken(replace(receipt, fate=Fate.OPENED, note=read.note), read)
    if isinstance(read, Return):
        notes = [entry.message for entry in read.findings if entry.place.file and not entry.row]
        if read.round:
            notes.insert(0, f"第{read.round}轮，{reply}{len(read.replies)}条")
        note = "；".join(notes)
        read = replace(read, modified=receipt.modified)
        return Taken(replace(receipt, unit=read.unit, fate=Fate.ADOPTED, note=note), read)
    return Taken(replace(receipt, unit="、".join(read.claimants), fate=read.fate, note=read.finding.message), read)
