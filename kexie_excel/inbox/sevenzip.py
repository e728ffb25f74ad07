"""7z archives → the files in them. They are packed in blocks, which can only be unpacked in one go; so that is done first."""

import datetime as dt
import secrets
import struct
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import partial
from io import FileIO
from pathlib import Path
from typing import IO

from py7zr import FileInfo, SevenZipFile
from py7zr.exceptions import PasswordRequired, UnsupportedCompressionMethodError
from py7zr.io import Py7zIO, WriterFactory

from kexie_excel.inbox.container import (
    ClosedError,
    Container,
    Part,
    Unopened,
    damaged,
    locked,
    require_bounds,
    unknown_method,
)
from kexie_excel.sheets.read.kind import Kind

_ODD_NAMES = "压缩包里有不正常的文件名（指向别的文件夹），没有打开；请解压后把里面的评估表放进“2-回收”"
_START = struct.Struct("<12x2Q4x")
"""The header's beginning: where, behind it, the directory stands, and how long that is."""


@contextmanager
def read_7z(unopened: Unopened) -> Iterator[Container]:
    """Unpack a 7z archive's files into a folder.

    Raises:
        TooMuchError: beyond the bounds of an archive.
        ClosedError: a password, an unknown way of compressing, or damage.
    """
    _require_whole(unopened.path)
    with unopened.path.open("rb") as file:
        writer = _BlockWriter(unopened.folder)
        try:
            with _opened(file) as archive:
                listed = {_key(entry.filename): entry for entry in archive.list() if not entry.is_directory}
                if not listed:
                    raise damaged(Kind.HOLLOW)
                require_bounds(
                    [(name, entry.uncompressed) for name, entry in listed.items()], unopened.path.stat().st_size
                )
                if archive.needs_password():
                    raise locked(listed)
                _unpack(archive, writer, listed)
            yield Container(list(_parts(listed, writer.files)))
        finally:
            writer.remove()


def _require_whole(path: Path) -> None:
    """Refuse an archive that ends before the directory at its end."""
    with path.open("rb") as file:
        start = file.read(_START.size)
    if len(start) < _START.size or _START.size + sum(_START.unpack(start)) > path.stat().st_size:
        raise damaged(Kind.CUT_OFF)


def _opened(file: IO[bytes]) -> SevenZipFile:
    """Read the directory."""
    try:
        return SevenZipFile(file)
    except PasswordRequired:
        raise locked() from None
    except UnsupportedCompressionMethodError:
        raise unknown_method() from None
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - a damaged archive fails in more ways than the library names
        raise damaged(Kind.BROKEN) from None


def _unpack(archive: SevenZipFile, writer: "_BlockWriter", listed: Mapping[str, FileInfo]) -> None:
    """Unpack everything as far as it goes; what is not there in the end is damaged."""
    try:
        archive.extractall(factory=writer)
    except UnsupportedCompressionMethodError:
        raise unknown_method(listed) from None
    except MemoryError:
        raise
    except Exception as error:
        if isinstance(error, OSError) and error.errno is not None:  # of the disk; the one of bzip2 has no number
            raise
        if not writer.files:
            raise ClosedError(_ODD_NAMES, names=listed) from None


def _parts(listed: Mapping[str, FileInfo], files: "Mapping[str, _Unpacked]") -> Iterator[Part]:
    """Give the files, those that did not come whole too; of two with one name the second is called otherwise."""
    for key in {**listed, **files}:
        yield Part(key, partial(_content, files.get(key)), _time(listed[key]) if key in listed else None)


def _content(file: "_Unpacked | None") -> IO[bytes]:
    """Open what was unpacked of a file.

    Raises:
        ValueError: it did not come whole.
    """
    if file is None or not file.closed:
        raise ValueError
    return file.place.open("rb")


def _key(name: str) -> str:
    """Give a name as the library gives it to whoever writes the file."""
    return Path(name.lstrip("/")).as_posix()


def _time(entry: FileInfo) -> dt.datetime | None:
    """Give a file's time; nothing where no calendar has it."""
    with suppress(ValueError, OverflowError, OSError):
        return entry.creationtime.astimezone().replace(tzinfo=None) if entry.creationtime else None
    return None


class _Unpacked(FileIO, Py7zIO):
    """A file as it is unpacked; the library closes it once all of it is there and its checksum is right."""

    def __init__(self, place: Path) -> None:
        """Begin it."""
        super().__init__(place, "w")
        self.place = place

    def size(self) -> int:
        """Give the bytes that are there."""
        return self.tell()


class _BlockWriter(WriterFactory):
    """Puts the files into a folder, under names of our own."""

    def __init__(self, folder: Path) -> None:
        """Begin with none."""
        self.folder = folder
        self.files: dict[str, _Unpacked] = {}

    def create(self, filename: str) -> Py7zIO:
        """Begin a file."""
        self.files[filename] = _Unpacked(self.folder / secrets.token_hex(8))
        return self.files[filename]

    def remove(self) -> None:
        """Take everything away again."""
        for file in self.files.values():
            file.close()
            file.place.unlink()
