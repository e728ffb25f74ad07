"""Write a new ledger, or a new continuation of one: the same scheme and rows always give the same bytes."""

from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from kexie_excel.form.headers import Stamp
from kexie_excel.form.validation import Lists, Validation, anything
from kexie_excel.ledger.model import COLUMNS, About, Approvals, Contacts, Files, LedgerColumn, Readings, Rulings
from kexie_excel.ledger.questions import NOTHING, Additions, Row
from kexie_excel.ledger.states import settled_formula
from kexie_excel.scheme.model import Scheme
from kexie_excel.sheets.address import cell_name
from kexie_excel.sheets.cells import cell_text, put
from kexie_excel.sheets.style import (
    BAND_FILL,
    FORM_LINE,
    KEY_GREY,
    LEFT,
    ROW_MOST,
    SONG,
    TEXT_FORMAT,
    UNSCALED,
    Styles,
    new_workbook,
    row_height,
    set_page,
)
from kexie_excel.text import clean

YES = "是"
SETTLED_FILL = "#EDEDED"
"""Behind rows of 裁定 that are settled."""
_ROW_LEAST = 24.0
"""Points."""
_AIR = 3
"""Room above and below a row's text."""
_SPARE_ROWS: Mapping[str, int] = {Rulings.SHEET: 20, Files.SHEET: 6}
"""Empty rows, ready to fill."""
CHECKED_ROWS = 1000
"""So far down the cells of 裁定 and 采用文件 help who fills them, and settled rows are grey."""
_OPTION_MARK = "；"
_HEADER = f'&L&"{SONG},Regular"&10评估台账　&A'
_HINTS = {
    Rulings.RULING: "编号是指标的，填分数；编号是填报事项的，填答案（数或“是”“否”等）。空着就是还没有裁定。",
    Rulings.REASON: "必填：没有理由的裁定不生效。",
}
_MAIL_HINT = "一个单位有几个邮箱的，用分号隔开。填好后运行 kexie mail，就有写好收件人的邮件草稿。"


def write_ledger(scheme: Scheme, additions: Additions = NOTHING, issued: str = "") -> bytes:
    """Write the whole ledger: the readings at their defaults, a row for every unit, and what is already open."""
    about = [
        {About.TOPIC: "年度", About.CONTENT: str(scheme.year)},
        *([{About.TOPIC: "评估期", About.CONTENT: scheme.part_of_year}] if scheme.part_of_year else []),
        {About.TOPIC: "方案", About.CONTENT: f"{scheme.title}（{scheme.id}）"},
        {About.TOPIC: "依据", About.CONTENT: scheme.source},
        *(
            {About.TOPIC: topic, About.CONTENT: ""}
            for topic in (About.DEADLINE, Rulings.CLERK, About.LAST_SUMMARY, About.NOTICE_NUMBER, About.NOTICE_DATE)
        ),
        *([{About.TOPIC: About.ISSUED, About.CONTENT: issued}] if issued else []),
    ]
    readings = [
        {
            Readings.READING: entry.id,
            Readings.QUESTION: entry.question,
            Readings.OPTIONS: _OPTION_MARK.join(option.label for option in entry.options),
            Readings.ADOPTED: entry.default,
        }
        for entry in scheme.interpretations
    ]
    approvals = [{Approvals.UNIT: unit.name, **additions.placings.get(unit.name, {})} for unit in scheme.units]
    contacts = [{Contacts.UNIT: unit.name} for unit in scheme.units]
    fixed: dict[str, Sequence[Row]] = {
        About.SHEET: about,
        Contacts.SHEET: contacts,
        **({Readings.SHEET: readings} if readings else {}),
        Approvals.SHEET: approvals,
    }
    return _write(scheme, fixed, additions)


def write_continuation(scheme: Scheme, additions: Additions) -> bytes:
    """Write the continuation: the new rows only."""
    return _write(scheme, {}, additions)


def _write(scheme: Scheme, fixed: Mapping[str, Sequence[Row]], additions: Additions) -> bytes:
    """Write the sheets in order, then the lists of the drop-downs, out of sight."""
    stream = BytesIO()
    book = new_workbook(stream)
    styles = Styles(book)
    sheets = {name: book.add_worksheet(name) for name in (*fixed, Rulings.SHEET, Files.SHEET)}
    stamp = book.add_worksheet(Stamp.SHEET)
    lists = Lists(book, stamp)
    for name, sheet in sheets.items():
        rows = [*fixed.get(name, ()), *additions.of(name)]
        _write_sheet(sheet, styles, COLUMNS[name], rows, _SPARE_ROWS.get(name, 0))
        for row, header, rule in _rules(name, scheme, lists, len(rows)):
            column = [column.header for column in COLUMNS[name]].index(header)
            sheet.data_validation(row[0], column, row[1], column, rule)
    _grey_settled(sheets[Rulings.SHEET], book)
    stamp.very_hidden()
    book.close()
    return stream.getvalue()


