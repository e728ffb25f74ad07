"""Files and folders are dropped onto the window out of another program."""

import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

pytest.importorskip("tkinter", reason="this Python has no Tk", exc_type=ImportError)

import tkinter as tk
from tkinter import messagebox, ttk

from kexie_excel.window.desk import Desk
from kexie_excel.window.drops import Drops
from kexie_excel.window.steps import LOOK, PROGRESS, RECEIVE
from kexie_excel.window.view import WindowView
from tests.window.conftest import MOST_SECONDS, wait

pytestmark = [
    pytest.mark.usefixtures("display"),
    pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="dropped by the protocol of X desktops"),
]
AWKWARD = ("甲 乙 (1) [x].xlsx", "大{括}号 {.xlsx", "a}b$x;.xlsx", r"back\slash%20 #é.xlsx", "'quoted' \"name\".xlsx")


def dropped(root: tk.Misc, onto: tk.Misc, paths: Sequence[Path]) -> bool:
    """Drop files onto the middle of a widget."""
    from tests.window.xdnd import drop  # noqa: PLC0415 - of use on X desktops only

    root.update()
    place = onto.winfo_rootx() + onto.winfo_width() // 2, onto.winfo_rooty() + onto.winfo_height() // 2
    return drop(root.update, place, paths)


def until(root: tk.Misc, holds: Callable[[], object]) -> None:
    """Let the window work until something holds."""
    end = time.monotonic() + MOST_SECONDS
    while not holds():
        assert time.monotonic() < end
        root.update()


@pytest.fixture
def view(desk: Desk) -> Iterator[WindowView]:
    """A window without a folder."""
    view = WindowView(tk.Tk(), desk)
    view.root.update()
    view.take_focus()
    yield view
    desk.close()
    view.root.destroy()


def settle(view: WindowView) -> None:
    """Wait until nothing runs."""
    until(view.root, lambda: view.desk.model.is_running)
    wait(view.desk, each=view.root.update)
    view.refresh()
    view.root.update()


def test_several_files_with_awkward_names_arrive_as_they_are(tmp_path: Path) -> None:
    root, taken = tk.Tk(), list[list[Path]]()
    frame = ttk.Frame(root, width=200, height=100)
    frame.pack()
    inside = ttk.Entry(frame)
    inside.pack(padx=20, pady=20)
    drops = Drops(root, lambda: True, taken.append, [frame])
    assert drops.are_possible
    paths = [tmp_path / name for name in AWKWARD]
    inside.focus_force()
    assert dropped(root, inside, paths)
    until(root, lambda: taken)
    assert taken == [paths]
    assert root.focus_get() is inside
    root.destroy()


def test_nothing_is_taken_while_something_is_asked_or_done(tmp_path: Path) -> None:
    root, taken, is_free = tk.Tk(), list[list[Path]](), False
    frame = ttk.Frame(root, width=200, height=100)
    frame.pack()
    Drops(root, lambda: is_free, taken.append, [frame])
    assert not dropped(root, frame, [tmp_path])
    is_free = True
    dialog = tk.Toplevel(root)
    dialog.wait_visibility()
    dialog.grab_set()
    assert not dropped(root, frame, [tmp_path])
    dialog.destroy()
    assert dropped(root, frame, [tmp_path])
    until(root, lambda: taken)
    assert taken == [[tmp_path]]
    root.destroy()


def test_where_the_library_does_not_load_the_window_promises_nothing(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "tkinterdnd2", None)
    view = WindowView(tk.Tk(), desk)
    assert not view.drops.are_possible
    assert "拖进这个窗口" not in texts(view.root)
    view.root.destroy()


def texts(widget: tk.Misc) -> str:
    """Give what the labels say."""
    labels = [str(own["text"]) for own in widget.winfo_children() if isinstance(own, ttk.Label)]
    return "\n".join([*labels, *(texts(own) for own in widget.winfo_children())])


def test_a_return_is_looked_at_and_laid_into_the_folder_by_a_click(
    view: WindowView, folder: Path, filled_file: Path
) -> None:
    view.desk.choose(folder)
    wait(view.desk, each=view.root.update)
    assert "拖进这个窗口" in texts(view.root)
    view.show()
    assert dropped(view.root, view.results.text, [filled_file])
    settle(view)
    assert (view.desk.model.way, view.desk.model.state) == (LOOK, "完成")
    assert "能读" in view.results.text.get("1.0", "end")
    assert not list((folder / "2-回收").iterdir())
    view.root.event_generate("<Alt-Key-r>")
    settle(view)
    assert (view.desk.model.way, view.desk.model.counts["returned"]) == (RECEIVE, 1)
    assert (folder / "2-回收" / filled_file.name).read_bytes() == filled_file.read_bytes()
    assert "原来的文件没有动" in view.results.text.get("1.0", "end")
    view.root.event_generate("<Alt-Key-r>")
    assert view.desk.model.way == RECEIVE


def test_a_working_folder_is_taken_and_of_another_it_is_asked(
    view: WindowView, folder: Path, filled_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    answers = iter([False, True])
    monkeypatch.setattr(messagebox, "askyesno", lambda _title, text, **_how: asked.append(text) or next(answers))  # type: ignore[func-returns-value]
    assert dropped(view.root, view.entry, [folder])
    settle(view)
    assert (view.desk.model.folder, view.desk.model.way) == (folder, PROGRESS)
    assert view.path.get() == str(folder)
    other = tmp_path / "收到的 (3月)"
    other.mkdir()
    (other / "表.xlsx").write_bytes(filled_file.read_bytes())
    dropped(view.root, view.results.title, [other])
    until(view.root, lambda: asked)
    assert view.desk.model.way == PROGRESS
    dropped(view.root, view.entry, [other])
    settle(view)
    assert asked == ["“收到的 (3月)”不是工作文件夹。要看看里面的文件是什么吗？"] * 2
    assert (view.desk.model.way, view.desk.model.incoming) == (LOOK, [other])
    assert view.desk.model.folder == folder
