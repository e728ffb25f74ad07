"""The located tables of one workbook → the values of its cells, each with its raw text and place."""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from sys import intern

from kexie_excel.findings import Finding, Place, finding
from kexie_excel.form.headers import INPUTS, Bonus, Facts, Materials, Scores
from kexie_excel.form.layout import Layout, SheetLayout
from kexie_excel.returns.coerce import BLANK, Coerced, coerce, coerce_quantity, coerce_score
from kexie_excel.returns.doubts.displaced import MISMATCHED
from kexie_excel.returns.doubts.opinion import NO_OPINION, Opinion
from kexie_excel.returns.doubts.shown_numbers import ShownNumbers
from kexie_excel.returns.locate import FormTable
from kexie_excel.returns.model import BonusRow, Entry
from kexie_excel.returns.spelling.awards import KindNames, claims_nothing
from kexie_excel.returns.spelling.coerced import ask
from kexie_excel.returns.spelling.dates import year_of
from kexie_excel.returns.spelling.usual import may_be_thousands, unusual
from kexie_excel.returns.spelling.words import read_yes_no
from kexie_excel.scheme.fact import Fact, FactKind, Gap
from kexie_excel.scheme.model import Scheme
from kexie_excel.sheets.look.dates import moment_of
from kexie_excel.sheets.look.sheet_look import Doubt
from kexie_excel.sheets.read.raw import Raw, compact, holds_code, plain, shown, words

DOUBTED = "{text}（？）"
"""How a doubted answer goes back to its county: as a question, never as an answer."""
_LEFT = DOUBTED.format(text="")
_STILL_DOUBTED = "上一轮没有读准，这次没有改"


