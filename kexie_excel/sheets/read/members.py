"""The members of a zip archive, read whole and held against their checksums: what does not fit is damaged, and says nothing."""

import struct
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from isal import isal_zlib

_LOCAL_HEADER, _LENGTHS_AT, _RAW_DEFLATE = 30, 26, -15
_UTF8 = 0x800
_PIECE = 128 * 1024
_REFUSED: type[Exception] = isal_zlib.error  # type: ignore[assignment] # its stub takes the class for an instance
_FAULTS = (_REFUSED, struct.error, ValueError, OverflowError)
"""What a damaged member leads to."""
_READ = (".xml", ".rels", ".bin")
"""What a workbook is read from; its pictures are not looked at."""


class DamagedMemberError(zipfile.BadZipFile):
    """A member is not what was packed."""

    def __init__(self, name: str) -> None:
        """Name it."""
        super().__init__(name)
        self.name = name


def part_name(name: str) -> str:
    """Give the name of a part as it is compared: letter case does not count, and some programs write the other slash."""
    return name.replace("\\", "/").lower()


def content(file: BinaryIO, info: zipfile.ZipInfo) -> bytes:
    """Read a member in one piece, which takes a fraction of the time that the archive's own reading in pieces does.

    Raises:
        DamagedMemberError: it is not what was packed.
    """
    try:
        _go_to(file, info)
        packed = file.read(info.compress_size)
        if info.compress_type == zipfile.ZIP_STORED:
            unpacked = packed
        else:
            # not a byte more than the archive says: few that are packed may be a great many
            unpacked = isal_zlib.decompressobj(_RAW_DEFLATE).decompress(packed, max(1, info.file_size))
    except _FAULTS:
        raise DamagedMemberError(info.filename) from None
    if isal_zlib.crc32(unpacked) != info.CRC:
        raise DamagedMemberError(info.filename)
    return unpacked


def check(path: Path) -> None:
    """Hold everything that a workbook is read from against its checksum, however large it is.

    Raises:
        DamagedMemberError: a member is not what was packed.
        zipfile.BadZipFile: the archive is broken.
    """
    with zipfile.ZipFile(path) as archive, path.open("rb") as file:
        infos = archive.infolist()
        check_names(file, infos)
        for info in infos:
            if info.filename.lower().endswith(_READ):
                _check(file, info)


def check_names(file: BinaryIO, infos: Iterable[zipfile.ZipInfo]) -> None:
    """Hold what the members are called in the archive's list against what stands at each; a part not found says nothing either.

    Raises:
        DamagedMemberError: a member is called otherwise.
    """
    for info in infos:
        try:
            _go_to(file, info)
        except (struct.error, ValueError):
            raise DamagedMemberError(info.filename) from None


def _check(file: BinaryIO, info: zipfile.ZipInfo) -> None:
    """Hold one member against its checksum, piece by piece."""
    found = 0
    try:
        for piece in pieces(file, info):
            found = isal_zlib.crc32(piece, found)
    except _FAULTS:
        raise DamagedMemberError(info.filename) from None
    if found != info.CRC:
        raise DamagedMemberError(info.filename)


def pieces(file: BinaryIO, info: zipfile.ZipInfo) -> Iterator[bytes]:
    """Unpack a member, no more at a time than memory is sure to hold; it is not held against its checksum.

    Raises:
        Exception: whatever a damaged member leads to.
    """
    _go_to(file, info)
    left = info.compress_size
    unpacking = None if info.compress_type == zipfile.ZIP_STORED else isal_zlib.decompressobj(_RAW_DEFLATE)
    while left > 0 and (packed := file.read(min(left, _PIECE))):
        left -= len(packed)
        if unpacking is None:
            yield packed
            continue
        # it may hold back what it has unpacked already, when nothing packed is left
        while piece := unpacking.decompress(packed, _PIECE):
            yield piece
            packed = unpacking.unconsumed_tail


def _go_to(file: BinaryIO, info: zipfile.ZipInfo) -> None:
    """Go to where a member's bytes begin, if the member that is there is this one."""
    file.seek(info.header_offset + _LENGTHS_AT)
    name, extra = struct.unpack("<HH", file.read(_LOCAL_HEADER - _LENGTHS_AT))
    own = file.read(name).decode("utf-8" if info.flag_bits & _UTF8 else "cp437")
    if part_name(own) != part_name(info.orig_filename):
        raise ValueError(own)
    file.seek(extra, 1)
