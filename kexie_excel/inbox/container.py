"""One file inside an archive or a mail, not yet taken out; what keeps one from being opened at all, and within which bounds."""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from io import BufferedIOBase
from pathlib import Path
from typing import IO

from kexie_excel.sheets.read.kind import Kind

MOST_FILES = 2000
MOST_BYTES = 1024**3
"""Of all files together, when they are unpacked."""
MOST_BYTES_OF_A_MAIL = 200 * 1024**2
"""A mail is taken apart in memory; no mail server takes one of this size."""
_SUSPICIOUS_BYTES = 100 * 1024**2
_SUSPICIOUS_RATIO = 200
UNPACK = "请解压后把里面的评估表放进“2-回收”"


@dataclass(frozen=True)
class Unopened:
    """An archive or a mail that is to be opened."""

    path: Path
    file: str
    """What it is called in messages."""
    folder: Path
    """Where single files may be put while a program or a library unpacks them."""


@dataclass(frozen=True)
class Part:
    """One file inside."""

    name: str
    """As it is written there, folders included; may be anything."""
    open: Callable[[], IO[bytes] | BufferedIOBase]
    """Gives its content."""
    modified: dt.datetime | None = None
    is_mail: bool = False
    """Whether it is a mail that was forwarded as such."""
    else_said: str = ""
    """What to say where it does not unpack, if that need not be the file's fault."""


@dataclass(frozen=True)
class Container:
    """An archive or a mail, its files not yet taken out."""

    parts: Iterable[Part]
    has_links: bool = False
    """Whether a mail's text has links from which files are to be fetched."""


class ClosedError(Exception):
    """This archive or mail cannot be opened; the text says why and what to do."""

    def __init__(self, reason: str, code: str = "", names: Iterable[str] = ()) -> None:
        """Say why.

        Args:
            reason: why, and what to do.
            code: of the finding; empty for the one about whatever was not opened.
            names: of the files in it, as far as they can be seen from outside.
        """
        super().__init__(reason)
        self.code = code
        self.names = tuple(names)


class TooMuchError(Exception):
    """There is more in it than anybody sends who means well."""

    def __init__(self, names: Iterable[str] = ()) -> None:
        """Say what the files in it are called, as far as they can be seen from outside."""
        super().__init__()
        self.names = tuple(names)


def require_bounds(files: Sequence[tuple[str, int]], packed: int) -> None:
    """Refuse an archive that should not be unpacked.

    Args:
        files: name and size of each, by the archive's own word.
        packed: bytes of the archive.

    Raises:
        TooMuchError: more files or bytes than the bounds allow, or bytes out of all proportion to the archive.
    """
    size = sum(own for _name, own in files)
    is_bomb = size > _SUSPICIOUS_BYTES and size > _SUSPICIOUS_RATIO * packed
    if len(files) > MOST_FILES or size > MOST_BYTES or is_bomb:
        raise TooMuchError(name for name, _size in files)


def locked(names: Iterable[str] = ()) -> ClosedError:
    """Say that an archive has a password."""
    return ClosedError("压缩包设了密码，没有打开；请用密码解压后把里面的评估表放进“2-回收”", names=names)


def unknown_method(names: Iterable[str] = ()) -> ClosedError:
    """Say that an archive is packed in a way that we do not know."""
    return ClosedError(f"压缩包用的压缩方式本程序不支持；{UNPACK}", names=names)


def damaged(harm: Kind) -> ClosedError:
    """Say that an archive is damaged, or not all there."""
    return ClosedError(harm.sentence, harm.code)
