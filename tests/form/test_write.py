"""The form as it is written. Clauses: design §5.1 (contract of the form), §1 (the same result again), §9 (3,000 units)."""

import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook import Workbook
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from kexie_excel.form.headers import Bonus, Cover, Facts, Materials, Scores, Stamp
from kexie_excel.form.layout import FORM_VERSION, Layout, SheetLayout, item_heading
from kexie_excel.form.scores import breaks
from kexie_excel.form.write import write_form
from kexie_excel.scheme.fact import FactKind
from kexie_excel.scheme.load import BUILT_IN, build_scheme, load_scheme, read_document
from kexie_excel.scheme.model import Scheme
from kexie_excel.sheets.address import column_letter
from kexie_excel.sheets.style import A4, FANG, HEI, INPUT_FILL, KAI, SONG, row_height
from tests.summary.printing import CAN_PRINT, print_out, squeezed

SCHEME = load_scheme()
LAYOUT = Layout(SCHEME)
ITEM_TEXTS = {item.id: item.text for item in SCHEME.items} | {item.id: item.text for item in SCHEME.bonus}
NAMED = SCHEME.units[0].name
VISIBLE = (Cover.SHEET, Scores.SHEET, Facts.SHEET, Bonus.SHEET, Materials.SHEET)
DATA_SHEETS = pytest.mark.parametrize("layout", LAYOUT.data_sheets, ids=lambda layout: layout.name)


@cache
def _bytes(unit: str | None = None) -> bytes:
    return write_form(SCHEME, unit)


@cache
def _book(unit: str | None = None, *, values: bool = False) -> Workbook:
    return openpyxl.load_workbook(BytesIO(_bytes(unit)), data_only=values)


def _sheet(book: Workbook, name: str) -> Worksheet:
    sheet = book[name]
    assert isinstance(sheet, Worksheet)
    return sheet


def _texts(layout: SheetLayout, header: str) -> dict[str, object]:
    """Give a column of the blank form by key."""
    sheet = _sheet(_book(), layout.name)
    return {key: sheet[layout.cell(key, header)].value for key in layout.keys}


def _rules(sheet: Worksheet) -> Iterator[DataValidation]:
    yield from sheet.data_validations.dataValidation


def _rule(sheet: Worksheet, cell: str) -> DataValidation:
    (rule,) = (rule for rule in _rules(sheet) if cell in rule.sqref)
    return rule


def _input_cells(scheme: Scheme) -> dict[str, set[str]]:
    """Give the cells that a county fills, sheet by sheet."""
    layout = Layout(scheme)
    required = [material.id for material in scheme.materials]
    enclosures = layout.materials.keys[len(required) :]
    wanted: dict[SheetLayout, list[tuple[Sequence[str], tuple[str, ...]]]] = {
        layout.scores: [(scheme.row_ids, (Scores.SELF,))],
        layout.facts: [(layout.facts.keys, (Facts.ANSWER, Facts.EVIDENCE))],
        layout.bonus: [
            (
                layout.bonus.keys,
                (
                    Bonus.KIND,
                    Bonus.WORK,
                    Bonus.AWARD,
                    Bonus.CERTIFICATE,
                    Bonus.ISSUER,
                    Bonus.DATE,
                    Bonus.QUANTITY,
                    Bonus.EVIDENCE,
                ),
            )
        ],
        layout.materials: [
            (required, (Materials.PRESENT, Materials.REMARK)),
            (enclosures, (Materials.MATERIAL, Materials.FOR_ITEM, Materials.REMARK)),
        ],
    }
    cells = {
        sheet.name: {sheet.cell(key, header) for keys, headers in blocks for key in keys for header in headers}
        for sheet, blocks in wanted.items()
    }
    return cells | {Cover.SHEET: {f"C{layout.cover_row(field)}" for field in Cover.FIELDS}, Stamp.SHEET: set()}


# ── sheets, headers, keys


