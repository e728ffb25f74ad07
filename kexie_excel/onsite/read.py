"""4-现场 → what the inspectors typed into their workbooks; a file that cannot be used costs one finding and stops nothing."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from kexie_excel.findings import Finding, Place, finding
from kexie_excel.form.headers import ONSITE
from kexie_excel.form.layout import Layout, SheetLayout
from kexie_excel.inbox.files import list_candidates
from kexie_excel.inbox.isolation import Crash, read_each
from kexie_excel.onsite.layout import NO, YES, Visit, award_keys, onsite_layout
from kexie_excel.returns.coerce import coerce_score
from kexie_excel.returns.identity import (
    Identity,
    gone_in,
    identify,
    is_new,
    is_onsite,
    named_scheme,
    other_scheme,
    unit_in,
)
from kexie_excel.returns.locate import Finder, FormTable
from kexie_excel.returns.model import Entry
from kexie_excel.scheme.fact import Gap
from kexie_excel.scheme.model import Scheme
from kexie_excel.sheets.look.look import with_doubts
from kexie_excel.sheets.read.grid import Sheet, Unreadable, Workbook, cells, open_workbook
from kexie_excel.sheets.read.raw import Raw, as_written, compact, plain, shown

_BESIDE = 3
"""How far right of its label an answer may stand."""
_UNREAD_FORMULAS = "格子里除了值还有什么（公式、错误值、特殊格式）看不出来；请用 Excel 或 WPS 打开后另存为 xlsx"


@dataclass(frozen=True)
class Mark:
    """One row in which something was typed."""

    row: str
    """An item id."""
    score: Entry
    """现场评分; blank where only a reason was typed."""
    reason: str
    printed: str
    """核算 as it stood when the workbook was made; empty where somebody emptied it."""
    content: str = ""
    """指标内容 as it stood; of an award, what was claimed."""


@dataclass(frozen=True)
class OnsiteBook:
    """One on-site workbook."""

    file: str
    """Its path below the working folder."""
    unit: str
    signed: str
    """检查人 and 日期; empty where they were not typed."""
    marks: tuple[Mark, ...]
    findings: tuple[Finding, ...] = ()
    """Scores that belong to no row."""
    awards: Mapping[str, str] = field(default_factory=dict)
    """编号 → 指标内容 of every award that it lists, whether anything was said of it or not."""

    @property
    def is_typed(self) -> bool:
        """Whether anybody typed anything into it."""
        return bool(self.marks or self.signed or self.findings)


@dataclass(frozen=True)
class OnsiteBooks:
    """Everything in 4-现场."""

    books: tuple[OnsiteBook, ...] = ()
    rejected: tuple[Finding, ...] = ()
    """One for every file that is no usable on-site workbook."""

    @property
    def typed(self) -> Mapping[str, tuple[OnsiteBook, ...]]:
        """Unit → its workbooks in which something was typed; a blank one says nothing."""
        by_unit: dict[str, tuple[OnsiteBook, ...]] = {}
        for book in self.books:
            if book.is_typed:
                by_unit[book.unit] = (*by_unit.get(book.unit, ()), book)
        return by_unit


NO_BOOKS = OnsiteBooks()


def collect_onsite(scheme: Scheme, folder: Path) -> OnsiteBooks:
    """Read every file below ``folder`` (4-现场, which need not be there), each in a worker that may die."""
    candidates = [entry for entry in list_candidates(folder) if not entry.is_skipped] if folder.is_dir() else []
    reader = OnsiteReader(scheme)
    names = [f"{folder.name}/{entry.receipt.file}" for entry in candidates]
    read: dict[int, OnsiteBook | Finding] = {
        at: _unusable(names[at], entry.failed.reason) for at, entry in enumerate(candidates) if entry.failed
    }
    worth = [at for at in range(len(candidates)) if at not in read]
    for number, result in read_each(reader.read_task, [(candidates[at].path, names[at]) for at in worth]):
        at = worth[number]
        read[at] = _unusable(names[at], result.value) if isinstance(result, Crash) else result
    results = [read[number] for number in sorted(read)]
    books = tuple(result for result in results if isinstance(result, OnsiteBook))
    return OnsiteBooks(books, tuple(result for result in results if isinstance(result, Finding)))


def _unusable(file: str, reason: str) -> Finding:
    """Say that a workbook could not be read; it may hold scores."""
    return finding("K743", place=Place(file), reason=reason)


@dataclass(frozen=True)
class OnsiteReader:
    """Reads the on-site workbooks of one scheme."""

    scheme: Scheme

    @cached_property
    def _layout(self) -> Layout:
        """The form's layout, by which a return is known."""
        return Layout(self.scheme)

    @cached_property
    def _finder(self) -> Finder:
        """The finder of both kinds of tables."""
        return Finder(self._layout)

    @cached_property
    def _wanted(self) -> SheetLayout:
        """The table that is looked for."""
        return onsite_layout((*self.scheme.row_ids, *self._awards))

    @cached_property
    def _awards(self) -> tuple[str, ...]:
        """Every 编号 that a single award can have."""
        return award_keys([item.id for item in self.scheme.bonus])

    def read_task(self, task: tuple[Path, str]) -> OnsiteBook | Finding:
        """Read the workbook of a (path, name) pair; see ``read``."""
        return self.read(*task)

    def read(self, path: Path, file: str) -> OnsiteBook | Finding:
        """Read the workbook at ``path``; ``file`` is what it is called in messages."""
        book = open_workbook(path)
        if isinstance(book, Unreadable):
            code = "K743" if book.is_workbook else "K744"
            return finding(code, place=Place(file), reason=book.reason)
        tables = self._finder.tables(book, self._wanted)
        if not tables:
            return self._stranger(file, book)
        if any(table.sheet.rows != tables[0].sheet.rows for table in tables[1:]):
            names = "、".join(f"“{table.sheet.name}”" for table in tables)
            return _unusable(file, f"里面有几张内容不同的{ONSITE}：{names}；请一个单位存一份文件")
        try:
            table = self._finder.tables(with_doubts(book, path, coerce_score), self._wanted)[0]
        except Exception:  # noqa: BLE001 - whatever a file does to the library, it is one sentence
            return _unusable(file, _UNREAD_FORMULAS)
        who = identify(book, file, self.scheme)
        unit = self._unit(file, who)
        name = unit if isinstance(unit, str) else ""
        marks, findings = tuple(_marks(file, table, frozenset(self._awards))), tuple(_rowless(file, name, table))
        listed = {
            key: as_written(table.at(table.rows[key][0], Visit.CONTENT)) for key in self._awards if key in table.rows
        }
        read = OnsiteBook(file, name, _signed(table), marks, findings, listed)
        # what a unit is called now whose workbook is blank, nobody need know
        return unit if isinstance(unit, Finding) and (read.is_typed or not self._gone(who)) else read

    def _stranger(self, file: str, book: Workbook) -> Finding:
        """Say what a workbook is that bears no on-site table."""
        if is_onsite(book):
            return _unusable(file, f"找不到表头（{'、'.join(self._wanted.telling)}）；请恢复表头，或重新生成后再填")
        forms = (self._layout.scores, self._layout.facts)
        if any(self._finder.tables(book, form) for form in forms):
            return finding("K742", place=Place(file))
        return finding("K744", place=Place(file), reason=f"是工作簿，但不是{ONSITE}")

    def _gone(self, who: Identity) -> str:
        """Give the unit that a workbook was made for, if it is on the list no more."""
        return gone_in((who.stamped, who.titled), self.scheme)

    def _unit(self, file: str, who: Identity) -> str | Finding:
        """Give whose workbook it is; where stamp, title and file name disagree, nobody guesses.

        Made for a unit that the office renamed since, it is the unit's whose present name its file bears.
        """
        place, gone = Place(file), self._gone(who)
        stamped = other_scheme(who, self.scheme)
        if stamped:
            return finding("K746", place=place, stamped=stamped, expected=named_scheme(self.scheme))
        names = [unit_in(name, self.scheme) for name in (who.stamped, who.titled, who.named)]
        known = list(dict.fromkeys(filter(None, names)))
        unit = known[0] if len(known) == 1 else ""
        if gone and not is_new(unit, self.scheme):
            return finding("K745", place=place, said=f"表里写的单位是“{gone}”，现在的名单上没有")
        if unit:
            return unit
        said = f"表里和文件名里写的不一样（{'、'.join(known)}）" if known else "没有写明单位"
        return finding("K745", place=place, said=said)


