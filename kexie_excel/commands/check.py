"""Read what came back, and say what does not hold."""

from argparse import ArgumentParser
from pathlib import Path

from kexie_excel.commands.options import take_folder, take_strict
from kexie_excel.commands.telling import tell_written
from kexie_excel.console import progress, show_table
from kexie_excel.screen.ranking import check_table, file_lines
from kexie_excel.screen.status import after_check
from kexie_excel.workspace import jobs


def takes(words: ArgumentParser) -> None:
    """Take what it is run with."""
    take_folder(words)
    take_strict(words)


def run(folder: Path, *, strict: bool) -> int:
    """Read what came back, and say what does not hold."""
    with progress("读回收件") as report:
        done = jobs.check(folder, report)
    show_table(check_table(done.evaluation))
    intake = done.evaluation.intake
    return tell_written(
        done, (*file_lines(done.evaluation), intake.reconciliation()), after_check(done.evaluation), strict=strict
    )
