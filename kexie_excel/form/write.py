"""The form's one writer: a scheme, and perhaps a unit, in; the workbook's bytes out."""

from io import BytesIO

from kexie_excel.form.bonus import write_bonus
from kexie_excel.form.cover import write_cover
from kexie_excel.form.entry import write_facts
from kexie_excel.form.layout import (
    BONUS,
    COVER,
    FACTS,
    FORM_VERSION,
    MATERIALS,
    SCORES,
    STAMP,
    STAMP_ROUND,
    STAMP_SCHEME,
    STAMP_UNIT,
    STAMP_VERSION,
    Layout,
)
from kexie_excel.form.materials import write_materials
from kexie_excel.form.scores import write_scores
from kexie_excel.form.stamp import write_stamp
from kexie_excel.form.style import Styles, new_workbook
from kexie_excel.form.validation import Lists
from kexie_excel.form.worksheet import LiveWorksheet, write_formulas
from kexie_excel.scheme.model import Scheme

_FIRST_ROUND = 0


def write_form(scheme: Scheme, unit: str | None = None) -> bytes:
    """Write the form as an .xlsx file; the same scheme and unit always give the same bytes.

    Args:
        scheme: the method of the year.
        unit: whose copy it is; ``None`` for the blank template.
    """
    stream = BytesIO()
    book = new_workbook(stream)
    styles, layout, name = Styles(book), Layout(scheme), unit or ""
    sheets = {
        title: book.add_worksheet(title, LiveWorksheet) for title in (COVER, SCORES, FACTS, BONUS, MATERIALS, STAMP)
    }
    lists = Lists(book, sheets[STAMP])
    write_cover(sheets[COVER], styles, layout, name, lists)
    write_scores(sheets[SCORES], styles, layout)
    write_facts(sheets[FACTS], styles, layout, lists)
    write_bonus(sheets[BONUS], styles, layout, lists)
    write_materials(sheets[MATERIALS], styles, layout, lists)
    stamp: dict[str, str | int] = {
        STAMP_SCHEME: scheme.id,
        STAMP_VERSION: FORM_VERSION,
        STAMP_UNIT: name,
        STAMP_ROUND: _FIRST_ROUND,
    }
    write_stamp(sheets[STAMP], styles, stamp)
    write_formulas(sheets.values())
    sheets[COVER].activate()
    book.close()
    return stream.getvalue()
