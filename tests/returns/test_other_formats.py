"""What .xls and .ods say of each cell beside its value: the same questions as in .xlsx (cases 31, 33, 42, 51, 52, 72).

The workbooks are changed with openpyxl and saved in the other formats by LibreOffice.
"""

import re
import zipfile
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from openpyxl.cell.cell import Cell as BookCell
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.styles import Font

from kexie_excel.form.headers import Bonus, Facts, Scores
from kexie_excel.returns.model import Entry, Return
from kexie_excel.returns.read import Reader
from kexie_excel.scheme.fact import Gap
from kexie_excel.sheets.look import look
from scripts.office import PROGRAM, convert
from tests.builders import SCHEME
from tests.returned import LAYOUT, codes, content

needs_office = pytest.mark.skipif(PROGRAM is None, reason="LibreOffice is not installed")
FORMATS = [".xls", ".ods"]
STRUCK = "上面有删除线，不知还算不算"
SPACED = "两个  空格\t和\n换行"
MERGED = (LAYOUT.facts.cell("1.2a", Facts.ANSWER), LAYOUT.facts.cell("1.2b", Facts.ANSWER))


def spoil(book: openpyxl.Workbook) -> None:
    """Do everything to a form that its values do not tell."""

    def cell(sheet: str, address: str) -> BookCell:
        found = book[sheet][address]
        assert isinstance(found, BookCell)
        return found

    def fact(key: str) -> BookCell:
        return cell(Facts.SHEET, LAYOUT.facts.cell(key, Facts.ANSWER))

    fact("1.1a").value = "=1/0"
    fact("1.5b").value, fact("1.5b").number_format = 0.3, "0.0%"
    fact("1.5c").font = Font(strike=True)
    fact("2.3a").value, fact("2.3a").number_format = 365000, '0.0,"千"'
    fact("2.3b").value = 1
    fact("2.3b").number_format = "0%"
    fact("3.4a").value = CellRichText(TextBlock(InlineFont(strike=True), "5"), "3")
    fact("2.1v").value, fact("2.1v").number_format = 0, "0%"
    fact("2.1a").comment = Comment("见附件三", "平江县")
    fact("2.1b").comment = Comment("市科协办公室：请补填", "市科协办公室")
    cell(Scores.SHEET, LAYOUT.scores.cell("3.3", Scores.SELF)).value = "=NA()"
    cell(Bonus.SHEET, LAYOUT.bonus.cell("1", Bonus.QUANTITY)).font = Font(strike=True)
    cell(Bonus.SHEET, LAYOUT.bonus.cell("2", Bonus.WORK)).value = SPACED
    book[Facts.SHEET].merge_cells(":".join(MERGED))
    book[Facts.SHEET].row_dimensions[20].hidden = True
    book[Scores.SHEET].column_dimensions["E"].hidden = True
    book[Bonus.SHEET].sheet_state = "hidden"


@pytest.fixture(scope="module", params=FORMATS)
def spoilt(request: pytest.FixtureRequest, filled: bytes, tmp_path_factory: pytest.TempPathFactory) -> Return:
    """The spoilt form, saved by the office program in another format, and read."""
    if PROGRAM is None:
        pytest.skip("LibreOffice is not installed")
    folder = tmp_path_factory.mktemp("spoilt")
    book = openpyxl.load_workbook(BytesIO(filled))
    spoil(book)
    book.save(folder / "表.xlsx")
    (path,) = convert([folder / "表.xlsx"], request.param, folder / "另存")
    entry = Reader(SCHEME).read(path, path.name)
    assert isinstance(entry, Return), entry
    return entry


@pytest.mark.parametrize(
    ("key", "raw", "why"),
    [
        ("1.1a", "#DIV/0!", "单元格里是错误值 #DIV/0!"),
        ("1.5b", "30.0%", "表里看到的是30.0%，实际存的是0.3，不知是哪个数"),
        ("1.5c", "58.2", STRUCK),
        ("2.3b", "100%", "表里看到的是100%，实际存的是1，不知是哪个数"),
        ("3.4a", "53", STRUCK),
        ("1.2b", "", f"和{MERGED[0]}合并成了一格，不知这一行填的是什么"),
    ],
)
def test_what_the_value_does_not_tell_is_a_question_at_its_cell(spoilt: Return, key: str, raw: str, why: str) -> None:
    """Never blank, never a guess: “100%” is not 1, and no alarm about the file as a whole is needed."""
    answer: Entry = spoilt.facts[key]
    assert (answer.value, answer.raw, answer.why) == (Gap.UNREADABLE, raw, why)
    assert answer.place.cell == LAYOUT.facts.cell(key, Facts.ANSWER)
    assert "K220" not in codes(spoilt)


