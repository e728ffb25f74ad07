"""采用文件: which of several different returns of a unit the office adopts."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from kexie_excel.findings import Finding, finding
from kexie_excel.ledger.model import ADOPTED, FILES, RETURN, Ledger, Record
from kexie_excel.ledger.units import UnitNames
from kexie_excel.returns.model import Fate, Intake
from kexie_excel.returns.vocabulary import NO, YES
from kexie_excel.scheme.model import Scheme

_READ = frozenset({Fate.ADOPTED, Fate.DUPLICATE, Fate.SUPERSEDED})


class ChosenFiles(NamedTuple):
    """The files that were chosen."""

    files: Mapping[str, Record]
    """Unit → the one row that chooses its file."""
    findings: tuple[Finding, ...]

    @property
    def names(self) -> Mapping[str, str]:
        """Unit → its file below 2-回收."""
        return {unit: record.shown(RETURN) for unit, record in self.files.items()}

    def gone(self, intake: Intake) -> Iterator[Finding]:
        """Report a chosen file that is no return of its unit (any more)."""
        for unit, record in self.files.items():
            usable = {*intake.competing.get(unit, ())}
            usable |= {receipt.file for receipt in intake.receipts if receipt.unit == unit and receipt.fate in _READ}
            if record.shown(RETURN) not in usable:
                yield finding("K722", unit=unit, place=record.place(RETURN), file=record.shown(RETURN))


def chosen_files(ledger: Ledger, scheme: Scheme) -> ChosenFiles:
    """Read the sheet 采用文件: exactly one file of a unit can be chosen."""
    names = UnitNames(scheme)
    chosen: dict[str, dict[str, Record]] = {}
    findings: list[Finding] = []
    for record in ledger.of(FILES):
        word = record.text(ADOPTED).upper()
        if not word or word in NO:
            continue
        unit = names.of(record)
        if not unit:
            findings.append(names.unknown(record))
        elif word in YES:
            chosen.setdefault(unit, {})[record.shown(RETURN)] = record
        else:
            words = {"file": record.shown(RETURN), "raw": record.text(ADOPTED)}
            findings.append(finding("K723", unit=unit, place=record.place(ADOPTED), words=words))
    for unit, files in chosen.items():
        if len(files) > 1:
            place = [*files.values()][-1].place(ADOPTED)
            findings.append(finding("K721", unit=unit, place=place, count=str(len(files)), files="、".join(files)))
    single = {unit: next(iter(files.values())) for unit, files in chosen.items() if len(files) == 1}
    return ChosenFiles(single, tuple(findings))
