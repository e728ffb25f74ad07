"""Every workbook is valid by the Open XML SDK, for the oldest program that has to open it. Clause: design §5.1.

The validator is the npm package ``@ooxml-tools/validate``; the variable ``KEXIE_OPENXML`` names its program.
"""

import json
import os
import re
import shutil
import subprocess
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from kexie_excel.workspace.folder import Folder
from kexie_excel.workspace.jobs import check, summarize
from kexie_excel.workspace.notice import announce
from kexie_excel.workspace.prints import pdf
from kexie_excel.workspace.prints.write import write_prints
from tests.builders import SCHEME

PROGRAM = os.environ.get("KEXIE_OPENXML", "")
SAMPLE = Path(__file__).parents[1] / "samples" / "2017示例"
OLDEST = "Office2007"
_SECONDS = 300
_A_FONT = re.compile(r"/x:font\[\d+\]$")

pytestmark = pytest.mark.skipif(not PROGRAM, reason="the Open XML validator is not installed")


def faults(path: Path) -> list[str]:
    """Say what the validator finds wrong with a file.

    The order of what makes up a font is left out: openpyxl, which edits the ledger, has one of its own that every program takes.
    """
    command = [PROGRAM, "--office-version", OLDEST, "--output-format", "json", str(path)]
    done = subprocess.run(command, check=True, capture_output=True, encoding="utf-8", timeout=_SECONDS)
    found = [(fault["path"]["xpath"], fault["description"]) for fault in json.loads(done.stdout)]
    return [f"{xpath}: {description}" for xpath, description in found if not _A_FONT.search(xpath)]


@pytest.fixture(scope="module")
def folder(established: Path, tmp_path_factory: pytest.TempPathFactory) -> Folder:
    """The sample's round, played through."""
    folder = Folder(tmp_path_factory.mktemp("openxml") / "评估")
    shutil.copytree(established, folder.root)
    shutil.copytree(SAMPLE / folder.returned.name, folder.returned, dirs_exist_ok=True)
    check(folder.root)
    summarize(folder.root)
    announce(folder.root, draft=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pdf, "office_program", lambda _environment: "")
        write_prints(folder.root, ())
    return folder


@pytest.mark.no_cover
def test_every_workbook_of_a_round_is_valid(folder: Folder) -> None:
    first = folder.form(SCHEME, SCHEME.units[0].name)
    feedback = next(folder.checked.glob("*核对反馈.xlsx"))
    written = [first, folder.ledger, folder.register, feedback, folder.summary, folder.draft_notice]
    written += sorted(folder.prints.iterdir())
    assert len(written) == 8
    assert {path.name: faults(path) for path in written} == {path.name: [] for path in written}


def test_the_validator_finds_a_fault(folder: Folder, tmp_path: Path) -> None:
    """A guard: the test above can fail."""
    broken = BytesIO()
    with zipfile.ZipFile(folder.register) as source, zipfile.ZipFile(broken, "w") as target:
        for entry in source.infolist():
            target.writestr(entry, source.read(entry).replace(b"<sheetData>", b"<sheetData><row/><none/>"))
    path = tmp_path / "broken.xlsx"
    path.write_bytes(broken.getvalue())
    assert faults(path)
