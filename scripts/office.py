"""Drive the office program: save a workbook again in another format, or print it to PDF."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

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
_SECONDS = 180


def convert(sources: list[Path], suffix: str, folder: Path) -> list[Path]:
    """Open files in the office program, recalculate, and save them in ``folder`` in another format.

    Raises:
        FileNotFoundError: the program is not installed, or it did not write a file.
    """
    if PROGRAM is None:
        raise FileNotFoundError("LibreOffice (soffice)")
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as profile:
        subprocess.run(
            [
                PROGRAM,
                f"-env:UserInstallation={Path(profile).as_uri()}",
                "--headless",
                "--norestore",
                "--convert-to",
                _FILTERS[suffix],
                "--outdir",
                str(folder),
                *map(str, sources),
            ],
            check=True,
            capture_output=True,
            timeout=_SECONDS,
            env=os.environ | {"SAL_USE_VCLPLUGIN": "svp", "LC_ALL": "C.UTF-8", "FONTCONFIG_FILE": str(_FONTS)},
        )
    made = [folder / source.with_suffix(suffix).name for source in sources]
    for path in made:
        if not path.is_file():
            raise FileNotFoundError(path)
    return made
