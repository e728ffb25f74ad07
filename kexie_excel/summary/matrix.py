"""逐项矩阵: items down, units across, so that a weak item or a weak unit is seen at a glance."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import ceil

from xlsxwriter.format import Format

from kexie_excel.numbers import add_up
from kexie_excel.scoring.result import UNLIMITED, UNSETTLED, ItemScore, Standing
from kexie_excel.sheets.cells import Cell, put
from kexie_excel.sheets.style import BAND_FILL, HEAD_FILL, HEI, KAI, ROW_MOST, line_count, row_height
from kexie_excel.summary.book import Report
from kexie_excel.summary.columns import TOTAL
from kexie_excel.summary.datasheet import POINTS
from kexie_excel.summary.page import HEADED_ROOM_DOWN, set_page
from kexie_excel.text import clean

_SHEET = "逐项矩阵"
_HEADERS = (("编号", 6.0), ("指标", 21.0), ("分值", 6.5))
_UNIT_WIDTH, _MEAN_WIDTH = 9.0, 8.0
_FIXED = len(_HEADERS)
_TITLE_ROOM = _HEADERS[1][1] - 1.5
"""Less the indent."""
_SIZE = 11.0
_HEAD_LEAST, _ROW_LEAST, _TOTAL_HEIGHT, _LEGEND_HEIGHT, _GAP = 30.0, 15.0, 19.0, 18.0, 6.0
"""Points."""
_RULE: Mapping[str, object] = {"top": 2, "top_color": "#404040"}
"""Over a section."""
_UNITS_A_PAGE = 12
_LEAST_SCALE = 0.6
"""The print is not shrunk further to keep all rows on one page."""
_HALF = Fraction(1, 2)


@dataclass(frozen=True)
class _Shade:
    """What a share of an item's points looks like: darker the less there is, in grey as well."""

    label: str
    fill: str = ""
    is_bold: bool = False


_FULL = _Shade("得满分")
_MORE = _Shade("一半以上", "#F8E8BD")
_LESS = _Shade("不到一半", "#EBC68A")
_NOTHING = _Shade("0分", "#D9967B", is_bold=True)
_OPEN = _Shade(UNSETTLED, "#D5D8DE")
_LEGEND = (_FULL, _MORE, _LESS, _NOTHING, _OPEN)
_NOTES = "着色按采用分占满分的多少；综合评分只计已核定的得分；平均按已核定的单位计算{bonus}。"
_BONUS_NOTE = "；加分不限，不着色"


@dataclass(frozen=True)
class _MatrixBlock:
    """The columns of one category: its units, then their mean."""

    name: str
    """The category's; empty where there is one only."""
    standings: Sequence[Standing]

    @cached_property
    def scores(self) -> list[Mapping[str, ItemScore]]:
        """Each unit's rows by id; nothing of a unit without a score."""
        return [{} if standing.score is None else standing.score.item_of for standing in self.standings]


def write_matrix(report: Report) -> None:
    """Add the sheet 逐项矩阵: one page for a dozen units, else several side by side that repeat the first columns."""
    matrix = _Matrix(report)
    matrix.write_head()
    for section in report.scheme.sections:
        for number, item in enumerate(section.items):
            matrix.write_item((item.id, item.title, item.points), item.maximum, is_first=not number)
    for number, entry in enumerate(report.scheme.bonus):
        matrix.write_item((entry.id, entry.title, UNLIMITED), None, is_first=not number)
    matrix.write_totals()
    matrix.write_legend()
    matrix.finish()


