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

from kexie_excel.form.headers import OFFICE, Bonus, Facts, Scores
from kexie_excel.returns import opinion
from kexie_excel.returns.model import Entry, Return
from kexie_excel.returns.opendoc import look_opendocument
from kexie_excel.returns.read import Reader
from kexie_excel.returns.view import SheetView
from kexie_excel.scheme.fact import Gap
from kexie_excel.sheets.read.package import Package
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
    fact("2.1b").comment = Comment(f"{OFFICE}：请补填", OFFICE)
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
    assert not {"K220", "K221"} & {*codes(spoilt)}


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
        "县里批注：“见附件三”",
        "“完成情况”里第20行隐藏着，里面填的内容照常读取",
        "“加分项”里整张表隐藏着，里面填的内容照常读取",
    ]
    assert [found.place.cell for found in spoilt.findings if found.code == "K217"] == [MERGED[0]]


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
@pytest.mark.parametrize(("suffix", "reader"), [(".xls", "look_legacy"), (".ods", "look_opendocument")])
def test_where_the_second_reader_fails_the_file_is_looked_at_as_a_whole(
    filled_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, suffix: str, reader: str
) -> None:
    """K220 for each sheet; K221 names what stands somewhere."""

    def fail(_source: object) -> None:
        raise ValueError

    book = openpyxl.load_workbook(filled_file)
    book[Facts.SHEET][LAYOUT.facts.cell("1.1a", Facts.ANSWER)] = "=1/0"
    book.save(tmp_path / "表.xlsx")
    (path,) = convert([tmp_path / "表.xlsx"], suffix, tmp_path / "另存")
    monkeypatch.setattr(opinion, reader, fail)
    entry = Reader(SCHEME).read(path, path.name)
    assert isinstance(entry, Return)
    assert codes(entry) == ["K220"] * 4 + ["K221"]
    assert "错误值" in entry.findings[-1].message


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
    assert answer.why == "公式没有算过：请用 Excel 或 WPS 打开后保存一次再发"


_HEAD = (
    "<d "
    + " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text", "style")
    )
    + ' xmlns:dc="http://purl.org/dc/elements/1.1/">'
)
_CELL = '<table:table-cell office:value-type="float" office:value="{value}"><text:p>{text}</text:p></table:table-cell>'


def seen(folder: Path, table: str, styles: str = "") -> SheetView:
    """Look at a sheet of the open format that is written by hand."""
    path = folder / "表.ods"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("content.xml", f'{_HEAD}{styles}<table:table table:name="表">{table}</table:table></d>')
    return look_opendocument(Package(path))["表"]


@pytest.mark.parametrize(
    ("value", "text", "looks"),
    [
        ("3", "3", None),
        ("3", "3次", None),
        ("1234.5", "1,234.50", None),
        ("0.4999", "0.5", None),
        ("0.4999", "0.499", "0.499"),
        ("120000", "1.2E+05", None),
        ("123456", "1.2E+05", None),
        ("130000", "1.2E+05", "1.2E+05"),
        ("0.3", "30%", "30%"),
        ("0", "0%", None),
        ("365000", "36.5万", "36.5万"),
        ("3", "", ""),
        ("3", "三", "三"),
    ],
)
def test_a_number_is_held_against_what_a_person_sees(tmp_path: Path, value: str, text: str, looks: str | None) -> None:
    """Case 52, 53: rounded for the screen it is the same number."""
    row = f"<table:table-row>{_CELL.format(value=value, text=text)}</table:table-row>"
    assert seen(tmp_path, row).looks == ({} if looks is None else {(1, 1): looks})


def test_repeated_rows_and_cells_stand_where_they_are_seen(tmp_path: Path) -> None:
    """Case 35: to the end of the sheet, and no further than a form can reach."""
    cell = '<table:table-cell table:number-columns-repeated="{n}" office:value-type="string"><text:p>否</text:p></table:table-cell>'
    empty = '<table:table-cell table:number-columns-repeated="2"/>'
    view = seen(
        tmp_path,
        f'<table:table-row table:number-rows-repeated="2">{empty}{cell.format(n=2)}</table:table-row>'
        f'<table:table-row table:number-rows-repeated="3" table:visibility="collapse">{empty}</table:table-row>'
        f"<table:table-row>{cell.format(n=16000)}</table:table-row>"
        f'<table:table-row table:number-rows-repeated="1048000" table:visibility="filter">{empty}</table:table-row>',
    )
    assert [at for at in view.values if at[0] < 6] == [(1, 3), (2, 3), (1, 4), (2, 4)]
    assert {3, 4, 5} <= view.hidden_rows
    assert max(view.hidden_rows) < 20_000
    assert max(column for _row, column in view.values) < 256


def test_a_style_strikes_through_by_itself_by_its_column_or_by_the_one_it_follows(tmp_path: Path) -> None:
    line = '<style:text-properties style:text-line-through-style="{line}"/>'
    styles = (
        f'<style:style style:name="a" style:family="table-cell">{line.format(line="solid")}</style:style>'
        '<style:style style:name="b" style:family="table-cell" style:parent-style-name="a"/>'
        f'<style:style style:name="c" style:family="table-cell" style:parent-style-name="a">{line.format(line="none")}'
        "</style:style>"
        '<style:style style:name="d" style:family="table-cell" style:parent-style-name="d"/>'
    )
    cell = '<table:table-cell{style} office:value-type="string"><text:p>否</text:p></table:table-cell>'
    cells = "".join(
        cell.format(style=f' table:style-name="{name}"' if name else "") for name in ("a", "b", "c", "d", "")
    )
    column = '<table:table-column table:number-columns-repeated="5" table:default-cell-style-name="a"/>'
    assert seen(tmp_path, f"{column}<table:table-row>{cells}</table:table-row>", styles).struck == {
        (1, 1),
        (1, 2),
        (1, 5),
    }


def test_a_formula_without_a_value_is_named_and_one_with_an_error_is_an_error(tmp_path: Path) -> None:
    """Cases 48 and 51, whichever program wrote it."""
    row = (
        '<table:table-row><table:table-cell table:formula="of:=1+1"/>'
        '<table:table-cell table:formula="of:=1/0" office:value-type="string"><text:p>#DIV/0!</text:p></table:table-cell>'
        '<table:table-cell office:value-type="string"><text:p>#DIV/0!</text:p></table:table-cell>'
        '<table:table-cell office:value-type="boolean" office:boolean-value="true"><text:p>真</text:p></table:table-cell>'
        '<table:table-cell office:value-type="date" office:date-value="2017-06-05"><text:p>6月</text:p></table:table-cell>'
        '<table:table-cell><office:annotation><dc:creator>张</dc:creator><text:p>见<text:s text:c="2"/>附件</text:p>'
        "</office:annotation></table:table-cell></table:table-row>"
    )
    view = seen(tmp_path, row)
    assert view.uncalculated == {(1, 1): "=1+1"}
    assert view.errors == {(1, 2): "#DIV/0!"}
    assert view.values == {(1, 3): "#DIV/0!", (1, 4): True, (1, 5): "2017-06-05"}
    assert [(own.cell, own.author, own.text) for own in view.comments] == [("F1", "张", "见  附件")]
