"""5-汇总/历史 and 本次变动: kept when the result changes, told why, and nobody's hand is overwritten."""

import shutil
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from kexie_excel.cli import main
from kexie_excel.commands.options import DONE, FAILED
from kexie_excel.output import holds
from kexie_excel.workspace import history
from kexie_excel.workspace.folder import Folder
from kexie_excel.workspace.jobs import summarize
from scripts.fill import Award
from tests.builders import SCHEME, UNIT
from tests.files import everything
from tests.workspace.test_jobs import decide
from tests.workspace.years import hand_in, make_folder

pytestmark = pytest.mark.slow


Row = tuple[object, ...]
FIRST, SECOND, THIRD = (f"评估结果汇总表-第{number}次.xlsx" for number in (1, 2, 3))
OTHER, THIRD_UNIT = SCHEME.units[1].name, SCHEME.units[2].name


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with two returns, summed up once."""
    folder = make_folder(tmp_path_factory.mktemp("历史") / "2017")
    hand_in(folder, f5_3b=None)
    hand_in(folder, unit=OTHER, f1_1a=0)
    summarize(folder.root)
    return folder.root


@pytest.fixture
def folder(made: Path, tmp_path: Path) -> Folder:
    """Such a folder."""
    shutil.copytree(made, tmp_path / "2017")
    return Folder(tmp_path / "2017")


def copies(folder: Folder) -> list[str]:
    """Give the copies' names."""
    return sorted(path.name for path in folder.history.glob("*"))


def changed(folder: Folder) -> list[Row]:
    """Give 本次变动 without its header and the lines below."""
    sheet = openpyxl.load_workbook(folder.summary)["本次变动"]
    _header, *rows = sheet.iter_rows(values_only=True)
    return [row for row in rows if any(row[1:])]


def again(folder: Folder) -> list[Row]:
    """Sum up once more and give what changed."""
    summarize(folder.root)
    return changed(folder)


def test_the_first_summary_says_so(folder: Folder) -> None:
    assert copies(folder) == [FIRST]
    assert changed(folder) == [(None, None, None, None, "第一次汇总，没有更早的结果可以比较")]
    header = next(openpyxl.load_workbook(folder.summary)["本次变动"].iter_rows(values_only=True))
    assert header == ("单位", "项目", "原来", "现在", "原因")


@pytest.mark.no_cover
def test_running_twice_changes_nothing_at_all(folder: Folder) -> None:
    before = everything(folder.root)
    summarize(folder.root)
    assert everything(folder.root) == before
    hand_in(folder, unit=OTHER)
    summarize(folder.root)
    after = everything(folder.root)
    # the summary's copy, and ledger, scheme and summary as they were
    assert len(after) == len(before) + 1 + 3
    summarize(folder.root)
    assert everything(folder.root) == after


@pytest.mark.no_cover
def test_a_new_return_is_the_reason(folder: Folder) -> None:
    path = hand_in(folder, unit=OTHER, f1_1a=1)
    rows = again(folder)
    why = f"填报有变（{path.name}）"
    assert (OTHER, "综合评分", "98", "99", why) in rows
    assert (OTHER, "1.1", "0", "1", why) in rows
    assert {row[0] for row in rows} == {UNIT, OTHER}
    assert (UNIT, "名次", "1", "2", "其他单位有变动") in rows
    assert copies(folder) == [FIRST, SECOND]
    assert (folder.history / SECOND).read_bytes() == folder.summary.read_bytes()


@pytest.mark.no_cover
def test_a_unit_that_comes_and_goes(folder: Folder) -> None:
    path = hand_in(folder, unit=THIRD_UNIT)
    rows = [row for row in again(folder) if row[0] == THIRD_UNIT]
    why = f"填报有变（{path.name}）"
    assert rows[0] == (THIRD_UNIT, "综合评分", "无", "99", why)
    assert not any(str(row[1])[0].isdigit() for row in rows)
    path.unlink()
    rows = [row for row in again(folder) if row[0] == THIRD_UNIT]
    assert rows[0] == (THIRD_UNIT, "综合评分", "99", "无", "填报有变（无）")
    assert copies(folder) == [FIRST, SECOND, THIRD]


@pytest.mark.no_cover
def test_a_ruling_and_an_approval_are_reasons(folder: Folder) -> None:
    decide(folder, "裁定", 2, 裁定=4, 理由="补报了场次", 经办人="张三", 日期="2018-01-05")
    decide(folder, "审定", 3, 审定等次="优秀", 理由="会议决定")
    rows = again(folder)
    assert (UNIT, "5.3", "待核", "4", "复核裁定") in rows
    assert (UNIT, "建议等次", "待定", "优秀", "复核裁定") in rows
    assert (OTHER, "审定等次", "无", "优秀", "审定") in rows


@pytest.mark.no_cover
def test_a_ruled_answer_is_a_ruling(folder: Folder) -> None:
    decide(folder, "裁定", 2, 编号="5.3b", 原值="未填", 裁定=2, 理由="补报了场次")
    assert (UNIT, "5.3", "待核", "4", "复核裁定") in again(folder)


