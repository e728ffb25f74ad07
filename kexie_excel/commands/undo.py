"""List what the last steps replaced, or put it back."""

from pathlib import Path
from typing import Annotated

import typer

from kexie_excel.commands.options import FolderArgument
from kexie_excel.console import say
from kexie_excel.workspace.undo import go_back, list_steps

Number = Annotated[int | None, typer.Option("--to")]


def run(folder: FolderArgument = Path(), number: Number = None) -> None:
    """List what the last steps replaced, or put it back."""
    for line in list_steps(folder) if number is None else go_back(folder, number):
        say(line)
