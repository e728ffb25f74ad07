"""Two readers, one truth: what the values do not tell is found and asked about (cases 8, 9, 31 to 36, 42, 48, 51, 52, 69, 72)."""

import datetime as dt
from collections.abc import Mapping
from pathlib import Path

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

from kexie_excel.form.headers import Bonus, Facts, Materials, Scores
from kexie_excel.returns.doubts import opinion
from kexie_excel.returns.model import Return
from kexie_excel.scheme.fact import Gap
from kexie_excel.sheets.look.look import look
from kexie_excel.sheets.look.seen_cells import SeenCells
from kexie_excel.sheets.look.sheet_look import Area, SheetLook
from kexie_excel.sheets.look.xlsx_cells import CellReader
from kexie_excel.sheets.read.package import Package
from tests.builders import SCHEME
from tests.returned import LAYOUT, codes, content
from tests.returns.doubts.hand import Change, add_part, cell, changed, fact_of, read, rewritten, typing

UNCALCULATED = "公式没有算过：请用 Excel 或 WPS 打开、保存一次"
STRUCK = "上面有删除线，不知还算不算"
MATERIAL = SCHEME.materials[0].id


@pytest.mark.no_cover
@pytest.mark.parametrize("error", ["#REF!", "#DIV/0!", "#N/A", "#VALUE!", "#NAME?"])
def test_an_error_value_is_never_blank(path: Path, error: str) -> None:
    """Case 51."""
    assert fact_of(changed(path, typing(error))) == (Gap.UNREADABLE, error, f"单元格里是错误值 {error}")


def test_a_self_score_that_is_an_error_value(path: Path) -> None:
    entry = changed(path, typing("#REF!", Scores.SHEET, "3.3", Scores.SELF))
    assert entry.self_scores["3.3"].why == "单元格里是错误值 #REF!"
    assert entry.findings == ()


def test_a_formula_never_calculated_is_never_blank_or_zero(path: Path) -> None:
    """Case 48; the form's own formulas, not calculated either, are no answers."""
    assert fact_of(changed(path, typing("=12/40"))) == (Gap.UNREADABLE, "=12/40", UNCALCULATED)


def test_an_array_formula_never_calculated(path: Path) -> None:
    entry = changed(path, typing("=1+1"))
    entry = rewritten(path, ("<f>1\\+1</f>", '<f t="array" ref="D4">1+1</f>'), part="sheet3")
    assert fact_of(entry) == (Gap.UNREADABLE, "=1+1", UNCALCULATED)


def test_a_calculated_formula_is_its_value(path: Path) -> None:
    """Case 50."""
    changed(path, typing("=6/2"))
    assert fact_of(rewritten(path, ("(<f>6/2</f>)<v ?/?>(</v>)?", r"\1<v>3</v>"), part="sheet3"))[0] == 3


def test_a_formula_that_gives_an_empty_text_is_blank(path: Path) -> None:
    changed(path, typing('=""&""'))
    entry = rewritten(path, ('<c r="D4"([^>]*)>(<f>""&amp;""</f>)', r'<c r="D4"\1 t="str">\2'), part="sheet3")
    assert fact_of(entry) == (Gap.BLANK, "", "")


@pytest.mark.parametrize(
    ("value", "code", "raw", "why"),
    [
        (0.3, "0%", "30%", "表里看到的是30%，实际存的是0.3，不知是哪个数"),
        (30, "0%", "3000%", "表里看到的是3000%，实际存的是30，不知是哪个数"),
        (0.295, "0.0%", "29.5%", "表里看到的是29.5%，实际存的是0.295，不知是哪个数"),
        (365000, '0!.0,"万"', "36.5万", "表里看到的是36.5万，实际存的是365000，不知是哪个数"),
        (200000, r"0\.0000", "20.0000", "表里看到的是20.0000，实际存的是200000，不知是哪个数"),
        (3, '"约"0', "约3", "表里看到的是约3，实际存的是3，不知是哪个数"),
        (3, '0"%"', "3%", "表里看到的是3%，实际存的是3，不知是哪个数"),
        (3, '0"元"', "3元", "表里看到的是3元，实际存的是3，不知是哪个数"),
        (7, ";;;", "7", "存的是7，按单元格格式在表里看不到"),
        (7, ";;", "7", "存的是7，按单元格格式在表里看不到"),
        (7, "[>5]0;0", "7", "存的是7，表里按单元格格式显示的不一定是这个数"),
    ],
)
def test_a_number_shown_as_another_one_is_a_question(path: Path, value: float, code: str, raw: str, why: str) -> None:
    """Case 52: nobody knows which of the two was meant."""
    entry = changed(path, typing(value, key="1.5b", number_format=code))
    assert fact_of(entry, "1.5b") == (Gap.UNREADABLE, raw, why)


