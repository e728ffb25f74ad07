"""Text as a workbook can hold it, whatever a county pasted into a cell."""

import re

_MOST_UNITS = 32767
"""The most UTF-16 units a cell can hold."""
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What XML cannot hold."""


def clean(text: str) -> str:
    """Give the text as a workbook can hold it: no characters illegal in XML, one kind of line end, not too long."""
    text = _UNWRITABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    if text.startswith("<r>"):
        # The writer would lay a text that begins like this into the file as its own markup.
        text = f" {text}"
    if len(text) > _MOST_UNITS // 2:
        # Half a character may remain at the cut; it is dropped.
        text = text.encode("utf-16-le")[: 2 * _MOST_UNITS].decode("utf-16-le", "ignore")
    return text
