"""Make a working folder of many units: a scheme with that many invented counties, and one filled form from each.

The forms are the sample's returns, which a spreadsheet program has saved; each is given another county's name.
"""

import itertools
import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from kexie_excel.scheme.load import BUILT_IN, load_scheme
from kexie_excel.workspace.folder import Folder

SAMPLES = Path(__file__).parents[1] / "samples" / "2017示例" / "2-回收"
_UNITS = re.compile(r'(\[\[unit\]\]\nname = "[^"]*"\ncategory = "[^"]*"\n\n?)+')


def make_folder(root: Path, count: int) -> Folder:
    """Make the working folder with ``count`` returns in it; an existing one of that size is taken as it is."""
    folder = Folder(root)
    names = [f"示例{number:04d}县" for number in range(1, count + 1)]
    if not folder.returned.is_dir():
        folder.returned.mkdir(parents=True)
        categories = load_scheme().categories
        tables = (
            f'[[unit]]\nname = "{name}"\ncategory = "{category}"\n\n'
            for name, category in zip(names, itertools.cycle(categories), strict=False)
        )
        scheme = _UNITS.sub("".join(tables), BUILT_IN.read_text(encoding="utf-8"), count=1)
        folder.scheme_file.write_text(scheme, encoding="utf-8")
    for name, form in zip(names, itertools.cycle(_forms()), strict=False):
        path = folder.returned / f"{name}.xlsx"
        if not path.exists():
            path.write_bytes(_renamed(*form, name))
    return folder


def _forms() -> Iterator[tuple[bytes, str]]:
    """Give the sample's .xlsx returns with the name of their unit."""
    names = [unit.name for unit in load_scheme().units]
    for path in sorted(SAMPLES.glob("*.xlsx")):
        yield path.read_bytes(), next(name for name in names if name in path.name)


def _renamed(content: bytes, old: str, new: str) -> bytes:
    """Put another county's name in the place of a form's own, in all of its parts."""
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as source, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in source.infolist():
            target.writestr(entry.filename, source.read(entry).replace(old.encode(), new.encode()))
    return stream.getvalue()
