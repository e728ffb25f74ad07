"""A workbook as PDF: the program is looked for on the path and at its usual places; a failure is one sentence."""

import os
import sys
from io import BytesIO
from pathlib import Path

import pytest

from kexie_excel.sheets.style import new_workbook
from kexie_excel.workspace.prints.pdf import as_pdf, office_program
from scripts import office


def workbook() -> bytes:
    """Give a workbook with one sheet that is shown and one that is not."""
    stream = BytesIO()
    book = new_workbook(stream)
    book.add_worksheet("甲").write_string(0, 0, "评估")
    book.add_worksheet("乙").write_string(0, 0, "看不见")
    book.worksheets()[1].very_hidden()
    book.close()
    return stream.getvalue()


def laid(place: Path) -> Path:
    """Lay a file down as a program lies."""
    place.parent.mkdir(parents=True)
    place.write_bytes(b"")
    place.chmod(0o755)
    return place


@pytest.mark.parametrize("root", ["ProgramW6432", "ProgramFiles(x86)", "LOCALAPPDATA"])
@pytest.mark.parametrize("below", ["LibreOffice", "LibreOffice 24", "Programs/LibreOffice"])
def test_it_is_found_where_windows_has_it(tmp_path: Path, root: str, below: str) -> None:
    program = laid(tmp_path / "Program Files" / below / "program" / "soffice.com")
    assert office_program({root: str(tmp_path / "Program Files"), "PATH": str(tmp_path)}) == str(program)


@pytest.mark.skipif(sys.platform == "win32", reason="a program's name ends in another way")
def test_what_is_on_the_path_goes_first(tmp_path: Path) -> None:
    installed, own = tmp_path / "installed", tmp_path / "own"
    laid(installed / "LibreOffice" / "program" / "soffice.com")
    program = laid(own / "soffice")
    assert office_program({"ProgramFiles": str(installed), "PATH": str(own)}) == str(program)


def test_without_it_or_where_it_fails_there_is_a_sentence() -> None:
    assert (
        as_pdf(b"", "")
        == "这台电脑上没有能替程序写 PDF 的 LibreOffice（Windows 上也可以是 WPS、Excel）；请打开 Excel 文件打印，或在里面“输出为 PDF”。"
    )
    failed = (
        "没有写成 PDF（LibreOffice、WPS 或 Excel 没有照办，可能正忙、坏了，或被安全软件拦住）；请打开 Excel 文件打印。"
    )
    assert as_pdf(b"", sys.executable) == failed
    assert as_pdf(b"", os.devnull) == failed


def test_every_sheet_that_is_shown_is_in_it() -> None:
    if office.PROGRAM is None:
        pytest.skip("needs LibreOffice")
    made = as_pdf(workbook(), office.PROGRAM)
    assert isinstance(made, bytes)
    assert made.startswith(b"%PDF-")
    assert made.count(b"/Type/Page/") + made.count(b"/Type/Page\n") + made.count(b"/Type /Page ") == 1
