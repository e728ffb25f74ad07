"""Write mails as drafts; nothing is sent."""

import datetime as dt
from pathlib import Path

from kexie_excel.commands.options import FolderArgument, KindArgument, folder_and_kinds
from kexie_excel.console import offer, progress, say
from kexie_excel.workspace.folder import Folder
from kexie_excel.workspace.mail import MailKind, write_mails


def run(folder: FolderArgument = Path(), kind: KindArgument = "") -> None:
    """Write mails as drafts."""
    root, kinds = folder_and_kinds(folder, kind, MailKind, "邮件")
    with progress("读回收件") as report:
        lines = write_mails(root, kinds, dt.datetime.now().date(), report)  # noqa: DTZ005 - the day on the office's own clock
    for line in lines:
        say(line)
    offer(Folder(root).mails)
