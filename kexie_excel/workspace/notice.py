"""The notice: written from the results once they are decided (四、4), and checked again after people have edited it."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kexie_excel.errors import KexieError
from kexie_excel.ledger.model import About, Ledger
from kexie_excel.notice.check import Difference, check_notice
from kexie_excel.notice.paper import is_untouched
from kexie_excel.notice.write import Particulars, write_notice
from kexie_excel.output import free_name, is_read_only, save
from kexie_excel.returns.batch import Progress
from kexie_excel.scoring.open import open_points
from kexie_excel.screen.ranking import refused_lines
from kexie_excel.text import day_of
from kexie_excel.workspace.backups import Backups
from kexie_excel.workspace.folder import Folder
from kexie_excel.workspace.published import outdated_papers
from kexie_excel.workspace.round import evaluate_folder


@dataclass(frozen=True)
class Announced:
    """What writing a notice did."""

    path: Path
    """Where it went."""
    kept: Path | None
    """A notice that people have edited, or that could not be opened; it stayed as it was."""
    lacking: tuple[str, ...]
    """Why it is only a draft."""

    notes: tuple[str, ...]
    """What lies where it is not read; what the meeting decided against 前30% or the order of points."""

    @property
    def is_open(self) -> bool:
        """Whether something is lacking."""
        return bool(self.lacking)

    @property
    def _why_kept(self) -> str:
        """Say what keeps us from replacing the notice that was there."""
        return "是只读的" if self.kept and is_read_only(self.kept) else "有人改过或正被打开"

    def told(self) -> Iterator[str]:
        """Say what was done."""
        if self.lacking:
            yield f"征求意见稿，还不能定稿：{'；'.join(self.lacking)}。"
        yield from self.notes
        if self.kept:
            yield f"{self.kept.name} {self._why_kept}，没有动它；这次写到了另一个名字（{self.path.name}）。"
        yield f"已写出 {self.path}"
        root = self.path.parent.parent
        where = "" if root == Path() else f'"{root}" ' if " " in str(root) else f"{root} "
        yield f"改过文字以后，运行 kexie notice {where}--check {self.path.name} 核对里面的数字。"


@dataclass(frozen=True)
class NoticeChecked:
    """What checking a notice found."""

    differences: tuple[Difference, ...]
    lacking: tuple[str, ...]
    """Why the results themselves may still change."""
    notes: tuple[str, ...] = ()
    """What lies where it is not read."""

    @property
    def is_open(self) -> bool:
        """Whether something does not agree."""
        return bool(self.differences)

    def told(self) -> Iterator[str]:
        """Say what was found."""
        yield from self.notes
        if self.lacking:
            yield f"请注意，结果还没有定：{'；'.join(self.lacking)}。没有审定的按建议等次核对。"
        yield from map(str, self.differences)
        yield f"共{len(self.differences)}处不一致，请逐处核对。" if self.differences else "未发现不一致。"


def announce(root: Path, progress: Progress | None = None, *, draft: bool = False) -> Announced:
    """Write 5-汇总/通报.docx; as a draft under a name of its own, whatever is still open.

    Raises:
        KexieError: something is open or not approved and no draft was asked for; no working folder; nowhere to write.
    """
    folder = Folder.open(root)
    done = evaluate_folder(folder, progress)
    Backups.before("通报", folder, done.ledger)
    lacking = open_points(done.evaluation).before_notice
    if lacking and not draft:
        # what is lacking may stand in one of the files that are not read
        raise KexieError(
            f"还不能写通报：{'；'.join(lacking)}。请处理完并在台账“审定”里填好审定等次再运行；要先写征求意见稿，请加 --draft。"
            + "".join((*done.notes, *(f"\n{line}" for line in refused_lines(done.evaluation))))
        )
    content = write_notice(done.evaluation, _particulars(done.ledger), draft=draft)
    wanted = folder.draft_notice if draft else folder.notice
    free = free_name(wanted, lambda path: is_untouched(path.read_bytes()))
    against = tuple(
        f"审定请再看一遍：{standing.unit.name}　{standing.remark}。"
        for standing in done.evaluation.standings
        if standing.against
    )
    path = save(free, content)
    notes = (*done.notes, *against, *outdated_papers(folder, done.evaluation))
    return Announced(path, wanted if path != wanted else None, lacking, notes)


def compare(root: Path, file: Path, progress: Progress | None = None) -> NoticeChecked:
    """Compare the figures of an edited notice with the evaluation; nothing is written.

    A file that is not found as it was named is looked for where ``announce`` puts it.

    Raises:
        KexieError: the file cannot be read, or there is no working folder.
    """
    folder = Folder.open(root)
    ours = folder.notice.with_name(file.name)
    done = evaluate_folder(folder, progress)
    return NoticeChecked(
        check_notice(done.evaluation, ours if ours.is_file() and not file.exists() else file),
        open_points(done.evaluation).before_notice,
        done.notes,
    )


def _particulars(ledger: Ledger) -> Particulars:
    """Give what 基本信息 says of the notice."""
    date = ledger.about(About.NOTICE_DATE)
    day = day_of(date)
    if date and day is None:
        raise KexieError(
            f"台账“{About.SHEET}”的{About.NOTICE_DATE}写的是“{date}”，看不出年月日：请写成 2018年1月8日 这样的日期，或者清空。"
        )
    return Particulars(ledger.about(About.NOTICE_NUMBER), day)
