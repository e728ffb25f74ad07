"""回到上一步: what the last steps replaced is listed and put back, and the present is kept first."""

import shutil
from pathlib import Path

import pytest

from kexie_excel.cli import main
from kexie_excel.commands.options import DONE, FAILED
from kexie_excel.ledger.read import read_ledger
from kexie_excel.workspace.backups import generations
from kexie_excel.workspace.folder import Folder
from kexie_excel.workspace.jobs import check, summarize
from kexie_excel.workspace.undo import list_steps
from tests.workspace.rounds import put_return, tell

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def made(established: Path, tmp_path_factory: pytest.TempPathFactory) -> Folder:
    """A folder summed up twice, somebody's decision before each."""
    folder = Folder(Path(shutil.copytree(established, tmp_path_factory.mktemp("undo") / "评估")))
    put_return(folder, "平江县")
    tell(folder, 经办人="张三")
    summarize(folder.root)
    put_return(folder, "岳阳县")
    tell(folder, 经办人="李四")
    summarize(folder.root)
    return folder


@pytest.fixture
def worked(made: Folder, tmp_path: Path) -> Folder:
    """A copy of that folder."""
    return Folder(Path(shutil.copytree(made.root, tmp_path / "评估")))


def test_what_can_be_gone_back_to_is_listed(worked: Folder, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["undo", str(worked.root)]) == DONE
    head, *table, how = [line.strip() for line in capsys.readouterr().out.splitlines() if line.strip()]
    assert (head, how.startswith("要恢复哪一份")) == ("可以回到（最近的在前）：", True)
    assert table[0].split() == ["序号", "时间", "哪一步之前", "备注"]
    assert [(own.step, own.remark) for own in list_steps(worked.root)] == [
        ("汇总", "评估结果汇总表.xlsx、方案.toml、评估台账.xlsx；台账里现在的填写都有"),
        ("汇总", "方案.toml、评估台账.xlsx；台账里少现在的1处填写"),
    ]


def test_a_step_is_taken_back_and_what_came_in_stays(worked: Folder, capsys: pytest.CaptureFixture[str]) -> None:
    kept, came = generations(worked), sorted(worked.returned.iterdir())
    summary, ledger = worked.summary.read_bytes(), worked.ledger.read_bytes()
    assert main(["回到上一步", str(worked.root), "--to", "1"]) == DONE
    assert worked.summary.read_bytes() == kept[0].files["5-汇总/评估结果汇总表.xlsx"] != summary
    assert sorted(worked.returned.iterdir()) == came
    told = capsys.readouterr().out
    assert f"已恢复到{kept[0].time}汇总之前：评估结果汇总表.xlsx、方案.toml、评估台账.xlsx。“2-回收”没有动。" in told
    assert "处填写，恢复的这一份里没有" not in told
    assert main(["undo", str(worked.root), "--to", "1"]) == DONE
    assert (worked.summary.read_bytes(), worked.ledger.read_bytes()) == (summary, ledger)


def test_what_is_no_longer_decided_is_said_and_kept(worked: Folder, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["undo", str(worked.root), "--to", "2"]) == DONE
    assert "刚才台账里有1处填写，恢复的这一份里没有。" in capsys.readouterr().out
    assert read_ledger(worked.root).about("经办人") == "张三"
    assert generations(worked)[0].ledger.about("经办人") == "李四"


def test_a_broken_ledger_is_a_reason_to_go_back(worked: Folder) -> None:
    worked.ledger.write_bytes(b"PK")
    assert main(["undo", str(worked.root), "--to", "1"]) == DONE
    assert read_ledger(worked.root).about("经办人") == "李四"


def test_nothing_was_kept_yet(folder: Folder, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["undo", str(folder.root)]) == DONE
    assert "还没有备份" in capsys.readouterr().out


@pytest.mark.parametrize("number", ["0", "3"])
def test_a_number_that_is_not_listed(worked: Folder, capsys: pytest.CaptureFixture[str], number: str) -> None:
    assert main(["undo", str(worked.root), "--to", number]) == FAILED
    assert f"没有第{number}份备份" in capsys.readouterr().err


def test_a_ledger_that_is_open_stops_it_before_anything_is_done(
    worked: Folder, capsys: pytest.CaptureFixture[str]
) -> None:
    (worked.root / "~$评估台账.xlsx").write_bytes(b"")
    before = worked.summary.read_bytes()
    assert main(["undo", str(worked.root), "--to", "1"]) == FAILED
    assert "评估台账.xlsx 正被打开，什么都没有恢复" in capsys.readouterr().err
    assert worked.summary.read_bytes() == before
    assert len(generations(worked)) == 2


def test_a_file_that_cannot_be_replaced_is_named_with_what_was_restored(
    worked: Folder, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    replace = Path.replace

    def locked(source: Path, target: Path) -> Path:
        if Path(target) == worked.ledger:
            raise PermissionError(13, "Permission denied", str(target))
        return replace(source, target)

    monkeypatch.setattr(Path, "replace", locked)
    assert main(["undo", str(worked.root), "--to", "1"]) == FAILED
    told = capsys.readouterr().err
    assert "评估台账.xlsx 正被打开或写不进去，没有恢复（已恢复：评估结果汇总表.xlsx、方案.toml）" in told


@pytest.mark.no_cover
def test_a_round_trip_leaves_a_folder_that_works(worked: Folder) -> None:
    assert main(["undo", str(worked.root), "--to", "2"]) == DONE
    check(worked.root)
    summarize(worked.root)
