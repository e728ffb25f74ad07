"""From filled forms in 2-回收 to the printed summary, file by file, against the independent reading of the document."""

import datetime as dt
import random
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest

from kexie_excel.form.headers import Bonus, Facts, Materials, Scores
from kexie_excel.scheme.fact import Fact, FactKind, Value
from kexie_excel.sheets.read.grid import Workbook, open_workbook
from kexie_excel.sheets.read.raw import Raw
from kexie_excel.workspace.folder import Folder
from kexie_excel.workspace.jobs import check, summarize
from scripts.fill import Answers, Award, Cell, filled_in
from tests import oracle
from tests.builders import SCHEME
from tests.returned import Desk, typed

pytestmark = [pytest.mark.slow, pytest.mark.no_cover]

NAMES = [unit.name for unit in SCHEME.units]
EDGES = (0, 1, 2, 3, 7, 9, 10, 20, 29, 30, 49, 50, 70, 90, 100)
SHARES = (("2.3b", "2.3a"), ("3.3b", "3.3a"), ("3.3d", "3.3c"), ("5.3d", "5.3c"))
"""Part and whole."""
WORKS = ("科普大篷车", "机器人竞赛", "院士行", "乡村科普", "智库")
PENDING, MISSING = "待定", "未报送"


@dataclass(frozen=True)
class Story:
    """What one unit answers; complete, but perhaps with shares that cannot be computed."""

    facts: dict[str, Value]
    awards: list[oracle.BonusRow]
    selfs: dict[str, Fraction]


@dataclass(frozen=True)
class Year:
    """A working folder after ``summary``, and what was typed into its returns."""

    root: Path
    stories: Mapping[str, Story]
    ranking: Mapping[str, Mapping[str, object]]
    """汇总表: unit → header → value."""
    items: Mapping[tuple[str, str], Mapping[str, object]]
    """逐项得分: unit, 编号 → header → value."""
    totals: Mapping[str, Fraction] = field(default_factory=dict)
    """Unit → 综合评分 as printed."""


def draw_value(rng: random.Random, fact: Fact, quality: float) -> Value:
    """Draw an answer; a good unit says 是 more often, and does more."""
    if fact.kind is FactKind.YES_NO:
        return rng.random() < quality
    if fact.kind is FactKind.CHOICE:
        return rng.choice(fact.choices)
    if fact.id == "2.1v":
        return Fraction(int(rng.random() > quality**0.2))
    if fact.kind is FactKind.AMOUNT:
        return Fraction(rng.randint(1, 9999), 100)
    return Fraction(rng.choice(EDGES) if rng.random() < quality else 0)


def draw_story(rng: random.Random, *, is_open: bool) -> Story:
    """Draw one unit's complete form; ``is_open`` lets shares be impossible."""
    quality = rng.choice((0.6, 0.85, 0.97, 1.0))
    facts = {fact.id: draw_value(rng, fact, quality) for fact in SCHEME.facts}
    for part, whole in SHARES:
        low, high = sorted((Fraction(rng.choice(EDGES)), Fraction(rng.choice(EDGES))))
        facts[part], facts[whole] = low, max(high, Fraction(1))
        if is_open and rng.random() < 0.15:
            facts[part], facts[whole] = rng.choice(((Fraction(5), Fraction(0)), (Fraction(9), Fraction(8))))
    if is_open and rng.random() < 0.2:
        facts["1.5c"] = Fraction(0)
    awards = [
        oracle.BonusRow(
            rng.choice(SCHEME.bonus_kinds).label,
            rng.choice(WORKS),
            rng.randint(1, 5),
            rng.choice((2015, 2016, 2017, 2017, 2018)),
        )
        for _ in range(rng.randint(0, 8))
    ]
    return Story(facts, awards, {key: Fraction(rng.randint(0, 40), 10) for key in SCHEME.row_ids})


def write_returns(folder: Folder, stories: Mapping[str, Story]) -> None:
    """Fill the issued forms as the counties would."""
    for unit, story in stories.items():
        facts = {key: typed(value) for key, value in story.facts.items()}
        selfs: dict[str, Cell] = {key: typed(value) for key, value in story.selfs.items()}
        awards = [Award(row.kind, row.work, row.quantity, dt.date(row.year, 6, 1)) for row in story.awards]
        materials = {material.id: True for material in SCHEME.materials}
        form = folder.form(SCHEME, unit)
        typing = Answers(facts, selfs, awards, materials)
        (folder.returned / form.name).write_bytes(filled_in(form.read_bytes(), SCHEME, typing))


