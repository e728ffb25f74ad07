"""Write a file whole or not at all: into a temporary file beside it, then moved into place.

A target that is open in another program cannot be replaced: the result then goes to a second name, and the caller says so.
"""

import os
import secrets
from contextlib import suppress
from pathlib import Path

from kexie_excel.errors import KexieError


def save(path: Path, content: bytes) -> Path:
    """Put ``content`` at ``path`` and give the path it really went to.

    Raises:
        KexieError: neither the target nor a second name beside it can be written.
    """
    temporary = _write_beside(path, content)
    try:
        for target in (path, *(path.with_stem(f"{path.stem}（新{number}）") for number in range(1, 100))):
            with suppress(OSError):
                return temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)
    raise KexieError(f"写不了 {path}：文件正被打开或是只读的，请关闭后再运行。")


def _write_beside(path: Path, content: bytes) -> Path:
    """Write a temporary file in the target's folder; leave nothing behind where that fails."""
    temporary = path.with_name(f".{secrets.token_hex(8)}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with temporary.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    except BaseException as error:
        with suppress(OSError):
            temporary.unlink()
        if isinstance(error, OSError):
            raise KexieError(f"写不了 {path}：请检查磁盘空间和文件夹权限。") from None
        raise
    return temporary
