"""One file → one return, or one sentence why it gives none."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from kexie_excel.findings import FileIs, Finding, Place, finding
from kexie_excel.form.headers import Cover, Facts, Materials, Scores
from kexie_excel.form.layout import Layout
from kexie_excel.inbox.receipts import Fate
from kexie_excel.returns.answers import Sheets
from kexie_excel.returns.as_typed import typed_in
from kexie_excel.returns.doubts.alterations import Alterations, Issued, issued_texts
from kexie_excel.returns.doubts.blank_block import blank_block
from kexie_excel.returns.doubts.displaced import displaced, displaced_findings, keyless_findings
from kexie_excel.returns.doubts.opinion import second_opinion
from kexie_excel.returns.identity import (
    Identity,
    gone_in,
    identify,
    is_new,
    misplaced,
    named_scheme,
    other_scheme,
    read_stamp,
    unit_in,
)
from kexie_excel.returns.input_cells import Inputs
from kexie_excel.returns.locate import Finder, FormTable
from kexie_excel.returns.model import Entry, Return
from kexie_excel.returns.replies import lost_replies, read_replies
from kexie_excel.scheme.fact import Gap
from kexie_excel.scheme.model import Scheme
from kexie_excel.sheets.read.grid import Unreadable, Workbook, open_workbook


@dataclass(frozen=True)
class Rejected:
    """A file that gives no return: why, and whose it may be."""

    finding: Finding
    """Why it is not read, and what to do."""
    fate: Fate
    claimants: tuple[str, ...] = ()
    """The units it may be from."""


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

    @cached_property
    def _issued(self) -> Issued:
        """What the form was issued with."""
        return issued_texts(self.scheme)

    def read(self, path: Path, file: str) -> Return | Rejected:
        """Read the workbook at ``path``; ``file`` is what it is called in messages."""
        book = open_workbook(path)
        if isinstance(book, Unreadable):
            return self.reject(file, book)
        tables = self._finder.tables_of(book, self.layout.data_sheets)
        if not tables[self.layout.scores.name] and not tables[self.layout.facts.name]:
            onsite = misplaced(file, book, self.scheme)
            if onsite:
                return Rejected(onsite, Fate.NOT_A_FORM)
            return self._strange(book, file)
        who = identify(book, file, self.scheme)
        rejected = self._foreign(file, who) or self._ambiguous(file, who) or self._incomplete(file, who, tables)
        if rejected:
            return rejected
        adopted = {name: found[0] for name, found in tables.items()}
        inputs = {name: Inputs(table) for name, table in adopted.items()}
        sheets = Sheets(
            self.scheme, file, self._unit(who), adopted, second_opinion(path, inputs.values(), book.package)
        )
        entry = self._return(book, who, sheets, inputs)
        return _blank(entry, len(self.scheme.materials)) or entry

    def reject(self, file: str, book: Unreadable) -> Rejected:
        """Give the rejection of a file that could not be opened.

        A picture or PDF named after a unit is something received from it, if nothing that can be read; so is an archive
        that cannot be opened and in which there is a file named after it.
        """
        named = unit_in(file, self.scheme)
        inside = dict.fromkeys(filter(None, (unit_in(name, self.scheme) for name in book.names)))
        units = (named,) if named else tuple(inside)
        unread = finding(book.code, unit="、".join(units), place=Place(file), reason=book.reason)
        fate = Fate.NOT_A_FORM if unread.check.file is FileIs.NO_FORM else Fate.UNREADABLE
        return Rejected(unread, fate, units)

    def _strange(self, book: Workbook, file: str) -> Rejected:
        """Reject a workbook without the form's tables: what we issued, or what is named after a unit, came from that unit."""
        who = identify(book, file, self.scheme)
        unit, scores, facts = self._unit(who), self.layout.scores.name, self.layout.facts.name
        if read_stamp(book) or {sheet.name for sheet in book.sheets} >= {scores, facts}:
            lost = finding("K109", unit=unit, place=Place(file), sheet=f"{scores}”和“{facts}")
            return Rejected(lost, Fate.UNREADABLE, (unit,) if unit else ())
        reason = f"是工作簿，但不是评估表：里面没有“{scores}”和“{facts}”"
        stranger = finding("K102", unit=who.named, place=Place(file), reason=reason)
        return Rejected(stranger, Fate.NOT_A_FORM, (who.named,) if who.named else ())

    def _foreign(self, file: str, who: Identity) -> Rejected | None:
        """Reject another year's or another scheme's form."""
        stamped = other_scheme(who, self.scheme)
        if not stamped:
            return None
        unit = self._known(who.stated) or self._known(who.stamped)
        found = finding("K108", unit=unit, place=Place(file), stamped=stamped, expected=named_scheme(self.scheme))
        return Rejected(found, Fate.UNREADABLE, (unit,) if unit else ())

    def _ambiguous(self, file: str, who: Identity) -> Rejected | None:
        """Reject a form whose unit is not known, or is two."""
        stamped, stated = self._known(who.stamped), self._known(who.stated)
        if stamped and stated and stamped != stated:
            both = (stamped, stated)
            found = finding("K104", unit="、".join(both), place=Place(file), stamped=stamped, stated=stated)
            return Rejected(found, Fate.UNDECIDED, both)
        gone = self._gone(who)
        if gone and not stamped:
            return self._renamed(file, who, gone)
        if stamped or stated or (not who.stated and (self._known(who.titled) or who.named)):
            return None
        place = Place(file)
        unknown = finding("K110", place=place, stated=who.stated) if who.stated else finding("K103", place=place)
        return Rejected(unknown, Fate.UNREADABLE)

    def _gone(self, who: Identity) -> str:
        """Give the unit that a form was made for or names, if it was on the list when the forms went out and is no more."""
        return gone_in((who.stamped, who.stated), self.scheme)

    def _renamed(self, file: str, who: Identity, gone: str) -> Rejected | None:
        """Ask the office about the form of a unit that it took off the list, unless somebody says which one it is now."""
        stated = self._known(who.stated)
        if is_new(stated or who.named, self.scheme):
            return None
        if stated:
            both = finding("K104", unit=stated, place=Place(file), stamped=gone, stated=stated)
            return Rejected(both, Fate.UNDECIDED, (stated,))
        new = tuple(name for name in self.scheme.unit_of if is_new(name, self.scheme))
        found = finding("K124", unit="、".join(new), place=Place(file), stated=gone)
        return Rejected(found, Fate.UNDECIDED if new else Fate.UNREADABLE, new)

    def _incomplete(self, file: str, who: Identity, tables: Mapping[str, Sequence[FormTable]]) -> Rejected | None:
        """Reject a form that lacks a sheet, or has one twice with different content."""
        unit, place = self._unit(who), Place(file)
        for layout in self.layout.data_sheets:
            found = tables[layout.name]
            if not found:
                missing = finding("K109", unit=unit, place=place, sheet=layout.name)
                return Rejected(missing, Fate.UNREADABLE, (unit,))
            if any(table.sheet.rows != found[0].sheet.rows for table in found[1:]):
                names = "、".join(f"“{table.sheet.name}”" for table in found)
                several = finding("K111", unit=unit, place=place, sheet=layout.name, names=names)
                return Rejected(several, Fate.UNDECIDED, (unit,))
        return None

    def _known(self, name: str) -> str:
        """Give the scheme's unit that a text names; empty where there is none."""
        return unit_in(name, self.scheme)

    def _unit(self, who: Identity) -> str:
        """Give the unit, by the first source that names one."""
        return self._source(who)[0]

    def _source(self, who: Identity) -> tuple[str, str]:
        """Give the unit and, in words, by what it is known."""
        sources = (
            (self._known(who.stamped), "按下发时写在表里的标记"),
            (self._known(who.stated), "按“单位”格"),
            (self._known(who.titled), "按表上的标题"),
            (who.named, "按文件名"),
        )
        return next((source for source in sources if source[0]), ("", ""))

    def _return(self, book: Workbook, who: Identity, sheets: Sheets, inputs: Mapping[str, Inputs]) -> Return:
        """Read every table."""
        file, unit = sheets.file, sheets.unit
        materials = {material.id: sheets.material(material.id) for material in self.scheme.materials}
        scores = {row: sheets.score(row) for row in self.scheme.row_ids}
        asked = sheets.tables[Facts.SHEET]
        as_read = {fact.id: sheets.fact(fact) for fact in self.scheme.facts}
        facts, blocks = displaced(self.scheme, asked, as_read, scores)
        altered = Alterations(self._issued, file, unit, inputs, sheets.opinion, self.scheme.words.office)
        findings = [
            *self._identity_findings(file, who, unit),
            *sheets.structure_findings(),
            *displaced_findings(file, unit, asked, facts, blocks),
            *keyless_findings(file, unit, sheets.tables),
            *altered.findings(),
            *lost_replies(book, file, unit, self._finder),
            *(blank_block(file, unit, facts) if book.package is None else ()),
        ]
        return Return(
            file=file,
            unit=unit,
            round=who.round,
            facts=facts,
            self_scores=scores,
            own_total=sheets.score(Scores.TOTAL),
            bonus=tuple(sheets.bonus()),
            materials={key: _present(entry) for key, entry in materials.items()},
            findings=tuple(findings),
            known_by=self._source(who)[1],
            named=who.named if who.named != unit else "",
            material_places={key: entry.place for key, entry in materials.items()},
            typed=typed_in(sheets, self.layout, who.cover),
            replies=tuple(read_replies(book, file, who.round, self._finder)),
            grown_from=who.grown_from,
        )

    def _identity_findings(self, file: str, who: Identity, unit: str) -> Iterator[Finding]:
        """Report what the file says about itself that does not fit."""
        if who.named and who.named != unit:
            yield finding("K107", unit=unit, place=Place(file), named=who.named, stated=unit)
        if who.stated and not self._known(who.stated) and not self._gone(who):
            yield finding("K110", unit=unit, place=Place(file), stated=who.stated)


def _blank(entry: Return, materials: int) -> Rejected | None:
    """Reject the form as mailed, in which nothing was filled; where anything is odd, a blank may be what was not seen.

    Args:
        entry: what was read.
        materials: how many rows of the list of enclosures are issued with a name.
    """
    named = (Materials.SHEET, Materials.MATERIAL)
    filled = {where for where in entry.typed if where[0] != Cover.SHEET and where != named}
    is_blank = not filled and len(entry.typed.get(named, ())) <= materials
    if not is_blank or entry.findings or entry.round:
        return None
    found = finding("K145", unit=entry.unit, place=Place(entry.file))
    return Rejected(found, Fate.UNREADABLE, (entry.unit,))


def _present(entry: Entry) -> bool | Gap:
    """Give what 有/无 says."""
    return entry.value if isinstance(entry.value, bool | Gap) else Gap.UNREADABLE
