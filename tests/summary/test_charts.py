"""The charts of 分项得分 (design §5.2): native, fed from cells, readable in grey."""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from functools import cache
from io import BytesIO
from xml.etree import ElementTree as ET

import pytest
from openpyxl.utils import range_boundaries
from openpyxl.worksheet.worksheet import Worksheet

from kexie_excel.scheme.model import Unit
from kexie_excel.scoring.result import Evaluation
from kexie_excel.summary.charts import spread
from kexie_excel.summary.write import write_summary
from tests.builders import FOUR, with_level
from tests.summary.builders import SCHEME, Story, evaluation, final_year, open_year
from tests.summary.reading import sheet_of

DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
SHEET = "分项得分"
FINAL, OPEN = write_summary(final_year()), write_summary(open_year())
MISSING = open_year().standings[4].unit.name


def charts(content: bytes) -> list[ET.Element]:
    """Give the charts of a workbook in their order."""
    with zipfile.ZipFile(BytesIO(content)) as parts:
        names = sorted(
            (name for name in parts.namelist() if name.startswith("xl/charts/")),
            key=lambda name: int(re.sub(r"\D", "", name)),
        )
        return [ET.fromstring(parts.read(name)) for name in names]  # noqa: S314 - our own file


@cache
def _sheet(content: bytes) -> Worksheet:
    """Open 分项得分 once, however often a chart refers to it."""
    return sheet_of(content, SHEET)


def cells(content: bytes, reference: str) -> list[object]:
    """Give what the cells hold that a chart refers to."""
    sheet, _, area = reference.rpartition("!")
    assert sheet in {SHEET, f"'{SHEET}'"}
    left, top, right, bottom = range_boundaries(area.replace("$", ""))
    values = _sheet(content).iter_rows(top, bottom, left, right, values_only=True)
    return [value for row in values for value in row]


def references(chart: ET.Element, role: str) -> Iterator[str]:
    """Give what a chart takes its names (tx), categories (cat) or values (val) from, series by series."""
    for series in chart.iter(f"{CHART}ser"):
        for found in series.findall(f"{CHART}{role}//{CHART}f"):
            yield found.text or ""


def named(content: bytes, chart: ET.Element) -> dict[object, list[object]]:
    """Give the values of each series by its name, as they stand in cells."""
    pairs = zip(references(chart, "tx"), references(chart, "val"), strict=True)
    return {cells(content, name)[0]: cells(content, values) for name, values in pairs}


def title(content: bytes, chart: ET.Element) -> object:
    """Give a chart's title."""
    (found,) = chart.findall(f"{CHART}chart/{CHART}title//{CHART}f")
    return cells(content, found.text or "")[0]


def year_of(names: list[str]) -> Evaluation:
    """Give a year of one category with these units."""
    units = tuple(Unit(name, SCHEME.categories[0]) for name in names)
    stories = {unit.name: Story(Fraction(at), rank=at + 1, level="合格") for at, unit in enumerate(units)}
    return evaluation(stories, scheme=replace(SCHEME, units=units))


def test_every_category_has_its_charts() -> None:
    """§5.2: per category a chart of 综合评分, then its section profile; a draft says so."""
    first, second = SCHEME.categories
    expected = [
        f"{first}综合评分",
        f"{second}综合评分",
        f"{first}各项得分率与平均水平",
        f"{second}各项得分率与平均水平",
    ]
    assert [title(FINAL, chart) for chart in charts(FINAL)] == expected
    assert [title(OPEN, chart) for chart in charts(OPEN)] == [f"{text}（未定稿）" for text in expected]


@pytest.mark.no_cover
def test_totals_stand_against_the_lines_of_the_scheme() -> None:
    """§5.2: the bars are 综合评分; the lines are the scheme's bounds, from cells as well."""
    levels = with_level(with_level(SCHEME.levels, 0, bound=Fraction("87.5")), 1, bound=Fraction(55))
    year = replace(final_year(), scheme=replace(SCHEME, levels=levels))
    content = write_summary(year)
    chart = charts(content)[0]
    scored = year.standings_in(SCHEME.categories[0])
    assert named(content, chart) == {
        "综合评分": [float(standing.total or 0) for standing in scored],
        "优秀线（87.5分）": [87.5] * len(scored),
        "合格线（55分）": [55] * len(scored),
    }
    assert cells(content, next(references(chart, "cat"))) == [standing.unit.name for standing in scored]


def test_one_category_is_not_named_and_has_the_whole_width() -> None:
    scheme = replace(SCHEME, units=SCHEME.units[:2], categories=SCHEME.categories[:1])
    content = write_summary(evaluation({unit.name: Story(rank=1) for unit in scheme.units}, scheme=scheme))
    total, profile = charts(content)
    assert [title(content, chart) for chart in (total, profile)] == [
        "综合评分",
        "各项得分率与平均水平",
    ]
    assert list(named(content, profile))[-1] == "平均"


def test_every_level_that_takes_points_has_its_line() -> None:
    """The first and the last look as ever, whatever stands between; one level of the rest alone has no line."""
    year = replace(final_year(), scheme=replace(SCHEME, levels=FOUR))
    content = write_summary(year)
    chart = charts(content)[0]
    scored = year.standings_in(SCHEME.categories[0])
    shown = named(content, chart)
    assert {name: values[0] for name, values in list(shown.items())[1:]} == {
        "优秀线（90分）": 90,
        "良好线（75分）": 75,
        "合格线（60分）": 60,
    }
    assert all(len(values) == len(scored) for values in shown.values())
    alone = replace(year, scheme=replace(SCHEME, levels=replace(FOUR, best_first=FOUR.best_first[-1:])))
    assert list(named(write_summary(alone), charts(write_summary(alone))[0])) == ["综合评分"]


