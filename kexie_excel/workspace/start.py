"""开始.bat: a double click in the working folder opens the window on it, in Windows as it is sold in China.

A Python is tried by running it: what lies at its place may be blocked, half unpacked, made for another Windows,
or in a folder whose name keeps its libraries from being found (a semicolon).
"""

import ntpath
import sys
from hashlib import sha256
from pathlib import Path

_ENCODING = "gbk"
"""What the console reads it in, once ``chcp 936`` has run; the lines before hold nothing but ASCII."""
_MARK = "rem kexie "
_TRY = """{test} >nul 2>nul
if "%errorlevel%"=="0" (
  {start}
  goto end
)"""
_SCRIPT = """chcp 936 >nul
title 绩效评估工具
set "here=%~dp0"
if not "%here:\\AppData\\Local\\Temp\\=%"=="%here%" goto packed
pushd "%~dp0"
{tries}
echo 没有找到评估程序，或者它在这台电脑上运行不了（要64位的 Windows 10 或更新的系统，文件夹名里不要有分号、百分号）。
echo 刚收到压缩包的：请先把压缩包全部解压，再双击解压出来的“开始.bat”。
echo 评估程序换了位置的：请双击评估程序文件夹里的“开始.bat”，再选这个文件夹。
pause
popd
exit /b 2
:packed
echo 这个文件是在压缩包里直接打开的：请先把压缩包全部解压，再双击解压出来的“开始.bat”。
pause
exit /b 2
:end
if not "%errorlevel%"=="0" pause
popd
"""
_WINDOW = 'window "%~1"'
"""With what was dropped onto the script; where there can be no window, the program shows the menu instead."""
_INSTALLED = (
    ("call kexie --version", f"call kexie {_WINDOW}"),
    ("py -3 -m kexie_excel --version", f"py -3 -m kexie_excel {_WINDOW}"),
)


def create_start(path: Path, python: str | None = None) -> bool:
    """Write the file where there is none or an older one of ours, and tell whether it was written.

    Args:
        path: where it goes.
        python: the interpreter that runs the program; left out, it is this one, if this is Windows.
    """
    return renew_start(path, python) if path.exists() else _write(path, _own(python))


def renew_start(path: Path, python: str | None = None) -> bool:
    """Write an older one of ours anew, and tell whether it was; one that is gone or was changed by hand stays so."""
    own = _own(python)
    # Another system knows no Python of Windows, and would take the one away that is written there.
    return bool(own) and path.is_file() and is_ours(path.read_bytes()) and _write(path, own)


def start_script(*pythons: str) -> bytes:
    """Give the script: it tries each Python in turn, those that are not absolute from where it lies; then the installed program."""
    tries = [_TRY.format(test=test, start=start) for test, start in (*map(_run, pythons), *_INSTALLED)]
    body = _SCRIPT.format(tries="\n".join(tries)).replace("\n", "\r\n").encode(_ENCODING)
    return f"@echo off\r\n{_MARK}{_digest(body)}\r\n".encode("ascii") + body


def is_ours(script: bytes) -> bool:
    """Tell whether a script is as some version of this program wrote it, and nobody changed it."""
    _echo, _, rest = script.partition(b"\r\n")
    mark, _, body = rest.partition(b"\r\n")
    return mark == f"{_MARK}{_digest(body)}".encode("ascii")


def _digest(body: bytes) -> str:
    """Give what tells a script from one that somebody changed."""
    return sha256(body).hexdigest()[:16]


def _own(python: str | None) -> str:
    """Give the interpreter to name in the script; empty where there is none that Windows could run."""
    return python or (sys.executable if sys.platform == "win32" else "")


def _write(path: Path, python: str) -> bool:
    """Write the script if it is another than what is there, and tell whether it was."""
    script = start_script(*ways_to(python, str(path.parent.absolute())))
    if path.exists() and path.read_bytes() == script:
        return False
    path.write_bytes(script)
    return True


def ways_to(python: str, folder: str) -> tuple[str, ...]:
    """Give the ways from a folder to an interpreter: the one that moves with both, then the one that stays.

    What the console cannot name is left out.
    """
    if not python:
        return ()
    ways = (python,) if _drive(python) != _drive(folder) else (ntpath.relpath(python, folder), python)
    return tuple(way for way in ways if way.encode(_ENCODING, "ignore").decode(_ENCODING) == way)


def _drive(path: str) -> str:
    """Give the drive or the share of a path, to compare."""
    return ntpath.splitdrive(path)[0].casefold()


def _run(python: str) -> tuple[str, str]:
    """Give the lines that test an interpreter and that start the program with it."""
    place = python.replace("%", "%%")
    named = f'"{place}"' if ntpath.isabs(python) else f'"%~dp0{place}"'
    return f"{named} -m kexie_excel --version", f"{named} -m kexie_excel {_WINDOW}"
