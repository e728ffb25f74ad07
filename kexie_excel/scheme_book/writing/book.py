"""The plain data of a scheme → 方案.xlsx, with drop-downs, live checks, and room for more rows."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from io import BytesIO

from xlsxwriter.format import Format

from kexie_excel.scheme_book.sheets import EXAMPLES_SHEET, GUIDE_SHEET, READING, TABLES, ItemSheet, SheetSpec
from kexie_excel.scheme_book.writing.compose import compose
from kexie_excel.scheme_book.writing.guide import EXAMPLE_HEADERS, EXAMPLES, STEPS
from kexie_excel.scheme_book.writing.live import LIVE, Ranges
from kexie_excel.scheme_book.writing.rules import Line
from kexie_excel.sheets.style import TEXT_FORMAT, Styles, new_workbook, row_height, set_page
from kexie_excel.sheets.worksheet import LiveWorksheet, write_formulas
from kexie_excel.text import clean

_SPARE = 40
"""Empty rows that are ready to be filled."""
_GREEN, _GREY = "#70AD47", "#BFBFBF"
_USUAL_WIDTH, _WIDE = 16.0, 24.0


def write_scheme_book(document: Mapping[str, object], source: str, remarks: Mapping[str, str] | None = None) -> bytes:
    """Write a scheme workbook; the same data always give the same bytes.

    Args:
        document: the scheme's plain data.
        source: where they come from, for messages.
        remarks: item → a remark that becomes a comment on its row.

    Raises:
        SchemeError: the data hold something for which the workbook has no words.
    """
    lines = compose(document, source)
    stream = BytesIO()
    book = new_workbook(stream)
    styles = Styles(book)
    guide = book.add_worksheet(GUIDE_SHEET, LiveWorksheet)
    specs = [spec for spec in TABLES if spec.name in lines]
    sheets = {spec.name: book.add_worksheet(spec.name, LiveWorksheet) for spec in specs}
    ends = {spec.name: len(lines[spec.name]) + 1 + _SPARE for spec in specs}
    writer = _SheetWriter(styles, Ranges({spec.name: spec.headers for spec in specs}, ends), ends)
    _write_guide(guide, styles, document)
    for spec in specs:
        writer.write(sheets[spec.name], spec, lines[spec.name])
    for row, line in enumerate(lines[ItemSheet.SHEET], 1):
        text = (remarks or {}).get(str(line.get(ItemSheet.ID, "")))
        if text and ItemSheet.READING not in line:
            column = ItemSheet.HEADERS.index(ItemSheet.TEXT)
            sheets[ItemSheet.SHEET].write_comment(row, column, text, {"x_scale": 2, "author": ""})
    _write_examples(book.add_worksheet(EXAMPLES_SHEET, LiveWorksheet), styles)
    write_formulas(sheets.values())
    guide.activate()
    book.close()
    return stream.getvalue()


def _width(spec: SheetSpec, header: str) -> float:
    """Give how wide a column is."""
    return spec.widths.get(header, _WIDE if header in {READING, *spec.live} else _USUAL_WIDTH)


class _SheetWriter:
    """Writes the sheets of one workbook."""

    def __init__(self, styles: Styles, ranges: Ranges, ends: Mapping[str, int]) -> None:
        self._styles = styles
        self._ranges = ranges
        self._ends = ends

    def write(self, sheet: LiveWorksheet, spec: SheetSpec, lines: Sequence[Line]) -> None:
        """Write one sheet."""
        for column, header in enumerate(spec.headers):
            sheet.set_column(column, column, _width(spec, header))
            sheet.write_string(0, column, header, self._styles.head())
            self._validate(sheet, spec, column, header)
        sheet.set_row(0, 24)
        sheet.freeze_panes(1, 2)
        if spec.is_new_every_year:
            sheet.set_tab_color(_GREEN)
        set_page(sheet, landscape=True)
        sheet.repeat_rows(0)
        for row in range(1, self._ends[spec.name]):
            self._write_row(sheet, spec, row, lines[row - 1] if row <= len(lines) else {})

    def _write_row(self, sheet: LiveWorksheet, spec: SheetSpec, row: int, line: Line) -> None:
        """Write one row; an empty one is ready to be filled."""
        if line:
            texts = [(str(line[header]), _width(spec, header)) for header in line]
            sheet.set_row(row, row_height(texts))
        heading = line.get(ItemSheet.KIND) == ItemSheet.A_SECTION
        for column, header in enumerate(spec.headers):
            formula = LIVE.get((spec.name, header))
            if formula:
                sheet.write_formula(
                    row, column, formula(self._ranges, row + 1), self._styles.note(font_color="#A5281B")
                )
                continue
            form = self._form(spec, header, heading=heading)
            value = line.get(header, "")
            if isinstance(value, int | Decimal):
                sheet.write_number(row, column, value if isinstance(value, int) else float(value), form)
            elif value:
                sheet.write_string(row, column, clean(value), form)
            else:
                sheet.write_blank(row, column, None, form)

    def _form(self, spec: SheetSpec, header: str, *, heading: bool) -> Format:
        """Give the look of an input cell."""
        look: dict[str, object] = {"num_format": "General" if header in spec.numbers else TEXT_FORMAT}
        if _width(spec, header) < _WIDE:
            look["align"] = "center"
        return self._styles.input(**look, **({"bg_color": "#F2F2F2", "bold": True} if heading else {}))

    def _validate(self, sheet: LiveWorksheet, spec: SheetSpec, column: int, header: str) -> None:
        """Offer the words that a column takes."""
        last = self._ends[spec.name] - 1
        if words := spec.words.get(header):
            error = f"请从下拉框里选：{'、'.join(words)}。"
            rule = {"validate": "list", "source": list(words), "error_title": "填写有误", "error_message": error}
            sheet.data_validation(1, column, last, column, rule)
        elif source := spec.found_in.get(header):
            rule = {"validate": "list", "source": f"={self._ranges.column(*source)}", "error_type": "warning"}
            error = f"“{source[0]}”表里没有这一个，确定吗？"
            sheet.data_validation(1, column, last, column, rule | {"error_title": "请核对", "error_message": error})


def _write_guide(sheet: LiveWorksheet, styles: Styles, document: Mapping[str, object]) -> None:
    """Write 使用说明."""
    head = document.get("scheme")
    title = str(head.get("title", "")) if isinstance(head, Mapping) else ""
    width = 110
    sheet.set_column(0, 0, width)
    sheet.write_string(0, 0, clean(f"{title} 评分方案"), styles.title())
    sheet.set_row(0, 36)
    for row, step in enumerate(STEPS, 2):
        sheet.write_string(row, 0, step, styles.get())
        sheet.set_row(row, row_height([(step, width)]))
    set_page(sheet, landscape=True)


def _write_examples(sheet: LiveWorksheet, styles: Styles) -> None:
    """Write 写法示例."""
    widths = (18, 52, 48, 18, 10)
    for column, (header, width) in enumerate(zip(EXAMPLE_HEADERS, widths, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, header, styles.head())
    for row, example in enumerate(EXAMPLES, 1):
        for column, text in enumerate(example):
            sheet.write_string(row, column, text, styles.boxed(num_format=TEXT_FORMAT))
        sheet.set_row(row, row_height(zip(example, widths, strict=True)))
    sheet.set_tab_color(_GREY)
    set_page(sheet, landscape=True)
