"""Containers of every sort, made here: zips as odd programs write them, tars, 7z, RAR, CMS, winmail.dat, a zip's end."""

import struct
import tarfile
import zipfile
import zlib
from collections.abc import Mapping
from io import BytesIO

from asn1crypto.cms import ContentInfo
from asn1crypto.core import OctetString
from py7zr import SevenZipFile

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


def sevenzipped(members: Mapping[str, bytes], password: str | None = None, *, sealed: bool = False) -> bytes:
    """Give a 7z archive; ``sealed`` hides the names too."""
    stream = BytesIO()
    with SevenZipFile(stream, "w", password=password, header_encryption=sealed) as file:
        for name, data in members.items():
            file.writef(BytesIO(data), name)
    return stream.getvalue()


def rar_block(kind: int, flags: int, fields: bytes = b"", data: bytes = b"") -> bytes:
    """Give a block of the RAR format that versions 1.5 to 4 write."""
    head = struct.pack("<BHH", kind, flags, 7 + len(fields)) + fields
    return struct.pack("<H", zlib.crc32(head) & 0xFFFF) + head + data


def rar_file(name: bytes, data: bytes, flags: int = 0x8000, method: int = 0x30) -> bytes:
    """Give the block of one file, stored as it is."""
    day = (2017 - 1980) << 25 | 12 << 21 | 8 << 16 | 10 << 11 | 30 << 5
    sizes = struct.pack("<2LBLLBBHL", len(data), len(data), 2, zlib.crc32(data), day, 29, method, len(name), 32)
    return rar_block(0x74, flags, sizes + name, data)


def rarred(*files: bytes, flags: int = 0) -> bytes:
    """Give a RAR archive of these blocks."""
    return b"Rar!\x1a\x07\0" + rar_block(0x73, flags, bytes(6)) + b"".join(files) + rar_block(0x7B, 0x4000)


def number(value: int) -> bytes:
    """Give a number as RAR 5 writes it, seven bits at a time."""
    return bytes([value]) if value < 0x80 else bytes([value & 0x7F | 0x80]) + number(value >> 7)


def rar5_block(kind: int, fields: bytes, data: bytes | None = None) -> bytes:
    """Give a block of the format of RAR 5."""
    head = number(kind) + (number(0) if data is None else number(2) + number(len(data))) + fields
    head = number(len(head)) + head
    return struct.pack("<L", zlib.crc32(head)) + head + (data or b"")


def rar5_file(name: str, data: bytes, method: int = 0) -> bytes:
    """Give the block of one file in RAR 5's format, its content said to be packed by a method."""
    fields = number(4) + number(len(data)) + number(32) + struct.pack("<L", zlib.crc32(data))
    return rar5_block(2, fields + number(method << 7) + number(0) + number(len(name.encode())) + name.encode(), data)


def rarred5(members: Mapping[str, bytes], *, ends: bool = True) -> bytes:
    """Give an archive of RAR 5, its files stored as they are."""
    files = (rar5_file(name, data) for name, data in members.items())
    end = rar5_block(5, number(0)) if ends else b""
    return b"Rar!\x1a\x07\x01\0" + rar5_block(1, number(0)) + b"".join(files) + end


def tnef(*attributes: tuple[int, int, bytes]) -> bytes:
    """Give a winmail.dat of (level, attribute, data)."""
    pieces = (
        struct.pack("<BLL", level, kind, len(data)) + data + struct.pack("<H", sum(data) & 0xFFFF)
        for level, kind, data in attributes
    )
    return b"\x78\x9f\x3e\x22\x01\0" + b"".join(pieces)


def winmail(files: Mapping[bytes, bytes], properties: bytes = b"") -> bytes:
    """Give a winmail.dat with these files, as Outlook writes one; the last of them has these properties as well."""
    head = [(1, 0x00089006, struct.pack("<L", 0x10000)), (1, 0x00069007, struct.pack("<2L", 936, 0))]
    more = [
        each
        for name, data in files.items()
        for each in ((2, 0x00069002, bytes(14)), (2, 0x0006800F, data), (2, 0x00018010, name + b"\0"))
    ]
    return tnef(*head, *more, *([(2, 0x00069005, properties)] if properties else []))


def long_name(name: str) -> bytes:
    """Give the property that holds a file's long name."""
    text = name.encode("utf-16-le") + b"\0\0"
    return struct.pack("<LHHLL", 1, 0x1F, 0x3707, 1, len(text)) + text + bytes(-len(text) % 4)


def inner_mail(content: bytes) -> bytes:
    """Give the property that holds a mail which is attached to the mail."""
    data = bytes.fromhex("0703020000000000c000000000000046") + content
    return struct.pack("<LHHLL", 1, 0xD, 0x3701, 1, len(data)) + data + bytes(-len(data) % 4)


def signed(mail: bytes) -> bytes:
    """Give a mail inside a signature, which is none: nobody asks whether it is good."""
    content = {"content_type": "data", "content": OctetString(mail)}
    info = ContentInfo(
        {
            "content_type": "signed_data",
            "content": {"version": "v1", "digest_algorithms": [], "encap_content_info": content, "signer_infos": []},
        }
    )
    return bytes(info.dump())
