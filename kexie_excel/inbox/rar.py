"""RAR archives → the files in them; what is packed in one is read through whatever program the computer has for that."""

import datetime as dt
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import IO

import rarfile

from kexie_excel.inbox.container import ClosedError, Container, Part, Unopened, damaged, locked, require_bounds
from kexie_excel.sheets.read.kind import Kind

_NO_PROGRAM = (
    "RAR 压缩包没有打开（这台电脑没有装 WinRAR、7-Zip 这样的解压程序，或者它打不开这个压缩包）；"
    "请解压后把里面的评估表放进“2-回收”"
)
_NOT_UNPACKED = "没有解开（这台电脑的解压程序打不开它，或者它已经损坏）；请解压后把里面的评估表放进“2-回收”"
_PROGRAMS = {
    "unrar": ("UNRAR_TOOL", ("unrar", "UnRAR.exe")),
    "unar": ("UNAR_TOOL", ("unar", "unar.exe")),
    "sevenzip": ("SEVENZIP_TOOL", ("7z", "7z.exe")),
    "sevenzip2": ("SEVENZIP2_TOOL", ("7zz", "7zz.exe")),
    "bsdtar": ("BSDTAR_TOOL", ("bsdtar", "bsdtar.exe")),
}
"""What the library calls a program → its setting for it, and what it is called on disk; in the order in which they are tried."""
_PLACES = (("ProgramFiles", "WinRAR"), ("ProgramFiles", "7-Zip"), ("ProgramFiles(x86)", "WinRAR"))
"""Where programs lie in Windows that do not say so: the variable, and the folder below it."""
_OF_WINDOWS = ("SystemRoot", "System32/tar.exe")
"""Windows 10 and later bring this one; another “tar” need not know RAR."""
_NONE = os.devnull
"""In the place of a program that is not there: the library would look for it in the current folder too."""


@contextmanager
def read_rar(unopened: Unopened) -> Iterator[Container]:
    """List a RAR archive's files; each is unpacked when it is opened.

    Raises:
        TooMuchError: beyond the bounds of an archive.
        ClosedError: a password, damage, or no program that opens it.
    """
    _prepare(unopened.folder)
    archive = _listed(unopened.path)
    files = [entry for entry in archive.infolist() if not entry.is_dir()]
    if not files:
        raise damaged(Kind.HOLLOW)
    require_bounds([(entry.filename, entry.file_size or 0) for entry in files], unopened.path.stat().st_size)
    packed = [entry for entry in files if entry.compress_type != rarfile.RAR_M0 and entry.is_file()]
    if packed:
        # The last one of a solid archive needs all before it.
        trial = packed[-1] if archive.is_solid() else min(packed, key=lambda entry: entry.file_size)
        _require_program(archive, trial, [entry.filename for entry in files])
    yield Container([_part(archive, entry) for entry in files])


def names_in_rar(path: Path) -> tuple[str, ...]:
    """Give the names in one volume of a split RAR archive, as far as it can be listed."""
    _prepare(path.parent)
    with suppress(rarfile.Error):
        return tuple(rarfile.RarFile(path, charset="gb18030", part_only=True).namelist())
    return ()


def _prepare(folder: Path) -> None:
    """Tell the library where programs and temporary files are, not to unpack comments, and not to take GBK for UTF-16."""
    rarfile.RAR_MAX_COMMENT = 0
    rarfile.TRY_ENCODINGS = ("utf8",)
    rarfile.HACK_TMP_DIR = str(folder)
    for setting, names in _PROGRAMS.values():
        setattr(rarfile, setting, find_program(names))


def _listed(path: Path) -> rarfile.RarFile:
    """List an archive; one that is not all there is none."""
    blocks: list[rarfile.RarInfo] = []
    try:
        archive = rarfile.RarFile(path, charset="gb18030", info_callback=blocks.append)
    except rarfile.Error:
        raise damaged(Kind.BROKEN) from None
    if archive.needs_password():
        raise locked(archive.namelist())
    fault, size = archive.strerror() or "", path.stat().st_size
    if "EOF" in fault or any(block.data_offset + block.add_size > size for block in blocks):
        raise damaged(Kind.CUT_OFF)
    if fault or not blocks:
        raise damaged(Kind.BROKEN)
    if blocks[-1].type != rarfile.RAR_BLOCK_ENDARC:
        raise damaged(Kind.CUT_OFF)
    return archive


def _require_program(archive: rarfile.RarFile, entry: rarfile.RarInfo, names: Sequence[str]) -> None:
    """Have the library use the first program that unpacks one of the files; some that are there know only half of the format."""
    there = [program for program, (setting, _names) in _PROGRAMS.items() if getattr(rarfile, setting) != _NONE]
    for program in there:
        with suppress(rarfile.Error, OSError):
            setup = rarfile.tool_setup(**{name: name == program for name in _PROGRAMS}, force=True)
            if program == "bsdtar":
                setup.open_cmdline = _line_for_bsdtar
            archive.read(entry)
            return
    raise ClosedError(_NO_PROGRAM, names=names)


def _line_for_bsdtar(_password: str | None, archive: str, name: str | None = None) -> list[str]:
    """Give the command line for the one program that the library gives an archive called “--”."""
    return [rarfile.BSDTAR_TOOL, "-x", "--to-stdout", "-f", archive, "--", *filter(None, [name])]


def find_program(names: Sequence[str]) -> str:
    """Give the path of a program, looked for where programs are and nowhere else."""
    folders = [Path(folder) for folder in os.get_exec_path()]
    folders += [Path(base) / own for variable, own in _PLACES if (base := os.environ.get(variable))]
    places = [folder / name for folder in folders for name in names if folder.is_absolute()]
    if "bsdtar" in names and os.environ.get(_OF_WINDOWS[0]):
        places.append(Path(os.environ[_OF_WINDOWS[0]]) / _OF_WINDOWS[1])
    return next((str(place) for place in places if place.is_file()), _NONE)


def _part(archive: rarfile.RarFile, entry: rarfile.RarInfo) -> Part:
    """Give a file."""
    else_said = "" if entry.compress_type == rarfile.RAR_M0 else _NOT_UNPACKED
    return Part(entry.filename, partial(_content, archive, entry), _time(entry), else_said=else_said)


def _content(archive: rarfile.RarFile, entry: rarfile.RarInfo) -> IO[bytes]:
    """Open a file; a link has no content."""
    return archive.open(entry) if entry.is_file() else BytesIO()


def _time(entry: rarfile.RarInfo) -> dt.datetime | None:
    """Give a file's time, by the clock of whoever packed it; nothing where no calendar has it."""
    with suppress(TypeError, ValueError):
        return dt.datetime(*entry.date_time)  # noqa: DTZ001 - as it is written there
    return None
