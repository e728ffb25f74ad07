"""The program ``kexie``: thin commands that parse, call one function, print, and give an exit code.

0: done (findings are not failures). 1: done, but with ``--strict`` something is pending. 2: could not be done.
"""

import datetime as dt
import errno
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Annotated

import typer

from kexie_excel import __version__
from kexie_excel.console import console, progress, say
from kexie_excel.errors import KexieError
from kexie_excel.menu import run_menu
from kexie_excel.scoring.result import Evaluation
from kexie_excel.screen.ranking import (
    check_table,
    file_lines,
    ranking_tables,
    refused_lines,
    state_line,
    unread_lines,
    visit_lines,
)
from kexie_excel.screen.status import after_check, after_summary, chasing_texts, next_steps, stage_table
from kexie_excel.workspace import jobs
from kexie_excel.workspace import notice as notices
from kexie_excel.workspace.look import look as look_at
from kexie_excel.workspace.onsite import prepare_visits
from kexie_excel.workspace.status import survey
from kexie_excel.workspace.undo import go_back, list_steps

COMMANDS = (
    (
        "init",
        "建立",
        "文件夹 [--scheme 方案文件] [--new-ledger]",
        "建立工作文件夹：每个县市区一份评估表，放在“1-下发”里",
    ),
    ("template", "模板", "文件名 [--scheme 方案文件]", "写出空白评估表"),
    (
        "check",
        "核对",
        "[文件夹] [--strict]",
        "读“2-回收”里的全部文件，写出“3-核对”：收件登记，和要发回各单位的核对反馈",
    ),
    ("onsite", "现场", "[文件夹]", "写出“4-现场”：每个单位一份现场评估表，疑点多、影响大的指标在前"),
    ("look", "看看", "文件…", "说明任何一个文件是什么、谁的、能不能读、填了多少；什么都不改"),
    ("summary", "汇总", "[文件夹] [--strict]", "算分、排名、定建议等次，写出“5-汇总/评估结果汇总表.xlsx”"),
    (
        "notice",
        "通报",
        "[文件夹] [--draft] [--check 通报.docx] [--strict]",
        "按审定等次写出“5-汇总/通报.docx”；--draft 写征求意见稿；--check 把改过的通报与评估结果核对",
    ),
    ("status", "进度", "[文件夹]", "每个单位到了哪一步、下一步做什么、催报的话；什么都不写"),
    ("undo", "回到上一步", "[文件夹] [--to 序号]", "列出、恢复程序动笔以前的台账、方案和汇总表，不动“2-回收”"),
)
"""English verb, Chinese word, usage, what it does."""

DONE, PENDING, FAILED = 0, 1, 2
_INTERRUPTED = 130
"""What typer makes of Ctrl+C."""

_HELP, _VERSION = {"--help", "-h"}, "--version"
_HELP_WORDS = _HELP | {"help", "帮助"}
"""What asks for help where it comes first; further on it may be a folder's name."""
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
_USAGE_ERRORS = tuple(kind for kind in typer.BadParameter.__mro__ if issubclass(kind, Exception))[:-1]
"""What typer raises when the words on the command line do not fit a command."""

app = typer.Typer(add_completion=False, add_help_option=False, pretty_exceptions_enable=False)


def _help_text(command: str) -> str:
    """Give the help of a command, or of the program."""
    for verb, word, usage, does in COMMANDS:
        if command in {verb, word}:
            here = "文件夹不写时就是当前文件夹。" if usage.startswith("[文件夹]") else ""
            return f"用法：kexie {verb} {usage}\n也可以写：kexie {word} {usage}\n\n{does}。{here}"
    rows = (f"  kexie {verb} {usage}\n      {word}：{does}" for verb, word, usage, does in COMMANDS)
    codes = "退出码：0 完成；1 完成，但加了 --strict 而仍有待核事项；2 没有做成。"
    return "\n".join(("县市区科协绩效评估", "", *rows, "", "每个命令加 --help 看用法；--version 看版本。", codes))