def test_five_visible_sheets_and_a_stamp_that_nobody_sees() -> None:
    """§5.1: 填报说明, 评估表, 完成情况, 加分项, 佐证材料; ⟂ a very-hidden sheet ``_kexie``."""
    book = _book()
    assert book.sheetnames == [*VISIBLE, Stamp.SHEET]
    assert [sheet.sheet_state for sheet in book.worksheets] == ["visible"] * 5 + ["veryHidden"]
    assert book.active is book[Cover.SHEET]


@DATA_SHEETS
def test_headers_stand_as_written_unmerged_in_one_row(layout: SheetLayout) -> None:
    """§5.1 ⟂: one header row, unmerged, header cells exactly as written."""
    sheet = _sheet(_book(), layout.name)
    assert [cell.value for cell in sheet[layout.header_row]] == list(layout.headers)
    assert not any(merged.min_row <= layout.header_row <= merged.max_row for merged in sheet.merged_cells.ranges)


@DATA_SHEETS
def test_keys_are_text_and_travel_in_column_a(layout: SheetLayout) -> None:
    """§5.1 ⟂: column A holds the key as text."""
    sheet = _sheet(_book(), layout.name)
    cells = [sheet.cell(layout.row(key), 1) for key in layout.keys]
    assert [cell.value for cell in cells] == list(layout.keys)
    assert {(cell.data_type, cell.number_format) for cell in cells} == {("s", "@")}
    below = [sheet.cell(row, 1).value for row in range(layout.last_row + 1, sheet.max_row + 1)]
    assert not any(below)


def test_the_key_is_hidden_in_the_annex_only() -> None:
    """§5.1 ⟂: hidden in 评估表, so that the page mirrors the annex; visible in 完成情况."""
    hidden = {name: _sheet(_book(), name).column_dimensions["A"].hidden for name in VISIBLE[1:]}
    assert hidden == {Scores.SHEET: True, Facts.SHEET: False, Bonus.SHEET: False, Materials.SHEET: False}


def test_the_stamp_says_what_the_form_is_and_whose() -> None:
    """§5.1 ⟂: ``_kexie`` holds scheme id, form version, unit, round."""
    for unit in (None, NAMED):
        rows = _sheet(_book(unit), Stamp.SHEET).iter_rows(max_row=4, max_col=2, values_only=True)
        assert list(rows) == [
            (Stamp.SCHEME, SCHEME.id),
            (Stamp.VERSION, FORM_VERSION),
            (Stamp.UNIT, unit),
            (Stamp.ROUND, 0),
        ]


# ── what each sheet says


def test_the_annex_to_the_letter() -> None:
    """附件: the 34 texts and the points as printed; the bonus items have no 分值."""
    assert {key: text for key, text in _texts(LAYOUT.scores, Scores.TEXT).items() if key != Scores.TOTAL} == ITEM_TEXTS
    points: dict[str, object] = {item.id: item.points for item in SCHEME.items}
    points |= {item.id: None for item in SCHEME.bonus} | {Scores.TOTAL: sum(item.points for item in SCHEME.items)}
    assert _texts(LAYOUT.scores, Scores.POINTS) == points


def test_a_section_stands_once_beside_its_rows() -> None:
    """附件: 指标名称及分值, over the section's rows."""
    sheet, layout = _sheet(_book(), Scores.SHEET), LAYOUT.scores
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
        _sheet(book, Scores.SHEET)[layout.cell(section.items[0].id, Scores.SECTION)].value for section in sections
    ]
    assert values == [f"{section.name}\n（{section.points}分）" for section in sections]


def test_a_scheme_without_bonus_items_has_no_bonus_rows_in_the_annex() -> None:
    """§1: next year's 评估表 will differ."""
    scheme = replace(SCHEME, bonus=())
    book = openpyxl.load_workbook(BytesIO(write_form(scheme)))
    layout = Layout(scheme)
    assert _sheet(book, Scores.SHEET).cell(layout.scores.last_row, 1).value == Scores.TOTAL
    assert Bonus.SHEET not in book.sheetnames
    told = [str(cell.value) for row in _sheet(book, Cover.SHEET).iter_rows() for cell in row if cell.value]
    assert "四、检查" in told
    assert not [text for text in told if "加分" in text]


