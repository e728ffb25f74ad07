"""Reading 4-现场: whatever program saved it, whatever else lies there. Contract ⟂ §5.4; design §6, §9."""

import datetime as dt
from dataclasses import replace
from fractions import Fraction
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

from kexie_excel.form.digest import form_digest
from kexie_excel.form.headers import ONSITE, Stamp
from kexie_excel.form.write import write_form
from kexie_excel.inbox.isolation import Crash
from kexie_excel.inbox.receipts import Fate
from kexie_excel.onsite import read as onsite
from kexie_excel.onsite.layout import Visit
from kexie_excel.onsite.read import OnsiteBook, OnsiteBooks, OnsiteReader, collect_onsite
from kexie_excel.returns.read import Reader, Rejected
from kexie_excel.scheme.fact import Gap
from kexie_excel.scoring.evaluation import evaluate
from scripts.fill import to_bytes
from scripts.office import PROGRAM, convert
from tests.builders import SCHEME, UNIT, full_answers, make_intake, make_return
from tests.visits import onsite_bytes, onsite_sheet, row_of, typed_book

OTHER = SCHEME.units[1].name
NAME = f"{UNIT}-{ONSITE}.xlsx"
TYPED = {"1.3": (0.5, "没有文件"), "7.1": (3, "少一份证书"), "1.4": ("约1", None), "2.2": (None, "看过了")}

needs_office = pytest.mark.skipif(PROGRAM is None, reason="needs LibreOffice")


@pytest.fixture(scope="module")
def blank() -> bytes:
    """A workbook as it is made."""
    return onsite_bytes(evaluate(SCHEME, make_intake([make_return(full_answers())])))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An empty 4-现场."""
    made = tmp_path / "4-现场"
    made.mkdir()
    return made


@pytest.fixture(autouse=True)
def measured_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read where coverage looks, as neither a worker nor ``reads_here`` does: these are the reader's own tests."""
    monkeypatch.setattr(onsite, "read_each", lambda read, tasks: enumerate(map(read, tasks)))


def collect(folder: Path, content: bytes | None = None, name: str = NAME) -> OnsiteBooks:
    """Read the folder, with one more file in it."""
    if content is not None:
        (folder / name).write_bytes(content)
    return collect_onsite(SCHEME, folder)


def read(folder: Path, content: bytes, name: str = NAME) -> OnsiteBook:
    """Read one file that is usable."""
    found = collect(folder, content, name)
    assert found.rejected == ()
    return found.books[0]


def rejection(folder: Path, content: bytes, name: str = NAME) -> tuple[str, str]:
    """Give code and message of one file that is not."""
    found = collect(folder, content, name)
    assert found.books == ()
    return found.rejected[0].code, found.rejected[0].message


def said(book: OnsiteBook) -> dict[str, tuple[object, str, str]]:
    """Give row → points, reason, 核算 as printed."""
    return {mark.row: (mark.score.value, mark.reason, mark.printed) for mark in book.marks}


EXPECTED = {
    "1.3": (Fraction(1, 2), "没有文件", "2"),
    "7.1": (Fraction(3), "少一份证书", "0"),
    "1.4": (Gap.UNREADABLE, "", "2"),
    "2.2": (Gap.BLANK, "看过了", "4"),
}


def test_what_was_typed_is_read_back(folder: Path, blank: bytes) -> None:
    book = read(folder, to_bytes(typed_book(blank, TYPED, "王五", dt.date(2017, 12, 20))))
    assert (book.file, book.unit, book.signed) == (f"4-现场/{NAME}", UNIT, "王五 2017-12-20")
    assert said(book) == EXPECTED
    assert str(book.marks[0].score.place).startswith(f"4-现场/{NAME}，{ONSITE} I")


@pytest.mark.no_cover
@needs_office
@pytest.mark.parametrize("suffix", [".xlsx", ".xls", ".ods"])
def test_what_another_program_saved_is_read_back(folder: Path, tmp_path: Path, blank: bytes, suffix: str) -> None:
    """Saved again by LibreOffice as xlsx, xls and ods: the same scores, the same unit."""
    path = tmp_path / NAME
    path.write_bytes(to_bytes(typed_book(blank, TYPED, "王五")))
    (saved,) = convert([path], suffix, tmp_path / "再存")
    book = read(folder, saved.read_bytes(), saved.name)
    assert (book.unit, book.signed) == (UNIT, "王五")
    assert said(book) == EXPECTED


