"""裁定: every row that rules on points or on an answer, understood or reported."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from kexie_excel.findings import Finding, finding
from kexie_excel.ledger.model import Ledger, Record, Rulings, UnitNames
from kexie_excel.numbers import show
from kexie_excel.returns.coerce import Coerced, coerce, coerce_score
from kexie_excel.scheme.fact import Fact, Gap, Value
from kexie_excel.scheme.model import Scheme
from kexie_excel.scoring.crosscheck import expected
from kexie_excel.scoring.decisions import Ruling
from kexie_excel.sheets.read.raw import compact

_POINTS = "一个分数"
_NO_ANSWER = "不是答案"


class Given(NamedTuple):
    """One ruling as it was given: understood, and within its bounds."""

    unit: str
    row: str
    """An item id or a fact id."""
    value: Value
    reason: str
    """Empty where none was given; such a ruling is reported already, and never obeyed."""
    record: Record

    @property
    def raw(self) -> str:
        """What was written."""
        return self.record.text(Rulings.RULING)

    @property
    def was(self) -> str:
        """原值 as it was written."""
        return self.record.text(Rulings.WAS)

    @property
    def question(self) -> str:
        """What was asked, as it stands beside the ruling."""
        return self.record.shown(Rulings.QUESTION) if self.record.text(Rulings.QUESTION) else ""

    def ruling(self, clerk: str) -> Ruling:
        """Give what is to be obeyed; ``clerk`` signs where nobody else did."""
        signed = " ".join(filter(None, (self.record.text(Rulings.CLERK) or clerk, self.record.text(Rulings.DATE))))
        return Ruling(self.value, f"{self.reason}（{signed}）" if signed else self.reason)


@dataclass(frozen=True)
class RulingReader:
    """Reads the rows of 裁定."""

    scheme: Scheme

    @cached_property
    def _names(self) -> UnitNames:
        return UnitNames(self.scheme)

    @cached_property
    def _facts(self) -> Mapping[str, Fact]:
        return {fact.id: fact for fact in self.scheme.facts}

    @cached_property
    def _rows(self) -> Mapping[str, str]:
        """编号 as comparable text → id."""
        return {compact(row).casefold(): row for row in (*self.scheme.row_ids, *self._facts)}

    def read(self, ledger: Ledger) -> tuple[tuple[Given, ...], tuple[Finding, ...]]:
        """Give all rulings that can be understood, and what is wrong with the others."""
        given: list[Given] = []
        findings: list[Finding] = []
        for record in ledger.of(Rulings.SHEET):
            if not record.text(Rulings.RULING):
                findings += self._undecided(record)
                continue
            read = self._read(record)
            if isinstance(read, Finding):
                findings.append(read)
                continue
            given.append(read)
            if not read.reason:
                place = record.place(Rulings.REASON)
                findings.append(finding("K711", unit=read.unit, row=read.row, place=place, raw=read.raw))
        return tuple(given), tuple(findings)

    def _read(self, record: Record) -> Given | Finding:
        """Understand one row."""
        unit = self._names.of(record)
        if not unit:
            return self._names.unknown(record)
        row = self._rows.get(record.key(Rulings.KEY).casefold(), "")
        if not row:
            return finding("K712", unit=unit, place=record.place(Rulings.KEY), raw=record.text(Rulings.KEY))
        raw = record.raw(Rulings.RULING)
        read = coerce(raw, self._facts[row]) if row in self._facts else coerce_score(raw)
        if isinstance(read.value, Gap):
            return self._not_understood(unit, row, read, record)
        return self._outside(unit, row, read.value, record) or Given(
            unit, row, read.value, record.written(Rulings.REASON), record
        )

    def _undecided(self, record: Record) -> Iterator[Finding]:
        """Say that a reason stands beside no ruling: whoever wrote it may believe that it is decided."""
        reason = record.text(Rulings.REASON)
        if reason:
            unit, row = self._names.of(record), self._rows.get(record.key(Rulings.KEY).casefold(), "")
            yield finding("K719", unit=unit, row=row, place=record.place(Rulings.RULING), reason=reason)

    def _not_understood(self, unit: str, row: str, read: Coerced, record: Record) -> Finding:
        """Say that a ruling says nothing certain."""
        wanted = expected(self._facts[row]) if row in self._facts else _POINTS
        words = {"raw": record.text(Rulings.RULING), "why": read.why or _NO_ANSWER, "expected": wanted}
        return finding("K714", unit=unit, row=row, place=record.place(Rulings.RULING), words=words)

    def _outside(self, unit: str, row: str, value: Value, record: Record) -> Finding | None:
        """Say that the points are less than none, or more than the item can have; a bonus item has no bound above."""
        item = None if row in self._facts else self.scheme.item_of.get(row)
        if row in self._facts or isinstance(value, str | bool):
            return None
        most = item.maximum if item else value
        if 0 <= value <= most:
            return None
        limit = f"应在0至{show(most)}之间" if item else "不能是负数"
        words = {"value": show(value), "limit": limit}
        return finding("K713", unit=unit, row=row, place=record.place(Rulings.RULING), words=words)