def test_a_number_in_thousands_is_a_question(spoilt: Return) -> None:
    answer = spoilt.facts["2.3a"]
    assert answer.value is Gap.UNREADABLE
    assert "365000" in answer.why


def test_what_looks_like_what_it_is_stays(spoilt: Return) -> None:
    assert spoilt.facts["2.1v"].value == 0
    assert spoilt.facts["1.2a"].value is True
    assert "".join(spoilt.bonus[1].work.split()) == "".join(SPACED.split())
    assert spoilt.bonus[1].quantity.number == 2


def test_scores_and_awards_are_asked_about_too(spoilt: Return) -> None:
    assert spoilt.self_scores["3.3"].why == "单元格里是错误值 #N/A"
    assert (spoilt.bonus[0].quantity.value, spoilt.bonus[0].quantity.why) == (Gap.UNREADABLE, STRUCK)


def test_comments_and_what_is_hidden_are_reported(spoilt: Return) -> None:
    """K211 and K212; the office's own comment is not."""
    said = [found.message for found in spoilt.findings if found.code in {"K211", "K212"}]
    assert said == [
        "“评估表”里第E列隐藏着，里面填的内容照常读取",
        "单位写的批注：“见附件三”",
        "“完成情况”里第20行隐藏着，里面填的内容照常读取",
        "“加分项”里整张表隐藏着，里面填的内容照常读取",
    ]
    assert [found.place.cell for found in spoilt.findings if found.code == "K217"] == [MERGED[0]]


@pytest.mark.no_cover
@needs_office
@pytest.mark.parametrize("suffix", FORMATS)
def test_a_plain_return_is_read_as_it_is_and_nothing_is_asked(
    filled_file: Path, tmp_path: Path, original: Return, suffix: str
) -> None:
    (path,) = convert([filled_file], suffix, tmp_path)
    entry = Reader(SCHEME).read(path, path.name)
    assert isinstance(entry, Return)
    assert content(entry) == content(original)
    assert codes(entry) == []


@needs_office
@pytest.mark.parametrize(("suffix", "reader"), [(".xls", "look_xls"), (".ods", "look_ods")])
def test_where_looking_twice_fails_every_sheet_is_named(
    filled_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, suffix: str, reader: str
) -> None:
    """K220 for each sheet."""

    def fail(*_sources: object) -> None:
        raise ValueError

    (path,) = convert([filled_file], suffix, tmp_path)
    monkeypatch.setattr(look, reader, fail)
    entry = Reader(SCHEME).read(path, path.name)
    assert isinstance(entry, Return)
    assert codes(entry) == ["K220"] * 4


@pytest.mark.no_cover
@needs_office
def test_a_formula_that_no_program_calculated_is_never_blank_or_zero(filled_file: Path, tmp_path: Path) -> None:
    """Case 48, in .ods; of .xls, which keeps results alone, it cannot be told."""
    book = openpyxl.load_workbook(filled_file)
    book[Facts.SHEET][LAYOUT.facts.cell("1.1a", Facts.ANSWER)] = 8642
    book.save(tmp_path / "表.xlsx")
    (path,) = convert([tmp_path / "表.xlsx"], ".ods", tmp_path / "另存")
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    number = rb'(validation-name="\w+" )office:value-type="float" office:value="8642"[^>]*><text:p>8642</text:p></table:table-cell>'
    parts["content.xml"], count = re.subn(number, rb'\1table:formula="of:=12/40"/>', parts["content.xml"])
    assert count == 1
    with zipfile.ZipFile(path, "w") as archive:
        for name, content_of_part in parts.items():
            archive.writestr(name, content_of_part)
    entry = Reader(SCHEME).read(path, path.name)
    assert isinstance(entry, Return)
    answer = entry.facts["1.1a"]
    assert (answer.value, answer.raw) == (Gap.UNREADABLE, "=12/40")
    assert answer.why == "公式没有算过：请用 Excel 或 WPS 打开、保存一次"
