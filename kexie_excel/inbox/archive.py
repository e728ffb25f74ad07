"""Zip archives → the files in them, with their names as they were meant."""

import datetime as dt
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path

from kexie_excel.inbox.container import ClosedError, Container, Part, TooMuchError
from kexie_excel.sheets.read.ziplist import UTF8, list_members, open_member

MOST_FILES = 2000
MOST_BYTES = 1024**3
"""Of all files together, when they are unpacked."""
_SUSPICIOUS_BYTES = 100 * 1024**2
_SUSPICIOUS_RATIO = 200
_ENCRYPTED = 0x1
_METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA})


@contextmanager
def read_archive(path: Path) -> Iterator[Container]:
    """List a zip archive's files; each is unpacked when it is opened, while the archive is.

    Raises:
        TooMuchError: more files or bytes than the bounds allow, or bytes out of all proportion to the archive.
        ClosedError: a password, or a way of compressing that we do not know.
    """
    with path.open("rb") as file:
        members = [member for member in list_members(file) if not member.filename.endswith(("/", "\\"))]
        _require_bounds(members, path.stat().st_size)
        yield Container([Part(_name(member), partial(open_member, file, member), _time(member)) for member in members])


def names_inside(path: Path) -> tuple[str, ...]:
    """Give the names of an archive's files, as far as it can be listed: the last volume of a split one has them all."""
    with suppress(Exception), path.open("rb") as file:
        return tuple(_name(member) for member in list_members(file))
    return ()


def decode(name: bytes) -> str:
    """Give a name that does not say how it is written: as UTF-8 where it is that, as GB18030 otherwise."""
    try:
        return name.decode()
    except UnicodeDecodeError:
        return name.decode("gb18030", "replace")


def _require_bounds(members: Sequence[zipfile.ZipInfo], packed: int) -> None:
    """Refuse what cannot be unpacked, or should not be."""
    size = sum(member.file_size for member in members)
    if len(members) > MOST_FILES or size > MOST_BYTES:
        raise TooMuchError
    if size > _SUSPICIOUS_BYTES and size > _SUSPICIOUS_RATIO * packed:
        raise TooMuchError
    if any(member.flag_bits & _ENCRYPTED for member in members):
        raise ClosedError(
            "压缩包设了密码，没有打开；请用密码解压后把里面的评估表放进“2-回收”", names=map(_name, members)
        )
    if any(member.compress_type not in _METHODS for member in members):
        closed = "压缩包用的压缩方式本程序不支持；请解压后把里面的评估表放进“2-回收”"
        raise ClosedError(closed, names=map(_name, members))


def _name(member: zipfile.ZipInfo) -> str:
    """Give a member's name; where no one says how it is written, the library has taken it for cp437."""
    if not member.flag_bits & UTF8:
        with suppress(UnicodeEncodeError):
            return decode(member.orig_filename.encode("cp437"))
    return member.orig_filename


def _time(member: zipfile.ZipInfo) -> dt.datetime | None:
    """Give a member's time; nothing where no calendar has it."""
    with suppress(ValueError):
        return dt.datetime(*member.date_time)  # noqa: DTZ001 - the clock of whoever packed it
    return None
