"""Say what any file is."""

from pathlib import Path
from typing import Annotated

import typer

from kexie_excel import channel
from kexie_excel.console import progress, say
from kexie_excel.workspace.look import incoming
from kexie_excel.workspace.look import look as look_at

Home = Annotated[Path | None, typer.Option("--folder", readable=False)]


def run(files: Annotated[list[Path], typer.Argument(readable=False)], folder: Home = None) -> None:
    """Say what any file is."""
    with progress("看文件") as report:
        seen = look_at(files, report, folder)
    for file in seen:
        for line in file.describe():
            say(line)
    if not seen:
        say("文件夹里没有任何文件。")
    for path in incoming(seen):
        channel.send(channel.Incoming(str(path.absolute())))
