"""What several commands take on the command line."""

from pathlib import Path
from typing import Annotated

import typer

DONE, PENDING, FAILED = 0, 1, 2
"""The exit codes: done; done, but something is pending and that was to be told; could not be done."""

# A closed folder is told as such by what opens it, not as a wrong command line.
FolderArgument = Annotated[Path, typer.Argument(readable=False)]
SchemeOption = Annotated[Path | None, typer.Option("--scheme")]
Strict = Annotated[bool, typer.Option("--strict")]
