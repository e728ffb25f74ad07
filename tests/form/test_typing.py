"""What may be typed into the form, and what not. Clauses: design §5.1 (contract of the form), §9 (3,000 units)."""

import re
from dataclasses import replace
from io import BytesIO

import openpyxl
import pytest

from kexie_excel.form.headers import Bonus, Cover, Facts, Materials, Scores, Stamp
from kexie_excel.form.layout import Layout
from kexie_excel.form.write import write_form
from kexie_excel.scheme.fact import FactKind
from kexie_excel.scheme.load import BUILT_IN, build_scheme, load_scheme, read_document
from kexie_excel.sheets.style import INPUT_FILL
from tests.form.written import LAYOUT, SCHEME, VISIBLE, input_cells, opened, rule_at, rules_of, sheet_named


@pytest.mark.parametrize("name", [*VISIBLE, Stamp.SHEET])
def test_exactly_the_input_cells_are_open_and_yellow(name: str) -> None:
    """§5.1 ⟂: input cells are open."""
    cells = [cell for row in sheet_named(opened(), name).iter_rows() for cell in row]
    wanted = input_cells(SCHEME)[name]
    assert {cell.coordinate for cell in cells if not cell.protection.locked} == wanted
    fill = f"FF{INPUT_FILL[1:]}"
    assert {cell.coordinate for cell in cells if cell.fill.fgColor.rgb == fill} == wanted


@pytest.mark.parametrize("name", [*VISIBLE, Stamp.SHEET])
def test_protected_without_a_password(name: str) -> None:
    """§5.1 ⟂: protected without a password, row height and column width stay adjustable."""
    protection = sheet_named(opened(), name).protection
    assert protection.sheet
    assert not protection.password
    assert (protection.formatRows, protection.formatColumns) == (False, False)


def test_answers_are_chosen_or_are_numbers() -> None:
    """§4: yn = 是/否, n = whole number ≥ 0, amt = number ≥ 0, a choice."""
    sheet = sheet_named(opened(), Facts.SHEET)
    for fact in SCHEME.facts:
        rule = rule_at(sheet, LAYOUT.facts.cell(fact.id, Facts.ANSWER))
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
    sheet = sheet_named(opened(), Scores.SHEET)
    for item in SCHEME.items:
        rule = rule_at(sheet, LAYOUT.scores.cell(item.id, Scores.SELF))
        assert (rule.type, rule.formula1, rule.formula2) == ("decimal", "0", str(item.points))
    for bonus in SCHEME.bonus:
        rule = rule_at(sheet, LAYOUT.scores.cell(bonus.id, Scores.SELF))
        assert (rule.type, rule.operator, rule.formula1) == ("decimal", "greaterThanOrEqual", "0")


def test_a_reading_that_pays_more_than_the_column_can_be_typed() -> None:
    """§4.1 分值基准: 按文字, 3.3 pays up to 6 where the column says 5."""
    scheme = load_scheme(choices={"分值基准": "按文字"})
    sheet = sheet_named(openpyxl.load_workbook(BytesIO(write_form(scheme))), Scores.SHEET)
    assert rule_at(sheet, Layout(scheme).scores.cell("3.3", Scores.SELF)).formula2 == "6"


@pytest.mark.parametrize("name", VISIBLE)
def test_whoever_types_something_else_is_told_in_chinese(name: str) -> None:
    """§3: messages are in Chinese; Excel takes titles of 32 and messages of 255 characters."""
    rules = list(rules_of(sheet_named(opened(), name)))
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
    sheet = sheet_named(openpyxl.load_workbook(BytesIO(write_form(scheme))), Facts.SHEET)
    rule = rule_at(sheet, Layout(scheme).facts.cell(fact.id, Facts.ANSWER))
    assert (len(str(rule.promptTitle)), len(str(rule.prompt))) == (32, 255)


