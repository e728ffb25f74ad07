"""A workbook as PDF, by LibreOffice, WPS or Excel; where there is none, or it fails, the workbook is there to be printed."""

import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path

from kexie_excel.beside import UNSEEN, own_program
from kexie_excel.scratch import scratch
from kexie_excel.workspace.prints import automation

_NAMES = ("soffice", "libreoffice")
_WINDOWS_ROOTS = ("ProgramW6432", "ProgramFiles", "ProgramFiles(x86)", "LOCALAPPDATA")
"""What the system calls the folders in which programs are installed."""
_ELSEWHERE = (
    "/opt/libreoffice*/program/soffice",
    "/usr/lib/libreoffice/program/soffice",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
)
_SECONDS = 180
_NONE = "这台电脑上没有能替程序写 PDF 的 LibreOffice（Windows 上也可以是 WPS、Excel）；请打开 Excel 文件打印，或在里面“输出为 PDF”。"
_FAILED = (
    "没有写成 PDF（LibreOffice、WPS 或 Excel 没有照办，可能正忙、坏了，或被安全软件拦住）；请打开 Excel 文件打印。"
)


def office_program(environment: Mapping[str, str]) -> str:
    """Give the program that turns workbooks into PDF: what is on the path, else what lies where it is usually installed."""
    found = (shutil.which(name, path=environment.get("PATH", "")) for name in _NAMES)
    return next(filter(None, (*found, *map(str, _usual_places(environment)))), "")


def as_pdf(workbook: bytes, program: str | None = None) -> bytes | str:
    """Give a workbook as PDF, every sheet of it that is shown; or say in a sentence why not.

    Args:
        workbook: the content of an .xlsx file.
        program: LibreOffice; left out, it is looked for. Where there is none, Windows is asked for WPS and Excel.
    """
    program = office_program(os.environ) if program is None else program
    with scratch() as folder:
        # a plain name, and a profile of its own: neither our names nor an office that is open get into its way
        source, target = folder / "print.xlsx", folder / "print.pdf"
        source.write_bytes(workbook)
        if program:
            profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
            flags = ("--headless", "--norestore", "--convert-to", "pdf")
            code = _run(program, profile, *flags, "--outdir", str(folder), str(source))
        else:
            code = _run(*own_program(automation.__name__), str(source), str(target))
        if code == automation.NONE and not program:
            return _NONE
        return target.read_bytes() if target.is_file() else _FAILED


def _run(*words: str) -> int:
    """Run a program, and give its exit code; without pipes, because what it has started itself would keep them open."""
    try:
        return subprocess.run(  # noqa: S603 - the office program, on a file of our own
            words,
            check=False,
            timeout=_SECONDS,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            creationflags=UNSEEN,
        ).returncode
    except (OSError, subprocess.TimeoutExpired):
        return automation.FAILED


def _usual_places(environment: Mapping[str, str]) -> Iterator[Path]:
    """Give the programs that lie where they are usually installed, in Windows and elsewhere."""
    roots = [Path(environment[name]) for name in _WINDOWS_ROOTS if name in environment]
    for root in roots:
        for below in ("LibreOffice*", "Programs/LibreOffice*"):
            yield from sorted(root.glob(f"{below}/program/soffice.com"), reverse=True)
    for place in map(Path, () if roots else _ELSEWHERE):
        yield from sorted(Path(place.anchor).glob(str(place.relative_to(place.anchor))), reverse=True)
