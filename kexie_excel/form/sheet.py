"""One data sheet while it is being written: cells are named by key and header, and the layout says where they stand."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from kexie_excel.form.fill import fill
from kexie_excel.form.filling import BLANK, Filling
from kexie_excel.form.headers import INPUTS, Cover
from kexie_excel.form.layout import Layout, SheetLayout
from kexie_excel.form.live.colours import Colours
from kexie_excel.form.live.words import Content
from kexie_excel.form.validation import Validation
from kexie_excel.scheme.kinds.formula import quoted
from kexie_excel.sheets.style import HEI, ROW_MOST, Styles, protect, row_height

_TITLE_HEIGHT, _NOTE_HEIGHT, _HEAD_HEIGHT = 36, 24, 26
_HEAD_SIZE = 11
_HELPER_WIDTH = 9
_AIR = 3
"""Room above and below a record's text, besides what the font needs."""
_INDENT_WIDTH = 1.5
"""What an indented text leaves free of its column."""


class FormSheet:
    """A data sheet of the form."""

    def __init__(
        self,
        sheet: Worksheet,
        styles: Styles,
        layout: SheetLayout,
        widths: Mapping[str, float],
        filling: Filling = BLANK,
    ) -> None:
        """Set the columns and write the header row; ``widths`` is by header."""
        self.filling = filling
        self.sheet = sheet
        self.styles = styles
        self.layout = layout
        self._widths = widths
        for header in layout.shown:
            column = layout.column(header) - 1
            sheet.set_column(column, column, widths[header])
        if layout.helpers:
            hidden = [layout.column(header) - 1 for header in layout.helpers]
            sheet.set_column(hidden[0], hidden[-1], _HELPER_WIDTH, None, {"hidden": True})
        head = [(header, widths[header]) for header in layout.shown]
        sheet.set_row(layout.header_row - 1, row_height(head, _HEAD_SIZE, _HEAD_HEIGHT))
        for header in layout.headers:
            sheet.write_string(layout.header_row - 1, layout.column(header) - 1, header, styles.head())
        sheet.hide_gridlines(2)

    def write(self, key: str, header: str, content: Content, form: Format) -> None:
        """Write a record's cell; text stays text, whatever it looks like, and an empty text is an empty cell."""
        row, column = self._at(key, header)
        if content is None or content == "":
            self.sheet.write_blank(row, column, None, form)
        elif isinstance(content, str):
            self.sheet.write_string(row, column, content, form)
        else:
            self.sheet.write_number(row, column, content, form)

    def ask(self, key: str, header: str, **look: object) -> None:
        """Write an input cell, with what the county wrote there and what is asked about it."""
        cell = (self.layout.name, key, header)
        content = self.filling.cells.get(cell), self.filling.remarks.get(cell)
        fill(self.sheet, self.styles, self._at(key, header), content, **look)

    def compute(self, key: str, formulas: Mapping[str, str], forms: Mapping[str, Format]) -> None:
        """Write a record's computed cells, each in its format; the hidden ones as they are."""
        plain = self.styles.get(text_wrap=False)
        for header, formula in formulas.items():
            self.sheet.write_formula(*self._at(key, header), formula, forms.get(header, plain))

    def colour(self, header: str, colours: Colours) -> None:
        """Colour what a column says."""
        ends = (self.layout.cell(self.layout.keys[0], header), self.layout.cell(self.layout.keys[-1], header))
        colour(self.sheet, self.styles, ends, colours)

    def accept(self, keys: Sequence[str], header: str, rule: Validation) -> None:
        """Lay a rule over a header's cells from the first key to the last."""
        column = self.layout.column(header) - 1
        rows = [self.layout.row(key) - 1 for key in keys]
        self.sheet.data_validation(min(rows), column, max(rows), column, rule)

    def height(self, key: str, cells: Iterable[tuple[str, str]], font_size: float = 11, least: float = 0) -> float:
        """Make a record's row high enough for its texts, given as (header, text), and for what the county wrote.

        Returns:
            How high it is.
        """
        texts = [*cells, *self._written(key)]
        wrapped = ((text, self._widths[header] - _INDENT_WIDTH) for header, text in texts)
        return self.raise_to(key, max(least, row_height(wrapped, font_size) + _AIR))

    def raise_to(self, key: str, height: float) -> float:
        """Make a record's row so high, as far as programs can show it, and say how high it is."""
        height = min(ROW_MOST, height)
        self.sheet.set_row(self.layout.row(key) - 1, height)
        return height

    def _written(self, key: str) -> Iterator[tuple[str, str]]:
        """Give what the county wrote into a record, as (header, text)."""
        for header in INPUTS.get(self.layout.name, ()):
            value = self.filling.cells.get((self.layout.name, key, header))
            if isinstance(value, str):
                yield header, value

    def span(self, first: str, last: str, header: str, text: str, form: Format) -> None:
        """Write a text over the header's cells of all rows from the first key to the last."""
        (top, column), (bottom, _) = self._at(first, header), self._at(last, header)
        if top == bottom:
            self.sheet.write_string(top, column, text, form)
        else:
            self.sheet.merge_range(top, column, bottom, column, text, form)

    def across(self, row: int, headers: Sequence[str], text: str, form: Format) -> None:
        """Write a text over several columns of a row; ``row`` counts from 1."""
        first, last = (self.layout.column(header) - 1 for header in (headers[0], headers[-1]))
        self.sheet.merge_range(row - 1, first, row - 1, last, "", form)
        self.sheet.write_string(row - 1, first, text, form)

    def title(self, text: str, headers: Sequence[str], font_size: float = 16) -> None:
        """Write the title in row 1."""
        self.sheet.set_row(0, row_height([(text, self._width(headers))], font_size, _TITLE_HEIGHT))
        self.across(1, headers, text, self.styles.title(font_size))

    def unit_line(self, form_layout: Layout, headers: Sequence[str], note: str, *, without_cover: bool = False) -> None:
        """Write row 2: “单位：…”, which shows what is chosen on the cover, and a remark over the columns right of it.

        Args:
            form_layout: the layout of the whole form.
            headers: the columns for the unit; the remark takes the others.
            note: the remark.
            without_cover: no cover says which unit it is; the filling does.
        """
        form = self.styles.get(font_name=HEI, text_wrap=False)
        self.across(2, headers, f"{Cover.UNIT}：{self.filling.unit}" if without_cover else "", form)
        if not without_cover:
            formula = f'="{Cover.UNIT}："&{form_layout.cover_cell(Cover.UNIT)}'
            self.sheet.write_formula(1, self.layout.column(headers[0]) - 1, formula, form)
        others = self.layout.shown[self.layout.column(headers[-1]) :]
        self.across(2, others, note, self.styles.note(align="right"))
        self.sheet.set_row(1, row_height([(note, self._width(others))], least=_NOTE_HEIGHT))

    def _width(self, headers: Sequence[str]) -> float:
        """Give the width of several columns together."""
        return sum(self._widths[header] for header in headers)

    def close(
        self, first: tuple[str, str], frozen: str = "", printed: tuple[str, str] | None = None, below: int = 0
    ) -> None:
        """Finish: freeze, set the print area, select, protect.

        Args:
            first: key and header of the cell that is selected when the sheet is opened.
            frozen: the last header that stays in sight when scrolling to the right; empty for none.
            printed: the first and the last header of the print area; ``None`` for all that are shown.
            below: how many rows below the last record are printed too.
        """
        header = self.layout.header_row
        self.sheet.freeze_panes(header, self.layout.column(frozen) if frozen else 0)
        self.sheet.repeat_rows(header - 1)
        left, right = printed or (self.layout.shown[0], self.layout.shown[-1])
        last = self.layout.last_row - 1 + below
        self.sheet.print_area(0, self.layout.column(left) - 1, last, self.layout.column(right) - 1)
        self.sheet.set_selection(self.layout.cell(*first))
        protect(self.sheet)

    def _at(self, key: str, header: str) -> tuple[int, int]:
        """Give row and column of a cell as xlsxwriter counts them, from 0."""
        return self.layout.row(key) - 1, self.layout.column(header) - 1


def colour(sheet: Worksheet, styles: Styles, ends: tuple[str, str], colours: Colours) -> None:
    """Colour the cells from one to another by what they say; the first tone that fits is taken."""
    first, last = ends
    for tone, words in colours:
        found = ",".join(f"ISNUMBER(FIND({quoted(word)},{first}))" for word in words)
        rule = {
            "type": "formula",
            "criteria": f"=OR({found})" if words else f"=ISTEXT({first})",
            "format": styles.toned(tone),
            "stop_if_true": True,
        }
        sheet.conditional_format(f"{first}:{last}", rule)
