"""Write the notice of the results, or compare an edited one with them."""

from pathlib import Path
from typing import Annotated

import typer

from kexie_excel.commands.options import PENDING, FolderArgument, Strict
from kexie_excel.console import offer, progress, say
from kexie_excel.workspace import notice as notices

Draft = Annotated[bool, typer.Option("--draft")]
CheckedFile = Annotated[Path | None, typer.Option("--check")]


def run(
    folder: FolderArgument = Path(),
    draft: Draft = False,  # noqa: FBT002 - an option
    check: CheckedFile = None,
    strict: Strict = False,  # noqa: FBT002 - an option
) -> None:
    """Write the notice of the results, or compare an edited one with them."""
    with progress("读回收件") as report:
        done = (
            notices.announce(folder, report, draft=draft) if check is None else notices.compare(folder, check, report)
        )
    for line in done.told():
        say(line)
    if isinstance(done, notices.Announced):
        offer(done.path)
    if strict and done.is_open:
        raise typer.Exit(PENDING)
