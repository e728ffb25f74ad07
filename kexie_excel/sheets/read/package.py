"""The parts of an xlsx or xlsm workbook: what the reader of values passes over stands in their XML."""

import posixpath
import re
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree as ET

from kexie_excel.sheets.read.members import check_names, content, part_name, pieces

MOST_BYTES = 64 * 1024**2
"""A form's largest part has one or two millions; what is larger is not looked at."""
_MOST_COPIED = 16 * 1024**2
"""Bytes of XML in all; beyond, a copy would take more memory than it saves time."""
_ROOT, _ROOT_RELATIONS = "", "_rels/.rels"
_TYPES, _MAIN = "[content_types].xml", "xl/workbook.xml"
_FROM_1904 = re.compile(rb'\bdate1904="(?:1|true)"')
_SHEET_NAME = re.compile(rb'(<(?:\w+:)?sheet\s[^>]*?\bname=")([^"]*)')
_ERRORS_BY_OTHER_NAMES = re.compile(
    rb'( t="e"[^>]*>(?:<f[^<]*(?:/>|</f>))?<v>)(?!#(?:DIV/0!|N/A|NAME\?|NULL!|NUM!|REF!|VALUE!)<)[^<]*'
)
_SHARED = b't="s"'
_KNOWN_ERROR = rb"\1#VALUE!"
"""The reader of values fails on a kind of error that it does not know; to it one is as good as another."""
_XML = (".xml", ".rels")
_CALCULATED = re.compile(rb'><f((?<=t="str"><f))?(?:\s[^<>]*+)?+>[^<]*+</f>(?=<v(?(1)|>[^<]))')
"""The end of a cell's tag and its formula, where its value stands behind it; an empty text is one. That it begins with bytes
which are always the same makes it quick."""
_END_OF_FORMULA = b"</f>"
CALCULATED = b' f="">'
"""What is left of it: the cell's tag says that there is one, which takes no time to read, as an element would."""
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
            self._parts = {part_name(info.filename): info for info in archive.infolist()}
        if min(info.header_offset for info in self._parts.values()):
            raise zipfile.BadZipFile  # the end of something larger, which may hold another county's as well
        self._unpacked: dict[str, bytes] = {}
        self._related: dict[str, Mapping[str, tuple[str, str]]] = {}

    @property
    def is_open_xml(self) -> bool:
        """Whether it is one at all, and not another kind of zip archive."""
        return _TYPES in self._parts

    def part(self, path: str) -> bytes:
        """Give a part's content; empty where it is not there.

        Raises:
            ValueError: the part is too large to be looked at.
        """
        name = part_name(path)
        if name in self._parts and name not in self._unpacked:
            self._unpack([name])
        return self._unpacked.get(name, b"")

    def lean_copy(self) -> BytesIO:
        """Give the workbook as a file of its own that the reader of values takes: nothing but its XML, not packed, and lean.

        Raises:
            ValueError: it is no such workbook, or a large one.
        """
        parts = [name for name in self._parts if name.endswith(_XML)]
        if not self.is_open_xml or sum(self._parts[name].file_size for name in parts) > _MOST_COPIED:
            raise ValueError(self._path)
        with self._path.open("rb") as file:
            check_names(file, self._parts.values())
        self._unpack(name for name in parts if name not in self._unpacked)
        main = part_name(self.workbook)
        folder, own = posixpath.split(main)
        if folder != posixpath.dirname(_MAIN):
            raise ValueError(main)  # the reader knows no other, and what it refers to is told from there
        called = {main: _MAIN, f"{folder}/_rels/{own}.rels": f"{folder}/_rels/{posixpath.basename(_MAIN)}.rels"}
        return _pack({called.get(name, name): self._book if name == main else self._unpacked[name] for name in parts})

    def copy_with(self, sheet: str, xml: bytes) -> BytesIO:
        """Give a workbook that has of its sheets only one, and in it this XML; what the cells refer to is there."""
        folder, own = posixpath.split(self.workbook)
        kinds = ("styles", "sharedStrings") if _SHARED in xml else ("styles",)
        referred = [path for kind in kinds for path in self.targets(self.workbook, kind)]
        parts = (_TYPES, _ROOT_RELATIONS, self.workbook, f"{folder}/_rels/{own}.rels", *referred)
        return _pack({part_name(path): self.part(path) for path in parts} | {part_name(sheet): xml})

    def size(self, path: str) -> int:
        """Tell how many bytes a part has, as the archive says; none where it is not there."""
        name = part_name(path)
        return self._parts[name].file_size if name in self._parts else 0

    def pieces(self, path: str) -> Iterator[bytes]:
        """Give a part piece by piece, however large it is, and not lean; of a file whose parts were held against their checksums.

        Raises:
            KeyError: there is no such part.
        """
        with self._path.open("rb") as file:
            yield from pieces(file, self._parts[part_name(path)])

    def _unpack(self, names: Iterable[str]) -> None:
        """Read parts from the disk."""
        with self._path.open("rb") as file:
            for name in names:
                info = self._parts[name]
                if info.file_size > MOST_BYTES:
                    raise ValueError(info.filename)
                self._unpacked[name] = _lean(content(file, info))

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
    def _book(self) -> bytes:
        """The workbook part, in which no two sheets have the same name: of several, each but the first says which it is."""
        seen = Counter[bytes]()

        def told_apart(tag: re.Match[bytes]) -> bytes:
            seen[tag[2].lower()] += 1
            at = seen[tag[2].lower()]
            return tag[1] + tag[2] + (f"（同名{at}）".encode() if at > 1 else b"")

        return _SHEET_NAME.sub(told_apart, self.part(self.workbook))

    @property
    def is_1904(self) -> bool:
        """Whether its days are counted from 1904."""
        return _FROM_1904.search(self.part(self.workbook)) is not None

    @cached_property
    def sheets(self) -> Mapping[str, SheetPart]:
        """Sheet name → its part."""
        related = self.related(self.workbook)
        found = {}
        for element in ET.fromstring(self._book).iter():  # noqa: S314 - as above
            if element.tag.rpartition("}")[2] == "sheet":
                reference = next((value for name, value in element.items() if name.endswith("}id")), "")
                _kind, path = related[reference]
                found[element.get("name", "")] = SheetPart(path, element.get("state", "visible") != "visible")
        return found

    def sheet_of(self, part: str) -> str:
        """Give the name of the sheet that a part holds; empty where it holds none, or that cannot be told."""
        with suppress(Exception):
            return next((name for name, own in self.sheets.items() if part_name(own.path) == part_name(part)), "")
        return ""


def _pack(parts: Mapping[str, bytes]) -> BytesIO:
    """Put parts into an archive of which the reader of values takes every part."""
    copy = BytesIO()
    with zipfile.ZipFile(copy, "w") as archive:
        for name, data in parts.items():
            archive.writestr(zipfile.ZipInfo(name), _ERRORS_BY_OTHER_NAMES.sub(_KNOWN_ERROR, data))
    copy.seek(0)
    return copy


def _lean(content: bytes) -> bytes:
    """Leave out the text of formulas, where it is sure that a tag is a tag: not in a comment, not quoted."""
    if _END_OF_FORMULA not in content:
        return content
    lean = _CALCULATED.sub(CALCULATED, content)
    # what is left out has no such sign in it, so that these are all there were; a single byte is found soonest
    is_quoted = (b"!" in lean and b"<!" in lean) or (lean.count(b"?") > _OF_DECLARATION and lean.count(b"<?") > 1)
    return content if is_quoted else lean


def _resolve(folder: str, target: str) -> str:
    """Give a relation's target as a path in the archive."""
    return posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
