"""Copy what came in into 2-回收."""

from pathlib import Path
from typing import Annotated

import typer

from kexie_excel.commands.options import FolderArgument
from kexie_excel.console import offer, say
from kexie_excel.workspace.folder import Folder
from kexie_excel.workspace.receive import receive


def run(folder: FolderArgument, files: Annotated[list[Path], typer.Argument(readable=False)]) -> None:
    """Copy what came in into 2-回收."""
    for line in receive(folder, files):
        say(line)
    offer(Folder(folder).returned)
    say("下一步：运行 kexie check，读收回的文件。")
