"""The same return, saved by other programs, reads the same and gives nothing to report (cases 14 and 37).

The workbooks in ``fixtures`` were made by ``python -m scripts.make_producers``; their county data is invented (虚构示例).
"""

from pathlib import Path

import openpyxl
import pytest

from kexie_excel.returns.model import Return
from kexie_excel.returns.read import Reader
from kexie_excel.scheme.load import load_scheme
from scripts.make_producers import SOURCE
from scripts.office import PROGRAM, convert
from tests.returned import codes, content

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / SOURCE
FIXTURES = sorted((Path(__file__).parent / "fixtures").iterdir())
READER = Reader(load_scheme(ROOT / "samples" / "2017示例" / "方案.toml"))


def read(path: Path) -> Return:
    """Read a workbook as a return."""
    entry = READER.read(path, SAMPLE.name)
    assert isinstance(entry, Return), entry
    return entry


def assert_same(path: Path, *findings: str) -> None:
    """Hold a workbook against the return that it was made from."""
    entry = read(path)
    assert content(entry) == content(read(SAMPLE))
    assert codes(entry) == list(findings)


def test_there_are_three_fixtures() -> None:
    assert [path.name for path in FIXTURES] == ["exceljs.xlsx", "sheetjs.xls", "sheetjs.xlsx"]


def test_saved_by_exceljs() -> None:
    """It does not understand how LibreOffice writes protection, and drops it: a note, and nothing else."""
    assert_same(FIXTURES[0], "K219")


@pytest.mark.no_cover
@pytest.mark.parametrize("path", FIXTURES[1:], ids=lambda path: path.name)
def test_saved_by_sheetjs(path: Path) -> None:
    """It drops styles, drop-downs and protection; that is no doing of the county's."""
    assert_same(path)


def test_saved_by_openpyxl(tmp_path: Path) -> None:
    """It keeps no calculated value; the form's own formulas are not answers."""
    path = tmp_path / "表.xlsx"
    openpyxl.load_workbook(SAMPLE).save(path)
    assert_same(path)


@pytest.mark.no_cover
@pytest.mark.skipif(PROGRAM is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("suffix", [".xlsx", ".xls", ".ods"])
def test_saved_by_the_office_program(tmp_path: Path, suffix: str) -> None:
    (path,) = convert([SAMPLE], suffix, tmp_path)
    assert_same(path)
