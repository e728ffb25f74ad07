"""Shown is not stored: what a person sees of a number, a date or a text, against what the cell holds; a question where it counts."""

import datetime as dt
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Color, Font, PatternFill

from kexie_excel.form.headers import Bonus, Facts, Scores
from kexie_excel.returns.model import Return
from kexie_excel.returns.read import Reader
from kexie_excel.scheme.fact import Gap
from scripts.office import PROGRAM, convert
from tests.builders import SCHEME
from tests.returned import Desk, codes
from tests.returns.doubts.hand import Change, cell, changed, fact_of, rewritten, typing

UNSEEN = "字的颜色和底色一样，或者字太小，在表里看不到，不知算不算"
RAISED = "里面有上标或下标，不知是哪个数"


def amounts(budget: float, people: float, code: str) -> Change:
    """Give the change that types budget and population, shown under a format."""

    def change(book: openpyxl.Workbook) -> None:
        typing(budget, key="1.5b", number_format=code)(book)
        typing(people, key="1.5c", number_format=code)(book)

    return change


def test_a_rounded_amount_that_decides_is_a_question(path: Path) -> None:
    """30.46 万元 for 61 万人 is under 0.5 元 a head; what is seen, 30.5, is exactly that."""
    entry = changed(path, amounts(30.46, 61, "0.0"))
    assert fact_of(entry, "1.5b") == (Gap.UNREADABLE, "30.5", "表里看到的是30.5，实际存的是30.46，不知是哪个数")
    assert entry.facts["1.5c"].value == 61


def test_a_rounded_amount_that_decides_nothing_is_read_as_it_is_stored(path: Path) -> None:
    entry = changed(path, amounts(58.246, 61.04, "0.0"))
    assert [str(entry.facts[key].value) for key in ("1.5b", "1.5c")] == ["29123/500", "1526/25"]
    assert entry.findings == ()


def test_two_rounded_amounts_may_decide_together(path: Path) -> None:
    """30.46 / 60.9 and 30.5 / 60.9 pay, 30.46 / 60.94 does not."""
    entry = changed(path, amounts(30.46, 60.94, "0.0"))
    assert [entry.facts[key].value for key in ("1.5b", "1.5c")] == [Gap.UNREADABLE] * 2


@pytest.mark.parametrize(("number", "asked"), [(42798, True), (41000, False), (43200, True), (428, False)])
def test_a_count_that_is_the_number_of_a_day(path: Path, number: int, asked: bool) -> None:  # noqa: FBT001 - a column
    """42798 is 2017-03-04, pasted without its look; a number of another time's day is a number."""
    entry = changed(path, typing(number))
    assert (entry.facts["1.1a"].value is Gap.UNREADABLE) is asked
    assert (entry.facts["1.1a"].why == "可能是日期（2017-03-04）变成的数") is (number == 42798)


def test_a_count_of_people_may_be_the_number_of_a_day(path: Path) -> None:
    entry = changed(path, typing(42798, key="6.2a"))
    assert entry.facts["6.2a"].value == 42798


def test_a_format_that_adds_the_measure_word_asks_nothing(path: Path) -> None:
    """What is seen reads the same: 3次, 58.2万元, 2分, 1项."""

    def change(book: openpyxl.Workbook) -> None:
        typing(3, number_format='"共"0"次"')(book)
        typing(58.2, key="1.5b", number_format='0.0"万元"')(book)
        typing(1, Scores.SHEET, "1.1", Scores.SELF, '0"分"')(book)
        typing(1, Bonus.SHEET, "1", Bonus.QUANTITY, '0"项"')(book)

    entry = changed(path, change)
    assert [entry.facts["1.1a"].value, entry.self_scores["1.1"].value, entry.bonus[0].quantity.value] == [3, 1, 1]
    assert codes(entry) == []


def test_a_self_score_shown_rounded_is_a_question(path: Path) -> None:
    entry = changed(path, typing(0.6, Scores.SHEET, "3.7", Scores.SELF, "0"))
    assert entry.self_scores["3.7"].why == "表里看到的是1，实际存的是0.6，不知是哪个数"


