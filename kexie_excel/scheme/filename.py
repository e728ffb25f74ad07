"""Which names a file can bear, in any system: a unit's name becomes one, and must not leave the folder."""

import re

_FORBIDDEN = '/\\:*?"<>|'
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)
_LONGEST_NAME = 60


def why_no_file_name(name: str) -> str:
    """Say why a file cannot be named so, in any system; empty where it can.

    Windows drops a blank or dot at the end, and takes a stroke for a folder: the file would lie elsewhere.
    """
    if not name.strip():
        return "是空的"
    if found := [char for char in name if char in _FORBIDDEN or ord(char) < ord(" ")]:
        return f"里有“{found[0] if found[0] >= ' ' else '换行'}”，不能用在文件名里"
    if name != name.strip() or name.endswith("."):
        return "首尾有空格或点，不能用在文件名里"
    if ".." in name or name.startswith(".") or _RESERVED.fullmatch(name):
        return "是系统保留的写法，不能用在文件名里"
    return f"超过{_LONGEST_NAME}个字，文件名会太长" if len(name) > _LONGEST_NAME else ""
