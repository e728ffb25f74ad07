"""What stands somewhere in an .xls or .ods file: asked where no reader can say in which cell (case 51)."""

import zipfile
from pathlib import Path

import openpyxl
import pytest
from openpyxl.styles import Font

from kexie_excel.form.headers import Facts
from kexie_excel.returns.unplaced import ERRORS, PERCENTAGES, STRUCK, unplaced
from scripts.office import PROGRAM, convert
from tests.returned import LAYOUT

needs_office = pytest.mark.skipif(PROGRAM is None, reason="LibreOffice is not installed")


@needs_office
@pytest.mark.parametrize("suffix", [".xls", ".ods"])
def test_a_workbook_with_such_cells_is_known(filled_file: Path, tmp_path: Path, suffix: str) -> None:
    book = openpyxl.load_workbook(filled_file)
    book[Facts.SHEET][LAYOUT.facts.cell("1.1a", Facts.ANSWER)] = "=1/0"
    book[Facts.SHEET][LAYOUT.facts.cell("1.5b", Facts.ANSWER)].number_format = "0.0%"
    book[Facts.SHEET][LAYOUT.facts.cell("1.5c", Facts.ANSWER)].font = Font(strike=True)
    book.save(tmp_path / "表.xlsx")
    (path,) = convert([tmp_path / "表.xlsx"], suffix, tmp_path / "另存")
    assert unplaced(path) == {ERRORS, PERCENTAGES, STRUCK}


@needs_office
@pytest.mark.parametrize("suffix", [".xls", ".ods"])
def test_a_plain_return_raises_no_alarm(filled_file: Path, tmp_path: Path, suffix: str) -> None:
    (path,) = convert([filled_file], suffix, tmp_path)
    assert unplaced(path) == frozenset()


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b'<c calcext:value-type="error"><text:p>#REF!</text:p>', {ERRORS}),
        (b'<c office:value-type="float"><text:p>Err:502</text:p>', {ERRORS}),
        (b'<c office:value-type="percentage"><text:p>30%</text:p>', {PERCENTAGES}),
        (b'<c office:value-type="string"><text:p>30</text:p>', set()),
        (b'<style:text-properties style:text-line-through-style="solid"/>', {STRUCK}),
        (b'<style:text-properties style:text-line-through-style="none"/>', set()),
    ],
)
def test_what_an_open_document_says(tmp_path: Path, content: bytes, what: set[str]) -> None:
    path = tmp_path / "表.ods"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("content.xml", content)
    assert unplaced(path) == what


def test_what_a_binary_workbook_says(tmp_path: Path) -> None:
    path = tmp_path / "表.xls"
    head, cell = b"\xd0\xcf\x11\xe0" + b"\0" * 20, b"\1\0\2\0\3\0"
    path.write_bytes(head)
    assert unplaced(path) == frozenset()
    path.write_bytes(head + b"\x05\x02\x08\x00" + cell + b"\x17\x01")
    assert unplaced(path) == {ERRORS}
    path.write_bytes(head + b"\x06\x00\x20\x00" + cell + b"\x02\x00\x07\0\0\0\xff\xff")
    assert unplaced(path) == {ERRORS}


_CELL, _NAMED = b"\x01\x00", b"\xf5\xff"
"""What the record of a look says of itself."""


@pytest.mark.parametrize(
    ("records", "what"),
    [
        (b"\xe0\x00\x14\x00\x00\x00\x09\x00" + _CELL, {PERCENTAGES}),
        (b"\xe0\x00\x14\x00\x00\x00\x09\x00" + _NAMED, set()),
        (b"\x1e\x04\x07\x00\xa4\x00\x02\x00\x000%\xe0\x00\x14\x00\x00\x00\xa4\x00" + _CELL, {PERCENTAGES}),
        (b"\x1e\x04\x07\x00\xa4\x00\x02\x00\x0000\xe0\x00\x14\x00\x00\x00\xa4\x00" + _CELL, set()),
        (b"\x31\x00\x15\x00\xdc\x00\x08\x00\xff\x7f\x90\x01", {STRUCK}),
        (b"\x31\x00\x15\x00\xdc\x00\x00\x00\xff\x7f\x90\x01", set()),
    ],
)
def test_the_looks_of_a_binary_workbook(tmp_path: Path, records: bytes, what: set[str]) -> None:
    """A format of per cent counts where a cell has it; every file has a named style of it."""
    path = tmp_path / "表.xls"
    path.write_bytes(b"\xd0\xcf\x11\xe0" + records)
    assert unplaced(path) == what