@pytest.mark.no_cover
@pytest.mark.parametrize(("value", "code"), [(0, "0%"), (3, "#,##0.00"), (3, '0"次"'), (3, "0.00_ ")])
def test_a_format_that_does_not_change_the_number(path: Path, value: float, code: str) -> None:
    assert fact_of(changed(path, typing(value, number_format=code)))[0] == value


def test_a_percent_as_text_is_asked_about_as_before(path: Path) -> None:
    assert fact_of(changed(path, typing("30%", number_format="0%")))[2] == "是百分比，这里要填数"


@pytest.mark.parametrize("code", ["m/d", 'm"月"d"日"', "[$-804]yyyy-m-d"])
def test_a_number_that_became_a_date_is_a_question(path: Path, code: str) -> None:
    """Case 63; the first reader knows every date format."""
    entry = changed(path, typing(dt.date(2017, 6, 5), number_format=code))
    assert fact_of(entry) == (Gap.UNREADABLE, "2017-06-05", "是日期或时间，不是数")


def test_a_date_is_a_number_to_whoever_looks_twice_and_that_is_no_disagreement(path: Path) -> None:

    def change(book: openpyxl.Workbook) -> None:
        typing("#REF!", Bonus.SHEET, "2", Bonus.WORK)(book)
        typing(dt.datetime(2017, 6, 1, 8, tzinfo=None), Bonus.SHEET, "2", Bonus.DATE)(book)  # noqa: DTZ001 - a cell has no zone

    entry = changed(path, change)
    assert codes(entry) == ["K210"]
    assert entry.bonus[1].year == 2017


def test_an_answer_struck_through_is_a_question(path: Path) -> None:
    """Case 72: the cell, or a part of its text, shared or its own."""

    def strike(book: openpyxl.Workbook) -> None:
        cell(book, Facts.SHEET, "1.1a", Facts.ANSWER).font = Font(strike=True)
        typing(CellRichText(TextBlock(InlineFont(strike=True), "5"), "3"), key="2.3b")(book)

    entry = changed(path, strike)
    assert [fact_of(entry), fact_of(entry, "2.3b")] == [(Gap.UNREADABLE, "60", STRUCK), (Gap.UNREADABLE, "53", STRUCK)]


def test_a_shared_text_struck_through(path: Path) -> None:
    changed(path, typing("53"))
    strings = "<sst><si><t>x</t></si><si><r><rPr><strike/></rPr><t>5</t></r><r><t>3</t></r></si></sst>"
    strings = strings.replace("<sst", '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"')
    add_part(path, "xl/sharedStrings.xml", strings, "sharedStrings")
    entry = rewritten(path, (r'(<c r="D4"[^>]*?) t="inlineStr">.*?</c>', r'\1 t="s"><v>1</v></c>'), part="sheet3")
    assert fact_of(entry) == (Gap.UNREADABLE, "53", STRUCK)


def test_a_bonus_row_with_a_doubtful_cell_waits(path: Path) -> None:
    """K210: whatever column it is in; an error value never passes for a certificate's number."""

    def change(book: openpyxl.Workbook) -> None:
        typing("#N/A", Bonus.SHEET, "1", Bonus.CERTIFICATE)(book)
        cell(book, Bonus.SHEET, "2", Bonus.WORK).font = Font(strike=True)
        typing(0.5, Bonus.SHEET, "3", Bonus.QUANTITY, "0%")(book)
        typing("#REF!", Bonus.SHEET, "5", Bonus.DATE)(book)

    entry = changed(path, change)
    assert [row.quantity.value for row in entry.bonus] == [Gap.UNREADABLE] * 4
    assert entry.bonus[0].quantity.why == "但“文号或证书编号”栏读不准：单元格里是错误值 #N/A"
    assert [(found.code, found.place.cell) for found in entry.findings] == [
        ("K210", LAYOUT.bonus.cell(key, header))
        for key, header in (("1", Bonus.CERTIFICATE), ("2", Bonus.WORK), ("3", Bonus.QUANTITY), ("5", Bonus.DATE))
    ]
    assert (entry.bonus[3].date_text, entry.bonus[3].year) == ("#REF!", Gap.UNREADABLE)


