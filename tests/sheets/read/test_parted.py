"""The rows of a very large sheet, read some at a time, are those that are read at once; what cannot be parted is read as a whole."""

import zipfile
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from kexie_excel.sheets.read import members, parted
from kexie_excel.sheets.read.grid import Sheet, Workbook, open_workbook
from kexie_excel.sheets.read.package import Package
from kexie_excel.sheets.read.parted import PartedRows
from kexie_excel.sheets.read.streamed import StreamedRows

SAMPLES = Path(__file__).parents[3] / "samples" / "2017示例"
FILES = [next((SAMPLES / "2-回收").glob("平江县*.xlsx")), SAMPLES / "评估台账.xlsx"]
HEAD = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Part every sheet, after every few rows; and leave the reading of a lean copy, which is for small workbooks, out."""
    monkeypatch.setattr(parted, "_LARGE", 0)
    monkeypatch.setattr(parted, "_SOME_ROWS", 1000)
    monkeypatch.setattr(members, "_PIECE", 20_000)
    monkeypatch.setattr(Package, "lean_copy", lambda _package: BytesIO())


def sheets(path: Path, *, streamed: bool) -> tuple[Sheet, ...]:
    """Give the sheets of a file that can be read."""
    book = open_workbook(path, streamed=streamed)
    assert isinstance(book, Workbook)
    return book.sheets


def with_sheet(folder: Path, xml: str) -> Path:
    """Save a workbook whose one sheet has this XML."""
    stream, path = BytesIO(), folder / "表.xlsx"
    openpyxl.Workbook().save(stream)
    with zipfile.ZipFile(stream) as source, zipfile.ZipFile(path, "w") as target:
        for entry in source.infolist():
            data = source.read(entry)
            target.writestr(entry.filename, xml.encode() if entry.filename.endswith("sheet1.xml") else data)
    return path


def rows(first: int, last: int, step: int = 1) -> str:
    """Write rows of two cells, the first column empty."""
    numbers = range(first, last + 1, step)
    return "".join(f'<row r="{at}"><c r="B{at}"><v>{at}</v></c><c r="C{at}" t="b"><v>1</v></c></row>' for at in numbers)


@pytest.mark.parametrize("path", FILES, ids=["form", "ledger"])
def test_every_row_of_every_sheet(path: Path) -> None:
    for one, other in zip(sheets(path, streamed=True), sheets(path, streamed=False), strict=True):
        width = max(map(len, other.rows), default=0)
        assert isinstance(one.rows, PartedRows) or not other.rows
        assert (one.name, len(one.rows)) == (other.name, len(other.rows))
        assert [[*row, *[""] * (width - len(row))] for row in one.rows] == other.rows


def test_empty_rows_between_are_counted(tmp_path: Path) -> None:
    """Above the first and between two parts; at the end, where rows stand that hold nothing, only one in which a value might."""
    path = with_sheet(tmp_path, f'{HEAD}<sheetData>{rows(3, 90, 3)}<row r="95"/></sheetData></worksheet>')
    assert len(sheets(path, streamed=True)[0].rows) == len(sheets(path, streamed=False)[0].rows) == 90
    hollow = '<row r="95"><c r="A95"><v></v></c></row><row r="99"/>'
    path = with_sheet(tmp_path, f"{HEAD}<sheetData>{rows(3, 90, 3)}{hollow}</sheetData></worksheet>")
    sheet = sheets(path, streamed=True)[0]
    assert isinstance(sheet.rows, PartedRows)
    assert (len(sheet.rows), [*sheet.rows[0]], [*sheet.rows[94]]) == (95, [], [])
    assert [[*row] for row in sheet.rows if any(row)] == [["", float(at), True] for at in range(3, 91, 3)]
    assert [sheet.at(at, 2) for at in (90, 3, 4, 45, 96)] == [90, 3, "", 45, ""]


@pytest.mark.parametrize(
    "xml",
    [
        f"{HEAD}<sheetData>{rows(1, 40)}<row><c><v>41</v></c></row></sheetData></worksheet>",
        f"{HEAD}<sheetData>{rows(1, 40)}<row r='41'/></sheetData></worksheet>",
        f"{HEAD}<sheetData>{rows(1, 40)}{rows(39, 42)}</sheetData></worksheet>",
        f"{HEAD}<sheetData>{rows(1, 40)}<!-- <row r='7'> --></sheetData></worksheet>",
        f"{HEAD}{' ' * 20_000}<sheetData>{rows(1, 40)}</sheetData></worksheet>",
        f"{HEAD}<sheetData >{rows(1, 40)}</sheetData ></worksheet>",
        f"{HEAD}<sheetData>{rows(1, 40)}</sheetData ></worksheet>",
    ],
    ids=["no number", "other quotes", "twice", "a comment", "far down", "another tag", "another end"],
)
def test_what_is_written_in_another_way_is_read_as_a_whole(tmp_path: Path, xml: str) -> None:
    path = with_sheet(tmp_path, xml)
    one, other = sheets(path, streamed=True)[0], sheets(path, streamed=False)[0]
    assert isinstance(one.rows, StreamedRows)
    assert [*map(list, one.rows)] == other.rows
    assert len(other.rows) > 39


def test_an_error_of_a_kind_that_the_reader_does_not_know_is_an_empty_cell(tmp_path: Path) -> None:
    """As in a workbook that is read as a whole; #BUSY! stands there while data are fetched."""
    odd = '<row r="41"><c r="B41" t="e"><v>#BUSY!</v></c><c r="C41"><v>5</v></c></row>'
    path = with_sheet(tmp_path, f"{HEAD}<sheetData>{rows(1, 40)}{odd}</sheetData></worksheet>")
    assert [*PartedRows(Package(path), "Sheet")[40]] == ["", "", 5]


def test_the_file_is_closed_once_nobody_reads_on(tmp_path: Path) -> None:
    """Windows replaces no file that is open."""
    path = with_sheet(tmp_path, f"{HEAD}<sheetData>{rows(1, 200)}</sheetData></worksheet>")
    found = PartedRows(Package(path), "Sheet")
    assert found[0][1] == 1
    opened = Path("/proc/self/fd")
    if opened.is_dir():
        assert path in {file.resolve() for file in opened.iterdir()}
        del found
        assert path not in {file.resolve() for file in opened.iterdir()}


def test_another_format_has_no_such_sheets(tmp_path: Path) -> None:
    path = tmp_path / "表.xls"
    path.write_bytes(b"\xd0\xcf\x11\xe0")
    assert parted.parted(path) == {}
    assert Package(FILES[0]).size("xl/none.xml") == 0
