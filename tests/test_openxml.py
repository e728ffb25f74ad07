"""Every workbook is valid by the Open XML SDK, for the oldest program that has to open it. Clause: design §5.1.

The validator is the npm package ``@ooxml-tools/validate``; the variable ``KEXIE_OPENXML`` names the folder it was installed into.
"""

import json
import os
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

from kexie_excel.workspace.folder import Folder
from kexie_excel.workspace.jobs import check, summarize
from kexie_excel.workspace.notice import announce
from kexie_excel.workspace.prints import pdf
from kexie_excel.workspace.prints.write import write_prints
from tests.builders import SCHEME

INSTALLED = os.environ.get("KEXIE_OPENXML", "")
NODE = shutil.which("node")
VALIDATE = """
import { readFile } from "node:fs/promises";
import { pathToFileURL } from "node:url";
const [program, version, ...paths] = process.argv.slice(2);
const { default: validate, getFileFormatFromName } = await import(pathToFileURL(program));
const found = [];
for (const path of paths) found.push(await validate(await readFile(path), getFileFormatFromName(path), version));
console.log(JSON.stringify(found));
process.exit(0);  // what it is made with would run on
"""
PROGRAM = str(Path(INSTALLED) / "node_modules" / "@ooxml-tools" / "validate" / "dist" / "npm" / "index.js")
SAMPLE = Path(__file__).parents[1] / "samples" / "2017示例"
OLDEST = "Office2007"
_SECONDS = 300
_A_FONT = re.compile(r"/x:font\[\d+\]$")

pytestmark = pytest.mark.skipif(not (INSTALLED and NODE), reason="the Open XML validator is not installed")


def faults(*paths: Path) -> dict[str, list[str]]:
    """Say what the validator finds wrong with files, which it starts for once.

    The order of what makes up a font is left out: openpyxl, which edits the ledger, has one of its own that every program takes.
    """
    command = [str(NODE), "--input-type=module", "-", PROGRAM, OLDEST, *map(str, paths)]
    done = subprocess.run(command, input=VALIDATE, check=True, capture_output=True, encoding="utf-8", timeout=_SECONDS)
    return {
        path.name: [
            f"{fault['path']['xpath']}: {fault['description']}"
            for fault in found
            if not _A_FONT.search(fault["path"]["xpath"])
        ]
        for path, found in zip(paths, json.loads(done.stdout), strict=True)
    }


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


@pytest.fixture(scope="module")
def written(folder: Folder) -> list[Path]:
    """One workbook or document of every kind."""
    first = folder.form(SCHEME, SCHEME.units[0].name)
    feedback = next(folder.checked.glob("*核对反馈.xlsx"))
    made = [first, folder.ledger, folder.register, feedback, folder.summary, folder.draft_notice]
    return [*made, *sorted(folder.prints.iterdir())]


@pytest.fixture(scope="module")
def broken(folder: Folder, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workbook with a fault."""
    path = tmp_path_factory.mktemp("broken") / "broken.xlsx"
    with zipfile.ZipFile(folder.register) as source, zipfile.ZipFile(path, "w") as target:
        for entry in source.infolist():
            target.writestr(entry, source.read(entry).replace(b"<sheetData>", b"<sheetData><row/><none/>"))
    return path


@pytest.fixture(scope="module")
def found(written: list[Path], broken: Path) -> dict[str, list[str]]:
    """What the validator finds; to start it takes longer than all the files."""
    return faults(*written, broken)


def test_every_workbook_of_a_round_is_valid(found: dict[str, list[str]], written: list[Path]) -> None:
    assert len(written) == 8
    assert {path.name: found[path.name] for path in written} == {path.name: [] for path in written}


def test_the_validator_finds_a_fault(found: dict[str, list[str]], broken: Path) -> None:
    """A guard: the test above can fail."""
    assert found[broken.name]