def test_a_doubtful_material(path: Path) -> None:
    entry = changed(path, typing("=1=1", Materials.SHEET, MATERIAL, Materials.PRESENT))
    assert entry.materials[MATERIAL] is Gap.UNREADABLE
    assert codes(entry) == ["K210"]


def test_a_disagreement_of_the_readers_is_a_question(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither is right for certain."""
    changed(path, typing("#REF!"))

    def disagreeing(path: Path, areas: Mapping[str, Area], package: Package) -> Mapping[str, SheetLook]:
        rows = areas[Facts.SHEET].sheet.rows
        rows[LAYOUT.facts.row("1.2a") - 1][LAYOUT.facts.column(Facts.ANSWER) - 1] = "否"  # type: ignore[index]
        return look(path, areas, package)

    monkeypatch.setattr(opinion, "look", disagreeing)
    assert fact_of(read(path), "1.2a") == (Gap.UNREADABLE, "否 / 是", "两种读法不一样：“否”和“是”")


@pytest.mark.no_cover
@pytest.mark.parametrize(
    ("change", "why"),
    [
        (typing("#REF!"), "单元格里是错误值 #REF!"),
        (typing("=1"), UNCALCULATED),
        (typing(0.3, number_format="0%"), "表里看到的是30%，实际存的是0.3，不知是哪个数"),
        (lambda book: setattr(cell(book, Facts.SHEET, "1.1a", Facts.ANSWER), "font", Font(strike=True)), STRUCK),
    ],
)
def test_strict_open_xml_is_asked_about_as_any_other(path: Path, change: Change, why: str) -> None:
    """Case 8: its names of namespaces are others."""
    changed(path, change)
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    entry = rewritten(path, (main, "http://purl.oclc.org/ooxml/spreadsheetml/main"))
    assert (entry.facts["1.1a"].value, entry.facts["1.1a"].why) == (Gap.UNREADABLE, why)
    assert (entry.facts["1.2a"].value, entry.findings) == (True, ())


def test_broken_styles_are_no_hindrance(path: Path) -> None:
    """Case 9."""
    changed(path, typing("#REF!"))
    entry = rewritten(path, (r"<fill><patternFill patternType=\"gray125\" ?/></fill>", "<fill/>"), part="styles")
    assert (fact_of(entry)[0], codes(entry)) == (Gap.UNREADABLE, [])


def test_cells_without_addresses_are_all_asked_about(path: Path, original: Return) -> None:
    changed(path, typing("#REF!"))
    entry = rewritten(path, (r"<c r=\"[A-Z]+[0-9]+\"", "<c"), part="sheet3")
    assert fact_of(entry) == (Gap.UNREADABLE, "#REF!", "单元格里是错误值 #REF!")
    assert (fact_of(entry, "1.2a")[0], codes(entry), entry.unit) == (True, [], original.unit)


def test_a_package_that_cannot_be_scanned_is_read_all_the_same(
    path: Path, original: Return, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kexie_excel.sheets.read.package.MOST_BYTES", 10)
    entry = read(path)
    assert content(entry) == content(original)
    assert codes(entry) == ["K220"] * 4


@pytest.mark.no_cover
@pytest.mark.parametrize(("header", "is_read"), [(Facts.EVIDENCE, False), (Facts.ANSWER, True)])
def test_where_nothing_calls_for_it_no_cell_is_read_twice(
    path: Path,
    monkeypatch: pytest.MonkeyPatch,
    header: str,
    is_read: bool,  # noqa: FBT001 - a column of the table
) -> None:
    """Design §6: only a sheet where the glance finds something in an input cell; an error elsewhere is nothing."""
    twice: list[str] = []

    def noted(reader: CellReader, xml: bytes, area: Area) -> SeenCells:
        twice.append(area.sheet.name)
        return original_read(reader, xml, area)

    original_read = CellReader.read
    monkeypatch.setattr(CellReader, "read", noted)
    changed(path, typing("#REF!", header=header))
    assert (Facts.SHEET in twice) is is_read
