"""Zip containers: whether one is a workbook, another office document, or an archive of files."""

import re
import zipfile
from collections.abc import Sequence
from enum import Enum, auto
from pathlib import Path

_MOST_DECLARED = 1024**2
_MOST_XML = 512 * 1024**2
"""Bytes of XML in a workbook; a form has one or two hundred thousand."""
_TYPES = "[Content_Types].xml"
_MAIN_PART = re.compile(
    rb"(spreadsheetml|ms-excel|wordprocessingml|ms-word|presentationml|ms-powerpoint)[\w.+-]*\.main\b"
)


class Zipped(Enum):
    """What a zip container is."""

    WORKBOOK = auto()
    DOCUMENT = auto()
    SLIDES = auto()
    FIXED_PAGES = auto()
    """OFD, the fixed-page format of Chinese offices."""
    NUMBERS = auto()
    SWOLLEN = auto()
    """A workbook with more XML than any form can have."""
    ENCRYPTED = auto()
    EMPTY = auto()
    DAMAGED = auto()
    PLAIN = auto()
    """Just files."""


_BY_PART = {
    b"spreadsheetml": Zipped.WORKBOOK,
    b"ms-excel": Zipped.WORKBOOK,
    b"wordprocessingml": Zipped.DOCUMENT,
    b"ms-word": Zipped.DOCUMENT,
    b"presentationml": Zipped.SLIDES,
    b"ms-powerpoint": Zipped.SLIDES,
}
_BY_NAME = {"xl/workbook": Zipped.WORKBOOK, "word/document": Zipped.DOCUMENT, "ppt/presentation": Zipped.SLIDES}
_BY_MIMETYPE = {
    b"spreadsheet": Zipped.WORKBOOK,
    b"presentation": Zipped.SLIDES,
    b"opendocument": Zipped.DOCUMENT,
}


def read_zipped(path: Path) -> Zipped:
    """Tell what a zip container is, by what it declares and by the names in it."""
    try:
        with zipfile.ZipFile(path) as archive:
            found = _declared(archive) or _named(archive.namelist())
            if found is Zipped.WORKBOOK and _xml_size(archive.infolist()) > _MOST_XML:
                return Zipped.SWOLLEN
            return found
    except Exception:  # noqa: BLE001 - a damaged archive fails in more ways than the library names
        return Zipped.DAMAGED


def _declared(archive: zipfile.ZipFile) -> Zipped | None:
    """Give what the container says of itself."""
    if "mimetype" in archive.namelist():
        declared = _start_of(archive, "mimetype")
        found = next((package for word, package in _BY_MIMETYPE.items() if word in declared), None)
        if found and b"encryption-data" in _start_of(archive, "META-INF/manifest.xml"):
            return Zipped.ENCRYPTED
        return found
    main = _MAIN_PART.search(_start_of(archive, _TYPES))
    return _BY_PART[main[1]] if main else None


def _start_of(archive: zipfile.ZipFile, name: str) -> bytes:
    """Read the start of a member; nothing where there is no such member."""
    if name not in archive.namelist():
        return b""
    with archive.open(name) as file:
        return file.read(_MOST_DECLARED)


def _named(names: Sequence[str]) -> Zipped:
    """Tell what the container is by the names of its members."""
    if not any(not name.endswith("/") for name in names):
        return Zipped.EMPTY
    for start, package in _BY_NAME.items():
        if any(name.startswith(start) for name in names):
            return package
    if "OFD.xml" in names:
        return Zipped.FIXED_PAGES
    if "Index.zip" in names or any(name.startswith("Index/") and name.endswith(".iwa") for name in names):
        return Zipped.NUMBERS
    return Zipped.PLAIN


def _xml_size(members: Sequence[zipfile.ZipInfo]) -> int:
    """Add up what the XML parts are when they are unpacked."""
    return sum(member.file_size for member in members if not member.filename.startswith("xl/media/"))