def test_a_blank_workbook_says_nothing(folder: Path, blank: bytes) -> None:
    found = collect(folder, blank)
    assert not found.books[0].is_typed
    assert found.typed == {}


def test_several_workbooks_of_a_unit(folder: Path, blank: bytes) -> None:
    content = to_bytes(typed_book(blank, TYPED))
    (folder / "张三").mkdir()
    collect(folder, content)
    found = collect(folder, content, f"张三/{NAME}")
    assert {book.file for book in found.typed[UNIT]} == {f"4-现场/张三/{NAME}", f"4-现场/{NAME}"}


def test_no_folder_is_no_visit(tmp_path: Path) -> None:
    assert collect_onsite(SCHEME, tmp_path / "4-现场") == OnsiteBooks()


def test_files_of_the_system_are_passed_over(folder: Path) -> None:
    for name in (f"~${NAME}", ".DS_Store", "desktop.ini"):
        (folder / name).write_bytes(b"x")
    assert collect(folder) == OnsiteBooks()


@pytest.mark.parametrize(("text", "signed"), [("", "2017-12-20"), ("  ", "2017-12-20")])
def test_a_label_is_no_answer(folder: Path, blank: bytes, text: str, signed: str) -> None:
    """A blank 检查人 is not answered by the next label."""
    assert read(folder, to_bytes(typed_book(blank, {}, text, "2017-12-20"))).signed == signed


def test_signatures_whose_labels_are_gone(folder: Path, blank: bytes) -> None:
    book = typed_book(blank, TYPED, "王五", "今天")
    for column in (1, 3):
        onsite_sheet(book).cell(3, column).value = None
    assert read(folder, to_bytes(book)).signed == ""


def test_an_error_and_an_uncalculated_formula_are_not_blank(folder: Path, blank: bytes) -> None:
    """K747 later: a score that no program calculated must not pass for one that was never given."""
    book = typed_book(blank, {"1.3": ("=1/0", "公式"), "1.4": ("#N/A", "错")})
    found = {mark.row: mark.score for mark in read(folder, to_bytes(book)).marks}
    assert found["1.3"].raw.startswith("=1/0（公式没有算过")
    assert found["1.4"].value is found["1.3"].value is Gap.UNREADABLE


def test_a_percentage_and_what_is_struck_through_are_not_taken_for_scores(folder: Path, blank: bytes) -> None:
    """K747 later: 50% is not half a point, and a score that somebody crossed out is not given; others stand."""
    book = typed_book(blank, {"2.3": (0.5, "一半"), "3.7": (0.5, "一半"), "1.6": (1, "改了"), "1.5": (12, "千")})
    sheet, column = onsite_sheet(book), Visit.COLUMNS.index(Visit.SCORE) + 1
    sheet.cell(row_of(sheet, "2.3"), column).number_format = "0%"
    sheet.cell(row_of(sheet, "1.5"), column).number_format = '#,##0,"千"'
    sheet.cell(row_of(sheet, "1.6"), column).font = Font(strike=True)
    half = CellRichText("看", TextBlock(InlineFont(strike=True), "过"))
    sheet.cell(row_of(sheet, "1.1"), Visit.COLUMNS.index(Visit.REASON) + 1).value = half
    marks = {mark.row: mark for mark in read(folder, to_bytes(book)).marks}
    assert {row: mark.score.raw for row, mark in marks.items()} == {
        "1.1": "",
        "1.5": "0千（表里看到的是0千，实际存的是12，不知是哪个数）",
        "1.6": "1（上面有删除线，不知还算不算）",
        "2.3": "50%（表里看到的是50%，实际存的是0.5，不知是哪个数）",
        "3.7": "0.5",
    }
    assert [row for row, mark in marks.items() if mark.score.number is not None] == ["3.7"]
    assert marks["1.1"].reason == "看过（上面有删除线，不知还算不算）"


