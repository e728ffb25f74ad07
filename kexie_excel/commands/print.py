"""Write what is to be printed in one go: the pages for the meeting, the questions of all counties."""

from pathlib import Path

from kexie_excel.commands.options import FolderArgument, KindArgument, folder_and_kinds
from kexie_excel.console import offer, progress, say
from kexie_excel.workspace.folder import Folder
from kexie_excel.workspace.prints.write import PrintKind, write_prints


def run(folder: FolderArgument = Path(), kind: KindArgument = "") -> None:
    """Write what is to be printed in one go."""
    root, kinds = folder_and_kinds(folder, kind, PrintKind, "打印")
    with progress("读回收件") as report:
        lines = write_prints(root, kinds, report)
    for line in lines:
        say(line)
    offer(Folder(root).prints)
