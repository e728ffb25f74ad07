"""Write mails as drafts; nothing is sent."""

import datetime as dt
from argparse import ArgumentParser
from pathlib import Path

from kexie_excel.commands.options import take_folder
from kexie_excel.console import progress, say
from kexie_excel.workspace.mail import mail_words, write_mails


def takes(words: ArgumentParser) -> None:
    """Take what it is run with."""
    take_folder(words)
    words.add_argument("kind", nargs="?", default="")


def run(folder: Path, kind: str) -> None:
    """Write mails as drafts."""
    root, kinds = mail_words(folder, kind)
    with progress("读回收件") as report:
        lines = write_mails(root, kinds, dt.datetime.now().date(), report)  # noqa: DTZ005 - the day on the office's own clock
    for line in lines:
        say(line)