@needs_office
@pytest.mark.parametrize("suffix", [".xls", ".ods"])
def test_in_another_format_the_same_cells_are_asked_about_and_no_others(
    folder: Path, blank: bytes, suffix: str
) -> None:
    """An error would read as a score that was never given, 50% as half a point; the other scores stand."""
    book = typed_book(blank, {"1.3": ("=1/0", "公式"), "2.3": (0.5, "一半"), "3.7": (0.5, "一半")})
    onsite_sheet(book).cell(
        row_of(onsite_sheet(book), "2.3"), Visit.COLUMNS.index(Visit.SCORE) + 1
    ).number_format = "0%"
    source = folder / "源.xlsx"
    source.write_bytes(to_bytes(book))
    (path,) = convert([source], suffix, folder)
    found = OnsiteReader(SCHEME).read(path, path.name)
    assert isinstance(found, OnsiteBook)
    marks = {mark.row: mark.score for mark in found.marks}
    assert [row for row, score in marks.items() if score.number is not None] == ["3.7"]
    assert marks["1.3"].raw == "#DIV/0!（单元格里是错误值 #DIV/0!）"
    assert marks["2.3"].raw == "50%（表里看到的是50%，实际存的是0.5，不知是哪个数）"


def test_formulas_in_a_workbook_that_cannot_be_taken_apart(
    folder: Path, blank: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_arguments: object, **_more: object) -> None:
        raise ValueError

    monkeypatch.setattr(onsite, "with_doubts", broken)
    path = folder / NAME
    path.write_bytes(to_bytes(typed_book(blank, {"1.3": ("=1/2", "公式")})))
    found = OnsiteReader(SCHEME).read(path, NAME)
    assert not isinstance(found, OnsiteBook)
    assert (found.code, "看不出来" in found.message) == ("K743", True)


def test_a_score_that_is_seen_rounded_is_a_question_and_one_with_its_word_is_not(folder: Path, blank: bytes) -> None:
    """0.6 under the format 0 is seen as 1; 2分 is 2."""
    book = typed_book(blank, {"3.7": (0.6, "一半"), "1.3": (2, "有")})
    sheet, column = onsite_sheet(book), Visit.COLUMNS.index(Visit.SCORE) + 1
    sheet.cell(row_of(sheet, "3.7"), column).number_format = "0"
    sheet.cell(row_of(sheet, "1.3"), column).number_format = '0"分"'
    marks = {mark.row: mark.score for mark in read(folder, to_bytes(book)).marks}
    assert marks["3.7"].value is Gap.UNREADABLE
    assert marks["3.7"].raw == "1（表里看到的是1，实际存的是0.6，不知是哪个数）"
    assert marks["1.3"].value == 2


def test_two_columns_of_scores_that_differ_are_a_question(folder: Path, blank: bytes) -> None:
    """Never the leftmost without a word; where they say the same, they are one."""
    book = typed_book(blank, TYPED)
    sheet = onsite_sheet(book)
    column = sheet.max_column + 1
    for row in range(Visit.HEADER_ROW, sheet.max_row + 1):
        sheet.cell(row, column).value = sheet.cell(row, Visit.COLUMNS.index(Visit.SCORE) + 1).value
    assert said(read(folder, to_bytes(book))) == EXPECTED
    sheet.cell(row_of(sheet, "1.3"), column).value = 2
    sheet.cell(row_of(sheet, "1.5"), column).value = 1
    sheet.cell(sheet.max_row + 2, column).value = 5
    found = read(folder, to_bytes(book))
    marks = {mark.row: mark.score for mark in found.marks}
    assert (marks["1.3"].value, marks["1.3"].raw) == (Gap.UNREADABLE, "0.5 / 2")
    assert (marks["1.5"].value, marks["1.5"].raw) == (Gap.UNREADABLE, "空 / 1")
    assert marks["7.1"].value == 3
    assert [own.code for own in found.findings] == ["K755"]


