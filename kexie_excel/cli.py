"""The program ``kexie``: which commands there are, their help, and one sentence for every mistake.

0: done (findings are not failures). 1: done, but with ``--strict`` something is pending. 2: could not be done.
What a command needs is loaded when it is asked for: help and menu wait for none of it.
"""

import errno
import gc
import sys
from importlib import import_module
from pathlib import Path

import typer

from kexie_excel import __version__, channel
from kexie_excel.commands.options import DONE, FAILED
from kexie_excel.console import TITLE, say
from kexie_excel.errors import KexieError
from kexie_excel.output import why_too_long

COMMANDS = (
    (
        "init",
        "建立",
        "文件夹 [--scheme 方案文件] [--new-ledger]",
        "建立工作文件夹：每个单位一份评估表，放在“1-下发”里",
    ),
    (
        "scheme",
        "方案",
        "[文件夹]",
        "做下一年的方案：写出“方案.xlsx”，检查改好的，预览评估表和每条规则；不改填写人的文件",
    ),
    ("template", "模板", "文件名 [--scheme 方案文件]", "写出空白评估表"),
    (
        "check",
        "核对",
        "[文件夹] [--strict]",
        "读“2-回收”里的全部文件，写出“3-核对”：收件登记，和要发回各单位的核对反馈",
    ),
    ("onsite", "现场", "[文件夹]", "写出“4-现场”：每个单位一份现场评估表，疑点多、影响大的指标在前"),
    (
        "look",
        "看看",
        "文件… [--folder 文件夹]",
        "说明任何一个文件是什么、谁的、能不能读、填了多少，什么都不改；不在工作文件夹里的，按 --folder 的方案看",
    ),
    ("receive", "收件", "文件夹 文件…", "把收到的文件复制进“2-回收”，同名的不覆盖，原来的不动"),
    ("summary", "汇总", "[文件夹] [--strict]", "算分、排名、定建议等次，写出“5-汇总/评估结果汇总表.xlsx”"),
    (
        "notice",
        "通报",
        "[文件夹] [--draft] [--check 通报.docx] [--strict]",
        "按审定等次写出“5-汇总/通报.docx”；--draft 写征求意见稿；--check 把改过的通报与评估结果核对",
    ),
    ("status", "进度", "[文件夹]", "每个单位到了哪一步、下一步做什么、催报的话；什么都不写"),
    (
        "mail",
        "邮件",
        "[文件夹] [下发|反馈|催报]",
        "写出“邮件”：附好表的邮件草稿（双击打开），和可以粘贴的文字；什么都不发送",
    ),
    (
        "print",
        "打印",
        "[文件夹] [上会|反馈]",
        "写出“打印”：上会材料（汇总表、口径说明、逐项矩阵）和全部核对反馈，各合成一个文件，一次打印",
    ),
    ("window", "窗口", "[文件夹]", "打开窗口：一年的步骤都是按钮，不用记命令；没有图形桌面的电脑上出菜单"),
    ("undo", "回到上一步", "[文件夹] [--to 序号]", "列出、恢复程序动笔以前的台账、方案和汇总表，不动“2-回收”"),
)
"""English verb, Chinese word, usage, what it does."""

_WINDOW = {"window", "窗口"}
_INTERRUPTED = 130
"""What typer makes of Ctrl+C."""

_HELP, _VERSION = {"--help", "-h"}, "--version"
_HELP_WORDS = _HELP | {"help", "帮助"}
"""What asks for help where it comes first; further on it may be a folder's name."""
_MANY_OBJECTS = 50_000
"""Nearly all that is made stays until the end: looking for what nobody needs any more, every few hundred, finds nothing."""
_REASONS = {
    errno.EACCES: "没有权限，或正被别的程序占用",
    errno.EPERM: "没有权限，或正被别的程序占用",
    errno.ENOSPC: "磁盘已满",
    errno.EEXIST: "已有同名的文件或文件夹",
    errno.ENOENT: "找不到",
    errno.ENOTDIR: "上一级不是文件夹",
    errno.EISDIR: "是文件夹，不是文件",
}
"""Why the system could not read or write, in the user's words."""
_STOPPED = "已中止，没有写出结果。"
_USAGE_ERRORS = tuple(kind for kind in typer.BadParameter.__mro__ if issubclass(kind, Exception))[:-1]
"""What typer raises when the words on the command line do not fit a command."""


