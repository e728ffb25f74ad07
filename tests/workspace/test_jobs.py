"""The ledger in the working folder: made by init, obeyed and added to by check and summary, run after run."""

import shutil
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from kexie_excel.cli import main
from kexie_excel.commands.options import DONE, FAILED, PENDING
from kexie_excel.inbox.receipts import Fate
from kexie_excel.returns.model import UnitState
from kexie_excel.scoring.result import Evaluation
from kexie_excel.workspace.folder import Folder
from kexie_excel.workspace.jobs import check, summarize
from kexie_excel.workspace.round import evaluate_folder
from scripts.fill import Answers, Award
from tests.builders import SCHEME, UNIT
from tests.forms import all_done, filled_form, whole_form

pytestmark = pytest.mark.slow

EARLY, LATE = "早.xlsx", "晚.xlsx"


def answered(folder: Folder, file: str = "表.xlsx", **changes: object) -> None:
    """Put a filled form into 2-回收."""
    (folder.returned / file).write_bytes(whole_form(**changes))


def decide(folder: Folder, sheet: str, row: int, **cells: object) -> None:
    """Type into a row of the ledger."""
    book = openpyxl.load_workbook(folder.ledger)
    table = book[sheet]
    assert isinstance(table, Worksheet)
    for at, cell in enumerate(table[1], 1):
        if cell.value in cells:
            table.cell(row, at).value = cells[str(cell.value)]  # type: ignore[assignment]
    book.save(folder.ledger)


def rows(folder: Folder, sheet: str) -> list[tuple[object, ...]]:
    """Give the filled rows of a sheet of the ledger."""
    table = openpyxl.load_workbook(folder.ledger)[sheet]
    assert isinstance(table, Worksheet)
    return [row for row in table.iter_rows(min_row=2, values_only=True) if any(row)]


def read(folder: Folder) -> Evaluation:
    """Evaluate the folder."""
    return evaluate_folder(folder).evaluation


def test_init_makes_the_ledger_and_never_again(folder: Folder, capsys: pytest.CaptureFixture[str]) -> None:
    assert folder.ledger.is_file()
    folder.ledger.write_bytes(b"written by hand")
    assert main(["init", str(folder.root)]) == DONE
    assert "评估台账" not in capsys.readouterr().out
    assert folder.ledger.read_bytes() == b"written by hand"
    folder.ledger.unlink()
    assert main(["init", str(folder.root)]) == DONE
    assert "评估台账.xlsx”里" in capsys.readouterr().out


@pytest.mark.no_cover
def test_nothing_pending_leaves_the_ledger_alone(folder: Folder) -> None:
    """But for the results beside 审定, which the first run writes."""
    answered(folder)
    assert check(folder.root).ledger_notes == ()
    before = folder.ledger.read_bytes()
    assert rows(folder, "裁定") == rows(folder, "采用文件") == []
    assert rows(folder, "审定")[0] == (UNIT, None, None, 1, 99, SCHEME.levels.names[0])
    assert summarize(folder.root).ledger_notes == ()
    assert folder.ledger.read_bytes() == before
    assert [path.name for path in folder.root.glob("评估台账*")] == ["评估台账.xlsx"]


@pytest.mark.no_cover
def test_a_pending_item_is_listed_once_ruled_and_done(folder: Folder, capsys: pytest.CaptureFixture[str]) -> None:
    answered(folder, f5_3b=None)
    assert main(["check", str(folder.root)]) == DONE
    assert "评估台账.xlsx 新增1个待定事项" in capsys.readouterr().out
    listed = folder.ledger.read_bytes()
    assert main(["summary", str(folder.root)]) == DONE
    assert "待定事项" not in capsys.readouterr().out
    assert folder.ledger.read_bytes() == listed
    ((unit, row, question, was, *empty),) = rows(folder, "裁定")
    assert (unit, row, was, empty) == (UNIT, "5.3", "待核（3至4分）", [*[None] * 4, "仍待定"])
    assert "5.3b" in str(question)
    decide(folder, "裁定", 2, 裁定=4, 理由="补报了场次", 经办人="张三", 日期="2018-01-05")
    done = summarize(folder.root)
    assert done.ledger_notes == ()
    assert done.evaluation.standings[0].level == SCHEME.levels.names[0]
    shown = openpyxl.load_workbook(done.path)["逐项得分"]
    line = next(row for row in shown.iter_rows(values_only=True) if row[2] == "5.3")
    assert line[7:9] == (4, 4)
    assert str(line[9]).endswith("；复核：补报了场次（张三 2018-01-05）")


