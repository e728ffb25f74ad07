"""进度: every unit's stage, what is next, and the words with which to chase. Nothing is written."""

import datetime as dt
import shutil
from dataclasses import replace
from fractions import Fraction

import openpyxl
import pytest

from kexie_excel.cli import main
from kexie_excel.commands.options import DONE
from kexie_excel.returns.model import UnitState
from kexie_excel.scoring.decisions import Onsite
from kexie_excel.screen.status import Status, after_check, after_summary, chasing_texts, next_steps, stage_table
from kexie_excel.workspace.folder import Folder
from kexie_excel.workspace.onsite import prepare_visits
from kexie_excel.workspace.status import survey
from tests.builders import SCHEME
from tests.visits import typed_book
from tests.workspace.rounds import approve_all, put_return, return_all, tell

pytestmark = pytest.mark.slow


UNITS = [unit.name for unit in SCHEME.units]
TODAY = dt.date(2017, 12, 8)
ALL_LEVELS = ("优秀", *["合格"] * 5, "优秀", *["合格"] * 3)


def see(folder: Folder) -> Status:
    """Look at the folder on the day."""
    return survey(folder.root, TODAY)


def test_every_unit_stands_where_its_files_and_decisions_put_it(folder: Folder) -> None:
    whole, mend, open_one, bare, unreadable, twice = UNITS[:6]
    put_return(folder, whole)
    put_return(folder, mend, f3_3b=99)
    put_return(folder, open_one, f5_3b=None)
    put_return(folder, bare, materials=False)
    (folder.returned / f"{unreadable}-{SCHEME.form_name}.xlsx").write_bytes(b"PK\x03\x04half")
    put_return(folder, twice)
    (folder.returned / f"{twice}.xlsx").rename(folder.returned / "甲.xlsx")
    put_return(folder, twice, 2)
    folder.form(SCHEME, UNITS[9]).unlink()
    approve_all(folder, ["优秀"])
    stages = {stage.unit: stage for stage in see(folder).stages}
    states = [stages[unit].state.value for unit in UNITS]
    assert states == ["已读", "已读", "已读", "已读", "不可读", "待定", "未报送", "未报送", "未报送", "未报送"]
    assert [stages[unit].to_mend > 0 for unit in (whole, mend, bare)] == [False, True, True]
    assert stages[open_one].open_questions == 1
    assert (stages[whole].approved, stages[mend].approved) == ("优秀", "")
    materials = tuple(material.name for material in SCHEME.materials)
    assert [stages[unit].lacking for unit in (whole, bare, UNITS[9])] == [(), materials, materials]
    assert [stages[unit].is_issued for unit in (UNITS[8], UNITS[9])] == [True, False]
    told = "\n".join(next_steps(see(folder)))
    for part in ("还没有评估表", "未报送：请催报", "收到的文件不能用", "以哪一份为准没有定", "必须改", "待核事项"):
        assert part in told


def test_nothing_is_written(folder: Folder, capsys: pytest.CaptureFixture[str]) -> None:
    put_return(folder, UNITS[0], f5_3b=None)
    before = {path: path.read_bytes() for path in folder.root.rglob("*") if path.is_file()}
    assert main(["进度", str(folder.root)]) == DONE
    assert {path: path.read_bytes() for path in folder.root.rglob("*") if path.is_file()} == before
    shown = capsys.readouterr().out
    assert all(unit in shown for unit in UNITS)
    shown.encode("gbk")


DEADLINES = {
    "2017-12-10": ("截止日期2017年12月10日，还有2天。", "请于2017年12月10日前报来"),
    "2017年12月8日": ("截止日期2017年12月8日，就是今天。", "请于2017年12月8日前报来"),
    "2017.12.1": ("截止日期2017年12月1日，已过7天，10个单位逾期未报。", "截止日期（2017年12月1日）已过，请尽快报来"),
    "月底": ("台账“基本信息”里的截止日期写的是“月底”，看不出年月日：请写成 2017年12月8日 这样。", "请于月底前报来"),
    "": ("台账“基本信息”里还没有填截止日期。", "请尽快报来"),
}


