"""Steps run as processes of their own, one at a time, and can be stopped."""

import shutil
import sys
import time
from pathlib import Path

import pytest

from kexie_excel.channel import Counted, Spoken
from kexie_excel.desktop import UsualFolder
from kexie_excel.window.child import Child, Ended
from kexie_excel.window.desk import Desk
from kexie_excel.window.model import LineKind
from kexie_excel.window.steps import BACK, LOOK, PROGRESS, YEAR
from kexie_excel.workspace.folder import Folder
from tests.window.conftest import wait
from tests.workspace.rounds import put_return, tell

pytestmark = pytest.mark.slow

CHECK, ONSITE, SUMMARY = (YEAR[at].ways[0] for at in (2, 3, 4))


def test_a_folder_that_is_chosen_is_counted_shown_and_remembered(desk: Desk, folder: Path, usual: UsualFolder) -> None:
    desk.choose(folder)
    assert desk.model.is_busy
    wait(desk)
    assert (desk.model.title, desk.model.state) == ("进度", "完成")
    assert desk.model.counts["issued"] == 10
    assert len(desk.model.tables) == 1
    assert usual.memory.read_text(encoding="utf-8") == str(folder)


@pytest.mark.no_cover
def test_after_a_step_it_is_counted_anew_without_a_word(desk: Desk, folder: Path) -> None:
    desk.choose(folder)
    wait(desk)
    put_return(Folder(folder), "平江县")
    desk.run(CHECK)
    assert desk.model.way == CHECK
    wait(desk)
    assert desk.model.counts["returned"] == 1
    assert (desk.model.title, desk.model.state) == ("核对", "完成")
    assert [path.name for path in desk.model.written] == ["收件登记.xlsx"]


def test_a_step_that_is_waited_for_is_not_pushed_away(desk: Desk, folder: Path) -> None:
    desk.choose(folder)
    desk.run(CHECK)
    assert desk.model.way == PROGRESS
    wait(desk)


@pytest.mark.no_cover
def test_what_only_counts_gives_way(desk: Desk, folder: Path) -> None:
    desk.choose(folder)
    wait(desk)
    desk.run(CHECK)
    wait(desk, lambda: desk.model.is_quiet)
    desk.run(SUMMARY)
    assert desk.model.is_busy
    wait(desk)
    assert (desk.model.title, desk.model.state) == ("汇总", "完成")


@pytest.mark.no_cover
def test_a_new_folder_is_made_and_taken(desk: Desk, usual: UsualFolder, tmp_path: Path) -> None:
    new = tmp_path / "评估 (1) & [a]"
    desk.make(new, None)
    wait(desk)
    assert desk.model.folder == new
    assert desk.model.counts["issued"] == 10
    assert [path.name for path in desk.model.written] == ["1-下发", "评估台账.xlsx"]
    assert usual.find() == new


@pytest.mark.no_cover
def test_a_folder_that_cannot_be_made_is_not_taken(desk: Desk, tmp_path: Path) -> None:
    desk.make(tmp_path / "评估", tmp_path / "没有.xlsx")
    wait(desk)
    assert (desk.model.folder, desk.model.state) == (None, "没有做成")
    assert desk.model.lines[0].kind is LineKind.ERROR


def test_a_wrong_folder_is_said_and_not_remembered(desk: Desk, usual: UsualFolder, tmp_path: Path) -> None:
    desk.choose(tmp_path)
    wait(desk)
    assert desk.model.state == "没有做成"
    assert "不是工作文件夹" in desk.model.lines[0].text
    assert not usual.memory.exists()


def test_without_a_folder_there_is_nothing_to_do(desk: Desk) -> None:
    desk.run(CHECK)
    desk.stop()
    assert not desk.poll()
    assert not desk.model.is_running


def test_it_starts_with_what_was_named_else_with_the_folder_of_last_time(
    desk: Desk, folder: Path, usual: UsualFolder, monkeypatch: pytest.MonkeyPatch, filled_file: Path
) -> None:
    monkeypatch.chdir(folder.parent)
    desk.start()
    assert desk.model.folder is None
    usual.remember(folder)
    desk.start()
    assert desk.model.folder == folder
    wait(desk)
    other = Desk(usual)
    other.start(filled_file)
    wait(other)
    assert (other.model.way, other.model.folder, other.model.state) == (LOOK, folder, "完成")
    assert other.model.counts["issued"] == 10
    assert any("能读" in line.text for line in other.model.lines)
    other.start(folder)
    assert other.model.folder == folder
    other.close()
    usual.memory.unlink()
    third = Desk(usual)
    third.start(filled_file)
    wait(third)
    assert (third.model.way, third.model.folder, third.model.state) == (LOOK, None, "完成")


def test_a_step_is_stopped_and_leaves_nothing_half_done(desk: Desk, folder: Path) -> None:
    desk.choose(folder)
    wait(desk)
    desk.run(ONSITE)
    desk.stop()
    desk.stop()
    assert desk.model.is_stopping
    wait(desk)
    assert desk.model.state == "已停止"
    left = [path for path in folder.rglob("*") if path.name.startswith(".kexie-")]
    assert left == []


def test_a_step_that_does_not_stop_is_ended(desk: Desk, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What hangs, a share that is gone, for instance, hears nothing."""
    monkeypatch.setattr(Child, "ask_to_stop", lambda _child: None)
    monkeypatch.setattr("kexie_excel.window.desk._PATIENCE", 0.0)
    desk.choose(folder)
    desk.stop()
    wait(desk)
    assert desk.model.state == "已停止"


def test_a_program_that_cannot_be_started_is_said(
    desk: Desk, folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(sys, "executable", str(tmp_path / "gone"))
    desk.choose(folder)
    assert not desk.model.is_running
    assert desk.model.state == "程序出错"


@pytest.mark.no_cover
def test_one_can_go_back_to_what_was_listed(desk: Desk, folder: Path) -> None:
    tell(Folder(folder), 经办人="张三")
    desk.choose(folder)
    wait(desk)
    desk.run(SUMMARY)
    wait(desk)
    desk.run(BACK)
    wait(desk)
    assert desk.model.can_restore
    (table,) = desk.model.tables
    assert table.headers == ("序号", "时间", "哪一步之前", "备注")
    desk.restore("1")
    wait(desk)
    assert desk.model.lines[0].text.startswith("已恢复到")


def test_a_child_tells_and_ends(folder: Path) -> None:
    child = Child(["status", str(folder)])
    told: list[object] = []
    end = time.monotonic() + 60
    while not (told and isinstance(told[-1], Ended)):
        assert time.monotonic() < end
        told += child.told()
    assert told[-1] == Ended(0, "")
    assert any(isinstance(event, Counted) for event in told)
    assert any(isinstance(event, Spoken) for event in told)


def test_what_a_fault_says_is_kept(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Python's own words go to whoever keeps the program, not into the sentences."""
    broken = tmp_path / "kexie_excel"
    shutil.copytree(Path(__file__).parents[2] / "kexie_excel", broken, ignore=shutil.ignore_patterns("*.pyc"))
    (broken / "cli.py").write_text("raise RuntimeError('broken')", encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    child = Child(["status"])
    told: list[object] = []
    end = time.monotonic() + 60
    while not told:
        assert time.monotonic() < end
        told += child.told()
    (ended,) = told
    assert isinstance(ended, Ended)
    assert ended.code == 1
    assert "RuntimeError: broken" in ended.noise
