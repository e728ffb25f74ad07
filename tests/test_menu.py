"""The menu of ``kexie`` alone, driven by what people type: numbers, folders dragged in, mistakes, and the end."""

import os
import re
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path

import pytest

from kexie_excel import cli, menu
from kexie_excel.cli import main
from kexie_excel.commands.options import DONE, FAILED
from kexie_excel.menu import in_menu, run_menu

SAMPLE = Path(__file__).parents[1] / "samples" / "2017示例"
VERBS = ("init", "template", "check", "summary", "notice", "status")


@dataclass
class Desk:
    """Somebody at the menu: what they type, and what came of it."""

    memory: Path
    verbs: Sequence[str] = VERBS
    codes: list[int] = field(default_factory=list)
    """What the commands give, one after the other; done, where none is left."""
    ran: list[list[str]] = field(default_factory=list)
    opened: list[Path] = field(default_factory=list)

    def sit(self, *typed: str) -> None:
        """Type these lines; the end of the input follows."""
        lines = iter(typed)

        def ask() -> str:
            try:
                return next(lines)
            except StopIteration:
                raise EOFError from None

        def run(words: list[str]) -> int:
            self.ran.append(words)
            return self.codes.pop(0) if self.codes else DONE

        assert run_menu(run, self.verbs, ask, self.opened.append, self.memory) == DONE


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A desk in an empty folder, nothing remembered."""
    (tmp_path / "空").mkdir()
    monkeypatch.chdir(tmp_path / "空")
    return Desk(tmp_path / "配置" / "kexie" / "folder.txt")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Something that looks like a working folder."""
    (tmp_path / "2017 年度" / "2-回收").mkdir(parents=True)
    return tmp_path / "2017 年度"


def test_the_menu_offers_what_the_program_knows_and_ends_by_0(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    desk.sit("0", "1")
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines if line.startswith("  ")] == [*map(str, range(1, 9)), "0"]
    assert "onsite" not in "".join(lines)
    assert lines[-1] == "已退出。"
    assert desk.ran == []
    "".join(lines).encode("gbk")


def test_every_command_of_the_menu_is_one_of_the_program() -> None:
    known = {verb for verb, *_rest in cli.COMMANDS}
    assert {"init", "check", "summary", "notice", "status"} <= known & {entry.verb for entry in menu.ENTRIES}


def test_a_number_and_a_folder_run_the_command_and_open_its_result(desk: Desk, folder: Path) -> None:
    desk.sit("3", f'"{folder}"')
    assert desk.ran == [["summary", str(folder)]]
    assert desk.opened == [folder / "5-汇总"]
    assert desk.memory.read_text(encoding="utf-8") == str(folder)


def test_a_draft_of_the_notice_and_its_comparison_are_offered_too(desk: Desk, folder: Path) -> None:
    """Whoever is told to add --draft need not know how."""
    desk.sit("5", str(folder), "", "6", "", "", "")
    assert desk.ran == [["notice", str(folder), "--draft"], ["notice", str(folder), "--check", "通报.docx"]]
    assert desk.opened == [folder / "5-汇总"]


