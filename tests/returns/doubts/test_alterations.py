"""What a county altered besides its answers is accepted and reported, or asked about (cases 31 to 36, 42)."""

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest
from openpyxl.comments import Comment

from kexie_excel.form.headers import Bonus, Facts, Materials, Scores
from kexie_excel.returns.doubts.alterations import issued_texts
from kexie_excel.returns.model import Return
from kexie_excel.scheme.fact import Gap
from tests.builders import SCHEME
from tests.returned import LAYOUT, codes, content
from tests.returns.doubts.hand import add_part, cell, changed, fact_of, read, rewritten, typing


def test_comments_of_the_county_are_shown_and_the_office_s_are_not(path: Path) -> None:
    """K211, case 42; the office's by its name, or by how they begin where it had another name then."""

    def change(book: openpyxl.Workbook) -> None:
        cell(book, Facts.SHEET, "1.1a", Facts.ANSWER).comment = Comment("平江县:\n见附件三", "平江县")
        cell(book, Facts.SHEET, "1.2a", Facts.ANSWER).comment = Comment("请补填", "市科协办公室")
        cell(book, Facts.SHEET, "1.2b", Facts.ANSWER).comment = Comment("市科协办公室：\n请补填", "")
        cell(book, Facts.SHEET, "1.3a", Facts.ANSWER).comment = Comment("考核办：\n【必须改】没有填", "考核办")
        cell(book, Facts.SHEET, "1.4a", Facts.ANSWER).comment = Comment("【请核实】自评低", "")
        cell(book, Bonus.SHEET, "1", Bonus.WORK).comment = Comment("同一工作", "")

    found = changed(path, change).findings
    assert [(one.code, one.row, one.place.cell, one.message) for one in found] == [
        ("K211", "1.1a", LAYOUT.facts.cell("1.1a", Facts.ANSWER), "单位写的批注：“见附件三”"),
        ("K211", "", LAYOUT.bonus.cell("1", Bonus.WORK), "单位写的批注：“同一工作”"),
    ]


def test_threaded_comments_are_shown_in_their_own_words(path: Path) -> None:
    """Case 42: not the stand-in that older programs see."""
    changed(
        path,
        lambda book: setattr(
            cell(book, Facts.SHEET, "1.1a", Facts.ANSWER), "comment", Comment("[线程批注] …", "tc={1}")
        ),
    )
    own = 'xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"'
    thread = f'<ThreadedComments {own}><threadedComment ref="D4" personId="p"><text>是三次</text></threadedComment></ThreadedComments>'
    people = f'<personList {own}><person displayName="张" id="p"/></personList>'
    add_part(path, "xl/threadedComments/t1.xml", thread, "threadedComment", "xl/worksheets/sheet3.xml")
    add_part(path, "xl/persons/person.xml", people, "person")
    assert [found.message for found in read(path).findings] == ["单位写的批注：“是三次”"]


def test_hidden_rows_columns_and_sheets_are_read_and_reported(path: Path, original: Return) -> None:
    """K212, case 31; what the form itself hides is not reported."""

    def hide(book: openpyxl.Workbook) -> None:
        for row in (*range(4, 11), 20):
            book[Facts.SHEET].row_dimensions[row].hidden = True
        book[Scores.SHEET].column_dimensions["E"].hidden = True
        book[Bonus.SHEET].sheet_state = "hidden"
        book[Materials.SHEET].row_dimensions[40].hidden = True

    entry = changed(path, hide)
    assert content(entry) == content(original)
    assert [found.message for found in entry.findings] == [
        "“评估表”里第E列隐藏着，里面填的内容照常读取",
        "“完成情况”里第4、5、6、7、8等8行隐藏着，里面填的内容照常读取",
        "“加分项”里整张表隐藏着，里面填的内容照常读取",
    ]


def test_two_answers_merged_into_one_cell(path: Path) -> None:
    """K217, case 33: the second is a question, not blank."""

    def merge(book: openpyxl.Workbook) -> None:
        first, second = (LAYOUT.facts.cell(key, Facts.ANSWER) for key in ("1.2a", "1.2b"))
        book[Facts.SHEET].merge_cells(f"{first}:{second}")
        book[Bonus.SHEET].merge_cells("C4:C5")
        book[Bonus.SHEET].merge_cells("C20:C21")
        book[Facts.SHEET].merge_cells("B4:C4")

    entry = changed(path, merge)
    assert fact_of(entry, "1.2a")[0] is True
    assert fact_of(entry, "1.2b") == (Gap.UNREADABLE, "", "和D5合并成了一格，不知这一行填的是什么")
    assert [(found.code, found.row, found.place.cell) for found in entry.findings if found.code == "K217"] == [
        ("K217", "1.2a", "D5"),
        ("K217", "", "C4"),
    ]
    assert entry.bonus[1].quantity.value is Gap.UNREADABLE
    assert len(entry.bonus) == 3