def test_a_ruling_of_ones_own_is_about_the_award_that_was_there(
    folder: Folder, capsys: pytest.CaptureFixture[str]
) -> None:
    """7.1 from 5 to 0 for one award: not for the next one of 5, but for the same one in another row, whatever is above it."""
    first, other = (Award("省部级表彰奖励", work) for work in ("科普馆", "学会改革"))
    blank = Award("", "", "", "", "", "", "", "")

    def claim(*awards: Award) -> None:
        (folder.returned / "表.xlsx").write_bytes(filled_form(Answers(all_done(), awards=awards)))

    claim(first)
    decide(folder, "裁定", 2, 单位=UNIT, 编号="7.1", 原值=5, 裁定=0, 理由="不是本单位的")
    typed = folder.ledger.read_bytes()
    assert check(folder.root).evaluation.standings[0].score.item_of["7.1"].adopted == 0  # type: ignore[union-attr]
    assert rows(folder, "裁定")[0][2] == "裁定针对：“科普馆（先进单位）”。"
    assert main(["undo", str(folder.root), "--to", "1"]) == DONE
    assert folder.ledger.read_bytes() == typed
    check(folder.root)
    bound = folder.ledger.read_bytes()
    claim(blank, first)
    assert check(folder.root).ledger_notes == summarize(folder.root).ledger_notes == ()
    assert folder.ledger.read_bytes() == bound
    claim(other)
    capsys.readouterr()
    assert main(["summary", str(folder.root), "--strict"]) == PENDING
    assert "台账里有1处要改" in capsys.readouterr().out
    assert [(row[1], row[4], row[8]) for row in rows(folder, "裁定")] == [("7.1", 0, "要改"), ("7.1", None, "仍待定")]
    assert rows(folder, "裁定")[1][2] == "填报变了，请重新裁定；裁定针对：“学会改革（先进单位）”。"


@pytest.mark.no_cover
def test_a_blank_form_is_one_sentence(folder: Folder) -> None:
    """It lists nothing in the ledger and is answered by no feedback; beside the unit's own form it changes nothing."""
    blank = folder.returned / f"{UNIT}.xlsx"
    blank.write_bytes(folder.form(SCHEME, UNIT).read_bytes())
    done = check(folder.root)
    assert [(found.code, found.unit) for found in done.evaluation.findings] == [("K145", UNIT)]
    assert (rows(folder, "裁定"), rows(folder, "采用文件"), done.mailing.written) == ([], [], ())
    assert done.evaluation.intake.states[UNIT] is UnitState.UNREADABLE
    blank.rename(folder.returned / f"{UNIT}（空）.xlsx")
    answered(folder)
    beside = check(folder.root)
    assert beside.evaluation.intake.states[UNIT] is UnitState.READ
    codes = {found.code: found.unit for found in beside.evaluation.findings}
    assert (codes.get("K145"), codes.get("K146")) == (None, UNIT)


@pytest.mark.no_cover
def test_a_missing_ledger_is_made_and_said(folder: Folder, capsys: pytest.CaptureFixture[str]) -> None:
    folder.ledger.unlink()
    answered(folder, f5_3b=None)
    assert main(["summary", str(folder.root)]) == DONE
    assert "已建立 评估台账.xlsx，列出1个待定事项" in capsys.readouterr().out
    assert len(rows(folder, "裁定")) == 1