def _write_sheet(
    sheet: Worksheet, styles: Styles, columns: Sequence[LedgerColumn], rows: Sequence[Row], spare: int
) -> None:
    """Write one sheet: headings in the first row, a record a row below."""
    for at, column in enumerate(columns):
        sheet.set_column(at, at, column.width)
        sheet.write_string(0, at, column.header, styles.head())
    sheet.set_row(0, row_height([(column.header, column.width) for column in columns], least=_ROW_LEAST))
    forms = [_form(styles, column) for column in columns]
    empty: Row = {}
    for below, record in enumerate([*rows, *[empty] * spare], 1):
        for at, (column, form) in enumerate(zip(columns, forms, strict=True)):
            mark = record.get(column.header, "")
            put(sheet, below, at, clean(mark) if isinstance(mark, str) else mark, form)
        # a spare row is left to itself: it grows with what is typed
        if record:
            sheet.set_row(below, needed_height(columns, record))
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    sheet.hide_gridlines(2)
    # 编号 and 原值 are text on purpose.
    sheet.ignore_errors({"number_stored_as_text": f"A1:{cell_name(CHECKED_ROWS, len(columns))}"})
    set_page(sheet, landscape=True)
    sheet.set_header(_HEADER, dict(UNSCALED))


def _grey_settled(sheet: Worksheet, book: Workbook) -> None:
    """Let settled rows step back, and rows be picked by their state."""
    last = len(COLUMNS[Rulings.SHEET]) - 1
    grey = book.add_format({"font_color": KEY_GREY, "bg_color": SETTLED_FILL})
    rule = {"type": "formula", "criteria": f"={settled_formula(last + 1, 2)}", "format": grey}
    sheet.conditional_format(1, 0, CHECKED_ROWS, last, rule)
    sheet.autofilter(0, 0, CHECKED_ROWS, last)


def needed_height(columns: Sequence[LedgerColumn], record: Row) -> float:
    """Give the height in points at which a row shows all its texts."""
    texts = [
        (cell_text(record.get(column.header, "")), column.width - (2 if column.is_long else 0)) for column in columns
    ]
    return min(ROW_MOST, max(_ROW_LEAST, row_height(texts) + _AIR))


def _form(styles: Styles, column: LedgerColumn) -> Format:
    """Give the look of a column's cells; what people fill is yellow, what is given is not."""
    align: Mapping[str, object] = LEFT if column.is_long else {"align": "center"}
    look: dict[str, object] = {**align, "border_color": FORM_LINE}
    if column.is_input:
        return styles.input(**look)
    if column.is_quiet:
        return styles.boxed(**look, bg_color=BAND_FILL, font_color=KEY_GREY)
    return styles.boxed(**look, bg_color=BAND_FILL, num_format=TEXT_FORMAT)


def _key_hint(scheme: Scheme) -> str:
    """Say which 编号 can be ruled on, by those of the scheme."""
    scored = (("指标", scheme.items), ("加分项", scheme.bonus))
    named = "、".join(f"{what}（如 {own[0].id}）" for what, own in scored if own)
    answered = "".join(f"；填报事项（如 {fact.id}）裁定答案" for fact in scheme.facts[:1])
    return f"填评估表里的编号：{named}裁定分数{answered}。"


def _rules(name: str, scheme: Scheme, lists: Lists, count: int) -> Iterator[tuple[tuple[int, int], str, Validation]]:
    """Give what the input cells of a sheet accept: first and last row, header, rule."""
    whole = (1, CHECKED_ROWS)
    if name == Readings.SHEET:
        for at, entry in enumerate(scheme.interpretations, 1):
            labels = [option.label for option in entry.options]
            yield (at, at), Readings.ADOPTED, lists.choose(labels, entry.id)
    elif name == Contacts.SHEET:
        yield (1, count), Contacts.MAIL, anything(f"{Contacts.SHEET}：{Contacts.MAIL}", _MAIL_HINT)
    elif name == Approvals.SHEET:
        yield (1, count), Approvals.LEVEL, lists.choose(scheme.levels.names, Approvals.LEVEL)
    elif name == Rulings.SHEET:
        yield whole, Rulings.UNIT, lists.choose([unit.name for unit in scheme.units], Rulings.UNIT)
        for header, hint in {Rulings.KEY: _key_hint(scheme), **_HINTS}.items():
            yield whole, header, anything(f"{Rulings.SHEET}：{header}", hint)
    elif name == Files.SHEET:
        yield whole, Files.ADOPTED, lists.choose([YES], Files.ADOPTED, "几份里只给要采用的一份写“是”，其余留空")
