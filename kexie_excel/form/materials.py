"""佐证材料: the materials that must be sent, and the list of enclosures."""

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from kexie_excel.form.filling import Filling
from kexie_excel.form.headers import Materials
from kexie_excel.form.layout import Layout
from kexie_excel.form.sheet import FormSheet
from kexie_excel.form.validation import Lists, anything
from kexie_excel.sheets.style import BAND_FILL, FORM_LINE, HEI, KEY_GREY, LEFT, TEXT_FORMAT, Styles, set_page

_WIDTHS = {Materials.KEY: 8, Materials.MATERIAL: 33, Materials.PRESENT: 8, Materials.FOR_ITEM: 12, Materials.REMARK: 22}
_ROW_HEIGHT = 25
_REQUIRED_NOTE = f"必报材料选“{Materials.HAVE}”或“{Materials.HAVE_NOT}”，其他逐件登记。"
_LIST_NOTE = "随表报送的材料逐件登记，没有的不填。"
_FREE: dict[str, object] = {"border_color": FORM_LINE, **LEFT, "num_format": TEXT_FORMAT}
"""A cell that takes any text, as text."""


def write_materials(sheet: Worksheet, styles: Styles, layout: Layout, filling: Filling, lists: Lists) -> None:
    """Write the sheet."""
    table = layout.materials
    page = FormSheet(sheet, styles, table, _WIDTHS, filling)
    page.title(table.name, table.headers)
    required = [material.id for material in layout.scheme.materials]
    page.unit_line(layout, (Materials.KEY, Materials.MATERIAL), _REQUIRED_NOTE if required else _LIST_NOTE)
    for material in layout.scheme.materials:
        _write_required(page, material.id, material.name)
    enclosures = table.keys[len(required) :]
    for key in enclosures:
        _write_enclosure(page, key)
    if required:
        page.accept(required, Materials.PRESENT, lists.choose((Materials.HAVE, Materials.HAVE_NOT), Materials.PRESENT))
    page.accept(
        enclosures, Materials.FOR_ITEM, anything(Materials.FOR_ITEM, "写指标的编号，如 1.5；对应几项的，用顿号隔开。")
    )
    set_page(sheet)
    page.close((table.keys[0], Materials.PRESENT if required else Materials.MATERIAL))


def _write_required(page: FormSheet, key: str, name: str) -> None:
    """Write the row of a material that must be sent."""
    styles = page.styles
    page.write(key, Materials.KEY, key, _key(styles))
    page.write(key, Materials.MATERIAL, name, styles.boxed(border_color=FORM_LINE, font_name=HEI, **LEFT))
    page.ask(key, Materials.PRESENT, border_color=FORM_LINE, align="center")
    page.write(key, Materials.FOR_ITEM, None, styles.boxed(border_color=FORM_LINE, bg_color=BAND_FILL))
    page.ask(key, Materials.REMARK, **_FREE)
    page.height(key, [(Materials.MATERIAL, name)], least=_ROW_HEIGHT)


def _write_enclosure(page: FormSheet, key: str) -> None:
    """Write a row for an enclosure; that it is listed says that it is there."""
    styles = page.styles
    page.write(key, Materials.KEY, key, _key(styles))
    if Materials.PRESENT in page.layout.headers:
        page.write(key, Materials.PRESENT, None, styles.boxed(border_color=FORM_LINE, bg_color=BAND_FILL))
    for header in (Materials.MATERIAL, Materials.FOR_ITEM, Materials.REMARK):
        page.ask(key, header, **_FREE)
    page.height(key, [], least=_ROW_HEIGHT)


def _key(styles: Styles) -> Format:
    """Give the format of a key."""
    return styles.boxed(border_color=FORM_LINE, num_format=TEXT_FORMAT, align="center", font_color=KEY_GREY)
