"""Everything below 2-回收 → one return for each unit, a state for each unit, and a receipt for each file."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from kexie_excel.findings import FileIs, Finding, finding
from kexie_excel.inbox.files import Candidate, list_candidates
from kexie_excel.inbox.receipts import Fate, Receipt
from kexie_excel.inbox.unpack import MARK
from kexie_excel.returns.enclosures import as_enclosures, enclosed, is_enclosed, lacking_enclosures
from kexie_excel.returns.intake import Progress, Seen, Taken, take_in
from kexie_excel.returns.model import Intake, Return
from kexie_excel.returns.read import Rejected
from kexie_excel.returns.settle import settle_unit
from kexie_excel.returns.states import fruitless_archives, misnamed, other_name, unit_states
from kexie_excel.scheme.model import Scheme

__all__ = ["Progress", "collect"]


def collect(
    scheme: Scheme,
    folder: Path,
    progress: Progress | None = None,
    chosen: Mapping[str, str] | None = None,
    seen: Seen | None = None,
) -> Intake:
    """Read every file below ``folder`` and settle what each unit has sent.

    A file that cannot be used costs one receipt and stops nothing.

    Args:
        scheme: the scheme whose form is read.
        folder: 2-回收.
        progress: told after each file.
        chosen: unit → the file that a person chose among several different ones.
        seen: given each return as soon as it is read, while others still are.
    """
    return _collect_files(scheme, list_candidates(folder), progress, chosen, seen)


def _collect_files(
    scheme: Scheme,
    candidates: Sequence[Candidate],
    progress: Progress | None = None,
    chosen: Mapping[str, str] | None = None,
    seen: Seen | None = None,
) -> Intake:
    """Read these files, and those in the archives and mails among them; see ``collect``."""
    files = take_in(scheme, candidates, progress, seen)
    settlements = {unit: settle_unit(returns, (chosen or {}).get(unit, "")) for unit, returns in _by_unit(files)}
    returns = {unit: settled.adopted for unit, settled in settlements.items() if settled.adopted}
    owners = enclosed(scheme, files, returns)
    fruitless = tuple(fruitless_archives(scheme, files))
    states, unusable = unit_states(scheme, settlements, files, fruitless)
    passed_over = tuple(_passed_over(files, returns))
    findings = (
        *(found for settled in settlements.values() for found in settled.findings),
        *_rejections(files, owners, returns),
        *(found for found in fruitless if found.unit not in returns),
        *passed_over,
        *misnamed(files, states),
        *lacking_enclosures(returns, owners),
    )
    notes = {file: note for settled in settlements.values() for file, note in settled.notes.items()}
    for found in passed_over:
        fate, note = notes[found.place.file]
        notes[found.place.file] = (fate, f"{found.message}；{note}")
    receipts = as_enclosures([_noted(file.receipt, notes) for file in files], owners)
    competing = {unit: settled.competing for unit, settled in settlements.items() if settled.competing}
    return Intake(states, returns, tuple(_counted([*receipts])), findings, competing, unusable)


def _passed_over(files: Sequence[Taken], returns: Mapping[str, Return]) -> Iterator[Finding]:
    """Give what an adopted return would say itself of the name it bears, for those that are not adopted."""
    adopted = {entry.file for entry in returns.values()}
    for file in files:
        if isinstance(file.read, Return) and file.read.named and file.read.file not in adopted:
            yield other_name(file.read)


def _rejections(files: Sequence[Taken], owners: Mapping[str, str], returns: Mapping[str, Return]) -> Iterator[Finding]:
    """Say why files were not read; those of a unit that are no forms need no word, nor do those that an archive counts.

    A blank form is a fault only of a unit of which nothing else is adopted.
    """
    for file in files:
        if isinstance(file.read, Rejected) and not is_enclosed(file) and file.receipt.file not in owners:
            found = file.read.finding
            is_beside = found.check.file is FileIs.BLANK and found.unit in returns
            yield finding("K146", unit=found.unit, place=found.place) if is_beside else found


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
            groups.setdefault(file.read.unit, []).append(file.read)
    return groups.items()
