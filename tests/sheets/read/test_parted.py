"""The rows of a very large sheet, read some at a time, are those that are read at once; what cannot be parted is read as a whole."""

import sys
import zipfile
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from python_calamine import CalamineError

from kexie_excel.sheets.read import members, parted
from kexie_excel.sheets.read.grid import Sheet, Workbook, open_workbook
from kexie_excel.sheets.read.package import Package
from kexie_excel.sheets.read.parted import PartedRows
from kexie_excel.sheets.read.streamed import StreamedRows

SAMPLES = Path(__file__).parents[3] / "samples" / "2017示例"
FILES = [next((SAMPLES / "2-回收").glob("平江县*.xlsx")), SAMPLES / "评估台账.xlsx"]
HEAD = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
UNNUMBERED = '<row spans="1:1"><c><v>5</v></c></row>'


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
    """Above the first and between two parts, not at the end."""
    path = with_sheet(tmp_path, f'{HEAD}<sheetData>{rows(3, 90, 3)}<row r="95"/></sheetData></worksheet>')
    sheet = sheets(path, streamed=True)[0]
    assert isinstance(sheet.rows, PartedRows)
    assert (len(sheet.rows), len(sheets(path, streamed=False)[0].rows), [*sheet.rows[0]]) == (90, 90, [])
    assert [[*row] for row in sheet.rows if any(row)] == [["", float(at), True] for at in range(3, 91, 3)]
    assert [sheet.at(at, 2) for at in (90, 3, 4, 45, 91)] == [90, 3, "", 45, ""]


@pytest.mark.parametrize(
    "xml",
    [
        f"{HEAD}<sheetData>{UNNUMBERED * 900}</sheetData></worksheet>",
        f"{HEAD}<sheetData>{rows(1, 40)}<!-- <row r='7'> --></sheetData></worksheet>",
        f"{HEAD}{' ' * 20_000}<sheetData>{rows(1, 40)}</sheetData></worksheet>",
        f"{HEAD}<sheetData >{rows(1, 40)}</sheetData ></worksheet>",
        f"{HEAD}<sheetData>{rows(1, 40)}</sheetData ></worksheet>",
    ],
    ids=["no numbers", "a comment", "far down", "another tag", "another end"],
)
def test_what_is_written_in_another_way_is_read_as_a_whole(tmp_path: Path, xml: str) -> None:
    path = with_sheet(tmp_path, xml)
    one, other = sheets(path, streamed=True)[0], sheets(path, streamed=False)[0]
    assert isinstance(one.rows, StreamedRows)
    assert [*map(list, one.rows)] == other.rows
    assert len(other.rows) > 39


def test_rows_that_are_not_in_their_order_are_not_parted(tmp_path: Path) -> None:
    path = with_sheet(tmp_path, f"{HEAD}<sheetData>{rows(300, 900)}{rows(1, 280)}</sheetData></worksheet>")
    with pytest.raises(ValueError, match="Sheet"):
        PartedRows(Package(path), "Sheet")


def test_a_part_that_cannot_be_read_is_found_before_anybody_relies_on_it(tmp_path: Path) -> None:
    """And told by whoever reads the file as a whole."""
    odd = '<row r="41"><c r="B41" t="s"><v>99</v></c></row>'
    path = with_sheet(tmp_path, f"{HEAD}<sheetData>{rows(1, 40)}{odd}</sheetData></worksheet>")
    with pytest.raises(CalamineError):
        PartedRows(Package(path), "Sheet")
    assert parted.parted(path, 10_000) == {}


def test_a_sheet_of_more_cells_than_anybody_fills_in_is_left_to_whoever_refuses_it(tmp_path: Path) -> None:
    path = with_sheet(tmp_path, f"{HEAD}<sheetData>{rows(1, 40)}</sheetData></worksheet>")
    assert [*parted.parted(path, 120)] == ["Sheet"]
    assert parted.parted(path, 119) == {}


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
    if sys.platform == "linux":
        opened = Path("/proc/self/fd")
        assert path in {file.resolve() for file in opened.iterdir()}
        del found
        assert path not in {file.resolve() for file in opened.iterdir()}


def test_another_format_has_no_such_sheets(tmp_path: Path) -> None:
    path = tmp_path / "表.xls"
    path.write_bytes(b"\xd0\xcf\x11\xe0")
    assert parted.parted(path, 10_000) == {}
    assert Package(FILES[0]).size("xl/none.xml") == 0
