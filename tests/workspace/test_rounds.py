"""What comes back beside a feedback workbook: the corrected form once more, or a form sent again later (design §6)."""

import os
import shutil
from pathlib import Path

import pytest

from kexie_excel.form.headers import Facts, Scores
from kexie_excel.inbox.receipts import Fate
from kexie_excel.returns.model import UnitState
from kexie_excel.workspace.folder import Folder
from kexie_excel.workspace.jobs import Written, check
from tests.builders import UNIT
from tests.workspace.test_feedback import mailed, put, reply, send
from tests.workspace.test_jobs import decide

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def made(established: Path, tmp_path_factory: pytest.TempPathFactory) -> Folder:
    """A county was asked about 1.1, where it claims a point for nothing."""
    folder = Folder(Path(shutil.copytree(established, tmp_path_factory.mktemp("asked") / "评估")))
    send(folder, f1_1a=0)
    check(folder.root)
    return folder


@pytest.fixture
def asked(made: Folder, tmp_path: Path) -> Folder:
    """A copy of that folder."""
    return Folder(Path(shutil.copytree(made.root, tmp_path / "评估")))


def answer(folder: Folder, **facts: int) -> Path:
    """Send the feedback workbook back with a reply, and with answers changed."""
    book = mailed(folder)
    reply(book, "K304|1.1|1.1", "已在原表改正，见新表")
    for name, value in facts.items():
        put(book, Facts.SHEET, name[1:].replace("_", "."), Facts.ANSWER, value)
    path = folder.returned / f"{UNIT}回复.xlsx"
    book.save(path)
    return path


def fates(done: Written) -> dict[str, Fate]:
    """Give what became of each file."""
    return {receipt.file: receipt.fate for receipt in done.evaluation.intake.receipts}


def level(done: Written) -> str:
    """Give the unit's level on the screen."""
    return next(own.level for own in done.evaluation.standings if own.unit.name == UNIT)


@pytest.mark.no_cover
def test_a_reply_in_an_unchanged_workbook_does_not_outrank_the_corrected_original(asked: Folder) -> None:
    answer(asked)
    send(asked, f1_1a=3)
    done = check(asked.root)
    assert done.evaluation.intake.states[UNIT] is UnitState.UNDECIDED
    assert set(fates(done).values()) == {Fate.UNDECIDED}
    assert level(done) == "待定"
    decide(asked, "采用文件", 2, 采用="是")
    chosen = check(asked.root)
    score = next(own.score for own in chosen.evaluation.standings if own.unit.name == UNIT)
    assert score is not None
    assert score.item_of["1.1"].adopted == 1
    assert "已在原表改正，见新表" in {found.reply for found in chosen.evaluation.findings}


@pytest.mark.no_cover
def test_the_workbook_with_its_original_beside_it_counts(asked: Folder) -> None:
    """Whether it changed anything or not, and whenever the original was saved last."""
    original = asked.returned / f"{UNIT}.xlsx"
    for facts in ({}, {"f1_1a": 2}):
        back = answer(asked, **facts)
        os.utime(original, (2_000_000_000, 2_000_000_000))
        assert fates(check(asked.root)) == {original.name: Fate.SUPERSEDED, back.name: Fate.ADOPTED}


@pytest.mark.no_cover
def test_a_form_sent_again_after_the_workbook_came_back_is_asked_about(asked: Folder) -> None:
    back = answer(asked, f1_1a=2)
    assert fates(check(asked.root))[back.name] is Fate.ADOPTED
    (asked.returned / f"{UNIT}.xlsx").rename(asked.returned / "一.xlsx")
    send(asked, f1_1a=4)
    done = check(asked.root)
    assert fates(done) == {"一.xlsx": Fate.SUPERSEDED, f"{UNIT}.xlsx": Fate.UNDECIDED, back.name: Fate.UNDECIDED}
    assert level(done) == "待定"
    assert done.mailing.written == ()


@pytest.mark.no_cover
def test_the_second_workbook_supersedes_all_that_it_grew_from(asked: Folder) -> None:
    """Every one of them may have been saved since."""
    answer(asked, f1_2a=0)
    check(asked.root)
    book = mailed(asked, 2)
    put(book, Facts.SHEET, "1.1a", Facts.ANSWER, 1)
    put(book, Scores.SHEET, "1.2", Scores.SELF, 0)
    for path in asked.returned.iterdir():
        os.utime(path, (2_000_000_000, 2_000_000_000))
    book.save(asked.returned / "再改.xlsx")
    done = check(asked.root)
    assert sorted(fates(done).values()) == sorted([Fate.ADOPTED, Fate.SUPERSEDED, Fate.SUPERSEDED])