@pytest.mark.parametrize("deadline", DEADLINES)
def test_the_deadline_is_named_beside_who_is_missing(folder: Folder, deadline: str) -> None:
    tell(folder, 截止日期=deadline)
    first, chase = DEADLINES[deadline]
    seen = see(folder)
    assert next(next_steps(seen)) == first
    assert next(chasing_texts(seen)).endswith(f"{chase}：年度工作总结、绩效评估表、佐证材料。")


def test_each_unit_is_chased_for_what_it_lacks(folder: Folder) -> None:
    put_return(folder, UNITS[0])
    put_return(folder, UNITS[1], materials=False)
    (folder.returned / f"{UNITS[2]}-{SCHEME.form_name}.xlsx").write_bytes(b"PK\x03\x04half")
    texts = list(chasing_texts(see(folder)))
    assert len(texts) == 9
    head = f"科协：根据{SCHEME.source}，2017年度绩效评估"
    assert texts[:3] == [
        f"催报：{UNITS[1]}{head}的填报已收到，还缺（或表里没有注明）年度工作总结、绩效评估表、佐证材料。请尽快补报。",
        f"催报：{UNITS[2]}{head}的文件已收到，但没有下载完。请尽快重新发来评估表（Excel 工作簿）。",
        f"催报：{UNITS[3]}{head}的材料还没有收到。请尽快报来：年度工作总结、绩效评估表、佐证材料。",
    ]


def test_what_is_the_matter_with_a_file_is_said_to_the_unit_as_it_is(folder: Folder) -> None:
    """打不开, 打得开但不是评估表, 里面是别的单位的表: 没有收到 is said to those only from which nothing came."""
    put_return(folder, UNITS[0])
    shutil.copy(folder.returned / f"{UNITS[0]}.xlsx", folder.returned / f"{UNITS[1]}.xlsx")
    (folder.returned / f"{UNITS[2]}总结.pdf").write_bytes(b"%PDF-1.4")
    openpyxl.Workbook().save(folder.returned / f"{UNITS[3]}.xlsx")
    said = {
        text.split("科协：")[0].removeprefix("催报："): text.split("绩效评估的")[1]
        for text in chasing_texts(see(folder))
    }
    assert said[UNITS[1]] == "文件已收到，但里面是别的单位的表。请尽快重新发来评估表（Excel 工作簿）。"
    assert said[UNITS[2]] == "文件已收到，但打开看不是评估表。请尽快重新发来评估表（Excel 工作簿）。"
    assert said[UNITS[3]] == said[UNITS[2]]
    assert said[UNITS[4]].startswith("材料还没有收到。")


def test_once_all_is_settled_the_next_step_is_the_approval_then_the_notice(folder: Folder) -> None:
    return_all(folder)
    seen = see(folder)
    assert list(chasing_texts(seen)) == []
    assert list(next_steps(seen)) == [
        "还没有现场评分：请运行 kexie onsite 准备现场评估表；已经看过、各项都按核算分的，不必再填。",
        "分数已经核定：请运行 kexie summary，把汇总表报领导小组审定（要印的几页：运行 kexie print 文件夹 上会），审定等次填进台账“审定”，再运行 kexie notice。",
    ]
    assert after_check(seen.evaluation).startswith("下一步：运行 kexie onsite")
    assert after_summary(seen.evaluation).startswith("下一步：把汇总表报领导小组审定")
    approve_all(folder, ALL_LEVELS)
    seen = see(folder)
    assert list(next_steps(seen))[-1] == "全部审定：可以运行 kexie notice 写通报。"
    assert after_summary(seen.evaluation) == "下一步：全部审定：可以运行 kexie notice 写通报。"
    visited = replace(seen, stages=tuple(replace(stage, is_visited=True) for stage in seen.stages))
    assert list(next_steps(visited)) == ["全部审定：可以运行 kexie notice 写通报。"]


