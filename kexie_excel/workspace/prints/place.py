"""Where prints lie: what was printed before is replaced or taken away, what a person changed stays, and nothing gets stale unseen."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kexie_excel.output import free_name, save, why_elsewhere
from kexie_excel.sheets.saved import is_as_written
from kexie_excel.summary.read import read_seal
from kexie_excel.workspace.folder import Folder
from kexie_excel.workspace.prints.pdf import as_pdf

MEETING, FEEDBACK = "上会材料.xlsx", "全部核对反馈.xlsx"
_BEFORE = "“{name}”是以前的结果，请先不要用；结果定了再运行 kexie print 上会 重写。"


@dataclass(frozen=True)
class Laid:
    """A print that was written."""

    path: Path
    notes: tuple[str, ...]
    """What is to be said of it, in whole sentences."""


def lay(wanted: Path, content: bytes) -> Laid:
    """Write a workbook and the same as PDF; a workbook that somebody changed stays under its name, and is named.

    Raises:
        KexieError: there is nowhere to write.
    """
    free = free_name(wanted, is_as_written)
    notes = [] if free == wanted else [f"{wanted.name} 有人改过或正被打开，没有动它。"]
    path = save(free, content)
    notes.append(why_elsewhere(free, path))
    notes += _lay_pdf(path.with_suffix(".pdf"), content)
    return Laid(path, tuple(filter(None, notes)))


def take_away(wanted: Path) -> Iterator[str]:
    """Take away a print that says nothing any more, unless somebody changed it; say what could not be taken away."""
    if wanted.exists() and is_as_written(wanted):
        yield from _remove(wanted)
        yield from _remove(wanted.with_suffix(".pdf"))


def outdated(folder: Folder, seal: str) -> Iterator[str]:
    """Name the set for the meeting that tells another result than the one with this seal."""
    path = folder.prints / MEETING
    if path.exists() and read_seal(path) != seal:
        yield _BEFORE.format(name=f"{path.parent.name}/{path.name}")


def _lay_pdf(wanted: Path, content: bytes) -> Iterator[str]:
    """Write the PDF beside its workbook, and say where it is or why there is none; never leave one of before unnamed."""
    made = as_pdf(content)
    if isinstance(made, str):
        yield made
        yield from _remove(wanted)
        return
    path = save(wanted, made)
    yield f"同样的几页也写成了 PDF：{path}"
    yield why_elsewhere(wanted, path)


def _remove(path: Path) -> Iterator[str]:
    """Take a file away, or say that it is still there."""
    try:
        path.unlink(missing_ok=True)
    except OSError:
        yield f"{path} 是以前的，正被打开，没有撤掉：请不要用它。"
