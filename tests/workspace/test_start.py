"""开始.bat: made with the folder, never over another, readable by a Chinese Windows."""

import sys
from pathlib import Path

import pytest

from kexie_excel.workspace.folder import Folder
from kexie_excel.workspace.jobs import establish
from kexie_excel.workspace.start import create_start, start_script


def test_init_lays_it_into_the_folder_and_leaves_another_alone(tmp_path: Path) -> None:
    folder = Folder(tmp_path / "评估")
    establish(folder.root)
    assert folder.start.name == "开始.bat"
    folder.start.write_bytes(b"by hand")
    establish(folder.root)
    assert folder.start.read_bytes() == b"by hand"


def test_it_is_gbk_with_the_line_ends_of_windows_and_ascii_until_the_code_page_is_set() -> None:
    script = start_script("")
    text = script.decode("gbk")
    assert "没有找到评估程序" in text
    assert text.count("\n") == text.count("\r\n")
    before, _set, _after = script.partition(b"chcp 936")
    assert before.isascii()


def test_it_starts_in_its_own_folder_and_looks_for_the_program_in_three_places() -> None:
    lines = start_script(r"C:\程序 (x86)\100%\python.exe").decode("gbk").splitlines()
    assert lines.index('pushd "%~dp0"') < lines.index("where kexie >nul 2>nul")
    starts = [line.strip() for line in lines if line.startswith("  ") and "goto" not in line]
    assert starts == ["call kexie", "py -3 -m kexie_excel", r'"C:\程序 (x86)\100%%\python.exe" -m kexie_excel']
    assert lines[-3:] == ["pause", ":end", "popd"]


def test_a_place_that_the_console_cannot_name_is_left_out() -> None:
    assert start_script("C:\\\U0001f600\\python.exe") == start_script("")


def test_only_windows_is_told_where_the_program_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", r"C:\甲\python.exe")
    for system, told in (("linux", False), ("win32", True)):
        path = tmp_path / f"{system}.bat"
        monkeypatch.setattr(sys, "platform", system)
        assert create_start(path)
        assert ("甲" in path.read_text(encoding="gbk")) is told