def test_altered_texts_and_points_are_accepted_and_reported(path: Path, original: Return) -> None:
    """K213: spaces and widths are no alteration."""

    def alter(book: openpyxl.Workbook) -> None:
        typing("1.1 每年听取2次", Scores.SHEET, "1.1", Scores.TEXT)(book)
        typing(5, Scores.SHEET, "1.2", Scores.POINTS)(book)
        own = cell(book, Scores.SHEET, "1.3", Scores.TEXT)
        own.value = f" {own.value}\n".replace("，", " ，")
        typing("改过的事项", key="2.1a", header=Facts.ASK)(book)

    entry = changed(path, alter)
    assert content(entry) == content(original)
    assert [(found.code, found.row, found.place.cell) for found in entry.findings] == [
        ("K213", "1.1", LAYOUT.scores.cell("1.1", Scores.TEXT)),
        ("K213", "1.2", LAYOUT.scores.cell("1.2", Scores.POINTS)),
        ("K213", "2.1a", LAYOUT.facts.cell("2.1a", Facts.ASK)),
    ]


def test_points_that_we_changed_ourselves_are_no_alteration() -> None:
    """1.2 was issued with 9 and gives 1 now: a form bears the one, a workbook with questions perhaps the other."""
    items = tuple(replace(item, points=Fraction(9)) if item.id == "1.2" else item for item in SCHEME.sections[0].items)
    then = replace(SCHEME, sections=(replace(SCHEME.sections[0], items=items), *SCHEME.sections[1:]))
    text, known = issued_texts(replace(SCHEME, issued=then))[Scores.SHEET, Scores.POINTS]["1.2"]
    assert text == "9"
    assert set(known) == {"9", "1"}


def test_a_column_of_altered_texts_is_one_finding(path: Path) -> None:
    """K214."""

    def alter(book: openpyxl.Workbook) -> None:
        for key in SCHEME.row_ids:
            typing(99, Scores.SHEET, key, Scores.POINTS)(book)

    (found,) = changed(path, alter).findings
    count = len(SCHEME.items)
    assert found.message == f"“评估表”的“分值”栏和下发的表不一样：D4、D5、D6、D7、D8等{count}处"


def test_formulas_typed_over_are_reported_once_a_sheet(path: Path) -> None:
    """K216, case 36: computed anew all the same."""

    def type_over(book: openpyxl.Workbook) -> None:
        typing(1, Scores.SHEET, "1.1", Scores.COMPUTED)(book)
        typing("", Scores.SHEET, "1.2", Scores.HINT)(book)
        typing(88, Scores.SHEET, Scores.TOTAL, Scores.SELF)(book)

    (found,) = changed(path, type_over).findings
    assert found.message == f"“评估表”里有公式被改成了数值：F4、{LAYOUT.scores.cell(Scores.TOTAL, Scores.SELF)}"


def test_a_program_that_keeps_no_formulas_is_one_note(path: Path) -> None:
    """K215: nothing that the county did cell by cell."""
    (found,) = rewritten(path, (r"<f>[^<]*</f><v ?/?>(</v>)?", "<v>1</v>"), part="worksheets/").findings
    assert (found.code, found.place.sheet) == ("K215", "")


def test_protection_taken_off_is_one_note_a_workbook(path: Path) -> None:
    """K219, case 36."""

    def unprotect(book: openpyxl.Workbook) -> None:
        for name in (Scores.SHEET, Facts.SHEET):
            book[name].protection.sheet = False

    (found,) = changed(path, unprotect).findings
    assert found.message == "“评估表”、“完成情况”的工作表保护没有了"


@pytest.mark.parametrize(("beside", "seen"), [("3", True), ("２.5", True), ("是", True), ("附件3", False), ("", False)])
def test_an_answer_in_the_neighbouring_cell_is_shown(path: Path, beside: str, seen: bool) -> None:  # noqa: FBT001 - a column of the table
    """K218, case 69."""

    def move(book: openpyxl.Workbook) -> None:
        typing(None)(book)
        typing(beside or None, header=Facts.EVIDENCE)(book)

    entry = changed(path, move)
    assert entry.facts["1.1a"].value is Gap.BLANK
    assert codes(entry) == (["K218"] if seen else [])
