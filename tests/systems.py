"""What the system under the tests is, where it is not quite what it says."""

import ctypes
import sys

ON_WINE = sys.platform == "win32" and hasattr(ctypes.WinDLL("ntdll"), "wine_get_version")
"""Windows programs on another system: it bounds no memory, knows no links, and takes any path."""
