"""The form's one writer: a scheme, and perhaps a unit, in; the workbook's bytes out."""

from collections.abc import Mapping
from dataclasses import replace
from io import BytesIO

from kexie_excel.form.bonus import write_bonus
from kexie_excel.form.cover import write_cover
from kexie_excel.form.digest import stamp_of
from kexie_excel.form.facts import write_facts
from kexie_excel.form.feedback import write_feedback
from kexie_excel.form.filling import BLANK, Filling
from kexie_excel.form.headers import Bonus, Cover, Facts, Materials, Questions, Scores, Stamp
from kexie_excel.form.layout import FORM_VERSION, Layout
from kexie_excel.form.materials import write_materials
from kexie_excel.form.scores import write_scores
from kexie_excel.form.validation import Lists
from kexie_excel.scheme.model import Scheme
from kexie_excel.sheets.stamp import write_stamp
from kexie_excel.sheets.style import Styles, new_workbook
from kexie_excel.sheets.worksheet import LiveWorksheet, write_formulas


def write_form(scheme: Scheme, unit: str | None = None, filling: Filling = BLANK) -> bytes:
    """Write the form as an .xlsx file; the same scheme, unit and filling always give the same bytes.

    Args:
        scheme: the method of the year.
        unit: whose copy it is; ``None`` for the blank template.
        filling: what stands in it; with questions it is a feedback workbook, its sheet 核对反馈 in front.
    """
    stream = BytesIO()
    book = new_workbook(stream)
    styles, layout, filling = Styles(book), Layout(scheme), replace(filling, unit=unit or "")
    front = (Questions.SHEET,) if filling.lines else ()
    titles = (*front, Cover.SHEET, *(table.name for table in layout.data_sheets), Stamp.SHEET)
    sheets = {title: book.add_worksheet(title, LiveWorksheet) for title in titles}
    lists = Lists(book, sheets[Stamp.SHEET])
    write_cover(sheets[Cover.SHEET], styles, layout, filling, lists)
    write_scores(sheets[Scores.SHEET], styles, layout, filling)
    write_facts(sheets[Facts.SHEET], styles, layout, filling, lists)
    if scheme.has_bonus:
        write_bonus(sheets[Bonus.SHEET], styles, layout, filling, lists)
    write_materials(sheets[Materials.SHEET], styles, layout, filling, lists)
    if front:
        write_feedback(sheets[Questions.SHEET], styles, layout, filling)
    write_stamp(sheets[Stamp.SHEET], styles, _stamp(scheme, filling))
    write_formulas(sheets.values())
    sheets[titles[0]].activate()
    book.close()
    return stream.getvalue()


def _stamp(scheme: Scheme, filling: Filling) -> Mapping[str, str | int]:
    """Say who this form is for and what it was made from; of a feedback workbook also what it says."""
    own: tuple[str | int, ...] = (scheme.id, FORM_VERSION, filling.unit, filling.round)
    stamp = dict(zip(Stamp.FIELDS, own, strict=True)) | stamp_of(scheme)
    said = {Stamp.DIGEST: filling.digest, Stamp.GROWN_FROM: " ".join(filling.grown_from)}
    return {**stamp, **said} if filling.lines else stamp
