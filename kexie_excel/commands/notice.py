"""Write the notice of the results, or compare an edited one with them."""

from argparse import ArgumentParser
from pathlib import Path

from kexie_excel.commands.options import DONE, PENDING, take_folder, take_strict
from kexie_excel.console import offer, progress, say
from kexie_excel.workspace import notice as notices


def takes(words: ArgumentParser) -> None:
    """Take what it is run with."""
    take_folder(words)
    words.add_argument("--draft", action="store_true")
    words.add_argument("--check", type=Path)
    take_strict(words)


def run(folder: Path, check: Path | None, *, draft: bool, strict: bool) -> int:
    """Write the notice of the results, or compare an edited one with them."""
    with progress("读回收件") as report:
        done = (
            notices.announce(folder, report, draft=draft) if check is None else notices.compare(folder, check, report)
        )
    for line in done.told():
        say(line)
    if isinstance(done, notices.Announced):
        offer(done.path)
    return PENDING if strict and done.is_open else DONE
