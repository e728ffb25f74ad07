"""A ledger or a scheme that is gone: one sentence and nothing made anew, once there is work that it belongs to."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from kexie_excel.cli import main
from kexie_excel.commands.options import DONE, FAILED
from kexie_excel.ledger.read import read_ledger
from kexie_excel.workspace.folder import Folder
from kexie_excel.workspace.jobs import check, summarize
from kexie_excel.workspace.undo import go_back
from tests.files import everything
from tests.workspace.rounds import put_return, tell

COMMANDS = ("check", "summary", "onsite", "status", "notice")


@pytest.fixture(scope="module")
def made(established: Path, tmp_path_factory: pytest.TempPathFactory) -> Folder:
    """A folder in which somebody decided something and a summary was written."""
    folder = Folder(Path(shutil.copytree(established, tmp_path_factory.mktemp("lost") / "评估")))
    put_return(folder, "平江县", f1_1a="约3")
    check(folder.root)
    tell(folder, 经办人="张三")
    summarize(folder.root)
    return folder


@pytest.fixture
def worked(made: Folder, tmp_path: Path) -> Folder:
    """A copy of that folder."""
    return Folder(Path(shutil.copytree(made.root, tmp_path / "评估")))


@pytest.mark.parametrize("command", COMMANDS)
def test_a_lost_ledger_stops_every_command_and_names_the_backup(
    worked: Folder, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    worked.ledger.unlink()
    before = everything(worked.root)
    assert main([command, str(worked.root)]) == FAILED
    told = capsys.readouterr().err
    assert told.startswith("找不到 评估台账.xlsx，这个文件夹里却已经有“5-汇总”的结果、“3-核对”的结果、台账的备份：")
    assert "运行 kexie undo 可以恢复" in told
    assert "kexie init 文件夹 --new-ledger" in told
    assert everything(worked.root) == before


def test_the_backup_brings_back_what_was_decided(worked: Folder) -> None:
    worked.ledger.unlink()
    go_back(worked.root, 1)
    assert read_ledger(worked.root).about("经办人") == "张三"
    check(worked.root)


def test_to_begin_anew_is_a_word_of_its_own(worked: Folder, capsys: pytest.CaptureFixture[str]) -> None:
    worked.ledger.unlink()
    assert main(["init", str(worked.root)]) == FAILED
    assert not worked.ledger.exists()
    assert "找不到 评估台账.xlsx" in capsys.readouterr().err
    assert main(["init", str(worked.root), "--new-ledger"]) == DONE
    assert read_ledger(worked.root).about("经办人") == ""


def _summary_only(folder: Folder) -> None:
    shutil.rmtree(folder.backups)
    shutil.rmtree(folder.checked)


def _history_only(folder: Folder) -> None:
    _summary_only(folder)
    folder.summary.unlink()


def _old_backup_only(folder: Folder) -> None:
    _history_only(folder)
    shutil.rmtree(folder.history)
    (folder.root / "评估台账.备份.xlsx").write_bytes(b"as earlier versions did")


def _continuation_only(folder: Folder) -> None:
    _history_only(folder)
    shutil.rmtree(folder.history)
    (folder.root / "评估台账（续）.xlsx").write_bytes(b"the second part")


@pytest.mark.parametrize(
    ("left", "named"),
    [
        (_summary_only, "“5-汇总”的结果"),
        (_history_only, "“5-汇总”的结果"),
        (_old_backup_only, "台账的备份"),
        (_continuation_only, "“评估台账（续）.xlsx”"),
    ],
)
def test_every_trace_of_work_counts(
    worked: Folder, capsys: pytest.CaptureFixture[str], left: Callable[[Folder], None], named: str
) -> None:
    left(worked)
    worked.ledger.unlink()
    assert main(["check", str(worked.root)]) == FAILED
    told = capsys.readouterr().err
    assert f"却已经有{named}：" in told
    assert "kexie undo" not in told


def test_a_copy_that_lies_beside_is_named(worked: Folder, capsys: pytest.CaptureFixture[str]) -> None:
    worked.ledger.rename(worked.root / "评估台账 - 副本.xlsx")
    assert main(["status", str(worked.root)]) == FAILED
    assert "旁边的 评估台账 - 副本.xlsx 如果就是它，请改名为 评估台账.xlsx；" in capsys.readouterr().err


def test_a_folder_in_which_nothing_was_done_gets_its_ledger_anew(folder: Folder) -> None:
    folder.ledger.unlink()
    check(folder.root)
    assert folder.ledger.exists()


@pytest.mark.parametrize("command", COMMANDS)
def test_a_lost_scheme_stops_every_command_once_forms_were_issued(
    folder: Folder, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    folder.scheme_file.unlink()
    assert main([command, str(folder.root)]) == FAILED
    assert capsys.readouterr().err.startswith("找不到 方案.toml，评估表却已经下发了：")


def test_the_scheme_comes_back_from_a_backup(worked: Folder, capsys: pytest.CaptureFixture[str]) -> None:
    content = worked.scheme_file.read_bytes()
    worked.scheme_file.unlink()
    assert main(["check", str(worked.root)]) == FAILED
    assert "运行 kexie undo 可以恢复" in capsys.readouterr().err
    go_back(worked.root, 1)
    assert worked.scheme_file.read_bytes() == content


def test_template_writes_only_to_a_new_name(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "空白表.xlsx"
    path.write_bytes(b"a filled form")
    assert main(["template", str(path)]) == FAILED
    assert f"已经有“{path}”了，没有动它：请换一个文件名。" in capsys.readouterr().err
    assert path.read_bytes() == b"a filled form"


@pytest.mark.parametrize("name", ["回收来的", "U盘"])
def test_no_empty_folder_of_returns_is_laid_beside_the_one_that_was_renamed(
    worked: Folder, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    """A new beginning is no remedy where a year's work lies: everything would seem 未报送."""
    worked.returned.rename(worked.root / name)
    assert main(["init", str(worked.root)]) == FAILED
    told = capsys.readouterr().err
    assert "却没有“2-回收”；它可能改了名或移走了" in told
    assert ("“回收来的”如果就是它，请改回这个名字" in told) == (name == "回收来的")
    assert not worked.returned.exists()


def test_an_empty_folder_that_got_lost_before_anything_came_is_made_again(folder: Folder) -> None:
    """Mail programs and archives drop empty folders."""
    folder.returned.rmdir()
    assert main(["init", str(folder.root)]) == DONE
    assert folder.returned.is_dir()
