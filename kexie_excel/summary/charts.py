"""The charts of 分项得分: native ones, fed from cells, that can be told apart without colour."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil

from xlsxwriter.chart import Chart
from xlsxwriter.workbook import Workbook

from kexie_excel.sheets.style import HEI, SONG

FEWEST, MOST = 2, 20
"""Units of a category: one has nothing to be compared with, and among more nobody finds his own."""

_PROFILED = 6
"""The most units in one section profile; beyond that they are spread over several."""

_Look = Mapping[str, object]

_TITLE_FONT: _Look = {"name": HEI, "size": 12, "bold": False}
_AXIS_FONT: _Look = {"name": HEI, "size": 9, "bold": False}
_TEXT_FONT: _Look = {"name": SONG, "size": 9, "bold": False}
_INK, _EDGE, _GRID = "#1F3350", "#44546A", "#E3E3E3"
_BAR_FILL = "#9DB4D0"
_POINTS, _WHOLE_NUMBER = "0.00", "0"
_WHOLE = 100
"""Per cent."""

_BARS: tuple[_Look, ...] = (
    {"fill": {"color": "#33537D"}},
    {"fill": {"color": "#DCE5F0"}},
    {"pattern": {"pattern": "wide_upward_diagonal", "fg_color": "#33537D", "bg_color": "#FFFFFF"}},
    {"fill": {"color": "#8FA9C8"}},
    {"pattern": {"pattern": "narrow_horizontal", "fg_color": "#33537D", "bg_color": "#FFFFFF"}},
    {"pattern": {"pattern": "percent_25", "fg_color": "#1F3350", "bg_color": "#C9D6E6"}},
)
"""One for each unit of a profile: dark, light and hatched in turn."""
_TO_REACH: _Look = {"color": _INK, "width": 1.75, "dash_type": "dash"}
_BETWEEN: tuple[_Look, ...] = (
    {"color": "#44546A", "width": 1.25, "dash_type": "long_dash_dot"},
    {"color": "#7F7F7F", "width": 1.25, "dash_type": "square_dot"},
)
_NOT_BELOW: _Look = {"color": "#7A3B2E", "width": 1.75, "dash_type": "round_dot"}
"""The lines to reach, and the last one, not to fall below."""


@dataclass(frozen=True)
class Figures:
    """Where the figures of one category's charts stand: units one below the other, their mean in the row after them."""

    sheet: str
    title: int
    """The row of the first chart's title; those of the profiles follow."""
    header: int
    first: int
    last: int
    sections: int
    """How many columns of rates there are, from the second on; the total follows."""
    lines: int
    """How many columns of lines there are after the total: one for each level that takes points."""

    @property
    def profiles(self) -> tuple[range, ...]:
        """Give the rows of each profile: as few as possible, as even as possible."""
        return tuple(range(self.first + start, self.first + end) for start, end in spread(self.last - self.first + 1))


def spread(units: int) -> tuple[tuple[int, int], ...]:
    """Spread units over profiles: where each begins and ends."""
    parts = ceil(units / _PROFILED)
    return tuple((part * units // parts, (part + 1) * units // parts) for part in range(parts))


def total_chart(book: Workbook, at: Figures) -> Chart:
    """Draw 综合评分 of every unit, with the lines of the levels."""
    chart = book.add_chart({"type": "column"})
    total = at.sections + 1
    units = [at.sheet, at.first, 0, at.last, 0]
    chart.add_series(
        {
            "name": [at.sheet, at.header, total],
            "categories": units,
            "values": [at.sheet, at.first, total, at.last, total],
            "fill": {"color": _BAR_FILL},
            "border": {"color": _EDGE, "width": 0.75},
            "gap": 60,
            # At the foot of the bar, where no line crosses them.
            "data_labels": {"value": True, "position": "inside_base", "num_format": _POINTS, "font": _TEXT_FONT},
        }
    )
    lines = book.add_chart({"type": "line"})
    for column, look in enumerate(_line_looks(at.lines), start=total + 1):
        lines.add_series(
            {
                "name": [at.sheet, at.header, column],
                "categories": units,
                "values": [at.sheet, at.first, column, at.last, column],
                "line": look,
                "marker": {"type": "none"},
            }
        )
    if at.lines:
        chart.combine(lines)
    _dress(chart, [at.sheet, at.title, 0], "单位", {"name": "综合评分（分）", "num_format": _WHOLE_NUMBER}, 0.12)
    return chart


def _line_looks(lines: int) -> list[_Look]:
    """Give a look for each line, the highest first."""
    between = [_BETWEEN[at % len(_BETWEEN)] for at in range(lines - 2)]
    return [_TO_REACH, *between, _NOT_BELOW][:lines]


def profile_charts(book: Workbook, at: Figures) -> list[Chart]:
    """Draw the share of each section's points that each unit reached, against the category's mean."""
    charts = []
    for number, rows in enumerate(at.profiles, start=1):
        chart = book.add_chart({"type": "column"})
        for row, look in zip(rows, _BARS, strict=False):
            edge = {"border": {"color": _EDGE, "width": 0.5}, "gap": 60}
            chart.add_series({**_across(at, row), **look, **edge})
        mean = book.add_chart({"type": "line"})
        marker = {"type": "diamond", "size": 8, "fill": {"color": "#FFFFFF"}, "border": {"color": "#000000"}}
        line = {"color": "#000000", "width": 1, "dash_type": "dash"}
        mean.add_series({**_across(at, at.last + 1), "line": line, "marker": marker})
        chart.combine(mean)
        scale = {"name": "得分率（%）", "num_format": _WHOLE_NUMBER, "max": _WHOLE}
        _dress(chart, [at.sheet, at.title + number, 0], "一级指标", scale, 0.07)
        charts.append(chart)
    return charts


def _across(at: Figures, row: int) -> _Look:
    """Give a series whose values stand side by side in a row."""
    return {
        "name": [at.sheet, row, 0],
        "categories": [at.sheet, at.header, 1, at.header, at.sections],
        "values": [at.sheet, row, 1, row, at.sections],
    }


def _dress(chart: Chart, title: list[object], across: str, up: _Look, left: float) -> None:
    """Give a chart its title from a cell, its axes, legend and quiet lines; every text names its font."""
    quiet = {"color": "#A6A6A6", "width": 0.75}
    axis = {"name_font": _AXIS_FONT, "num_font": _TEXT_FONT, "line": quiet}
    chart.set_title({"name": title, "name_font": _TITLE_FONT, "overlay": False})
    chart.set_x_axis({**axis, "name": across, "major_tick_mark": "none"})
    grid = {"visible": True, "line": {"color": _GRID, "width": 0.5}}
    chart.set_y_axis({**axis, "min": 0, "major_gridlines": grid, "major_tick_mark": "none", **up})
    chart.set_legend({"position": "bottom", "font": _TEXT_FONT})
    chart.set_chartarea({"border": {"color": "#BFBFBF", "width": 0.75}, "fill": {"color": "#FFFFFF"}})
    # Of the chart's width and height; left to itself, every program leaves another part of it empty.
    chart.set_plotarea({"layout": {"x": left, "y": 0.16, "width": 0.975 - left, "height": 0.55}})
    chart.show_blanks_as("gap")