def test_the_drop_downs_of_the_bonus_sheet() -> None:
    """§4: the label is the drop-down text ⟂; 数量 a whole number from 1; a date may be typed as text."""
    sheet, layout = sheet_named(opened(), Bonus.SHEET), LAYOUT.bonus
    for key in (layout.keys[0], layout.keys[-1]):
        labels = ",".join(kind.label for kind in SCHEME.bonus_kinds)
        assert rule_at(sheet, layout.cell(key, Bonus.KIND)).formula1 == f'"{labels}"'
        rule = rule_at(sheet, layout.cell(key, Bonus.QUANTITY))
        assert (rule.type, rule.operator, rule.formula1) == ("whole", "greaterThanOrEqual", "1")
        assert rule_at(sheet, layout.cell(key, Bonus.DATE)).type is None
        assert sheet[layout.cell(key, Bonus.DATE)].number_format == "yyyy-mm-dd"


def test_numbers_that_are_names_stay_text() -> None:
    """§6: 文号, 电话 and 1.10 are texts, whatever they look like."""
    cells = [
        (Bonus.SHEET, LAYOUT.bonus.cell("1", Bonus.CERTIFICATE)),
        (Materials.SHEET, LAYOUT.materials.cell("1", Materials.FOR_ITEM)),
    ]
    cells += [(Facts.SHEET, LAYOUT.facts.cell("1.1a", Facts.EVIDENCE)), (Cover.SHEET, f"C{LAYOUT.cover_row('电话')}")]
    assert {sheet_named(opened(), name)[cell].number_format for name, cell in cells} == {"@"}


def test_required_materials_are_there_or_not() -> None:
    """§5.1 佐证材料: 有/无."""
    sheet = sheet_named(opened(), Materials.SHEET)
    for material in SCHEME.materials:
        assert rule_at(sheet, LAYOUT.materials.cell(material.id, Materials.PRESENT)).formula1 == '"有,无"'


def test_short_lists_stand_in_the_rule() -> None:
    """§5.1: 单位 (drop-down)."""
    rule = rule_at(sheet_named(opened(), Cover.SHEET), f"C{LAYOUT.cover_row(Cover.UNIT)}")
    assert rule.formula1 == f'"{",".join(unit.name for unit in SCHEME.units)}"'


def test_three_thousand_units() -> None:
    """§9: a scheme with 3,000 units; a list too long for a rule is a named range on the stamp sheet."""
    names = [f"第{number}县" for number in range(1, 3001)]
    document = read_document(BUILT_IN)
    document["unit"] = [{"name": name, "category": SCHEME.categories[0]} for name in names]
    scheme = build_scheme(document, BUILT_IN.name)
    book = openpyxl.load_workbook(BytesIO(write_form(scheme, names[-1])))
    cover = sheet_named(book, Cover.SHEET)
    row = Layout(scheme).cover_row(Cover.UNIT)
    assert cover[f"C{row}"].value == names[-1]
    sheet_name, cells = next(book.defined_names[str(rule_at(cover, f"C{row}").formula1)].destinations)
    assert sheet_name == Stamp.SHEET
    assert [cell.value for (cell,) in sheet_named(book, Stamp.SHEET)[cells]] == names


@pytest.mark.parametrize("label", ["甲,乙", '甲"乙'])
def test_an_option_that_a_rule_cannot_hold_goes_to_the_stamp_sheet(label: str) -> None:
    """§1: whatever next year's labels are, the drop-down shows them whole; equal lists are kept once."""
    kinds = (replace(SCHEME.bonus_kinds[0], label=label),)
    units = (replace(SCHEME.units[0], name=label),)
    scheme = replace(SCHEME, bonus=(replace(SCHEME.bonus[0], kinds=kinds),), units=units)
    book = openpyxl.load_workbook(BytesIO(write_form(scheme)))
    assert sheet_named(book, Stamp.SHEET)["D1"].value == label
    assert len(book.defined_names) == 1
