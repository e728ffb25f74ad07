"""Whether a workbook is as the program wrote it, or was saved by a person since."""

import zipfile
from pathlib import Path

_SAVED = "docProps/core.xml"
"""The part in which every spreadsheet program writes down that it saved a workbook; ours says when the 办法 was issued."""
_OURS = b"2017-09-21T00:00:00Z</dcterms:modified>"


def is_as_written(path: Path) -> bool:
    """Tell whether a workbook is as the program wrote it; one of another format never is, nor one that cannot be opened."""
    try:
        with zipfile.ZipFile(path) as archive:
            return _OURS in archive.read(_SAVED)
    except (zipfile.BadZipFile, KeyError, OSError):
        return False
