"""One archive, opened by itself."""

from pathlib import Path

from kexie_excel.inbox.unpack import Opened, open_container
from kexie_excel.sheets.read.grid import Unreadable


def opened(folder: Path, data: bytes, name: str) -> Opened | Unreadable:
    """Open an archive; nothing but what was taken out may be left of it."""
    path, inside = folder / name, folder / "里面"
    path.write_bytes(data)
    inside.mkdir()
    got = open_container(path, name, inside)
    kept = {member.path for member in got.members} if isinstance(got, Opened) else set()
    assert set(inside.iterdir()) == kept
    return got


def refused(folder: Path, data: bytes, name: str) -> str:
    """Give the sentence about an archive that is not opened."""
    got = opened(folder, data, name)
    assert isinstance(got, Unreadable)
    return got.reason
