"""What is plainly meant is taken as it is meant, and what a scheme does without is not missed.

Clause: scheme-as-a-workbook, “what must be found”: nothing else.
"""

from pathlib import Path

import pytest
from openpyxl import Workbook as Book
from openpyxl.styles import PatternFill

from kexie_excel.findings import Severity
from kexie_excel.scheme.load import build_scheme, load_scheme
from kexie_excel.scheme_book.sheets import TABLES
from tests.scheme_book.author import (
    BONUS,
    DOCUMENT,
    FACTS,
    HEAD,
    ITEMS,
    LEVELS,
    NOTES,
    READINGS,
    RULES,
    UNITS,
    Edit,
    all_of,
    drop_column,
    findings,
    merge,
    page,
    place,
    put,
    read,
)

pytestmark = pytest.mark.slow


def coloured_and_blank_rows(book: Book) -> None:
    """Colour rows, and leave some empty between others."""
    sheet = page(book, RULES)
    sheet.insert_rows(5)
    sheet.insert_rows(30, 3)
    for row in (2, 5, 8):
        for cell in sheet[row]:
            cell.fill = PatternFill("solid", "FFFF0000")


def other_order(book: Book) -> None:
    """Give every sheet its columns backwards, and the sheets another order."""
    for spec in TABLES[:-1]:
        sheet = page(book, spec.name)
        rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
        for number, row in enumerate(rows, 1):
            for column, value in enumerate(reversed(row), 1):
                given = value if not str(value).startswith("=") else None
                sheet.cell(number, column).value = given
    book.move_sheet(RULES, -5)


def own_columns(book: Book) -> None:
    """Keep remarks of one's own: in a column without header, and in one that begins with 备注."""
    sheet = page(book, ITEMS)
    sheet["J1"] = "备注（张三）"
    sheet["J3"] = "问过市里"
    sheet["K4"] = "没有表头"


TAKEN: dict[str, Edit] = {
    "full-width figures": all_of(put(ITEMS, "F3", "１"), put(RULES, "L2", "１"), put(RULES, "K2", "≥１")),
    "stray blanks": all_of(put(RULES, "F2", " 1.1a "), put(RULES, "D2", "达到 即得"), put(UNITS, "B2", "平江县 ")),
    "other signs": all_of(put(RULES, "K2", ">=1"), put(RULES, "K23", "≧30％"), put(RULES, "K24", "≥20%、<30%")),
    "no comma between": all_of(put(RULES, "K24", "≥20% <30%"), put(LEVELS, "B6", "≥60<85")),
    "more than a whole number": put(RULES, "K2", ">0"),
    "with its unit": all_of(put(RULES, "K2", "≥1次"), put(RULES, "K8", "≥0.5元/人")),
    "a level that says where it ends": put(LEVELS, "B6", "≥60，<85"),
    "a last level that says where it ends": put(LEVELS, "B8", "<60"),
    "a last level from nothing": put(LEVELS, "B8", "≥0"),
    "a typed percentage": put(LEVELS, "C2", 0.3, "0%"),
    "a share without %": put(LEVELS, "C2", 0.3),
    "a most that only says what is paid": put(RULES, "M23", 2),
    "a most of a heading that is its points": put(ITEMS, "G2", 11),
    "merged cells": all_of(put(UNITS, "A3", None), put(UNITS, "A4", None), merge(UNITS, "A2:A4")),
    "merged beside": merge(NOTES, "D2:E2"),
    "steps in words": put(RULES, "K19", "每满10个百分点"),
    "choices with another stroke": put(FACTS, "F35", "未建立 | 建立未实施|建立并实施"),
    "a number for a heading": put(ITEMS, "B2", 1),
    "an item's number as a reference": put(RULES, "A2", 1.1),
    "an item below its heading": put(ITEMS, "B3", None),
    "a header with blanks": put(RULES, "L1", " 得 分"),
    "coloured and blank rows": coloured_and_blank_rows,
    "another order": other_order,
    "columns of one's own": own_columns,
    "a sheet of one's own": lambda book: page(book, "使用说明").__setattr__("title", "备注页"),
    "no usual ranges": all_of(drop_column(RULES, 16), drop_column(FACTS, 10), drop_column(FACTS, 9)),
    "no notice": lambda book: page(book, HEAD).delete_rows(16, 7),
    "one reading below the other": put(READINGS, "A3", None),
}


@pytest.mark.parametrize("edit", TAKEN.values(), ids=TAKEN)
def test_what_is_plainly_meant_is_taken(edit: Edit, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    book = read(edit, tmp_path)
    assert [entry.message for entry in book.findings if entry.severity is not Severity.NOTE] == []
    plain = load_scheme()
    if "usual" in request.node.name:
        assert book.document != DOCUMENT
        return
    taken = build_scheme(book.document, "方案.xlsx")
    assert (taken.items, taken.levels, taken.bonus, taken.units) == (
        plain.items,
        plain.levels,
        plain.bonus,
        plain.units,
    )


def test_a_strange_column_and_sheet_are_noted(tmp_path: Path) -> None:
    """Another header or sheet is a note: it says nothing wrong, and stops nothing."""
    found = findings(all_of(put(ITEMS, "J1", "责任部门"), _note_sheet), tmp_path)
    assert {(place(entry), entry.severity) for entry in found} == {
        (f"{ITEMS} J1", Severity.NOTE),
        ("会议记录", Severity.NOTE),
    }


def _note_sheet(book: Book) -> None:
    """Add a sheet of the author's own."""
    book.create_sheet("会议记录")["A1"] = "讨论"


def test_a_column_that_nobody_needs_may_be_gone(tmp_path: Path) -> None:
    found = findings(drop_column(LEVELS, 6), tmp_path)
    assert [(place(entry), entry.severity) for entry in found] == [(f"{LEVELS} 第1行", Severity.NOTE)]


def test_a_scheme_may_do_without_what_2017_has(tmp_path: Path) -> None:
    """No bonus, no veto, no reading, no category: neither their sheets nor their settings are missed."""

    def lean(book: Book) -> None:
        for name, column, words in (
            (ITEMS, "类型", {"加分项"}),
            (RULES, "计分方式", {"一票否决"}),
            (HEAD, "项目", {"加分项标题", "综合评分", "一票否决的单位", "必报材料"}),
        ):
            sheet = page(book, name)
            at = next(cell.column for cell in sheet[1] if cell.value == column)
            for row in range(sheet.max_row, 1, -1):
                if sheet.cell(row, at).value in words:
                    sheet.delete_rows(row)
        for name in (ITEMS, RULES, LEVELS, HEAD):
            sheet = page(book, name)
            at = next(cell.column for cell in sheet[1] if cell.value == "口径")
            for row in range(sheet.max_row, 1, -1):
                if sheet.cell(row, at).value:
                    sheet.delete_rows(row)
        for row in range(2, 12):
            page(book, UNITS).cell(row, 1).value = None
        for name in (BONUS, READINGS):
            book.remove(page(book, name))

    book = read(lean, tmp_path)
    serious = [entry.message for entry in findings(lean, tmp_path) if entry.severity is Severity.MUST]
    assert [text for text in serious if "没有规定计分" not in text] == []
    scheme = build_scheme(book.document, "方案.xlsx")
    assert (scheme.has_bonus, scheme.has_veto, scheme.has_categories) == (False, False, False)
    assert (scheme.interpretations, scheme.materials, scheme.bonus_heading) == ((), (), "")
    assert {unit.category for unit in scheme.units} == {"全部"}
