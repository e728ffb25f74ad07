"""The window on a display of its own: what is clicked and typed, and what is then to be seen."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("tkinter", reason="this Python has no Tk", exc_type=ImportError)

import tkinter as tk
from tkinter import filedialog, messagebox, ttk

from kexie_excel.channel import Progressed
from kexie_excel.window.desk import Desk
from kexie_excel.window.dialogs import NewFolderDialog
from kexie_excel.window.steps import YEAR
from kexie_excel.window.view import WindowView
from kexie_excel.workspace.folder import Folder
from tests.window.conftest import MOST_SECONDS, wait
from tests.workspace.rounds import put_return, tell

pytestmark = pytest.mark.usefixtures("display")


class Window:
    """The window, and somebody at it."""

    def __init__(self, desk: Desk) -> None:
        """Open it."""
        self.desk = desk
        self.opened: list[Path] = []
        self.root = tk.Tk()
        self.view = WindowView(self.root, desk, self.opened.append)
        self.root.update()
        self.view.take_focus()

    def settle(self) -> None:
        """Wait until nothing runs, and show it."""
        wait(self.desk, each=self.root.update)
        self.view.refresh()
        self.root.update()

    def press(self, keys: str) -> None:
        """Press keys."""
        self.root.update()
        self.root.focus_force()
        self.root.event_generate(keys)
        self.root.update()

    def click(self, label: str) -> None:
        """Click a button, among the results' too."""
        for button in (*self.view.buttons.values(), *self.view.results.actions.winfo_children()):
            if isinstance(button, ttk.Button) and str(button["text"]) == label:
                assert str(button["state"]) != "disabled"
                button.invoke()
                return
        raise AssertionError(label)

    @property
    def text(self) -> str:
        """The sentences."""
        return self.view.results.text.get("1.0", "end")

    @property
    def standings(self) -> list[str]:
        """How far each step has come."""
        return [str(label["text"]) for label in self.view.standings.values()]


@pytest.fixture
def window(desk: Desk) -> Iterator[Window]:
    """A window with no folder, closed at the end."""
    window = Window(desk)
    yield window
    desk.close()
    if window.root.children:
        window.root.destroy()


@pytest.fixture
def opened(window: Window, folder: Path) -> Window:
    """A window on a folder into which one return came."""
    put_return(Folder(folder), "平江县")
    window.desk.choose(folder)
    window.settle()
    return window


def test_without_a_folder_only_choosing_making_and_looking_can_be_clicked(window: Window) -> None:
    usable = [label for label, button in window.view.buttons.items() if str(button["state"]) == "normal"]
    assert usable == ["选择…(O)", "新建…(N)", "看看文件…(K)"]
    assert window.root.title() == "绩效评估工具"
    assert window.root.focus_get() is window.view.buttons["选择…(O)"]
    assert window.text.startswith("第一次用：点“新建…”")


def test_the_years_steps_show_how_far_they_have_come(opened: Window) -> None:
    assert opened.standings[:3] == ["√ 评估表10/10份", "下发、反馈、催报的草稿", "已回收1/10"]
    assert all(str(button["state"]) == "normal" for button in opened.view.steps.values())
    (tree,) = opened.view.results.trees
    assert tree.set(tree.get_children()[0], "单位") == "平江县"
    assert "请催报" in opened.text


def test_what_to_do_now_stands_first(opened: Window) -> None:
    opened.press("<Alt-Key-3>")
    opened.settle()
    assert opened.text.startswith("下一步：")
    assert opened.desk.model.lines[-1].text.startswith("下一步：")


def test_a_step_is_done_by_its_digit_and_its_result_is_opened(opened: Window, folder: Path) -> None:
    opened.press("<Alt-Key-5>")
    assert str(opened.view.stop["state"]) == "normal"
    assert all(str(button["state"]) == "disabled" for button in opened.view.steps.values())
    opened.settle()
    assert str(opened.view.results.title["text"]) == "汇总：完成"
    (tree,) = opened.view.results.trees
    titles = [tree.set(row, "单位") for row in tree.tag_has("title")]
    assert titles == ["县市", "区"]
    opened.click("打开 评估结果汇总表.xlsx")
    opened.click("打开文件夹 5-汇总")
    assert opened.opened == [Folder(folder).summary, Folder(folder).summary.parent]
    assert "汇总：完成" in opened.root.title()


