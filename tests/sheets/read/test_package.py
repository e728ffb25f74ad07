"""The lean copy of a workbook says what the workbook says: formulas lose their text where they have a value, nothing else.

Case 48 hangs on it (a formula without a value keeps its text), and so does every value that is read.
"""

import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import load_workbook

from kexie_excel.form.write import write_form
from kexie_excel.returns.model import Return
from kexie_excel.returns.read import Reader
from kexie_excel.sheets.read import package
from kexie_excel.sheets.read.grid import Workbook, open_workbook
from kexie_excel.sheets.read.package import Package
from kexie_excel.sheets.read.raw import Raw
from tests.builders import SCHEME
from tests.returned import codes, content
from tests.returns.strange import harmed

SAMPLES = Path(__file__).parents[3] / "samples" / "2017示例" / "2-回收"
WORKBOOKS = [
    *sorted(SAMPLES.glob("*.xlsx")),
    *sorted((Path(__file__).parents[2] / "returns" / "fixtures").glob("*.xlsx")),
]
SHEET = "xl/worksheets/sheet1.xml"
TYPES = "[Content_Types].xml"


def packed(folder: Path, xml: str, name: str = SHEET, method: int = zipfile.ZIP_DEFLATED) -> Path:
    """Pack one part as a workbook would be."""
    path = folder / "表.xlsx"
    with zipfile.ZipFile(path, "w", method) as archive:
        archive.writestr(TYPES, "<Types/>")
        archive.writestr(name, xml)
    return path


def whole(path: Path) -> list[list[list[Raw]]]:
    """Read the file itself, with nothing between."""
    with load_workbook(str(path)) as book:
        return [book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names]


def lean(path: Path) -> list[list[list[Raw]]]:
    """Read a workbook as the program does; by its copy, which is asserted."""
    book = open_workbook(path)
    assert isinstance(book, Workbook)
    assert book.package is not None
    return [[list(row) for row in sheet.rows] for sheet in book.sheets]


@pytest.mark.parametrize("path", WORKBOOKS, ids=lambda path: path.stem)
def test_real_workbooks_read_the_same(path: Path) -> None:
    """Saved by LibreOffice, exceljs and SheetJS: every value of every sheet, and a fraction of the bytes."""
    assert lean(path) == whole(path)


def test_our_own_form_reads_the_same_at_half_its_size(tmp_path: Path) -> None:
    path = tmp_path / "表.xlsx"
    path.write_bytes(write_form(SCHEME, SCHEME.units[0].name))
    assert lean(path) == whole(path)
    with zipfile.ZipFile(path) as archive:
        size = sum(info.file_size for info in archive.infolist())
    assert 2 * len(Package(path).lean_copy().getvalue()) < size


CELL = '<c r="A1" s="3"{kind}>{inside}</c>'


@pytest.mark.parametrize(
    ("inside", "kind", "left"),
    [
        ("<f>1+1</f><v>2</v>", "", "<v>2</v>"),
        ('<f aca="false">1+1</f><v>2</v>', "", "<v>2</v>"),
        ('<f t="shared" ref="A1:A9" si="0">B1&amp;"x"</f><v>b</v>', ' t="str"', "<v>b</v>"),
        ('<f t="array" ref="A1">A&gt;B</f><v>1</v>', ' t="b"', "<v>1</v>"),
        ('<f>""</f><v></v>', ' t="str"', "<v></v>"),
        ('<f>""</f><v/>', ' t="str"', "<v/>"),
        ('<f>""</f><v xml:space="preserve"> </v>', ' t="str"', '<v xml:space="preserve"> </v>'),
        ("<f>1/0</f><v>#DIV/0!</v>", ' t="e"', "<v>#DIV/0!</v>"),
    ],
)
def test_of_a_formula_with_a_value_only_a_mark_is_left(tmp_path: Path, inside: str, kind: str, left: str) -> None:
    """Whether there is a formula is asked for, not which."""
    path = packed(tmp_path, CELL.format(kind=kind, inside=inside))
    assert Package(path).part(SHEET).decode() == CELL.format(kind=f'{kind} f=""', inside=left)


