"""What lies where nobody reads it is named with what to do: forms, replies, ledgers, folders."""

import shutil
from pathlib import Path

import openpyxl
import pytest

from kexie_excel.cli import main
from kexie_excel.commands.options import DONE, FAILED
from kexie_excel.workspace.folder import Folder
from kexie_excel.workspace.jobs import check
from kexie_excel.workspace.round import evaluate_folder
from tests.builders import UNIT
from tests.workspace.rounds import put_return, tell

pytestmark = pytest.mark.slow


def notes(folder: Folder) -> tuple[str, ...]:
    """Give what is said of what lies astray."""
    return evaluate_folder(folder).notes


def filled(folder: Folder, place: Path) -> Path:
    """Lay a filled form somewhere."""
    put_return(folder, UNIT, f1_1a="约3")
    return Path(shutil.move(folder.returned / f"{UNIT}.xlsx", place))


def test_a_fresh_folder_has_nothing_to_say(folder: Folder) -> None:
    check(folder.root)
    assert notes(folder) == ()


@pytest.mark.parametrize("place", ["1-下发/平江县（已填）.xlsx", "3-核对/平江县.xlsx", "平江县.xlsx"])
def test_a_filled_form_outside_of_the_returns(folder: Folder, place: str, capsys: pytest.CaptureFixture[str]) -> None:
    folder.checked.mkdir(exist_ok=True)
    filled(folder, folder.root / place)
    said = f"“{place}”是平江县填过的表，放在这里不读：要算的请移到“2-回收”，再运行一次。"
    assert notes(folder) == (said,)
    for command, *options in (("check",), ("summary",), ("onsite",), ("status",), ("mail",), ("notice", "--draft")):
        assert main([command, str(folder.root), *options]) == DONE
        assert said in capsys.readouterr().out
    assert main(["notice", str(folder.root), "--check", "通报（征求意见稿）.docx"]) == DONE
    assert said in capsys.readouterr().out
    assert main(["notice", str(folder.root)]) == FAILED
    assert said in "".join(capsys.readouterr().err.split("\n"))


def test_a_copy_of_what_is_read_is_no_question(folder: Folder) -> None:
    put_return(folder, UNIT)
    shutil.copy(folder.returned / f"{UNIT}.xlsx", folder.root / f"{UNIT}.xlsx")
    assert notes(folder) == ()


def test_a_blank_form_that_was_saved_is_no_question(folder: Folder) -> None:
    form = next(folder.issued.glob("*.xlsx"))
    openpyxl.load_workbook(form).save(form)
    assert notes(folder) == ()


@pytest.mark.no_cover
def test_a_reply_that_was_written_where_the_feedback_lies(folder: Folder) -> None:
    put_return(folder, UNIT, f1_1a="约3")
    check(folder.root)
    path = folder.feedback(UNIT, 1)
    book = openpyxl.load_workbook(path)
    book.save(path)
    assert notes(folder) == ()
    sheet = book["核对反馈"]
    header = next(cell for row in sheet.iter_rows() for cell in row if cell.value == "县区回复")
    sheet.cell(header.row + 1, header.column).value = "属实"
    book.save(path)
    (said,) = notes(folder)
    assert said.startswith(f"“3-核对/{path.name}”是{UNIT}填过的表")


@pytest.mark.parametrize("place", ["评估台账 - 副本.xlsx", "评估台账(2).xlsx", "2-回收/评估台账（已填）.xlsx"])
def test_decisions_that_only_another_ledger_holds(folder: Folder, place: str) -> None:
    empty = folder.ledger.read_bytes()
    tell(folder, 经办人="张三")
    shutil.copy(folder.ledger, folder.root / place)
    assert notes(folder) == (f"“{place}”也是台账，评估台账.xlsx 里都有，没有读它；可以移走。",)
    folder.ledger.write_bytes(empty)
    (said,) = notes(folder)
    assert (
        f"“{place}”也是台账，里面有1处填写是 评估台账.xlsx 里没有的（如“基本信息”经办人填的“张三”），都没有算：" in said
    )


def test_what_is_only_called_a_ledger(folder: Folder) -> None:
    (folder.root / "台账旧.xls").write_bytes(b"PK")
    openpyxl.Workbook().save(folder.root / "学会台账.xlsx")
    assert notes(folder) == ("“台账旧.xls”像是另一份台账，打不开，没有读它：里面若有决定，请写进 评估台账.xlsx。",)


def test_a_ledger_that_is_open(folder: Folder) -> None:
    (folder.root / "~$评估台账.xlsx").write_bytes(b"")
    assert notes(folder) == ("评估台账.xlsx 正开着：没有保存的不算，保存以后请再运行一次。",)


def test_a_working_folder_within_another(folder: Folder) -> None:
    inner = Folder(folder.root / "2018")
    shutil.copytree(folder.root, inner.root, ignore=shutil.ignore_patterns("2018"))
    assert notes(inner)[0].startswith(f"这个工作文件夹在另一个工作文件夹“{folder.root}”里面：")
    assert notes(folder) == ("“2018”里面还有一个工作文件夹：请把它移出来，以免两边的文件混在一起。",)


def test_a_command_within_the_returns(folder: Folder, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(folder.returned)]) == FAILED
    told = capsys.readouterr().err
    assert f"它在工作文件夹“{folder.root}”里面；请在“{folder.root}”上运行。" in told
    assert "init" not in told


def test_returns_that_were_renamed_or_moved(folder: Folder, capsys: pytest.CaptureFixture[str]) -> None:
    folder.returned.rename(folder.root / "回收（新）")
    assert main(["check", str(folder.root)]) == FAILED
    told = capsys.readouterr().err
    assert (
        "里面有评估台账.xlsx、1-下发，却没有“2-回收”；它可能改了名或移走了，“回收（新）”如果就是它，请改回这个名字"
        in told
    )
    assert "init" not in told
    shutil.rmtree(folder.root / "回收（新）")
    assert main(["check", str(folder.root)]) == FAILED
    assert "请找回来放回原处，再运行。" in capsys.readouterr().err