@pytest.mark.parametrize("code", ['m"月"d"日"', "m/d"])
def test_a_date_whose_year_is_not_seen_waits(path: Path, code: str) -> None:
    """A program adds the year of the day on which it was typed."""
    entry = changed(path, typing(dt.date(2018, 12, 5), Bonus.SHEET, "1", Bonus.DATE, code))
    assert entry.bonus[0].year is Gap.UNREADABLE
    assert entry.bonus[0].quantity.why == (
        "但“获得日期”栏读不准：表里的日期没有显示年份，实际存的是2018-12-05，不知是不是这一年"
    )


def test_an_answer_under_a_format_that_hides_texts(path: Path) -> None:
    assert fact_of(changed(path, typing("是", key="1.2a", number_format=";;;")), "1.2a") == (
        Gap.UNREADABLE,
        "是",
        UNSEEN,
    )


def dressed(font: Font, fill: str | None) -> Callable[[openpyxl.Workbook], None]:
    """Give an answer another font and another ground."""

    def change(book: openpyxl.Workbook) -> None:
        own = cell(book, Facts.SHEET, "1.1a", Facts.ANSWER)
        own.font = font
        own.fill = PatternFill("solid", start_color=fill) if fill else PatternFill()

    return change


@pytest.mark.no_cover
@pytest.mark.parametrize(
    ("font", "fill"),
    [
        (Font(color="FFFFFFFF"), None),
        (Font(color="FFF8F8F8"), "FFFFFF"),
        (Font(color="FFFF0000"), "FF0000"),
        (Font(size=1), None),
    ],
)
def test_an_answer_that_nobody_sees(path: Path, font: Font, fill: str | None) -> None:
    assert fact_of(changed(path, dressed(font, fill))) == (Gap.UNREADABLE, "60", UNSEEN)


@pytest.mark.no_cover
@pytest.mark.parametrize(
    ("font", "fill"),
    [(Font(color="FFFFFFFF"), "1F4E79"), (Font(color="FFFF0000"), None), (Font(vertAlign="superscript"), None)],
)
def test_an_answer_in_colours_that_everybody_sees(path: Path, font: Font, fill: str | None) -> None:
    assert changed(path, dressed(font, fill)).facts["1.1a"].value == 60


@pytest.mark.no_cover
@pytest.mark.parametrize(
    ("look", "why"),
    [
        (InlineFont(vertAlign="superscript"), RAISED),
        (InlineFont(vertAlign="subscript"), RAISED),
        (InlineFont(color=Color("FFFFFFFF")), UNSEEN),
        (InlineFont(sz=1), UNSEEN),
    ],
)
def test_a_part_of_a_number_that_is_seen_otherwise(path: Path, look: InlineFont, why: str) -> None:
    """1² is no 12."""

    def change(book: openpyxl.Workbook) -> None:
        own = cell(book, Facts.SHEET, "1.1a", Facts.ANSWER)
        own.fill = PatternFill()
        own.value = CellRichText(TextBlock(InlineFont(), "1"), TextBlock(look, "2"))

    assert fact_of(changed(path, change)) == (Gap.UNREADABLE, "12", why)


def test_a_raised_sign_in_words_is_no_matter(path: Path) -> None:
    text = CellRichText("展馆 200m", TextBlock(InlineFont(vertAlign="superscript"), "2"))
    entry = changed(path, typing(text, Bonus.SHEET, "1", Bonus.WORK))
    assert (entry.bonus[0].work, entry.bonus[0].quantity.value) == ("展馆 200m2", 1)


@pytest.mark.parametrize(("number", "seen"), [(0, 0), (3, 3)])
def test_the_style_for_sums_shows_nought_as_a_dash(path: Path, number: int, seen: int) -> None:
    """The button with the comma; a 3 that is shown as a dash is another matter."""
    style = '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ '
    entry = changed(path, typing(number, number_format=style))
    assert entry.facts["1.1a"].value == seen
    assert changed(path, typing(3, number_format='"-"')).facts["1.1a"].value is Gap.UNREADABLE


