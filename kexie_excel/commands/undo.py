"""List what the last steps replaced, or put it back."""

from pathlib import Path
from typing import Annotated

import typer

from kexie_excel.commands.options import FolderArgument
from kexie_excel.console import say, show_table
from kexie_excel.screen.backups import steps_table
from kexie_excel.workspace.undo import go_back, list_steps

Number = Annotated[int | None, typer.Option("--to")]


def run(folder: FolderArgument = Path(), number: Number = None) -> None:
    """List what the last steps replaced, or put it back."""
    if number is not None:
        for line in go_back(folder, number):
            say(line)
    elif steps := list_steps(folder):
        say("可以回到（最近的在前）：")
        show_table(steps_table(steps))
        say("要恢复哪一份，运行 kexie undo 文件夹 --to 序号。现在的样子会先存下，“2-回收”不动。")
    else:
        say("还没有备份：程序改动台账或汇总表以前才存。")
