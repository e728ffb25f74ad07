"""The form as it is written. Clauses: design §5.1 (contract of the form), §1 (the same result again), §9 (3,000 units)."""

import re
from dataclasses import replace
from io import BytesIO

import openpyxl

from kexie_excel.form.headers import Bonus, Cover, Facts, Materials, Scores, Stamp
from kexie_excel.form.layout import FORM_VERSION, Layout, SheetLayout, item_heading
from kexie_excel.form.write import write_form
from tests.form.written import (
    DATA_SHEETS,
    ITEM_TEXTS,
    LAYOUT,
    NAMED,
    SCHEME,
    VISIBLE,
    opened,
    rules_of,
    sheet_named,
    texts_of,
)

# ── sheets, headers, keys


def test_five_visible_sheets_and_a_stamp_that_nobody_sees() -> None:
    """§5.1: 填报说明, 评估表, 完成情况, 加分项, 佐证材料; ⟂ a very-hidden sheet ``_kexie``."""
    book = opened()
    assert book.sheetnames == [*VISIBLE, Stamp.SHEET]
    assert [sheet.sheet_state for sheet in book.worksheets] == ["visible"] * 5 + ["veryHidden"]
    assert book.active is book[Cover.SHEET]


@DATA_SHEETS
def test_headers_stand_as_written_unmerged_in_one_row(layout: SheetLayout) -> None:
    """§5.1 ⟂: one header row, unmerged, header cells exactly as written."""
    sheet = sheet_named(opened(), layout.name)
    assert [cell.value for cell in sheet[layout.header_row]] == list(layout.headers)
    assert not any(merged.min_row <= layout.header_row <= merged.max_row for merged in sheet.merged_cells.ranges)


@DATA_SHEETS
def test_keys_are_text_and_travel_in_column_a(layout: SheetLayout) -> None:
    """§5.1 ⟂: column A holds the key as text."""
    sheet = sheet_named(opened(), layout.name)
    cells = [sheet.cell(layout.row(key), 1) for key in layout.keys]
    assert [cell.value for cell in cells] == list(layout.keys)
    assert {(cell.data_type, cell.number_format) for cell in cells} == {("s", "@")}
    below = [sheet.cell(row, 1).value for row in range(layout.last_row + 1, sheet.max_row + 1)]
    assert not any(below)


def test_the_key_is_hidden_in_the_annex_only() -> None:
    """§5.1 ⟂: hidden in 评估表, so that the page mirrors the annex; visible in 完成情况."""
    hidden = {name: sheet_named(opened(), name).column_dimensions["A"].hidden for name in VISIBLE[1:]}
    assert hidden == {Scores.SHEET: True, Facts.SHEET: False, Bonus.SHEET: False, Materials.SHEET: False}


def test_the_stamp_says_what_the_form_is_and_whose() -> None:
    """§5.1 ⟂: ``_kexie`` holds scheme id, form version, unit, round."""
    for unit in (None, NAMED):
        rows = sheet_named(opened(unit), Stamp.SHEET).iter_rows(max_row=4, max_col=2, values_only=True)
        assert list(rows) == [
            (Stamp.SCHEME, SCHEME.id),
            (Stamp.VERSION, FORM_VERSION),
            (Stamp.UNIT, unit),
            (Stamp.ROUND, 0),
        ]


# ── what each sheet says


def test_the_annex_to_the_letter() -> None:
    """附件: the 34 texts and the points as printed; the bonus items have no 分值."""
    assert {
        key: text for key, text in texts_of(LAYOUT.scores, Scores.TEXT).items() if key != Scores.TOTAL
    } == ITEM_TEXTS
    points: dict[str, object] = {item.id: item.points for item in SCHEME.items}
    points |= {item.id: None for item in SCHEME.bonus} | {Scores.TOTAL: sum(item.points for item in SCHEME.items)}
    assert texts_of(LAYOUT.scores, Scores.POINTS) == points


