"""What lies below 2-回收: every file with its receipt, and whether it is worth reading. Nothing is changed or moved."""

import datetime as dt
import hashlib
import os
import re
import stat
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from kexie_excel.errors import KexieError
from kexie_excel.inbox.archive import decode
from kexie_excel.inbox.receipts import Fate, Receipt
from kexie_excel.sheets.read.grid import Unreadable
from kexie_excel.sheets.read.kind import Kind

_SKIPPED_NAMES = frozenset({".ds_store", "thumbs.db", "desktop.ini"})
_SKIPPED_PREFIXES = {
    "~$": "Excel 的临时文件；对方或本机可能正打开着原文件",
    ".~": "WPS 等程序的临时文件；对方或本机可能正打开着原文件",
    "._": "苹果电脑的附属文件",
    ".": "隐藏文件",
}
_MEANT = re.compile(r".*\.icloud|\.(?:xls[xmb]?|et|ods|zip|rar|7z|eml)", re.IGNORECASE)
"""What stands for a file that is elsewhere; and a file of which somebody took all of the name but its ending."""
_ELSEWHERE = re.compile(r"\.icloud\Z", re.IGNORECASE)
_LOADING = re.compile(r"\.(?:\w*download(?:ing)?|partial|part|xltd|td|aria2|!qb|!ut|bc!)(?:\.cfg)?\Z", re.IGNORECASE)
"""What browsers and download programs call a file that they are still at."""
_UNDECODED = re.compile("[\ud800-\udfff]")
"""Bytes of a name that are no UTF-8."""
_SKIPPED_FOLDERS = frozenset({"__MACOSX"})


@dataclass(frozen=True)
class Candidate:
    """One file."""

    path: Path
    receipt: Receipt
    """``SKIPPED`` with the reason where the file is passed over; otherwise still to be settled."""
    failed: Unreadable | None = None
    """Why it cannot be read, where that is known before it is opened."""

    @property
    def is_skipped(self) -> bool:
        """Whether it is not read."""
        return self.receipt.fate is Fate.OPENED or bool(self.receipt.note)


def list_candidates(folder: Path) -> list[Candidate]:
    """Give every file below a folder, in the order of their paths; and every folder below it that is not looked into.

    Raises:
        KexieError: the folder itself cannot be looked into; as an empty one it would hide everything that came in.
    """
    return sorted(_walk(folder), key=lambda entry: entry.receipt.file)


def candidate(path: Path, file: str) -> Candidate:
    """Register one file with its time, size and SHA-256; ``file`` is what it is called."""
    receipt = blank_receipt(file, file)
    failed = _failed(path.name)
    # a locked file: the reader says so later; a time outside of every calendar is left out
    with suppress(OSError, ValueError, OverflowError):
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            return Candidate(path, replace(receipt, note="不是普通文件"))
        modified = dt.datetime.fromtimestamp(int(status.st_mtime))  # noqa: DTZ006 - shown as the office's own clock shows it
        receipt = replace(receipt, modified=modified, size=status.st_size, sha256=_digest(path))
    return Candidate(path, receipt, failed)


def _failed(name: str) -> Unreadable | None:
    """Say of a file that is called so why there is nothing to open yet."""
    if _ELSEWHERE.search(name):
        return Unreadable(Kind.NOT_HERE.sentence, Kind.NOT_HERE.code)
    if _LOADING.search(name):
        return Unreadable(Kind.CUT_OFF.sentence, Kind.CUT_OFF.code)
    return None


def blank_receipt(file: str, own: str) -> Receipt:
    """Give the receipt of a file of which only the name is known; ``own`` is its path within its folder or archive."""
    return Receipt(file, "", Fate.SKIPPED, _why_skipped(PurePosixPath(own)), None, 0, "")


def _walk(folder: Path) -> Iterator[Candidate]:
    """Register everything below a folder; links to folders could lead in a circle and are not followed."""
    closed: list[OSError] = []
    for place, folders, names in os.walk(folder, onerror=closed.append):
        for path in (Path(place, name) for name in names):
            yield candidate(path, _shown(path.relative_to(folder)))
        for path in (Path(place, name) for name in folders):
            if path.is_symlink():
                yield _closed_folder(path, folder, "这是指向别处的文件夹链接，没有看")
    for error in closed:
        if Path(error.filename) == folder:
            raise KexieError(f"打不开文件夹“{folder}”：请检查有没有读取权限、共享文件夹是不是还连着，再运行。")
        yield _closed_folder(Path(error.filename), folder, "文件夹打不开，可能没有读取权限")


def _closed_folder(path: Path, folder: Path, why: str) -> Candidate:
    """Give a line to a folder that is not looked into."""
    return Candidate(
        path,
        blank_receipt(f"{_shown(path.relative_to(folder))}/", ""),
        Unreadable(f"{why}；请把里面的评估表直接放进“2-回收”", "K116"),
    )


def _shown(path: Path) -> str:
    """Give a path as it was meant: a system that keeps bytes may have got them from one that writes GBK."""
    return decode(os.fsencode(path.as_posix())) if _UNDECODED.search(path.as_posix()) else path.as_posix()


def _why_skipped(file: PurePosixPath) -> str:
    """Say why a file is passed over; empty where it is not."""
    if _SKIPPED_FOLDERS & set(file.parts) or file.name.lower() in _SKIPPED_NAMES:
        return "系统附属文件"
    if _MEANT.fullmatch(file.name):
        return ""
    return next((why for prefix, why in _SKIPPED_PREFIXES.items() if file.name.startswith(prefix)), "")


def _digest(path: Path) -> str:
    """Give the SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
