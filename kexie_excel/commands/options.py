"""What several commands take on the command line. Each names what it takes, and is run with it under those names."""

from argparse import ArgumentParser
from pathlib import Path

DONE, PENDING, FAILED = 0, 1, 2
"""The exit codes: done; done, but something is pending and that was to be told; could not be done."""


def take_folder(words: ArgumentParser) -> None:
    """Take the working folder; left out, it is the one in which the program is run."""
    words.add_argument("folder", nargs="?", type=Path, default=Path())


def take_scheme(words: ArgumentParser) -> None:
    """Take a scheme file."""
    words.add_argument("--scheme", type=Path)


def take_strict(words: ArgumentParser) -> None:
    """Take the wish to be told by the exit code that something is pending."""
    words.add_argument("--strict", action="store_true")
