"""附件: what a unit sent beside its form, and whether what it lists under 佐证材料 came.

Counties send what the method asks for, summaries and evidence, by the dozen. None of it is a finding, as long as the form is there.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from pathlib import PurePosixPath

from kexie_excel.findings import Asked, Finding, Place, finding
from kexie_excel.form.headers import Materials
from kexie_excel.inbox.receipts import Fate, Receipt
from kexie_excel.inbox.unpack import MARK
from kexie_excel.returns.identity import unit_in
from kexie_excel.returns.intake import Taken
from kexie_excel.returns.model import Return
from kexie_excel.returns.read import Rejected
from kexie_excel.scheme.model import Scheme
from kexie_excel.sheets.read.raw import plain
from kexie_excel.text import essence

_ALIKE = 0.6
"""From here on two names are taken for the same: an enclosure is rarely called to the letter what the list calls it."""
_LEAST = 2
"""Characters of a name that say anything."""
_NUMBERED = re.compile(r"^(附件|材料|佐证)?[0-9]{1,2}(?=\D)")
_PAGE = re.compile(r"第?[0-9]+(页|[-—~至][0-9]+页?)|[pP]\.?[0-9]+")
"""A place in a volume: nobody sends it as a file of its own."""


def is_enclosed(file: Taken) -> bool:
    """Tell whether a file is no form and came in an archive: its line there says enough, and there may be hundreds."""
    return bool(file.archive) and file.receipt.fate is Fate.NOT_A_FORM


def enclosed(scheme: Scheme, files: Sequence[Taken], returns: Mapping[str, Return]) -> Mapping[str, str]:
    """Give the files that are no forms and belong to a unit whose form is read: file → unit."""
    homes = _homes(files)
    owners = {
        file.receipt.file: _owner(scheme, file.receipt.file, homes)
        for file in files
        if file.receipt.fate is Fate.NOT_A_FORM and not _is_offices(file)
    }
    return {file: unit for file, unit in owners.items() if unit in returns}


def _is_offices(file: Taken) -> bool:
    """Tell whether the office has to do something about a file, as with an on-site workbook among the returns."""
    found = file.read.finding if isinstance(file.read, Rejected) else None
    return found is not None and found.asks is Asked.OFFICE


def _homes(files: Sequence[Taken]) -> Mapping[str, frozenset[str]]:
    """Give the units whose forms lie in each folder, archive and mail."""
    found: dict[str, set[str]] = {}
    for file in files:
        if isinstance(file.read, Return):
            for home in _above(file.receipt.file):
                found.setdefault(home, set()).add(file.read.unit)
    return {home: frozenset(units) for home, units in found.items()}


def _above(file: str) -> Iterator[str]:
    """Give the folders, archives and mails in which a file lies, the nearest first."""
    return (file[:at] for at in range(len(file) - 1, 0, -1) if file[at] in {"/", MARK})


def _owner(scheme: Scheme, file: str, homes: Mapping[str, frozenset[str]]) -> str:
    """Give the unit a file is from: the one its path names, else the only one whose form lies nearest to it."""
    nearest = next((homes[home] for home in _above(file) if home in homes), frozenset())
    return unit_in(file, scheme) or (next(iter(nearest)) if len(nearest) == 1 else "")


def as_enclosures(receipts: Sequence[Receipt], owners: Mapping[str, str]) -> Iterator[Receipt]:
    """Give the receipts; an enclosure is its unit's, and there is nothing to say of it."""
    for receipt in receipts:
        unit = owners.get(receipt.file)
        yield replace(receipt, unit=unit, fate=Fate.ENCLOSURE, note="") if unit else receipt


def lacking_enclosures(returns: Mapping[str, Return], owners: Mapping[str, str]) -> Iterator[Finding]:
    """Name what a unit lists under 佐证材料 and nothing like it came; of a unit that sent no files nothing is said.

    It may have sent them on paper.
    """
    names: dict[str, list[str]] = {}
    for file, unit in owners.items():
        names.setdefault(unit, []).append(PurePosixPath(file.replace(MARK, "/")).stem)
    for unit, came in names.items():
        entry = returns[unit]
        lacking = [name for name, told in _listed(entry) if not any(_is_like(own, told) for own in came)]
        if lacking:
            named = "、".join(f"“{name}”" for name in lacking)
            yield finding("K603", unit=unit, place=Place(entry.file, Materials.SHEET), names=named)


def _listed(entry: Return) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Give the enclosures that are listed as files: what each is called, and in which words a file may be called so."""
    columns = [entry.typed.get((Materials.SHEET, header), ()) for header in (Materials.MATERIAL, Materials.REMARK)]
    required = len(entry.materials)
    for at in range(required, max(map(len, columns))):
        name, remark = (plain(column[at]) if at < len(column) else "" for column in columns)
        if (name or remark) and not _PAGE.search(remark):
            yield name or remark, tuple(filter(None, (name, remark)))


def _is_like(file: str, told: Sequence[str]) -> bool:
    """Tell whether a file's name is like one of the words for it."""
    return any(_are_alike(_core(file), _core(PurePosixPath(word).stem)) for word in told)


def _core(name: str) -> str:
    """Give a name without the number in front of it."""
    return essence(_NUMBERED.sub("", name.strip()))


def _are_alike(one: str, other: str) -> bool:
    """Tell whether one name holds the other, or is nearly it."""
    if min(len(one), len(other)) < _LEAST:
        return one == other
    return one in other or other in one or SequenceMatcher(None, one, other, autojunk=False).ratio() >= _ALIKE
