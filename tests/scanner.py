"""A virus scanner as Windows lets programs feel it: what it holds open cannot be moved for a moment."""

import time
from pathlib import Path

import pytest


class Scanner:
    """Lets moving a file or a folder fail so often as it is told, and counts the pauses that are made meanwhile."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, times: int = 0) -> None:
        """Take the place of moving and of waiting until the test is over."""
        self.left = times
        """How often moving still fails."""
        self.pauses: list[float] = []
        really = Path.replace

        def replace(path: Path, target: Path) -> Path:
            self.left -= 1
            if self.left >= 0:
                raise PermissionError(13, "Access is denied", str(path), 5, str(target))
            return really(path, target)

        monkeypatch.setattr(Path, "replace", replace)
        monkeypatch.setattr(time, "sleep", self.pauses.append)