@pytest.mark.no_cover
def test_another_reading_is_a_reason(folder: Folder) -> None:
    hand_in(folder, unit=OTHER, f2_3a=20, f2_3b=11)
    summarize(folder.root)
    decide(folder, "口径", 4, 采用="按比例折算")
    rows = again(folder)
    assert rows[0][1:] == ("口径：党组织覆盖率", "满10个百分点才计", "按比例折算", "口径改选（党组织覆盖率）")
    assert (OTHER, "2.3", "2", "2.2", "口径改选（党组织覆盖率）") in rows


def test_last_years_summary_is_a_reason(folder: Folder) -> None:
    hand_in(folder, Award("省部级表彰奖励", "科普"), unit=OTHER)
    summarize(folder.root)
    folder.last_summary.write_bytes(b"damaged")
    assert not [row for row in again(folder) if row[1] == "上年汇总"]
    assert [row[4] for row in changed(folder) if row[1] == "差异清单"] == ["其他（如台账、程序有变）"]


@pytest.mark.no_cover
def test_a_changed_scheme_is_a_reason(folder: Folder) -> None:
    text = folder.scheme_file.read_text(encoding="utf-8")
    folder.scheme_file.write_text(text.replace("version = 1", "version = 2", 1), encoding="utf-8")
    rows = again(folder)
    assert rows[0] == ("全部", "方案", "yueyang-2017第1版", "yueyang-2017第2版", "方案改动")


@pytest.mark.no_cover
def test_what_changes_no_result_is_not_kept_again(folder: Folder) -> None:
    """A stray file is registered in the summary; the newest copy is the summary's own."""
    (folder.returned / "Thumbs.db").write_bytes(b"stray")
    before = folder.summary.read_bytes()
    done = summarize(folder.root)
    assert copies(folder) == [FIRST]
    assert changed(folder)[0][4] == "第一次汇总，没有更早的结果可以比较"
    assert folder.summary.read_bytes() != before
    assert (folder.history / FIRST).read_bytes() == folder.summary.read_bytes()
    assert not [note for note in done.notes if "人工改动" in note]


@pytest.mark.no_cover
def test_back_again_is_a_change_too(folder: Folder) -> None:
    form = hand_in(folder, unit=OTHER)
    summarize(folder.root)
    hand_in(folder, unit=OTHER, f1_1a=0)
    assert (OTHER, "1.1", "1", "0", f"填报有变（{form.name}）") in again(folder)
    assert copies(folder) == [FIRST, SECOND, THIRD]


@pytest.mark.no_cover
def test_the_screen_tells_what_changed(folder: Folder, capsys: pytest.CaptureFixture[str]) -> None:
    hand_in(folder, unit=OTHER)
    assert main(["summary", str(folder.root)]) == DONE
    shown = capsys.readouterr().out
    assert f"与上次不同的结果（历史/{FIRST}）相比，变动" in shown
    assert f"  {OTHER}  综合评分：98 → 99（填报有变（" in shown
    for unit in SCHEME.units[2:]:
        hand_in(folder, unit=unit.name)
    assert main(["summary", str(folder.root)]) == DONE
    assert "……其余见汇总表里的“本次变动”。" in capsys.readouterr().out


def damage(path: Path) -> None:
    """Cut a file off."""
    path.write_bytes(path.read_bytes()[:2000])


def edit(path: Path) -> None:
    """Change a cell of 逐项得分, and save."""
    book = openpyxl.load_workbook(path)
    book["逐项得分"]["I2"] = 0.5
    book.save(path)


@pytest.mark.no_cover
@pytest.mark.parametrize(
    ("harm", "note"),
    [
        (damage, f"历史/{FIRST} 读不了（"),
        (edit, f"历史/{FIRST} 有人工改动，按改动后的内容比较。"),
        (Path.unlink, ""),
    ],
)
def test_a_harmed_copy_is_a_sentence(folder: Folder, harm: Callable[[Path], None], note: str) -> None:
    hand_in(folder, unit=OTHER)
    summarize(folder.root)
    harm(folder.history / FIRST)
    hand_in(folder, unit=OTHER, f1_3a="否")
    done = summarize(folder.root)
    assert changed(folder)
    hand_in(folder, unit=OTHER)
    shutil.copy(folder.history / SECOND, folder.summary)
    (folder.history / SECOND).unlink()
    (folder.history / THIRD).unlink()
    done = summarize(folder.root)
    assert any(one.startswith(note) for one in done.notes)
    before = everything(folder.root)
    summarize(folder.root)
    assert everything(folder.root) == before


def test_a_damaged_newest_copy_is_passed_over(folder: Folder) -> None:
    hand_in(folder, unit=OTHER)
    summarize(folder.root)
    damage(folder.history / SECOND)
    damage(folder.summary)
    rows = again(folder)
    assert (OTHER, "综合评分", "98", "99") in {row[:4] for row in rows}
    assert copies(folder) == [FIRST, SECOND, THIRD]
    before = everything(folder.root)
    summarize(folder.root)
    assert everything(folder.root) == before


