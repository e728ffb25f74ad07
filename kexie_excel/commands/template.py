"""Write the blank form."""

from pathlib import Path
from typing import Annotated

import typer

from kexie_excel.commands.options import SchemeOption
from kexie_excel.console import offer, say
from kexie_excel.workspace.establish import write_template


def run(file: Annotated[Path, typer.Argument()], scheme: SchemeOption = None) -> None:
    """Write the blank form."""
    written = write_template(file, scheme)
    say(f"已写出 {written}")
    offer(written)
