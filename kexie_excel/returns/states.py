"""Where each unit stands after everything that came in, and what is the matter with files of which none can be used."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from kexie_excel.findings import Finding, Place, finding
from kexie_excel.inbox.receipts import Fate
from kexie_excel.inbox.unpack import Opened
from kexie_excel.returns.enclosures import is_enclosed
from kexie_excel.returns.identity import unit_in
from kexie_excel.returns.intake import Taken
from kexie_excel.returns.model import Return, UnitState
from kexie_excel.returns.read import Rejected
from kexie_excel.returns.settle import Settlement
from kexie_excel.scheme.model import Scheme

States = Mapping[str, UnitState]
_ORDER = (UnitState.MISSING, UnitState.UNREADABLE, UnitState.UNDECIDED)
"""What a later claim does not take back."""


def unit_states(
    scheme: Scheme, settlements: Mapping[str, Settlement], files: Sequence[Taken], fruitless: Iterable[Finding]
) -> tuple[States, Mapping[str, str]]:
    """Give each unit its one state, and say of the units that sent only what cannot be used what it is.

    Its own returns go first; then what a rejected file claims, an archive without a form, another unit's form under its name.
    A file that the office itself has to open first is no fault of its unit's.
    """
    states = dict.fromkeys((unit.name for unit in scheme.units), UnitState.MISSING)
    said: dict[str, list[str]] = {}
    for unit, state, reminder in (*_claims(files), *_empty(fruitless)):
        states[unit] = max(states[unit], state, key=_ORDER.index)
        said.setdefault(unit, []).append(reminder)
    for unit, settled in settlements.items():
        states[unit] = UnitState.READ if settled.adopted else UnitState.UNDECIDED
    faults = {unit: list(dict.fromkeys(filter(None, words))) for unit, words in said.items() if unit not in settlements}
    unusable = {unit: "，有的".join(words) for unit, words in faults.items() if words}
    return states, unusable


def _claims(files: Sequence[Taken]) -> Iterator[tuple[str, UnitState, str]]:
    """Give the units that a file may be from, which gives them no return."""
    for file in files:
        read = file.read
        if isinstance(read, Rejected):
            state = UnitState.UNDECIDED if read.fate is Fate.UNDECIDED else UnitState.UNREADABLE
            for unit in read.claimants:
                yield unit, state, read.finding.check.reminder
        elif isinstance(read, Return) and read.named:
            yield read.named, UnitState.UNDECIDED, _other(read).check.reminder


def _empty(fruitless: Iterable[Finding]) -> Iterator[tuple[str, UnitState, str]]:
    """Give the units whose archives hold nothing that could be a form."""
    for found in fruitless:
        if found.unit:
            yield found.unit, UnitState.UNREADABLE, found.check.reminder


def fruitless_archives(scheme: Scheme, files: Sequence[Taken]) -> Iterator[Finding]:
    """Name the archives and mails in which there is nothing that could be a form."""
    fruitful = {file.archive for file in files if file.read is not None and not is_enclosed(file)}
    for file in files:
        name = file.receipt.file
        if isinstance(file.read, Opened) and name not in fruitful:
            unit, place = unit_in(name, scheme), Place(name)
            count = sum(member.receipt.fate is not Fate.OPENED for member in file.read.members)
            reason = f"{file.read.note}里有{count}个文件，都不是评估表"
            if file.read.has_links:
                yield finding("K114", unit=unit, place=place, reason=reason)
            else:
                yield finding("K115", unit=unit, place=place, reason=reason)


def misnamed(files: Sequence[Taken], states: States) -> Iterator[Finding]:
    """Say of a unit of which nothing can be used that a file bears its name and holds another unit's form."""
    for file in files:
        if isinstance(file.read, Return) and file.read.named and states[file.read.named] is not UnitState.READ:
            yield _other(file.read)


def other_name(entry: Return) -> Finding:
    """Say of a return that its file name speaks of another unit."""
    return finding("K107", unit=entry.unit, place=Place(entry.file), named=entry.named, stated=entry.unit)


def _other(entry: Return) -> Finding:
    """Say that a file bears another unit's name."""
    words = {"named": entry.named, "stated": entry.unit, "file": entry.file}
    return finding("K123", unit=entry.named, place=Place(entry.file), words=words)