def test_a_section_stands_once_beside_its_rows() -> None:
    """附件: 指标名称及分值, over the section's rows."""
    sheet, layout = sheet_named(opened(), Scores.SHEET), LAYOUT.scores
    merged = {str(cells): sheet[str(cells).split(":")[0]].value for cells in sheet.merged_cells.ranges}
    for section in SCHEME.sections:
        cells = (
            f"{layout.cell(section.items[0].id, Scores.SECTION)}:{layout.cell(section.items[-1].id, Scores.SECTION)}"
        )
        assert merged[cells] == f"{section.name}\n（{section.points}分）"
    bonus = f"{layout.cell(SCHEME.bonus[0].id, Scores.SECTION)}:{layout.cell(SCHEME.bonus[-1].id, Scores.SECTION)}"
    assert merged[bonus] == SCHEME.bonus_heading


def test_a_section_of_one_item_is_not_merged() -> None:
    """§1: next year's 评估表 will differ."""
    sections = tuple(replace(section, items=section.items[:1]) for section in SCHEME.sections)
    scheme = replace(SCHEME, sections=sections, bonus=SCHEME.bonus[:1])
    book = openpyxl.load_workbook(BytesIO(write_form(scheme)))
    layout = Layout(scheme).scores
    values = [
        sheet_named(book, Scores.SHEET)[layout.cell(section.items[0].id, Scores.SECTION)].value for section in sections
    ]
    assert values == [f"{section.name}\n（{section.points}分）" for section in sections]


def test_a_scheme_without_bonus_items_has_no_bonus_rows_in_the_annex() -> None:
    """§1: next year's 评估表 will differ."""
    scheme = replace(SCHEME, bonus=())
    book = openpyxl.load_workbook(BytesIO(write_form(scheme)))
    layout = Layout(scheme)
    assert sheet_named(book, Scores.SHEET).cell(layout.scores.last_row, 1).value == Scores.TOTAL
    assert Bonus.SHEET not in book.sheetnames
    told = [str(cell.value) for row in sheet_named(book, Cover.SHEET).iter_rows() for cell in row if cell.value]
    assert "四、检查" in told
    assert not [text for text in told if "加分" in text]


def test_a_scheme_that_asks_for_no_materials_still_lists_enclosures() -> None:
    """§1: next year's 评估表 will differ."""
    scheme = replace(SCHEME, materials=())
    sheet = sheet_named(openpyxl.load_workbook(BytesIO(write_form(scheme))), Materials.SHEET)
    assert not sheet[Layout(scheme).materials.cell("1", Materials.MATERIAL)].protection.locked
    assert {rule.type for rule in rules_of(sheet)} == {None}
    assert [cell.value for cell in sheet[3]] == ["编号", "材料名称", "对应指标", "文件名或页码"]
    assert not [cell.value for row in sheet.iter_rows() for cell in row if "必报" in str(cell.value)]


def test_the_self_scores_are_summed_once_there_are_any() -> None:
    """§5.1: a 合计 row; formula cells carry their right cached value; a score that is no number leaves no sum."""
    sheet, cell = sheet_named(opened(), Scores.SHEET), LAYOUT.scores.cell(Scores.TOTAL, Scores.SELF)
    scores = LAYOUT.scores.span(Scores.SELF, SCHEME.row_ids[0], SCHEME.row_ids[-1])
    assert scores == "$E$4:$E$37"
    none = f"OR(COUNT({scores})=0,COUNTA({scores})>COUNT({scores}))"
    assert sheet[cell].value == f'=IF({none},"",SUM({scores}))'
    assert sheet_named(opened(values=True), Scores.SHEET)[cell].value is None