def test_a_scheme_that_asks_for_no_materials_still_lists_enclosures() -> None:
    """§1: next year's 评估表 will differ."""
    scheme = replace(SCHEME, materials=())
    sheet = _sheet(openpyxl.load_workbook(BytesIO(write_form(scheme))), Materials.SHEET)
    assert not sheet[Layout(scheme).materials.cell("1", Materials.MATERIAL)].protection.locked
    assert {rule.type for rule in _rules(sheet)} == {None}
    assert [cell.value for cell in sheet[3]] == ["编号", "材料名称", "对应指标", "文件名或页码"]
    assert not [cell.value for row in sheet.iter_rows() for cell in row if "必报" in str(cell.value)]


def test_the_self_scores_are_summed_once_there_are_any() -> None:
    """§5.1: a 合计 row; formula cells carry their right cached value; a score that is no number leaves no sum."""
    sheet, cell = _sheet(_book(), Scores.SHEET), LAYOUT.scores.cell(Scores.TOTAL, Scores.SELF)
    scores = LAYOUT.scores.span(Scores.SELF, SCHEME.row_ids[0], SCHEME.row_ids[-1])
    assert scores == "$E$4:$E$37"
    none = f"OR(COUNT({scores})=0,COUNTA({scores})>COUNT({scores}))"
    assert sheet[cell].value == f'=IF({none},"",SUM({scores}))'
    assert _sheet(_book(values=True), Scores.SHEET)[cell].value is None


@DATA_SHEETS
def test_every_sheet_shows_the_unit_of_the_cover(layout: SheetLayout) -> None:
    """§5.1 ⟂: identity is found by stamp → 单位 cell → title; cached values are right."""
    shown = {}
    for unit in (None, NAMED):
        line = next(cell for cell in _sheet(_book(unit), layout.name)[2] if cell.value)
        assert line.value == f"=\"{Cover.UNIT}：\"&'{Cover.SHEET}'!$C${LAYOUT.cover_row(Cover.UNIT)}"
        shown[unit] = _sheet(_book(unit, values=True), layout.name)[line.coordinate].value
    assert shown == {None: "单位：", NAMED: f"单位：{NAMED}"}


def test_every_row_has_its_check() -> None:
    """§5.1: 核算分, 提示 stand right of the print area; 7.1 and 7.2 have them as well."""
    for layout, header in ((LAYOUT.scores, Scores.COMPUTED), (LAYOUT.scores, Scores.HINT), (LAYOUT.facts, Facts.HINT)):
        assert all(str(text).startswith("=") for text in _texts(layout, header).values())


@DATA_SHEETS
def test_helper_columns_are_hidden_behind_the_hints(layout: SheetLayout) -> None:
    """§5.1 ⟂: header texts as written; what only formulas look at stands right of them, out of sight."""
    hidden = [
        dimension
        for dimension in _sheet(_book(), layout.name).column_dimensions.values()
        if dimension.hidden and dimension.min != 1
    ]
    columns = [column for dimension in hidden for column in range(int(dimension.min or 0), int(dimension.max or 0) + 1)]
    assert columns == [layout.column(header) for header in layout.helpers]
    assert layout.headers == (*layout.shown, *layout.helpers)
    assert not layout.helpers or layout.shown[-1] == Scores.HINT


def test_every_fact_is_asked_under_its_item() -> None:
    """§5.1 完成情况: 指标, 填报事项, 单位 — one row per fact, 指标 filled in each row."""
    facts = SCHEME.facts
    assert _texts(LAYOUT.facts, Facts.ITEM) == {fact.id: item_heading(SCHEME.item_of[fact.id]) for fact in facts}
    assert _texts(LAYOUT.facts, "填报事项") == {fact.id: fact.ask for fact in facts}
    assert _texts(LAYOUT.facts, Facts.UNIT) == {fact.id: fact.unit or None for fact in facts}


def test_the_materials_the_method_asks_for_are_listed() -> None:
    """四、1: 年度工作总结、工作绩效评价表和相关佐证材料."""
    names = _texts(LAYOUT.materials, Materials.MATERIAL)
    assert [name for name in names.values() if name] == [material.name for material in SCHEME.materials]


