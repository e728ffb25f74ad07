"""What a screen reader can know: every part has a name in the user's words, and the keyboard comes to all of them and out again."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

pytest.importorskip("tkinter", reason="this Python has no Tk", exc_type=ImportError)

import tkinter as tk
from tkinter import ttk

from kexie_excel.window import view as view_module
from kexie_excel.window.desk import Desk
from kexie_excel.window.dialogs import NewFolderDialog
from kexie_excel.window.spoken import Happened, PartKind, WindowPart
from kexie_excel.window.steps import YEAR
from kexie_excel.window.view import WindowView
from kexie_excel.workspace.folder import Folder
from tests.window.conftest import wait
from tests.workspace.rounds import put_return

pytestmark = pytest.mark.usefixtures("display")
SUMMARY = YEAR[4].ways[0]
Told = list[tuple[int, WindowPart, Happened]]


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> Told:
    """What was told since, to nobody's reader."""
    heard: Told = []
    monkeypatch.setattr(view_module, "tell_readers", lambda *said: heard.append(said))
    return heard


@pytest.fixture
def view(desk: Desk, folder: Path, told: Told) -> Iterator[WindowView]:
    """The window on a folder with a return."""
    put_return(Folder(folder), "平江县")
    view = WindowView(tk.Tk(), desk)
    view.root.update()
    desk.choose(folder)
    settle(view)
    view.take_focus()
    view.root.update()
    assert told
    yield view
    desk.close()
    view.root.destroy()


def settle(view: WindowView) -> None:
    """Wait until nothing runs, and show it."""
    wait(view.desk, each=view.root.update)
    view.refresh()
    view.root.update()


def parts(widget: tk.Misc) -> Iterator[tk.Misc]:
    """Give everything below a widget."""
    for child in widget.winfo_children():
        yield child
        yield from parts(child)


def said_of(view: WindowView, widget: tk.Misc) -> WindowPart:
    """Give what is said of a widget, which is something."""
    said = view.spoken.of(widget)
    assert said
    return said


def travel(view: WindowView, keys: str) -> list[tk.Misc]:
    """Press a key until the keyboard is where it was; give where it came."""
    begin = view.root.focus_get()
    assert begin
    visited = [begin]
    while len(visited) < 60:
        here = visited[-1]
        here.event_generate(keys)
        view.root.update()
        following = view.root.focus_get()
        assert following
        if following is begin:
            return visited
        visited.append(following)
    raise AssertionError(visited)


def test_everything_the_keyboard_comes_to_has_a_name_of_its_own(view: WindowView) -> None:
    visited = travel(view, "<Tab>")
    said = [said_of(view, widget) for widget in visited]
    names = [own.name for own in said]
    assert all(names)
    assert len(set(names)) == len(names)
    assert {own.kind for own in said} == {PartKind.BUTTON, PartKind.FIELD, PartKind.READING, PartKind.ROW}
    usable = [button for button in parts(view.root) if isinstance(button, ttk.Button) and button.instate(["!disabled"])]
    assert set(usable) <= set(visited)


def test_the_keyboard_comes_back_too_and_types_nothing_on_its_way(view: WindowView) -> None:
    before = view.results.text.get("1.0", "end")
    forwards, backwards = travel(view, "<Tab>"), travel(view, "<<PrevWindow>>")
    assert backwards[1:] == forwards[:0:-1]
    assert view.results.text.get("1.0", "end") == before


def test_a_step_says_how_far_it_is_and_how_what_was_asked_for_went(view: WindowView, told: Told) -> None:
    check, summary = view.steps[YEAR[2]], view.steps[YEAR[4]]
    assert said_of(view, check).name == "核对，已回收1/10"
    summary.focus_force()
    view.root.update()
    told.clear()
    view.desk.run(SUMMARY)
    view.show()
    (busy,) = [said for handle, said, happened in told if happened is Happened.RENAMED]
    assert (busy.name.endswith("，正在进行"), busy.is_usable) == (True, False)
    settle(view)
    assert said_of(view, summary).name.endswith("，完成")
    assert {handle for handle, _said, happened in told if happened is Happened.RENAMED} == {summary.winfo_id()}


