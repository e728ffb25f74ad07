"""Everything below 2-回收 → one return for each unit, a state for each unit, and a receipt for each file."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from kexie_excel.returns.files import Candidate, list_candidates
from kexie_excel.returns.grid import Unreadable
from kexie_excel.returns.isolation import Crash, read_each
from kexie_excel.returns.model import Fate, Intake, Receipt, Return, UnitState
from kexie_excel.returns.read import Reader, Rejected
from kexie_excel.returns.settle import Settlement, settle_unit
from kexie_excel.scheme.model import Scheme

Progress = Callable[[int, int], None]
"""Told after each file: how many are done, of how many."""


@dataclass(frozen=True)
class _File:
    """A file and what reading it gave."""

    receipt: Receipt
    read: Return | Rejected | None


def collect(
    scheme: Scheme, folder: Path, progress: Progress | None = None, chosen: Mapping[str, str] | None = None
) -> Intake:
    """Read every file below ``folder`` and settle what each unit has sent.

    A file that cannot be used costs one receipt and stops nothing.

    Args:
        scheme: the scheme whose form is read.
        folder: 2-回收.
        progress: told after each file.
        chosen: unit → the file that a person chose among several different ones.
    """
    files = _read_all(scheme, list_candidates(folder), progress)
    settlements = {unit: settle_unit(returns, (chosen or {}).get(unit, "")) for unit, returns in _by_unit(files)}
    notes = {file: note for settled in settlements.values() for file, note in settled.notes.items()}
    findings = [found for settled in settlements.values() for found in settled.findings]
    findings += [file.read.finding for file in files if isinstance(file.read, Rejected)]
    return Intake(
        _states(scheme, settlements, files),
        {unit: settled.adopted for unit, settled in settlements.items() if settled.adopted},
        tuple(_noted(file.receipt, notes) for file in files),
        tuple(findings),
        {unit: settled.competing for unit, settled in settlements.items() if settled.competing},
    )


def _read_all(scheme: Scheme, candidates: Sequence[Candidate], progress: Progress | None) -> list[_File]:
    """Read the candidates in worker processes; the result is in the order of the candidates."""
    files: list[_File] = [_File(candidate.receipt, None) for candidate in candidates]
    worth = [at for at, candidate in enumerate(candidates) if not candidate.is_skipped]
    tasks = [(candidates[at].path, candidates[at].receipt.file) for at in worth]
    reader = Reader(scheme)
    for done, (number, read) in enumerate(read_each(reader.read_task, tasks), 1):
        receipt = files[worth[number]].receipt
        got = reader.reject(receipt.file, Unreadable(read.value)) if isinstance(read, Crash) else read
        files[worth[number]] = _taken(receipt, got)
        if progress:
            progress(done, len(tasks))
    return files


def _taken(receipt: Receipt, read: Return | Rejected) -> _File:
    """Write down what reading a file gave."""
    if isinstance(read, Return):
        note = "；".join(entry.message for entry in read.findings if entry.place.file and not entry.row)
        return _File(replace(receipt, unit=read.unit, fate=Fate.ADOPTED, note=note), read)
    return _File(replace(receipt, unit="、".join(read.claimants), fate=read.fate, note=read.finding.message), read)


def _noted(receipt: Receipt, notes: Mapping[str, tuple[Fate, str]]) -> Receipt:
    """Give a receipt its settled fate."""
    if receipt.file not in notes:
        return receipt
    fate, note = notes[receipt.file]
    return replace(receipt, fate=fate, note=note)


def _by_unit(files: Sequence[_File]) -> Iterable[tuple[str, list[Return]]]:
    """Group the returns by unit."""
    groups: dict[str, list[Return]] = {}
    for file in files:
        if isinstance(file.read, Return):
            groups.setdefault(file.read.unit, []).append(file.read)
    return groups.items()


def _states(scheme: Scheme, settlements: Mapping[str, Settlement], files: Sequence[_File]) -> Mapping[str, UnitState]:
    """Give each unit its one state: its own returns first, then what a rejected file claims."""
    states = dict.fromkeys((unit.name for unit in scheme.units), UnitState.MISSING)
    for file in files:
        if isinstance(file.read, Rejected):
            for unit in file.read.claimants:
                if file.read.fate is Fate.UNDECIDED:
                    states[unit] = UnitState.UNDECIDED
                elif states[unit] is UnitState.MISSING:
                    states[unit] = UnitState.UNREADABLE
    for unit, settled in settlements.items():
        states[unit] = UnitState.READ if settled.adopted else UnitState.UNDECIDED
    return states
