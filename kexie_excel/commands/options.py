"""What several commands take on the command line. Each names what it takes, and is run with it under those names."""

from argparse import ArgumentParser
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from kexie_excel.errors import KexieError

DONE, PENDING, FAILED = 0, 1, 2
"""The exit codes: done; done, but something is pending and that was to be told; could not be done."""

Kind = TypeVar("Kind", bound=StrEnum)


def take_folder(words: ArgumentParser) -> None:
    """Take the working folder; left out, it is the one in which the program is run."""
    words.add_argument("folder", nargs="?", type=Path, default=Path())


def take_kind(words: ArgumentParser) -> None:
    """Take what of several things is to be made; left out, it is all that are due."""
    words.add_argument("kind", nargs="?", default="")


def folder_and_kinds(first: Path, second: str, kinds: type[Kind], what: str) -> tuple[Path, tuple[Kind, ...]]:
    """Tell apart a folder and a kind of what is to be made there: either may be left out.

    Raises:
        KexieError: there is no such kind; ``what`` is what there are kinds of.
    """
    if not second and str(first) in set(kinds) and not first.is_dir():
        return Path(), (kinds(str(first)),)
    if second and second not in set(kinds):
        raise KexieError(f"没有“{second}”这种{what}：可以写 {'、'.join(kinds)}；不写时该写的都写。")
    return first, (kinds(second),) if second else ()


def take_scheme(words: ArgumentParser) -> None:
    """Take a scheme file."""
    words.add_argument("--scheme", type=Path)


def take_strict(words: ArgumentParser) -> None:
    """Take the wish to be told by the exit code that something is pending."""
    words.add_argument("--strict", action="store_true")
