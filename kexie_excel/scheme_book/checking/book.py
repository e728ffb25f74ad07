"""方案检查.xlsx: the author's sheets, what is asked about coloured and remarked, and in front of them what the program says."""

import logging
from collections.abc import Iterable, Sequence
from contextlib import suppress
from io import BytesIO
from pathlib import Path

from openpyxl import Workbook as Book
from openpyxl import load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet as Page

from kexie_excel.findings import Finding, Severity
from kexie_excel.numbers import show
from kexie_excel.scheme_book.checking.borders import item_examples
from kexie_excel.scheme_book.checking.checked import Checked
from kexie_excel.scheme_book.checking.compare import scheme_changes
from kexie_excel.scheme_book.checking.words import item_words
from kexie_excel.sheets.address import column_letter
from kexie_excel.sheets.read.grid import Workbook, open_workbook
from kexie_excel.sheets.style import A4, HEAD_FILL, HEI, KAI, QUESTION_FILLS, SONG, Tone, row_height
from kexie_excel.text import clean

RESULTS, CHANGES, PREVIEW, TRIED = "检查结果", "与上年相比", "规则预览", "试算结果"
RESULT_HEADERS = ("表", "格", "指标", "问题", "怎么改", "程度")
_CHANGE_HEADERS = ("项目", "编号或名称", "上年", "本年")
PREVIEW_HEADERS = ("编号", "原文", "分值", "程序读作", "试着填", "得分", "对不对")
_TRIED_HEADERS = ("指标", "填报", "应得", "程序算出")
_FILLS = {
    Severity.MUST: QUESTION_FILLS[Tone.MUST].lstrip("#"),
    Severity.ASK: QUESTION_FILLS[Tone.ASK].lstrip("#"),
}
_LINE = Side("thin", color="FFA9AFBA")
_COMMENT_SIZE = (360, 140)
Text = str
Rows = list[tuple[Text, ...]]


def write_check(path: Path | None, checked: Checked) -> bytes:
    """Write the check of the author's file, which itself is never written to; without a workbook, what the program says."""
    book = _copy(path) if path else _empty()
    for finding in checked.findings:
        _mark(book, finding)
    sheets = (
        (RESULTS, RESULT_HEADERS, (14, 9, 9, 62, 62, 9), _results(checked.findings)),
        (CHANGES, _CHANGE_HEADERS, (12, 20, 62, 62), _changes(checked)),
        (PREVIEW, PREVIEW_HEADERS, (8, 44, 7, 54, 54, 12, 9), _preview(checked)),
        (TRIED, _TRIED_HEADERS, (9, 50, 9, 80), [tuple(row) for row in checked.tried]),
    )
    for at, (name, headers, widths, rows) in enumerate(sheets):
        if name in book.sheetnames:
            del book[name]
        page = book.create_sheet(name, at)
        _fill(page, headers, widths, rows)
    book.active = 0
    for page in book.worksheets:
        page.sheet_view.tabSelected = page is book.worksheets[0]
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def _copy(path: Path) -> Book:
    """Give a copy of the author's workbook; where it is no xlsx, of what its cells say."""
    logging.getLogger("openpyxl").setLevel(logging.ERROR)
    with suppress(Exception):  # whatever openpyxl cannot read, the cells can be shown
        if path.suffix.lower() == ".xlsx":
            return load_workbook(path)
    book = _empty()
    read = open_workbook(path)
    for sheet in read.sheets if isinstance(read, Workbook) else ():
        page = book.create_sheet(sheet.name)
        for values in sheet.rows:
            page.append([clean(value) if isinstance(value, str) else value for value in values])
    return book


def _empty() -> Book:
    """Give a workbook without sheets."""
    book = Book()
    book.remove(book.worksheets[0])
    return book