def _usage_text(words: list[str]) -> str:
    """Say what does not fit in a command line, and how the command is written."""
    for verb, word, usage, _does in COMMANDS:
        if words[0] in {verb, word}:
            return f"命令写法不对（kexie {' '.join(words)}）：应写成 kexie {words[0]} {usage}；详见 kexie --help。"
    return f"没有“{words[0]}”这个命令：请用 kexie --help 看有哪些命令，或只输入 kexie 用菜单。"


# A closed folder is told as such by what opens it, not as a wrong command line.
FolderArgument = Annotated[Path, typer.Argument(readable=False)]
SchemeOption = Annotated[Path | None, typer.Option("--scheme")]
Draft = Annotated[bool, typer.Option("--draft")]
CheckedFile = Annotated[Path | None, typer.Option("--check")]
NewLedger = Annotated[bool, typer.Option("--new-ledger")]
Number = Annotated[int | None, typer.Option("--to")]
Strict = Annotated[bool, typer.Option("--strict")]


def _command(verb: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Register a command under its English verb and its Chinese word."""
    word = next(word for name, word, *_ in COMMANDS if name == verb)

    def register(function: Callable[..., None]) -> Callable[..., None]:
        for name in (verb, word):
            app.command(name, add_help_option=False)(function)
        return function

    return register


@_command("init")
def init(folder: FolderArgument, scheme: SchemeOption = None, new_ledger: NewLedger = False) -> None:  # noqa: FBT002 - an option
    """Make the working folder."""
    with progress("写评估表") as report:
        made = jobs.establish(folder, scheme, report, new_ledger=new_ledger)
    for slip in made.slips:
        say(f"请注意方案：{slip.text}")
    kept = f"，原有{made.kept}份没有改动" if made.kept else ""
    say(f"已建立“{folder}”：写出{made.made}份{made.form_name}{kept}。")
    if made.is_another_year:
        say(
            f"请注意：文件夹名写的是别的年度，写出的却是{made.form_name}；本年度的方案请用 --scheme 指定，建到新的文件夹里。"
        )
    if made.ledger_made:
        say(f"人工的决定（口径、裁定、审定、采用文件）都写在“{made.folder.ledger}”里。")
    say(
        f"下一步：把“{made.folder.issued}”里的评估表发给各单位，收回的放进“{made.folder.returned}”，再运行 kexie check。"
    )


@_command("template")
def template(file: Annotated[Path, typer.Argument()], scheme: SchemeOption = None) -> None:
    """Write the blank form."""
    say(f"已写出 {jobs.write_template(file, scheme)}")


@_command("check")
def check(folder: FolderArgument = Path(), strict: Strict = False) -> None:  # noqa: FBT002 - an option
    """Read what came back, and say what does not hold."""
    with progress("读回收件") as report:
        done = jobs.check(folder, report)
    console().print(check_table(done.evaluation))
    intake = done.evaluation.intake
    _finish(done, (*file_lines(done.evaluation), intake.reconciliation()), after_check(done.evaluation), strict=strict)


@_command("onsite")
def onsite(folder: FolderArgument = Path()) -> None:
    """Write what the inspectors take along."""
    with progress("读回收件") as report:
        done = prepare_visits(folder, report)
    _say_scheme(done.evaluation, own=done.own_scheme)
    for line in (*visit_lines(done.evaluation), *done.ledger_notes):
        say(line)
    say(f"已写出{done.made}份现场评估表，放在“{done.folder}”。")
    for name, why in done.kept:
        say(f"没有改动 {name}：{why}。要重新生成，请先把它移走。")
    say(f"下一步：打印或带电脑到现场，填好后放回“{done.folder.name}”，再运行 kexie summary。")


@_command("look")
def look(files: Annotated[list[Path], typer.Argument(readable=False)]) -> None:
    """Say what any file is."""
    with progress("看文件") as report:
        seen = look_at(files, report)
    for file in seen:
        for line in file.describe():
            say(line)
    if not seen:
        say("文件夹里没有任何文件。")


@_command("summary")
def summary(folder: FolderArgument = Path(), strict: Strict = False) -> None:  # noqa: FBT002 - an option
    """Score, rank, and write the summary."""
    with progress("读回收件") as report:
        done = jobs.summarize(folder, report)
    for table in ranking_tables(done.evaluation):
        console().print(table)
    intake = done.evaluation.intake
    _finish(done, (*unread_lines(done.evaluation), intake.arrivals()), after_summary(done.evaluation), strict=strict)


def _say_scheme(evaluation: Evaluation, *, own: bool) -> None:
    """Say so where the folder has no scheme of its own."""
    if not own:
        say(f"文件夹里没有方案文件，用的是内置方案：{evaluation.scheme.source}")


@_command("notice")
def notice(
    folder: FolderArgument = Path(),
    draft: Draft = False,  # noqa: FBT002 - an option
    check: CheckedFile = None,
    strict: Strict = False,  # noqa: FBT002 - an option
) -> None:
    """Write the notice of the results, or compare an edited one with them."""
    with progress("读回收件") as report:
        done = (
            notices.announce(folder, report, draft=draft) if check is None else notices.compare(folder, check, report)
        )
    for line in done.told():
        say(line)
    if strict and done.is_open:
        raise typer.Exit(PENDING)


@_command("status")
def status(folder: FolderArgument = Path()) -> None:
    """Show where every unit stands and what is next."""
    with progress("读回收件") as report:
        seen = survey(folder, dt.datetime.now().date(), report)  # noqa: DTZ005 - the day on the office's own clock
    console().print(stage_table(seen))
    for line in (*next_steps(seen), *chasing_texts(seen)):
        say(line)


@_command("undo")
def undo(folder: FolderArgument = Path(), number: Number = None) -> None:
    """List what the last steps replaced, or put it back."""
    for line in list_steps(folder) if number is None else go_back(folder, number):
        say(line)


def _finish(done: jobs.Written, came: Iterable[str], step: str, *, strict: bool) -> None:
    """Say what was read and written, and what the next step is; give the exit code."""
    evaluation = done.evaluation
    for line in (*came, *visit_lines(evaluation)):
        say(line)
    _say_scheme(evaluation, own=done.own_scheme)
    if not evaluation.intake.receipts:
        say("“2-回收”里还没有任何文件。")
    say(state_line(evaluation))
    for note in (*refused_lines(evaluation), *done.notes, *done.ledger_notes):
        say(note)
    if done.path != done.wanted:
        say(f"{done.wanted.name} 正被打开，结果写到了另一个名字；请关闭旧文件，以免看错。")
    say(f"已写出 {done.path}")
    for line in (*done.mailing.lines(), step):
        say(line)
    if strict and not evaluation.is_final:
        raise typer.Exit(PENDING)


def main(arguments: list[str] | None = None) -> int:
    """Run the program; every mistake of a user ends in one Chinese sentence and exit code 2."""
    # what is typed can be set up only before it is first read, which is before the menu runs a command
    for stream in (sys.stdout, sys.stderr, *((sys.stdin,) if arguments is None else ())):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    words = sys.argv[1:] if arguments is None else arguments
    if not words and sys.stdin is not None and sys.stdin.isatty():
        return run_menu(main, [verb for verb, *_rest in COMMANDS])
    if not words or words[0] in _HELP_WORDS or _HELP & set(words):
        say(_help_text(next((word for word in words if word not in _HELP_WORDS), "")))
        return DONE
    if words == [_VERSION]:
        say(f"kexie {__version__}")
        return DONE
    return _run(words)


def _run(words: list[str]) -> int:
    """Run one command and give its exit code."""
    try:
        code = app(words, prog_name="kexie", standalone_mode=False) or DONE
    except KexieError as error:
        say(str(error), error=True)
    except OSError as error:
        why = _REASONS.get(error.errno or 0, f"系统错误{error.errno}")
        say(f"读写“{error.filename}”时出错（{why}）：请检查文件是否被占用、磁盘是否已满、有没有权限。", error=True)
    except _USAGE_ERRORS:
        say(_usage_text(words), error=True)
    else:
        if code != _INTERRUPTED:
            return code
        say("已中止，没有写出结果。", error=True)
    return FAILED
