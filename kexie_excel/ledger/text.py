"""Text as a workbook can hold it."""

import re

_MOST_UNITS = 32767
"""The most UTF-16 units a cell can hold."""
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What XML cannot hold."""


def clean(text: str) -> str:
    """Give the text without characters illegal in XML, with one kind of line end, not too long."""
    text = _UNWRITABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return text.encode("utf-16-le")[: 2 * _MOST_UNITS].decode("utf-16-le", "ignore")