def _mark(book: Book, finding: Finding) -> None:
    """Colour a questioned cell and remark what is asked."""
    sheet, cell = finding.place.sheet, finding.place.cell
    fill = _FILLS.get(finding.severity)
    if fill is None or sheet not in book.sheetnames or not cell[:1].isascii() or not cell:
        return
    page = book[sheet]
    target = page[_first_of_merged(page, cell)]
    target.fill = PatternFill("solid", fill)
    earlier = f"{target.comment.text}\n" if target.comment else ""
    comment = Comment(clean(f"{earlier}{_sentence(finding)}{finding.remedy}"), "kexie")
    comment.width, comment.height = _COMMENT_SIZE
    target.comment = comment


def _first_of_merged(page: Page, address: str) -> str:
    """Give the address to write to: of cells that were merged only the first can be coloured and remarked."""
    areas = [str(area) for area in page.merged_cells.ranges if address in area]
    return next(iter(areas), address).partition(":")[0]


def _sentence(finding: Finding) -> str:
    """Give what is wrong as a sentence; one that asks has its mark."""
    return finding.message if finding.message.endswith("？") else f"{finding.message}。"


def _results(findings: Iterable[Finding]) -> Rows:
    """List the findings, what must be changed first."""
    order = list(Severity)
    ranked = sorted(findings, key=lambda finding: order.index(finding.severity))
    rows: Rows = [
        (own.place.sheet, own.place.cell, own.row, _sentence(own), own.remedy, own.severity.value) for own in ranked
    ]
    return rows or [
        ("", "", "", "没有问题。", "请看“规则预览”，逐条核对程序读得对不对；然后运行 kexie init 下发。", "")
    ]


def _changes(checked: Checked) -> Rows:
    """List what differs from last year."""
    if checked.scheme is None:
        return [("", "", "", "先改好“检查结果”里的问题，才能与上年相比。")]
    if checked.last_year is None:
        return [("", "", "", "没有找到上年的方案。")]
    rows: Rows = [tuple(change) for change in scheme_changes(checked.last_year, checked.scheme)]
    return rows or [("", "", "", f"与“{checked.last_year.title}”的方案相同。")]


def _preview(checked: Checked) -> Rows:
    """Tell every rule back, with its borders worked."""
    if checked.scheme is None:
        return [("", "先改好“检查结果”里的问题，才能预览。", "", "", "", "", "")]
    rows: Rows = []
    for item in checked.scheme.items:
        head = (item.id, item.text, show(item.points))
        if checked.review.is_doubtful(f"item/{item.id}"):
            rows.append((*head, "先改好“检查结果”里的问题。", "", "", ""))
            continue
        for at, example in enumerate(item_examples(item)):
            own = (*head, item_words(item)) if at == 0 else ("", "", "", "")
            rows.append((*own, example.filled, example.points, ""))
    return rows


def _fill(page: Page, headers: Sequence[str], widths: Sequence[float], rows: Rows) -> None:
    """Write one of our sheets."""
    for at, (header, width) in enumerate(zip(headers, widths, strict=True), 1):
        head = page.cell(1, at, header)
        head.font = Font(name=HEI, size=11)
        head.fill = PatternFill("solid", HEAD_FILL.lstrip("#"))
        page.column_dimensions[column_letter(at)].width = width
    for number, row in enumerate(rows, 2):
        for at, text in enumerate(row, 1):
            cell = page.cell(number, at)
            cell.value = clean(text) or None
            if text:
                # whatever the text begins with, it is no formula
                cell.data_type = "s"
            cell.font = Font(name=KAI if headers[at - 1] == "程序读作" else SONG, size=11)
        page.row_dimensions[number].height = row_height(zip(map(str, row), widths, strict=True))
    for cells in page.iter_rows(max_row=len(rows) + 1):
        for own in cells:
            own.border = Border(_LINE, _LINE, _LINE, _LINE)
            own.alignment = Alignment(wrap_text=True, vertical="center")
    page.freeze_panes = "A2"
    page.print_title_rows = "1:1"
    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = A4
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
