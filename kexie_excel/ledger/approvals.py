"""审定: the level that was decided for each unit."""

from collections.abc import Mapping
from typing import NamedTuple

from kexie_excel.findings import Finding, finding
from kexie_excel.ledger.model import Approvals, Ledger, Record, UnitNames
from kexie_excel.scheme.model import Scheme
from kexie_excel.scoring.decisions import Approval
from kexie_excel.sheets.read.raw import compact


class Approved(NamedTuple):
    """The levels that were decided."""

    levels: Mapping[str, Approval]
    findings: tuple[Finding, ...]


def approved_levels(ledger: Ledger, scheme: Scheme) -> Approved:
    """Read the sheet 审定."""
    names, known = UnitNames(scheme), scheme.levels.names
    given: dict[str, list[tuple[str, Record]]] = {}
    findings: list[Finding] = []
    for record in ledger.of(Approvals.SHEET):
        raw, unit = record.text(Approvals.LEVEL), names.of(record)
        if not raw:
            reason = record.text(Approvals.REASON)
            if reason:
                findings.append(finding("K737", unit=unit, place=record.place(Approvals.LEVEL), reason=reason))
            continue
        level = next((name for name in known if compact(name) == record.key(Approvals.LEVEL)), "")
        if not unit:
            findings.append(names.unknown(record))
        elif not level:
            words = {"raw": raw, "levels": "、".join(known)}
            findings.append(finding("K731", unit=unit, place=record.place(Approvals.LEVEL), words=words))
        else:
            given.setdefault(unit, []).append((level, record))
    levels: dict[str, Approval] = {}
    for unit, rows in given.items():
        level, record = rows[-1]
        different = {name for name, _record in rows}
        if len(different) > 1:
            raws = "、".join(f"“{name}”" for name, _record in rows)
            findings.append(finding("K732", unit=unit, place=record.place(Approvals.LEVEL), raws=raws))
        else:
            levels[unit] = Approval(level, record.written(Approvals.REASON), record.place(Approvals.LEVEL))
    return Approved(levels, tuple(findings))
