"""Write next year's scheme workbook, or check it."""

from pathlib import Path

from kexie_excel.commands.options import FolderArgument
from kexie_excel.console import offer, progress, say
from kexie_excel.workspace.own_scheme.authoring import author


def run(folder: FolderArgument = Path()) -> None:
    """Write next year's scheme workbook, or check it."""
    with progress("看今年的结果") as report:
        done = author(folder, report)
    for line in done.lines():
        say(line)
    offer(done.check, done.path, *filter(None, (done.form,)))