@pytest.mark.parametrize(
    ("inside", "kind"),
    [
        ("<f>1+1</f>", ""),
        ("<f>1+1</f><v></v>", ""),
        ("<f>1+1</f><v/>", ' t="n"'),
        ("<f>A1</f><v></v>", ' t="s"'),
        ('<f t="shared" si="0"/><v>2</v>', ""),
        ("<is><t>&lt;f>1&lt;/f>&lt;v>2</t></is>", ' t="inlineStr"'),
        ("<v>2</v><f>1+1</f>", ""),
        ("<f>1+1</f>\n<v>2</v>", ""),
        ("<x:f>1+1</x:f><x:v>2</x:v>", ""),
        ("<formula>1</formula><v>2</v>", ""),
    ],
)
def test_everything_else_stays(tmp_path: Path, inside: str, kind: str) -> None:
    """Case 48: what no program has calculated is quoted; what is written in another way is left to be read as it is."""
    xml = CELL.format(kind=kind, inside=inside)
    assert Package(packed(tmp_path, xml)).part(SHEET).decode() == xml


@pytest.mark.parametrize(
    "quoted",
    [
        "<!--><f>1</f><v>9</v>-->",
        "<t><![CDATA[><f>1</f><v>9</v>]]></t>",
        "<?note ><f>1</f><v>9</v>?>",
        "<!DOCTYPE x>",
    ],
)
def test_where_a_tag_may_be_quoted_nothing_is_left_out(tmp_path: Path, quoted: str) -> None:
    xml = f'<?xml version="1.0"?><c r="A1"><f>1+1</f><v>2</v></c>{quoted}'
    assert Package(packed(tmp_path, xml)).part(SHEET).decode() == xml


def test_marks_in_texts_are_no_quotes(tmp_path: Path) -> None:
    """Exclamation and question marks stand in formulas and answers all the time."""
    xml = '<?xml version="1.0"?><c r="A1"><f>表!A1</f><v>2</v></c><t>真的？真的! a?b?c</t>'
    assert '<c r="A1" f=""><v>2' in Package(packed(tmp_path, xml)).part(SHEET).decode()


@given(
    st.lists(
        st.lists(
            st.one_of(
                st.none(),
                st.integers(-(10**6), 10**6),
                st.floats(-1e6, 1e6, allow_nan=False),
                st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=12),
                st.tuples(
                    st.sampled_from(['=A1&"<f>"', "=1<2", "=1+1", '=""', "='表!'&A1"]), st.sampled_from([1, "", "<v>"])
                ),
            ),
            max_size=5,
        ),
        max_size=5,
    )
)
def test_whatever_stands_in_a_workbook_reads_the_same(rows: list[list[object]]) -> None:
    """Values and formulas of all kinds, written by a program that keeps values beside formulas."""
    with TemporaryDirectory() as folder:
        path = Path(folder, "表.xlsx")
        with xlsxwriter.Workbook(path) as book:
            sheet = book.add_worksheet()
            for row, values in enumerate(rows):
                for column, value in enumerate(values):
                    if isinstance(value, tuple):
                        sheet.write_formula(row, column, value[0], None, value[1])
                    elif isinstance(value, str):
                        sheet.write_string(row, column, value)
                    else:
                        sheet.write(row, column, value)
        assert lean(path) == whole(path)


def test_a_part_that_is_not_what_was_packed_is_no_part(tmp_path: Path) -> None:
    path = harmed(packed(tmp_path, '<sheetData><c r="A1"><v>2</v></c></sheetData>'), SHEET)
    with pytest.raises(zipfile.BadZipFile):
        Package(path).part(SHEET)
    with pytest.raises(zipfile.BadZipFile):
        Package(path).lean_copy()


def test_a_large_workbook_is_read_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    """§9: a copy must not take more memory than it saves time; what is read is the same."""
    reader = Reader(SCHEME)
    by_copy = reader.read(WORKBOOKS[0], WORKBOOKS[0].name)
    monkeypatch.setattr(package, "_MOST_COPIED", 1000)
    book = open_workbook(WORKBOOKS[0])
    assert isinstance(book, Workbook)
    assert book.package is None
    as_it_is = reader.read(WORKBOOKS[0], WORKBOOKS[0].name)
    assert isinstance(by_copy, Return)
    assert isinstance(as_it_is, Return)
    assert content(as_it_is) == content(by_copy)
    assert codes(as_it_is) == codes(by_copy)


