"""Opening the window from a command line: it stands in a process of its own, or the menu takes its place."""

import os
import shutil
import signal
import subprocess
import sys
import threading
from io import StringIO
from pathlib import Path

import pytest

pytest.importorskip("tkinter", reason="this Python has no Tk", exc_type=ImportError)

import tkinter as tk

from kexie_excel import cli
from kexie_excel.cli import main
from kexie_excel.commands.options import DONE, FAILED
from kexie_excel.window import start
from kexie_excel.window.start import open_window


@pytest.fixture(autouse=True)
def memory(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Remember nothing beyond the test."""
    for name in ("APPDATA", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(name, str(tmp_path / "config"))
    monkeypatch.chdir(tmp_path)


@pytest.mark.usefixtures("display")
@pytest.mark.skipif(sys.platform == "win32", reason="processes are found otherwise there")
def test_the_console_is_free_once_the_window_stands(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    finder = shutil.which("pgrep") or pytest.skip("no pgrep here")
    assert main(["窗口", str(folder)]) == DONE
    told = subprocess.run([finder, "-f", f"kexie_excel window {folder}"], check=True, capture_output=True).stdout
    for number in told.split():
        os.kill(int(number), signal.SIGTERM)
    assert capfd.readouterr() == ("", "")


@pytest.mark.usefixtures("display")
def test_the_window_shows_the_folder_until_it_is_closed(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(start.INSIDE, "1")
    titles: list[str] = []
    run = tk.Tk.mainloop

    def closed_soon(root: tk.Tk, most: int = 0) -> None:
        def close() -> None:
            titles.append(root.title())
            root.tk.eval(root.protocol("WM_DELETE_WINDOW"))

        root.after(100, close)
        monkeypatch.setattr("tkinter.messagebox.askyesno", lambda *_words, **_how: True)
        run(root, most)

    monkeypatch.setattr(tk.Tk, "mainloop", closed_soon)
    assert open_window([str(folder)]) == ""
    assert capsys.readouterr().out == "ready\n"
    assert titles[0].endswith(f"{folder.name} - 县市区科协绩效评估")
    assert threading.active_count() < 10


def test_without_a_desktop_it_says_so(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    if sys.platform in {"win32", "darwin"}:
        pytest.skip("there is always a desktop here")
    pytest.importorskip("tkinter", reason="this Python has no Tk", exc_type=ImportError)
    monkeypatch.delenv("DISPLAY", raising=False)
    assert main(["window"]) == FAILED
    told = capsys.readouterr()
    assert told.err == "没有图形桌面，开不了窗口：请用下面的命令。\n"
    assert "kexie summary" in told.out


def test_the_windows_own_process_tells_why_it_cannot(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    if sys.platform in {"win32", "darwin"}:
        pytest.skip("there is always a desktop here")
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.setenv(start.INSIDE, "1")
    assert open_window(["", "甲"]) == "没有图形桌面"
    assert capsys.readouterr().out == "没有图形桌面\n"


def test_without_tk_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(start.INSIDE, "1")
    monkeypatch.setitem(sys.modules, "tkinter", None)
    assert open_window([]) == "这台电脑上的 Python 没有窗口部件（Tk）"


def test_where_there_is_a_keyboard_the_menu_takes_its_place(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(start.INSIDE, "1")
    monkeypatch.setitem(sys.modules, "tkinter", None)
    monkeypatch.setattr(cli, "_is_somebody_there", lambda: True)
    monkeypatch.setattr(sys, "stdin", StringIO("0\n"))
    assert main(["window"]) == DONE
    told = capsys.readouterr()
    assert told.err == "这台电脑上的 Python 没有窗口部件（Tk），改用菜单。\n"
    assert "请输入数字" in told.out


def test_a_window_that_dies_at_once_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    program = shutil.which("false") or pytest.skip("no program here that ends without a word")
    monkeypatch.setattr(start, "_PYTHON", program)
    assert open_window([]) == "窗口打不开"
