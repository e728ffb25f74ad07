"""Write what is to be printed in one go: the pages for the meeting, the questions of all counties."""

from argparse import ArgumentParser
from pathlib import Path

from kexie_excel.commands.options import folder_and_kinds, take_folder, take_kind
from kexie_excel.console import offer, progress, say
from kexie_excel.workspace.folder import Folder
from kexie_excel.workspace.prints.write import PrintKind, write_prints


def takes(words: ArgumentParser) -> None:
    """Take what it is run with."""
    take_folder(words)
    take_kind(words)


def run(folder: Path, kind: str) -> None:
    """Write what is to be printed in one go."""
    root, kinds = folder_and_kinds(folder, kind, PrintKind, "打印")
    with progress("读回收件") as report:
        lines = write_prints(root, kinds, report)
    for line in lines:
        say(line)
    offer(Folder(root).prints)