def test_a_score_in_no_row_is_told(folder: Path, blank: bytes) -> None:
    """K755: a row whose 编号 was lost, and one below the table; an empty row says nothing."""
    book = typed_book(blank, TYPED)
    sheet = onsite_sheet(book)
    sheet.cell(row_of(sheet, "1.3"), 1).value = None
    sheet.cell(sheet.max_row + 2, 9).value = 5
    found = read(folder, to_bytes(book))
    assert [own.code for own in found.findings] == ["K755", "K755"]
    assert "1.3" not in said(found)
    assert found.is_typed


def test_a_row_that_was_copied_is_given_twice(folder: Path, blank: bytes) -> None:
    book = typed_book(blank, {"1.3": (1, "甲")})
    sheet = onsite_sheet(book)
    below = sheet.max_row + 1
    for column, value in ((1, "1.3"), (9, 0), (10, "乙")):
        sheet.cell(below, column).value = value
    assert [(mark.row, mark.score.raw) for mark in read(folder, to_bytes(book)).marks] == [("1.3", "1"), ("1.3", "0")]


def test_rows_and_columns_that_were_moved(folder: Path, blank: bytes) -> None:
    book = typed_book(blank, TYPED)
    sheet = onsite_sheet(book)
    sheet.insert_rows(1, 2)
    sheet.insert_cols(3)
    assert {row: own[:2] for row, own in said(read(folder, to_bytes(book))).items()} == {
        row: own[:2] for row, own in EXPECTED.items()
    }


# ── whose it is


def stamped(blank: bytes, key: str, value: str | None) -> openpyxl.Workbook:
    """Change what the stamp says."""
    book = openpyxl.load_workbook(BytesIO(blank))
    for row in book[Stamp.SHEET].iter_rows():
        if row[0].value == key:
            row[1].value = value
    return book


def test_a_renamed_workbook_is_nobody_s_to_guess(folder: Path, blank: bytes) -> None:
    """K745: one unit's workbook, filled for another."""
    code, message = rejection(folder, blank, f"{OTHER}-{ONSITE}.xlsx")
    assert code == "K745"
    assert UNIT in message
    assert OTHER in message


def renamed(folder: Path, content: bytes, name: str, now: str = "") -> OnsiteBooks:
    """Read a unit's workbook after the office gave the unit another name, or took it off the list."""
    first = (replace(SCHEME.units[0], name=now),) if now else ()
    (folder / name).write_bytes(content)
    return collect_onsite(replace(SCHEME, units=(*first, *SCHEME.units[1:]), issued=SCHEME), folder)


@pytest.mark.parametrize("name", [NAME, f"{UNIT}（已并入{OTHER}）-{ONSITE}.xlsx", f"{OTHER}-{ONSITE}.xlsx"])
def test_scores_of_a_unit_that_is_gone_are_no_other_s(folder: Path, blank: bytes, name: str) -> None:
    """K745, whatever its file is called: the unit was merged into another, which was visited on its own."""
    assert SCHEME.units[0].name == UNIT
    content = to_bytes(typed_book(blank, TYPED))
    for now in ("", "新城区"):
        found = renamed(folder, content, name, now)
        assert (found.books, [own.code for own in found.rejected]) == ((), ["K745"])
        assert found.rejected[0].message == f"表里写的单位是“{UNIT}”，现在的名单上没有，里面的现场评分没有采用"


def test_scores_of_a_renamed_unit_count_once_its_file_bears_the_new_name(folder: Path, blank: bytes) -> None:
    found = renamed(folder, to_bytes(typed_book(blank, TYPED)), f"新城区-{ONSITE}.xlsx", "新城区")
    assert (found.rejected, list(found.typed)) == ((), ["新城区"])


def test_a_blank_workbook_of_a_unit_that_is_gone_asks_nobody(folder: Path, blank: bytes) -> None:
    found = renamed(folder, blank, NAME)
    assert (found.rejected, found.typed) == ((), {})


def test_a_workbook_without_a_stamp_is_known_by_its_title(folder: Path, blank: bytes) -> None:
    book = openpyxl.load_workbook(BytesIO(blank))
    del book[Stamp.SHEET]
    assert read(folder, to_bytes(book), "评分.xlsx").unit == UNIT
    onsite_sheet(book).cell(2, 1).value = None
    assert collect(folder, to_bytes(book), "评分.xlsx").rejected[0].code == "K745"
    (folder / "评分.xlsx").unlink()
    assert read(folder, to_bytes(book)).unit == UNIT


