"""What the system under the tests is, where it is not quite what it says."""

import ctypes
import sys

import pytest

ON_WINE = sys.platform == "win32" and hasattr(ctypes.WinDLL("ntdll"), "wine_get_version")
"""Windows programs on another system: it bounds no memory, knows no links, and takes any path."""
in_forked_workers = pytest.mark.skipif(
    sys.platform == "win32", reason="a worker that is not forked knows nothing of what a test replaces"
)
"""For a test that replaces something which workers use."""
_MADE_ON_LINUX, _MADE_ON_WINDOWS = b"PK\x01\x02\x14\x03", b"PK\x01\x02\x14\x00"


def as_made_here(workbook: bytes) -> bytes:
    """Give a committed workbook as this system makes it: of each part of an archive it is said on which one it was made."""
    return workbook.replace(_MADE_ON_LINUX, _MADE_ON_WINDOWS) if sys.platform == "win32" else workbook