@pytest.mark.no_cover
def test_other_files_in_the_history_are_left_alone(folder: Folder) -> None:
    (folder.history / "说明.txt").write_text("勿删")
    (folder.history / "评估结果汇总表-第一次.xlsx").write_text("勿删")
    before = everything(folder.root)
    summarize(folder.root)
    assert everything(folder.root) == before


def type_into(folder: Folder, text: str) -> bytes:
    """Write into the summary by hand, and give its bytes."""
    book = openpyxl.load_workbook(folder.summary)
    book["汇总表"]["I8"] = text
    book.save(folder.summary)
    return folder.summary.read_bytes()


def test_what_a_hand_wrote_into_the_summary_is_kept(folder: Folder, capsys: pytest.CaptureFixture[str]) -> None:
    """What a person wrote is never overwritten."""
    by_tool = folder.summary.read_bytes()
    by_hand = type_into(folder, "书记已阅")
    assert main(["summary", str(folder.root)]) == DONE
    told = "评估结果汇总表.xlsx 与程序写出的各次结果都不同，可能有人工改动：已原样另存为 评估结果汇总表（人工改动1）.xlsx。"
    assert told in capsys.readouterr().out
    aside = folder.summary.with_name("评估结果汇总表（人工改动1）.xlsx")
    assert aside.read_bytes() == by_hand
    assert folder.summary.read_bytes() == by_tool
    other = type_into(folder, "再改")
    summarize(folder.root)
    assert aside.read_bytes() == by_hand
    assert folder.summary.with_name("评估结果汇总表（人工改动2）.xlsx").read_bytes() == other
    folder.summary.write_bytes(by_hand)
    summarize(folder.root)
    assert len(list(folder.summary.parent.glob("*人工改动*"))) == 2
    assert main(["summary", str(folder.root)]) == DONE
    assert "人工改动" not in capsys.readouterr().out.splitlines()[-2]


@pytest.mark.no_cover
def test_a_result_that_was_edited_before_the_next_one_came(folder: Folder) -> None:
    by_hand = type_into(folder, "书记已阅")
    hand_in(folder, unit=OTHER)
    summarize(folder.root)
    assert folder.summary.with_name("评估结果汇总表（人工改动1）.xlsx").read_bytes() == by_hand
    assert copies(folder) == [FIRST, SECOND]


@pytest.mark.no_cover
def test_an_older_result_put_back_is_no_hands_work(folder: Folder) -> None:
    hand_in(folder, unit=OTHER)
    summarize(folder.root)
    shutil.copy(folder.history / FIRST, folder.summary)
    assert not [note for note in summarize(folder.root).notes if "人工改动" in note]
    assert not list(folder.summary.parent.glob("*人工改动*"))


def test_a_summary_that_cannot_be_read_stops_before_anything_is_written(
    folder: Folder, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    before = everything(folder.root)

    def locked(path: Path, content: bytes) -> bool:
        if path == folder.summary:
            raise PermissionError(13, "locked", str(path))
        return holds(path, content)

    monkeypatch.setattr(history, "holds", locked)
    assert main(["summary", str(folder.root)]) == FAILED
    assert "读不了 评估结果汇总表.xlsx" in capsys.readouterr().err
    monkeypatch.undo()
    assert everything(folder.root) == before


@pytest.mark.no_cover
def test_a_copy_that_cannot_be_kept_is_said(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_path: Path, _content: bytes) -> None:
        raise OSError(28, "no space")

    hand_in(folder, unit=OTHER)
    monkeypatch.setattr(history, "put", full)
    done = summarize(folder.root)
    assert f"没有存进 历史/{SECOND}：文件正被打开，或所在文件夹写不进去。" in done.notes
    assert folder.summary.is_file()


class Killed(BaseException):
    """The machine was switched off."""


@pytest.mark.parametrize("step", [1, 2])
def test_killed_between_two_files_the_next_run_puts_it_right(
    folder: Folder, monkeypatch: pytest.MonkeyPatch, step: int
) -> None:
    """The copy is there before the summary, so the summary is never taken for a hand's work."""
    old = folder.summary.read_bytes()
    hand_in(folder, unit=OTHER)
    calls = 0
    replace = Path.replace

    def cut(path: Path, target: Path) -> Path:
        nonlocal calls
        calls += 1
        if calls == step:
            raise Killed
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", cut)
    with pytest.raises(Killed):
        summarize(folder.root)
    monkeypatch.undo()
    assert folder.summary.read_bytes() == old
    done = summarize(folder.root)
    assert copies(folder) == [FIRST, SECOND]
    assert not [note for note in done.notes if "人工改动" in note]
    assert (OTHER, "综合评分", "98", "99") in {row[:4] for row in changed(folder)}
