"""What was written before, and is handed on: named where it tells other results than those that stand now."""

from collections.abc import Iterator

from kexie_excel.errors import KexieError
from kexie_excel.scoring.result import Evaluation
from kexie_excel.summary.read import read_seal
from kexie_excel.summary.snapshot import snapshot
from kexie_excel.workspace.folder import Folder
from kexie_excel.workspace.prints.place import MEETING, outdated

_BEFORE = (
    "“{name}”与现在的结果有{count}处不一致，请先不要用；"
    "运行 kexie notice 重写，改过文字的运行 kexie notice --check {file} 逐处核对。"
)


_SUMMARY_BEFORE = "“{name}”是以前的结果，请先不要用；再运行 kexie summary 重写。"


def outdated_papers(folder: Folder, evaluation: Evaluation) -> Iterator[str]:
    """Name the summary and the set for the meeting that tell another result; one that somebody saved anew does not say which."""
    told = (folder.summary, folder.prints / MEETING)
    if not any(path.is_file() for path in told):
        return
    now = snapshot(evaluation).seal
    written = read_seal(folder.summary) if folder.summary.is_file() else ""
    if written not in {"", now}:
        yield _SUMMARY_BEFORE.format(name=f"{folder.summary.parent.name}/{folder.summary.name}")
    yield from outdated(folder, now)


def outdated_notices(folder: Folder, evaluation: Evaluation) -> Iterator[str]:
    """Name every notice in 5-汇总 that does not agree; one that cannot be read is told by whoever checks it."""
    for path in sorted(folder.notice.parent.glob(f"{folder.notice.stem}*{folder.notice.suffix}")):
        from kexie_excel.notice.check import check_notice  # noqa: PLC0415 - it brings a library that takes its time

        try:
            count = len(check_notice(evaluation, path))
        except KexieError:
            continue
        if count:
            yield _BEFORE.format(name=f"{path.parent.name}/{path.name}", file=path.name, count=count)
