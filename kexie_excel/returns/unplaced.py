"""What an .ods or .xls file holds somewhere that its values do not tell: known without knowing the cell."""

import re
from collections.abc import Iterator
from pathlib import Path

from kexie_excel.returns.package import MOST_BYTES, Package

ERRORS, PERCENTAGES = "错误值", "百分数"
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
_FORMULA_RESULT = re.compile(rb"\x06\x00.{8}\x02\x00[\x00\x07\x0f\x17\x1d\x24\x2a]\x00{3}\xff\xff", re.DOTALL)
"""In a formula's record: its result is an error."""
_ERROR_VALUE = re.compile(rb"\x05\x02\x08\x00.{6}[\x00\x07\x0f\x17\x1d\x24\x2a]\x01", re.DOTALL)
"""A record of its own: an error value without a formula."""


def unplaced(path: Path) -> frozenset[str]:
    """Say what stands somewhere in a file of another format than Open XML; nothing where it cannot be looked at."""
    with path.open("rb") as file:
        head = file.read(len(_OLE))
    if head == _OLE:
        content = path.read_bytes() if path.stat().st_size <= MOST_BYTES else b""
        has_errors = _FORMULA_RESULT.search(content) or _ERROR_VALUE.search(content)
        return frozenset({ERRORS} if has_errors else ())
    with Package(path) as package:
        return frozenset(_of_document(package.part("content.xml")))


def _of_document(content: bytes) -> Iterator[str]:
    """Say what stands in an OpenDocument sheet."""
    if any(word in content for word in _ODS_ERRORS):
        yield ERRORS
    if _ODS_PERCENTAGE in content:
        yield PERCENTAGES
