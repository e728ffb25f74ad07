"""What is found out of a folder beside its evaluation."""

from pathlib import Path

import pytest

from kexie_excel.scoring.sensitivity import Change
from kexie_excel.workspace.folder import Folder
from kexie_excel.workspace.jobs import check, establish, summarize
from kexie_excel.workspace.round import evaluate_folder
from kexie_excel.workspace.study import study_folder

SAMPLE = Folder(Path(__file__).parents[2] / "samples" / "2017示例")


def test_every_other_reading_of_the_folders_scheme_is_tried() -> None:
    """§4.1: in the sample three options of eleven would change a rank or a level."""
    found = study_folder(SAMPLE, evaluate_folder(SAMPLE).evaluation).sensitivity
    assert found is not None
    assert len(found) == 11
    changed = {(effect.interpretation, effect.option): effect.changes for effect in found if effect.changes}
    assert list(changed) == [("党组织覆盖率", "按比例折算"), ("前30%", "四舍五入"), ("前30%", "向上取整")]
    assert changed["前30%", "四舍五入"] == (Change("湘阴县", 2, 2, "合格", "优秀"),)


def test_nothing_is_tried_before_anything_is_scored(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An empty folder: no effect is made up, and the summary is written all the same."""
    establish(tmp_path / "评估")
    assert summarize(tmp_path / "评估").study.sensitivity is None
    assert check(tmp_path / "评估").study.sensitivity is None
    assert capsys.readouterr().out == ""
