"""备份: the folder's small files as they were before a step changed them, and before anything could be lost with them.

A generation is a folder named by the time and the step. It is made only when something is about to be changed, or when people
have written into the ledger since the last one; so a step that changes nothing leaves no trace. Ten different ones are kept,
and beyond them every one whose ledger says more than all later ones: an emptied ledger never pushes a full one out.
"""

import datetime as dt
import re
import secrets
import shutil
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Self

from kexie_excel.errors import KexieError
from kexie_excel.ledger.model import FILE, Ledger
from kexie_excel.ledger.read import read_ledger
from kexie_excel.output import holds, move
from kexie_excel.workspace.folder import Folder

MOST = 10
"""So many different generations are kept."""
_NAME = re.compile(r"(\d{4}-\d{2}-\d{2} \d{2}\.\d{2}\.\d{2})(?:-(\d{1,6}))?（(.+)之前）")
"""The time, a number where one second saw more than one, and the step."""
_UNFINISHED = ".kexie-"


@dataclass(frozen=True)
class Generation:
    """The small files as they were before one step."""

    folder: Path

    @property
    def time(self) -> str:
        """When it was made."""
        return self._named[1].replace(".", ":")

    @property
    def step(self) -> str:
        """The step before which it was made."""
        return self._named[3]

    @property
    def order(self) -> tuple[str, int]:
        """What they are ordered by."""
        return self._named[1], int(self._named[2] or 1)

    @property
    def _named(self) -> re.Match[str]:
        found = _NAME.fullmatch(self.folder.name)
        if found is None:  # pragma: no cover - only such folders are listed
            raise ValueError(self.folder.name)
        return found

    def says(self, files: Mapping[str, bytes]) -> bool:
        """Tell whether it holds these files and no other, without reading them into memory."""
        there = self._paths
        return there.keys() == files.keys() and all(holds(there[name], content) for name, content in files.items())

    @cached_property
    def files(self) -> Mapping[str, bytes]:
        """Path below the working folder → the bytes."""
        return {name: path.read_bytes() for name, path in self._paths.items()}

    @property
    def _paths(self) -> Mapping[str, Path]:
        """Path below the working folder → where it lies."""
        paths = (path for path in sorted(self.folder.rglob("*")) if path.is_file())
        return {path.relative_to(self.folder).as_posix(): path for path in paths}

    @cached_property
    def ledger(self) -> Ledger:
        """The ledger as it was; an empty one where it cannot be read any more."""
        try:
            return read_ledger(self.folder)
        except KexieError:
            return Ledger()

    @property
    def has_ledger(self) -> bool:
        """Whether the ledger is among the files."""
        return (self.folder / FILE).is_file()


def generations(folder: Folder) -> tuple[Generation, ...]:
    """Give what was kept, the newest first; folders of other names are left alone."""
    paths = folder.backups.iterdir() if folder.backups.is_dir() else ()
    kept = (Generation(path) for path in paths if path.is_dir() and _NAME.fullmatch(path.name))
    return tuple(sorted(kept, key=lambda own: own.order, reverse=True))


@dataclass
class Backups:
    """Keeps the small files of a folder, at most once a step."""

    folder: Folder
    step: str
    """The command's Chinese word."""
    _is_kept: bool = field(default=False, init=False)

    @classmethod
    def before(cls, step: str, folder: Folder, ledger: Ledger) -> Self:
        """Begin a step; keep everything where people wrote something since the last time.

        Args:
            step: the command's Chinese word.
            folder: the working folder.
            ledger: what they wrote.

        Raises:
            KexieError: it cannot be kept.
        """
        backups = cls(folder, step)
        newest = next((own for own in generations(folder) if own.has_ledger), None)
        if ledger.contents and (newest is None or newest.ledger.decisions != ledger.decisions):
            backups.require()
        return backups

    def require(self) -> None:
        """Keep everything, or change nothing.

        Raises:
            KexieError: it cannot be kept.
        """
        try:
            self.keep()
        except OSError:
            raise KexieError(
                f"写不了“{self.folder.backups}”：存不了备份，所以什么都没有改；请检查磁盘空间和文件夹权限，"
                "关闭打开着的台账和汇总表再运行。"
            ) from None

    def keep(self) -> None:
        """Keep everything as it is now, because something is about to be changed.

        Raises:
            OSError: it cannot be kept; then nothing may be changed.
        """
        if self._is_kept:
            return
        files = {name: path.read_bytes() for name, path in self.folder.small_files.items() if path.is_file()}
        if files:
            self._lay(files)
        self._is_kept = True

    def _lay(self, files: Mapping[str, bytes]) -> None:
        """Lay the files into a new generation, unless the newest says the same; an older one that does becomes the newest."""
        kept = generations(self.folder)
        same = next((own for own in kept if own.says(files)), None)
        if same and same is kept[0]:
            return
        place = self._free_name()
        if same:
            move(same.folder, place)
            return
        unfinished = place.with_name(f"{_UNFINISHED}{secrets.token_hex(8)}")
        try:
            for name, content in files.items():
                path = unfinished / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content)
            move(unfinished, place)
        finally:
            shutil.rmtree(unfinished, ignore_errors=True)
        for old in _superfluous(generations(self.folder)):
            with suppress(OSError):
                shutil.rmtree(old.folder)

    def _free_name(self) -> Path:
        """Name the new generation."""
        now = f"{dt.datetime.now():%Y-%m-%d %H.%M.%S}"  # noqa: DTZ005 - the time on the office's own clock
        number = max((own.order[1] for own in generations(self.folder) if own.order[0] == now), default=0) + 1
        more = f"-{number}" if number > 1 else ""
        return self.folder.backups / f"{now}{more}（{self.step}之前）"


def _superfluous(kept: tuple[Generation, ...]) -> Iterator[Generation]:
    """Give those beyond the last ten whose ledger says no more than a later one."""
    if len(kept) <= MOST:
        return
    most = max(len(own.ledger.decisions) for own in kept[:MOST])
    for own in kept[MOST:]:
        if len(own.ledger.decisions) <= most:
            yield own
        most = max(most, len(own.ledger.decisions))
