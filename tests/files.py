"""Everything that lies in a folder, to be compared with what lay there before."""

from pathlib import Path


def everything(folder: Path) -> dict[str, bytes]:
    """Give every file's bytes."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def snapshot(folder: Path) -> dict[Path, tuple[bytes, int]]:
    """Give every file's bytes and time."""
    return {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in folder.rglob("*") if path.is_file()}
