"""``kexie print``: made anew from the results, never stale without saying so, nothing of a person's replaced."""

import os
from pathlib import Path

import openpyxl
import pytest

from kexie_excel.cli import main
from kexie_excel.commands.options import DONE, FAILED
from kexie_excel.summary.read import read_seal
from kexie_excel.workspace.folder import Folder
from kexie_excel.workspace.jobs import check
from kexie_excel.workspace.prints import pdf
from tests.builders import UNIT
from tests.workspace.rounds import put_return

pytestmark = pytest.mark.slow

MEETING, FEEDBACK = "上会材料.xlsx", "全部核对反馈.xlsx"


@pytest.fixture(autouse=True)
def no_office(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave the office program out; it is tested on its own."""
    monkeypatch.setattr(pdf, "office_program", lambda _environment: "")


def said(capsys: pytest.CaptureFixture[str], *words: str, code: int = DONE) -> str:
    """Run the program and give what it says."""
    assert main(list(words)) == code
    told = capsys.readouterr()
    return told.out + told.err


def changed(path: Path) -> bytes:
    """Change a workbook as a person does, and give what it is then."""
    book = openpyxl.load_workbook(path)
    book.worksheets[0]["A1"] = "改过"
    book.save(path)
    return path.read_bytes()


@pytest.mark.no_cover
def test_both_are_written_and_say_what_they_are(folder: Folder, capsys: pytest.CaptureFixture[str]) -> None:
    put_return(folder, UNIT, f5_3b=None)
    check(folder.root)
    told = said(capsys, "打印", str(folder.root))
    path = folder.prints / MEETING
    assert f"上会：汇总表、口径说明、逐项矩阵按打印顺序写在 {path} 里，取自“评估结果汇总表-第1次”；" in told
    assert "未定稿：" in told
    assert "上会：这台电脑上没有能替程序写 PDF 的 LibreOffice" in told
    assert f"反馈：1个单位的核对反馈写在 {folder.prints / FEEDBACK} 里，一个单位一张表；" in told
    assert sorted(own.name for own in folder.prints.iterdir()) == [MEETING, FEEDBACK]
    assert read_seal(path) == read_seal(folder.summary) != ""
    sheet = openpyxl.load_workbook(folder.prints / FEEDBACK)[UNIT]
    own = openpyxl.load_workbook(folder.feedback(UNIT, 1))["核对反馈"]
    assert [cell.value for cell in sheet["F"]] == [cell.value for cell in own["F"]]


def test_one_kind_alone_and_a_kind_that_there_is_not(
    folder: Folder, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(folder.root)
    assert "反馈：没有等回复的核对反馈要打印。" in said(capsys, "print", "反馈")
    assert not folder.summary.exists()
    assert not folder.prints.exists()
    said(capsys, "print", "上会")
    assert [path.name for path in folder.prints.iterdir()] == [MEETING]
    assert "没有“通报”这种打印：可以写 上会、反馈；" in said(capsys, "print", ".", "通报", code=FAILED)


def test_a_result_that_has_changed_since_is_told_and_printed_anew(
    folder: Folder, capsys: pytest.CaptureFixture[str]
) -> None:
    root = str(folder.root)
    said(capsys, "print", root, "上会")
    assert "是以前的结果" not in said(capsys, "summary", root)
    put_return(folder, UNIT)
    told = said(capsys, "summary", root)
    assert f"“打印/{MEETING}”是以前的结果，请先不要用；结果定了再运行 kexie print 上会 重写。" in told
    told = said(capsys, "print", root, "上会")
    assert "取自“评估结果汇总表-第2次”" in told
    assert "是以前的结果" not in told
    assert "是以前的结果" not in said(capsys, "summary", root)
    assert openpyxl.load_workbook(folder.prints / MEETING)["汇总表"]["A1"].value.endswith("（未定稿）")


@pytest.mark.no_cover
def test_what_a_person_changed_stays(folder: Folder, capsys: pytest.CaptureFixture[str]) -> None:
    root, path = str(folder.root), folder.prints / MEETING
    said(capsys, "print", root, "上会")
    first = path.read_bytes()
    said(capsys, "print", root, "上会")
    assert path.read_bytes() == first
    theirs = changed(path)
    told = said(capsys, "print", root, "上会")
    assert f"上会：{MEETING} 有人改过或正被打开，没有动它。" in told
    assert path.read_bytes() == theirs
    assert (folder.prints / "上会材料（新1）.xlsx").read_bytes() == first


def test_feedback_that_is_answered_is_taken_away_unless_somebody_changed_it(
    folder: Folder, capsys: pytest.CaptureFixture[str]
) -> None:
    put_return(folder, UNIT, f5_3b=None)
    assert f"核对反馈还没有写出，请先运行 kexie check：{UNIT}。" in said(capsys, "print", str(folder.root), "反馈")
    check(folder.root)
    path = folder.prints / FEEDBACK
    said(capsys, "print", str(folder.root), "反馈")
    path.with_suffix(".pdf").write_bytes(b"%PDF-1.7")
    put_return(folder, UNIT)
    said(capsys, "print", str(folder.root), "反馈")
    assert list(folder.prints.iterdir()) == []
    put_return(folder, UNIT, f5_3b=None)
    check(folder.root)
    said(capsys, "print", str(folder.root), "反馈")
    theirs = changed(path)
    put_return(folder, UNIT)
    said(capsys, "print", str(folder.root), "反馈")
    assert path.read_bytes() == theirs


def test_a_pdf_of_before_goes_where_none_can_be_made(folder: Folder, capsys: pytest.CaptureFixture[str]) -> None:
    """It would be of another result than the workbook beside it."""
    folder.prints.mkdir()
    old = folder.prints / "上会材料.pdf"
    old.write_bytes(b"%PDF-1.7")
    said(capsys, "print", str(folder.root), "上会")
    assert not old.exists()
    old.mkdir()  # what cannot be taken away
    told = said(capsys, "print", str(folder.root), "上会")
    assert f"上会：{old} 是以前的，正被打开，没有撤掉：请不要用它。" in told


@pytest.mark.no_cover
def test_the_pdf_lies_beside_the_workbook(
    folder: Folder, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    program = pdf_program()
    monkeypatch.setattr(pdf, "office_program", lambda _environment: program)
    made = folder.prints / "上会材料.pdf"
    assert f"上会：同样的几页也写成了 PDF：{made}" in said(capsys, "print", str(folder.root), "上会")
    assert made.read_bytes().startswith(b"%PDF-")
    made.unlink()
    made.mkdir()  # what cannot be replaced
    told = said(capsys, "print", str(folder.root), "上会")
    assert f"也写成了 PDF：{folder.prints / '上会材料（新1）.pdf'}" in told
    assert "上会材料.pdf 正被打开，结果写到了另一个名字（上会材料（新1）.pdf）" in told


def test_a_result_whose_copy_could_not_be_kept_names_the_summary(
    folder: Folder, capsys: pytest.CaptureFixture[str]
) -> None:
    folder.history.parent.mkdir()
    folder.history.write_bytes(b"")  # a file where the copies' folder should be
    assert "取自“评估结果汇总表”；" in said(capsys, "print", str(folder.root), "上会")


def pdf_program() -> str:
    """Give LibreOffice, as far as it may be used here."""
    from scripts import office  # noqa: PLC0415 - whether it may be used is known once the tests run

    if office.PROGRAM is None:
        pytest.skip("needs LibreOffice")
    return os.fspath(office.PROGRAM)