@pytest.mark.no_cover
def test_while_something_is_open_each_command_says_where_to_look(folder: Folder) -> None:
    empty = see(folder).evaluation
    assert after_check(empty) == (
        "下一步：收到的文件放进“2-回收”，再运行 kexie check；催报的话运行 kexie status 就有。"
    )
    put_return(folder, UNITS[0], f5_3b=None)
    seen = see(folder).evaluation
    assert "“差异清单”" in after_check(seen)
    assert "kexie status" in after_check(seen)
    assert after_summary(seen) == "下一步：哪个单位还差什么、怎么办，运行 kexie status；都办完再汇总一次。"


@pytest.mark.no_cover
def test_only_an_adopted_return_is_to_be_mended_and_only_several_are_chosen_among(folder: Folder) -> None:
    """采用文件 lists what competes; a workbook of two units' names has to come again."""
    twice, mixed, other = UNITS[:3]
    put_return(folder, twice)
    (folder.returned / f"{twice}.xlsx").rename(folder.returned / "甲.xlsx")
    put_return(folder, twice, 2)
    put_return(folder, mixed)
    book = openpyxl.load_workbook(folder.returned / f"{mixed}.xlsx")
    book["填报说明"]["C3"] = other
    book.save(folder.returned / f"{mixed}.xlsx")
    seen = see(folder)
    assert [stage.to_mend for stage in seen.stages] == [0] * 10
    told = list(next_steps(seen))
    assert f"1个单位收到的填报以哪一份为准没有定：请在台账“采用文件”里选定。（{twice}）" in told
    (question,) = (line for line in told if "看不准是哪个单位的" in line)
    assert question.endswith(f"（{mixed}、{other}）")


def test_what_the_ledger_refuses_is_the_offices_to_mend(folder: Folder) -> None:
    return_all(folder)
    approve_all(folder, ["良好"])
    seen = see(folder)
    assert [stage.to_mend for stage in seen.stages] == [0] * 10
    assert list(next_steps(seen)) == ["台账里有1处要改：请运行 kexie check，看“3-核对”里的差异清单。"]


@pytest.mark.no_cover
def test_what_an_on_site_workbook_has_wrong_is_not_the_countys_to_mend(folder: Folder) -> None:
    return_all(folder)
    prepare_visits(folder.root)
    path = folder.onsite_book(UNITS[0])
    typed_book(path.read_bytes(), {"1.1": ("约一分", "看了材料")}).save(path)
    seen = see(folder)
    assert [stage.to_mend for stage in seen.stages] == [0] * 10
    assert list(next_steps(seen)) == [
        f"1个单位有待核事项：请他们补正，或在台账“裁定”里裁定。（{UNITS[0]}）",
        "现场评估表里有1处要改：请运行 kexie check，看“3-核对”里的差异清单。",
    ]


@pytest.mark.no_cover
def test_on_site_scores_are_counted(folder: Folder) -> None:
    put_return(folder, UNITS[0])
    seen = see(folder)
    stage = replace(seen.stages[0], onsite=2, state=UnitState.READ)
    cells = [list(column.cells) for column in stage_table(replace(seen, stages=(stage,))).columns]
    assert cells[5] == ["2项"]
    score = seen.evaluation.standings[0].score
    assert score is not None
    assert replace(score.items[0], visit=Onsite(Fraction(1), "")).onsite == 1


def test_what_the_office_has_to_open_first_is_no_unit_s_fault(folder: Folder) -> None:
    """A part of a split archive, a mail with a signature, a file that is not loaded down yet: nobody is told to send it again."""
    mine, theirs = UNITS[:2]
    for name in (f"{mine}.zip", f".{mine}.xlsx.icloud"):
        (folder.returned / name).write_bytes(b"PK\x07\x08PK\x03\x04")
    (folder.returned / f"{theirs}.xlsx").write_bytes(b"")
    seen = see(folder)
    assert seen.units(UnitState.UNREADABLE) == [mine, theirs]
    texts = "".join(chasing_texts(seen))
    assert f"{theirs}科协" in texts
    assert f"{mine}科协" not in texts
    steps = list(next_steps(seen))
    assert f"1个单位收到的文件不能用：请他们重新发来，放进“2-回收”。（{theirs}）" in steps
    (own,) = [step for step in steps if "要先在本机打开" in step]
    assert own.endswith(f"（{mine}）")
