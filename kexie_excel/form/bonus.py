"""加分项: one row for one award or one matter."""

from xlsxwriter.worksheet import Worksheet

from kexie_excel.form.filling import Filling
from kexie_excel.form.headers import INPUTS, Bonus
from kexie_excel.form.layout import Layout
from kexie_excel.form.live.bonus import BonusCells
from kexie_excel.form.live.colours import ON_BONUS, PENDING_ONLY
from kexie_excel.form.sheet import FormSheet
from kexie_excel.form.validation import Lists, Validation, anything, whole_from
from kexie_excel.sheets.style import BAND_FILL, DATE_FORMAT, FORM_LINE, KEY_GREY, LEFT, TEXT_FORMAT, Styles, set_page

_WIDTHS = {
    Bonus.NUMBER: 6,
    Bonus.KIND: 17,
    Bonus.WORK: 19,
    Bonus.AWARD: 19,
    Bonus.CERTIFICATE: 16,
    Bonus.ISSUER: 14,
    Bonus.DATE: 12,
    Bonus.QUANTITY: 6,
    Bonus.POINTS: 9,
    Bonus.EVIDENCE: 14,
    Bonus.HINT: 26,
}
_ROW_HEIGHT = 34
_NOTE = f"一行一项；同一工作的多个奖项，“{Bonus.WORK}”写成一样；“{Bonus.CERTIFICATE}”“{Bonus.EVIDENCE}”至少填一项；没有加分情形的不填。"
_FORMATS: dict[str, dict[str, object]] = {
    Bonus.KIND: {**LEFT},
    Bonus.DATE: {"align": "center", "num_format": DATE_FORMAT},
    Bonus.QUANTITY: {"align": "center"},
}
_TEXT: dict[str, object] = {**LEFT, "num_format": TEXT_FORMAT}


def write_bonus(sheet: Worksheet, styles: Styles, layout: Layout, filling: Filling, lists: Lists) -> None:
    """Write the sheet."""
    page = FormSheet(sheet, styles, layout.bonus, _WIDTHS, filling)
    page.title(layout.bonus.name, layout.bonus.shown)
    page.unit_line(layout, (Bonus.NUMBER, Bonus.KIND), _NOTE)
    cells = BonusCells(layout)
    for key in layout.bonus.keys:
        _write_row(page, key, cells)
    page.colour(Bonus.HINT, ON_BONUS)
    page.colour(Bonus.POINTS, PENDING_ONLY)
    for header, rule in _rules(layout, lists).items():
        page.accept(layout.bonus.keys, header, rule)
    set_page(sheet, landscape=True)
    page.close((layout.bonus.keys[0], Bonus.KIND), frozen=Bonus.KIND)


def _write_row(page: FormSheet, key: str, cells: BonusCells) -> None:
    """Write one row to fill."""
    styles = page.styles
    page.write(
        key,
        Bonus.NUMBER,
        key,
        styles.boxed(border_color=FORM_LINE, num_format=TEXT_FORMAT, align="center", font_color=KEY_GREY),
    )
    for header in INPUTS[Bonus.SHEET]:
        page.ask(key, header, border_color=FORM_LINE, **_FORMATS.get(header, _TEXT))
    look: dict[str, object] = {"border_color": FORM_LINE, "bg_color": BAND_FILL}
    forms = {Bonus.POINTS: styles.boxed(align="center", **look), Bonus.HINT: styles.boxed(**LEFT, **look)}
    page.compute(key, cells.row(key), forms)
    page.height(key, [], least=_ROW_HEIGHT)


def _rules(layout: Layout, lists: Lists) -> dict[str, Validation]:
    """Give what each column accepts."""
    kinds = [kind.label for kind in layout.scheme.bonus_kinds]
    return {
        Bonus.KIND: lists.choose(kinds, Bonus.KIND),
        Bonus.WORK: anything(Bonus.WORK, "获奖或推广的是哪项工作。同一工作的多个奖项，名称写成一样。"),
        Bonus.AWARD: anything(Bonus.AWARD, "奖项、表彰决定或推广文件的全称。"),
        Bonus.CERTIFICATE: anything(Bonus.CERTIFICATE, "文件的文号或证书的编号；只有奖牌的写“奖牌”。"),
        Bonus.ISSUER: anything(Bonus.ISSUER, "以文件、奖牌或证书上的落款印章为准。"),
        Bonus.DATE: anything(Bonus.DATE, f"文件或证书上的日期，年-月-日，如 {layout.scheme.year}-5-30。"),
        Bonus.QUANTITY: whole_from(1, Bonus.QUANTITY, "按人次计分的填人次，按班次计分的填超出的班次，其余填 1"),
        Bonus.EVIDENCE: anything(Bonus.EVIDENCE, "随表报送的复印件、照片等材料的名称或页码。"),
    }
