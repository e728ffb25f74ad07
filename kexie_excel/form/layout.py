"""The form's layout: scheme → key → sheet, row, column. Writer and reader both ask here, so there is one set of addresses.

Column A of every data sheet holds the row's key as text (an item id, a fact id, a running number). Each data sheet has one
header row with the texts of ``headers``, and its first record directly under it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from kexie_excel.form.headers import Bonus, Cover, Facts, Live, Materials, Questions, Scores
from kexie_excel.scheme.model import Item, Scheme
from kexie_excel.sheets.address import column_letter

FORM_VERSION = 1
HEADER_ROW = 3
_FEEDBACK_HEADER_ROW = 4
"""Above it stands what is to be done."""


@dataclass(frozen=True)
class SheetLayout:
    """Where a data sheet's header and records stand; rows and columns count from 1."""

    name: str
    headers: tuple[str, ...]
    keys: tuple[str, ...]
    """The records' keys, in the order of their rows."""
    telling: tuple[str, ...]
    """The headers by which the sheet is known, and without which it cannot be read."""
    header_row: int = HEADER_ROW
    helpers: tuple[str, ...] = ()
    """The last of the headers: hidden columns that only formulas look at."""

    @property
    def shown(self) -> tuple[str, ...]:
        """The headers that a person sees."""
        return self.headers[: len(self.headers) - len(self.helpers)]

    @cached_property
    def _rows(self) -> dict[str, int]:
        return {key: self.header_row + at for at, key in enumerate(self.keys, 1)}

    def row(self, key: str) -> int:
        """Give the row of a record."""
        return self._rows[key]

    def column(self, header: str) -> int:
        """Give the column of a header."""
        return self.headers.index(header) + 1

    def cell(self, key: str, header: str) -> str:
        """Give a record's cell, such as ``E4``."""
        return f"{column_letter(self.column(header))}{self.row(key)}"

    def from_afar(self, key: str, header: str) -> str:
        """Give a record's cell as other sheets refer to it."""
        return f"'{self.name}'!{self.cell(key, header)}"

    def span(self, header: str, first: str = "", last: str = "") -> str:
        """Give a header's cells from one record to another (else: of all records), such as ``$E$4:$E$9``."""
        letter = column_letter(self.column(header))
        return f"${letter}${self.row(first or self.keys[0])}:${letter}${self.row(last or self.keys[-1])}"

    def span_from_afar(self, header: str, first: str = "", last: str = "") -> str:
        """Give a header's cells as other sheets refer to them."""
        return f"'{self.name}'!{self.span(header, first, last)}"

    @property
    def last_row(self) -> int:
        """The last record's row."""
        return self.header_row + len(self.keys)


@dataclass(frozen=True)
class Layout:
    """The layout of a scheme's form."""

    scheme: Scheme

    @cached_property
    def scores(self) -> SheetLayout:
        """评估表: one row an item and bonus item, then the sum."""
        keys = (*self.scheme.row_ids, Scores.TOTAL)
        return SheetLayout(
            Scores.SHEET, (*Scores.COLUMNS, *Live.OF_SCORES), keys, Scores.TELLING, helpers=Live.OF_SCORES
        )

    @cached_property
    def facts(self) -> SheetLayout:
        """完成情况: one row a fact."""
        keys = tuple(fact.id for fact in self.scheme.facts)
        return SheetLayout(Facts.SHEET, (*Facts.COLUMNS, *Live.OF_FACTS), keys, Facts.TELLING, helpers=Live.OF_FACTS)

    @cached_property
    def bonus(self) -> SheetLayout:
        """加分项: numbered rows to fill."""
        headers = (*Bonus.COLUMNS, *Live.OF_BONUS)
        return SheetLayout(Bonus.SHEET, headers, _running(Bonus.ROWS), Bonus.TELLING, helpers=Live.OF_BONUS)

    @cached_property
    def materials(self) -> SheetLayout:
        """佐证材料: the required materials, then numbered rows for the list of enclosures; it alone where none is required."""
        required = tuple(material.id for material in self.scheme.materials)
        headers, telling = (
            (Materials.COLUMNS, Materials.TELLING) if required else (Materials.LIST_COLUMNS, Materials.TELLING_LIST)
        )
        return SheetLayout(Materials.SHEET, headers, (*required, *_running(Materials.ROWS)), telling)

    def feedback(self, lines: int = 0, reply: str = "") -> SheetLayout:
        """核对反馈: one row a question, as many as there are; ``reply`` heads the replies where the scheme says otherwise."""
        reply = reply or self.scheme.words.reply
        headers, telling = (*Questions.COLUMNS, reply, Questions.MARK), (Questions.PROBLEM, reply)
        keys = _running(lines)
        return SheetLayout(Questions.SHEET, headers, keys, telling, _FEEDBACK_HEADER_ROW, (Questions.MARK,))

    @property
    def data_sheets(self) -> Sequence[SheetLayout]:
        """All data sheets in the order of the workbook."""
        return (self.scores, self.facts, *((self.bonus,) if self.scheme.has_bonus else ()), self.materials)

    def cover_row(self, field: str) -> int:
        """Give the row of a cover field; its label stands in column B, its input cell in column C."""
        return HEADER_ROW + Cover.FIELDS.index(field)

    def cover_cell(self, field: str) -> str:
        """Give the reference to a cover field's input cell from another sheet."""
        return f"'{Cover.SHEET}'!${column_letter(Cover.INPUT_COLUMN)}${self.cover_row(field)}"

    @property
    def steps_row(self) -> int:
        """The row of the heading above the cover's steps; one row is left free above it."""
        return HEADER_ROW + len(Cover.FIELDS) + 1

    @property
    def status_row(self) -> int:
        """The row of the heading above the cover's status, directly under the steps."""
        return self.steps_row + Cover.STEPS - (not self.scheme.has_bonus) + 1

    @cached_property
    def status(self) -> Mapping[str, int]:
        """The cover's status: what it tells (a field or a section's id) → its row; label in column B, answer in column C."""
        names = (
            *Cover.STATUS,
            *(section.id for section in self.scheme.sections),
            *([Bonus.SHEET] if self.scheme.has_bonus else ()),
        )
        return {name: self.status_row + at for at, name in enumerate(names, 1)}


def _running(count: int) -> tuple[str, ...]:
    """Give running numbers as keys."""
    return tuple(str(number) for number in range(1, count + 1))


def item_heading(item: Item) -> str:
    """Give the text that names an item (“1.5 科普经费”)."""
    return f"{item.id} {item.title}"
