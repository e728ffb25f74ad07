"""OLE2 containers (xls, doc, ppt, msg, encrypted xlsx): the names of the streams at the top, and nothing else of them.

Only the names at the top tell what the file is: a workbook may have a Word document embedded further down, and the other way round.
"""

import mmap
import re
from io import StringIO
from typing import BinaryIO

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


def is_encrypted_book(content: bytes | mmap.mmap) -> bool:
    """Tell whether an xls workbook asks for a password when it is opened."""
    return _ENCRYPTED_BOOK.search(content) is not None
