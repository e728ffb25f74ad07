"""逐项矩阵 (design §5.2): items × units on one page, coloured by rate."""

from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

import pytest
from openpyxl.cell.cell import Cell

from kexie_excel.scheme.kinds.rule import Outcome
from kexie_excel.scheme.model import Unit
from kexie_excel.scoring.result import Evaluation
from kexie_excel.summary.write import write_summary
from tests.summary.builders import SCHEME, Story, evaluation, final_year, open_year
from tests.summary.reading import data, rows, sheet_of, texts

SHEET = "逐项矩阵"
FINAL, OPEN = write_summary(final_year()), write_summary(open_year())
NAMES = [unit.name for unit in SCHEME.units]
WHITE = "00000000"


def matrix(content: bytes) -> dict[object, dict[str, object]]:
    """Give the rows of the items by 编号."""
    return {row["编号"]: row for row in data(content, SHEET) if row["编号"]}


def of_item(adopted: str | None, key: str = "2.3", most: Fraction = Fraction(4)) -> Cell:
    """Give the cell of an item of which so much was adopted."""
    year = evaluation({NAMES[0]: Story(rank=1, level="合格")})
    (standing,) = year.standings
    assert standing.score is not None
    points = Fraction(adopted or 0)
    outcome = Outcome(points, points if adopted else most, "如此")
    items = tuple(replace(item, computed=outcome) if item.id == key else item for item in standing.score.items)
    changed = replace(standing, score=replace(standing.score, items=items))
    sheet = sheet_of(write_summary(replace(year, standings=(changed,))), SHEET)
    row = next(number for number, row in enumerate(rows(sheet), start=1) if row[0] == key)
    cell = sheet.cell(row, 4)
    assert isinstance(cell, Cell)
    return cell


def fill(cell: Cell) -> str:
    """Give a cell's colour."""
    return str(cell.fill.start_color.rgb)


def grey(colour: str) -> float:
    """Give how light a colour is in print, from 0 to 255."""
    red, green, blue = (int(colour[at : at + 2], 16) for at in (2, 4, 6))
    return 255 if colour == WHITE else 0.299 * red + 0.587 * green + 0.114 * blue


def wide(count: int) -> Evaluation:
    """Give a year of many units."""
    units = tuple(Unit(f"第{number}县", SCHEME.categories[0]) for number in range(count))
    stories = {unit.name: Story(rank=1, level="合格") for unit in units}
    return evaluation(stories, scheme=replace(SCHEME, units=units))


def test_headers_are_units_by_category() -> None:
    """§5.2: 编号 指标 分值, then the units of each category and their mean."""
    header = rows(sheet_of(FINAL, SHEET))[0]
    assert list(header) == ["编号", "指标", "分值", *NAMES[:6], "县市平均", *NAMES[6:], "区平均"]


def test_every_item_has_its_row() -> None:
    """§5.2: 34 rows, 7.1 and 7.2 among them, with title and 分值."""
    found = matrix(FINAL)
    assert list(found) == list(SCHEME.row_ids)
    assert [row["指标"] for row in found.values()] == list(SCHEME.title_of.values())
    assert [row["分值"] for row in found.values()] == [*(float(item.points) for item in SCHEME.items), "不限", "不限"]


def test_a_cell_is_what_was_adopted() -> None:
    """§5.2: the same points as 采用 in 逐项得分; 待核 where that is empty."""
    found = matrix(OPEN)
    for row in data(OPEN, "逐项得分"):
        expected = "待核" if row["采用"] is None else row["采用"]
        assert found[row["编号"]][str(row["单位"])] == expected


def test_a_unit_without_score_keeps_its_column() -> None:
    """§5.2: 未报送 is not 0: the column is empty and says why at its foot."""
    column = [row[NAMES[4]] for row in data(OPEN, SHEET)]
    assert column[:-1] == [None] * len(SCHEME.row_ids)
    assert column[-1] == "未报送"


