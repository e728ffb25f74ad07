"""A workbook as PDF by the WPS or Excel of a Windows desktop: ``python -m kexie_excel.workspace.prints.automation SOURCE TARGET``.

It runs in a process of its own, because a program that is driven from outside may wait for its user and never answer.
"""

import sys
from contextlib import suppress
from pathlib import Path
from types import ModuleType
from typing import Any

DONE, NONE, FAILED = 0, 3, 4
"""The exit codes: the PDF is there; no such program is installed; it could not do it."""
_PROGRAMS = ("Ket.Application", "Et.Application", "Excel.Application")
"""What Windows calls them: WPS, an older WPS, Excel."""
_PDF = 0
_NO_LINKS, _READ_ONLY = 0, True


def main(words: list[str]) -> int:
    """Write the PDF with the first program that can."""
    source, target = map(Path, words)
    code = NONE
    for name in _PROGRAMS:
        try:
            program = start(name, target.parent)
        except OSError:
            continue
        code = FAILED
        with suppress(*_errors()):
            export(program, source, target)
            return DONE
    return code


def export(program: Any, source: Path, target: Path) -> None:  # noqa: ANN401 - what the program's own objects are like, only it knows
    """Let the program write a PDF of all sheets; whatever its user has open in it stays as it is."""
    alerts, program.DisplayAlerts = program.DisplayAlerts, False
    try:
        book = program.Workbooks.Open(str(source), _NO_LINKS, _READ_ONLY)
        try:
            book.ExportAsFixedFormat(_PDF, str(target))
        finally:
            book.Close(False)  # noqa: FBT003 - the program takes them by place
    finally:
        program.DisplayAlerts = alerts
        # WPS is one program for all that is open
        if not program.Workbooks.Count:
            program.Quit()


def start(name: str, cache: Path) -> Any:  # noqa: ANN401 - the same
    """Start a program of the desktop.

    Args:
        name: what Windows calls it.
        cache: where the library may put what it generates; left to itself it writes into the program's own folder.

    Raises:
        OSError: there is no such program.
    """
    if sys.platform != "win32":
        raise OSError(name)
    import comtypes  # noqa: PLC0415 - of Windows only

    comtypes.gen = sys.modules["comtypes.gen"] = ModuleType("comtypes.gen")
    comtypes.gen.__path__ = [str(cache)]
    from comtypes.client import CreateObject  # noqa: PLC0415 - it looks for that place when it is loaded

    return CreateObject(name, clsctx=comtypes.CLSCTX_LOCAL_SERVER, dynamic=True)


def _errors() -> tuple[type[Exception], ...]:
    """Give what a program of the desktop says no with."""
    if sys.platform == "win32":
        from comtypes import COMError  # noqa: PLC0415 - of Windows only

        return OSError, COMError
    return (OSError,)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
