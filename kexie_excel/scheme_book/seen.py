"""What a scheme workbook's values do not tell: percentages, errors, formulas without a value, strokes through, merged cells."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from kexie_excel.findings import Place
from kexie_excel.scheme_book.review import Review
from kexie_excel.scheme_book.rows import AuthorCell
from kexie_excel.sheets.address import Cell, cell_name
from kexie_excel.sheets.look.sheet_look import SheetLook
from kexie_excel.sheets.read.raw import Raw, plain
from kexie_excel.sheets.read.sheet import Sheet, Workbook

_PERCENT, _WHOLE = "%", 100


def may_be_percentage(raw: Raw) -> bool:
    """Tell whether a number means another thing where it is shown as a percentage: -0.1 as -10%, the one 1 as 100%."""
    return isinstance(raw, int | float) and not isinstance(raw, bool) and (-1 < raw < 0 or raw == 1)


def with_percentages(book: Workbook, looks: Mapping[str, SheetLook]) -> Workbook:
    """Give the workbook with such numbers, where a person sees a percentage, as the text that was typed."""
    return Workbook(tuple(_typed(sheet, looks.get(sheet.name, SheetLook())) for sheet in book.sheets), book.package)


def _typed(sheet: Sheet, look: SheetLook) -> Sheet:
    """Give one sheet so."""
    shares = {cell for cell, seen in look.looks.items() if seen and seen.endswith(_PERCENT)}
    if not shares:
        return sheet
    rows = [
        [_percentage(raw) if (row, column) in shares else raw for column, raw in enumerate(values, 1)]
        for row, values in enumerate(sheet.rows, 1)
    ]
    return Sheet(sheet.name, rows)


def _percentage(raw: Raw) -> Raw:
    """Write a number that a person sees as a percentage as such, where that makes a difference."""
    if isinstance(raw, int | float) and may_be_percentage(raw):
        return f"{raw * _WHOLE:.12g}{_PERCENT}"
    return raw


@dataclass(frozen=True)
class Beside:
    """What is known of one sheet beside its values."""

    look: SheetLook
    sheet: Sheet
    columns: Mapping[str, int]
    """Header → column, from 1, of the columns that are read."""
    review: Review

    def ask(self, number: int) -> None:
        """Ask about the cells of a row that hold no value, or one that may be meant to be gone: of those the first will do."""
        row = {header: (number, column) for header, column in self.columns.items()}
        for header, cell in row.items():
            if cell in self.look.errors:
                self._fault(header, cell, f"里是错误值 {self.look.errors[cell]}", "改成要写的内容")
            elif cell in self.look.uncalculated:
                again = "用 Excel 或 WPS 打开，保存一次；或者直接写上算出来的值"
                self._fault(header, cell, "里的公式没有算过", again)
        struck = ((header, cell) for header, cell in row.items() if cell in self.look.struck and self._stands(cell))
        for header, cell in islice(struck, 1):
            self._fault(header, cell, "上面有删除线，不知还算不算", "去掉删除线；不要的，删去这一行，或清空格子")

    def _fault(self, header: str, cell: Cell, why: str, expected: str) -> None:
        """Note a fault in a cell."""
        place = Place("", self.sheet.name, cell_name(*cell))
        self.review.unseen.add(place)
        at = f"{self.sheet.name}/{place.cell}"
        self.review.add("K938", place, at, header=header, why=why, expected=expected)

    def _stands(self, cell: Cell) -> bool:
        """Tell whether anything stands in a cell."""
        return bool(plain(self.sheet.at(*cell)))

    def above(self, number: int) -> Iterator[tuple[str, AuthorCell]]:
        """Give what stands above a row in cells that were merged down to it, which a person reads in every row; that is noted."""
        headers = {column: header for header, column in self.columns.items()}
        for first, (bottom, _right) in self.look.merged:
            top, left = first
            if top < number <= bottom and left in headers and self._stands(first):
                raw = self.sheet.at(*first)
                place = Place("", self.sheet.name, cell_name(*first))
                area, shown = f"{place.cell}:{cell_name(bottom, left)}", plain(raw)
                self.review.add("K939", place, f"merged/{self.sheet.name}/{area}", area=area, found=shown)
                yield headers[left], AuthorCell(raw, self.sheet.name, cell_name(number, left))