def test_the_cover_asks_for_four_fields_and_tells_six_steps() -> None:
    """§5.1 填报说明: 单位, 联系人, 电话, 填报日期, steps in six lines."""
    sheet = _sheet(_book(NAMED), Cover.SHEET)
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
    named, blank = ([cell.value for cell in _sheet(_book(unit), Cover.SHEET)[row]] for unit in (NAMED, None))
    assert [value for value in named if value] == [Cover.UNIT, NAMED]
    assert [value for value in blank if value] == [Cover.UNIT]


# ── what may be typed


@pytest.mark.parametrize("name", [*VISIBLE, Stamp.SHEET])
def test_exactly_the_input_cells_are_open_and_yellow(name: str) -> None:
    """§5.1 ⟂: input cells are open."""
    cells = [cell for row in _sheet(_book(), name).iter_rows() for cell in row]
    wanted = _input_cells(SCHEME)[name]
    assert {cell.coordinate for cell in cells if not cell.protection.locked} == wanted
    fill = f"FF{INPUT_FILL[1:]}"
    assert {cell.coordinate for cell in cells if cell.fill.fgColor.rgb == fill} == wanted


@pytest.mark.parametrize("name", [*VISIBLE, Stamp.SHEET])
def test_protected_without_a_password(name: str) -> None:
    """§5.1 ⟂: protected without a password, row height and column width stay adjustable."""
    protection = _sheet(_book(), name).protection
    assert protection.sheet
    assert not protection.password
    assert (protection.formatRows, protection.formatColumns) == (False, False)


def test_answers_are_chosen_or_are_numbers() -> None:
    """§4: yn = 是/否, n = whole number ≥ 0, amt = number ≥ 0, a choice."""
    sheet = _sheet(_book(), Facts.SHEET)
    for fact in SCHEME.facts:
        rule = _rule(sheet, LAYOUT.facts.cell(fact.id, Facts.ANSWER))
        match fact.kind:
            case FactKind.YES_NO | FactKind.CHOICE:
                assert (rule.type, rule.formula1) == ("list", f'"{",".join(fact.options)}"')
            case FactKind.COUNT:
                assert (rule.type, rule.operator, rule.formula1) == ("whole", "greaterThanOrEqual", "0")
            case FactKind.AMOUNT if fact.usual:
                ends = {"1.5b": ("0", "2000"), "1.5c": ("1", "1000")}[fact.id]
                assert (rule.type, rule.operator, rule.errorStyle) == ("decimal", None, "warning")
                assert (rule.formula1, rule.formula2) == ends
            case FactKind.AMOUNT:
                assert (rule.type, rule.operator, rule.formula1) == ("decimal", "greaterThanOrEqual", "0")
        assert fact.hint in str(rule.prompt)


def test_a_self_score_lies_between_nothing_and_its_points() -> None:
    """附件, 分值: the most an item pays; nothing caps the bonus."""
    sheet = _sheet(_book(), Scores.SHEET)
    for item in SCHEME.items:
        rule = _rule(sheet, LAYOUT.scores.cell(item.id, Scores.SELF))
        assert (rule.type, rule.formula1, rule.formula2) == ("decimal", "0", str(item.points))
    for bonus in SCHEME.bonus:
        rule = _rule(sheet, LAYOUT.scores.cell(bonus.id, Scores.SELF))
        assert (rule.type, rule.operator, rule.formula1) == ("decimal", "greaterThanOrEqual", "0")


def test_a_reading_that_pays_more_than_the_column_can_be_typed() -> None:
    """§4.1 分值基准: 按文字, 3.3 pays up to 6 where the column says 5."""
    scheme = load_scheme(choices={"分值基准": "按文字"})
    sheet = _sheet(openpyxl.load_workbook(BytesIO(write_form(scheme))), Scores.SHEET)
    assert _rule(sheet, Layout(scheme).scores.cell("3.3", Scores.SELF)).formula2 == "6"


