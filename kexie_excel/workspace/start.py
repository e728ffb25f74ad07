"""开始.bat: a double click in the working folder starts the menu on it, in Windows as it is sold in China."""

import sys
from pathlib import Path

_ENCODING = "gbk"
"""What the console reads it in, once ``chcp 936`` has run; the lines before hold nothing but ASCII."""
_TRY = """{test}
if not errorlevel 1 (
  {start}
  goto end
)"""
_SCRIPT = """@echo off
chcp 936 >nul
title 县市区科协绩效评估
pushd "%~dp0"
{tries}
echo 这台电脑上没有找到评估程序：请先安装，或者到装有程序的电脑上打开这个文件夹。
pause
:end
popd
"""


def create_start(path: Path, python: str | None = None) -> bool:
    """Write the file where there is none, and tell whether it was written; one that is there stays as it is.

    Args:
        path: where it goes.
        python: the interpreter that runs the program; left out, it is this one, if this is Windows.
    """
    if path.exists():
        return False
    path.write_bytes(start_script(python or (sys.executable if sys.platform == "win32" else "")))
    return True


def start_script(python: str) -> bytes:
    """Give the script: it looks for the program by its name, in the installed Python, then where it was set up."""
    tries = [
        _TRY.format(test="where kexie >nul 2>nul", start="call kexie"),
        _TRY.format(test='py -3 -c "import kexie_excel" >nul 2>nul', start="py -3 -m kexie_excel"),
    ]
    own = python.replace("%", "%%")
    if own and own.encode(_ENCODING, "ignore").decode(_ENCODING) == own:
        tries.append(_TRY.format(test=f'"{own}" -c "import kexie_excel" >nul 2>nul', start=f'"{own}" -m kexie_excel'))
    return _SCRIPT.format(tries="\n".join(tries)).replace("\n", "\r\n").encode(_ENCODING)
