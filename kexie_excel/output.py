"""Write a file whole or not at all: into a temporary file beside it, then moved into place.

A target that is open in another program cannot be replaced: the result then goes to a second name, and the caller says so.
"""

import os
import secrets
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from kexie_excel.errors import KexieError

_PREFIX, _SUFFIX = ".kexie-", ".tmp"
_OWNER_MARKS = ("~${}", ".~{}", ".~lock.{}#")
"""What Excel, WPS and LibreOffice lay beside a workbook that is open."""
_FORGOTTEN_AFTER = 3600
"""Seconds after which a temporary file can only be what a killed run has left behind."""


def save(path: Path, content: bytes) -> Path:
    """Put ``content`` at ``path`` and give the path it really went to.

    Raises:
        KexieError: neither the target nor a second name beside it can be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary = _write_beside(path, content)
    except OSError:
        raise KexieError(f"写不了 {path}：请检查磁盘空间和文件夹权限。") from None
    try:
        for target in names_for(path):
            with suppress(OSError):
                return temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)
    raise KexieError(f"写不了 {path}：文件正被打开或是只读的，请关闭后再运行。")


def names_for(path: Path) -> Iterator[Path]:
    """Give the name that is wanted, then those that are tried where it is taken."""
    yield path
    for number in range(1, 100):
        yield path.with_stem(f"{path.stem}（新{number}）")


def is_open(path: Path) -> bool:
    """Tell whether some program says that it has the file open."""
    return any((path.parent / mark.format(path.name)).exists() for mark in _OWNER_MARKS)


def put(path: Path, content: bytes) -> None:
    """Put ``content`` at ``path``, under this name and no other.

    Raises:
        OSError: it cannot be written, or is open in another program; what was there is still there.
    """
    temporary = _write_beside(path, content)
    try:
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def _write_beside(path: Path, content: bytes) -> Path:
    """Write a temporary file in the target's folder; leave nothing behind where that fails.

    Raises:
        OSError: it cannot be written.
    """
    _sweep(path.parent)
    temporary = path.with_name(f"{_PREFIX}{secrets.token_hex(8)}{_SUFFIX}")
    try:
        with temporary.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        with suppress(OSError):
            temporary.unlink()
        raise
    return temporary


def _sweep(folder: Path) -> None:
    """Remove what killed runs have left behind."""
    for path in folder.glob(f"{_PREFIX}*{_SUFFIX}"):
        with suppress(OSError):
            if time.time() - path.stat().st_mtime > _FORGOTTEN_AFTER:
                path.unlink()
