"""OLE2 containers (xls, doc, ppt, msg, encrypted xlsx): the names of the streams at the top, and whether all of it is there.

Only the names at the top tell what the file is: a workbook may have a Word document embedded further down, and the other way round.
"""

import mmap
import re
import struct
from io import StringIO
from typing import BinaryIO

_NO_SECTOR = 0xFFFF_FFFA
_SECTOR_SHIFTS = range(9, 13)
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
    from xlrd.compdoc import CompDoc  # noqa: PLC0415 - few files need it, and every start would pay for it

    try:
        entries = CompDoc(content, logfile=StringIO()).dirlist  # type: ignore[arg-type] # it slices, whatever holds the bytes
        return frozenset(entries[child].name for child in entries[0].children)
    except Exception:  # noqa: BLE001 - a damaged container fails in more ways than the library names
        return frozenset()


def is_cut_off(content: bytes | mmap.mmap) -> bool:
    """Tell whether a container ends before the last of its sectors begins; one that is damaged otherwise is not that."""
    try:
        return _end(content) > len(content)
    except struct.error:
        return False


def _end(content: bytes | mmap.mmap) -> int:
    """Give the least that a container must have in bytes: up to the last sector that another one is followed by.

    What no chain leads to does not count: programs fill the rest of the table with anything.
    """
    (shift,) = struct.unpack_from("<H", content, 30)
    if shift not in _SECTOR_SHIFTS:
        return 0
    size = 1 << int(shift)
    tables = [number for number in struct.unpack_from("<109I", content, 76) if number < _NO_SECTOR]
    last = max(tables, default=0)
    for number in tables:
        table = content[(number + 1) * size : (number + 2) * size]
        if len(table) == size:
            followed = (own for own in struct.unpack(f"<{size // 4}I", table) if own < len(tables) * size // 4)
            last = max(last, *followed, 0)
    return (last + 1) * size + 1


def is_encrypted_book(content: bytes | mmap.mmap) -> bool:
    """Tell whether an xls workbook asks for a password when it is opened."""
    return _ENCRYPTED_BOOK.search(content) is not None