@pytest.mark.no_cover
@pytest.mark.parametrize("twelve", ["1<!-- -->2", "1<?a b?>2", "1&#50;"])
def test_a_value_that_is_no_plain_number_is_a_question(path: Path, twelve: str) -> None:
    """The reader of values and every other program make different numbers of it."""
    changed(path, typing(12))
    entry = rewritten(path, (r'(<c r="D4"[^>]*>)<v>12</v>', rf"\1<v>{twelve}</v>"), part="sheet3")
    assert entry.facts["1.1a"].value is Gap.UNREADABLE
    assert "两种读法不一样" in entry.facts["1.1a"].why


@pytest.mark.no_cover
@pytest.mark.parametrize("error", ["#SPILL!", "#CALC!", "#GETTING_DATA"])
def test_a_newer_error_is_a_question_at_its_cell(path: Path, error: str) -> None:
    changed(path, typing(12))
    entry = rewritten(
        path, (r'<c r="D4"([^>]*?)(?: t="n")?><v>12</v>', rf'<c r="D4"\1 t="e"><v>{error}</v>'), part="sheet3"
    )
    assert fact_of(entry) == (Gap.UNREADABLE, error, f"单元格里是错误值 {error}")
    assert entry.facts["1.2a"].value is True


@pytest.mark.no_cover
@pytest.mark.parametrize(
    "code", ["#NAME?", "#N/A", "#DIV/0!", "#GETTING_DATA", '=DISPIMG("ID_5A",1)', '=_xlfn.DISPIMG("ID_5A",1)']
)
def test_the_code_of_a_picture_or_an_error_is_no_name_and_no_evidence(desk: Desk, code: str) -> None:
    """It has letters and digits, and names nothing."""
    for header in (Bonus.WORK, Bonus.AWARD, Bonus.CERTIFICATE, Bonus.ISSUER, Bonus.EVIDENCE):
        desk.put(Bonus.SHEET, "1", header, code)
    row = desk.read().bonus[0]
    assert [row.work, row.award, row.certificate, row.issuer, row.evidence] == [""] * 5


def test_a_name_that_begins_like_a_code_is_a_name(desk: Desk) -> None:
    desk.put(Bonus.SHEET, "1", Bonus.WORK, "#1 科普工作!")
    desk.put(Bonus.SHEET, "1", Bonus.CERTIFICATE, "=湘科〔2017〕21号")
    row = desk.read().bonus[0]
    assert (row.work, row.certificate) == ("#1 科普工作!", "=湘科〔2017〕21号")


@pytest.mark.skipif(PROGRAM is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("suffix", [".xls", ".ods"])
def test_the_same_in_other_formats(slim: bytes, tmp_path: Path, suffix: str) -> None:
    def rich(font: InlineFont) -> CellRichText:
        return CellRichText(TextBlock(InlineFont(), "1"), TextBlock(font, "2"))

    book = openpyxl.load_workbook(BytesIO(slim))
    amounts(30.46, 61, "0.0")(book)
    typing(5, key="2.3b", number_format=";;")(book)
    for key, look in (("3.4a", InlineFont(vertAlign="superscript")), ("5.2a", InlineFont(color=Color("FFFFFFFF")))):
        cell(book, Facts.SHEET, key, Facts.ANSWER).fill = PatternFill()
        typing(rich(look), key=key)(book)
    white = cell(book, Facts.SHEET, "6.1a", Facts.ANSWER)
    white.font, white.fill = Font(color="FFFFFFFF"), PatternFill()
    typing(dt.date(2018, 12, 5), Bonus.SHEET, "1", Bonus.DATE, 'm"月"d"日"')(book)
    source = tmp_path / "表.xlsx"
    book.save(source)
    (saved,) = convert([source], suffix, tmp_path / "另存")
    entry = Reader(SCHEME).read(saved, saved.name)
    assert isinstance(entry, Return)
    said = {key: entry.facts[key].why for key in ("1.5b", "2.3b", "3.4a", "5.2a", "6.1a")}
    assert said == {
        "1.5b": "表里看到的是30.5，实际存的是30.46，不知是哪个数",
        "2.3b": "存的是5，按单元格格式在表里看不到",
        "3.4a": RAISED,
        "5.2a": UNSEEN,
        "6.1a": UNSEEN,
    }
    assert "没有显示年份" in entry.bonus[0].quantity.why
    assert entry.facts["1.5c"].value == 61
