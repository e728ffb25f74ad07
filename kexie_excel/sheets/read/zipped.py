"""Zip containers: whether one is a workbook, another office document, or an archive of files."""

import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import BinaryIO

from kexie_excel.sheets.read.kind import Kind
from kexie_excel.sheets.read.ziplist import (
    bytes_before,
    find_end,
    holds_an_archive,
    is_cut_off,
    list_members,
    open_member,
)

_MOST_DECLARED = 1024**2
_MOST_XML = 120 * 1024**2
"""Bytes of cells in a workbook; a form has one or two hundred thousand, and the reader of values takes four times as much."""
_ENCLOSED = ("xl/media/", "xl/embeddings/", "pictures/", "thumbnails/")
"""Where pictures and other files are kept that the reader of values does not look at."""
_MOST_BEFORE = 1024
"""Bytes that may stand before a workbook: a byte order mark or empty lines that a web server put there."""
_TYPES, _MIMETYPE, _MANIFEST = "[content_types].xml", "mimetype", "meta-inf/manifest.xml"
_MAIN_PART = re.compile(
    rb"(spreadsheetml|ms-excel|wordprocessingml|ms-word|presentationml|ms-powerpoint)[\w.+-]*\.main\b"
)
_BY_PART = {
    b"spreadsheetml": Kind.WORKBOOK,
    b"ms-excel": Kind.WORKBOOK,
    b"wordprocessingml": Kind.DOCUMENT,
    b"ms-word": Kind.DOCUMENT,
    b"presentationml": Kind.SLIDES,
    b"ms-powerpoint": Kind.SLIDES,
}
_BY_NAME = {
    "xl/workbook": Kind.WORKBOOK,
    "word/document": Kind.DOCUMENT,
    "ppt/presentation": Kind.SLIDES,
    "ofd.xml": Kind.FIXED_PAGES,
    "index.zip": Kind.NUMBERS,
    "index.apxl": Kind.NUMBERS,
    "buildversionhistory.plist": Kind.NUMBERS,
    "uof.xml": Kind.OTHER_TABLE,
    "meta-inf/manifest.mf": Kind.FOREIGN,
    "androidmanifest.xml": Kind.FOREIGN,
}
"""The beginning of a member's name → what the container is."""
_BY_MIMETYPE = {
    b"spreadsheet": Kind.WORKBOOK,
    b"presentation": Kind.SLIDES,
    b"opendocument.text": Kind.DOCUMENT,
    b"opendocument": Kind.FOREIGN,
    b"epub": Kind.FOREIGN,
}


def sniff_zip(path: Path) -> Kind:
    """Tell what a file is that begins like a zip, by what it declares and by the names in it."""
    with path.open("rb") as file:
        if _is_volume(file):
            return Kind.SPLIT
        try:
            zipped = _Zipped(file, list_members(file))
            return Kind.JOINED if holds_an_archive(zipped.before) else zipped.kind
        except Exception:  # noqa: BLE001 - a damaged archive fails in more ways than the library names
            return Kind.CUT_OFF if is_cut_off(file) else Kind.BROKEN


def _is_volume(file: BinaryIO) -> bool:
    """Tell whether a file is one of several that an archive was split into."""
    end = find_end(file)
    return bool(end and end.is_volume)


def sniff_tail(path: Path, head: Kind) -> Kind:
    """Tell whether a file ends like a zip that something was put before: a program that unpacks itself, any bytes.

    Args:
        path: the file.
        head: what it is by its first bytes, where it does not.
    """
    with path.open("rb") as file:
        if _is_volume(file):
            return Kind.SPLIT
        try:
            zipped = _Zipped(file, list_members(file))
        except Exception:  # noqa: BLE001 - as above; most files are no zip at all
            return head
        try:
            kind, before = zipped.kind, zipped.before
        except Exception:  # noqa: BLE001 - as above
            return Kind.BROKEN if head is Kind.OTHER and zipped.members else head
    is_joined = kind is Kind.WORKBOOK and (len(before) > _MOST_BEFORE or holds_an_archive(before))
    if is_joined:
        return Kind.JOINED
    return kind if kind in {Kind.WORKBOOK, Kind.ARCHIVE} else head


@dataclass(frozen=True)
class _Zipped:
    """A zip container and its directory."""

    file: BinaryIO
    members: Sequence[zipfile.ZipInfo]

    @cached_property
    def before(self) -> bytes:
        """What lies before the first member."""
        return bytes_before(self.file, self.members)

    @cached_property
    def _named(self) -> Mapping[str, zipfile.ZipInfo]:
        """The members by their names, which know no case here and may have either slash."""
        return {member.filename.replace("\\", "/").lower(): member for member in self.members}

    @property
    def kind(self) -> Kind:
        """What the container is."""
        found = self._declared() or self._by_names()
        return Kind.SWOLLEN if found is Kind.WORKBOOK and self._xml_size() > _MOST_XML else found

    def _declared(self) -> Kind | None:
        """Give what the container says of itself."""
        manifest = self._start_of(_MANIFEST)
        root = re.search(rb'full-path="/"[^>]*media-type="([^"]*)|media-type="([^"]*)"[^>]*full-path="/"', manifest)
        declared = self._start_of(_MIMETYPE) or (b"".join(filter(None, root.groups())) if root else b"")
        found = next((kind for word, kind in _BY_MIMETYPE.items() if word in declared), None)
        if found is Kind.WORKBOOK and b"encryption-data" in manifest:
            return Kind.ENCRYPTED
        if found:
            return found
        main = _MAIN_PART.search(self._start_of(_TYPES))
        return _BY_PART[main[1]] if main else None

    def _start_of(self, name: str) -> bytes:
        """Read the start of a member; nothing where there is no such member."""
        if name not in self._named:
            return b""
        with open_member(self.file, self._named[name]) as member:
            return member.read(_MOST_DECLARED)

    def _by_names(self) -> Kind:
        """Tell what the container is by the names of its members."""
        files = [name for name in self._named if not name.endswith("/")]
        if not files:
            return Kind.HOLLOW
        for start, kind in _BY_NAME.items():
            if any(name.startswith(start) for name in files):
                return kind
        if any(name.startswith("index/") and name.endswith(".iwa") for name in files):
            return Kind.NUMBERS
        return Kind.FOREIGN if _TYPES in files else Kind.ARCHIVE

    def _xml_size(self) -> int:
        """Add up what is read when it is unpacked."""
        return sum(member.file_size for name, member in self._named.items() if not name.startswith(_ENCLOSED))
