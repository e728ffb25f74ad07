"""OLE2 containers (xls, doc, ppt, msg, encrypted xlsx): the names of the streams at the top, and nothing else of them.

Only the names at the top tell what the file is: a workbook may have a Word document embedded further down, and the other way round.
"""

import mmap
import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import BinaryIO

_HEADER_FAT_SECTORS = 109
_END = 0xFFFF_FFFA
"""Sector numbers from here on mean that there is none."""
_ENTRY = 128
_SECTOR_SHIFTS = range(9, 13)
_MOST_SECTORS = 100_000
_ENCRYPTED_BOOK = re.compile(
    # BOF of a workbook, perhaps WRITEPROTECT, then FILEPASS
    rb"\x09\x08(?:\x10\0\0\x06\x05\0.{12}|\x08\0\0\x05\x05\0.{4})(?:\x86\0\0\0)?\x2f\0",
    re.DOTALL,
)


def map_file(file: BinaryIO) -> mmap.mmap:
    """Give a file's content without reading it into memory."""
    return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)


def root_names(content: bytes | mmap.mmap) -> frozenset[str]:
    """Give the names of the streams and storages at the top; none where the container is damaged."""
    try:
        return frozenset(_Compound(content).root_names())
    except (struct.error, IndexError, UnicodeDecodeError):
        return frozenset()


def is_encrypted_book(content: bytes | mmap.mmap) -> bool:
    """Tell whether an xls workbook asks for a password when it is opened."""
    return _ENCRYPTED_BOOK.search(content) is not None


@dataclass
class _Compound:
    """An OLE2 container's bytes."""

    content: bytes | mmap.mmap

    def __post_init__(self) -> None:
        """Read the header."""
        (shift,) = struct.unpack_from("<H", self.content, 30)
        if shift not in _SECTOR_SHIFTS:
            raise IndexError(shift)
        self._sector_size = 1 << shift

    def root_names(self) -> Iterator[str]:
        """Walk over the entries beside and below the root's first child."""
        (start,) = struct.unpack_from("<I", self.content, 48)
        entries = b"".join(self._sector(sector) for sector in self._chain(start))
        waiting = [struct.unpack_from("<I", entries, 76)[0]]
        seen: set[int] = set()
        while waiting:
            at = waiting.pop()
            if at >= _END or at in seen:
                continue
            seen.add(at)
            (length,) = struct.unpack_from("<H", entries, at * _ENTRY + 64)
            yield entries[at * _ENTRY : at * _ENTRY + max(0, min(length, 64) - 2)].decode("utf-16-le")
            waiting += struct.unpack_from("<2I", entries, at * _ENTRY + 68)

    def _chain(self, start: int) -> Iterator[int]:
        """Follow a chain of sectors through the allocation table."""
        sector, seen = start, set[int]()
        while sector < _END and sector not in seen and len(seen) < _MOST_SECTORS:
            seen.add(sector)
            yield sector
            table, at = divmod(sector, self._sector_size // 4)
            (sector,) = struct.unpack_from("<I", self._sector(self._table_sectors[table]), 4 * at)

    @cached_property
    def _table_sectors(self) -> list[int]:
        """The sectors that hold the allocation table: the first ones stand in the header, the others in a chain."""
        sectors = list(struct.unpack_from(f"<{_HEADER_FAT_SECTORS}I", self.content, 76))
        (following,) = struct.unpack_from("<I", self.content, 68)
        seen = set[int]()
        while following < _END and following not in seen:
            seen.add(following)
            *more, following = struct.unpack(f"<{self._sector_size // 4}I", self._sector(following))
            sectors += more
        return sectors

    def _sector(self, number: int) -> bytes:
        """Give a sector's bytes."""
        start = (number + 1) * self._sector_size
        return self.content[start : start + self._sector_size]
