"""What starts a process beside this one: this very program once more, and no console of its own in Windows."""

import subprocess
import sys

if sys.platform == "win32":
    UNSEEN = subprocess.CREATE_NO_WINDOW
else:
    UNSEEN = 0
"""Keeps Windows from opening a console for the process."""


def own_program(module: str = "kexie_excel", python: str = "") -> list[str]:
    """Give the words that start this program, or one of its modules, as cut off from the user's own Python as this process is."""
    isolated = ("-I",) if sys.flags.isolated else ()
    return [python or sys.executable, *isolated, "-m", module]
