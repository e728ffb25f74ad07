"""What several commands say once they are done."""

from collections.abc import Iterable

import typer

from kexie_excel.commands.options import PENDING
from kexie_excel.console import offer, say
from kexie_excel.output import why_elsewhere
from kexie_excel.scoring.result import Evaluation
from kexie_excel.screen.ranking import refused_lines, state_line, visit_lines
from kexie_excel.workspace import jobs


def say_scheme(evaluation: Evaluation, *, own: bool) -> None:
    """Say so where the folder has no scheme of its own."""
    if not own:
        say(f"文件夹里没有方案文件，用的是内置方案：{evaluation.scheme.source}")


def tell_written(done: jobs.Written, came: Iterable[str], step: str, *, strict: bool) -> None:
    """Say what was read and written, and what the next step is; give the exit code."""
    evaluation = done.evaluation
    for line in (*came, *visit_lines(evaluation)):
        say(line)
    say_scheme(evaluation, own=done.own_scheme)
    if not evaluation.intake.receipts:
        say("“2-回收”里还没有任何文件。")
    say(state_line(evaluation))
    for note in (*refused_lines(evaluation), *done.notes, *done.ledger_notes):
        say(note)
    if elsewhere := why_elsewhere(done.wanted, done.path):
        say(elsewhere)
    say(f"已写出 {done.path}")
    offer(done.path)
    for line in (*done.mailing.lines(), step):
        say(line)
    if strict and not evaluation.is_final:
        raise typer.Exit(PENDING)
