"""A display that nobody sees, and a window on it."""

import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kexie_excel.desktop import UsualFolder
from kexie_excel.window.desk import Desk
from scripts.display import PROGRAM
from scripts.display import display as own_display

MOST_SECONDS = 60.0


@pytest.fixture(scope="session")
def display() -> Iterator[None]:
    """Start a display of our own where that is what windows need."""
    pytest.importorskip("tkinter", reason="this Python has no Tk", exc_type=ImportError)
    if sys.platform == "darwin":
        pytest.skip("the window is not given to offices that use macOS, and nobody has seen it there")
    if sys.platform == "win32":
        yield
    elif PROGRAM is None:
        pytest.skip("no Xvfb here")
    else:
        with own_display():
            yield


@pytest.fixture
def usual(tmp_path: Path) -> UsualFolder:
    """A memory of the test's own."""
    return UsualFolder(tmp_path / "memory" / "folder.txt")


@pytest.fixture
def desk(usual: UsualFolder) -> Iterator[Desk]:
    """A desk, closed at the end."""
    desk = Desk(usual)
    yield desk
    desk.close()


def wait(desk: Desk, until: Callable[[], bool] | None = None, *, each: Callable[[], object] = lambda: None) -> None:
    """Poll until nothing runs any more, or until something holds."""
    end = time.monotonic() + MOST_SECONDS
    while not until() if until else desk.model.is_running:
        assert time.monotonic() < end, desk.model
        desk.poll()
        each()
        time.sleep(0.01)
