"""分项得分: a unit's points section by section, and charts of each category below."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice

from xlsxwriter.chart import Chart
from xlsxwriter.worksheet import Worksheet

from kexie_excel.numbers import ZERO, add_up, show
from kexie_excel.scheme.model import Scheme
from kexie_excel.scoring.result import Evaluation
from kexie_excel.sheets.cells import Cell, put
from kexie_excel.sheets.style import HEI, KAI, NOTE_GREY
from kexie_excel.summary.book import Report
from kexie_excel.summary.charts import FEWEST, MOST, Figures, profile_charts, spread, total_chart
from kexie_excel.summary.columns import BONUS, CATEGORY, TOTAL, UNIT
from kexie_excel.summary.datasheet import POINTS, Column, write_data_sheet
from kexie_excel.summary.page import DRAFT
from kexie_excel.text import clean

SectionPoints = Mapping[str, Mapping[str, Fraction]]
"""The known points of every unit with a score: unit → section id → points."""
_SHEET = "分项得分"
_SECTION, _KNOWN = "section", "known"
_CHART_HEIGHT, _GAP = 228.0, 9.0
"""Points: two charts and some room fill a page. A chart stands within one row, which no program prints on two pages."""
_INSET = 3
"""Pixels between a chart and the edge of its row."""
_PIXELS_PER_POINT = Fraction(4, 3)
_PAIRED = 8
"""The most units of a category whose chart can share a row with another one."""
_WHOLE = 100
"""Per cent."""


def write_sections(report: Report) -> None:
    """Add the sheet 分项得分; a unit without score keeps its row, with empty cells, and is in no chart."""
    scheme = report.scheme
    columns = (
        *([Column(CATEGORY, 9)] if scheme.has_categories else ()),
        Column(UNIT, 14),
        *(Column(section.name, 13, num_format=POINTS) for section in scheme.sections),
        *([Column(BONUS, 10, num_format=POINTS)] if scheme.has_bonus else ()),
        Column(TOTAL, 12, num_format=POINTS),
    )
    points = points_by_section(report.evaluation)
    written = write_data_sheet(report, _SHEET, columns, section_rows(report.evaluation, points), charted=True)
    groups = list(_compared(report, points))
    if groups:
        written.sheet.set_row(written.below, _GAP)
        _Drawing(report, written.sheet, columns).draw(groups, written.below + 1)


def points_by_section(evaluation: Evaluation) -> SectionPoints:
    """Add up the known points; the cells are objects, so that points stay exact until they reach a sheet."""
    import pandas as pd  # noqa: PLC0415 - only who writes a summary waits for it

    section_of = {item.id: section.id for section in evaluation.scheme.sections for item in section.items}
    points = pd.DataFrame(
        [
            (standing.unit.name, section_of[item.id], item.known)
            for standing in evaluation.standings
            for item in (standing.score.items if standing.score else ())
            if item.id in section_of
        ],
        columns=[UNIT, _SECTION, _KNOWN],
        dtype=object,
    )
    wide = points.pivot_table(index=UNIT, columns=_SECTION, values=_KNOWN, aggfunc="sum", sort=False)
    return {str(unit): dict(zip(wide.columns, row, strict=True)) for unit, *row in wide.itertuples(name=None)}


def section_rows(evaluation: Evaluation, points: SectionPoints) -> Iterator[tuple[Cell, ...]]:
    """Give 分项得分: 类别 and 单位, the known points by section, 加分 and 综合评分; no numbers of a unit without score.

    One category is not named, and a bonus that nobody can earn is not there.
    """
    scheme = evaluation.scheme
    for standing in evaluation.standings:
        score = standing.score
        category = (standing.unit.category,) if scheme.has_categories else ()
        bonus = (score.bonus if score else None,) if scheme.has_bonus else ()
        own = points.get(standing.unit.name, {})
        known = (own.get(section.id) for section in scheme.sections)
        yield (*category, standing.unit.name, *known, *bonus, standing.total)


@dataclass(frozen=True)
class _Bar:
    """What a chart shows of one unit."""

    name: str
    total: Cell
    rates: list[Fraction]
    """What share of each section's points it has for certain, in per cent."""


@dataclass(frozen=True)
class _BarGroup:
    """The units of a category that are compared with each other."""

    name: str
    """The category's; empty where there is one only."""
    bars: list[_Bar]

    @property
    def profiles(self) -> int:
        """How many charts their sections take."""
        return len(spread(len(self.bars)))


def _compared(report: Report, points: SectionPoints) -> Iterator[_BarGroup]:
    """Give each category that has neither too few nor too many units with a score."""
    for category in report.scheme.categories:
        bars = [
            _Bar(standing.unit.name, standing.total, _rates(report.scheme, points[standing.unit.name]))
            for standing in report.evaluation.standings_in(category)
            if standing.score is not None
        ]
        if FEWEST <= len(bars) <= MOST:
            yield _BarGroup(category if report.scheme.has_categories else "", bars)


