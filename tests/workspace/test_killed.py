"""Killed at any moment, a run leaves the previous summary and ledger whole. Clause: design §9."""

import os
import shutil
import signal
import sys
from functools import lru_cache
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from kexie_excel.workspace.folder import Folder
from kexie_excel.workspace.jobs import summarize
from scripts.fill import Answers
from tests.builders import SCHEME
from tests.forms import filled_form

pytestmark = [pytest.mark.slow, pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")]

_TOUCHING = {"open", "os.rename", "os.remove", "os.mkdir", "os.truncate"}
"""What a run does to the disk, as the interpreter announces it."""
_MOST_STEPS = 200


def put_return(folder: Folder, count: int) -> None:
    """Put a return in which ``count`` facts are answered into 2-回收."""
    facts = {fact.id: 1 for fact in SCHEME.facts[:count]}
    (folder.returned / "表.xlsx").write_bytes(filled_form(Answers(facts)))


@pytest.fixture(scope="module")
def before(established: Path, tmp_path_factory: pytest.TempPathFactory) -> Folder:
    """A folder with a summary, into which another return has come since."""
    folder = Folder(tmp_path_factory.mktemp("killed") / "评估")
    shutil.copytree(established, folder.root)
    put_return(folder, 3)
    summarize(folder.root)
    put_return(folder, 5)
    return folder


def run_and_die(root: Path, step: int) -> bool:
    """Summarize in a process of its own that is killed when it touches the folder for the ``step``-th time.

    Gives whether it was: otherwise it came to its end.
    """
    pid = os.fork()
    if not pid:
        touched = 0

        def die(event: str, arguments: tuple[object, ...]) -> None:
            nonlocal touched
            named = (
                arguments and isinstance(arguments[0], str | os.PathLike) and str(arguments[0]).startswith(str(root))
            )
            if event in _TOUCHING and named:
                touched += 1
                if touched == step:
                    os.kill(os.getpid(), signal.SIGKILL)

        try:
            sys.settrace(None)  # nobody collects what is measured in a process that dies
            sys.addaudithook(die)
            summarize(root)
        finally:
            os._exit(0)
    _pid, status = os.waitpid(pid, 0)
    return os.WIFSIGNALED(status)


@lru_cache(maxsize=8)
def whole(content: bytes) -> list[str]:
    """Open a workbook and name its sheets."""
    return openpyxl.load_workbook(BytesIO(content)).sheetnames


@pytest.mark.no_cover
def test_killed_at_any_step_the_previous_results_are_whole_or_the_new_ones_are(before: Folder, tmp_path: Path) -> None:
    sheets = {path.name: whole(path.read_bytes()) for path in (before.summary, before.ledger)}
    inputs = (before.returned / "表.xlsx").read_bytes()
    steps = 0
    while steps < _MOST_STEPS:
        steps += 1
        folder = Folder(tmp_path / f"{steps}" / "评估")
        shutil.copytree(before.root, folder.root)
        killed = run_and_die(folder.root, steps)
        for path in (folder.summary, folder.ledger):
            assert whole(path.read_bytes()) == sheets[path.name], (steps, path.name)
        assert (folder.returned / "表.xlsx").read_bytes() == inputs
        if not killed:
            break
        shutil.rmtree(folder.root)
    assert 10 < steps < _MOST_STEPS
    assert folder.summary.read_bytes() != before.summary.read_bytes()


@pytest.mark.no_cover
def test_after_a_kill_the_next_run_gives_what_it_would_have_given(before: Folder, tmp_path: Path) -> None:
    folders = [Folder(tmp_path / name / "评估") for name in ("killed", "quiet")]
    for folder in folders:
        shutil.copytree(before.root, folder.root)
    assert run_and_die(folders[0].root, 12)
    for folder in folders:
        summarize(folder.root)
    assert folders[0].summary.read_bytes() == folders[1].summary.read_bytes()
