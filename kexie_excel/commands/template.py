"""Write the blank form."""

from pathlib import Path
from typing import Annotated

import typer

from kexie_excel.commands.options import SchemeOption
from kexie_excel.console import say
from kexie_excel.workspace import jobs


def run(file: Annotated[Path, typer.Argument()], scheme: SchemeOption = None) -> None:
    """Write the blank form."""
    say(f"已写出 {jobs.write_template(file, scheme)}")
