"""Tar archives, and single files packed with gzip, bzip2 or xz → the files in them."""

import bz2
import datetime as dt
import gzip
import lzma
import re
import tarfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from io import BufferedIOBase, BytesIO
from pathlib import Path
from typing import IO

from kexie_excel.inbox.archive import decode
from kexie_excel.inbox.container import ClosedError, Container, Part, Unopened
from kexie_excel.sheets.read.kind import Kind

_BYTES = "iso8859-1"
"""Gives each byte of a name as one character."""
_PATH = "path"
_PACKERS: dict[bytes, Callable[[Path], BufferedIOBase]] = {
    b"\x1f\x8b": gzip.GzipFile,
    b"BZh": bz2.BZ2File,
    b"\xfd7z": lzma.LZMAFile,
}
_ENDING = re.compile(r"\.(?:gz|bz2|xz)\Z", re.IGNORECASE)
_SHORT_ENDING = re.compile(r"\.(?:tgz|tbz2?|txz)\Z", re.IGNORECASE)


@contextmanager
def read_tar(unopened: Unopened) -> Iterator[Container]:
    """List a tar's files; each is read when it is opened, while the tar is."""
    with tarfile.open(unopened.path, "r:", encoding=_BYTES) as archive:
        yield Container(_parts(archive))


@contextmanager
def read_packed(unopened: Unopened) -> Iterator[Container]:
    """Give the one file that was packed; where that is a tar, it is an archive in its turn.

    It is called what the packed one is called, but for the ending.
    """
    with unopened.path.open("rb") as packed:
        head = packed.read(3)
    opened = next(opener for start, opener in _PACKERS.items() if head.startswith(start))
    name = _SHORT_ENDING.sub(".tar", _ENDING.sub("", re.split(r"[/!]", unopened.file)[-1]))
    yield Container([Part(name, partial(opened, unopened.path))])


def _parts(archive: tarfile.TarFile) -> Iterator[Part]:
    """Give the files one after the other, as the tar is read.

    Raises:
        ClosedError: the tar ends in the middle, or is damaged further on; what follows would be missing without a word.
    """
    try:
        for member in archive:
            if not member.isdir():
                yield Part(_name(member), partial(_content, archive, member), _time(member))
    except tarfile.TarError:
        raise ClosedError(Kind.CUT_OFF.sentence, Kind.CUT_OFF.code) from None


def _name(member: tarfile.TarInfo) -> str:
    """Give a member's name; one in an extended header is UTF-8, any other whatever its computer wrote."""
    return member.name if _PATH in member.pax_headers else decode(member.name.encode(_BYTES))


def _content(archive: tarfile.TarFile, member: tarfile.TarInfo) -> IO[bytes]:
    """Open a member; a link to nothing that is here has no content."""
    with suppress(KeyError):
        return archive.extractfile(member) or BytesIO()
    return BytesIO()


def _time(member: tarfile.TarInfo) -> dt.datetime | None:
    """Give a member's time; nothing where no calendar has it."""
    with suppress(ValueError, OverflowError, OSError):
        return dt.datetime.fromtimestamp(int(member.mtime))  # noqa: DTZ006 - shown as the office's own clock shows it
    return None