def _rates(scheme: Scheme, points: Mapping[str, Fraction]) -> list[Fraction]:
    """Give the share of each section's points."""
    full = {section.id: add_up(item.maximum for item in section.items) for section in scheme.sections}
    return [points[key] * _WHOLE / most if most else ZERO for key, most in full.items()]


class _Drawing:
    """The charts, and below what is printed the figures that they show."""

    def __init__(self, report: Report, sheet: Worksheet, columns: tuple[Column, ...]) -> None:
        """Start without charts."""
        self._report = report
        self._sheet = sheet
        self._last_column = len(columns) - 1
        self._width = sum(column.pixels for column in columns)
        self._chart_row = 0

    def draw(self, groups: Sequence[_BarGroup], row: int) -> None:
        """Draw from ``row`` on: first the totals, two side by side where they have room, then the profiles."""
        across = 1 if len(groups) == 1 or any(len(group.bars) > _PAIRED for group in groups) else 2
        profiles = sum(group.profiles for group in groups)
        self._chart_row = row
        # The figures stand below all charts, so their place must be known before the first is drawn.
        below = row + -(-len(groups) // across) + profiles + 1
        placed = []
        for group in groups:
            figures, below = self._write_figures(below, group)
            placed.append(figures)
        book = self._report.book
        totals = iter([total_chart(book, figures) for figures in placed])
        while pair := tuple(islice(totals, across)):
            self._insert(pair, across)
        for figures in placed:
            for chart in profile_charts(book, figures):
                self._insert((chart,), 1)
        self._sheet.print_area(0, 0, self._chart_row - 1, self._last_column)

    def _insert(self, charts: tuple[Chart, ...], across: int) -> None:
        """Put charts side by side into one row that is as high as they are."""
        self._sheet.set_row(self._chart_row, _CHART_HEIGHT)
        height = int(_CHART_HEIGHT * _PIXELS_PER_POINT) - 2 * _INSET
        share = self._width // across
        for position, chart in enumerate(charts):
            chart.set_size({"width": share - 2 * _INSET, "height": height})
            place = {"x_offset": position * share + _INSET, "y_offset": _INSET, "object_position": 1}
            self._sheet.insert_chart(
                self._chart_row, 0, chart, {**place, "description": "图中数值见本表下方“图表数据”"}
            )
        self._chart_row += 1

    def _write_figures(self, row: int, group: _BarGroup) -> tuple[Figures, int]:
        """Write one category's titles, its figures and their mean; give where they stand, and the first row below."""
        scheme, styles = self._report.scheme, self._report.styles
        note = styles.get(font_name=KAI, font_color=NOTE_GREY, text_wrap=False)
        put(self._sheet, row, 0, "图表数据（不打印；得分率＝得分÷满分×100）", note)
        titles = _titles(group, is_final=self._report.evaluation.is_final)
        for number, text in enumerate(titles, start=1):
            put(self._sheet, row + number, 0, clean(text), styles.get(font_name=HEI, text_wrap=False))
        header = row + 1 + len(titles)
        means: list[Cell] = [add_up(own) / len(own) for own in zip(*(bar.rates for bar in group.bars), strict=True)]
        levels = [level for level in scheme.levels.reached if level.least]
        lines = [f"{level.name}线（{show(level.least)}分）" for level in levels]
        bounds: list[Cell] = [level.least for level in levels]
        table: list[list[Cell]] = [
            [UNIT, *(section.name for section in scheme.sections), TOTAL, *lines],
            *([bar.name, *bar.rates, bar.total, *bounds] for bar in group.bars),
            [f"{group.name}平均", *means, None, *(None for _level in levels)],
        ]
        form = styles.boxed(align="center", font_color=NOTE_GREY, font_size=9, num_format=POINTS)
        for below, values in enumerate(table, start=header):
            for column, value in enumerate(values):
                put(self._sheet, below, column, clean(value) if isinstance(value, str) else value, form)
        first, last = header + 1, header + len(group.bars)
        return Figures(_SHEET, row + 1, header, first, last, len(scheme.sections), len(levels)), last + 3


def _titles(group: _BarGroup, *, is_final: bool) -> list[str]:
    """Give the titles of a category's charts: the totals, then each profile."""
    draft = "" if is_final else f"（{DRAFT}）"
    count = group.profiles
    parts = [f"（{part}/{count}）" if count > 1 else "" for part in range(1, count + 1)]
    return [
        f"{group.name}综合评分{draft}",
        *(f"{group.name}各项得分率与平均水平{part}{draft}" for part in parts),
    ]
