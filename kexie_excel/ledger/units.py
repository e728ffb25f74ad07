"""The unit that a row of the ledger names."""

from functools import cached_property

from kexie_excel.findings import Finding, finding
from kexie_excel.ledger.model import UNIT, Record
from kexie_excel.scheme.model import Scheme
from kexie_excel.sheets.read.raw import compact


class UnitNames:
    """Knows the units of a scheme by their names, white space and width aside."""

    def __init__(self, scheme: Scheme) -> None:
        """Take the units of the scheme."""
        self._scheme = scheme

    @cached_property
    def _by_key(self) -> dict[str, str]:
        return {compact(unit.name): unit.name for unit in self._scheme.units}

    def of(self, record: Record) -> str:
        """Give the unit of a row; empty where it is none of the scheme's."""
        return self._by_key.get(record.key(UNIT), "")

    @staticmethod
    def unknown(record: Record) -> Finding:
        """Say that a row's unit is none of the scheme's."""
        return finding("K706", place=record.place(UNIT), words={"sheet": record.sheet, "raw": record.text(UNIT)})
