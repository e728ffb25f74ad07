"""Write mails as drafts; nothing is sent."""

import datetime as dt
from pathlib import Path
from typing import Annotated

import typer

from kexie_excel.commands.options import FolderArgument
from kexie_excel.console import progress, say
from kexie_excel.workspace.mail import mail_words, write_mails

KindArgument = Annotated[str, typer.Argument()]


def run(folder: FolderArgument = Path(), kind: KindArgument = "") -> None:
    """Write mails as drafts."""
    root, kinds = mail_words(folder, kind)
    with progress("读回收件") as report:
        lines = write_mails(root, kinds, dt.datetime.now().date(), report)  # noqa: DTZ005 - the day on the office's own clock
    for line in lines:
        say(line)
