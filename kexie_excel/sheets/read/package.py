"""The parts of an xlsx or xlsm workbook: what the reader of values passes over stands in their XML."""

import posixpath
import re
import struct
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from pathlib import Path
from typing import BinaryIO
from xml.etree import ElementTree as ET

MOST_BYTES = 64 * 1024**2
"""A form's largest part has one or two millions; what is larger is not looked at."""
_MOST_COPIED = 16 * 1024**2
"""Bytes of XML in all; beyond, a copy would take more memory than it saves time."""
_ROOT = ""
_LOCAL_HEADER, _LENGTHS_AT, _RAW_DEFLATE = 30, 26, -15
_SURELY_SMALL = 128 * 1024
"""Packed bytes that cannot become more than a thousand times as many, whatever the archive says of their size."""
_XML = (".xml", ".rels")
_FORMULA = rb"<f(?:\s[^<>]*)?>[^<]*</f>"
_CALCULATED = re.compile(rb">(?:" + _FORMULA + rb"(?=<v>[^<])|(?<=t=\"str\">)" + _FORMULA + rb"(?=<v))")
"""The end of a cell's tag and its formula, where its value stands behind it; an empty text is one."""
_BARE, _END_OF_FORMULA = b"><f/>", b"</f>"
_OF_DECLARATION = 2
"""Question marks in “<?xml … ?>”."""


@dataclass(frozen=True)
class SheetPart:
    """A sheet's part in the package."""

    path: str
    is_hidden: bool


class Package:
    """A workbook package.

    Of a formula that has a value, its text is left out: it says nothing that is asked for, and in a form it is three
    quarters of all there is to read.

    Raises:
        Exception: whatever a damaged archive or broken XML leads to; whoever asks is ready for that.
    """

    def __init__(self, path: Path) -> None:
        """Look at what there is."""
        self._path = path
        with zipfile.ZipFile(path) as archive:
            self._parts = {info.filename: info for info in archive.infolist()}
        self._unpacked: dict[str, bytes] = {}
        self._related: dict[str, Mapping[str, tuple[str, str]]] = {}

    @property
    def is_open_xml(self) -> bool:
        """Whether it is one at all, and not another kind of zip archive."""
        return "[Content_Types].xml" in self._parts

    def part(self, path: str) -> bytes:
        """Give a part's content; empty where it is not there.

        Raises:
            ValueError: the part is too large to be looked at.
        """
        if path in self._parts and path not in self._unpacked:
            self._unpack([self._parts[path]])
        return self._unpacked.get(path, b"")

    def lean_copy(self) -> BytesIO:
        """Give the workbook as a file of its own: nothing but its XML, not packed, and lean.

        Raises:
            ValueError: it is no such workbook, or a large one.
        """
        parts = [info for name, info in self._parts.items() if name.endswith(_XML)]
        if not self.is_open_xml or sum(info.file_size for info in parts) > _MOST_COPIED:
            raise ValueError(self._path)
        self._unpack(info for info in parts if info.filename not in self._unpacked)
        copy = BytesIO()
        with zipfile.ZipFile(copy, "w") as archive:
            for info in parts:
                archive.writestr(zipfile.ZipInfo(info.filename), self._unpacked[info.filename])
        copy.seek(0)
        return copy

    def _unpack(self, parts: Iterable[zipfile.ZipInfo]) -> None:
        """Read parts from the disk."""
        with self._path.open("rb") as file:
            for info in parts:
                if info.file_size > MOST_BYTES:
                    raise ValueError(info.filename)
                self._unpacked[info.filename] = _lean(_content(file, info))

    def related(self, path: str) -> Mapping[str, tuple[str, str]]:
        """Give the parts that a part refers to: reference id → last word of the relation's type, path."""
        if path not in self._related:
            self._related[path] = self._relations(path)
        return self._related[path]

    def _relations(self, path: str) -> Mapping[str, tuple[str, str]]:
        """Read the relations of a part."""
        folder, name = posixpath.split(path)
        relations = self.part(posixpath.join(folder, "_rels", f"{name}.rels"))
        return {
            entry.get("Id", ""): (entry.get("Type", "").rpartition("/")[2], _resolve(folder, entry.get("Target", "")))
            for entry in (ET.fromstring(relations) if relations else ())  # noqa: S314 - expat bounds entities; a worker reads
        }

    def targets(self, path: str, kind: str) -> list[str]:
        """Give the paths of the parts of one kind that a part refers to."""
        return [target for own, target in self.related(path).values() if own == kind]

    @cached_property
    def workbook(self) -> str:
        """The path of the workbook part."""
        return self.targets(_ROOT, "officeDocument")[0]

    @cached_property
    def sheets(self) -> Mapping[str, SheetPart]:
        """Sheet name → its part."""
        related = self.related(self.workbook)
        found = {}
        for element in ET.fromstring(self.part(self.workbook)).iter():  # noqa: S314 - as above
            if element.tag.rpartition("}")[2] == "sheet":
                reference = next((value for name, value in element.items() if name.endswith("}id")), "")
                _kind, path = related[reference]
                found[element.get("name", "")] = SheetPart(path, element.get("state", "visible") != "visible")
        return found


def _content(file: BinaryIO, info: zipfile.ZipInfo) -> bytes:
    """Read a part in one piece, which takes a fraction of the time that the archive's own reading in pieces does."""
    file.seek(info.header_offset + _LENGTHS_AT)
    skipped = sum(struct.unpack("<HH", file.read(_LOCAL_HEADER - _LENGTHS_AT)))
    file.seek(skipped, 1)
    packed = file.read(info.compress_size)
    if info.compress_type == zipfile.ZIP_STORED:
        content = packed
    elif len(packed) <= _SURELY_SMALL:
        content = zlib.decompress(packed, _RAW_DEFLATE, info.file_size)
    else:
        content = zlib.decompressobj(_RAW_DEFLATE).decompress(packed, info.file_size)
    if zlib.crc32(content) != info.CRC:
        raise zipfile.BadZipFile(info.filename)
    return content


def _lean(content: bytes) -> bytes:
    """Leave out the text of formulas, where it is sure that a tag is a tag: not in a comment, not quoted."""
    if _END_OF_FORMULA not in content:
        return content
    lean = _CALCULATED.sub(_BARE, content)
    # what is left out has no such sign in it, so that these are all there were; a single byte is found soonest
    is_quoted = (b"!" in lean and b"<!" in lean) or (lean.count(b"?") > _OF_DECLARATION and lean.count(b"<?") > 1)
    return content if is_quoted else lean


def _resolve(folder: str, target: str) -> str:
    """Give a relation's target as a path in the archive."""
    return posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
