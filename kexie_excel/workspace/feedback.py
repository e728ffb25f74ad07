"""核对反馈 as files in 3-核对: one for each unit to which there is something new to say.

A feedback workbook may have been mailed as soon as it exists, so none is ever overwritten. Each is numbered: the round after
that of the return it is about. When check runs again:

- the latest workbook that waits for an answer says the same as would be said now: it stays, and nothing is written, even if
  somebody opened and saved it since (the stamp sheet holds a digest of what it says);
- what is to be said has changed before the county answered (a ruling, a reading, another return): the next number is written,
  and the office is told. Whichever of the two comes back, the higher number supersedes;
- the county has answered: the next number is written if anything is still due (``Feedback.is_due``), else nothing.

The workbooks of earlier rounds stay where they are. A unit without an adopted return gets none; 收件登记 says why.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from kexie_excel.feedback.content import Feedback, feedback_for
from kexie_excel.form.headers import Stamp
from kexie_excel.form.write import write_form
from kexie_excel.output import save
from kexie_excel.returns.identity import read_stamp
from kexie_excel.scoring.result import Evaluation
from kexie_excel.sheets.read.grid import Unreadable, open_workbook
from kexie_excel.workspace.folder import Folder

_NAME = re.compile(r"(?P<unit>.+)-第(?P<round>\d{1,4})轮核对反馈")
_NAMED = 12
"""Up to how many workbooks are named one by one."""


@dataclass(frozen=True)
class Mailing:
    """The feedback workbooks that were written now."""

    written: tuple[Path, ...] = ()
    waiting: tuple[Path, ...] = ()
    """Those of earlier runs that say what would be said now, and are not answered."""
    notes: tuple[str, ...] = ()
    """What the office should know about them, in whole sentences."""

    def lines(self) -> Iterator[str]:
        """Say what was written."""
        if len(self.written) > _NAMED:
            yield f"已写出{len(self.written)}份核对反馈，在“{self.written[0].parent}”里，请发给各单位。"
        else:
            yield from (f"已写出 {path}，请发给该单位。" for path in self.written)
        if self.waiting:
            names = "、".join(path.name for path in self.waiting[:_NAMED]) + "等" * (len(self.waiting) > _NAMED)
            yield f"以前写出的核对反馈还有{len(self.waiting)}份没有收到回复（还没有发的请发给该单位）：{names}"
        if self.written or self.waiting:
            yield "要发的邮件草稿（反馈已附上）和可以粘贴的文字：运行 kexie mail 文件夹 反馈。"
        yield from self.notes


NO_MAILING = Mailing()


def write_feedback(folder: Folder, evaluation: Evaluation) -> Mailing:
    """Write a feedback workbook for each unit to which there is something new to say."""
    written: list[Path] = []
    waiting: list[Path] = []
    notes: list[str] = []
    made = _by_unit(folder)
    for standing in evaluation.standings:
        if standing.score is None:
            continue
        feedback = feedback_for(evaluation, standing.score)
        if not feedback.is_due:
            continue
        if feedback.is_unsure or feedback.overflow:
            why = _UNSURE if feedback.is_unsure else _OVERFLOW
            notes.append(why.format(unit=standing.unit.name, sheets=feedback.overflow))
            continue
        path, is_new, note = _write(folder, feedback, made.get(standing.unit.name, {}))
        (written if is_new else waiting).append(path)
        notes += [note] if note else []
    return Mailing(tuple(written), tuple(waiting), tuple(notes))


@dataclass(frozen=True)
class Waiting:
    """A feedback workbook that is there and says what would be said now."""

    feedback: Feedback
    path: Path
    round: int


def waiting_feedback(folder: Folder, evaluation: Evaluation) -> tuple[tuple[Waiting, ...], tuple[str, ...]]:
    """Give the workbooks that wait for an answer, and the units whose workbook is not written as it would be now."""
    made = _by_unit(folder)
    waiting: list[Waiting] = []
    missing: list[str] = []
    for score in (standing.score for standing in evaluation.standings if standing.score):
        feedback = feedback_for(evaluation, score)
        if not feedback.is_due or feedback.is_unsure or feedback.overflow:
            continue
        unit, files = feedback.entry.unit, made.get(feedback.entry.unit, {})
        latest = max((feedback.entry.round, *files))
        if latest > feedback.entry.round and _digest(files[latest]) == feedback.filling().digest:
            waiting.append(Waiting(feedback, files[latest], latest))
        else:
            missing.append(unit)
    return tuple(waiting), tuple(missing)


NOT_WRITTEN = "核对反馈还没有写出，请先运行 kexie check：{units}。"
"""Of units whose questions are not in 3-核对 as they would be asked now."""
_OVERFLOW = "{unit}：“{sheets}”里填的行数超过了表里的行数，装不进核对反馈，没有写；请直接与该单位联系。"
_UNSURE = "{unit}：有的格子没能读准，没有写核对反馈；请先按差异清单里的办法处理这份文件，再核对一次。"
_CHANGED = "{unit}：第{old}轮核对反馈写出以后情况有变，另写了第{new}轮；第{old}轮还没有发的不要再发，已经发了的请再发第{new}轮。"
_RENAMED = "{wanted} 正被占用，写到了另一个名字：{path}"


def _write(folder: Folder, feedback: Feedback, files: Mapping[int, Path]) -> tuple[Path, bool, str]:
    """Write a unit's workbook unless the latest one says the same; give it, if it is new, and what the office should know."""
    unit, filling = feedback.entry.unit, feedback.filling()
    latest = max((feedback.entry.round, *files))
    waits = latest > feedback.entry.round
    if waits and _digest(files[latest]) == filling.digest:
        return files[latest], False, ""
    wanted = folder.feedback(unit, latest + 1)
    path = save(wanted, write_form(feedback.form_scheme, unit, replace(filling, round=latest + 1)))
    if path != wanted:
        return path, True, _RENAMED.format(wanted=wanted.name, path=path.name)
    return path, True, _CHANGED.format(unit=unit, old=latest, new=latest + 1) if waits else ""


def _by_unit(folder: Folder) -> Mapping[str, Mapping[int, Path]]:
    """Give the feedback workbooks that there are already: unit → round → file."""
    found: dict[str, dict[int, Path]] = {}
    for path in sorted(folder.checked.glob("*.xlsx")):
        named = _NAME.match(path.name)
        if named:
            found.setdefault(named["unit"], {})[int(named["round"])] = path
    return found


def _digest(path: Path) -> str:
    """Give what a workbook's stamp says of its content; empty where that cannot be read."""
    book = open_workbook(path)
    return "" if isinstance(book, Unreadable) else read_stamp(book).get(Stamp.DIGEST, "")
