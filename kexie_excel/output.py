"""Write a file whole or not at all: into a temporary file beside it, then moved into place.

A target that is open in another program cannot be replaced: the result then goes to a second name, and the caller says so.
"""

import os
import secrets
import stat
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import islice
from pathlib import Path

from kexie_excel.errors import KexieError

_PREFIX, _SUFFIX = ".kexie-", ".tmp"
_OWNER_MARKS = ("~${}", ".~{}", ".~lock.{}#")
"""What Excel, WPS and LibreOffice lay beside a workbook that is open."""
_LONGEST = 259 if os.name == "nt" else 1000
"""Characters of a path; where it is not Windows, the system counts bytes and takes 4,095."""
_PAUSES = (0.1, 0.3)
"""Seconds between the tries to move a file into place."""
_PIECE = 1024**2
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
        raise KexieError(f"写不了 {path}：{why_too_long(path) or '请检查磁盘空间和文件夹权限'}。") from None
    try:
        with suppress(OSError):
            return move(temporary, path)
        for target in islice(names_for(path), 1, None):
            with suppress(OSError):
                return temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)
    raise KexieError(f"写不了 {path}：文件正被打开或是只读的，请关闭后再运行。")


def why_elsewhere(wanted: Path, path: Path) -> str:
    """Say why a result went to another name than was wanted; empty where it did not."""
    if wanted == path:
        return ""
    if is_read_only(wanted):
        return f"{wanted.name} 是只读的，结果写到了另一个名字（{path.name}）；请移走旧文件，或在文件属性里去掉“只读”，以免看错。"
    return f"{wanted.name} 正被打开，结果写到了另一个名字（{path.name}）；请关闭旧文件，以免看错。"


def why_too_long(path: Path) -> str:
    """Say so where a path has more characters than the system takes, which it calls a file that is not there."""
    length = len(str(path.absolute()))
    if length <= _LONGEST:
        return ""
    return f"整个路径有{length}个字，系统最多认{_LONGEST}个，请把工作文件夹移到浅一些的位置，或改短文件夹和文件的名称"


def is_read_only(path: Path) -> bool:
    """Tell whether a file is marked as one that must not be changed."""
    try:
        return not path.stat().st_mode & stat.S_IWRITE
    except OSError:
        return False


def names_for(path: Path) -> Iterator[Path]:
    """Give the name that is wanted, then those that are tried where it is taken."""
    yield path
    for number in range(1, 100):
        yield path.with_stem(f"{path.stem}（新{number}）")


def free_name(wanted: Path, is_ours: Callable[[Path], bool]) -> Path:
    """Give the first name under which there is nothing, or only what the program wrote and nobody changed.

    Raises:
        KexieError: there are too many.
    """
    for path in names_for(wanted):
        # what is open in another program cannot be looked at: whatever it is, it is not ours to replace
        with suppress(OSError):
            if not path.exists() or is_ours(path):
                return path
    raise KexieError(f"{wanted.parent} 里的{wanted.stem}太多了：请删去不要的再运行。")


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
        move(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)


def move(temporary: Path, path: Path) -> Path:
    """Move a file or a folder into place; a virus scanner may hold it, or what is there, for a moment: it is tried three times.

    Raises:
        OSError: it cannot be moved.
    """
    for pause in _PAUSES:
        try:
            return temporary.replace(path)
        except PermissionError:
            if is_read_only(path):
                raise
            time.sleep(pause)
    return temporary.replace(path)


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


def holds(path: Path, content: bytes) -> bool:
    """Tell whether a file is there and has these bytes; a summary of thousands of units is large, and is not read whole for it.

    Raises:
        OSError: it is there, and cannot be read.
    """
    try:
        with path.open("rb") as file:
            pieces = (content[at : at + _PIECE] for at in range(0, len(content), _PIECE))
            return path.stat().st_size == len(content) and all(file.read(_PIECE) == piece for piece in pieces)
    except FileNotFoundError:
        return False