def test_a_part_beyond_all_measure_is_not_looked_at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "MOST_BYTES", 10)
    with pytest.raises(ValueError, match=SHEET):
        Package(packed(tmp_path, "<c>12345678</c>")).part(SHEET)


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_parts_are_given_as_they_were_packed(tmp_path: Path, method: int) -> None:
    """Large ones, and those that are not there, too."""
    xml = "".join(f"<c>{number}</c>" for number in range(100_000))
    own = Package(packed(tmp_path, xml, method=method))
    assert own.part(SHEET).decode() == xml
    assert own.part("xl/none.xml") == b""
    assert own.is_open_xml


def test_an_archive_of_another_kind_has_no_lean_copy(tmp_path: Path) -> None:
    path = tmp_path / "表.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("content.xml", "<x/>")
    assert not Package(path).is_open_xml
    with pytest.raises(ValueError, match="zip"):
        Package(path).lean_copy()


def renamed(folder: Path, *, parts: dict[str, str], texts: dict[str, tuple[str, str]]) -> Path:
    """Give a return whose parts bear other names, or say something else."""
    path = folder / "表.xlsx"
    with zipfile.ZipFile(WORKBOOKS[0]) as old, zipfile.ZipFile(path, "w") as new:
        for info in old.infolist():
            text = old.read(info).decode()
            if info.filename in texts:
                before, after = texts[info.filename]
                assert before in text
                text = text.replace(before, after)
            new.writestr(parts.get(info.filename, info.filename), text)
    return path


def test_the_main_part_may_have_any_name(tmp_path: Path) -> None:
    """Other programs ask the relations."""
    names = {"xl/workbook.xml": "xl/book22.xml", "xl/_rels/workbook.xml.rels": "xl/_rels/book22.xml.rels"}
    path = renamed(tmp_path, parts=names, texts={"_rels/.rels": ("xl/workbook.xml", "xl/book22.xml")})
    assert lean(path) == whole(WORKBOOKS[0])


def test_a_part_whose_name_differs_in_case_is_found(tmp_path: Path) -> None:
    """What is struck through in a shared text would be an answer."""
    path = renamed(tmp_path, parts={"xl/sharedStrings.xml": "xl/SharedStrings.xml"}, texts={})
    assert Package(path).part("xl/sharedStrings.xml") == Package(WORKBOOKS[0]).part("xl/sharedStrings.xml") != b""


def test_two_sheets_of_one_name_are_both_read(tmp_path: Path) -> None:
    """K111: which of them the county meant nobody can know."""
    texts = {"xl/workbook.xml": ('name="佐证材料"', 'name="完成情况"')}
    path = renamed(tmp_path, parts={}, texts=texts)
    assert list(Package(path).sheets)[2:5] == ["完成情况", "加分项", "完成情况（同名2）"]
    book = open_workbook(path)
    assert isinstance(book, Workbook)
    assert [sheet.name for sheet in book.sheets] == list(Package(path).sheets)
    assert book.sheets[2].rows != book.sheets[4].rows


@pytest.mark.parametrize("error", ["#SPILL!", "#CALC!", "#GETTING_DATA", "#FIELD!"])
def test_a_newer_error_is_an_error_like_any_other(tmp_path: Path, error: str) -> None:
    """It is a question at its cell, not the end of the workbook."""
    xml = f'<c r="A99" t="e"><v>{error}</v></c><c r="B99" t="e"><f>A1</f><v>#N/A</v></c><c r="C99" t="e"><f>A1</f><v>{error}</v></c>'
    path = renamed(tmp_path, parts={}, texts={SHEET: ("</sheetData>", f'<row r="99">{xml}</row></sheetData>')})
    rows, *others = lean(path)
    first, *rest = whole(WORKBOOKS[0])
    assert (rows[: len(first)], others) == (first, rest)
