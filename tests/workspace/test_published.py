"""Papers of an earlier result: named as long as they lie there, and only where it is known that they say something else."""

import shutil
from pathlib import Path

import pytest

from kexie_excel.workspace.folder import Folder
from kexie_excel.workspace.jobs import summarize
from kexie_excel.workspace.published import outdated_papers
from kexie_excel.workspace.round import evaluate_folder
from tests.workspace.rounds import put_return

pytestmark = pytest.mark.slow


def named(folder: Folder) -> list[str]:
    """Give what is said of the papers in a folder."""
    return list(outdated_papers(folder, evaluate_folder(folder).evaluation))


def test_a_paper_is_named_once_the_result_is_another(established: Path, tmp_path: Path) -> None:
    shutil.copytree(established, tmp_path / "评估")
    folder = Folder(tmp_path / "评估")
    assert named(folder) == []
    put_return(folder, "平江县")
    summarize(folder.root)
    assert named(folder) == []
    put_return(folder, "平江县", 1)
    assert named(folder) == ["“5-汇总/评估结果汇总表.xlsx”是以前的结果，请先不要用；再运行 kexie summary 重写。"]
    folder.prints.mkdir()
    shutil.move(folder.summary, folder.prints / "上会材料.xlsx")
    assert named(folder) == ["“打印/上会材料.xlsx”是以前的结果，请先不要用；结果定了再运行 kexie print 上会 重写。"]


def test_a_summary_that_does_not_say_which_result_it_tells_is_not_named(established: Path, tmp_path: Path) -> None:
    shutil.copytree(established, tmp_path / "评估")
    folder = Folder(tmp_path / "评估")
    folder.summary.parent.mkdir()
    folder.summary.write_bytes(b"PK")
    assert named(folder) == []
