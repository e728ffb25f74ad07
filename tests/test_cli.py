"""The program as its users meet it: sentences, exit codes, aliases, consoles."""

import errno
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from kexie_excel import __version__, cli
from kexie_excel.cli import main
from kexie_excel.commands import template
from kexie_excel.commands.options import DONE, FAILED, PENDING
from kexie_excel.form.write import write_form
from kexie_excel.scheme.load import BUILT_IN, load_scheme
from kexie_excel.workspace import jobs
from kexie_excel.workspace.folder import Folder
from scripts.fill import Answers
from scripts.make_samples import full
from tests.forms import filled_form
from tests.systems import as_made_here

pytestmark = pytest.mark.slow

SCHEME = load_scheme()


def answered(unit: str, folder: Path, **changes: object) -> None:
    """Put one unit's filled form into 2-回收."""
    facts = {fact.id: full(fact) for fact in SCHEME.facts} | {name[1:].replace("_", "."): None for name in changes}
    scores: dict[str, int | float] = {item.id: float(item.maximum) for item in SCHEME.items}
    content = filled_form(Answers(facts, scores, (), {m.id: True for m in SCHEME.materials}), unit)
    (Folder(folder).returned / f"{unit}.xlsx").write_bytes(content)


def test_no_arguments_show_the_commands(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == DONE
    shown = capsys.readouterr().out
    assert all(f"kexie {verb}" in shown and word in shown for verb, word, *_ in cli.COMMANDS)


@pytest.mark.parametrize("words", [["check", "--help"], ["核对", "-h"], ["--help", "核对"], ["帮助", "check"]])
def test_help_of_a_command_names_both_its_words(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(words) == DONE
    shown = capsys.readouterr().out
    assert "kexie check" in shown
    assert "kexie 核对" in shown
    assert "就是当前文件夹" in shown


@pytest.mark.parametrize("words", [["help"], ["帮助"], ["-h"]])
def test_help_is_asked_for_in_many_ways(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(words) == DONE
    shown = capsys.readouterr().out
    assert all(f"kexie {verb}" in shown for verb, *_ in cli.COMMANDS)


def test_help_does_not_promise_that_a_folder_may_be_left_out_where_it_may_not(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["init", "--help"]) == DONE
    assert "就是当前文件夹" not in capsys.readouterr().out


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == DONE
    assert __version__ in capsys.readouterr().out


def test_what_was_made_is_not_gone_through_once_more_at_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    ended: list[str] = []
    monkeypatch.setattr("sys.argv", ["kexie", "--version"])
    monkeypatch.setattr("gc.freeze", lambda: ended.append("frozen"))
    assert cli.program() == DONE
    assert ended == ["frozen"]


@pytest.mark.parametrize(
    "words",
    [
        ["没有这个命令"],
        ["init"],
        ["check", "--nonsense"],
        ["check", "甲", "乙"],
        ["--nonsense"],
        ["check", "--stric"],
        ["undo", "--to", "九"],
    ],
)
def test_a_wrong_command_line_is_one_chinese_sentence(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(words) == FAILED
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.strip().count("\n") == 0
    assert "kexie --help" in told.err


def test_a_wrong_command_line_is_told_how_it_is_written(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["建立"]) == FAILED
    assert "应写成 kexie 建立 文件夹 [--scheme 方案文件]" in capsys.readouterr().err
    assert main(["合计"]) == FAILED
    assert capsys.readouterr().err.startswith("没有“合计”这个命令：")


def test_an_option_may_stand_before_the_folder(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["undo", "--to", "9", str(folder)]) == FAILED
    assert capsys.readouterr().err.startswith("没有第9份备份")


@pytest.mark.no_cover
def test_init_makes_one_form_a_unit_and_says_what_is_next(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "评估"
    assert main(["init", str(folder)]) == DONE
    names = sorted(path.name for path in (folder / "1-下发").iterdir())
    assert names == sorted(f"{unit.name}-{SCHEME.form_name}.xlsx" for unit in SCHEME.units)
    assert list((folder / "2-回收").iterdir()) == []
    assert "kexie check" in capsys.readouterr().out


def test_init_again_changes_nothing(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    form = folder / "1-下发" / f"{SCHEME.units[0].name}-{SCHEME.form_name}.xlsx"
    form.write_bytes(b"edited by hand")
    (folder / "1-下发" / f"{SCHEME.units[1].name}-{SCHEME.form_name}.xlsx").unlink()
    assert main(["建立", str(folder)]) == DONE
    assert form.read_bytes() == b"edited by hand"
    assert f"写出1份{SCHEME.form_name}，原有9份没有改动" in capsys.readouterr().out


def test_init_again_keeps_to_the_folders_own_scheme(folder: Path) -> None:
    own = folder / "方案.toml"
    own.write_text(
        own.read_text(encoding="utf-8").replace('default = "含85分"', 'default = "不含85分"'), encoding="utf-8"
    )
    assert main(["init", str(folder)]) == DONE
    assert Folder(folder).load_scheme().chosen["85分"] == "不含85分"


def test_init_asks_where_the_folder_names_another_year(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The built-in scheme is one year's; next year's forms must not go out under it unnoticed."""
    for name, times in (("2018年度评估", 1), ("2017年度评估（2018年做）", 0), ("评估", 0)):
        assert main(["init", str(tmp_path / name)]) == DONE
        assert capsys.readouterr().out.count("请注意：文件夹名写的是别的年度") == times


def test_init_refuses_a_folder_of_other_things(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "别的.txt").touch()
    assert main(["init", str(tmp_path)]) == FAILED
    assert "换一个新的文件夹名" in capsys.readouterr().err
    (tmp_path / "2-回收").mkdir()
    assert main(["init", str(tmp_path)]) == FAILED
    assert "里面却没有“方案.toml”：请从备份里找回它" in capsys.readouterr().err
    (tmp_path / "2-回收").rmdir()
    assert [path.name for path in tmp_path.iterdir()] == ["别的.txt"]


def test_init_refuses_a_file_and_another_scheme(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plain = folder.parent / "文件"
    plain.touch()
    assert main(["init", str(plain)]) == FAILED
    other = folder.parent / "其他方案.toml"
    other.write_text(BUILT_IN.read_text(encoding="utf-8").replace("version = 1", "version = 2"), encoding="utf-8")
    assert main(["init", str(folder), "--scheme", str(other)]) == FAILED
    assert "另一份方案" in capsys.readouterr().err


def test_init_with_a_roster_of_its_own_tells_new_slips(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = (
        BUILT_IN.read_text(encoding="utf-8")
        .replace('name = "平江县"', 'name = "甲县"')
        .replace("points = 12", "points = 13")
    )
    own = tmp_path / "自定.toml"
    own.write_text(text, encoding="utf-8")
    assert main(["init", str(tmp_path / "甲"), "--scheme", str(own)]) == DONE
    assert (tmp_path / "甲" / "1-下发" / f"甲县-{SCHEME.form_name}.xlsx").is_file()
    assert "标题写13分，所列各项分值合计12分" in capsys.readouterr().out


def test_a_scheme_with_a_typo_is_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    own = tmp_path / "错字.toml"
    own.write_text(BUILT_IN.read_text(encoding="utf-8").replace("partial =", "partail ="), encoding="utf-8")
    assert main(["init", str(tmp_path / "甲"), "--scheme", str(own)]) == FAILED
    told = capsys.readouterr().err
    assert "错字.toml" in told
    assert told.strip().count("\n") == 0
    assert not (tmp_path / "甲").exists()


@pytest.mark.parametrize("verb", ["check", "summary", "核对", "汇总"])
def test_a_missing_or_wrong_folder_is_one_sentence(
    verb: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([verb, str(tmp_path / "没有")]) == FAILED
    assert "找不到文件夹" in capsys.readouterr().err
    assert main([verb, str(tmp_path)]) == FAILED
    assert "不是工作文件夹" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "文件").touch()
    assert main([verb, str(tmp_path / "文件")]) == FAILED
    assert "是一个文件，不是文件夹" in capsys.readouterr().err


def test_an_empty_folder_of_returns_says_so(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(folder)]) == DONE
    shown = capsys.readouterr().out
    assert "还没有任何文件" in shown
    assert "应报10＝已读0＋不可读0＋待定0＋未报送10" in shown


@pytest.mark.no_cover
def test_strict_tells_pending_by_its_exit_code(folder: Path) -> None:
    unit = SCHEME.units[0].name
    answered(unit, folder)
    assert main(["summary", str(folder)]) == DONE
    assert main(["summary", str(folder), "--strict"]) == PENDING
    for other in SCHEME.units[1:]:
        answered(other.name, folder)
    assert main(["check", str(folder), "--strict"]) == DONE
    assert main(["summary", str(folder), "--strict"]) == DONE


@pytest.mark.no_cover
def test_summary_shows_the_ranking_and_what_is_pending(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first, second = SCHEME.units[0].name, SCHEME.units[1].name
    answered(first, folder)
    answered(second, folder, f5_3b=None)
    assert main(["summary", str(folder)]) == DONE
    lines = capsys.readouterr().out.splitlines()
    assert next(line for line in lines if first in line).split()[:7] == ["1", first, *["99", "99", "0", "99", "优秀"]]
    assert "待定" in next(line for line in lines if second in line)
    assert any(line.startswith("未定稿：8个单位未报送，1个单位共1项待核") for line in lines)


def test_a_stranger_among_the_returns_is_named_and_stops_nothing(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answered(SCHEME.units[0].name, folder)
    (folder / "2-回收" / "扫描件.pdf").write_bytes(b"%PDF-1.4")
    assert main(["check", str(folder)]) == DONE
    shown = capsys.readouterr().out
    assert "不是评估表  扫描件.pdf：这是 PDF 文件" in shown
    assert "已读1" in shown


def test_a_folder_without_its_scheme_says_which_one_is_used(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "方案.toml").unlink()
    shutil.rmtree(folder / "1-下发")
    assert main(["summary", str(folder)]) == DONE
    assert "用的是内置方案" in capsys.readouterr().out


def test_an_open_summary_gets_a_second_name(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    replace = Path.replace

    def locked(source: Path, target: Path) -> Path:
        if Path(target).name == "评估结果汇总表.xlsx":
            raise PermissionError(13, "Permission denied", str(target))
        return replace(source, target)

    monkeypatch.setattr(Path, "replace", locked)
    assert main(["summary", str(folder)]) == DONE
    shown = capsys.readouterr().out
    assert "正被打开" in shown
    assert "评估结果汇总表（新1）.xlsx" in shown


def test_an_interrupt_is_one_sentence(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_arguments: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(jobs, "check", interrupted)
    assert main(["check", str(folder)]) == FAILED
    assert "已中止" in capsys.readouterr().err


def test_a_path_beyond_what_the_system_takes_is_said_to_be_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_words: object) -> None:
        raise FileNotFoundError(errno.ENOENT, "No words of the system", str(tmp_path / ("深" * 1000)))

    monkeypatch.setattr(template, "write_template", fail)
    assert main(["template", str(tmp_path / "表.xlsx")]) == FAILED
    assert "系统最多认" in capsys.readouterr().err


@pytest.mark.parametrize(("number", "why"), [(errno.ENOSPC, "磁盘已满"), (errno.EIO, f"系统错误{errno.EIO}")])
def test_a_disk_error_is_one_sentence(
    number: int, why: str, folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_arguments: object) -> None:
        raise OSError(number, "No words of the system", "甲.xlsx")

    monkeypatch.setattr(jobs, "check", broken)
    assert main(["check", str(folder)]) == FAILED
    assert capsys.readouterr().err.startswith(f"读写“甲.xlsx”时出错（{why}）：请检查")


def test_the_blank_form_is_written_where_it_is_asked_for(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["模板", str(tmp_path / "空白.xlsx")]) == DONE
    assert (tmp_path / "空白.xlsx").read_bytes() == write_form(SCHEME)
    assert "空白.xlsx" in capsys.readouterr().out
    assert main(["模板", str(tmp_path / "空白表")]) == DONE
    assert (tmp_path / "空白表.xlsx").is_file()
    assert main(["模板", str(tmp_path)]) == FAILED
    assert "是文件夹：请写上文件名" in capsys.readouterr().err


def test_the_committed_template_is_what_the_program_writes() -> None:
    committed = Path(__file__).parents[1] / "templates" / "评估表模板.xlsx"
    assert as_made_here(committed.read_bytes()) == write_form(SCHEME)


def test_the_module_is_the_program_and_survives_a_gbk_console(folder: Path) -> None:
    (folder / "2-回收" / "‹奇怪›✓.txt").write_text("x", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "kexie_excel", "check", str(folder)],
        capture_output=True,
        check=False,
        env=os.environ | {"PYTHONIOENCODING": "gbk", "PYTHONUTF8": "0"},
    )
    assert done.returncode == DONE, done.stderr.decode("gbk", "replace")
    assert "应报10" in done.stdout.decode("gbk")
    assert done.stderr == b""