@pytest.mark.parametrize("name", VISIBLE)
def test_whoever_types_something_else_is_told_in_chinese(name: str) -> None:
    """§3: messages are in Chinese; Excel takes titles of 32 and messages of 255 characters."""
    rules = list(_rules(_sheet(_book(), name)))
    assert rules
    for rule in rules:
        said = [(rule.promptTitle, 32), (rule.prompt, 255)]
        said += [(rule.errorTitle, 32), (rule.error, 255)] if rule.type else []
        for text, most in said:
            assert text
            assert re.search("[一-鿿]", text)
            assert len(text) <= most


def test_a_long_hint_is_cut_to_what_excel_takes() -> None:
    """§1: next year's 评估表 will differ; a rule that Excel refuses would be lost."""
    section = SCHEME.sections[0]
    item = section.items[0]
    fact = replace(item.facts[0], hint="很长" * 200, ask="很长的问题" * 20)
    changed = replace(section, items=(replace(item, facts=(fact,)), *section.items[1:]))
    scheme = replace(SCHEME, sections=(changed, *SCHEME.sections[1:]))
    sheet = _sheet(openpyxl.load_workbook(BytesIO(write_form(scheme))), Facts.SHEET)
    rule = _rule(sheet, Layout(scheme).facts.cell(fact.id, Facts.ANSWER))
    assert (len(str(rule.promptTitle)), len(str(rule.prompt))) == (32, 255)


def test_the_drop_downs_of_the_bonus_sheet() -> None:
    """§4: the label is the drop-down text ⟂; 数量 a whole number from 1; a date may be typed as text."""
    sheet, layout = _sheet(_book(), Bonus.SHEET), LAYOUT.bonus
    for key in (layout.keys[0], layout.keys[-1]):
        labels = ",".join(kind.label for kind in SCHEME.bonus_kinds)
        assert _rule(sheet, layout.cell(key, Bonus.KIND)).formula1 == f'"{labels}"'
        rule = _rule(sheet, layout.cell(key, Bonus.QUANTITY))
        assert (rule.type, rule.operator, rule.formula1) == ("whole", "greaterThanOrEqual", "1")
        assert _rule(sheet, layout.cell(key, Bonus.DATE)).type is None
        assert sheet[layout.cell(key, Bonus.DATE)].number_format == "yyyy-mm-dd"


def test_numbers_that_are_names_stay_text() -> None:
    """§6: 文号, 电话 and 1.10 are texts, whatever they look like."""
    cells = [
        (Bonus.SHEET, LAYOUT.bonus.cell("1", Bonus.CERTIFICATE)),
        (Materials.SHEET, LAYOUT.materials.cell("1", Materials.FOR_ITEM)),
    ]
    cells += [(Facts.SHEET, LAYOUT.facts.cell("1.1a", Facts.EVIDENCE)), (Cover.SHEET, f"C{LAYOUT.cover_row('电话')}")]
    assert {_sheet(_book(), name)[cell].number_format for name, cell in cells} == {"@"}


def test_required_materials_are_there_or_not() -> None:
    """§5.1 佐证材料: 有/无."""
    sheet = _sheet(_book(), Materials.SHEET)
    for material in SCHEME.materials:
        assert _rule(sheet, LAYOUT.materials.cell(material.id, Materials.PRESENT)).formula1 == '"有,无"'


def test_short_lists_stand_in_the_rule() -> None:
    """§5.1: 单位 (drop-down)."""
    rule = _rule(_sheet(_book(), Cover.SHEET), f"C{LAYOUT.cover_row(Cover.UNIT)}")
    assert rule.formula1 == f'"{",".join(unit.name for unit in SCHEME.units)}"'


def test_three_thousand_units() -> None:
    """§9: a scheme with 3,000 units; a list too long for a rule is a named range on the stamp sheet."""
    names = [f"第{number}县" for number in range(1, 3001)]
    document = read_document(BUILT_IN)
    document["unit"] = [{"name": name, "category": SCHEME.categories[0]} for name in names]
    scheme = build_scheme(document, BUILT_IN.name)
    book = openpyxl.load_workbook(BytesIO(write_form(scheme, names[-1])))
    cover = _sheet(book, Cover.SHEET)
    row = Layout(scheme).cover_row(Cover.UNIT)
    assert cover[f"C{row}"].value == names[-1]
    sheet_name, cells = next(book.defined_names[str(_rule(cover, f"C{row}").formula1)].destinations)
    assert sheet_name == Stamp.SHEET
    assert [cell.value for (cell,) in _sheet(book, Stamp.SHEET)[cells]] == names


