"""The user's desktop: opening a result as a double click does, and the working folder of the last time."""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from kexie_excel.errors import KexieError

_MEMORY = Path("kexie") / "folder.txt"
_QUOTES = "\"'“”‘’ \t\r\n\ufeff"
_DROPPED_MARK = "& "
"""What PowerShell lays before a path that is dropped into it."""


def memory_file(environment: Mapping[str, str]) -> Path:
    """Give the file in which this user's last folder is remembered."""
    base = environment.get("APPDATA") or environment.get("XDG_CONFIG_HOME")
    return (Path(base) if base else Path.home() / ".config") / _MEMORY


def open_result(path: Path) -> None:
    """Open a file or folder as a double click does; where that is not possible, it stays closed."""
    with suppress(OSError):
        if sys.platform == "win32":
            os.startfile(path)  # noqa: S606 - a folder of the user's own
        elif program := shutil.which("open" if sys.platform == "darwin" else "xdg-open"):
            subprocess.Popen([program, str(path)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603 - a folder of the user's own


def cleaned(text: str) -> str:
    """Give a path as it was meant, typed, pasted or dropped into the window."""
    return text.strip(_QUOTES).removeprefix(_DROPPED_MARK).strip(_QUOTES)


@dataclass(frozen=True)
class UsualFolder:
    """The folder that is most likely meant, kept in a small file of the user's own."""

    memory: Path

    def find(self) -> Path | None:
        """Give the folder we stand in, else the last one; ``None`` where neither is a working folder."""
        return next((path for path in (Path.cwd(), self._remembered()) if is_working_folder(path)), None)

    def _remembered(self) -> Path:
        """Give the last folder; whatever is wrong with the memory, it is as if there were none."""
        with suppress(OSError, ValueError):
            return Path(cleaned(self.memory.read_text(encoding="utf-8")))
        return Path.cwd()

    def remember(self, path: Path) -> None:
        """Keep the folder for the next time; where that is not possible, it is asked for again."""
        with suppress(OSError, ValueError):
            self.memory.parent.mkdir(parents=True, exist_ok=True)
            self.memory.write_text(str(path), encoding="utf-8")


def subject_of(path: Path) -> str:
    """Give what the scheme of a folder calls what it is for; empty where that cannot be told."""
    from kexie_excel.workspace.folder import Folder  # noqa: PLC0415 - the first screen does not wait for it

    with suppress(KexieError, OSError, ValueError):
        return Folder.open(path).load_scheme().words.subject
    return ""


def is_working_folder(path: Path) -> bool:
    """Tell whether a path is a working folder."""
    from kexie_excel.workspace.folder import Folder  # noqa: PLC0415 - the same

    try:
        Folder.open(path)
    except (KexieError, OSError, ValueError):
        return False
    return True
