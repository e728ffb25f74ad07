"""A folder for temporary files that goes at the end, and those that killed runs have left behind.

What counties sent is among them, and must not lie about in a folder that nobody looks into: so a folder is held by a lock, which
ends with its run however that ends, and the next run of anything takes away what nobody holds.
"""

import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

_PREFIX = "kexie-"
_MARK = "held"
"""The file that is locked."""
_LOCKED_AFTER = 60
"""Seconds after which a run has locked what it has made."""
_FORGOTTEN_AFTER = 6 * 3600
"""Seconds after which a folder can only be a killed run's, locked or not; no run takes so long."""

if sys.platform == "win32":
    import msvcrt

    def _lock(file: BinaryIO) -> None:
        """Lock a file until it is closed.

        Raises:
            OSError: another process has locked it.
        """
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(file: BinaryIO) -> None:
        """Lock a file until it is closed.

        Raises:
            OSError: another process has locked it.
        """
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


@contextmanager
def scratch() -> Iterator[Path]:
    """Give a folder for temporary files, which goes at the end; those that killed runs have left behind go before."""
    for left in sorted(Path(tempfile.gettempdir()).glob(f"{_PREFIX}*")):
        with suppress(OSError):
            if _is_left(left):
                shutil.rmtree(left)
    with tempfile.TemporaryDirectory(prefix=_PREFIX, ignore_cleanup_errors=True) as name:
        folder = Path(name)
        with (folder / _MARK).open("xb") as mark:
            with suppress(OSError):  # a disk that knows no locks: then only the age tells
                _lock(mark)
            yield folder


def _is_left(folder: Path) -> bool:
    """Tell whether the run that made a folder is gone.

    Raises:
        OSError: it cannot be looked at.
    """
    mark = folder / _MARK
    age = time.time() - (mark if mark.exists() else folder).stat().st_mtime
    if age > _FORGOTTEN_AFTER:
        return True
    if age <= _LOCKED_AFTER or not mark.exists():
        return False
    try:
        with mark.open("r+b") as held:
            _lock(held)
    except OSError:
        return False
    return True
