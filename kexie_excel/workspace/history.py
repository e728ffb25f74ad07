"""5-汇总/历史: every different result that was summed up, and the care that no result and no hand's work is lost.

A copy is kept only when the result has changed, so that running again changes nothing. The newest copy always has the bytes
of the summary beside it; a summary with the bytes of no copy was changed by somebody else.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, Self

from kexie_excel.errors import KexieError
from kexie_excel.output import holds, put, save
from kexie_excel.scoring.insight.changes import Changes, find_changes
from kexie_excel.scoring.past import Past
from kexie_excel.summary.read import read_past, read_seal


@dataclass(frozen=True)
class History:
    """The copies of one summary."""

    summary: Path
    folder: Path
    copies: Mapping[int, Path]
    """Number → file, the newest first."""

    @classmethod
    def of(cls, summary: Path, folder: Path) -> Self:
        """List the copies of a summary; files of other names are left alone."""
        name = re.compile(rf"{re.escape(summary.stem)}-第([0-9]{{1,6}})次{re.escape(summary.suffix)}")
        found = {int(match[1]): path for path in folder.glob("*") if (match := name.fullmatch(path.name))}
        return cls(summary, folder, dict(sorted(found.items(), reverse=True)))

    def name_of(self, content: bytes) -> str:
        """Give what the newest copy with these bytes is called; empty where none has them."""
        return next((path.stem for path in self.copies.values() if holds(path, content)), "")

    def compare(self, now: Past, names: Mapping[str, str]) -> "ResultCompared":
        """Compare a result with the last different one; copies that cannot be read are passed over, and named."""
        notes: list[str] = []
        same: Path | None = None
        for path in self.copies.values():
            if read_seal(path) == now.seal:  # then nothing else of it need be read
                same = same or path
                continue
            before = read_past(path)
            if isinstance(before, str):
                notes.append(f"{self._name(path)} 读不了（{before}），没有与它比较。")
            elif before.result != now.seal:
                if before.result != before.seal:
                    notes.append(f"{self._name(path)} 有人工改动，按改动后的内容比较。")
                rows = find_changes(before, now, names)
                return ResultCompared(Changes(rows, self._name(path), tuple(notes)), same, now.seal)
            else:
                same = same or path
        return ResultCompared(Changes((), "", tuple(notes)), same, now.seal)

    def save(self, content: bytes, same: Path | None, back_up: Callable[[], None]) -> tuple[Path, tuple[str, ...]]:
        """Write the summary and its copy, in an order in which a kill never makes our own work look like a hand's.

        Args:
            content: the summary.
            same: the copy that has this result already.
            back_up: keeps what is there before it is replaced.

        Returns:
            Where the summary went, and what is to be said.

        Raises:
            KexieError: there is nowhere to write it.
        """
        try:
            is_another = self.summary.exists() and not holds(self.summary, content)
            notes = [self._set_aside() if is_another else ""]
        except OSError:
            raise KexieError(f"读不了 {self.summary.name} 或它的副本：文件可能正被打开，请关闭后再运行。") from None
        if is_another:
            back_up()
        if same is None:
            same = self.folder / f"{self.summary.stem}-第{max(self.copies, default=0) + 1}次{self.summary.suffix}"
            notes.append(self._keep(same, content))
            path = save(self.summary, content)
        else:
            path = save(self.summary, content)
            notes.append(self._keep(same, content))
        return path, tuple(filter(None, notes))

    def _keep(self, copy: Path, content: bytes) -> str:
        """Put a copy in its place, if it is not there yet; say so where that is not possible."""
        try:
            if not holds(copy, content):
                copy.parent.mkdir(parents=True, exist_ok=True)
                put(copy, content)
        except OSError:
            return f"没有存进 {self._name(copy)}：文件正被打开，或所在文件夹写不进去。"
        return ""

    def _set_aside(self) -> str:
        """Keep what somebody else wrote into the summary under another name."""
        there = self.summary.read_bytes()
        if any(holds(copy, there) for copy in self.copies.values()):
            return ""
        number = 1
        while (aside := self._aside(number)).exists() and not holds(aside, there):
            number += 1
        if not aside.exists():
            put(aside, there)
        return (
            f"{self.summary.name} 与程序写出的各次结果都不同，可能有人工改动：已原样另存为 {aside.name}。"
            "人工的决定请写在评估台账里。"
        )

    def _aside(self, number: int) -> Path:
        """Name a summary that somebody else has changed."""
        return self.summary.with_stem(f"{self.summary.stem}（人工改动{number}）")

    def _name(self, path: Path) -> str:
        """Name a copy as it is found from the summary."""
        return f"{self.folder.name}/{path.name}"


class ResultCompared(NamedTuple):
    """A result held against the earlier ones."""

    changes: Changes
    same: Path | None
    """The newest copy, if it has the same result."""
    seal: str
    """Of the result."""