def _signed(table: FormTable) -> str:
    """Give who inspected, and when."""
    return " ".join(
        filter(None, (_beside(table.sheet, label, table.header_row) for label in (Visit.INSPECTOR, Visit.DAY)))
    )


def _beside(sheet: Sheet, label: str, header_row: int) -> str:
    """Give what stands right of a label above the table, before the next label."""
    for row, column, value in cells(sheet, header_row - 1):
        if _label(value) == label:
            for at in range(column + 1, column + 1 + _BESIDE):
                text = shown(sheet.at(row, at)).strip()
                if text:
                    return "" if _label(text) in {Visit.INSPECTOR, Visit.DAY} else text
    return ""


def _label(value: Raw) -> str:
    """Give a cell's text as a label."""
    return compact(value).rstrip(":")


def _marks(file: str, table: FormTable, awards: Collection[str]) -> Iterator[Mark]:
    """Give the rows in which something was typed; a row that is there twice is given twice."""
    for key, rows in table.rows.items():
        for row in rows:
            raw, reason = table.at(row, Visit.SCORE), as_written(table.at(row, Visit.REASON))
            place = Place(file, table.sheet.name, table.cell(row, Visit.SCORE))
            doubt = table.twin_doubt(row, Visit.SCORE)
            if doubt:
                entry = Entry(Gap.UNREADABLE, doubt.raw, place, doubt.why)
            elif not plain(raw) and not reason:
                continue
            elif key in awards:
                entry = Entry(_recognised(raw), shown(raw), place)
            else:
                read = coerce_score(raw)
                entry = Entry(read.value, shown(raw), place, read.why)
            yield Mark(key, entry, reason, _printed(table, row), as_written(table.at(row, Visit.CONTENT)))


def _recognised(raw: Raw) -> bool | Gap:
    """Read 认定 or 不认定."""
    word = compact(raw)
    if word in YES or word in NO:
        return word in YES
    return Gap.UNREADABLE if word else Gap.BLANK


def _printed(table: FormTable, row: int) -> str:
    """Give 核算 of a row as it stands."""
    return plain(table.at(row, Visit.COMPUTED))


def _rowless(file: str, unit: str, table: FormTable) -> Iterator[Finding]:
    """Report the scores that stand in no row of the 评估表."""
    known = {row for rows in table.rows.values() for row in rows}
    for row in range(table.header_row + 1, len(table.sheet.rows) + 1):
        doubt = table.twin_doubt(row, Visit.SCORE)
        raw = doubt.raw if doubt else shown(table.at(row, Visit.SCORE))
        if row not in known and plain(raw):
            place = Place(file, table.sheet.name, table.cell(row, Visit.SCORE))
            yield finding("K755", unit=unit, place=place, raw=raw)
