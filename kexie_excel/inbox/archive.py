"""Zip archives → the files in them, with their names as they were meant."""

import datetime as dt
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path

from kexie_excel.inbox.container import Container, Part, Unopened, locked, require_bounds, unknown_method
from kexie_excel.sheets.read.ziplist import UTF8, list_members, open_member

_ENCRYPTED = 0x1
_METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA})


@contextmanager
def read_archive(unopened: Unopened) -> Iterator[Container]:
    """List a zip archive's files; each is unpacked when it is opened, while the archive is.

    Raises:
        TooMuchError: more files or bytes than the bounds allow, or bytes out of all proportion to the archive.
        ClosedError: a password, or a way of compressing that we do not know.
    """
    with unopened.path.open("rb") as file:
        members = [member for member in list_members(file) if not member.filename.endswith(("/", "\\"))]
        require_bounds([(_name(member), member.file_size) for member in members], unopened.path.stat().st_size)
        _require_openable(members)
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


def _require_openable(members: Sequence[zipfile.ZipInfo]) -> None:
    """Refuse what cannot be unpacked."""
    if any(member.flag_bits & _ENCRYPTED for member in members):
        raise locked(map(_name, members))
    if any(member.compress_type not in _METHODS for member in members):
        raise unknown_method(map(_name, members))


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
