"""A year moved on: scheme in the finished sample folder, three edits, init, ten returns, summary with 上年汇总.

The figures are reckoned by hand: 2017's items sum to 99; 1.3 is worth 3 instead of 2, so everything done is worth 100.
"""

import shutil
from pathlib import Path

import pytest
from openpyxl import load_workbook

from kexie_excel.cli import main
from kexie_excel.commands.options import DONE
from kexie_excel.numbers import show
from kexie_excel.scheme_book.sheets import ItemSheet, LevelSheet, RuleSheet
from kexie_excel.workspace.folder import Folder
from kexie_excel.workspace.jobs import summarize
from scripts.fill import Cell
from tests.workspace.years import hand_in, lay_beside

pytestmark = pytest.mark.slow

SAMPLE = Path(__file__).parents[2] / "samples" / "2017示例"
MISSED: dict[str, dict[str, Cell]] = {
    "平江县": {},
    "岳阳县": {"f3_4a": 1},  # 3.4 now wants two: 3 points less
    "华容县": {"f1_3a": False},  # 3 points less, of what was worth 2
    "湘阴县": {"f3_4a": 2},
    "临湘市": {"f1_3a": False, "f3_4a": 1},
    "汨罗市": {"f6_3a": False},
    "岳阳楼区": {},
    "云溪区": {"f4_1a": False},
    "君山区": {"f4_1a": False, "f4_2a": False},
    "屈原管理区": {"f1_3a": False},
}
TOTALS = {
    "平江县": "100",
    "岳阳县": "97",
    "华容县": "97",
    "湘阴县": "100",
    "临湘市": "94",
    "汨罗市": "98",
    "岳阳楼区": "100",
    "云溪区": "99",
    "君山区": "97",
    "屈原管理区": "97",
}


@pytest.mark.no_cover
def test_a_year_moved_on(tmp_path: Path) -> None:
    before = Path(shutil.copytree(SAMPLE, tmp_path / "2017年度评估"))
    assert main(["scheme", str(before)]) == DONE
    path = before / "6-下一年" / "方案.xlsx"
    book = load_workbook(path)
    for sheet, cell, value in (
        (ItemSheet.SHEET, "F5", 3),
        (ItemSheet.SHEET, "F2", 12),
        (ItemSheet.SHEET, "E5", "1.3全民科学素质实施工作纳入党委政府绩效考核体系。计3分，未落实不计分。"),
        (RuleSheet.SHEET, "L5", 3),
        (RuleSheet.SHEET, "K32", "≥2"),
        (LevelSheet.SHEET, "B2", "≥98"),
        (LevelSheet.SHEET, "B3", ">98"),  # the reading that stands in for it
    ):
        book[sheet][cell] = value
    book.save(path)
    root = tmp_path / "2018年度评估"
    assert main(["init", str(root), "--scheme", str(path)]) == DONE
    folder = Folder(root)
    for unit, changes in MISSED.items():
        hand_in(folder, unit=unit, file="", **changes)
    assert main(["summary", str(before)]) == DONE
    lay_beside(Folder(before), folder)
    evaluation = summarize(root).evaluation
    totals = {own.unit.name: show(own.total) for own in evaluation.standings if own.total is not None}
    assert totals == TOTALS
    assert evaluation.last_year is not None
    assert evaluation.last_year.past is not None
    years = load_workbook(folder.summary)["纵向对比"]
    headers = [cell.value for cell in years[1]]
    rows = {row[1]: dict(zip(headers, row, strict=True)) for row in years.iter_rows(min_row=2, values_only=True)}
    assert rows["平江县"]["本年得分"] == 100
    assert rows["平江县"]["1.党委政府重视程度"] == "指标调整，不可比"
    assert isinstance(rows["平江县"]["2.党的建设"], int | float)
