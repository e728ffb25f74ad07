"""Two readers, one truth: what the values do not tell is found and asked about (cases 8, 9, 31 to 36, 42, 48, 51, 52, 69, 72)."""

import datetime as dt
import re
import zipfile
from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from openpyxl.cell.cell import Cell as BookCell
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.formatting.formatting import ConditionalFormattingList
from openpyxl.styles import Font

from kexie_excel.form.headers import Bonus, Facts, Materials, Scores
from kexie_excel.returns.doubts import opinion
from kexie_excel.returns.model import Entry, Return
from kexie_excel.returns.read import Reader
from kexie_excel.scheme.fact import Gap
from kexie_excel.sheets.look.look import look
from kexie_excel.sheets.look.seen_cells import SeenCells
from kexie_excel.sheets.look.sheet_look import Area, SheetLook
from kexie_excel.sheets.look.xlsx_cells import CellReader
from kexie_excel.sheets.read.package import Package
from scripts.fill import to_bytes
from tests.builders import SCHEME
from tests.returned import LAYOUT, OF_SHEET, codes, content

UNCALCULATED = "公式没有算过：请用 Excel 或 WPS 打开后保存一次再发"
STRUCK = "上面有删除线，不知还算不算"
MATERIAL = SCHEME.materials[0].id
Change = Callable[[openpyxl.Workbook], None]


@pytest.fixture(scope="module")
def slim(filled: bytes) -> bytes:
    """The filled form without the hidden helpers of 加分项, which openpyxl would load and save for every test."""
    book = openpyxl.load_workbook(BytesIO(filled))
    first = len(LAYOUT.bonus.shown) + 1
    book[Bonus.SHEET].delete_cols(first, len(LAYOUT.bonus.helpers))
    book[Bonus.SHEET].conditional_formatting = ConditionalFormattingList()
    return to_bytes(book)


@pytest.fixture
def path(slim: bytes, tmp_path: Path) -> Path:
    """The filled form as a file that may be changed."""
    path = tmp_path / "表.xlsx"
    path.write_bytes(slim)
    return path


def changed(path: Path, change: Change) -> Return:
    """Change a workbook with openpyxl, and read it."""
    book = openpyxl.load_workbook(path)
    change(book)
    book.save(path)
    return read(path)


def read(path: Path) -> Return:
    """Read a workbook as a return."""
    entry = Reader(SCHEME).read(path, path.name)
    assert isinstance(entry, Return), entry
    return entry


def cell(book: openpyxl.Workbook, sheet: str, key: str, header: str) -> BookCell:
    """Give a keyed cell of a workbook."""
    found = book[sheet][OF_SHEET[sheet].cell(key, header)]
    assert isinstance(found, BookCell)
    return found


def typing(
    value: object, sheet: str = Facts.SHEET, key: str = "1.1a", header: str = Facts.ANSWER, number_format: str = ""
) -> Change:
    """Give the change that types into one cell."""

    def change(book: openpyxl.Workbook) -> None:
        own = cell(book, sheet, key, header)
        own.value = value  # type: ignore[assignment]
        own.number_format = number_format or own.number_format

    return change


def rewritten(path: Path, *replacements: tuple[str, str], part: str = "") -> Return:
    """Rewrite the XML inside a workbook by patterns, and read it."""
    stream = BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            text = old.read(name).decode()
            for pattern, to in replacements if part in name else ():
                text = re.sub(pattern, to, text)
            new.writestr(name, text)
    path.write_bytes(stream.getvalue())
    return read(path)


def fact_of(entry: Return, key: str = "1.1a") -> tuple[object, str, str]:
    """Give what was read of a fact."""
    answer: Entry = entry.facts[key]
    return answer.value, answer.raw, answer.why


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


def add_part(path: Path, name: str, text: str, kind: str, to: str = "xl/workbook.xml") -> None:
    """Add a part to a workbook, and the relation that leads to it."""
    content_type = f"spreadsheetml.{kind}"
    stream = BytesIO()
    folder, _, own = to.rpartition("/")
    rels = f"{folder}/_rels/{own}.rels"
    relation = f'<Relationship Id="x{kind}" Type="http://x/{kind}" Target="/{name}"/></Relationships>'
    empty = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
    kept = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    declared = (
        f'<Override PartName="/{name}" ContentType="application/vnd.openxmlformats-officedocument.{content_type}+xml"/>'
    )
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for other in {*old.namelist(), rels}:
            data = old.read(other).decode() if other in old.namelist() else empty
            data = data.replace("</Relationships>", relation.replace("http://x", kept)) if other == rels else data
            data = data.replace("</Types>", f"{declared}</Types>") if other == "[Content_Types].xml" else data
            new.writestr(other, data)
        new.writestr(name, text)
    path.write_bytes(stream.getvalue())


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