def _help_text(command: str) -> str:
    """Give the help of a command, or of the program."""
    for verb, word, usage, does in COMMANDS:
        if command in {verb, word}:
            here = "文件夹不写时就是当前文件夹。" if usage.startswith("[文件夹]") else ""
            return f"用法：kexie {verb} {usage}\n也可以写：kexie {word} {usage}\n\n{does}。{here}"
    rows = (f"  kexie {verb} {usage}\n      {word}：{does}" for verb, word, usage, does in COMMANDS)
    codes = "退出码：0 完成；1 完成，但加了 --strict 而仍有待核事项；2 没有做成。"
    return "\n".join((TITLE, "", *rows, "", "每个命令加 --help 看用法；--version 看版本。", codes))


def _usage_text(words: list[str]) -> str:
    """Say what does not fit in a command line, and how the command is written."""
    usage = next(usage for verb, word, usage, _does in COMMANDS if words[0] in {verb, word})
    return f"命令写法不对（kexie {' '.join(words)}）：应写成 kexie {words[0]} {usage}；详见 kexie --help。"


def main(arguments: list[str] | None = None) -> int:
    """Run the program; every mistake of a user ends in one Chinese sentence and exit code 2."""
    # what is typed can be set up only before it is first read, which is before the menu runs a command
    for stream in (sys.stdout, sys.stderr, *((sys.stdin,) if arguments is None else ())):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    words = sys.argv[1:] if arguments is None else arguments
    if not words and _is_somebody_there():
        return _show_menu()
    if not words or words[0] in _HELP_WORDS or _HELP & set(words):
        say(_help_text(next((word for word in words if word not in _HELP_WORDS), "")))
        return DONE
    if words == [_VERSION]:
        say(f"kexie {__version__}")
        return DONE
    if words[0] in _WINDOW:
        return _open_window(words[1:])
    return _run(words)


def program() -> int:
    """Run the program as a process of its own."""
    try:
        return main()
    finally:
        # the process ends: nobody need go through all that was made for what nobody needs any more
        gc.freeze()


def _is_somebody_there() -> bool:
    """Tell whether there is a keyboard."""
    return sys.stdin is not None and sys.stdin.isatty()


def _show_menu() -> int:
    """Show the numbered menu."""
    from kexie_excel.menu import run_menu  # noqa: PLC0415 - only who asks for the menu waits for it

    return run_menu(main, [verb for verb, *_rest in COMMANDS])


def _open_window(words: list[str]) -> int:
    """Open the window; where there can be none, show the menu."""
    from kexie_excel.window.start import open_window  # noqa: PLC0415 - only who asks for the window waits for it

    why_not = open_window(words)
    if not why_not:
        return DONE
    if _is_somebody_there():
        say(f"{why_not}，改用菜单。", error=True)
        return _show_menu()
    say(f"{why_not}，开不了窗口：请用下面的命令。", error=True)
    say(_help_text(""))
    return FAILED


def _run(words: list[str]) -> int:
    """Run one command and give its exit code."""
    verb = next((verb for verb, word, *_rest in COMMANDS if words[0] in {verb, word}), None)
    if verb is None:
        say(f"没有“{words[0]}”这个命令：请用 kexie --help 看有哪些命令，或只输入 kexie 用菜单。", error=True)
        return FAILED
    gc.set_threshold(_MANY_OBJECTS)
    try:
        channel.stop_with_listener()
        code = _program(verb)(words[1:], prog_name="kexie", standalone_mode=False) or DONE
    except KexieError as error:
        say(str(error), error=True)
    except OSError as error:
        why = _REASONS.get(error.errno or 0, f"系统错误{error.errno}")
        why = (why_too_long(Path(error.filename)) if isinstance(error.filename, str) else "") or why
        say(f"读写“{error.filename}”时出错（{why}）：请检查文件是否被占用、磁盘是否已满、有没有权限。", error=True)
    except _USAGE_ERRORS:
        say(_usage_text(words), error=True)
    except KeyboardInterrupt:  # while the command was being loaded
        say(_STOPPED, error=True)
    else:
        if code != _INTERRUPTED:
            return code
        say(_STOPPED, error=True)
    return FAILED


def _program(verb: str) -> typer.Typer:
    """Load a command, and nothing that only others need."""
    app = typer.Typer(add_completion=False, add_help_option=False, pretty_exceptions_enable=False)
    app.command(add_help_option=False)(import_module(f"kexie_excel.commands.{verb}").run)
    return app
