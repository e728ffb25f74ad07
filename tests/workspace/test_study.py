"""What is found out of a folder beside its evaluation."""

from pathlib import Path

import pytest

from kexie_excel.scoring.insight.sensitivity import Shift
from kexie_excel.scoring.insight.study import Study
from kexie_excel.workspace.folder import Folder
from kexie_excel.workspace.history import History
from kexie_excel.workspace.jobs import summarize
from kexie_excel.workspace.round import evaluate_folder
from kexie_excel.workspace.study import compare_results, study_folder

SAMPLE = Folder(Path(__file__).parents[2] / "samples" / "2017示例")


def studied(folder: Folder) -> Study:
    """Study a folder."""
    evaluation = evaluate_folder(folder).evaluation
    return study_folder(folder, evaluation, compare_results(History.of(folder.summary, folder.history), evaluation))


@pytest.mark.no_cover
def test_every_other_reading_of_the_folders_scheme_is_tried() -> None:
    """§4.1: in the sample three options of eleven would change a rank or a level."""
    found = studied(SAMPLE).sensitivity
    assert found is not None
    assert len(found) == 11
    changed = {(other.interpretation, other.option): other.changes for other in found if other.changes}
    assert list(changed) == [("党组织覆盖率", "按比例折算"), ("前30%", "四舍五入"), ("前30%", "向上取整")]
    assert changed["前30%", "四舍五入"] == (Shift("湘阴县", 2, 2, "合格", "优秀"),)


def test_nothing_is_tried_before_anything_is_scored(folder: Folder) -> None:
    """An empty folder: no change is made up, and the summary is written all the same."""
    assert studied(folder).sensitivity is None
    assert not any(note.startswith("口径：") for note in summarize(folder.root).notes)
