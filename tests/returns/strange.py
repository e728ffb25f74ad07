"""Files of every strange sort, made here: OLE2 containers, archives with names in GBK, password-protected zips, mails."""

import struct
import zipfile
from collections.abc import Mapping, Sequence
from email.message import EmailMessage
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import TypeVar

Name = TypeVar("Name", bound=str | bytes)
Tree = Mapping[str, "bytes | Tree"]

SECTOR = 512
FREE, END, FAT = 0xFFFF_FFFF, 0xFFFF_FFFE, 0xFFFF_FFFD
BOF = b"\x09\x08\x10\0\0\x06\x05\0" + b"\0" * 12
FILEPASS = b"\x2f\0\x36\0" + b"\0" * 54


def _entry(name: str, kind: int, links: tuple[int, int], start: int, size: int) -> bytes:
    """Write one directory entry; ``links`` are the entry beside it and the first one below it."""
    text = name.encode("utf-16-le") + b"\0\0"
    return (
        text.ljust(64, b"\0")
        + struct.pack("<HBBIII", len(text), kind, 1, FREE, *links)
        + b"\0" * 36
        + struct.pack("<IQ", start, size)
    )


def compound(streams: Mapping[str, bytes]) -> bytes:
    """Write an OLE2 container: one sector of allocation table, the directory, then each stream (4,096 bytes or more)."""
    names = list(streams)
    directory_sectors = -(-(len(names) + 1) // 4)
    table = [FAT, *range(2, directory_sectors + 1), END]
    entries, content = [_entry("Root Entry", 5, (FREE, 1), END, 0)], b""
    for at, name in enumerate(names, 1):
        data = streams[name].ljust(4096, b"\0")
        data += b"\0" * (-len(data) % SECTOR)
        start, count = len(table), len(data) // SECTOR
        table += [*range(start + 1, start + count), END]
        entries.append(_entry(name, 2, (at + 1 if at < len(names) else FREE, FREE), start, len(data)))
        content += data
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16
    header += struct.pack("<HHHHH6xIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096, END, 0, END, 0)
    header += struct.pack("<109I", 0, *[FREE] * 108)
    fat = struct.pack(f"<{SECTOR // 4}I", *table, *[FREE] * (SECTOR // 4 - len(table)))
    return header + fat + b"".join(entries).ljust(directory_sectors * SECTOR, b"\0") + content


def _flat(tree: Tree) -> list[tuple[str, bytes | None, int, int]]:
    """Give name, content, the entry beside and the first one below for everything in a container, the root first."""
    entries: list[tuple[str, bytes | None, int, int]] = [("Root Entry", None, FREE, FREE)]

    def lay(branch: Tree) -> int:
        places = []
        for name, content in branch.items():
            places.append(len(entries))
            entries.append((name, content if isinstance(content, bytes) else None, FREE, FREE))
            if not isinstance(content, bytes):
                at, below = places[-1], lay(content)
                entries[at] = (*entries[at][:3], below)
        for one, other in pairwise(places):
            entries[one] = (*entries[one][:2], other, entries[one][3])
        return places[0] if places else FREE

    entries[0] = (*entries[0][:3], lay(tree))
    return entries


def storages(tree: Tree) -> bytes:
    """Write an OLE2 container with containers in it; no stream is too short for sectors of its own."""
    entries = _flat(tree)
    directory = -(-len(entries) // 4)
    sectors = [-(-len(content or b"") // SECTOR) for _name, content, *_links in entries]
    tables = 1
    while tables * (SECTOR // 4) < tables + directory + sum(sectors):
        tables += 1
    table = [*[FAT] * tables, *range(tables + 1, tables + directory), END]
    written: list[bytes] = []
    body = b""
    for (name, content, beside, below), count in zip(entries, sectors, strict=True):
        kind = 5 if not written else 2 if content is not None else 1
        written.append(_entry(name, kind, (beside, below), len(table) if count else END, len(content or b"")))
        table += [*range(len(table) + 1, len(table) + count), END] if count else []
        body += (content or b"").ljust(count * SECTOR, b"\0")
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16
    header += struct.pack("<HHHHH6xIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, tables, tables, 0, 0, END, 0, END, 0)
    header += struct.pack("<109I", *range(tables), *[FREE] * (109 - tables))
    table += [FREE] * (tables * (SECTOR // 4) - len(table))
    return header + struct.pack(f"<{len(table)}I", *table) + b"".join(written).ljust(directory * SECTOR, b"\0") + body


def encrypted_xlsx() -> bytes:
    """Write what a workbook with a password looks like from outside."""
    return compound({"EncryptionInfo": b"\4\0\4\0", "EncryptedPackage": b"\x11" * 5000})


def archive(members: Mapping[Name, bytes], *, flags: int = 0, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Write a zip; a name given as bytes is stored as they are, with nothing said about its encoding."""
    stream = BytesIO()
    swaps: list[tuple[bytes, bytes]] = []
    with zipfile.ZipFile(stream, "w", method) as file:
        for at, (name, data) in enumerate(members.items()):
            told = name if isinstance(name, str) else f"{at:0{len(name)}d}"
            if isinstance(name, bytes):
                swaps.append((told.encode(), name))
            file.writestr(zipfile.ZipInfo(told, (2017, 12, 8, 10, 30, 0)), data, method)
    content = stream.getvalue()
    for stand_in_bytes, raw in swaps:
        content = content.replace(stand_in_bytes, raw)
    return _patched(content, 6, 8, struct.pack("<H", flags)) if flags else content


def with_method(content: bytes, method: int) -> bytes:
    """Say of every member of a zip that it is compressed in another way."""
    return _patched(content, 8, 10, struct.pack("<H", method))


def _patched(content: bytes, local: int, central: int, value: bytes) -> bytes:
    """Lay a value into every local and central header."""
    data = bytearray(content)
    for signature, offset in ((b"PK\x03\x04", local), (b"PK\x01\x02", central)):
        at = content.find(signature)
        while at >= 0:
            data[at + offset : at + offset + len(value)] = value
            at = content.find(signature, at + 4)
    return bytes(data)


def nested(inner: bytes, name: str, depth: int) -> bytes:
    """Put a file into a zip, that into another, and so on."""
    for level in range(depth):
        inner, name = archive({name: inner}), f"{level}.zip"
    return inner


def bomb(size: int) -> bytes:
    """Write a small zip with a very large member."""
    return archive({"0.xlsx": b"\0" * size})


def mail(attachments: Sequence[tuple[str, bytes]] = (), text: str = "见附件。") -> EmailMessage:
    """Write a mail as mail programs do."""
    message = EmailMessage()
    message["From"], message["To"] = "a@example.com", "b@example.com"
    message["Subject"], message["Date"] = "绩效评估自评表", "Fri, 08 Dec 2017 10:30:00 +0800"
    message.set_content(text)
    for name, data in attachments:
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return message


def raw_mail(disposition: bytes, data: bytes = b"%PDF-1.4", more: bytes = b"") -> bytes:
    """Write a mail whose attachment's header stands there byte for byte."""
    return (
        b"Received: from mx\r\nFrom: a@example.com\r\nSubject: =?gb2312?B?xrLO?=\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: multipart/mixed; boundary="b"\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nhi\r\n--b\r\n'
        + more
        + disposition
        + b"\r\n\r\n"
        + data
        + b"\r\n--b--\r\n"
    )


def harmed(path: Path, name: str) -> Path:
    """Change what a part unpacks to, without the archive's knowing; it still unpacks."""
    stream = BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as new:
        for info in old.infolist():
            new.writestr(info.filename, old.read(info))
        at = new.getinfo(name).header_offset
    changed = bytearray(stream.getvalue())
    start = changed.index(b"<sheetData", at)
    place = changed.rindex(b"<v>", start, changed.index(b"</sheetData>", start)) + 3
    changed[place] = changed[place] ^ 1
    path.write_bytes(changed)
    return path
