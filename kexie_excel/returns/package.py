"""The parts of an xlsx or xlsm workbook: what the reader of values passes over stands in their XML."""

import posixpath
import struct
import zipfile
import zlib
from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Self
from xml.etree import ElementTree as ET

MOST_BYTES = 64 * 1024**2
"""A form's largest part has one or two millions; what is larger is not looked at."""
_ROOT = ""
_LOCAL_HEADER, _LENGTHS_AT, _RAW_DEFLATE = 30, 26, -15
_SURELY_SMALL = 128 * 1024
"""Packed bytes that cannot become more than a thousand times as many, whatever the archive says of their size."""


@dataclass(frozen=True)
class SheetPart:
    """A sheet's part in the package."""

    path: str
    is_hidden: bool


class Package(AbstractContextManager["Package"]):
    """An open workbook package.

    Raises:
        Exception: whatever a damaged archive or broken XML leads to; whoever asks is ready for that.
    """

    def __init__(self, path: Path) -> None:
        """Open the archive."""
        self._file = path.open("rb")
        self._parts = {info.filename: info for info in zipfile.ZipFile(self._file).infolist()}
        self._related: dict[str, Mapping[str, tuple[str, str]]] = {}

    def __enter__(self) -> Self:
        """Give the package."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None, /
    ) -> None:
        """Close the archive."""
        self._file.close()

    @property
    def is_open_xml(self) -> bool:
        """Whether it is one at all, and not another kind of zip archive."""
        return "[Content_Types].xml" in self._parts

    def part(self, path: str) -> bytes:
        """Give a part's content; empty where it is not there.

        Raises:
            ValueError: the part is too large to be looked at.
        """
        info = self._parts.get(path)
        if info is None:
            return b""
        if info.file_size > MOST_BYTES:
            raise ValueError(path)
        self._file.seek(info.header_offset + _LENGTHS_AT)
        skipped = sum(struct.unpack("<HH", self._file.read(_LOCAL_HEADER - _LENGTHS_AT)))
        self._file.seek(skipped, 1)
        packed = self._file.read(info.compress_size)
        if info.compress_type == zipfile.ZIP_STORED:
            return packed
        # in one piece, which takes a fraction of the time that the archive's own reading in pieces does
        if len(packed) <= _SURELY_SMALL:
            return zlib.decompress(packed, _RAW_DEFLATE, info.file_size)
        return zlib.decompressobj(_RAW_DEFLATE).decompress(packed, info.file_size)

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


def _resolve(folder: str, target: str) -> str:
    """Give a relation's target as a path in the archive."""
    return posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
