"""Once forms are issued: what the counties hold is not changed behind their backs, and they are never blamed for an edit.

Clause: scheme-as-a-workbook, “the author's way” 4.
"""

import shutil
from pathlib import Path

import openpyxl
import pytest
from openpyxl.cell.cell import Cell

from kexie_excel.cli import main
from kexie_excel.commands.options import DONE, FAILED
from kexie_excel.form.digest import form_digest
from kexie_excel.form.headers import Scores
from kexie_excel.form.layout import Layout
from kexie_excel.ledger.read import read_ledger
from kexie_excel.returns.model import UnitState
from kexie_excel.scoring.result import Evaluation
from kexie_excel.workspace.establish import establish
from kexie_excel.workspace.folder import Folder
from kexie_excel.workspace.jobs import check, summarize
from kexie_excel.workspace.look import look
from tests.builders import SCHEME
from tests.scheme_book.author import FACTS, ITEMS, RULES, Edit, all_of, put, saved
from tests.workspace.rounds import put_return
from tests.workspace.test_jobs import decide

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Folder:
    """A folder whose scheme is a workbook, its forms issued, one return in."""
    root = tmp_path_factory.mktemp("sealed") / "评估"
    root.mkdir()
    saved(all_of(), root / "方案.xlsx")
    folder = establish(root).folder
    put_return(folder, "平江县")
    return folder


@pytest.fixture
def issued(made: Folder, tmp_path: Path) -> Folder:
    """A copy of that folder."""
    return Folder(Path(shutil.copytree(made.root, tmp_path / "评估")))


def edit(folder: Folder, change: Edit) -> None:
    """The office changes its scheme."""
    saved(change, folder.root / "方案.xlsx")


def pinned(evaluation: Evaluation) -> dict[str, str]:
    """Give what 平江县 is told."""
    (score,) = (own.score for own in evaluation.standings if own.unit.name == "平江县")
    assert score is not None
    return {found.code: found.message for found in score.findings}


@pytest.mark.no_cover
def test_what_was_issued_is_kept_with_its_digest(issued: Folder) -> None:
    assert (issued.backups / "下发时的方案.xlsx").read_bytes() == issued.scheme_file.read_bytes()
    assert read_ledger(issued.root).about("下发方案校验") == form_digest(issued.load_scheme())
    assert not any("改过" in note for note in summarize(issued.root).notes)


