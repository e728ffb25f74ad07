"""口径: which reading of each ambiguous clause the office chose."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from kexie_excel.findings import Finding, Place, finding
from kexie_excel.ledger.model import FILE, Ledger, Readings, Record
from kexie_excel.scheme.model import Interpretation, Scheme
from kexie_excel.sheets.read.raw import compact


class Chosen(NamedTuple):
    """The readings that were chosen, and what is wrong with the others."""

    readings: Mapping[str, str]
    """Interpretation id → option; only what was surely chosen."""
    findings: tuple[Finding, ...]


def chosen_readings(ledger: Ledger, scheme: Scheme) -> Chosen:
    """Read the sheet 口径; a scheme's interpretations are the same whichever reading it was loaded with."""
    rows: dict[str, list[Record]] = {}
    blank: dict[str, Place] = {}
    for record in ledger.of(Readings.SHEET):
        blank.setdefault(record.key(Readings.READING), record.place(Readings.ADOPTED))
        if record.text(Readings.ADOPTED):
            rows.setdefault(record.key(Readings.READING), []).append(record)
    readings: dict[str, str] = {}
    findings: list[Finding] = []
    # Without the sheet one finding says so; it would be the same ten times over.
    has_sheet = Readings.SHEET in ledger.records
    for entry in scheme.interpretations:
        key = compact(entry.id)
        place = blank.get(key, Place(FILE, Readings.SHEET))
        read = _choice(entry, rows.pop(key, []), place) if has_sheet else entry.default
        if isinstance(read, Finding):
            findings.append(read)
        else:
            readings[entry.id] = read
    findings += [
        finding(
            "K702",
            place=record.place(Readings.READING),
            name=record.text(Readings.READING),
            raw=record.text(Readings.ADOPTED),
        )
        for strangers in rows.values()
        for record in strangers
    ]
    return Chosen(readings, tuple(findings))


def _choice(entry: Interpretation, rows: Sequence[Record], asked: Place) -> str | Finding:
    """Give the option that was chosen for one clause, or what is wrong; ``asked`` is where it would be chosen."""
    words = {"name": entry.id, "default": entry.default}
    if not rows:
        return finding("K704", place=asked, words=words)
    place = rows[0].place(Readings.ADOPTED)
    raws = {row.key(Readings.ADOPTED): row.text(Readings.ADOPTED) for row in rows}
    if len(raws) > 1:
        return finding("K703", place=place, words=words, raws="、".join(f"“{raw}”" for raw in raws.values()))
    for option in entry.options:
        if compact(option.label) in raws:
            return option.label
    return finding("K701", place=place, words=words, raw=rows[0].text(Readings.ADOPTED))
