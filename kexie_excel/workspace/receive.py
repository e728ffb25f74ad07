"""What came in, laid into 2-回收: copied, never moved, and nothing that lies there is overwritten."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from kexie_excel.errors import KexieError
from kexie_excel.inbox.files import list_candidates
from kexie_excel.output import free_name, holds, save
from kexie_excel.workspace.folder import Folder, not_there

_MOST_NAMED = 10


@dataclass(frozen=True)
class Copied:
    """A file that was to go into 2-回收."""

    source: Path
    wanted: Path
    """Where it was to go."""
    path: Path
    """Where it is now."""
    is_new: bool
    """Whether it was copied; otherwise the same lay there already."""


def receive(root: Path, paths: Sequence[Path]) -> list[str]:
    """Copy files, and all that lies in folders, into 2-回收 of a working folder, and say what was done.

    Raises:
        KexieError: there is no such file or working folder, or one cannot be copied; what was copied before it stays.
    """
    folder = Folder.open(root)
    for path in paths:
        if not path.exists():
            raise not_there(path)
        if folder.returned.resolve().is_relative_to(path.resolve()):
            raise KexieError(f"“{path}”里面就有“{folder.returned.name}”，不能放进去：请选收到的文件。")
    laid = [_lay(source, wanted) for path in paths for source, wanted in _pairs(folder, path)]
    return [*_told(folder, laid)]


def _pairs(folder: Folder, path: Path) -> Iterator[tuple[Path, Path]]:
    """Give each file with the place where it goes; those of a folder stay together."""
    if not path.is_dir():
        yield path, folder.returned / path.name
        return
    for own in list_candidates(path):
        if own.path.is_file() and not own.is_skipped:
            yield own.path, folder.returned / path.name / own.path.relative_to(path)


def _lay(source: Path, wanted: Path) -> Copied:
    """Copy a file under the first name that is free, its time with it."""
    content = source.read_bytes()
    target = free_name(wanted, lambda own: own.is_file() and holds(own, content))
    if target.exists():
        return Copied(source, wanted, target, is_new=False)
    path = save(target, content)
    times = source.stat()
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))
    return Copied(source, wanted, path, is_new=True)


def _told(folder: Folder, laid: Sequence[Copied]) -> Iterator[str]:
    """Say what was copied, what was not, and what got another name."""
    place = folder.returned.name
    if copied := [own.path for own in laid if own.is_new]:
        yield f"已复制到“{place}”{len(copied)}个文件：{_named(folder, copied)}。原来的文件没有动。"
    for own in laid:
        if own.is_new and own.path != own.wanted:
            yield f"“{place}”里已有另一份“{own.wanted.name}”，没有覆盖，这一份叫“{own.path.name}”。"
    if there := [own.path for own in laid if not own.is_new]:
        yield f"“{place}”里已经有、内容完全相同，没有再复制：{_named(folder, there)}。"
    if not laid:
        yield "里面没有要放进去的文件。"


def _named(folder: Folder, paths: Sequence[Path]) -> str:
    """Name files, not too many of them."""
    names = [path.relative_to(folder.returned).as_posix() for path in paths]
    return f"{'、'.join(names[:_MOST_NAMED])}{f'等{len(names)}个' * (len(names) > _MOST_NAMED)}"
