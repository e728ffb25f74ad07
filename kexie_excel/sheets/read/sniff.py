"""What a file is, by its content and not by its name."""

import re
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from kexie_excel.sheets.read.compound import is_cut_off, is_encrypted_book, map_file, root_names
from kexie_excel.sheets.read.heads import kind_by_head
from kexie_excel.sheets.read.kind import Kind
from kexie_excel.sheets.read.zipped import sniff_tail, sniff_zip

__all__ = ["HEAD", "Kind", "is_decided_by_its_head", "sniff", "why_closed"]

HEAD = 64 * 1024
"""Bytes that show what most files are; a mail's headers may be that long."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK\x03\x04", b"PK\x05\x06"
_VOLUME = re.compile(r"\.(?:[zr]\d\d|part\d+\.rar|\d{3})\Z", re.IGNORECASE)
"""How the volumes of a split archive are called; what is in the middle of one looks like nothing at all."""
_CUT = frozenset({Kind.OTHER, Kind.CUT_OFF, Kind.BROKEN, Kind.RAR, Kind.SEVEN_ZIP})
"""What a volume looks like by itself: the first one begins like the whole, the others like nothing."""
_UNSURE = frozenset({Kind.OTHER, Kind.PROGRAM})
"""Kinds by the head before which an archive's own end counts."""
_NOT_HERE = 0x1000 | 0x40000 | 0x400000
"""File attributes of Windows: the content is elsewhere (offline, recalled when it is opened, recalled when it is read)."""
_LONGEST_PATH = 259
"""Characters that Windows takes unless told otherwise."""


def sniff(path: Path) -> Kind:
    """Tell what the file is.

    Raises:
        OSError: the file cannot be opened.
    """
    with path.open("rb") as file:
        head = file.read(HEAD)
        if head.startswith(_OLE):
            return _compound(file)
    kind = sniff_zip(path) if head.startswith(_ZIP) else kind_by_head(head)
    if kind in _UNSURE:
        kind = sniff_tail(path, kind)
    return Kind.SPLIT if kind in _CUT and _VOLUME.search(path.name) else kind


def why_closed(path: Path) -> str:
    """Say why a file does not open."""
    status = None
    with suppress(OSError):
        status = path.stat()
    if status is None and path.is_symlink():
        return "这是一个链接，它指向的文件不在了；请把原文件放进来"
    if getattr(status, "st_file_attributes", 0) & _NOT_HERE:
        return "文件还在网盘上，没有下载到本机；请右键选“始终保留在此设备上”，下载好后再运行"
    if len(str(path.absolute())) > _LONGEST_PATH:
        return "文件打不开，多半是路径太长；请把文件移到上一级文件夹，或改短文件名后再运行"
    return "文件打不开，可能正被别的程序占用，或没有读取权限；请关闭打开它的程序后再运行"


def is_decided_by_its_head(head: bytes) -> bool:
    """Tell whether the first bytes show what a file is, and that there is nothing to read in it."""
    if head.startswith((_OLE, *_ZIP)):
        return False
    kind = kind_by_head(head)
    return not kind.holds_files and kind not in _UNSURE


def _compound(file: BinaryIO) -> Kind:
    """Tell what an OLE2 container holds; its names know no case."""
    with map_file(file) as content:
        names = {name.casefold() for name in root_names(content)}
        if names & {"\tdrmcontent", "\tdrmdataspace"}:
            return Kind.RIGHTS
        if "encryptedpackage" in names:
            return Kind.ENCRYPTED if "encryptioninfo" in names else Kind.RIGHTS
        if not names or names & {"workbook", "book"}:
            if is_cut_off(content):
                return Kind.CUT_OFF
            if is_encrypted_book(content):
                return Kind.ENCRYPTED
            # Texts of 1995 are in a code page, which the readers take for another one or fail over.
            return Kind.OLD_TABLE if "book" in names and "workbook" not in names else Kind.WORKBOOK
    if "worddocument" in names:
        return Kind.DOCUMENT
    if "powerpoint document" in names:
        return Kind.SLIDES
    if any(name.startswith("__substg1.0_") for name in names):
        return Kind.OUTLOOK
    # Where nothing but properties is left, the reader of workbooks has the last word.
    return Kind.FOREIGN if any(name[0] >= " " for name in names if name) else Kind.WORKBOOK