@pytest.mark.parametrize(
    ("change", "named"),
    [
        (put(FACTS, "C3", "由书记分管科协工作"), "填报事项 1.2a"),
        (put(ITEMS, "E5", "1.3全民科学素质工作纳入考核。计2分。"), "指标 1.3"),
        (put("加分情形", "B2", "全国表彰奖励"), "加分情形 国家级表彰奖励"),
        (put("基本信息", "B2", "yueyang-2018"), "方案编号"),
    ],
)
def test_an_edit_that_would_change_the_forms_is_refused(
    change: Edit, named: str, issued: Folder, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(issued, change)
    for verb in ("check", "summary", "init"):
        assert main([verb, str(issued.root)]) == FAILED
        told = capsys.readouterr().err
        assert "评估表已经下发" in told
        assert named in told
        assert "“备份/下发时的方案.xlsx”就是下发时的方案" in told
        assert told.strip().count("\n") == 0


def test_an_edit_of_points_and_bands_counts_and_is_said(issued: Folder) -> None:
    first = summarize(issued.root).evaluation
    edit(issued, all_of(put(RULES, "L5", 1), put(ITEMS, "F5", 1), put(ITEMS, "F2", 10)))
    written = summarize(issued.root)
    assert "方案在下发以后改过（分值 1.3；计分规则 1.3；部分 1），按现在的方案计分。" in written.notes
    assert any("方案：分值 1.3：2 → 1（下发以后改了方案）" in note for note in written.notes)
    before, after = (
        next(own.total for own in evaluation.standings if own.unit.name == "平江县")
        for evaluation in (first, written.evaluation)
    )
    assert before is not None
    assert after is not None
    assert before - after == 1
    # the county's form still bears the old 分值, and nobody calls it altered
    assert {code for code in pinned(written.evaluation) if code.startswith("K2")} == {
        code for code in pinned(first) if code.startswith("K2")
    }
    assert check(issued.root).notes == ("方案在下发以后改过（分值 1.3；计分规则 1.3；部分 1），按现在的方案计分。",)


HALVED = all_of(
    *(put(RULES, f"L{row}", 1) for row in (5, 6)), *(put(ITEMS, f"F{row}", 1) for row in (5, 6)), put(ITEMS, "F2", 9)
)
"""1.3 and 1.4 give 1 point instead of 2."""


def read_off(path: Path, key: str) -> tuple[object, object]:
    """Give what a form prints as 分值 of an item, and what it says beside the self score."""
    layout, book = Layout(SCHEME).scores, openpyxl.load_workbook(path, data_only=True)
    points, hint = (book[Scores.SHEET][layout.cell(key, header)] for header in (Scores.POINTS, Scores.HINT))
    assert isinstance(points, Cell)
    assert isinstance(hint, Cell)
    return points.value, hint.value


def test_a_county_is_not_asked_to_mend_what_the_office_changed(issued: Folder) -> None:
    """1.3: its 2 is what its form gives; nothing is asked, nothing is sent, and the office can read of it (K312)."""
    before = pinned(summarize(issued.root).evaluation)
    edit(issued, HALVED)
    written = check(issued.root)
    assert {code: text for code, text in pinned(written.evaluation).items() if code != "K312"} == before
    assert "K312" in pinned(written.evaluation)
    assert not any("K30" in found.code for found in written.evaluation.unit_findings)


def test_a_workbook_with_questions_does_not_call_wrong_what_is_right_by_the_form(issued: Folder) -> None:
    """1.3: right by the form; 1.4: 未落实, and 2 claimed, wrong ever. What comes back from it is called altered nowhere."""
    put_return(issued, "平江县", f1_4a="否")
    edit(issued, HALVED)
    asked = pinned(check(issued.root).evaluation)
    assert asked["K304"].startswith("自评2分，按填报情况核算0分，高2分。")
    assert "K302" not in asked
    sent = issued.feedback("平江县", 1)
    assert read_off(sent, "1.3") == (2, "一致")
    assert read_off(sent, "1.4") == (1, "超过分值")
    (issued.returned / sent.name).write_bytes(sent.read_bytes())
    again = pinned(check(issued.root).evaluation)
    assert {"K213", "K214", "K302"}.isdisjoint(again)
    assert again["K304"] == asked["K304"]


def test_a_reading_that_was_chosen_after_the_forms_went_out(issued: Folder) -> None:
    """口径 分值基准: forms compute by 按分值栏, where 3.5 gives 4; 按文字 it gives 3, which is nothing for a county to mend."""
    put_return(issued, "平江县")
    decide(issued, "口径", 2, 采用="按文字")
    told = pinned(check(issued.root).evaluation)
    assert told["K312"].startswith("自评4分，照下发时的方案和口径算没有错；现在核算3分。")
    assert not {"K302", "K304", "K305"} & told.keys()
    (issued.backups / "下发时的方案.xlsx").unlink()
    assert pinned(check(issued.root).evaluation) == told


def test_a_file_that_is_looked_at_on_its_own_is_not_found_wrong_either(issued: Folder, tmp_path: Path) -> None:
    edit(issued, HALVED)
    (seen,) = look([issued.returned / "平江县.xlsx"])
    codes = {found.code for found in seen.findings}
    assert "K312" in codes
    assert "K304" not in codes
    elsewhere = tmp_path / "来件.xlsx"
    elsewhere.write_bytes((issued.returned / "平江县.xlsx").read_bytes())
    (mailed,) = look([elsewhere], folder=issued.root)
    assert {found.code for found in mailed.findings} == codes
    edit(issued, all_of(HALVED, put(FACTS, "C3", "由书记分管科协工作")))
    # the scheme of a folder that stands still until it is mended tells nothing of what was issued
    (refused,) = look([elsewhere], folder=issued.root)
    assert "K312" not in {found.code for found in refused.findings}


def test_a_unit_that_was_renamed_after_the_forms_went_out(issued: Folder) -> None:
    """K124: its return is not read until somebody says by its file name who it is now; nobody reminds it meanwhile."""
    edit(issued, put("单位", "B2", "平江区"))
    first = check(issued.root).evaluation
    assert [found.code for found in first.intake.findings if found.unit == "平江区"] == ["K124"]
    assert next(own.state for own in first.standings if own.unit.name == "平江区") is UnitState.UNDECIDED
    (issued.returned / "平江县.xlsx").rename(issued.returned / "平江区.xlsx")
    after = check(issued.root).evaluation
    assert next(own.state for own in after.standings if own.unit.name == "平江区") is UnitState.READ
    assert not any(found.code in {"K110", "K124"} for found in after.findings)


@pytest.mark.no_cover
def test_many_edits_are_counted(issued: Folder) -> None:
    rows = {"1.3": 5, "1.4": 6, "3.1": 21, "3.2": 22}
    edit(
        issued,
        all_of(
            *(put(RULES, f"L{row}", 1) for row in rows.values()),
            *(put(ITEMS, cell, 1) for cell in ("F5", "F6", "F14", "F15")),
            put(ITEMS, "F2", 9),
            put(ITEMS, "F13", 17),
        ),
    )
    assert "等10处" in check(issued.root).notes[0]


def test_without_the_copy_the_ledgers_digest_still_tells(issued: Folder, capsys: pytest.CaptureFixture[str]) -> None:
    (issued.backups / "下发时的方案.xlsx").unlink()
    assert check(issued.root).notes == ()
    edit(issued, put(FACTS, "C3", "由书记分管科协工作"))
    assert main(["check", str(issued.root)]) == FAILED
    assert "从别的备份里找回下发时的方案" in capsys.readouterr().err


def test_a_new_reading_is_no_reason_to_stop(issued: Folder) -> None:
    """A 口径 that the office adds later has no choice in what was issued."""
    edit(
        issued,
        all_of(
            put("口径", "A23", "换届"),
            put("口径", "B23", "届中算不算"),
            put("口径", "C23", "算"),
            put("口径", "D23", "是"),
            put("口径", "A24", "换届"),
            put("口径", "C24", "不算"),
            put(RULES, "A90", "3.1"),
            put(RULES, "B90", "1"),
            put(RULES, "L90", 1),
            put(RULES, "N90", "换届：不算"),
            put(RULES, "C90", "1"),
        ),
    )
    assert main(["check", str(issued.root)]) == DONE


@pytest.mark.no_cover
def test_the_forms_that_are_missing_are_added_by_the_same_scheme(issued: Folder) -> None:
    form = next(issued.issued.glob("平江县*.xlsx"))
    before = form.read_bytes()
    form.unlink()
    assert main(["init", str(issued.root)]) == DONE
    assert form.read_bytes() == before
