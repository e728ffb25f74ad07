"""Opening the window: as a process of its own, so that the console it was asked from is free, and falls back to the menu."""

import os
import subprocess
import sys
from pathlib import Path

from kexie_excel.beside import UNSEEN, own_program
from kexie_excel.desktop import UsualFolder, cleaned, memory_file
from kexie_excel.window.desk import Desk

if sys.platform == "win32":
    # 开始.bat in a network folder lends it the letter of a drive, and takes it back once the window stands
    _PYTHON = str(Path(sys.executable).resolve())
else:
    _PYTHON = sys.executable
INSIDE = "KEXIE_WINDOW"
"""Set in the environment of the process that shows the window."""
_READY = "ready"


def open_window(words: list[str]) -> str:
    """Open the window on a folder, a file or nothing; give the reason where there can be none."""
    words = [word for word in map(cleaned, words) if word]
    if INSIDE in os.environ:
        return _show(Path(words[0]).absolute() if words else None)
    process = subprocess.Popen(  # noqa: S603 - this very program
        [*own_program(python=_PYTHON), "window", *words],
        cwd=Path.cwd().resolve(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        encoding="utf-8",
        errors="replace",
        env=os.environ | {INSIDE: "1", "PYTHONIOENCODING": "utf-8"},
        start_new_session=True,
        creationflags=UNSEEN,
    )
    if process.stdout is None:  # pragma: no cover - it was asked for
        return ""
    with process.stdout as told:
        said = told.readline().strip()
    if said == _READY:
        process.returncode = 0  # it lives on, and is nobody's child any more
        return ""
    process.wait()
    return said or "窗口打不开"


def _told(why_not: str) -> str:
    """Tell who has started us why there is no window."""
    sys.stdout.write(f"{why_not}\n")
    return why_not


def _show(path: Path | None) -> str:
    """Show the window until it is closed."""
    try:
        import tkinter as tk  # noqa: PLC0415 - not every Python has it

        from kexie_excel.window.looks import be_aware_of_scaling  # noqa: PLC0415 - the same
        from kexie_excel.window.view import WindowView  # noqa: PLC0415 - the same
    except ImportError:
        return _told("这台电脑上的 Python 没有窗口部件（Tk）")
    be_aware_of_scaling()
    try:
        root = tk.Tk(className="kexie")
    except tk.TclError:
        return _told("没有图形桌面")
    desk = Desk(UsualFolder(memory_file(os.environ)))
    view = WindowView(root, desk)
    desk.start(path)
    view.refresh()
    root.update()
    sys.stdout.write(f"{_READY}\n")
    sys.stdout.flush()
    view.take_focus()
    view.tick()
    root.mainloop()
    return ""
