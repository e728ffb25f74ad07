"""A display that nobody sees, for the windows that tests click in and pictures are taken of."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager

PROGRAM = shutil.which("Xvfb")


@contextmanager
def display(size: str = "1366x768") -> Iterator[None]:
    """Make the windows of this process appear on a display of its own.

    Raises:
        FileNotFoundError: there is no program that makes one.
    """
    if PROGRAM is None:
        raise FileNotFoundError("Xvfb")
    ours, theirs = os.pipe()
    words = [PROGRAM, "-displayfd", str(theirs), "-screen", "0", f"{size}x24", "-dpi", "96", "-nolisten", "tcp"]
    process = subprocess.Popen(words, pass_fds=[theirs], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    os.close(theirs)
    with open(ours, encoding="ascii") as said:  # noqa: PTH123 - a pipe
        number = said.readline().strip()
    before = os.environ.get("DISPLAY")
    os.environ["DISPLAY"] = f":{number}"
    try:
        yield
    finally:
        os.environ.pop("DISPLAY")
        if before is not None:
            os.environ["DISPLAY"] = before
        process.terminate()
        process.wait()
