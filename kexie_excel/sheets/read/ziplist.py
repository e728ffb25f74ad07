"""The directory of a zip archive, read as leniently as archivers do, and its members opened likewise.

The standard library refuses a whole archive for a name that is not the encoding it is said to be or for an extra field of the
wrong length, and a member for a local name that differs from the directory's. Chinese programs write all three.
"""

import mmap
import struct
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import BinaryIO

UTF8 = 0x800
"""The flag that says that a name is UTF-8."""
_END = struct.Struct("<4s4H2LH")
_END_SIGNATURE, _LOCAL_SIGNATURE, _ENTRY_SIGNATURE = b"PK\x05\x06", b"PK\x03\x04", b"PK\x01\x02"
_LOCAL_HEADER, _LENGTHS_AT = 30, 26
_ENTRY, _FLAGS_AT, _SIZES_AT = 46, 8, 28
_LONGEST_COMMENT = 0xFFFF
_ZIP64 = 0xFFFF
"""In the place of a number that stands elsewhere, because two bytes do not hold it."""


@dataclass(frozen=True)
class End:
    """The record at an archive's end."""

    disk: int
    """0 where the archive is whole; in the last volume of a split one its number."""
    directory: bytes
    before: int
    """Bytes that lie before the archive, by its own reckoning."""
    count: int
    """How many members it says it has, of a number that has two bytes."""

    @property
    def is_volume(self) -> bool:
        """Whether it is the last volume of a split archive."""
        return self.disk not in {0, _ZIP64}


def find_end(file: BinaryIO) -> End | None:
    """Give the record at the end; nothing where there is none."""
    size = file.seek(0, 2)
    first = file.seek(max(0, size - _LONGEST_COMMENT - _END.size))
    tail = file.read()
    at = tail.rfind(_END_SIGNATURE)
    if at < 0 or len(tail) - at < _END.size:
        return None
    _signature, disk, _first_disk, _count, total, length, offset, _comment = _END.unpack_from(tail, at)
    start = file.seek(max(0, first + at - length))
    return End(disk, file.read(first + at - start), start - offset, total)


def list_members(file: BinaryIO) -> list[zipfile.ZipInfo]:
    """List the members, all of them: a wrong length in the directory makes the library pass some over.

    Raises:
        Exception: whatever a damaged directory leads to.
    """
    end = find_end(file)
    try:
        with zipfile.ZipFile(file) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, UnicodeDecodeError):
        if end is None:
            raise
        return _mended(end)
    told = {len(members) & _ZIP64, _ZIP64}
    if end and end.count not in told and end.directory.count(_ENTRY_SIGNATURE) != len(members):
        raise zipfile.BadZipFile
    return members


def _mended(end: End) -> list[zipfile.ZipInfo]:
    """List the members of a directory that the library refuses, its entries put right."""
    directory = b"".join(_entries(end.directory))
    record = _END.pack(_END_SIGNATURE, 0, 0, 0, 0, len(directory), 0, 0)
    with zipfile.ZipFile(BytesIO(directory + record)) as archive:
        members = archive.infolist()
    for member in members:
        member.header_offset += end.before
    return members


def _entries(directory: bytes) -> Iterator[bytes]:
    """Give the entries without what the library trips over: a flag that lies about the name, and all extra fields."""
    at = 0
    while directory.startswith(_ENTRY_SIGNATURE, at):
        name_length, extra_length, comment_length = struct.unpack_from("<3H", directory, at + _SIZES_AT)
        entry = bytearray(directory[at : at + _ENTRY + name_length])
        (flags,) = struct.unpack_from("<H", entry, _FLAGS_AT)
        try:
            entry[_ENTRY:].decode()
        except UnicodeDecodeError:
            flags &= ~UTF8
        struct.pack_into("<H", entry, _FLAGS_AT, flags)
        struct.pack_into("<2H", entry, _SIZES_AT + 2, 0, 0)
        yield bytes(entry)
        at += _ENTRY + name_length + extra_length + comment_length
    if at != len(directory):
        raise zipfile.BadZipFile


def open_member(file: BinaryIO, member: zipfile.ZipInfo) -> zipfile.ZipExtFile:
    """Open a member where the directory says it is, whatever its own header calls it; one at a time.

    Raises:
        BadZipFile: there is no member there.
    """
    _find(file, member)
    return zipfile.ZipExtFile(file, "r", member)


def _find(file: BinaryIO, member: zipfile.ZipInfo) -> None:
    """Go to a member's content."""
    file.seek(member.header_offset)
    header = file.read(_LOCAL_HEADER)
    if len(header) < _LOCAL_HEADER or not header.startswith(_LOCAL_SIGNATURE):
        raise zipfile.BadZipFile(member.filename)
    file.seek(sum(struct.unpack_from("<2H", header, _LENGTHS_AT)), 1)


def bytes_before(file: BinaryIO, members: Sequence[zipfile.ZipInfo]) -> bytes:
    """Give what lies before the first member; an archive that was written in one piece has nothing there.

    Raises:
        BadZipFile: there is no member where the directory says so.
    """
    if not members:
        return b""
    first = min(members, key=lambda member: member.header_offset)
    _find(file, first)
    file.seek(0)
    return file.read(first.header_offset)


def holds_an_archive(content: bytes) -> bool:
    """Tell whether there is a whole archive, or a member of one, in bytes that lie before another one."""
    return _END_SIGNATURE in content or _LOCAL_SIGNATURE in content


def is_cut_off(file: BinaryIO) -> bool:
    """Tell whether an archive has no end anywhere: what was left of it when it was loaded down."""
    with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
        return content.find(_END_SIGNATURE) < 0
