"""What lies below 2-回收: every file with its receipt, and whether it is worth reading. Nothing is changed or moved."""

import datetime as dt
import hashlib
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from kexie_excel.returns.model import Fate, Receipt

_SKIPPED_NAMES = frozenset({".ds_store", "thumbs.db", "desktop.ini"})
_SKIPPED_PREFIXES = {
    "~$": "Excel 的临时文件；对方或本机可能正打开着原文件",
    "._": "苹果电脑的附属文件",
    ".": "隐藏文件",
}
_SKIPPED_FOLDERS = frozenset({"__MACOSX"})


@dataclass(frozen=True)
class Candidate:
    """One file."""

    path: Path
    receipt: Receipt
    """``SKIPPED`` with the reason where the file is passed over; otherwise still to be settled."""

    @property
    def is_skipped(self) -> bool:
        """Whether it is not read."""
        return bool(self.receipt.note)


def list_candidates(folder: Path) -> list[Candidate]:
    """Give every file below a folder, in the order of their paths."""
    paths = sorted((path for path in folder.rglob("*") if path.is_file()), key=lambda path: path.as_posix())
    return [_candidate(path, path.relative_to(folder).as_posix()) for path in paths]


def _candidate(path: Path, file: str) -> Candidate:
    """Register one file with its time, size and SHA-256."""
    receipt = Receipt(file, "", Fate.SKIPPED, _why_skipped(path, file), dt.datetime.min, 0, "")  # noqa: DTZ901 - no time is known yet
    # a locked file: the reader says so later; a time outside of every calendar is left out
    with suppress(OSError, ValueError, OverflowError):
        stat = path.stat()
        modified = dt.datetime.fromtimestamp(int(stat.st_mtime))  # noqa: DTZ006 - shown as the office's own clock shows it
        receipt = replace(receipt, modified=modified, size=stat.st_size, sha256=_digest(path))
    return Candidate(path, receipt)


def _why_skipped(path: Path, file: str) -> str:
    """Say why a file is passed over; empty where it is not."""
    if _SKIPPED_FOLDERS & set(Path(file).parts) or path.name.lower() in _SKIPPED_NAMES:
        return "系统附属文件"
    return next((why for prefix, why in _SKIPPED_PREFIXES.items() if path.name.startswith(prefix)), "")


def _digest(path: Path) -> str:
    """Give the SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
