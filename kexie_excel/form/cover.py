"""填报说明: who fills the form, and how, step by step."""

from collections.abc import Iterator

from xlsxwriter.worksheet import Worksheet

from kexie_excel.form.fill import fill
from kexie_excel.form.filling import Filling
from kexie_excel.form.headers import Bonus, Cover, Facts, Materials, Scores
from kexie_excel.form.layout import Layout
from kexie_excel.form.live.colours import ON_COVER
from kexie_excel.form.live.status import StatusCells
from kexie_excel.form.sheet import colour
from kexie_excel.form.validation import Lists, anything
from kexie_excel.numbers import numeral
from kexie_excel.scheme.model import Scheme
from kexie_excel.sheets.address import column_letter
from kexie_excel.sheets.style import (
    BAND_FILL,
    DATE_FORMAT,
    FANG,
    FORM_LINE,
    HEI,
    LEFT,
    TEXT_FORMAT,
    Styles,
    protect,
    row_height,
    set_page,
)

_MARGIN_WIDTH, _LABEL_WIDTH, _INPUT_WIDTH = 1, 20, 58
_TITLE_SIZE, _HEADING_SIZE, _STEP_SIZE = 20, 14, 12
_FIELD_HEIGHT, _HEADING_HEIGHT, _STATUS_HEIGHT, _GAP = 27, 34, 20, 9

_STEPS_HEADING, _STATUS_HEADING = "填报步骤", "填报进度（随填随变）"
_LEGEND = "黄色底的格子是要填的，其余格子已经锁定；行高、列宽可以自己调整。"
_WITH_BONUS = "；加分项填自评的加分合计"


def steps(scheme: Scheme) -> Iterator[tuple[str, str]]:
    """Give what a county is to do, step by step: what is called how, and the sentence."""
    for number, (name, text) in enumerate(_steps(scheme), 1):
        yield f"{numeral(number)}、{name}", text


def _steps(scheme: Scheme) -> Iterator[tuple[str, str]]:
    """Give the steps; what a scheme does not ask for is none."""
    yield (
        f"填“{Facts.SHEET}”",
        f"是或否从下拉列表中选；数量只填数字；没有发生的填 0，不要留空；“{Facts.EVIDENCE}”栏写明名称、文号或页码。",
    )
    if scheme.has_bonus:
        alike = f"同一工作的多个奖项，“{Bonus.WORK}”写成一样。"
        yield f"填“{Bonus.SHEET}”", f"有加分情形的填，一行一项；没有的不填。{alike}"
    required = f"必报的材料选“{Materials.HAVE}”或“{Materials.HAVE_NOT}”；"
    enclosed = f"{required}随表报送的其他材料" if scheme.materials else "随表报送的材料"
    yield f"填“{Materials.SHEET}”", f"{enclosed}逐件登记，写明对应哪项指标。"
    claimed = _WITH_BONUS if scheme.has_bonus else ""
    yield f"填“{Scores.SHEET}”", f"对照评分标准，在“{Scores.SELF}”栏逐项填自评分，不计分的填 0{claimed}。"
    yield "检查", f"看黄色底的格子是否都填了，“{Scores.HINT}”栏有没有提醒。不要改动编号，不要增删行、列和工作表。"
    yield "发回", "保存后把这个 Excel 文件直接发回；不要另存为 PDF、图片或其他格式。"


def write_cover(sheet: Worksheet, styles: Styles, layout: Layout, filling: Filling, lists: Lists) -> None:
    """Write the sheet."""
    set_page(sheet)
    sheet.fit_to_pages(1, 1)
    sheet.hide_gridlines(2)
    for column, width in enumerate((_MARGIN_WIDTH, _LABEL_WIDTH, _INPUT_WIDTH)):
        sheet.set_column(column, column, width)
    _write_title(sheet, styles, layout)
    _write_fields(sheet, styles, layout, filling, lists)
    _write_steps(sheet, styles, layout.scheme, layout.steps_row - 1)
    _write_status(sheet, styles, layout)
    sheet.set_selection(_input_cell(layout, Cover.UNIT))
    protect(sheet)


def _input_cell(layout: Layout, field: str) -> str:
    """Give the address of a field's input cell."""
    return f"{column_letter(Cover.INPUT_COLUMN)}{layout.cover_row(field)}"


