"""Containers of every sort, made here: zips as odd programs write them, tars, CMS, a zip's end."""

import struct
import tarfile
import zipfile
from collections.abc import Mapping
from io import BytesIO

OF_DATA = b"\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x01"
"""What a CMS container calls plain content."""


def zipped(members: Mapping[str, bytes]) -> bytes:
    """Give a zip."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in members.items():
            file.writestr(zipfile.ZipInfo(name, (2017, 12, 8, 10, 30, 0)), data, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def tarred(members: Mapping[str, bytes], form: int = tarfile.PAX_FORMAT, encoding: str = "utf-8") -> bytes:
    """Give a tar that is not packed."""
    stream = BytesIO()
    with tarfile.open(fileobj=stream, mode="w", format=form, encoding=encoding) as file:
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size, info.mtime = len(data), 1512700200
            file.addfile(info, BytesIO(data))
    return stream.getvalue()


def without_sign(tar: bytes) -> bytes:
    """Give a tar of one short member as the oldest programs write it: no “ustar” in its header."""
    header = bytearray(tar[:512])
    header[257:512] = bytes(255)
    header[148:156] = b" " * 8
    header[148:156] = b"%06o\0 " % sum(header)
    return bytes(header) + tar[512:]


def end_record(disk: int, directory: bytes = b"", count: int = 0) -> bytes:
    """Give the end of a zip that is said to be on that disk."""
    return directory + struct.pack("<4s4H2LH", b"PK\5\6", disk, disk, count, count, len(directory), 0, 0)


def cms(kind: bytes) -> bytes:
    """Give the beginning of a CMS container of a kind."""
    return b"\x30\x80\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07" + kind + b"\xa0\x80\x30\x80\x02\x01\x01"