def rows_of(path: Path, sheet: str) -> Iterator[tuple[object, ...]]:
    """Give the rows of a sheet as an ordinary spreadsheet reader sees them."""
    book = openpyxl.load_workbook(path)
    yield from book[sheet].iter_rows(values_only=True)


def read_ranking(path: Path) -> dict[str, dict[str, object]]:
    """Read 汇总表: a header row stands over each block."""
    headers: tuple[str, ...] = ()
    lines: dict[str, dict[str, object]] = {}
    for row in rows_of(path, "汇总表"):
        if row[:2] == ("名次", "单位"):
            headers = tuple(str(value) for value in row)
        elif row[1] in NAMES:
            assert row[1] not in lines
            lines[str(row[1])] = dict(zip(headers, row, strict=True))
    return lines


def read_items(path: Path) -> dict[tuple[str, str], dict[str, object]]:
    """Read 逐项得分."""
    header, *rows = rows_of(path, "逐项得分")
    assert header == ("类别", "单位", "编号", "分值", "自评", "核算", "现场", "复核", "采用", "依据", "佐证材料")
    names = tuple(map(str, header))
    lines = [dict(zip(names, row, strict=True)) for row in rows]
    items = {(str(line["单位"]), str(line["编号"])): line for line in lines}
    assert len(items) == len(lines)
    return items


def exact(value: object) -> Fraction:
    """Give a number of the summary: figures there have two decimals."""
    assert isinstance(value, int | float), value
    return Fraction(f"{value:.2f}")


@pytest.fixture(scope="module", params=[(1, False, 10), (2, True, 10), (3, True, 8)], ids=["settled", "open", "absent"])
def year(request: pytest.FixtureRequest, established: Path, tmp_path_factory: pytest.TempPathFactory) -> Year:
    """A whole year through files: two units send nothing in the last one."""
    seed, is_open, count = request.param
    rng = random.Random(seed)  # noqa: S311 - the same forms every time
    root = tmp_path_factory.mktemp("年") / "2017"
    folder = Folder(shutil.copytree(established, root))
    drawn = {unit: draw_story(rng, is_open=is_open) for unit in rng.sample(NAMES, count)}
    stories = {unit: drawn[unit] for unit in NAMES if unit in drawn}
    write_returns(folder, stories)
    path = summarize(root).path
    assert path == folder.summary
    ranking = read_ranking(path)
    totals = {unit: exact(line["综合评分"]) for unit, line in ranking.items() if line["综合评分"] is not None}
    return Year(root, stories, ranking, read_items(path), totals)


def points_of(story: Story) -> dict[str, Fraction | None]:
    """Give what the document gives for each row of the 评估表; ``None``: it does not say."""
    items = oracle.item_scores(story.facts)
    return items | {"7.1": oracle.bonus_71(story.facts, story.awards), "7.2": oracle.bonus_72(story.awards)}


def test_every_item_of_every_unit(year: Year) -> None:
    """Design §5.2: 采用 is a number, or empty where pending; 34 rows a unit."""
    expected = {(unit, row): points for unit, story in year.stories.items() for row, points in points_of(story).items()}
    adopted = {place: line["采用"] for place, line in year.items.items()}
    assert {place: None if value is None else exact(value) for place, value in adopted.items()} == expected
    assert len(expected) == len(year.stories) * 34


def test_every_cell_of_every_item_is_filled(year: Year) -> None:
    """Only 采用 may be empty; 自评 is what was typed."""
    for (unit, row), line in year.items.items():
        assert [header for header, value in line.items() if value is None] == (
            [] if line["采用"] is not None else ["采用"]
        )
        assert exact(line["自评"]) == year.stories[unit].selfs[row]


def test_every_total(year: Year) -> None:
    """综合评分 is the sum of what is adopted; what is pending adds its certain part, never more than it can be worth."""
    assert set(year.totals) == set(year.stories)
    for unit, story in year.stories.items():
        points = points_of(story)
        known = sum((value for value in points.values() if value is not None), oracle.ZERO)
        could = sum((SCHEME.item_of[row].maximum for row, value in points.items() if value is None), oracle.ZERO)
        assert known <= year.totals[unit] <= known + could
        line = year.ranking[unit]
        assert exact(line["加分"]) == (points["7.1"] or 0) + (points["7.2"] or 0)
        assert exact(line["核定分"]) + exact(line["加分"]) == year.totals[unit]
        assert exact(line["自评总分"]) == sum(story.selfs.values())


