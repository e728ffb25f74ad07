"""The numbered menu of ``kexie`` alone, for people who remember no commands: a number, Enter, and the folder if it is another.

It prints plain lines and reads plain lines, so that any console will do. What the numbers do is handed in by the program.
"""

import os
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from kexie_excel.console import TITLE, say
from kexie_excel.desktop import UsualFolder, cleaned, memory_file, open_result, subject_of

Run = Callable[[list[str]], int]
"""Runs the program with these words and gives its exit code."""

_DONE = 0
_END = "0"


class Target(Enum):
    """What an entry is done to; the value asks for it."""

    NEW_FOLDER = "新工作文件夹的名称或位置"
    FOLDER = "工作文件夹"
    FILE = "要看的文件（可以把文件拖进来）"


@dataclass(frozen=True)
class MenuLine:
    """One line of the menu."""

    verb: str
    label: str
    target: Target = Target.FOLDER
    result: str = ""
    """The folder to open afterwards; empty where nothing is written."""
    options: tuple[str, ...] = ()
    """What follows the target on the command line."""
    follow: str = ""
    """Asks for what is then done with it; an empty answer does nothing more."""
    option: str = ""
    """Hands that answer over."""


ENTRIES = (
    MenuLine("init", "建立工作文件夹，写出下发的评估表", Target.NEW_FOLDER, "1-下发"),
    MenuLine("check", "核对收回的评估表", result="3-核对"),
    MenuLine("onsite", "准备现场评估表", result="4-现场"),
    MenuLine("summary", "汇总：算分、排名、定建议等次", result="5-汇总"),
    MenuLine("notice", "写通报", result="5-汇总"),
    MenuLine("notice", "写通报（征求意见稿），没有定的也写", result="5-汇总", options=("--draft",)),
    MenuLine("notice", "把改过的“通报.docx”与评估结果核对", options=("--check", "通报.docx")),
    MenuLine("status", "看进度，催报"),
    MenuLine("mail", "写邮件草稿：下发、反馈、催报（不发送）", result="邮件"),
    MenuLine("print", "打印上会材料：汇总表、口径说明、逐项矩阵", result="打印", options=("上会",)),
    MenuLine("print", "打印全部核对反馈", result="打印", options=("反馈",)),
    MenuLine("look", "看看一个文件是什么", Target.FILE),
    MenuLine("undo", "回到上一步", follow="要恢复的序号（直接按回车就不恢复）", option="--to"),
    MenuLine("scheme", "做下一年的方案，检查改好的方案"),
)
"""What the menu can offer; it offers what the program knows."""


def run_menu(
    run: Run,
    verbs: Iterable[str],
    ask: Callable[[], str] = input,
    show: Callable[[Path], None] | None = None,
    memory: Path | None = None,
) -> int:
    """Show the menu until somebody ends it, and give the program's exit code.

    Args:
        run: runs one command; its errors are told to the user by itself.
        verbs: the commands that the program knows.
        ask: gives a line that was typed.
        show: opens a result.
        memory: the file that remembers the folder.
    """
    known = set(verbs)
    entries = [entry for entry in ENTRIES if entry.verb in known]
    folder = UsualFolder(memory or memory_file(os.environ))
    menu = _Menu(run, dict(enumerate(entries, 1)), ask, show or open_result, folder)
    with suppress(EOFError, KeyboardInterrupt):
        menu.repeat()
    say("已退出。")
    return _DONE


@dataclass
class _Menu:
    """A menu that is being shown."""

    run: Run
    entries: Mapping[int, MenuLine]
    ask: Callable[[], str]
    show: Callable[[Path], None]
    folder: UsualFolder
    title: str = TITLE
    """What the scheme of the last folder calls what it is for, once there was one."""

    def repeat(self) -> None:
        """Ask for a number, do it, and ask again; 0 ends it."""
        while True:
            self._print()
            typed = cleaned(self.ask())
            if typed == _END:
                return
            entry = self.entries.get(int(typed)) if typed.isdecimal() else None
            if entry:
                self._do(entry)
            else:
                say(f"没有“{typed}”这一项：请输入菜单里的数字。")

    def _print(self) -> None:
        """Show the choices."""
        say("")
        say(self.title)
        for number, entry in self.entries.items():
            say(f"  {number}  {entry.label}（kexie {' '.join((entry.verb, *entry.options))}）")
        say(f"  {_END}  退出")
        say("请输入数字，再按回车：")

    def _do(self, entry: MenuLine) -> None:
        """Ask what to do it to, do it, and leave what it told in sight."""
        usual = self.folder.find() if entry.target is Target.FOLDER else None
        hint = f"（直接按回车就用 {usual}，也可以把文件夹拖进来）" if usual else ""
        say(f"{entry.target.value}{hint}：")
        typed = cleaned(self.ask()) or str(usual or "")
        if not typed:
            say("没有输入，回到菜单。")
            return
        self._run_on(entry, Path(typed).absolute())
        # The choices would push what was just told out of the window.
        say("按回车回到菜单。")
        self.ask()

    def _run_on(self, entry: MenuLine, path: Path) -> None:
        """Do it, remember the folder, open the result."""
        if self.run([entry.verb, str(path), *entry.options]) != _DONE or entry.target is Target.FILE:
            return
        self.folder.remember(path)
        self.title = subject_of(path) or self.title
        if entry.follow:
            say(f"{entry.follow}：")
            answer = cleaned(self.ask())
            if answer:
                self.run([entry.verb, str(path), entry.option, answer])
        if entry.result:
            self.show(path / entry.result)
