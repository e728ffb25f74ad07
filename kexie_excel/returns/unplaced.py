"""What an .ods or .xls file holds somewhere that its values do not tell: known without knowing the cell."""

import re
from collections.abc import Iterator
from pathlib import Path

from kexie_excel.sheets.read.package import MOST_BYTES, Package

ERRORS, PERCENTAGES, STRUCK = "错误值", "百分数", "删除线"
_OLE = b"\xd0\xcf\x11\xe0"
_ODS_ERRORS = (
    b'value-type="error"',
    b"<text:p>Err:5",
    b"<text:p>#REF!",
    b"<text:p>#DIV/0!",
    b"<text:p>#N/A",
    b"<text:p>#VALUE!",
)
_ODS_PERCENTAGE = b'office:value-type="percentage"'
_ODS_STRUCK = re.compile(rb'text-line-through-style="(?!none")')
_FORMULA_RESULT = re.compile(rb"\x06\x00.{8}\x02\x00[\x00\x07\x0f\x17\x1d\x24\x2a]\x00{3}\xff\xff", re.DOTALL)
"""In a formula's record: its result is an error."""
_ERROR_VALUE = re.compile(rb"\x05\x02\x08\x00.{6}[\x00\x07\x0f\x17\x1d\x24\x2a]\x01", re.DOTALL)
"""A record of its own: an error value without a formula."""
_FORMAT = re.compile(rb"\x1e\x04(.{2})(.{2})", re.DOTALL)
"""The record of a number format: its length, its number; its text follows."""
_PERCENT_FORMATS = frozenset({b"\x09\x00", b"\x0a\x00"})
"""The numbers of those that need no record."""
_OF_CELLS = bytes(flags for flags in range(256) if not flags & 4)
_OWN_FORMAT = re.compile(rb"\xe0\x00\x14\x00.{2}(.{2})[" + re.escape(_OF_CELLS) + b"]", re.DOTALL)
"""The record of a cell's look, not that of a named style: the number of its format."""
_STRUCK_LOOKS = bytes(flags for flags in range(256) if flags & 8)
_STRUCK_FONT = re.compile(
    rb"\x31\x00[\x10-\x50]\x00.{2}[" + re.escape(_STRUCK_LOOKS) + rb"]\x00.{2}(?:\x90\x01|\xbc\x02)", re.DOTALL
)
"""The record of a font that strikes through, of plain or bold weight."""


def unplaced(path: Path) -> frozenset[str]:
    """Say what stands somewhere in a file of another format than Open XML; nothing where it cannot be looked at."""
    with path.open("rb") as file:
        head = file.read(len(_OLE))
    if head == _OLE:
        content = path.read_bytes() if path.stat().st_size <= MOST_BYTES else b""
        return frozenset(_of_records(content))
    return frozenset(_of_document(Package(path).part("content.xml")))


def _of_records(content: bytes) -> Iterator[str]:
    """Say what stands in a workbook of the old format."""
    if _FORMULA_RESULT.search(content) or _ERROR_VALUE.search(content):
        yield ERRORS
    percent = {*_PERCENT_FORMATS}
    for found in _FORMAT.finditer(content):
        length = int.from_bytes(found[1], "little") - len(found[2])
        if b"%" in content[found.end() : found.end() + length]:
            percent.add(found[2])
    if any(own in percent for own in _OWN_FORMAT.findall(content)):
        yield PERCENTAGES
    if _STRUCK_FONT.search(content):
        yield STRUCK


def _of_document(content: bytes) -> Iterator[str]:
    """Say what stands in an OpenDocument sheet."""
    if any(word in content for word in _ODS_ERRORS):
        yield ERRORS
    if _ODS_PERCENTAGE in content:
        yield PERCENTAGES
    if _ODS_STRUCK.search(content):
        yield STRUCK
