"""One input cell: empty, or with what the county wrote there; coloured and commented where it is questioned."""

import datetime as dt
from math import ceil

from xlsxwriter.worksheet import Worksheet

from kexie_excel.form.filling import Remark, Written
from kexie_excel.sheets.style import QUESTION_FILLS, SONG, Styles, text_width
from kexie_excel.text import clean

_FONT_SIZE, _LINE_PIXELS, _HALF_CHARACTER_PIXELS = 9, 16, 6.5
"""Of the font in a comment, with room for systems that draw it wider."""
_BOX_PIXELS, _BOX_PADDING = 330, 18
_LONGEST = 600
"""Characters; a longer comment would not fit on a screen, and the sheet in front says it all."""


def fill(
    sheet: Worksheet,
    styles: Styles,
    at: tuple[int, int],
    content: tuple[Written | None, Remark | None],
    **look: object,
) -> None:
    """Write an input cell; ``at`` is row and column from 0, ``look`` its format."""
    (row, column), (value, remark) = at, content
    form = styles.input(**look, **({"bg_color": QUESTION_FILLS[remark.tone]} if remark else {}))
    match clean(value) if isinstance(value, str) else value:
        case None | "":
            sheet.write_blank(row, column, None, form)
        case bool(state):
            sheet.write_boolean(row, column, state, form)
        case str(text):
            sheet.write_string(row, column, text, form)
        case dt.date() as date:
            sheet.write_datetime(row, column, date, form)
        case number:
            sheet.write_number(row, column, number, form)
    if remark:
        sheet.write_comment(row, column, *_comment(remark))


def _comment(remark: Remark) -> tuple[str, dict[str, object]]:
    """Give a comment's text, and a box in which all of it is seen; comments are not printed."""
    text = clean(f"{remark.author}：\n{remark.text}")
    if len(text) > _LONGEST:
        text = f"{text[:_LONGEST]}……"
    room = (_BOX_PIXELS - _BOX_PADDING) / _HALF_CHARACTER_PIXELS
    lines = sum(max(1, ceil(text_width(line) / room)) for line in text.split("\n"))
    box = {"width": _BOX_PIXELS, "height": lines * _LINE_PIXELS + _BOX_PADDING}
    return text, {"author": remark.author, "font_name": SONG, "font_size": _FONT_SIZE, **box}
