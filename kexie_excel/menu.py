"""The numbered menu of ``kexie`` alone, for people who remember no commands: a number, Enter, and the folder if it is another.

It prints plain lines and reads plain lines, so that any console will do. What the numbers do is handed in by the program.
"""

import os
import re
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from kexie_excel.commanded import said_of
from kexie_excel.console import TITLE, say, worded
from kexie_excel.desktop import UsualFolder, cleaned, memory_file, open_result, subject_of

Run = Callable[[list[str]], int]
"""Runs the program with these words and gives its exit code."""

_DONE = 0
_END = "0"
_HEAD = re.compile("[，：（]")
"""Ends what a line of the menu is called in a sentence."""
_SCHEME = "方案文件（用程序自带的、文件夹里已有的，直接按回车；做好的“方案.xlsx”可以拖进来）"
_NOTICE = "通报文件（直接按回车就是“5-汇总”里的“通报.docx”，别的可以拖进来）"
_PHRASES = {
    "请加 --draft": "请运行 kexie notice 文件夹 --draft",
    "请用 --scheme 指定，": "建立时写上方案文件，",
    "或者不带 --scheme 再运行": "或者不写方案文件，再做一次",
}
"""What else speaks of a command line → the same as a sentence of commands, or of none."""


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
    extra: str = ""
    """Asks for what goes along with it; an empty answer leaves it out, or takes what is usual."""
    usual: str = ""
    follow: str = ""
    """Asks for what is then done with it; an empty answer does nothing more."""
    option: str = ""
    """Hands that answer over."""

    def does(self, told: tuple[str, ...]) -> bool:
        """Tell whether it does what its command is told by these words."""
        return self.options[: len(told)] == told or (bool(told) and set(told) == {self.option})


ENTRIES = (
    MenuLine("init", "建立工作文件夹，写出下发的评估表", Target.NEW_FOLDER, "1-下发", extra=_SCHEME, option="--scheme"),
    MenuLine("check", "核对收回的评估表", result="3-核对"),
    MenuLine("onsite", "准备现场评估表", result="4-现场"),
    MenuLine("summary", "汇总：算分、排名、定建议等次", result="5-汇总"),
    MenuLine("notice", "写通报", result="5-汇总"),
    MenuLine("notice", "写通报（征求意见稿），没有定的也写", result="5-汇总", options=("--draft",)),
    MenuLine("notice", "把改过的通报与评估结果核对", extra=_NOTICE, usual="通报.docx", option="--check"),
    MenuLine("status", "看进度，催报"),
    MenuLine("mail", "写邮件草稿：下发、反馈、催报（不发送）", result="邮件"),
    MenuLine("print", "打印上会材料：汇总表、口径说明、逐项矩阵", result="打印", options=("上会",)),
    MenuLine("print", "打印全部核对反馈", result="打印", options=("反馈",)),
    MenuLine("look", "看看一个文件是什么", Target.FILE),
    MenuLine("undo", "回到上一步", follow="要恢复的序号（直接按回车就不恢复）", option="--to"),
    MenuLine("scheme", "做下一年的方案，检查改好的方案"),
    MenuLine("init", "台账丢了，另建一份空的", options=("--new-ledger",)),
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
        words = [entry.verb, str(path), *entry.options, *self._extra(entry)]
        if self._told(words) != _DONE or entry.target is Target.FILE:
            return
        self.folder.remember(path)
        self.title = subject_of(path) or self.title
        if entry.follow:
            say(f"{entry.follow}：")
            answer = cleaned(self.ask())
            if answer:
                self._told([entry.verb, str(path), entry.option, answer])
        if entry.result:
            self.show(path / entry.result)

    def _extra(self, entry: MenuLine) -> list[str]:
        """Ask for what goes along with it."""
        if not entry.extra:
            return []
        say(f"{entry.extra}：")
        answer = cleaned(self.ask()) or entry.usual
        return [entry.option, answer] if answer else []

    def _told(self, words: list[str]) -> int:
        """Run a command that names the menu's numbers where it would name commands, and give its exit code."""
        with worded(lambda text: in_menu(text, self.entries)):
            return self.run(words)


def in_menu(text: str, entries: Mapping[int, MenuLine]) -> str:
    """Say of the menu's numbers what a sentence says of commands: who double-clicks has no place to type one."""

    def named(verb: str, told: tuple[str, ...]) -> str:
        lines = {number: entry for number, entry in entries.items() if entry.verb == verb}
        number = next((number for number, entry in lines.items() if entry.does(told)), 0)
        if not number and not any(word.startswith("--") for word in told):
            number = min(lines, default=0)
        return f"{number}“{_HEAD.split(lines[number].label)[0]}”" if number else ""

    for typed, meant in _PHRASES.items():
        text = text.replace(typed, meant)
    return said_of(text, "按", named)
