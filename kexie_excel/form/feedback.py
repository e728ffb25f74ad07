"""核对反馈: in front of a form that goes back to the county: what is asked, line by line, with room to reply."""

from xlsxwriter.worksheet import Worksheet

from kexie_excel.form.filling import Filling, QuestionLine
from kexie_excel.form.headers import Questions
from kexie_excel.form.layout import Layout
from kexie_excel.form.sheet import FormSheet
from kexie_excel.form.validation import Validation, anything
from kexie_excel.sheets.style import (
    BAND_FILL,
    FANG,
    FORM_LINE,
    HEI,
    LEFT,
    NOTE_GREY,
    QUESTION_FILLS,
    ROW_MOST,
    TEXT_FORMAT,
    Styles,
    Tone,
    row_height,
    set_page,
)
from kexie_excel.text import clean

_WIDTHS = {
    Questions.KEY: 7,
    Questions.ITEM: 13,
    Questions.SELF: 7,
    Questions.COMPUTED: 7,
    Questions.DIFFERENCE: 7,
    Questions.PROBLEM: 40,
    Questions.GROUND: 31,
}
_REPLY_WIDTH = 30
_ROW_LEAST, _AIR = 50, 8
"""Room for a reply of three lines, and around what fills its row."""
_TITLE = "{title}核对反馈（第{round}轮）"
_COUNT = "共{count}个问题：红色{must}个必须改，黄色{ask}个请核实。"
_INTRO = (
    f"请逐条看“{Questions.PROBLEM}”和“{Questions.GROUND}”。填得不对的，直接在后面各表里改正：被问到的格子已标成红色或黄色，鼠标停在上面有批注。"
    "填得属实的，在“{reply}”栏写明理由和佐证材料。您上次填的内容都在表里，不必重填。"
    "办完后保存，把这个 Excel 文件直接发回；不要再用原来的评估表。"
)
_INTRO_SIZE, _REPLY_SIZES = 12, (11, 9, 7)
"""A long reply is made smaller until all of it is seen."""
_REPLY_INDENT = 1.5


def write_feedback(
    sheet: Worksheet, styles: Styles, layout: Layout, filling: Filling, *, without_cover: bool = False
) -> None:
    """Write the sheet; the lines that were settled come last, for the record.

    Args:
        sheet: the sheet.
        styles: the workbook's formats.
        layout: the form's layout.
        filling: what stands in it.
        without_cover: the unit's name is written here, for want of the cover that shows which one was chosen.
    """
    table, reply = layout.feedback(len(filling.lines)), layout.scheme.words.reply
    page = FormSheet(sheet, styles, table, {**_WIDTHS, reply: _REPLY_WIDTH}, filling)
    page.title(_TITLE.format(title=layout.scheme.title, round=filling.round), table.shown)
    tones = [line.tone for line in filling.lines]
    counts = {"must": tones.count(Tone.MUST), "ask": tones.count(Tone.ASK)}
    count = _COUNT.format(count=sum(counts.values()), **counts)
    page.unit_line(layout, (Questions.KEY, Questions.ITEM, Questions.SELF), count, without_cover=without_cover)
    intro = styles.get(font_name=FANG, font_size=_INTRO_SIZE, align="left", valign="top")
    said, width = _INTRO.format(reply=reply), sum(_WIDTHS.values()) + _REPLY_WIDTH
    page.across(table.header_row - 1, table.shown, said, intro)
    sheet.set_row(table.header_row - 2, row_height([(said, width)], _INTRO_SIZE) + _INTRO_SIZE)
    for key, line in zip(table.keys, filling.lines, strict=True):
        _write_line(page, reply, key, line)
    page.accept(table.keys, reply, _rule(reply))
    set_page(sheet, landscape=True)
    page.close((table.keys[0], reply))


def _rule(header: str) -> Validation:
    """Say what a reply is."""
    return anything(header, "已改正的写“已改正”；属实的写明理由和佐证材料的名称或文号。")


def _write_line(page: FormSheet, header: str, key: str, line: QuestionLine) -> None:
    """Write one line, its reply below ``header``; a settled one is grey and closed."""
    styles = page.styles
    look: dict[str, object] = {"border_color": FORM_LINE}
    if not line.is_open:
        look |= {"font_color": NOTE_GREY, "bg_color": BAND_FILL}
    number = styles.boxed(align="center", **look)
    text = styles.boxed(**LEFT, **look)
    fill = QUESTION_FILLS.get(line.tone, BAND_FILL)
    mark = styles.boxed(**look | {"bg_color": fill}, num_format=TEXT_FORMAT, align="center", font_name=HEI)
    page.write(key, Questions.KEY, line.row, mark)
    title = line.title if line.is_open else Questions.SETTLED
    page.write(key, Questions.ITEM, title, text)
    for name, value in (
        (Questions.SELF, line.own),
        (Questions.COMPUTED, line.computed),
        (Questions.DIFFERENCE, line.difference),
    ):
        page.write(key, name, value, number)
    texts = {Questions.PROBLEM: clean(line.problem), Questions.GROUND: clean(line.ground)}
    for name, written in texts.items():
        page.write(key, name, written, text)
    reply = clean(line.reply)
    size = _reply_size(reply)
    reply_look = {**LEFT, **look, "num_format": TEXT_FORMAT, "font_size": size}
    page.write(key, header, reply, styles.input(**reply_look) if line.is_open else styles.boxed(**reply_look))
    page.write(key, Questions.MARK, line.mark, styles.get(num_format=TEXT_FORMAT, text_wrap=False))
    needed = page.height(key, [(Questions.ITEM, title), *texts.items()], least=_ROW_LEAST)
    page.raise_to(key, max(needed + _AIR, _reply_height(reply, size)))


def _reply_size(reply: str) -> int:
    """Give the largest size in which all of a reply is seen; the smallest where none is small enough."""
    return next((size for size in _REPLY_SIZES if _reply_height(reply, size) <= ROW_MOST), _REPLY_SIZES[-1])


def _reply_height(reply: str, size: int) -> float:
    """Give how high a reply is."""
    return row_height([(reply, _REPLY_WIDTH - _REPLY_INDENT)], size)
