"""The listings of a summary: their records, and what they wait for."""

import subprocess
import sys
from fractions import Fraction

import pytest

from kexie_excel.scoring.insight.changes import Changes
from kexie_excel.summary.columns import ITEMS, item_lines
from kexie_excel.summary.listings import change_lines
from kexie_excel.summary.sections import points_by_section, section_rows
from tests.summary.builders import SCHEME, Story, evaluation, final_year


def test_points_stay_exact() -> None:
    """§7: exact from cell to total; a third stays a third until it is printed."""
    name = SCHEME.units[0].name
    year = evaluation({name: Story(Fraction(1, 3), rank=1, level="优秀")})
    row = next(row for row in section_rows(year, points_by_section(year)) if row[1] == name)
    full = sum((item.points for item in SCHEME.items), Fraction(0))
    assert (row[-3], row[-1]) == (SCHEME.sections[-1].points - Fraction(1, 3), full - Fraction(1, 3))


def test_a_result_in_which_only_words_differ_is_not_announced_as_a_list() -> None:
    """No colon with nothing behind it: the screen says what 本次变动 says."""
    (line,) = change_lines(Changes((), "历史/评估结果汇总表-第1次.xlsx"))
    assert line.endswith("相比，只有文字说明有变，得分、名次和等次都没有变。")


def test_every_row_of_every_scored_unit_is_listed() -> None:
    """§5.2: 34 rows a unit, 7.1 and 7.2 always there, unit by unit in the order of 汇总表."""
    year = final_year()
    units = [standing.unit.name for standing in year.standings]
    rows = [(name, row) for name in units for row in SCHEME.row_ids]
    assert [ITEMS.cells(line)[1:3] for line in item_lines(year)] == rows
    assert list(item_lines(evaluation({}))) == []


@pytest.mark.parametrize("module", ["cli", "menu", "workspace.jobs", "workspace.status", "summary.write"])
def test_pandas_waits_until_a_sheet_pivots(module: str) -> None:
    """§8: whoever writes no 分项得分 does not wait for pandas."""
    code = f"import sys, kexie_excel.{module}; sys.exit('pandas' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
