"""What several commands take on the command line."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated, TypeVar

import typer

from kexie_excel.errors import KexieError

DONE, PENDING, FAILED = 0, 1, 2
"""The exit codes: done; done, but something is pending and that was to be told; could not be done."""

Kind = TypeVar("Kind", bound=StrEnum)

# A closed folder is told as such by what opens it, not as a wrong command line.
FolderArgument = Annotated[Path, typer.Argument(readable=False)]
KindArgument = Annotated[str, typer.Argument()]
SchemeOption = Annotated[Path | None, typer.Option("--scheme")]
Strict = Annotated[bool, typer.Option("--strict")]


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
