"""Read what came back, and say what does not hold."""

from pathlib import Path

from kexie_excel.commands.options import FolderArgument, Strict
from kexie_excel.commands.telling import tell_written
from kexie_excel.console import progress, show_table
from kexie_excel.screen.ranking import check_table, file_lines
from kexie_excel.screen.status import after_check
from kexie_excel.workspace import jobs


def run(folder: FolderArgument = Path(), strict: Strict = False) -> None:  # noqa: FBT002 - an option
    """Read what came back, and say what does not hold."""
    with progress("读回收件") as report:
        done = jobs.check(folder, report)
    show_table(check_table(done.evaluation))
    intake = done.evaluation.intake
    tell_written(
        done, (*file_lines(done.evaluation), intake.reconciliation()), after_check(done.evaluation), strict=strict
    )
