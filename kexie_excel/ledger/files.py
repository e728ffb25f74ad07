"""采用文件: which of several different returns, or on-site workbooks, of a unit the office adopts.

A return is named by its path below 2-回收, an on-site workbook by its path below the working folder: it begins with that of
the on-site folder.
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from kexie_excel.findings import Finding, finding
from kexie_excel.inbox.receipts import Fate
from kexie_excel.ledger.model import Files, Ledger, Record, UnitNames
from kexie_excel.onsite.layout import ONSITE_FOLDER
from kexie_excel.onsite.read import OnsiteBooks
from kexie_excel.returns.model import Intake
from kexie_excel.returns.vocabulary import NO, YES
from kexie_excel.scheme.model import Scheme

_READ = frozenset({Fate.ADOPTED, Fate.DUPLICATE})


class ChosenFiles(NamedTuple):
    """The files that were chosen."""

    files: Mapping[str, Record]
    """Unit → the one row that chooses its return."""
    onsite: Mapping[str, Record]
    """Unit → the one row that chooses its on-site workbook."""
    findings: tuple[Finding, ...]

    @property
    def names(self) -> Mapping[str, str]:
        """Unit → its file below 2-回收."""
        return _names(self.files)

    @property
    def onsite_names(self) -> Mapping[str, str]:
        """Unit → its on-site workbook below the working folder."""
        return _names(self.onsite)

    def gone(self, intake: Intake, books: OnsiteBooks) -> Iterator[Finding]:
        """Report a chosen file that is no return, or no on-site workbook, of its unit (any more), or is superseded."""
        fates = {(receipt.unit, receipt.file): receipt.fate for receipt in intake.receipts}
        for unit, record in self.files.items():
            file = record.shown(Files.RETURN)
            fate = fates.get((unit, file))
            if file not in intake.competing.get(unit, ()) and fate not in _READ:
                code = "K724" if fate is Fate.SUPERSEDED else "K722"
                yield finding(code, unit=unit, place=record.place(Files.RETURN), file=file)
        for unit, record in self.onsite.items():
            if record.shown(Files.RETURN) not in {book.file for book in books.books if book.unit == unit}:
                yield finding("K756", unit=unit, place=record.place(Files.RETURN), file=record.shown(Files.RETURN))


def chosen_files(ledger: Ledger, scheme: Scheme) -> ChosenFiles:
    """Read the sheet 采用文件: exactly one file of each kind can be chosen for a unit."""
    names = UnitNames(scheme)
    chosen: dict[tuple[str, bool], dict[str, Record]] = {}
    findings: list[Finding] = []
    for record in ledger.of(Files.SHEET):
        word = record.text(Files.ADOPTED).upper()
        if not word or word in NO:
            continue
        unit = names.of(record)
        if not unit:
            findings.append(names.unknown(record))
        elif word in YES:
            file = record.shown(Files.RETURN)
            chosen.setdefault((unit, file.startswith(f"{ONSITE_FOLDER}/")), {})[file] = record
        else:
            words = {"file": record.shown(Files.RETURN), "raw": record.text(Files.ADOPTED)}
            findings.append(finding("K723", unit=unit, place=record.place(Files.ADOPTED), words=words))
    for (unit, _is_onsite), files in chosen.items():
        if len(files) > 1:
            place = [*files.values()][-1].place(Files.ADOPTED)
            findings.append(finding("K721", unit=unit, place=place, count=str(len(files)), files="、".join(files)))
    single = {key: next(iter(files.values())) for key, files in chosen.items() if len(files) == 1}
    returns, onsite = (
        {unit: record for (unit, is_onsite), record in single.items() if is_onsite is wanted}
        for wanted in (False, True)
    )
    return ChosenFiles(returns, onsite, tuple(findings))


def _names(records: Mapping[str, Record]) -> Mapping[str, str]:
    """Give the files of the rows."""
    return {unit: record.shown(Files.RETURN) for unit, record in records.items()}
