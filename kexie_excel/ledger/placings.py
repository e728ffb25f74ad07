"""名次, 综合评分 and 建议等次 beside each unit's line of 审定: whoever decides a level sees what it is decided about."""

from collections.abc import Mapping

from kexie_excel.ledger.marks import Mark, Marks, records_by_file
from kexie_excel.ledger.model import OWN, Approvals, Ledger, Record, UnitNames
from kexie_excel.returns.model import UnitState
from kexie_excel.scheme.model import Scheme
from kexie_excel.scoring.result import Evaluation, Standing
from kexie_excel.sheets.cells import cell_text

_NO_RANK = "—"
_OWN = OWN[Approvals.SHEET]


Placings = Mapping[str, Mapping[str, Mark]]
"""Unit → header → what is said of it."""


def placings_of(evaluation: Evaluation) -> Placings:
    """Give what is said of every unit."""
    return {standing.unit.name: _placing(standing) for standing in evaluation.standings}


def changed_placings(ledger: Ledger, scheme: Scheme, placings: Placings) -> Marks:
    """Give what is to be written beside 审定, for it is not what stands there now.

    People may have made a column of such a name before: unless all three are there, none of them is the tool's; and a word that
    the tool does not say stays wherever it stands.
    """
    names = UnitNames(scheme)
    nothing: dict[str, Mark] = dict.fromkeys(_OWN, "")
    levels = {*scheme.levels.names, *UnitState, ""}
    changed: dict[str, dict[str, dict[int, dict[str, Mark]]]] = {}
    for file, records in records_by_file(ledger.of(Approvals.SHEET)):
        if len(records[0].columns.keys() & set(_OWN)) not in {0, len(_OWN)}:
            continue
        for record in records:
            marks = {
                header: mark
                for header, mark in placings.get(names.of(record), nothing).items()
                if cell_text(mark) != record.text(header) and _is_own_word(record, header, levels)
            }
            if marks:
                changed.setdefault(file, {}).setdefault(Approvals.SHEET, {})[record.row] = marks
    return changed


def _placing(standing: Standing) -> dict[str, Mark]:
    """Give what is said of a unit: a score that holds no rank has a dash; without a score there is neither rank nor total."""
    if standing.score is None or standing.total is None:
        return {Approvals.RANK: "", Approvals.TOTAL: "", Approvals.SUGGESTED: standing.level}
    rank, total = standing.rank or _NO_RANK, standing.total
    return {Approvals.RANK: rank, Approvals.TOTAL: total, Approvals.SUGGESTED: standing.level}


def _is_own_word(record: Record, header: str, levels: set[str]) -> bool:
    """Tell whether a cell says what the tool could have said, and may be written over."""
    raw = record.raw(header)
    if header == Approvals.SUGGESTED:
        return record.text(header) in levels
    return not isinstance(raw, str) or raw in {"", _NO_RANK}
