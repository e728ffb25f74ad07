"""Everything below 2-回收 → one return for each unit, a state for each unit, and a receipt for each file."""

import datetime as dt
import hashlib
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from kexie_excel.findings import Finding, finding
from kexie_excel.returns.model import Fate, Intake, Receipt, Return, UnitState
from kexie_excel.returns.read import Reader, Rejected
from kexie_excel.scheme.model import Scheme

_SKIPPED_NAMES = frozenset({".ds_store", "thumbs.db", "desktop.ini"})
_SKIPPED_PREFIXES = {
    "~$": "Excel 的临时文件；对方或本机可能正打开着原文件",
    "._": "苹果电脑的附属文件",
    ".": "隐藏文件",
}
_SKIPPED_FOLDERS = frozenset({"__MACOSX"})

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

    A file that cannot be used costs one receipt and stops nothing. Several returns of one unit: the same content counts
    once; different content is nobody's to guess: the unit is undecided, unless ``chosen`` names its file.
    """
    paths = sorted((path for path in folder.rglob("*") if path.is_file()), key=lambda path: path.as_posix())
    reader = Reader(scheme)
    files = []
    for done, path in enumerate(paths, 1):
        files.append(_take(reader, path, path.relative_to(folder).as_posix()))
        if progress:
            progress(done, len(paths))
    by_unit = _by_unit(files)
    adopted: dict[str, Return] = {}
    settled: dict[str, Receipt] = {file.receipt.file: file.receipt for file in files}
    findings: list[Finding] = []
    undecided: set[str] = set()
    competing: dict[str, tuple[str, ...]] = {}
    for unit, returns in by_unit.items():
        groups = _same_content(returns)
        if len(groups) > 1:
            competing[unit] = tuple(entry.file for entry in returns)
            groups, others = _chosen_first(groups, (chosen or {}).get(unit, ""))
            for entry in others:
                note = f"台账“采用文件”选定的是 {groups[0][0].file}"
                settled[entry.file] = replace(settled[entry.file], fate=Fate.SET_ASIDE, note=note)
        if len(groups) > 1:
            undecided.add(unit)
            named = "、".join(group[0].file for group in groups)
            findings.append(finding("K105", unit=unit, count=str(len(groups)), files=named))
            for entry in returns:
                settled[entry.file] = replace(
                    settled[entry.file], fate=Fate.UNDECIDED, note=f"该单位有{len(groups)}份内容不同的填报"
                )
            continue
        first, *others = groups[0]
        adopted[unit] = first
        for other in others:
            message = finding("K106", same=first.file).message
            settled[other.file] = replace(settled[other.file], fate=Fate.DUPLICATE, note=message)
    findings += [file.read.finding for file in files if isinstance(file.read, Rejected)]
    states = _states(scheme, adopted, undecided, files)
    return Intake(states, adopted, tuple(settled.values()), tuple(findings), competing)


def _take(reader: Reader, path: Path, file: str) -> _File:
    """Read one file and write its receipt."""
    skipped = _why_skipped(path, file)
    receipt = Receipt(file, "", Fate.SKIPPED, skipped, dt.datetime.min, 0, "")  # noqa: DTZ901 - no time is known yet
    # a locked file: the reader says so below; a time outside of every calendar is left out
    with suppress(OSError, ValueError, OverflowError):
        stat = path.stat()
        modified = dt.datetime.fromtimestamp(int(stat.st_mtime))  # noqa: DTZ006 - shown as the office's own clock shows it
        receipt = replace(receipt, modified=modified, size=stat.st_size, sha256=_digest(path))
    if skipped:
        return _File(receipt, None)
    read = reader.read(path, file)
    if isinstance(read, Return):
        return _File(replace(receipt, unit=read.unit, fate=Fate.ADOPTED, note=_read_note(read)), read)
    return _File(replace(receipt, unit="、".join(read.claimants), fate=read.fate, note=read.finding.message), read)


def _read_note(read: Return) -> str:
    """Say what reading a return came across."""
    return "；".join(entry.message for entry in read.findings if entry.place.file and not entry.row)


def _why_skipped(path: Path, file: str) -> str:
    """Say why a file is passed over; empty where it is not."""
    if _SKIPPED_FOLDERS & set(Path(file).parts) or path.name.lower() in _SKIPPED_NAMES:
        return "系统附属文件"
    return next((why for prefix, why in _SKIPPED_PREFIXES.items() if path.name.startswith(prefix)), "")


def _digest(path: Path) -> str:
    """Give the SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _by_unit(files: Sequence[_File]) -> Mapping[str, list[Return]]:
    """Group the returns by unit."""
    groups: dict[str, list[Return]] = {}
    for file in files:
        if isinstance(file.read, Return):
            groups.setdefault(file.read.unit, []).append(file.read)
    return groups


def _same_content(returns: Sequence[Return]) -> list[list[Return]]:
    """Group the returns of one unit by what they say."""
    groups: dict[object, list[Return]] = {}
    for entry in returns:
        groups.setdefault(_content(entry), []).append(entry)
    return list(groups.values())


def _chosen_first(groups: list[list[Return]], chosen: str) -> tuple[list[list[Return]], list[Return]]:
    """Give the group of the chosen file alone, that file first, and the files set aside; all groups where none is."""
    for group in groups:
        if any(entry.file == chosen for entry in group):
            first = sorted(group, key=lambda entry: entry.file != chosen)
            return [first], [entry for other in groups if other is not group for entry in other]
    return groups, []


def _content(entry: Return) -> object:
    """Give what a return says, apart from where it says it."""
    answers = tuple((key, fact.raw) for key, fact in entry.facts.items())
    scores = tuple((key, score.raw) for key, score in entry.self_scores.items())
    bonus = tuple(
        (row.kind, row.work, row.award, row.certificate, row.issuer, row.date_text, row.quantity.raw, row.evidence)
        for row in entry.bonus
    )
    return answers, scores, bonus, tuple(entry.materials.items())


def _states(
    scheme: Scheme, adopted: Mapping[str, Return], undecided: set[str], files: Sequence[_File]
) -> Mapping[str, UnitState]:
    """Give each unit its one state."""
    claims: dict[str, UnitState] = {}
    for file in files:
        if isinstance(file.read, Rejected):
            for unit in file.read.claimants:
                state = UnitState.UNDECIDED if file.read.fate is Fate.UNDECIDED else UnitState.UNREADABLE
                if claims.get(unit) is not UnitState.UNDECIDED:
                    claims[unit] = state
    return {
        unit.name: UnitState.READ
        if unit.name in adopted
        else UnitState.UNDECIDED
        if unit.name in undecided
        else claims.get(unit.name, UnitState.MISSING)
        for unit in scheme.units
    }