def test_several_ways_are_asked_for(opened: Window, monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    menus: list[tk.Menu] = []
    monkeypatch.setattr(tk.Menu, "tk_popup", lambda menu, *_at: menus.append(menu))
    opened.press("<Alt-Key-7>")
    (menu,) = menus
    assert [menu.entrycget(at, "label") for at in range(3)] == ["1  写通报", "2  征求意见稿", "3  核对改过的通报…"]
    menu.invoke(1)
    opened.settle()
    opened.click("打开 通报（征求意见稿）.docx")
    assert opened.opened == [Folder(folder).draft_notice]
    monkeypatch.setattr(filedialog, "askopenfilename", lambda **_how: "")
    menu.invoke(2)
    assert opened.desk.model.title == "征求意见稿"
    monkeypatch.setattr(filedialog, "askopenfilename", lambda **_how: str(Folder(folder).draft_notice))
    menu.invoke(2)
    opened.settle()
    assert (opened.desk.model.title, opened.desk.model.state) == ("核对改过的通报", "完成")
    assert "未发现不一致" in opened.text


def test_a_folder_is_chosen_or_typed(window: Window, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(filedialog, "askdirectory", lambda **_how: "")
    window.press("<Alt-Key-o>")
    assert window.desk.model.folder is None
    monkeypatch.setattr(filedialog, "askdirectory", lambda **_how: str(folder))
    window.press("<Alt-Key-o>")
    assert window.desk.model.folder == folder
    window.settle()
    assert window.view.path.get() == str(folder)
    window.click("选择…(O)")
    window.settle()
    window.view.path.set(f'"{folder.parent}"')
    window.view.entry.focus_force()
    window.view.entry.event_generate("<Return>")
    window.settle()
    assert "不是工作文件夹" in window.text
    window.view.path.set("")
    window.view.entry.focus_force()
    window.view.entry.event_generate("<Return>")
    assert window.desk.model.folder == folder.parent


def answer(window: Window, name: str, scheme: str = "") -> NewFolderDialog:
    """Answer what the new folder is to be, while the window waits."""
    found: list[NewFolderDialog] = []

    def fill() -> None:
        (dialog,) = (own for own in window.root.winfo_children() if isinstance(own, NewFolderDialog))
        found.append(dialog)
        dialog.name.set(name)
        dialog.scheme.set(scheme)
        dialog.accept()
        if dialog.winfo_exists():
            dialog.after(50, dialog.destroy)

    window.root.after(300, fill)
    window.view.make()
    return found[0]


def test_a_new_folder_is_made_in_the_window(opened: Window, folder: Path) -> None:
    assert answer(opened, "2018年度评估").made == (folder.parent / "2018年度评估", None)
    opened.settle()
    assert opened.view.path.get() == str(folder.parent / "2018年度评估")
    assert opened.standings[0] == "√ 评估表10/10份"
    assert "文件夹名写的是别的年度" in opened.text


@pytest.mark.parametrize(("name", "said"), [("", "请写上名称"), ("2018/评估", "名称里不能有")])
def test_a_name_that_cannot_be_is_said_at_once(opened: Window, name: str, said: str) -> None:
    dialog = answer(opened, name)
    assert dialog.made is None
    assert said in dialog.said.get()
    assert opened.desk.model.title == "进度"


def test_place_and_scheme_are_chosen(opened: Window, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(filedialog, "askdirectory", lambda **_how: str(tmp_path))
    monkeypatch.setattr(filedialog, "askopenfilename", lambda **_how: str(tmp_path / "方案.xlsx"))

    def fill() -> None:
        (dialog,) = (own for own in opened.root.winfo_children() if isinstance(own, NewFolderDialog))
        dialog.name.set("新")
        for button in dialog.choosers:
            button.invoke()
        dialog.event_generate("<Return>")

    opened.root.after(300, fill)
    opened.view.make()
    opened.settle()
    assert opened.desk.model.state == "没有做成"
    assert "方案.xlsx" in opened.text
    assert not (tmp_path / "新").exists()


def test_files_are_looked_at(opened: Window, filled_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(filedialog, "askopenfilenames", lambda **_how: "")
    opened.press("<Alt-Key-k>")
    assert opened.desk.model.title == "进度"
    monkeypatch.setattr(filedialog, "askopenfilenames", lambda **_how: (str(filled_file),))
    opened.press("<Alt-Key-k>")
    opened.settle()
    assert "能读" in opened.text
    assert opened.view.results.trees == []


def test_the_bar_shows_how_many_are_done(window: Window) -> None:
    model = window.desk.model
    model.begin(YEAR[2].ways[0])
    window.view.show()
    assert str(window.view.bar["mode"]) == "indeterminate"
    model.take(Progressed("读回收件", 3, 10))
    window.view.show()
    bar = window.view.bar
    assert (str(bar["mode"]), float(bar["value"]), float(bar["maximum"])) == ("determinate", 3.0, 10.0)


def test_a_step_is_stopped_by_escape(opened: Window) -> None:
    opened.press("<Alt-Key-4>")
    opened.press("<Escape>")
    opened.settle()
    assert str(opened.view.results.title["text"]) == "现场：已停止"


def test_going_back_lists_asks_and_restores(opened: Window, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    answers = iter([False, True])
    monkeypatch.setattr(messagebox, "askyesno", lambda _title, text, **_how: asked.append(text) or next(answers))  # type: ignore[func-returns-value]
    tell(Folder(folder), 经办人="张三")
    opened.press("<Alt-Key-5>")
    opened.settle()
    opened.press("<Alt-Key-u>")
    opened.settle()
    opened.click("恢复选中的这一份(H)")
    assert opened.desk.model.title == "回到上一步"
    assert opened.view.results.trees
    (tree,) = opened.view.results.trees
    tree.selection_set(tree.get_children()[0])
    opened.click("恢复选中的这一份(H)")
    opened.settle()
    assert asked == ["恢复第1份？现在的样子会先存下，“2-回收”不动。"] * 2
    assert "已恢复到" in opened.text


def test_what_is_shown_already_is_left_alone(opened: Window) -> None:
    """So that nobody's place in a long table is lost while a step goes on counting."""
    (tree,) = opened.view.results.trees
    opened.view.refresh()
    assert opened.view.results.trees == [tree]


def test_folder_and_ledger_are_opened(opened: Window, folder: Path) -> None:
    opened.press("<Alt-Key-f>")
    opened.press("<Alt-Key-l>")
    assert opened.opened == [folder, Folder(folder).ledger]


def test_progress_is_seen_again(opened: Window) -> None:
    opened.press("<Alt-Key-5>")
    opened.settle()
    opened.press("<F5>")
    opened.settle()
    assert str(opened.view.results.title["text"]) == "进度：完成"


def test_sentences_are_copied_and_cannot_be_changed(opened: Window) -> None:
    before = opened.text
    opened.view.results.text.focus_force()
    for keys in ("<Key-x>", "<Delete>", "<Control-Key-x>", "<Right>", "<Control-Key-c>"):
        opened.view.results.text.event_generate(keys)
    opened.root.update()
    assert opened.text == before
    opened.click("复制文字")
    assert opened.root.clipboard_get() == before[:-1]


def test_closing_asks_while_a_step_runs(opened: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = iter([False, True])
    monkeypatch.setattr(messagebox, "askyesno", lambda *_words, **_how: next(answers))
    opened.press("<Alt-Key-5>")
    opened.view.close()
    assert opened.root.winfo_exists()
    opened.view.close()
    assert opened.root.children == {}


def test_every_button_has_a_key_of_its_own_that_is_underlined(window: Window) -> None:
    keys = [str(button["text"])[int(str(button["underline"]))] for button in window.view.buttons.values()]
    assert len(set(keys)) == len(keys) == len(YEAR) + 8


def test_the_window_looks_again_and_again_at_what_was_told(opened: Window) -> None:
    opened.view.tick()
    opened.press("<F5>")
    end = time.monotonic() + MOST_SECONDS
    while "进度：完成" not in opened.root.title():
        assert time.monotonic() < end
        opened.root.update()
