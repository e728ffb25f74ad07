"""Show where every unit stands and what is next."""

import datetime as dt
from pathlib import Path

from kexie_excel.commands.options import FolderArgument
from kexie_excel.console import count, progress, say, show_table
from kexie_excel.screen.status import chasing_texts, next_steps, stage_table, tally
from kexie_excel.workspace.status import survey


def run(folder: FolderArgument = Path()) -> None:
    """Show where every unit stands and what is next."""
    with progress("读回收件") as report:
        seen = survey(folder, dt.datetime.now().date(), report)  # noqa: DTZ005 - the day on the office's own clock
    count(tally(seen))
    show_table(stage_table(seen))
    texts = tuple(chasing_texts(seen))
    for line in (*next_steps(seen), *texts):
        say(line)
    if texts:
        say("要用邮件催的：草稿和可以粘贴的文字，运行 kexie mail 文件夹 催报。")