def test_another_scheme_s_workbook(folder: Path, blank: bytes) -> None:
    """K746."""
    code, message = rejection(folder, to_bytes(stamped(blank, "方案", "yueyang-2016")))
    assert (code, "yueyang-2016" in message) == ("K746", True)


# ── what is no on-site workbook


def test_a_return_among_the_on_site_workbooks(folder: Path) -> None:
    """K742: it says where it belongs."""
    found = collect(folder, write_form(SCHEME, UNIT)).rejected[0]
    assert found.code == "K742"
    assert "2-回收" in found.remedy


def test_an_on_site_workbook_among_the_returns(tmp_path: Path, blank: bytes) -> None:
    """K741: never taken for a return, and no sign of life of its unit."""
    (tmp_path / NAME).write_bytes(blank)
    rejected = Reader(SCHEME).read(tmp_path / NAME, NAME)
    assert isinstance(rejected, Rejected)
    assert (rejected.finding.code, rejected.finding.unit) == ("K741", UNIT)
    assert (rejected.fate, rejected.claimants) == (Fate.NOT_A_FORM, ())
    assert "现场评估表" in rejected.finding.message
    assert "4-现场" in rejected.finding.remedy


def test_a_photograph_is_no_matter(folder: Path) -> None:
    """K744: inspectors take pictures."""
    assert rejection(folder, b"\x89PNG\r\n", "现场照片.png")[0] == "K744"


def test_a_workbook_of_something_else(folder: Path) -> None:
    """K744."""
    code, message = rejection(folder, to_bytes(openpyxl.Workbook()), "行程.xlsx")
    assert (code, "不是现场评估表" in message) == ("K744", True)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04broken"])
def test_a_workbook_that_cannot_be_opened(folder: Path, content: bytes) -> None:
    """K743: it may hold scores."""
    assert rejection(folder, content)[0] == "K743"


def test_a_workbook_that_is_not_here_yet(folder: Path, blank: bytes) -> None:
    """K743: what is known before it is opened is said, whatever is there already."""
    code, message = rejection(folder, to_bytes(typed_book(blank, TYPED)), f"{NAME}.crdownload")
    assert (code, "没有下载完" in message) == ("K743", True)


def test_a_workbook_whose_headers_are_gone(folder: Path, blank: bytes) -> None:
    """K743, by its stamp."""
    book = typed_book(blank, TYPED)
    onsite_sheet(book).cell(Visit.HEADER_ROW, Visit.COLUMNS.index(Visit.SCORE) + 1).value = "得分"
    code, message = rejection(folder, to_bytes(book))
    assert (code, "表头" in message) == ("K743", True)


def test_two_tables_in_one_workbook(folder: Path, blank: bytes) -> None:
    """K743 where they differ; a copy that is the same says the same."""
    book = typed_book(blank, TYPED)
    copy = book.copy_worksheet(onsite_sheet(book))
    assert read(folder, to_bytes(book)).unit == UNIT
    copy.cell(row_of(onsite_sheet(book), "1.3"), 7).value = 2
    assert rejection(folder, to_bytes(book))[0] == "K743"


def test_a_reader_that_dies_costs_one_finding(folder: Path, blank: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever a file does to its reader, the others are read."""
    monkeypatch.setattr(onsite, "read_each", lambda _read, tasks: ((at, Crash.DIED) for at in range(len(tasks))))
    assert rejection(folder, blank) == ("K743", f"{Crash.DIED.value}；里面的现场评分没有采用")


def test_the_stamp_says_what_it_is_for(blank: bytes) -> None:
    book = openpyxl.load_workbook(BytesIO(blank))
    stamp = {str(row[0]): row[1] for row in book[Stamp.SHEET].iter_rows(values_only=True)}
    known = {"方案": SCHEME.id, "表样版本": 1, "单位": UNIT, Stamp.PURPOSE: "现场"}
    assert stamp == known | {"表样内容": form_digest(SCHEME), "年度": 2017}
    assert book[Stamp.SHEET].sheet_state == "veryHidden"