def test_every_rank_and_level(year: Year) -> None:
    """五、等次确定, with 待定 for whatever is open and 未报送 for whoever sent nothing."""
    vetoed = {unit for unit, story in year.stories.items() if oracle.is_vetoed(story.facts)}
    for category in SCHEME.categories:
        names = [unit.name for unit in SCHEME.units_in(category)]
        totals = {unit: year.totals[unit] for unit in names if unit in year.totals}
        verdicts = oracle.verdicts(totals, vetoed, len(names))
        for unit in names:
            line = year.ranking[unit]
            if unit not in year.stories:
                assert [line[header] for header in ("名次", "自评总分", "核定分", "加分", "综合评分")] == [None] * 5
                assert line["建议等次"] == MISSING
                continue
            rank, level = verdicts[unit].rank, verdicts[unit].level
            is_open = None in points_of(year.stories[unit]).values() and unit not in vetoed
            assert line["名次"] == ("—" if rank is None else rank)
            assert line["建议等次"] == (PENDING if is_open else level)
            assert line["审定等次"] is None


def test_the_years_are_worth_testing(year: Year) -> None:
    """A guard: they hold pending items, vetoes, ties or absences, as named, and good units as well as poor ones."""
    pending = [place for place, line in year.items.items() if line["采用"] is None]
    levels = {line["建议等次"] for line in year.ranking.values()}
    assert len(year.ranking) == len(NAMES)
    assert bool(pending) is (PENDING in levels)
    assert (MISSING in levels) is (len(year.stories) < len(NAMES))
    if not pending:
        assert {"优秀", "合格", "不合格"} <= levels


def test_the_same_folder_gives_the_same_workbook(year: Year) -> None:
    """Design §3: every command can be run again at any time and gives the same result."""
    path = Folder(year.root).summary
    cells, data = cells_of(path), path.read_bytes()
    path.unlink()
    assert summarize(year.root).path == path
    assert cells_of(path) == cells
    assert path.read_bytes() == data


def cells_of(path: Path) -> dict[tuple[str, str], object]:
    """Give every cell of a workbook."""
    book = openpyxl.load_workbook(path)
    return {
        (sheet.title, cell.coordinate): cell.value
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
    }


NASTY: tuple[Raw, ...] = (
    "=1+1",
    '=HYPERLINK("http://x")',
    "@SUM(A1)",
    "<r><t>x</t></r>",
    "a\x0bb\x07c\x00",
    "_x000D_",
    "汉" * 32_767,
    "😀" * 16_383,
    "9" * 5000,
    "3." + "3" * 5000,
    1e300,
    -1e300,
    1e-300,
    True,
    dt.date(1900, 1, 1),
    dt.datetime(9999, 12, 31, 23, 59),  # noqa: DTZ001 - as a cell holds it
    dt.time(1, 2, 3),
    "{}{0}{unit}%s",
    "[bold]x[/bold]",
)


@pytest.mark.no_cover
@pytest.mark.parametrize("shift", [0, 1])
def test_nothing_that_a_county_can_type_stops_anything(established: Path, tmp_path: Path, shift: int) -> None:
    """Design §9, cases 70, 76 and 77: text stays text, and every number is finite."""
    folder = Folder(Path(shutil.copytree(established, tmp_path / "2017")))
    opened = open_workbook(folder.form(SCHEME, NAMES[0]))
    assert isinstance(opened, Workbook)
    desk = Desk(folder.returned, {sheet.name: [list(row) for row in sheet.rows] for sheet in opened.sheets})
    for name in (Scores.SHEET, Facts.SHEET, Bonus.SHEET, Materials.SHEET):
        for row, values in enumerate(desk.sheets[name][3:10]):
            for column in range(3, max(8, len(values))):
                values[column : column + 1] = [NASTY[(shift + 3 * row + column) % len(NASTY)]]
    desk.save("表.xlsx")
    assert check(folder.root).evaluation.intake.returns[NAMES[0]].unit == NAMES[0]
    book = openpyxl.load_workbook(summarize(folder.root).path)
    formulas = [
        (sheet.title, cell.coordinate)
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    ]
    assert formulas == []
