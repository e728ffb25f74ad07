"""Write the blank form."""

from argparse import ArgumentParser
from pathlib import Path

from kexie_excel.commands.options import take_scheme
from kexie_excel.console import offer, say
from kexie_excel.workspace.establish import write_template


def takes(words: ArgumentParser) -> None:
    """Take what it is run with."""
    words.add_argument("file", type=Path)
    take_scheme(words)


def run(file: Path, scheme: Path | None) -> None:
    """Write the blank form."""
    written = write_template(file, scheme)
    say(f"已写出 {written}")
    offer(written)
