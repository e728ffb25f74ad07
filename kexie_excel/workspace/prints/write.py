"""``kexie print``: the pages for the meeting, and the questions of all counties, each as one workbook to print in one go.

Nothing is kept from before: the set for the meeting is made from the result that is summed up in the same moment, and names it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from enum import StrEnum
from pathlib import Path

from kexie_excel.form.feedback_prints import write_feedback_prints
from kexie_excel.output import why_elsewhere
from kexie_excel.returns.batch import Progress
from kexie_excel.scoring.result import Evaluation
from kexie_excel.screen.ranking import state_line
from kexie_excel.summary.readings import readings_sheet
from kexie_excel.summary.write import write_meeting_set
from kexie_excel.workspace.feedback import NOT_WRITTEN, waiting_feedback
from kexie_excel.workspace.folder import Folder
from kexie_excel.workspace.history import History
from kexie_excel.workspace.jobs import summarize
from kexie_excel.workspace.prints.place import FEEDBACK, MEETING, lay, take_away
from kexie_excel.workspace.round import evaluate_folder


class PrintKind(StrEnum):
    """What can be printed."""

    MEETING = "上会"
    FEEDBACK = "反馈"


def write_prints(root: Path, kinds: Sequence[PrintKind], progress: Progress | None = None) -> tuple[str, ...]:
    """Write prints of these kinds, without a kind all of them, and say what was written.

    Raises:
        KexieError: no working folder, an unusable scheme or ledger, or nowhere to write.
    """
    folder, kinds = Folder.open(root), kinds or tuple(PrintKind)
    lines: list[str] = []
    if PrintKind.MEETING in kinds:
        evaluation, told = _print_meeting_set(folder, progress)
        lines += told
    else:
        evaluation = evaluate_folder(folder, progress).evaluation
    if PrintKind.FEEDBACK in kinds:
        lines += _print_feedback(folder, evaluation)
    return tuple(lines)


def _print_meeting_set(folder: Folder, progress: Progress | None) -> tuple[Evaluation, tuple[str, ...]]:
    """Sum up, and write the pages of the summary that are laid before a meeting."""
    done = summarize(folder.root, progress)
    name = History.of(folder.summary, folder.history).name_of(done.path.read_bytes()) or done.path.stem
    laid = lay(folder.prints / MEETING, write_meeting_set(done.evaluation, done.study, f"据“{name}”"))
    kept = why_elsewhere(done.wanted, done.path)
    pages = "、".join(filter(None, ("汇总表", readings_sheet(done.evaluation.scheme), "逐项矩阵")))
    return done.evaluation, (
        *done.notes,
        *done.ledger_notes,
        *filter(None, (kept,)),
        state_line(done.evaluation),
        f"上会：{pages}按打印顺序写在 {laid.path} 里，取自“{name}”；打开就打印，是全部各页。",
        *(f"上会：{note}" for note in laid.notes),
    )


def _print_feedback(folder: Folder, evaluation: Evaluation) -> Iterator[str]:
    """Write the questions of every county that has not answered, as they stand in 3-核对."""
    waiting, missing = waiting_feedback(folder, evaluation)
    wanted = folder.prints / FEEDBACK
    if waiting:
        fillings = (replace(own.feedback.filling(), round=own.round) for own in waiting)
        laid = lay(wanted, write_feedback_prints(evaluation.scheme, fillings))
        yield f"反馈：{len(waiting)}个单位的核对反馈写在 {laid.path} 里，一个单位一张表；打开就打印，是全部各页。"
        yield from (f"反馈：{note}" for note in laid.notes)
    else:
        yield from (f"反馈：{note}" for note in take_away(wanted))
        yield "反馈：没有等回复的核对反馈要打印。"
    if missing:
        yield NOT_WRITTEN.format(units="、".join(missing))
