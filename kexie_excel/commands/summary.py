"""Score, rank, and write the summary."""

from pathlib import Path

from kexie_excel.commands.options import FolderArgument, Strict
from kexie_excel.commands.telling import tell_written
from kexie_excel.console import progress, show_table
from kexie_excel.screen.ranking import ranking_tables, unread_lines
from kexie_excel.screen.status import after_summary
from kexie_excel.workspace import jobs
from kexie_excel.workspace.folder import Folder
from kexie_excel.workspace.prints.place import outdated
from kexie_excel.workspace.published import outdated_notices


def run(folder: FolderArgument = Path(), strict: Strict = False) -> None:  # noqa: FBT002 - an option
    """Score, rank, and write the summary."""
    with progress("读回收件") as report:
        done = jobs.summarize(folder, report)
    for table in ranking_tables(done.evaluation):
        show_table(table)
    root, intake = Folder(folder), done.evaluation.intake
    stale = (*outdated(root, done.study.seal), *outdated_notices(root, done.evaluation))
    came = (*unread_lines(done.evaluation), intake.arrivals(), *stale)
    tell_written(done, came, after_summary(done.evaluation), strict=strict)