def test_the_last_folder_is_remembered_and_taken_by_enter(
    desk: Desk, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    desk.sit("2", str(folder))
    desk.sit("7", "")
    assert desk.ran == [["check", str(folder)], ["status", str(folder)]]
    assert desk.opened == [folder / "3-核对"]
    assert f"直接按回车就用 {folder}" in capsys.readouterr().out


def test_the_folder_we_stand_in_goes_first(desk: Desk, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.memory.parent.mkdir(parents=True)
    desk.memory.write_text(str(folder.parent), encoding="utf-8")
    monkeypatch.chdir(folder)
    desk.sit("2", "")
    assert desk.ran == [["check", str(folder)]]


@pytest.mark.parametrize("damage", [b"\xff\xfe\x00bad", b"", b"gone\x00", "没有/这样的".encode()])
def test_a_damaged_memory_is_harmless(desk: Desk, damage: bytes, capsys: pytest.CaptureFixture[str]) -> None:
    desk.memory.parent.mkdir(parents=True)
    desk.memory.write_bytes(damage)
    desk.sit("2", "")
    assert desk.ran == []
    assert "没有输入，回到菜单。" in capsys.readouterr().out


def test_a_memory_that_cannot_be_written_is_harmless(desk: Desk, folder: Path) -> None:
    desk.memory.parent.parent.mkdir()
    desk.memory.parent.write_bytes(b"a file, not a folder")
    desk.sit("2", str(folder))
    assert desk.opened == [folder / "3-核对"]


def test_once_a_folder_is_known_the_menu_has_its_name(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    """Before that it is nobody's: what it is for stands in the scheme."""
    desk.sit("7", str(SAMPLE), "")
    lines = capsys.readouterr().out.splitlines()
    assert [line for line in lines if line.endswith(("工具", "绩效评估"))] == ["绩效评估工具", "县市区科协绩效评估"]


def test_what_a_command_told_stays_in_sight_until_enter(
    desk: Desk, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    desk.sit("2", str(folder))
    assert capsys.readouterr().out.splitlines()[-2:] == ["按回车回到菜单。", "已退出。"]
    desk.sit("2", str(folder), "", "0")
    lines = capsys.readouterr().out.splitlines()
    assert lines[lines.index("按回车回到菜单。") + 1 :][:2] == ["", "县市区科协绩效评估"]


def test_a_command_that_fails_returns_to_the_menu(desk: Desk, folder: Path) -> None:
    desk.codes = [FAILED]
    desk.sit("2", str(folder), "", "2", str(folder))
    assert len(desk.ran) == 2
    assert desk.opened == [folder / "3-核对"]


@pytest.mark.parametrize("typed", ["9", "", "核对", "-1", "²", "1.5"])
def test_what_is_not_in_the_menu_is_said(desk: Desk, typed: str, capsys: pytest.CaptureFixture[str]) -> None:
    desk.sit(typed)
    assert f"没有“{typed}”这一项" in capsys.readouterr().out
    assert desk.ran == []


def test_full_width_digits_are_digits(desk: Desk, folder: Path) -> None:
    desk.sit("２", str(folder))
    assert desk.ran == [["check", str(folder)]]


def test_a_file_is_looked_at_without_being_remembered(desk: Desk) -> None:
    desk.verbs = ("look",)
    desk.sit("1", "表.xlsx")
    assert desk.ran == [["look", str(Path.cwd() / "表.xlsx")]]
    assert desk.opened == []
    assert not desk.memory.exists()


def test_ctrl_c_ends_it(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    def ask() -> str:
        raise KeyboardInterrupt

    assert run_menu(lambda _words: DONE, VERBS, ask, desk.opened.append, desk.memory) == DONE
    assert capsys.readouterr().out.endswith("已退出。\n")


def test_a_console_gets_the_menu(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    class Console(StringIO):
        """A keyboard."""

        def isatty(self) -> bool:
            """Say that somebody sits there."""
            return True

    monkeypatch.setattr(sys, "stdin", Console("0\n"))
    assert main([]) == DONE
    assert "请输入数字" in capsys.readouterr().out


def test_a_real_terminal_gets_the_menu_and_may_hang_up(tmp_path: Path) -> None:
    pty = pytest.importorskip("pty", reason="no such terminals here")
    ours, theirs = pty.openpty()
    environment = os.environ | {"XDG_CONFIG_HOME": str(tmp_path), "PYTHONIOENCODING": "gbk", "TERM": "dumb"}
    process = subprocess.Popen(
        [sys.executable, "-m", "kexie_excel"],
        stdin=theirs,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment,
    )
    os.close(theirs)
    os.write(ours, "4\n没有这个文件夹\n\n0\n".encode("gbk"))
    out, error = process.communicate(timeout=60)
    os.close(ours)
    assert process.returncode == DONE
    assert "找不到文件夹" in error.decode("gbk")
    assert out.decode("gbk").count("请输入数字") == 2
    assert out.decode("gbk").rstrip().endswith("已退出。")


def test_going_back_lists_first_and_then_asks_for_a_number(desk: Desk, folder: Path) -> None:
    desk.verbs = ("undo",)
    desk.sit("1", str(folder), " 2 ", "", "1", str(folder), "", "", "1", str(folder))
    listed = ["undo", str(folder)]
    assert desk.ran == [listed, [*listed, "--to", "2"], listed, listed]


def test_a_scheme_of_ones_own_goes_along_with_a_new_folder(desk: Desk, folder: Path) -> None:
    """Who double-clicks has no place for --scheme."""
    desk.sit("1", str(folder), '"D:\\方案 2018.xlsx"', "", "1", str(folder), "")
    assert desk.ran == [["init", str(folder), "--scheme", "D:\\方案 2018.xlsx"], ["init", str(folder)]]


def test_a_notice_under_another_name_can_be_checked(desk: Desk, folder: Path) -> None:
    desk.sit("6", str(folder), "通报（新1）.docx")
    assert desk.ran == [["notice", str(folder), "--check", "通报（新1）.docx"]]


@pytest.mark.parametrize(
    ("typed", "pressed"),
    [
        ("收到的文件放进“2-回收”，再运行 kexie check；", "收到的文件放进“2-回收”，再按2“核对收回的评估表”；"),
        ("草稿：运行 kexie mail 文件夹 反馈。", "草稿：按9“写邮件草稿”。"),
        ("要印的几页：运行 kexie print 文件夹 上会）", "要印的几页：按10“打印上会材料”）"),
        ("或先用 kexie init 建立。", "或先用1“建立工作文件夹”建立。"),
        ("运行 kexie init 文件夹 --new-ledger。", "按15“台账丢了”。"),
        ("运行 kexie undo 文件夹 --to 序号。", "按13“回到上一步”。"),
        ("再运行一次 kexie undo，选第1份", "再按一次13“回到上一步”，选第1份"),
        ('运行 kexie notice "/甲 乙" --check 通报.docx 核对', "按7“把改过的通报与评估结果核对”核对"),
        ("要先写征求意见稿，请加 --draft。", "要先写征求意见稿，请按6“写通报”。"),
        ("方案请用 --scheme 指定，建到", "方案建立时写上方案文件，建到"),
        ("运行 kexie check 文件夹 --strict", "运行 kexie check 文件夹 --strict"),
        ("请运行 kexie template 甲.xlsx", "请运行 kexie template 甲.xlsx"),
    ],
)
def test_a_command_in_a_sentence_is_a_number_of_the_menu(typed: str, pressed: str) -> None:
    assert in_menu(typed, dict(enumerate(menu.ENTRIES, 1))) == pressed


def test_no_sentence_of_the_program_names_a_command_to_the_menu() -> None:
    """Every place in the package where one is named, as it stands there."""
    package, found = Path(menu.__file__).parent, []
    for path in (*package.rglob("*.py"), package / "catalogue.toml"):
        if path.parent.name == "window" or path.name in {"cli.py", "menu.py", "start.py"}:
            continue
        text = re.sub(r'"""(?s:.*?)"""', "", path.read_text(encoding="utf-8"))
        found += [match[0] for match in re.finditer(r"[^\"\n]*kexie [a-z]+[^\"\n]*", text) if "``" not in match[0]]
    entries = dict(enumerate(menu.ENTRIES, 1))
    assert len(found) > 20
    assert [
        line for line in found if re.search("kexie [a-z]", in_menu(line, entries).replace("每次运行 kexie", ""))
    ] == []


def test_only_what_the_menu_runs_names_its_numbers(
    desk: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = iter(("2", str(tmp_path / "没有"), "", "0"))
    assert run_menu(main, ("init", "check"), lambda: next(lines), desk.opened.append, desk.memory) == DONE
    assert "请检查名称，或先用1“建立工作文件夹”建立。" in capsys.readouterr().err
    assert main(["check", str(tmp_path / "没有")]) == FAILED
    assert "请检查名称，或先用 kexie init 建立。" in capsys.readouterr().err
