"""Evaluations as tables (design §8: pandas lives in report/table.py)."""

import subprocess
import sys
from fractions import Fraction

from kexie_excel.summary.table import finding_table, item_rows, records, section_table
from tests.summary.builders import SCHEME, Story, evaluation, final_year, open_year


def test_points_stay_exact() -> None:
    """§7: exact from cell to total; a third stays a third until it is printed."""
    name = SCHEME.units[0].name
    year = evaluation({name: Story(Fraction(1, 3), rank=1, level="优秀")})
    (row,) = records(section_table(year), [SCHEME.sections[-1].id, "综合评分"])
    full = sum((item.points for item in SCHEME.items), Fraction(0))
    assert row == (SCHEME.sections[-1].points - Fraction(1, 3), full - Fraction(1, 3))


def test_a_table_has_its_columns_without_rows() -> None:
    """§9: empty lists are tables too."""
    table = finding_table(evaluation({}))
    assert list(records(table, list(table.columns))) == []


def test_records_follow_the_order_asked_for() -> None:
    """§5.2: the sheet says which column stands where."""
    year = open_year()
    first = year.findings[0]
    assert next(records(finding_table(year), ["代码", "单位"])) == (first.code, first.unit)


def test_every_row_of_every_scored_unit_is_listed() -> None:
    """§5.2: 34 rows a unit, 7.1 and 7.2 always there, unit by unit in the order of 汇总表."""
    year = final_year()
    units = [standing.unit.name for standing in year.standings]
    rows = [(name, row) for name in units for row in SCHEME.row_ids]
    assert [(row[1], row[2]) for row in item_rows(year)] == rows
    assert list(item_rows(evaluation({}))) == []


def test_pandas_is_imported_for_tables_only() -> None:
    """§8: whoever needs no table does not wait for pandas."""
    code = (
        "import sys, kexie_excel.summary.meeting_page, kexie_excel.summary.readings; sys.exit('pandas' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
