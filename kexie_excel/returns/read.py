"""One file → one return, or one sentence why it gives none."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from kexie_excel.findings import Finding, Place, finding
from kexie_excel.form.layout import (
    TOTAL,
    Layout,
)
from kexie_excel.returns.entries import Sheets
from kexie_excel.returns.grid import Unreadable, open_workbook
from kexie_excel.returns.identity import Identity, identify, unit_in
from kexie_excel.returns.locate import Finder, Table
from kexie_excel.returns.model import Return
from kexie_excel.scheme.model import Scheme


@dataclass(frozen=True)
class Rejected:
    """A file that gives no return: whether it is one of our forms, whose it may be, and why it is not read."""

    reason: str
    is_form: bool
    claimants: tuple[str, ...] = ()
    """The units it may be from."""
    undecided: bool = False
    """Whether it could be read, but not without a person's decision."""


@dataclass(frozen=True)
class Reader:
    """Reads the returned workbooks of one scheme."""

    scheme: Scheme

    @cached_property
    def layout(self) -> Layout:
        """The form's layout."""
        return Layout(self.scheme)

    @cached_property
    def _finder(self) -> Finder:
        """The finder of its tables."""
        return Finder(self.layout)

    def read(self, path: Path, file: str) -> Return | Rejected:
        """Read the workbook at ``path``; ``file`` is what it is called in messages."""
        book = open_workbook(path)
        if isinstance(book, Unreadable):
            named = unit_in(file, self.scheme)
            return Rejected(book.reason, book.is_workbook, (named,) if named and book.is_workbook else ())
        tables = {layout.name: self._finder.tables(book, layout) for layout in self.layout.data_sheets}
        if not tables[self.layout.scores.name] and not tables[self.layout.facts.name]:
            wanted = f"“{self.layout.scores.name}”和“{self.layout.facts.name}”"
            return Rejected(f"是工作簿，但不是评估表：里面没有{wanted}", is_form=False)
        who = identify(book, file, self.scheme)
        rejected = self._foreign(who) or self._ambiguous(who) or self._incomplete(who, tables)
        return rejected or self._return(file, who, {name: found[0] for name, found in tables.items()})

    def _foreign(self, who: Identity) -> Rejected | None:
        """Reject another year's or another scheme's form."""
        if who.scheme in {"", self.scheme.id}:
            return None
        reason = finding("K108", stamped=who.scheme, expected=self.scheme.id).message
        unit = self._known(who.stated) or self._known(who.stamped)
        return Rejected(reason, is_form=True, claimants=(unit,) if unit else ())

    def _ambiguous(self, who: Identity) -> Rejected | None:
        """Reject a form whose unit is not known, or is two."""
        stamped, stated = self._known(who.stamped), self._known(who.stated)
        if stamped and stated and stamped != stated:
            reason = finding("K104", stamped=stamped, stated=stated).message
            return Rejected(reason, is_form=True, claimants=(stamped, stated), undecided=True)
        if stamped or stated or (not who.stated and (self._known(who.titled) or who.named)):
            return None
        unknown = finding("K110", stated=who.stated) if who.stated else finding("K103")
        return Rejected(unknown.message, is_form=True)

    def _incomplete(self, who: Identity, tables: Mapping[str, Sequence[Table]]) -> Rejected | None:
        """Reject a form that lacks a sheet, or has one twice with different content."""
        claimants = (self._unit(who),)
        for layout in self.layout.data_sheets:
            found = tables[layout.name]
            if not found:
                return Rejected(finding("K109", sheet=layout.name).message, is_form=True, claimants=claimants)
            if any(table.sheet.rows != found[0].sheet.rows for table in found[1:]):
                names = "、".join(f"“{table.sheet.name}”" for table in found)
                reason = f"有几张内容不同的“{layout.name}”：{names}，不知以哪一张为准"
                return Rejected(reason, is_form=True, claimants=claimants, undecided=True)
        return None

    def _known(self, name: str) -> str:
        """Give the scheme's unit that a text names; empty where there is none."""
        return unit_in(name, self.scheme)

    def _unit(self, who: Identity) -> str:
        """Give the unit, by the first source that names one."""
        return self._known(who.stamped) or self._known(who.stated) or self._known(who.titled) or who.named

    def _return(self, file: str, who: Identity, tables: Mapping[str, Table]) -> Return:
        """Read every table."""
        unit = self._unit(who)
        sheets = Sheets(self.scheme, file, unit, tables)
        facts = {fact.id: sheets.fact(fact) for fact in self.scheme.facts}
        scores = {row: sheets.score(row) for row in self.scheme.row_ids}
        bonus = tuple(sheets.bonus())
        findings = [*self._identity_findings(file, who, unit), *sheets.structure_findings()]
        return Return(
            file=file,
            unit=unit,
            round=who.round,
            facts=facts,
            self_scores=scores,
            own_total=sheets.score(TOTAL),
            bonus=bonus,
            materials={material.id: sheets.material(material.id) for material in self.scheme.materials},
            findings=tuple(findings),
        )

    def _identity_findings(self, file: str, who: Identity, unit: str) -> Iterator[Finding]:
        """Report what the file says about itself that does not fit."""
        if who.named and who.named != unit:
            yield finding("K107", unit=unit, place=Place(file), named=who.named, stated=unit)
        if who.stated and not self._known(who.stated):
            yield finding("K110", unit=unit, place=Place(file), stated=who.stated)