def test_a_profile_shows_shares_against_their_mean() -> None:
    """§5.2: each unit's share of each section's points, in per cent, and the category's mean."""
    chart = charts(FINAL)[3]
    found = named(FINAL, chart)
    scored = final_year().standings_in(SCHEME.categories[1])
    assert list(found) == [*(standing.unit.name for standing in scored), "区平均"]
    assert next(iter(found.values())) == [100, 100, 100, 100, 100, 76]
    rates = list(found.values())
    for at, mean in enumerate(rates[-1]):
        own = [values[at] for values in rates[:-1]]
        assert all(isinstance(value, int | float) and 0 <= value <= 100 for value in own)
        assert mean == pytest.approx(sum(float(str(value)) for value in own) / len(own), abs=0.01)
    assert cells(FINAL, next(references(chart, "cat"))) == [section.name for section in SCHEME.sections]


def test_units_without_a_score_are_in_no_chart() -> None:
    """§5.2: 未报送 is not 0: no bar of height nothing."""
    for chart in charts(OPEN):
        shown = {value for role in ("tx", "cat") for place in references(chart, role) for value in cells(OPEN, place)}
        assert MISSING not in shown


@pytest.mark.no_cover
@pytest.mark.parametrize(("count", "drawn"), [(0, 0), (1, 0), (2, 2), (6, 2), (7, 3), (20, 5), (21, 0)])
def test_only_what_can_be_read_is_drawn(count: int, drawn: int) -> None:
    """§5.2: one unit has nothing to be compared with; more than six share a profile with nobody; a crowd has no chart."""
    content = write_summary(year_of([f"第{number}县" for number in range(count)]))
    assert len(charts(content)) == drawn
    assert bool(sheet_of(content, SHEET).print_area) is bool(drawn)


@pytest.mark.parametrize("units", range(1, 40))
def test_profiles_share_their_units_evenly(units: int) -> None:
    """§5.2: every unit in exactly one profile, six at most, none left alone."""
    parts = spread(units)
    assert [at for start, end in parts for at in range(start, end)] == list(range(units))
    sizes = [end - start for start, end in parts]
    assert max(sizes) <= 6
    assert max(sizes) - min(sizes) <= 1


def test_a_section_that_pays_nothing_has_no_share() -> None:
    """§9: a scheme with an empty section still gives its charts."""
    empty = replace(SCHEME.sections[0], id="9", name="9.空", items=())
    scheme = replace(SCHEME, sections=(*SCHEME.sections, empty))
    content = write_summary(replace(final_year(), scheme=scheme))
    assert [values[-1] for values in named(content, charts(content)[2]).values()] == [0] * 7


def test_every_text_names_its_font() -> None:
    """§5: titles, axes, legends and labels are in 宋体 or 黑体; nothing is left to the program."""
    for chart in charts(FINAL):
        texts = [*chart.iter(f"{DRAWN}defRPr"), *chart.iter(f"{DRAWN}rPr")]
        assert len(texts) >= 6
        fonts = [found.get("typeface") for text in texts for found in text.iter(f"{DRAWN}latin")]
        assert len(fonts) == len(texts)
        assert set(fonts) == {"宋体", "黑体"}
        for axis in (*chart.iter(f"{CHART}catAx"), *chart.iter(f"{CHART}valAx")):
            assert axis.find(f"{CHART}title") is not None


def test_bars_differ_without_colour() -> None:
    """§5.2: printed in grey, a unit is still told from its neighbours: by darkness or by hatching."""
    looks = []
    for series in list(charts(FINAL)[2].iter(f"{CHART}ser"))[:6]:
        fill = series.find(f"{CHART}spPr")
        assert fill is not None
        colours = [found.get("val") or "" for found in fill[0].iter(f"{DRAWN}srgbClr")]
        greys = [sum(int(colour[at : at + 2], 16) for at in (0, 2, 4)) // 120 for colour in colours]
        looks.append((fill[0].get("prst"), *greys))
    assert len(set(looks)) == 6


@pytest.mark.no_cover
@pytest.mark.parametrize("name", ["=Sheet1!A1", "A!B1", "='分项得分'!$A$1", "O'Hara县", "<c:f>", "=1+1"])
def test_names_never_become_references(name: str) -> None:
    """§9: charts refer to cells by place only, whatever a unit, a category or a section is called."""
    units = tuple(Unit(unit, name) for unit in (name, "乙"))
    sections = (replace(SCHEME.sections[0], name=name), *SCHEME.sections[1:])
    scheme = replace(SCHEME, units=units, categories=(name, "丙"), sections=sections)
    content = write_summary(evaluation({unit.name: Story(rank=1, level="合格") for unit in units}, scheme=scheme))
    total, profile = charts(content)
    places = [found.text or "" for chart in (total, profile) for found in chart.iter(f"{CHART}f")]
    assert all(re.fullmatch(rf"'?{SHEET}'?!\$[A-Z]+\$\d+(:\$[A-Z]+\$\d+)?", place) for place in places)
    assert list(named(content, profile)) == [name, "乙", f"{name}平均"]
    assert title(content, total) == f"{name}综合评分"