def test_a_button_is_called_what_it_does_without_its_key_and_its_dots(view: WindowView) -> None:
    said = {label: said_of(view, button) for label, button in view.buttons.items()}
    assert said["选择…(O)"] == WindowPart("选择", PartKind.BUTTON, "O")
    assert said["进度(J)"] == WindowPart("进度", PartKind.BUTTON, "J")
    assert said["停止(S)"] == WindowPart("停止", PartKind.BUTTON, "S", is_usable=False)
    assert said_of(view, view.state) == WindowPart("就绪", PartKind.LABEL)
    assert said_of(view, view.bar) == WindowPart("就绪", PartKind.PROGRESS)


def test_the_field_says_what_is_in_it(view: WindowView, told: Told) -> None:
    view.entry.focus_force()
    view.root.update()
    view.path.set("甲")
    view.entry.event_generate("<KeyRelease>", keysym="a")
    assert told[-1] == (
        view.entry.winfo_id(),
        WindowPart("工作文件夹", PartKind.FIELD, "", "甲", is_focused=True),
        Happened.RENAMED,
    )


def test_arrow_keys_go_through_the_rows_of_a_table_and_each_is_said(view: WindowView, told: Told) -> None:
    (tree,) = view.results.trees
    tree.focus_force()
    view.root.update()
    pressed(view, tree, "Down")
    first, second = [(said.name, happened) for handle, said, happened in told if handle == tree.winfo_id()][-2:]
    assert first == ("第1行，共10行：类别 县市，单位 平江县，已下发 √，已回收 √", Happened.FOCUSED)
    assert (second[0].startswith("第2行，共10行：类别 县市，单位 "), second[1]) == (True, Happened.RENAMED)
    tree.selection_remove(*tree.selection())
    assert said_of(view, tree).name.startswith("第1行")
    tree.delete(*tree.get_children())
    assert said_of(view, tree).name == "空表"
    tree.event_generate("<FocusIn>")


def pressed(view: WindowView, widget: tk.Misc, key: str) -> None:
    """Press and let go a key."""
    widget.event_generate(f"<KeyPress-{key}>")
    widget.event_generate(f"<KeyRelease-{key}>")
    view.root.update()


def test_arrow_keys_go_through_the_sentences_and_each_is_said(view: WindowView, told: Told) -> None:
    text = view.results.text
    text.focus_force()
    view.root.update()
    count = len(view.desk.model.lines)
    assert told[-1][1].name == f"第1行，共{count}行：{view.desk.model.lines[0].text.splitlines()[0]}"
    for _ in range(40):
        pressed(view, text, "Down")
    assert told[-1][1].name == "没有文字"
    text.delete("1.0", "end")
    assert said_of(view, text).name == "没有文字"


def in_dialog(view: WindowView, do: Callable[[NewFolderDialog], None]) -> None:
    """Do something in the dialog for a new folder."""

    def act() -> None:
        (dialog,) = (own for own in view.root.winfo_children() if isinstance(own, NewFolderDialog))
        do(dialog)
        if dialog.winfo_exists():
            dialog.destroy()

    view.root.after(300, act)
    view.make()


def test_the_dialog_is_named_throughout_and_says_what_is_the_matter(view: WindowView, told: Told) -> None:
    names: list[str] = []

    def look(dialog: NewFolderDialog) -> None:
        names.extend(said_of(view, part).name for part in parts(dialog) if isinstance(part, ttk.Button | ttk.Entry))
        dialog.place.set("")
        dialog.accept()
        view.root.update()
        names.append(told[-1][1].name)

    in_dialog(view, look)
    assert names == [
        *("名称", "放在", "放在，选择", "方案", "方案，选择", "建立", "取消"),
        "名称，请写上名称和放在哪里。",
    ]


def test_enter_on_a_button_of_the_dialog_is_that_button(view: WindowView) -> None:
    made: list[object] = []

    def cancel(dialog: NewFolderDialog) -> None:
        dialog.name.set("2018年度评估")
        (button,) = (part for part in parts(dialog) if isinstance(part, ttk.Button) and part["text"] == "取消")
        button.focus_force()
        button.event_generate("<Return>")
        made.append(dialog.made)
        assert not dialog.winfo_exists()

    in_dialog(view, cancel)
    assert made == [None]


def test_what_is_not_of_ours_is_passed_over(view: WindowView, told: Told) -> None:
    """Tk's own dialogs are made of parts that Tkinter knows by name only; frames say nothing."""
    told.clear()
    view.root.tk.eval(
        "toplevel .strange; entry .strange.field; pack .strange.field; update; focus -force .strange.field; update"
    )
    assert view.spoken.of(view.results) is None
    assert [said.kind for _handle, said, happened in told if happened is Happened.FOCUSED] == []
    view.root.tk.eval("destroy .strange")