@pytest.mark.no_cover
def test_two_returns_wait_until_one_is_chosen(folder: Folder) -> None:
    answered(folder, EARLY)
    answered(folder, LATE, f1_1a=0)
    shutil.copy(folder.returned / EARLY, folder.returned / "早（副本）.xlsx")
    assert check(folder.root).evaluation.intake.states[UNIT] is UnitState.UNDECIDED
    names = [row[1] for row in rows(folder, "采用文件")]
    assert sorted(map(str, names)) == sorted([EARLY, LATE, "早（副本）.xlsx"])
    decide(folder, "采用文件", 2 + names.index(EARLY), 采用="√")
    done = check(folder.root)
    assert done.ledger_notes == ()
    fates = {receipt.file: receipt.fate for receipt in done.evaluation.intake.receipts}
    assert fates == {EARLY: Fate.ADOPTED, LATE: Fate.SET_ASIDE, "早（副本）.xlsx": Fate.DUPLICATE}
    assert done.evaluation.intake.states[UNIT] is UnitState.READ
    assert not any(found.code == "K105" for found in done.evaluation.findings)
    registered = openpyxl.load_workbook(done.path)["收件登记"]
    assert {row[2] for row in registered.iter_rows(min_row=2, max_row=4, values_only=True)} == {
        "已读",
        "未采用",
        "重复",
    }
    decide(folder, "采用文件", 2 + names.index(LATE), 采用="是")
    both = read(folder)
    assert both.intake.states[UNIT] is UnitState.UNDECIDED
    assert {"K105", "K721"} <= {found.code for found in both.findings}
    decide(folder, "采用文件", 2 + names.index(EARLY), 采用=None)
    assert read(folder).intake.returns[UNIT].file == LATE


@pytest.mark.no_cover
def test_a_third_return_is_listed_and_the_choice_stands(folder: Folder) -> None:
    answered(folder, EARLY)
    answered(folder, LATE, f1_1a=0)
    check(folder.root)
    decide(folder, "采用文件", 2, 采用="是")
    answered(folder, "新.xlsx", f1_2a="否")
    done = check(folder.root)
    assert done.ledger_notes == ("评估台账.xlsx 新增1个待定事项，请在里面裁定。",)
    assert {receipt.file for receipt in done.evaluation.intake.receipts if receipt.fate is Fate.SET_ASIDE} == {
        LATE if rows(folder, "采用文件")[0][1] == EARLY else EARLY,
        "新.xlsx",
    }


def test_a_refused_decision_is_not_final(folder: Folder, capsys: pytest.CaptureFixture[str]) -> None:
    decide(folder, "口径", 2, 采用="各取一半")
    assert main(["summary", str(folder.root), "--strict"]) == PENDING
    shown = capsys.readouterr().out
    assert "台账里有1处要改" in shown


def test_an_unreadable_ledger_ends_the_command(folder: Folder, capsys: pytest.CaptureFixture[str]) -> None:
    folder.ledger.write_bytes(b"PK\x03\x04")
    for verb in ("check", "summary"):
        assert main([verb, str(folder.root)]) == FAILED
        told = capsys.readouterr().err
        assert told.startswith("读不了 评估台账.xlsx：")
        assert told.strip().count("\n") == 0
    assert not (folder.root / "3-核对").exists()


def test_the_chosen_reading_is_printed_in_the_summary(folder: Folder) -> None:
    decide(folder, "口径", 7, 采用="不含85分")
    sheet = openpyxl.load_workbook(summarize(folder.root).path)["口径说明"]
    printed = [row[:2] for row in sheet.iter_rows(values_only=True) if str(row[0]).startswith("85分")]
    assert [chosen for _clause, chosen in printed] == ["不含85分"]


def test_a_ledger_open_elsewhere_is_obeyed_and_the_run_goes_on(
    folder: Folder, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    answered(folder, f5_3b=None)
    decide(folder, "口径", 7, 采用="不含85分")
    replace = Path.replace

    def locked(source: Path, target: Path) -> Path:
        if Path(target).name == folder.ledger.name:
            raise PermissionError(13, "Permission denied", str(target))
        return replace(source, target)

    monkeypatch.setattr(Path, "replace", locked)
    assert main(["summary", str(folder.root)]) == DONE
    assert "有1个待定事项没有写进 评估台账.xlsx：正被打开" in capsys.readouterr().out
    assert read(folder).scheme.chosen["85分"] == "不含85分"
    assert folder.summary.is_file()