def _write_title(sheet: Worksheet, styles: Styles, layout: Layout) -> None:
    """Write what this is, and by which document."""
    width = _LABEL_WIDTH + _INPUT_WIDTH
    title = f"{layout.scheme.title}\n填 报 说 明"
    sheet.set_row(0, row_height([(title, width)], _TITLE_SIZE, 72))
    sheet.merge_range(0, Cover.LABEL_COLUMN - 1, 0, Cover.INPUT_COLUMN - 1, title, styles.title(_TITLE_SIZE))
    source = f"依据：{layout.scheme.source}"
    sheet.set_row(1, row_height([(source, width)], 11, 34))
    sheet.merge_range(1, Cover.LABEL_COLUMN - 1, 1, Cover.INPUT_COLUMN - 1, source, styles.note(align="center"))


def _write_fields(sheet: Worksheet, styles: Styles, layout: Layout, filling: Filling, lists: Lists) -> None:
    """Write the four fields; nothing stands to their right, so that no reader takes a remark for an answer."""
    units = [entry.name for entry in layout.scheme.units]
    rules = {
        Cover.UNIT: lists.choose(units, Cover.UNIT),
        Cover.CONTACT: anything(Cover.CONTACT, "填报人姓名，有疑问时好联系。"),
        Cover.PHONE: anything(Cover.PHONE, "手机或办公电话，带区号。"),
        Cover.DATE: anything(Cover.DATE, f"年-月-日，如 {layout.scheme.year}-12-1。"),
    }
    for field in Cover.FIELDS:
        row = layout.cover_row(field) - 1
        number_format = DATE_FORMAT if field == Cover.DATE else TEXT_FORMAT
        own = filling.unit if field == Cover.UNIT and filling.unit else None
        value = filling.cells.get((Cover.SHEET, field, ""), own)
        look: dict[str, object] = {"font_size": _STEP_SIZE, "align": "center", "num_format": number_format}
        sheet.set_row(row, _FIELD_HEIGHT)
        sheet.write_string(row, Cover.LABEL_COLUMN - 1, field, styles.head(font_size=_STEP_SIZE))
        fill(sheet, styles, (row, Cover.INPUT_COLUMN - 1), (value, None), **look)
        sheet.data_validation(row, Cover.INPUT_COLUMN - 1, row, Cover.INPUT_COLUMN - 1, rules[field])


def _write_steps(sheet: Worksheet, styles: Styles, scheme: Scheme, row: int) -> None:
    """Write the steps; ``row`` counts from 0."""
    sheet.set_row(row, _HEADING_HEIGHT)
    sheet.write_string(row, Cover.LABEL_COLUMN - 1, _STEPS_HEADING, styles.get(font_name=HEI, font_size=_HEADING_SIZE))
    sheet.write_string(row, Cover.INPUT_COLUMN - 1, _LEGEND, styles.note(align="right"))
    look: dict[str, object] = {"font_size": _STEP_SIZE, "border_color": FORM_LINE, **LEFT}
    for name, text in steps(scheme):
        row += 1
        sheet.set_row(row, row_height([(text, _INPUT_WIDTH - 2)], _STEP_SIZE) + _GAP)
        sheet.write_string(row, Cover.LABEL_COLUMN - 1, name, styles.boxed(font_name=HEI, **look))
        sheet.write_string(row, Cover.INPUT_COLUMN - 1, text, styles.boxed(font_name=FANG, **look))


def _write_status(sheet: Worksheet, styles: Styles, layout: Layout) -> None:
    """Write how far the form is filled and whether it agrees with itself: a few lines in all, then one a section."""
    heading = layout.status_row - 1
    sheet.set_row(heading, _HEADING_HEIGHT)
    sheet.write_string(
        heading,
        Cover.LABEL_COLUMN - 1,
        _STATUS_HEADING,
        styles.get(font_name=HEI, font_size=_HEADING_SIZE, text_wrap=False),
    )
    labels = {section.id: section.name for section in layout.scheme.sections} | {
        Bonus.SHEET: layout.scheme.bonus_heading
    }
    label = styles.boxed(border_color=FORM_LINE, font_name=HEI, **LEFT)
    answer = styles.boxed(border_color=FORM_LINE, bg_color=BAND_FILL, **LEFT)
    formulas = StatusCells(layout).formulas()
    for name, row in layout.status.items():
        sheet.set_row(row - 1, _STATUS_HEIGHT)
        sheet.write_string(row - 1, Cover.LABEL_COLUMN - 1, labels.get(name, name), label)
        sheet.write_formula(row - 1, Cover.INPUT_COLUMN - 1, formulas[name], answer)
    rows = layout.status.values()
    first, last = (f"{column_letter(Cover.INPUT_COLUMN)}{row}" for row in (min(rows), max(rows)))
    colour(sheet, styles, (first, last), ON_COVER)
