"""Say what any file is."""

from argparse import ArgumentParser
from collections.abc import Sequence
from pathlib import Path

from kexie_excel.console import progress, say
from kexie_excel.workspace.look import look as look_at


def takes(words: ArgumentParser) -> None:
    """Take what it is run with."""
    words.add_argument("files", nargs="+", type=Path)


def run(files: Sequence[Path]) -> None:
    """Say what any file is."""
    with progress("看文件") as report:
        seen = look_at(files, report)
    for file in seen:
        for line in file.describe():
            say(line)
    if not seen:
        say("文件夹里没有任何文件。")
