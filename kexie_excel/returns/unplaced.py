"""What an .ods or .xls file holds somewhere that its values do not tell: known without knowing the cell."""

import re
from collections.abc import Iterator
from pathlib import Path

from kexie_excel.returns.package import MOST_BYTES, Package

ERRORS, PERCENTAGES = "错误值", "百分数"
_OLE = b"\xd0\xcf\x11\xe0"
_ODS_ERROR = re.compile(
    rb'value-type="error"|<text:p>(?:#(?:REF!|DIV/0!|N/A|VALUE!|NAME\?|NUM!|NULL!)|Err:[0-9]{3})</text:p>'
)
_ODS_PERCENTAGE = re.compile(rb'office:value-type="percentage"')
_BIFF_ERROR = re.compile(
    rb"\x06\x00.{8}\x02\x00[\x00\x07\x0f\x17\x1d\x24\x2a]\x00{3}\xff\xff"  # a formula whose result is an error
    rb"|\x05\x02\x08\x00.{6}[\x00\x07\x0f\x17\x1d\x24\x2a]\x01",  # an error value
    re.DOTALL,
)


def unplaced(path: Path) -> frozenset[str]:
    """Say what stands somewhere in a file of another format than Open XML; nothing where it cannot be looked at."""
    with path.open("rb") as file:
        head = file.read(len(_OLE))
    if head == _OLE:
        if path.stat().st_size <= MOST_BYTES and _BIFF_ERROR.search(path.read_bytes()):
            return frozenset({ERRORS})
        return frozenset()
    with Package(path) as package:
        return frozenset(_of_document(package.part("content.xml")))


def _of_document(content: bytes) -> Iterator[str]:
    """Say what stands in an OpenDocument sheet."""
    if _ODS_ERROR.search(content):
        yield ERRORS
    if _ODS_PERCENTAGE.search(content):
        yield PERCENTAGES
