"""Drive the office program: save a workbook again in another format, or print it to PDF."""

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep

import openpyxl

PROGRAM = shutil.which("soffice") or shutil.which("libreoffice")
"""Where LibreOffice is; ``None`` where it is not installed."""
HAS_WRITER = bool(PROGRAM and shutil.which("lowriter"))
"""Whether it opens text documents: that part can be left out when it is installed."""

_FILTERS = {
    ".xlsx": "xlsx:Calc MS Excel 2007 XML",
    ".xls": "xls:MS Excel 97",
    ".ods": "ods:calc8",
    ".pdf": "pdf",
}
_FONTS = Path(__file__).with_name("fonts.conf")
_SECONDS, _SECONDS_TO_TAKE = 180, 60
"""How long a start of its own may take, and one that hands its files over; twenty forms take six seconds."""
_SECONDS_TO_START = 60
_ENVIRONMENT = {"SAL_USE_VCLPLUGIN": "svp", "LC_ALL": "C.UTF-8", "FONTCONFIG_FILE": str(_FONTS)}


UNTIL_ALONE = ("sh", "-c", '"$@" & read -r _; kill -TERM 0', "sh")
"""Runs a program until the input ends, as it does when whoever started it is killed: left alone, it may take a core until somebody ends it."""


def convert(sources: list[Path], suffix: str, folder: Path) -> list[Path]:
    """Open files in the office program, recalculate, and save them in ``folder`` in another format.

    Raises:
        FileNotFoundError: the program is not installed, or it did not write a file.
    """
    if PROGRAM is None:
        raise FileNotFoundError("LibreOffice (soffice)")
    folder.mkdir(parents=True, exist_ok=True)
    words: list[str | Path] = ["--convert-to", _FILTERS[suffix], "--outdir", folder, *sources]
    if not (_kept and _kept.takes(PROGRAM, words)):
        with tempfile.TemporaryDirectory() as profile:
            _run(PROGRAM, Path(profile), words, _SECONDS)
    made = [folder / source.with_suffix(suffix).name for source in sources]
    for path in made:
        if not path.is_file():
            raise FileNotFoundError(path)
    return made


def _command(program: str, profile: Path) -> list[str]:
    """Give the words that every start begins with."""
    return [program, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore"]


def _run(program: str, profile: Path, words: Sequence[str | Path], seconds: float) -> None:
    """Run the program until it has done as it was told; without pipes, which what it has started itself would keep open.

    Raises:
        subprocess.TimeoutExpired: it takes too long.
    """
    subprocess.run(
        [*_command(program, profile), *words],
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        timeout=seconds,
        env=os.environ | _ENVIRONMENT,
    )


class _Kept:
    """The program, left running with a workbook open: whoever starts it with the same profile hands his files over to it.

    To start takes three quarters of a conversion. Where it is gone, the next conversion is a start of its own.
    """

    def __init__(self) -> None:
        self._folder = Path()
        """Its profile and workbook, as long as it runs."""
        self._process: subprocess.Popen[bytes] | None = None

    def takes(self, program: str, words: Sequence[str | Path]) -> bool:
        """Hand files over; tell whether that was done. On a busy machine it was seen to answer no more: it is ended then."""
        try:
            _run(program, self._profile(program), words, _SECONDS_TO_TAKE)
        except subprocess.TimeoutExpired:
            self.leave()
            return False
        return True

    def _profile(self, program: str) -> Path:
        """Give the profile of the program that runs; the first who asks starts it."""
        if self._process is None:
            self._folder = Path(tempfile.mkdtemp())
            path = self._folder / "open.xlsx"
            openpyxl.Workbook().save(path)
            self._process = subprocess.Popen(
                [*UNTIL_ALONE, *_command(program, self._folder / "profile"), path],
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env=os.environ | _ENVIRONMENT,
                start_new_session=True,
            )
            self._wait_for(path.with_name(f".~lock.{path.name}#"))
        return self._folder / "profile"

    def _wait_for(self, lock: Path) -> None:
        """Wait until it holds its workbook open."""
        end = monotonic() + _SECONDS_TO_START
        while not lock.exists() and monotonic() < end:
            sleep(0.05)

    def leave(self) -> None:
        """End the program, and leave nothing behind; whoever asks next gets a new one."""
        if self._process is not None:
            os.killpg(self._process.pid, signal.SIGTERM)
            self._process.communicate()
            self._process = None
            shutil.rmtree(self._folder, ignore_errors=True)


_kept: _Kept | None = None


@contextmanager
def kept_running() -> Iterator[None]:
    """Let the program run on from one conversion to the next."""
    global _kept  # noqa: PLW0603 - there is one such program in a process
    _kept = _Kept() if hasattr(os, "killpg") else None
    try:
        yield
    finally:
        if _kept:
            _kept.leave()
        _kept = None