@pytest.mark.parametrize("label", ["甲,乙", '甲"乙'])
def test_an_option_that_a_rule_cannot_hold_goes_to_the_stamp_sheet(label: str) -> None:
    """§1: whatever next year's labels are, the drop-down shows them whole; equal lists are kept once."""
    kinds = (replace(SCHEME.bonus_kinds[0], label=label),)
    units = (replace(SCHEME.units[0], name=label),)
    scheme = replace(SCHEME, bonus=(replace(SCHEME.bonus[0], kinds=kinds),), units=units)
    book = openpyxl.load_workbook(BytesIO(write_form(scheme)))
    assert _sheet(book, Stamp.SHEET)["D1"].value == label
    assert len(book.defined_names) == 1


# ── paper


@pytest.mark.parametrize("name", VISIBLE)
def test_every_sheet_is_set_up_for_a4(name: str) -> None:
    """§5.1 as printed: A4, one page wide, header repeated, page x of y."""
    sheet = _sheet(_book(), name)
    landscape = name in {Facts.SHEET, Bonus.SHEET}
    assert sheet.page_setup.paperSize == A4
    assert sheet.page_setup.orientation == ("landscape" if landscape else "portrait")
    fit = sheet.sheet_properties.pageSetUpPr
    assert fit is not None
    assert fit.fitToPage
    assert (sheet.page_setup.fitToHeight == 0) is (name != Cover.SHEET)  # the cover stands on one page
    assert sheet.page_margins.left > sheet.page_margins.right
    footer = sheet.oddFooter
    assert footer is not None
    assert footer.center.text == "第 &P 页 共 &N 页"
    assert str(footer.center.font).startswith(SONG)
    if name != Cover.SHEET:
        assert sheet.print_title_rows == f"${LAYOUT.scores.header_row}:${LAYOUT.scores.header_row}"
        assert sheet.freeze_panes


def test_the_annex_prints_its_four_columns() -> None:
    """§5.1: right of the print area 核算分, 提示."""
    assert _sheet(_book(), Scores.SHEET).print_area == f"'{Scores.SHEET}'!$B$1:$E${LAYOUT.scores.last_row + 2}"


_INDENT = 2
"""What an indented text leaves free of its column."""


def test_no_text_is_cut() -> None:
    """§5.1 as printed: every row is as high as its text needs."""
    for layout, header in ((LAYOUT.scores, Scores.TEXT), (LAYOUT.facts, "填报事项"), (LAYOUT.facts, Facts.ITEM)):
        sheet = _sheet(_book(), layout.name)
        for key, text in _texts(layout, header).items():
            width = sheet.column_dimensions[column_letter(layout.column(header))].width - _INDENT
            needed = row_height([(str(text or ""), width)], float(sheet[layout.cell(key, header)].font.sz))
            assert (sheet.row_dimensions[layout.row(key)].height or 0) >= needed, (layout.name, key)


def test_sections_are_kept_whole_on_paper() -> None:
    """附件: a page begins with a section."""
    starts = {LAYOUT.scores.row(section.items[0].id) - 1 for section in SCHEME.sections}
    starts.add(LAYOUT.scores.row(SCHEME.bonus[0].id) - 1)
    at = {int(brk.id) for brk in _sheet(_book(), Scores.SHEET).row_breaks.brk}
    assert at
    assert at <= starts