class _Matrix:
    """The sheet, and how far down it is written."""

    def __init__(self, report: Report) -> None:
        """Start at the top."""
        self._report = report
        evaluation = report.evaluation
        scheme = report.scheme
        groups = (
            _MatrixBlock(name if scheme.has_categories else "", evaluation.standings_in(name))
            for name in scheme.categories
        )
        self._groups = [group for group in groups if group.standings]
        self._sheet = report.book.add_worksheet(_SHEET)
        self._row = 0
        self._height = 0.0

    def write_head(self) -> None:
        """Write the header row and set the columns' widths."""
        headers = list(_HEADERS)
        for group in self._groups:
            headers += [(standing.unit.name, _UNIT_WIDTH) for standing in group.standings]
            headers.append((f"{group.name}平均", _MEAN_WIDTH))
        form = self._form(font_name=HEI, bg_color=HEAD_FILL, text_wrap=True)
        for column, (text, width) in enumerate(headers):
            self._sheet.set_column(column, column, width)
            put(self._sheet, 0, column, clean(text), form)
        self._last_column = len(headers) - 1
        self._step(row_height(headers, _SIZE, _HEAD_LEAST))

    def write_item(self, item: tuple[str, str, Cell], most: Fraction | None, *, is_first: bool) -> None:
        """Write one item (编号, 指标, 分值): what is adopted of each unit, and the mean of it.

        A bonus item has no most; a heavier line stands over the first item of a section.
        """
        rule = _RULE if is_first else {}
        self._write_fixed(item, rule)
        # Each look is made once a row, since a country has three thousand units.
        forms = {shade: self._form(bg_color=shade.fill, bold=shade.is_bold, **rule) for shade in _LEGEND}
        column = _FIXED
        for group in self._groups:
            known: list[Fraction] = []
            for score in (own.get(item[0]) for own in group.scores):
                points = None if score is None else score.adopted
                shade = _FULL if score is None else _shade(points, most)
                put(self._sheet, self._row, column, UNSETTLED if shade is _OPEN else points, forms[shade])
                if points is not None:
                    known.append(points)
                column += 1
            put(self._sheet, self._row, column, _mean(known), self._form(bg_color=BAND_FILL, num_format=POINTS, **rule))
            column += 1
        self._step(_ROW_LEAST * line_count(item[1], _TITLE_ROOM, _SIZE))

    def write_totals(self) -> None:
        """Write 综合评分 below; a unit without one has its state there."""
        look = {"bg_color": HEAD_FILL, "num_format": POINTS, **_RULE}
        self._write_fixed((None, TOTAL, None), {**look, "font_name": HEI})
        form = self._form(**look)
        column = _FIXED
        for group in self._groups:
            for at, standing in enumerate(group.standings, start=column):
                put(self._sheet, self._row, at, str(standing.state) if standing.total is None else standing.total, form)
            column += len(group.standings)
            totals = [standing.total for standing in group.standings if standing.total is not None]
            put(self._sheet, self._row, column, _mean(totals), form)
            column += 1
        self._step(_TOTAL_HEIGHT)

    def write_legend(self) -> None:
        """Say below the table what the colours mean; not in the columns that every page repeats."""
        # An empty row between: the legend is no record.
        self._step(_GAP)
        note = self._report.styles.get(font_name=KAI, font_size=_SIZE, text_wrap=False)
        for column, shade in enumerate(_LEGEND, start=_FIXED):
            put(self._sheet, self._row, column, shade.label, self._form(bg_color=shade.fill, bold=shade.is_bold))
        self._step(_LEGEND_HEIGHT)
        bonus = _BONUS_NOTE if self._report.scheme.has_bonus else ""
        put(self._sheet, self._row, _FIXED, _NOTES.format(bonus=bonus), note)
        self._step(_LEGEND_HEIGHT)

    def finish(self) -> None:
        """Prepare the screen and the print."""
        sheet = self._sheet
        pages = max(1, ceil((self._last_column + 1 - _FIXED - len(self._groups)) / _UNITS_A_PAGE))
        high = 1 if HEADED_ROOM_DOWN / self._height >= _LEAST_SCALE else 0
        sheet.freeze_panes(1, _FIXED)
        sheet.repeat_rows(0)
        sheet.repeat_columns(0, _FIXED - 1)
        # 编号 is text on purpose.
        sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
        set_page(sheet, self._report, self._report.heading(_SHEET), (pages, high))

    def _form(self, **look: object) -> Format:
        """Give a format of the table; what is empty in its look is left out."""
        known = {name: value for name, value in look.items() if value}
        return self._report.styles.boxed(**{"align": "center", "font_size": _SIZE, "text_wrap": False, **known})

    def _write_fixed(self, values: tuple[Cell, ...], look: Mapping[str, object]) -> None:
        """Write the columns that are repeated on every page."""
        title = {"align": "left", "indent": 1, "text_wrap": True}
        for column, (value, own) in enumerate(zip(values, ({}, title, {}), strict=True)):
            text = clean(value) if isinstance(value, str) else value
            put(self._sheet, self._row, column, text, self._form(**{**look, **own}))

    def _step(self, height: float) -> None:
        """Give the row its height and go to the next."""
        self._sheet.set_row(self._row, min(ROW_MOST, height))
        self._height += height
        self._row += 1


def _shade(points: Fraction | None, most: Fraction | None) -> _Shade:
    """Give the look of an item's points; none yet where it is pending."""
    if points is None:
        return _OPEN
    if most is None or points >= most:
        return _FULL
    if points <= 0:
        return _NOTHING
    return _MORE if points >= most * _HALF else _LESS


def _mean(values: Sequence[Fraction]) -> Fraction | None:
    """Give the mean; nothing of nothing."""
    return add_up(values) / len(values) if values else None