@DATA_SHEETS
def test_every_sheet_shows_the_unit_of_the_cover(layout: SheetLayout) -> None:
    """§5.1 ⟂: identity is found by stamp → 单位 cell → title; cached values are right."""
    shown = {}
    for unit in (None, NAMED):
        line = next(cell for cell in sheet_named(opened(unit), layout.name)[2] if cell.value)
        assert line.value == f"=\"{Cover.UNIT}：\"&'{Cover.SHEET}'!$C${LAYOUT.cover_row(Cover.UNIT)}"
        shown[unit] = sheet_named(opened(unit, values=True), layout.name)[line.coordinate].value
    assert shown == {None: "单位：", NAMED: f"单位：{NAMED}"}


def test_every_row_has_its_check() -> None:
    """§5.1: 核算分, 提示 stand right of the print area; 7.1 and 7.2 have them as well."""
    for layout, header in ((LAYOUT.scores, Scores.COMPUTED), (LAYOUT.scores, Scores.HINT), (LAYOUT.facts, Facts.HINT)):
        assert all(str(text).startswith("=") for text in texts_of(layout, header).values())


@DATA_SHEETS
def test_helper_columns_are_hidden_behind_the_hints(layout: SheetLayout) -> None:
    """§5.1 ⟂: header texts as written; what only formulas look at stands right of them, out of sight."""
    hidden = [
        dimension
        for dimension in sheet_named(opened(), layout.name).column_dimensions.values()
        if dimension.hidden and dimension.min != 1
    ]
    columns = [column for dimension in hidden for column in range(int(dimension.min or 0), int(dimension.max or 0) + 1)]
    assert columns == [layout.column(header) for header in layout.helpers]
    assert layout.headers == (*layout.shown, *layout.helpers)
    assert not layout.helpers or layout.shown[-1] == Scores.HINT


def test_every_fact_is_asked_under_its_item() -> None:
    """§5.1 完成情况: 指标, 填报事项, 单位 — one row per fact, 指标 filled in each row."""
    facts = SCHEME.facts
    assert texts_of(LAYOUT.facts, Facts.ITEM) == {fact.id: item_heading(SCHEME.item_of[fact.id]) for fact in facts}
    assert texts_of(LAYOUT.facts, "填报事项") == {fact.id: fact.ask for fact in facts}
    assert texts_of(LAYOUT.facts, Facts.UNIT) == {fact.id: fact.unit or None for fact in facts}


def test_the_materials_the_method_asks_for_are_listed() -> None:
    """四、1: 年度工作总结、工作绩效评价表和相关佐证材料."""
    names = texts_of(LAYOUT.materials, Materials.MATERIAL)
    assert [name for name in names.values() if name] == [material.name for material in SCHEME.materials]


def test_the_cover_asks_for_four_fields_and_tells_six_steps() -> None:
    """§5.1 填报说明: 单位, 联系人, 电话, 填报日期, steps in six lines."""
    sheet = sheet_named(opened(NAMED), Cover.SHEET)
    assert SCHEME.title in str(sheet["B1"].value)
    labels = {field: sheet[f"B{LAYOUT.cover_row(field)}"].value for field in Cover.FIELDS}
    assert labels == {field: field for field in Cover.FIELDS}
    steps = [cell.value for cell in sheet["B"] if re.match(r"[一二三四五六]、", str(cell.value))]
    assert len(steps) == 6
    said = "".join(str(cell.value) for cell in sheet["C"] if cell.value)
    for word in ("黄色底", "填 0", "不要留空", "不要改动编号", "PDF", "发回"):
        assert word in said


def test_a_named_copy_knows_its_unit_and_a_blank_one_leaves_it_open() -> None:
    """§5.1: ``unit`` gives the unit's named copy; nothing beside the cell could be taken for its answer."""
    row = LAYOUT.cover_row(Cover.UNIT)
    named, blank = ([cell.value for cell in sheet_named(opened(unit), Cover.SHEET)[row]] for unit in (NAMED, None))
    assert [value for value in named if value] == [Cover.UNIT, NAMED]
    assert [value for value in blank if value] == [Cover.UNIT]
