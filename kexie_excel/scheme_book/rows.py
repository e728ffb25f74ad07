"""What an author wrote: cells with their places, rows, and rows that stand in for others under a reading."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kexie_excel.findings import Place
from kexie_excel.scheme_book.sheets import READING
from kexie_excel.sheets.address import cell_name
from kexie_excel.sheets.read.raw import Raw, plain, shown

Adopted = tuple[str, str]
"""A reading: 口径, 选项."""


@dataclass(frozen=True)
class AuthorCell:
    """One filled cell."""

    raw: Raw
    sheet: str
    address: str

    @property
    def text(self) -> str:
        """Its text as it is compared: full-width forms folded, ends trimmed."""
        return plain(self.raw)

    @property
    def typed(self) -> str:
        """Its text as the author sees it, without blanks around it; what the document says is copied to the letter."""
        text = self.raw if isinstance(self.raw, str) else shown(self.raw)
        return text.replace("_x000D_", "").replace("\r\n", "\n").replace("\r", "\n").strip()


@dataclass(frozen=True)
class AuthorRow:
    """One row, its filled cells by header."""

    sheet: str
    number: int
    columns: Mapping[str, int]
    """Header → column, from 1."""
    cells: Mapping[str, AuthorCell]

    def text(self, header: str) -> str:
        """Give a cell's comparable text; empty where there is none."""
        return self.cells[header].text if header in self.cells else ""

    def typed(self, header: str) -> str:
        """Give a cell's text as it was typed; empty where there is none."""
        return self.cells[header].typed if header in self.cells else ""

    def place(self, header: str) -> Place:
        """Give where a cell stands, or should stand."""
        if header in self.cells:
            return Place("", self.cells[header].sheet, self.cells[header].address)
        return Place("", self.sheet, cell_name(self.number, self.columns.get(header, 1)))

    def under(self, other: "AuthorRow") -> "AuthorRow":
        """Give this row with the cells that another fills laid over it."""
        cells = {header: cell for header, cell in other.cells.items() if header != READING}
        return AuthorRow(self.sheet, self.number, self.columns, {**self.cells, **cells})

    def agrees(self, other: "AuthorRow", headers: Sequence[str]) -> bool:
        """Tell whether two rows say the same under these headers, wherever both say anything."""
        return all(
            self.text(header) == other.text(header) for header in headers if self.text(header) and other.text(header)
        )


@dataclass
class Layered:
    """A row, and the rows that stand in for it when their reading is adopted."""

    row: AuthorRow
    overlays: list[tuple[Adopted, AuthorRow]]

    def under(self, reading: Adopted | None) -> AuthorRow:
        """Give the row as it stands under one reading."""
        row = self.row
        for own, overlay in self.overlays:
            if own == reading:
                row = row.under(overlay)
        return row


@dataclass(frozen=True)
class AuthorTable:
    """One sheet's rows."""

    name: str
    rows: tuple[Layered, ...]

    def under(self, reading: Adopted | None) -> Iterator[AuthorRow]:
        """Give the rows as they stand under one reading; the literal text where it is ``None``."""
        for entry in self.rows:
            yield entry.under(reading)

    def changes_under(self, reading: Adopted) -> list[AuthorRow]:
        """Give the rows that stand in for others under a reading."""
        return [entry.row.under(overlay) for entry in self.rows for own, overlay in entry.overlays if own == reading]
