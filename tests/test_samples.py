"""The sample folder: ten returns as LibreOffice saved them, each with its own story, and what comes of it."""

import json
import shutil
from pathlib import Path

import openpyxl
import pytest

from kexie_excel.cli import main
from kexie_excel.commands.options import DONE
from kexie_excel.form.write import write_form
from kexie_excel.scoring.result import Evaluation
from kexie_excel.sheets.read.grid import Workbook, open_workbook
from kexie_excel.workspace.folder import Folder
from kexie_excel.workspace.jobs import check
from kexie_excel.workspace.round import evaluate_folder
from scripts.make_samples import STORIES
from scripts.sample import INVENTED
from tests.systems import as_made_here

ROOT = Path(__file__).parents[1]
SAMPLE = ROOT / "samples" / "2017示例"
GOLDEN = Path(__file__).with_name("golden") / "2017示例.json"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Folder:
    """A copy of the sample folder without anything written into it."""
    copy = tmp_path_factory.mktemp("samples") / "2017示例"
    shutil.copytree(SAMPLE, copy, ignore=shutil.ignore_patterns("3-*", "5-*"))
    return Folder(copy)


@pytest.fixture(scope="module")
def evaluation(folder: Folder) -> Evaluation:
    """The sample folder, evaluated."""
    return evaluate_folder(folder).evaluation


def described(evaluation: Evaluation) -> object:
    """Give what matters of an evaluation: standings and findings."""
    return {
        standing.unit.name: {
            "tells": STORIES[standing.unit.name].tells,
            "rank": standing.rank,
            "total": str(standing.total),
            "level": standing.level,
            "remarks": list(standing.remarks),
            "findings": [
                f"{found.code} {found.row}".strip() for found in evaluation.findings if found.unit == standing.unit.name
            ],
        }
        for standing in evaluation.standings
    }


def test_every_unit_comes_out_as_its_story_tells(evaluation: Evaluation) -> None:
    assert described(evaluation) == json.loads(GOLDEN.read_text(encoding="utf-8"))


def test_seven_xlsx_two_xls_one_ods() -> None:
    suffixes = sorted(path.suffix for path in (SAMPLE / "2-回收").iterdir())
    assert suffixes == [".ods", *[".xls"] * 2, *[".xlsx"] * 7]


def test_no_sample_has_a_veto(evaluation: Evaluation) -> None:
    assert all(standing.score and standing.score.vetoed is False for standing in evaluation.standings)


@pytest.mark.no_cover
@pytest.mark.slow
def test_every_file_says_that_it_is_invented(folder: Folder) -> None:
    main(["summary", str(folder.root)])
    main(["check", str(folder.root)])
    files = [path for path in folder.root.rglob("*.*") if path.is_file() and path.suffix != ".toml"]
    workbooks = [path for path in files if folder.backups not in path.parents]
    assert len(workbooks) == 28
    for path in workbooks:
        book = open_workbook(path)
        assert isinstance(book, Workbook)
        texts = (str(value) for sheet in book.sheets for row in sheet.rows for value in row)
        headers = _headers(path) if path.suffix == ".xlsx" else ()
        assert any(INVENTED in text for text in (*texts, *headers)), path
    assert INVENTED in folder.scheme_file.read_text(encoding="utf-8")


def _headers(path: Path) -> tuple[str, ...]:
    """Give the printed headings of a workbook."""
    book = openpyxl.load_workbook(path)
    return tuple(str(sheet.oddHeader.center.text) for sheet in book.worksheets if sheet.oddHeader)


@pytest.mark.no_cover
@pytest.mark.slow
def test_issued_forms_are_what_the_program_writes_today(folder: Folder) -> None:
    scheme = folder.load_scheme()
    for unit in scheme.units:
        assert as_made_here(folder.form(scheme, unit.name).read_bytes()) == write_form(scheme, unit.name)


@pytest.mark.no_cover
@pytest.mark.slow
def test_the_ledger_lists_what_is_open_as_the_program_writes_it_today(folder: Folder) -> None:
    fresh = Folder(folder.root.parent / "新台账")
    shutil.copytree(folder.root, fresh.root, ignore=shutil.ignore_patterns("评估台账*", "[3-5]-*", "备份"))
    check(fresh.root)
    assert fresh.ledger.read_bytes() == as_made_here(folder.ledger.read_bytes())


@pytest.mark.no_cover
@pytest.mark.slow
def test_readme_shows_the_real_output(
    folder: Folder, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder.root.parent)
    # A second run says only that nothing has changed.
    shutil.rmtree(folder.summary.parent, ignore_errors=True)
    assert main(["summary", folder.root.name]) == DONE
    shown = "\n".join(line.rstrip() for line in capsys.readouterr().out.splitlines())
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    block = readme.split("<!-- 真实输出：kexie summary samples/2017示例 -->\n```text\n")[1].split("\n```")[0]
    assert block == shown.replace("已写出 2017示例", "已写出 samples/2017示例").strip("\n")
