"""Two working folders, a year apart: the second one's scheme is the first one's with another year."""

import shutil
from pathlib import Path

from kexie_excel.scheme.load import BUILT_IN
from kexie_excel.workspace.establish import establish
from kexie_excel.workspace.folder import Folder
from scripts.fill import Answers, Award, Cell
from tests.builders import UNIT
from tests.forms import all_done, typed_into


def next_scheme(path: Path, *changes: tuple[str, str]) -> Path:
    """Write next year's scheme: a copy with another year, and these texts changed."""
    text = BUILT_IN.read_text(encoding="utf-8")
    renewed = (
        ('id = "yueyang-2017"', 'id = "yueyang-2018"'),
        ("year = 2017", "year = 2018"),
        ('title = "岳阳市2017年度', 'title = "岳阳市2018年度'),
        ('form_name = "2017年度', 'form_name = "2018年度'),
    )
    for old, new in (*renewed, *changes):
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")
    return path


def make_folder(root: Path, scheme_file: Path | None = None) -> Folder:
    """Make a working folder."""
    return establish(root, scheme_file).folder


def hand_in(folder: Folder, *awards: Award, unit: str = UNIT, file: str = "", **changes: Cell) -> Path:
    """Put a unit's filled form into 2-回收; ``changes`` name facts as ``f3_3c=``."""
    scheme = folder.load_scheme()
    facts = all_done(**changes)
    form = folder.form(scheme, unit)
    path = folder.returned / (file or form.name)
    path.write_bytes(
        typed_into(form.read_bytes(), scheme, Answers(facts, {}, awards, {own.id: True for own in scheme.materials}))
    )
    return path


def lay_beside(before: Folder, folder: Folder) -> Path:
    """Lay the earlier folder's summary into the later one as 上年汇总.xlsx."""
    return Path(shutil.copy(before.summary, folder.last_summary))
