"""Everything below 2-回收 → one return for each unit, a state for each unit, and a receipt for each file."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from kexie_excel.findings import Finding, Place, finding
from kexie_excel.inbox.files import Candidate, list_candidates
from kexie_excel.inbox.receipts import Fate, Receipt
from kexie_excel.inbox.unpack import MARK, Opened
from kexie_excel.returns.identity import unit_in
from kexie_excel.returns.intake import Progress, Taken, take_in
from kexie_excel.returns.model import Intake, Return, UnitState
from kexie_excel.returns.read import Rejected
from kexie_excel.returns.settle import Settlement, settle_unit
from kexie_excel.scheme.model import Scheme

__all__ = ["Progress", "collect", "collect_files"]


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
    return collect_files(scheme, list_candidates(folder), progress, chosen)


def collect_files(
    scheme: Scheme,
    candidates: Sequence[Candidate],
    progress: Progress | None = None,
    chosen: Mapping[str, str] | None = None,
) -> Intake:
    """Read these files, and those in the archives and mails among them; see ``collect``."""
    files = take_in(scheme, candidates, progress)
    settlements = {unit: settle_unit(returns, (chosen or {}).get(unit, "")) for unit, returns in _by_unit(files)}
    notes = {file: note for settled in settlements.values() for file, note in settled.notes.items()}
    findings = [found for settled in settlements.values() for found in settled.findings]
    findings += [file.read.finding for file in files if isinstance(file.read, Rejected) and not _is_enclosure(file)]
    findings += _fruitless(scheme, files)
    return Intake(
        _states(scheme, settlements, files),
        {unit: settled.adopted for unit, settled in settlements.items() if settled.adopted},
        tuple(_counted([_noted(file.receipt, notes) for file in files])),
        tuple(findings),
        {unit: settled.competing for unit, settled in settlements.items() if settled.competing},
    )


def _is_enclosure(file: Taken) -> bool:
    """Tell whether a file is no form and came in an archive: its line there says enough, and there may be hundreds."""
    return bool(file.archive) and file.receipt.fate is Fate.NOT_A_FORM


def _fruitless(scheme: Scheme, files: Sequence[Taken]) -> Iterator[Finding]:
    """Name the archives and mails in which there is nothing that could be a form."""
    fruitful = {file.archive for file in files if file.read is not None and not _is_enclosure(file)}
    for file in files:
        name = file.receipt.file
        if isinstance(file.read, Opened) and name not in fruitful:
            code = "K114" if file.read.has_links else "K115"
            count = sum(member.receipt.fate is not Fate.OPENED for member in file.read.members)
            reason = f"{file.read.note}里有{count}个文件，都不是评估表"
            yield finding(code, unit=unit_in(name, scheme), place=Place(name), reason=reason)


def _counted(receipts: Sequence[Receipt]) -> Iterator[Receipt]:
    """Say of each archive and mail what became of the files in it."""
    for receipt in receipts:
        if receipt.fate is Fate.OPENED:
            inside = [other.fate for other in receipts if other.file.startswith(f"{receipt.file}{MARK}")]
            fates = Counter(fate for fate in inside if fate is not Fate.OPENED)
            parts = "、".join(f"{fate}{count}" for fate, count in fates.items())
            yield replace(receipt, note=f"{receipt.note}，里面有{fates.total()}个文件：{parts}")
        else:
            yield receipt


def _noted(receipt: Receipt, notes: Mapping[str, tuple[Fate, str]]) -> Receipt:
    """Give a receipt its settled fate."""
    if receipt.file not in notes:
        return receipt
    fate, note = notes[receipt.file]
    return replace(receipt, fate=fate, note=note)


def _by_unit(files: Sequence[Taken]) -> Iterable[tuple[str, list[Return]]]:
    """Group the returns by unit."""
    groups: dict[str, list[Return]] = {}
    for file in files:
        if isinstance(file.read, Return):
            entry = replace(file.read, modified=file.receipt.modified)
            groups.setdefault(entry.unit, []).append(entry)
    return groups.items()


def _states(scheme: Scheme, settlements: Mapping[str, Settlement], files: Sequence[Taken]) -> Mapping[str, UnitState]:
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
