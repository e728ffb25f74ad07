"""List what the last steps replaced, or put it back."""

from argparse import ArgumentParser
from pathlib import Path

from kexie_excel.commands.options import take_folder
from kexie_excel.console import say
from kexie_excel.workspace.undo import go_back, list_steps


def takes(words: ArgumentParser) -> None:
    """Take what it is run with."""
    take_folder(words)
    words.add_argument("--to", type=int, dest="number")


def run(folder: Path, number: int | None) -> None:
    """List what the last steps replaced, or put it back."""
    for line in list_steps(folder) if number is None else go_back(folder, number):
        say(line)