def test_the_rows_fill_the_pages() -> None:
    """附件 as printed: no page is left half empty, none runs over; where the texts are few, rows stay of a form's height."""
    sheet = _sheet(_book(), Scores.SHEET)
    rows = range(LAYOUT.scores.header_row + 1, LAYOUT.scores.last_row + 3)
    heights = {row: float(sheet.row_dimensions[row].height or 0) for row in rows}
    starts = [rows[0], *(int(brk.id) + 1 for brk in sheet.row_breaks.brk), rows[-1] + 1]
    filled = [sum(heights[row] for row in range(one, other)) for one, other in pairwise(starts)]
    assert [600 <= filled[0] <= 635, *(660 <= height <= 695 for height in filled[1:])] == [True] * 3
    small = replace(SCHEME, sections=SCHEME.sections[:1], bonus=())
    few = openpyxl.load_workbook(BytesIO(write_form(small)))[Scores.SHEET]
    assert all(float(few.row_dimensions[row].height) <= 2 * 80 for row in range(4, 10))


def test_the_annex_ends_with_who_answers_for_it() -> None:
    """On paper it is signed and sealed; the lines are printed, and no program takes them for a record."""
    sheet = _sheet(_book(), Scores.SHEET)
    row = LAYOUT.scores.last_row + 2
    signed = str(sheet.cell(row, LAYOUT.scores.column(Scores.SECTION)).value)
    assert [part.split("：")[0] for part in signed.split()] == [
        "填表人",
        "负责人",
        "单位（盖章）",
        "日期",
        "年",
        "月",
        "日",
    ]
    assert sheet.print_area.endswith(f"${row}")


@pytest.mark.parametrize(
    ("blocks", "starts"),
    [
        ([], []),
        ([50], []),
        ([50, 50], []),
        ([50, 60], [1]),
        ([100, 100, 100], [1, 2]),
        ([50, 250], []),
        ([50, 250, 60], [2]),
        ([250, 80], [1]),
    ],
)
def test_where_a_page_begins(blocks: list[float], starts: list[int]) -> None:
    """附件: no section is cut that would fit on one page; one that would not runs on."""
    assert breaks(blocks, 100, 110) == starts


# ── the file


def test_the_same_inputs_give_the_same_bytes() -> None:
    """§1: every command can be run again at any time and gives the same result."""
    assert write_form(SCHEME, NAMED) == _bytes(NAMED)
    assert _bytes(NAMED) != _bytes()
    with zipfile.ZipFile(BytesIO(_bytes())) as parts:
        assert {info.date_time[0] for info in parts.infolist()} == {1980}


def test_only_four_fonts() -> None:
    """§5.1 as printed: 宋体, 黑体, 仿宋, 楷体 in cells, headers and footers, comments; none of the theme's."""
    with zipfile.ZipFile(BytesIO(_bytes())) as parts:
        texts = {name: parts.read(name).decode() for name in parts.namelist() if not name.startswith("xl/theme/")}
    named = re.findall(r'<(?:name|rFont) val="([^"]*)"', texts["xl/styles.xml"])
    for text in texts.values():
        named += re.findall(r'&amp;"([^,"]+),', text.replace("&quot;", '"'))
        named += re.findall(r"font-family:\s*'?([^;'\"]*)", text)
        assert "<scheme " not in text
    assert set(named) == {SONG, HEI, FANG, KAI}


def test_no_macros_links_or_foreign_parts() -> None:
    """§5.1 ⟂: no macros; nothing outside is referred to."""
    with zipfile.ZipFile(BytesIO(_bytes())) as parts:
        names = parts.namelist()
        relations = "".join(parts.read(name).decode() for name in names if name.endswith(".rels"))
    assert not [name for name in names if re.search("vba|external|media|drawing", name)]
    assert 'TargetMode="External"' not in relations


@pytest.mark.skipif(not CAN_PRINT, reason="needs LibreOffice and poppler")
def test_the_annex_prints_on_a_few_pages(tmp_path: Path) -> None:
    """§5.1 as printed: 评估表 on at most five A4 pages, each with its header; the 34 texts are all there."""
    annex = [page.text for page in print_out(_bytes(), tmp_path).pages if Scores.TEXT in page.text]
    assert 1 <= len(annex) <= 5
    printed = "".join(annex)
    assert [key for key, text in ITEM_TEXTS.items() if squeezed(text) not in printed] == []