@dataclass(frozen=True)
class Sheets:
    """The located tables of one workbook."""

    scheme: Scheme
    file: str
    unit: str
    tables: Mapping[str, FormTable]
    opinion: Opinion = NO_OPINION
    """What is doubted besides the values."""

    @cached_property
    def _layout(self) -> Layout:
        """The form's layout."""
        return Layout(self.scheme)

    @cached_property
    def _kinds(self) -> KindNames:
        """The labels of 加分情形."""
        return KindNames(self.scheme)

    @cached_property
    def _numbers(self) -> ShownNumbers:
        """The numbers that are seen otherwise than they are stored."""
        return ShownNumbers(self.scheme, self.tables[self._layout.facts.name], self.opinion)

    def doubt(self, table: FormTable, row: int, header: str) -> Doubt | None:
        """Give the doubt about a cell: what looking twice found, or that it went back as a question and still is one."""
        found = self.opinion.doubt(table, row, header)
        if found and self._numbers.is_harmless(table, row, header, found):
            found = None
        if not found and table.twins:
            found = table.twin_doubt(row, header)
        if found:
            return found
        raw = table.at(row, header)
        if raw == "" or not isinstance(raw, str) or not raw.rstrip().endswith(_LEFT):
            return None
        return Doubt(raw.rstrip().removesuffix(_LEFT), _STILL_DOUBTED)

    def _entry(self, layout: SheetLayout, key: str, header: str, read: Callable[[Raw], Coerced]) -> Entry:
        """Read one keyed cell; a row that is there twice with different content is a question."""
        table = self.tables[layout.name]
        rows = table.rows.get(key, ())
        if not rows:
            return Entry(Gap.BLANK, "", Place(self.file, table.sheet.name))
        raws = [table.at(row, header) for row in rows]
        place = Place(self.file, table.sheet.name, "、".join([table.cell(row, header) for row in rows]))
        if key in table.mixed:
            return Entry(Gap.UNREADABLE, " / ".join(shown(raw) for raw in raws), place, MISMATCHED)
        text = shown(raws[0])
        if any(shown(raw) != text for raw in raws[1:]):
            return Entry(Gap.UNREADABLE, " / ".join(shown(raw) for raw in raws), place, "同一编号有几行，内容不同")
        for doubt in filter(None, [self.doubt(table, row, header) for row in rows]):
            return Entry(Gap.UNREADABLE, doubt.raw, place, doubt.why)
        coerced = read(raws[0])
        # the same few answers stand in most rows: one object each makes a return small
        return Entry(coerced.value, intern(text), place, coerced.why)

    def fact(self, fact: Fact) -> Entry:
        """Read the answer to a fact."""
        entry = self._entry(self._layout.facts, fact.id, Facts.ANSWER, lambda raw: self._answer(raw, fact))
        if not isinstance(entry.value, Fraction):
            return entry
        why = self._other_unit(fact) or unusual(fact, entry.value)
        return entry._replace(value=Gap.UNREADABLE, why=why) if why else entry

    def _other_unit(self, fact: Fact) -> str:
        """Say that an amount's unit was altered, so that it is not known what the number measures."""
        table = self.tables[self._layout.facts.name]
        units = [compact(table.at(row, Facts.UNIT)).strip("()") for row in table.rows.get(fact.id, ())]
        other = next((unit for unit in units if unit not in {"", compact(fact.unit)}), "")
        return (
            f"“{Facts.UNIT}”栏改成了“{other}”，不知这个数是按哪个单位填的"
            if other and fact.kind is FactKind.AMOUNT
            else ""
        )

    def _answer(self, raw: Raw, fact: Fact) -> Coerced:
        """Read an answer; a count that is the number of a day around the assessed year may be a date that lost its look.

        That is asked where such a count is not to be expected: of what there are few, or where the scheme says so.
        """
        read = coerce(raw, fact)
        if fact.kind is FactKind.COUNT and isinstance(raw, float) and raw.is_integer():
            day = moment_of(raw)
            if isinstance(day, dt.date) and abs(day.year - self.scheme.year) <= 1 and not may_be_thousands(fact, raw):
                return ask(f"可能是日期（{day.date().isoformat()}）变成的数")
        return read

    def score(self, key: str) -> Entry:
        """Read a self score."""
        claims = any(item.id == key for item in self.scheme.bonus)
        return self._entry(self._layout.scores, key, Scores.SELF, lambda raw: coerce_score(raw, may_be_none=claims))

    def material(self, key: str) -> Entry:
        """Read whether a required material is there."""
        return self._entry(self._layout.materials, key, Materials.PRESENT, _present)

    def bonus(self) -> Iterator[BonusRow]:
        """Read every row of 加分项 in which anything is claimed, numbered or not."""
        if not self.scheme.has_bonus:
            return
        table = self.tables[self._layout.bonus.name]
        doubtful = self._doubtful_rows(table)
        for row, slot in self.bonus_slots.items():
            typed = {header: table.at(row, header) for header in INPUTS[Bonus.SHEET]}
            if row in doubtful or not claims_nothing(table.at(row, Bonus.NUMBER), typed):
                yield self._bonus_row(table, row, slot)

    def _bonus_row(self, table: FormTable, row: int, slot: int) -> BonusRow:
        """Read one row of 加分项; where any of its cells is doubtful, its quantity is, so that the row waits."""
        found = {header: self.doubt(table, row, header) for header in INPUTS[Bonus.SHEET]}
        doubts = {header: doubt for header, doubt in found.items() if doubt}
        raws = {
            header: doubts[header].raw if header in doubts else table.at(row, header) for header in INPUTS[Bonus.SHEET]
        }
        kind = self._kinds.read(plain(raws[Bonus.KIND]))
        quantity = coerce_quantity(raws[Bonus.QUANTITY], kind)
        if doubts:
            header = Bonus.QUANTITY if Bonus.QUANTITY in doubts else next(iter(doubts))
            said = "" if header == Bonus.QUANTITY else f"但“{header}”栏读不准："
            quantity = Coerced(Gap.UNREADABLE, f"{said}{doubts[header].why}")
        return BonusRow(
            number=plain(table.at(row, Bonus.NUMBER)) or str(row - table.header_row),
            place=Place(self.file, table.sheet.name, table.cell(row, Bonus.KIND)),
            kind=kind,
            work="" if holds_code(raws[Bonus.WORK]) else shown(raws[Bonus.WORK]),
            award=words(raws[Bonus.AWARD]),
            certificate=words(raws[Bonus.CERTIFICATE]),
            issuer=words(raws[Bonus.ISSUER]),
            year=Gap.UNREADABLE if Bonus.DATE in doubts else year_of(raws[Bonus.DATE]),
            date_text=shown(raws[Bonus.DATE]),
            quantity=Entry(
                quantity.value,
                shown(raws[Bonus.QUANTITY]),
                Place(self.file, table.sheet.name, table.cell(row, Bonus.QUANTITY)),
                quantity.why,
            ),
            evidence=words(raws[Facts.EVIDENCE]),
            slot=str(slot),
        )

    def _doubtful_rows(self, table: FormTable) -> frozenset[int]:
        """Give the rows of 加分项 in which there is a doubt."""
        below = range(table.header_row + 1, len(table.sheet.rows) + 1) if table.twins else ()
        differing = {row for row in below if any(table.twin_doubt(row, header) for header in INPUTS[Bonus.SHEET])}
        return self.opinion.rows(table) | differing

    @cached_property
    def bonus_slots(self) -> Mapping[int, int]:
        """The rows of 加分项 in which anything stands → their slots in a form."""
        table = self.tables[self._layout.bonus.name]
        doubtful = self._doubtful_rows(table)
        below = range(table.header_row + 1, max((len(table.sheet.rows), *doubtful)) + 1)
        filled = [row for row in below if row in doubtful or table.has_content(row, INPUTS[Bonus.SHEET])]
        return slots(filled, table.header_row, len(self._layout.bonus.keys))

    def structure_findings(self) -> Iterator[Finding]:
        """Report rows that are gone or doubled, and sheets without keys."""
        for layout in (self._layout.scores, self._layout.facts):
            table = self.tables[layout.name]
            place = Place(self.file, table.sheet.name)
            if not table.has_keys:
                yield finding("K207", unit=self.unit, place=place, sheet=layout.name)
            if table.mixed:
                keys = "、".join(key for key in layout.keys if key in table.mixed)
                yield finding("K209", unit=self.unit, place=place, sheet=layout.name, keys=keys)
            for key in layout.keys:
                rows = table.rows.get(key, ())
                header = Scores.SELF if layout is self._layout.scores else Facts.ANSWER
                if not rows and key != Scores.TOTAL:
                    yield finding("K205", unit=self.unit, row=key, place=place, sheet=layout.name, key=key)
                if len(rows) > 1 and key not in table.mixed and len({shown(table.at(row, header)) for row in rows}) > 1:
                    at = "、".join(table.cell(row, header) for row in rows)
                    yield finding("K206", unit=self.unit, row=key, place=place, sheet=layout.name, key=key, cells=at)


def slots(rows: Sequence[int], above: int, room: int) -> Mapping[int, int]:
    """Give each of these rows its slot in a form: its own place, counted from the row ``above`` the first.

    Where rows were put between, so that the form's ``room`` would not do, or above, they follow one another.
    """
    fits = not rows or (rows[0] > above and rows[-1] - above <= room)
    return {row: row - above if fits else at for at, row in enumerate(rows, 1)}


def _present(raw: Raw) -> Coerced:
    """Read 有 or 无, in any of the ways in which 是 and 否 are written."""
    text = plain(raw)
    if not text:
        return BLANK
    read = read_yes_no(text, "")
    return read if isinstance(read.value, bool) else Coerced(Gap.UNREADABLE, "看不出有还是无")
