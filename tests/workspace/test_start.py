"""开始.bat: made with the folder, never over another, renewed when it is ours, readable by a Chinese Windows."""

import sys
from pathlib import Path

import pytest

from kexie_excel.workspace.establish import establish
from kexie_excel.workspace.folder import Folder
from kexie_excel.workspace.jobs import summarize
from kexie_excel.workspace.start import create_start, is_ours, renew_start, start_script, ways_to

pytestmark = pytest.mark.slow

OLD, NEW = r"C:\旧\python.exe", r"C:\新\python.exe"


def test_init_lays_it_into_the_folder_and_leaves_another_alone(tmp_path: Path) -> None:
    folder = Folder(tmp_path / "评估")
    establish(folder.root)
    assert folder.start.name == "开始.bat"
    folder.start.write_bytes(b"by hand")
    establish(folder.root)
    assert folder.start.read_bytes() == b"by hand"


def test_it_is_gbk_with_the_line_ends_of_windows_and_ascii_until_the_code_page_is_set() -> None:
    script = start_script()
    text = script.decode("gbk")
    assert "没有找到评估程序" in text
    assert text.count("\n") == text.count("\r\n")
    before, _set, _after = script.partition(b"chcp 936")
    assert before.isascii()


def test_its_own_python_comes_first_by_the_way_from_where_it_lies_then_the_installed_program() -> None:
    lines = start_script(r"..\程序 (x86)\100%\python.exe", r"C:\a&b\python.exe").decode("gbk").splitlines()
    starts = [line.strip() for line in lines if line.startswith("  ") and "goto" not in line]
    assert starts == [
        r'"%~dp0..\程序 (x86)\100%%\python.exe" -m kexie_excel window "%~1"',
        r'"C:\a&b\python.exe" -m kexie_excel window "%~1"',
        'call kexie window "%~1"',
        'py -3 -m kexie_excel window "%~1"',
    ]
    assert lines.index('pushd "%~dp0"') < lines.index(r'"C:\a&b\python.exe" -m kexie_excel --version >nul 2>nul')


def test_a_python_is_tried_by_running_it_and_a_crash_is_no_success() -> None:
    """A crash gives a negative number, which “if errorlevel 1” takes for success."""
    text = start_script("python.exe").decode("gbk")
    assert text.count('if "%errorlevel%"=="0" (') == 3
    assert "if not errorlevel" not in text


def test_an_error_and_a_start_from_inside_a_packed_file_wait_for_the_reader() -> None:
    lines = start_script().decode("gbk").splitlines()
    packed = lines.index(":packed")
    assert "请先把压缩包全部解压" in lines[packed + 1]
    assert lines[packed + 2] == "pause"
    assert lines[-3:] == [":end", 'if not "%errorlevel%"=="0" pause', "popd"]


@pytest.mark.parametrize(
    ("python", "folder", "ways"),
    [
        (r"D:\工具\program\python.exe", r"D:\工具\2017", (r"..\program\python.exe", r"D:\工具\program\python.exe")),
        (r"d:\工具\python.exe", r"D:\年", (r"..\工具\python.exe", r"d:\工具\python.exe")),
        (r"C:\甲\python.exe", r"D:\甲", (r"C:\甲\python.exe",)),
        ("C:\\\U0001f600\\python.exe", "D:\\甲", ()),
        ("", "D:\\甲", ()),
    ],
    ids=["beside", "the drive in another case", "another drive", "what the console cannot name", "no Windows"],
)
def test_the_way_that_moves_with_both_comes_before_the_one_that_stays(
    python: str, folder: str, ways: tuple[str, ...]
) -> None:
    assert ways_to(python, folder) == ways


def test_only_windows_is_told_where_the_program_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", r"C:\甲\python.exe")
    for system, told in (("linux", False), ("win32", True)):
        path = tmp_path / f"{system}.bat"
        monkeypatch.setattr(sys, "platform", system)
        assert create_start(path)
        assert ("甲" in path.read_text(encoding="gbk")) is told


def test_ours_is_renewed_when_the_program_stands_elsewhere_and_only_then(tmp_path: Path) -> None:
    path = tmp_path / "开始.bat"
    assert not renew_start(path, NEW)
    assert create_start(path, OLD)
    assert is_ours(path.read_bytes())
    assert not create_start(path, OLD)
    assert renew_start(path, NEW)
    assert "新" in path.read_text(encoding="gbk")
    assert "旧" not in path.read_text(encoding="gbk")


def test_one_that_somebody_changed_stays(tmp_path: Path) -> None:
    path = tmp_path / "开始.bat"
    create_start(path, OLD)
    changed = path.read_bytes().replace(b"pause", b"timeout 5")
    path.write_bytes(changed)
    assert not create_start(path, NEW)
    assert path.read_bytes() == changed


def test_another_system_does_not_take_the_python_of_windows_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "开始.bat"
    create_start(path, OLD)
    monkeypatch.setattr(sys, "platform", "linux")
    assert not create_start(path)
    assert "旧" in path.read_text(encoding="gbk")


@pytest.mark.no_cover
def test_a_summary_renews_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = Folder(tmp_path / "评估")
    establish(folder.root)
    folder.start.unlink()
    create_start(folder.start, OLD)
    monkeypatch.setattr("kexie_excel.workspace.start._own", lambda _python: NEW)
    summarize(folder.root)
    assert "新" in folder.start.read_text(encoding="gbk")