def test_means_are_of_what_is_adopted() -> None:
    """§5.2: a category's mean leaves out what is pending or missing; of nothing there is no mean."""
    row = matrix(OPEN)["1.5"]
    points = [value for value in (row[name] for name in NAMES[:6]) if isinstance(value, int | float)]
    assert len(points) == 4
    assert row["县市平均"] == pytest.approx(sum(points) / 4, abs=0.005)
    alone = evaluation({NAMES[0]: Story(pending={"1.5": Outcome(Fraction(0), Fraction(2), "没有填")}, level="待定")})
    assert matrix(write_summary(alone))["1.5"]["县市平均"] is None


def test_the_last_row_is_the_total() -> None:
    """§5.2: 综合评分 of each unit and the mean, below the items."""
    last = data(FINAL, SHEET)[-1]
    totals = {standing.unit.name: float(standing.total or 0) for standing in final_year().standings}
    assert last["指标"] == "综合评分"
    assert {name: last[name] for name in NAMES} == totals
    assert last["区平均"] == pytest.approx(sum(totals[name] for name in NAMES[6:]) / 4)


def test_less_is_darker() -> None:
    """§5.2: full, more than half, less, nothing: each step darker than the one before, in grey as well; 0 is bold."""
    steps = [of_item(points) for points in ("4", "2", "1.9", "0")]
    greys = [grey(fill(cell)) for cell in steps]
    assert greys[0] == 255
    assert all(before - after > 15 for before, after in pairwise(greys))
    assert [bool(cell.font.b) for cell in steps] == [False, False, False, True]
    assert len({*map(fill, steps), fill(of_item(None))}) == 5
    assert of_item(None).value == "待核"


@pytest.mark.parametrize(("key", "points"), [("7.1", "0"), ("7.1", "5"), ("2.3", "5")])
def test_what_has_no_limit_has_no_colour(key: str, points: str) -> None:
    """§5.2: without a bonus nobody failed; a ruling above 分值 is full."""
    assert fill(of_item(points, key)) == WHITE


def test_the_colours_are_explained() -> None:
    """§5.2: a legend below the table, in the table's own colours."""
    sheet = sheet_of(FINAL, SHEET)
    legend = {
        str(cell.value): fill(cell)
        for row in sheet.iter_rows(len(SCHEME.row_ids) + 4)
        for cell in row
        if isinstance(cell, Cell) and cell.value
    }
    assert list(legend)[:5] == ["得满分", "一半以上", "不到一半", "0分", "待核"]
    assert len(set(list(legend.values())[:5])) == 5
    assert texts(FINAL, SHEET)[-1].startswith("着色按")


@pytest.mark.no_cover
@pytest.mark.slow
@pytest.mark.parametrize(("units", "across"), [(0, 1), (1, 1), (12, 1), (13, 2), (30, 3)])
def test_a_dozen_units_fill_a_page(units: int, across: int) -> None:
    """§5.2: one page for ten units; more go on sideways under the same rows, with the first columns repeated."""
    sheet = sheet_of(write_summary(wide(units)), SHEET)
    assert ((sheet.page_setup.fitToWidth or 1), (sheet.page_setup.fitToHeight or 1)) == (across, 1)
    assert (sheet.print_title_rows, sheet.print_title_cols) == ("$1:$1", "$A:$C")


def test_a_long_scheme_goes_on_downwards() -> None:
    """§9: next year's scheme may have many more items; the print is never shrunk until nobody can read it."""
    items = tuple(
        replace(item, id=f"{item.id}.{copy}", title=item.title * 3) for copy in range(3) for item in SCHEME.items
    )
    sections = (replace(SCHEME.sections[0], items=items),)
    year = evaluation({NAMES[0]: Story(rank=1, level="合格")}, scheme=replace(SCHEME, sections=sections))
    sheet = sheet_of(write_summary(year), SHEET)
    assert sheet.page_setup.fitToHeight == 0
    assert (sheet.row_dimensions[2].height or 0) >= 30
