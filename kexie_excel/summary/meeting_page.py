"""汇总表: the page that is laid before the 党组 meeting."""

from collections import Counter
from collections.abc import Iterator, Sequence

from xlsxwriter.format import Format

from kexie_excel.numbers import numeral, show
from kexie_excel.scheme.model import Scheme
from kexie_excel.scheme.naming import reading_text
from kexie_excel.scoring.open import open_points
from kexie_excel.scoring.result import Standing
from kexie_excel.sheets.cells import Cell, cell_text, put
from kexie_excel.sheets.style import FANG, HEAD_FILL, HEI, KAI, ROW_MOST, row_height
from kexie_excel.summary.book import Report
from kexie_excel.summary.columns import RANKING, TOTAL, ranking_of
from kexie_excel.summary.page import DRAFT, ROOM_ACROSS, ROOM_DOWN, set_page
from kexie_excel.summary.phrases.what_if import level_footnote
from kexie_excel.text import clean

_BODY, _SMALL = 12, 10
"""Font sizes."""
_STRONG = frozenset({"名次", TOTAL, "建议等次"})
"""What the meeting looks for first."""
_SIGNATURES = {"名次": "制表：", "自评总分": "复核：", TOTAL: "分管领导：", "备注": "日期：　　　　年　　月　　日"}
"""Column → what stands there."""
_DRAFT_FILL = "#EDEDED"
_NOT_LAST = "表中得分只含已核定的部分，名次和等次还可能变动"

_ROW_LEAST = 26.0
_POINTS_PER_DIGIT = 6.25
"""About what one unit of column width takes on paper."""
_LEAST_SCALE = 0.68
"""The print is not shrunk further to stay on one page."""


def write_ranking(report: Report) -> None:
    """Add the sheet 汇总表: a block a category under each other, what was counted and how, and who signs."""
    page = _Page(report)
    page.write_head()
    categories = [name for name in report.scheme.categories if report.evaluation.standings_in(name)]
    for number, category in enumerate(categories, start=1):
        page.write_block(number, category)
    page.write_foot()
    page.finish()


class _Page:
    """The sheet, and how far down it is written."""

    def __init__(self, report: Report) -> None:
        """Start at the top."""
        self._report = report
        self._evaluation = report.evaluation
        self._scheme = report.scheme
        self._styles = report.styles
        self._title = report.heading("结果汇总表")
        self._hinges = level_footnote(report.study.sensitivity or ())
        self._sheet = report.book.add_worksheet(RANKING.name)
        self._listing = ranking_of(report.scheme)
        self._columns = self._listing.columns
        self._last = len(self._columns) - 1
        self._width = sum(column.width for column in self._columns)
        self._row = 0
        self._height = 0.0
        self._header_row = 0
        for position, column in enumerate(self._columns):
            self._sheet.set_column(position, position, column.width)

    def write_head(self) -> None:
        """Write the title, its source, and what is still open."""
        is_final = self._evaluation.is_final
        self._write_across(self._title if is_final else f"{self._title}（{DRAFT}）", 20, 38, bold=True, font_name=HEI)
        self._write_across(f"依据{self._scheme.source}", 11, 22, font_name=KAI)
        if not is_final:
            notice = f"{DRAFT}：{'，'.join(open_points(self._evaluation).before_final)}；{_NOT_LAST}。"
            self._write_across(notice, _BODY, 26, font_name=HEI, bg_color=_DRAFT_FILL, border=1)

    def write_block(self, number: int, category: str) -> None:
        """Write one category: its name, the header row, its units."""
        standings = self._evaluation.standings_in(category)
        one = f"{numeral(number)}、{category}" if self._scheme.has_categories else self._scheme.words.unit
        name = clean(f"{one}（{len(standings)}个）")
        put(self._sheet, self._row, 0, name, self._styles.get(font_name=HEI, font_size=_BODY, text_wrap=False))
        put(
            self._sheet,
            self._row,
            self._last,
            _tally(self._scheme, standings),
            self._styles.get(font_size=_BODY, align="right", text_wrap=False),
        )
        self._step(28)
        self._header_row = self._header_row or self._row
        header = self._styles.boxed(font_name=HEI, font_size=_BODY, align="center", bg_color=HEAD_FILL)
        self._write_row([column.header for column in self._columns], [header] * len(self._columns))
        forms = [column.form(self._styles, bold=column.header in _STRONG) for column in self._columns]
        for standing in standings:
            self._write_row(self._listing.cells(standing), forms)

    def write_foot(self) -> None:
        """Write the line that adds up, the readings adopted, and the places to sign."""
        line = self._styles.get(font_name=FANG, font_size=_SMALL, text_wrap=False, valign="bottom")
        put(self._sheet, self._row, 0, self._evaluation.intake.arrivals(), line)
        self._step(22)
        for text in filter(None, (_counting(self._scheme), _readings(self._scheme), self._hinges)):
            self._write_across(text, _SMALL, 17, font_name=FANG, align="left")
        sign = self._styles.get(font_name=KAI, font_size=_BODY, text_wrap=False, valign="bottom")
        for position, column in enumerate(self._columns):
            if column.header in _SIGNATURES:
                put(self._sheet, self._row, position, _SIGNATURES[column.header], sign)
        self._step(34)

    def finish(self) -> None:
        """Prepare the print: one page while that stays readable, else several that repeat the header row."""
        scale = min(1.0, ROOM_ACROSS / (self._width * _POINTS_PER_DIGIT), ROOM_DOWN / self._height)
        is_one_page = scale >= _LEAST_SCALE
        if not is_one_page:
            self._sheet.repeat_rows(self._header_row)
        self._sheet.print_area(0, 0, self._row - 1, self._last)
        self._sheet.hide_gridlines(2)
        set_page(self._sheet, self._report, pages=(1, 1 if is_one_page else 0))

    def _write_across(self, text: str, size: int, least: float, **look: object) -> None:
        """Write a text over the whole width."""
        form = self._styles.get(**{"align": "center", "font_size": size, **look})
        self._sheet.merge_range(self._row, 0, self._row, self._last, "", form)
        put(self._sheet, self._row, 0, clean(text), form)
        self._step(row_height([(clean(text), self._width)], size, least))

    def _write_row(self, values: Sequence[Cell], forms: Sequence[Format]) -> None:
        """Write a row of the table, high enough for all it says."""
        for position, (value, form) in enumerate(zip(values, forms, strict=True)):
            put(self._sheet, self._row, position, clean(value) if isinstance(value, str) else value, form)
        texts = [(cell_text(value), column.room(_BODY)) for value, column in zip(values, self._columns, strict=True)]
        self._step(row_height(texts, _BODY, _ROW_LEAST))

    def _step(self, height: float) -> None:
        """Give the row its height and go to the next."""
        height = min(ROW_MOST, height)
        self._sheet.set_row(self._row, height)
        self._height += height
        self._row += 1


def _tally(scheme: Scheme, standings: Sequence[Standing]) -> str:
    """Count the levels of a category: those that were decided once all are, until then those that are suggested."""
    approved = [standing.approved for standing in standings if standing.approved]
    if len(approved) == len(standings):
        return f"审定：{_count(scheme, approved)}"
    some = f"（已审定{len(approved)}个）" if approved else ""
    return f"建议：{_count(scheme, [standing.level for standing in standings])}{some}"


def _count(scheme: Scheme, given: Sequence[str]) -> str:
    """Count levels: the best first, then what is not decided yet."""
    counts = Counter(dict.fromkeys(scheme.levels.names, 0))
    counts.update(given)
    return "　".join(f"{level}{count}个" for level, count in (+counts).items())


def _counting(scheme: Scheme) -> str:
    """Say what the sums hold, and what a level takes."""
    levels = f"{'；'.join(_bounds(scheme))}。"
    if not scheme.has_bonus:
        return f"自评总分由{scheme.words.unit}自报。{levels}"
    total = "综合评分＝核定分＋加分" if scheme.levels.with_bonus else "综合评分＝核定分，不含加分"
    return f"{total}；自评总分由{scheme.words.unit}自报，已含自报的加分。{levels}"


def _bounds(scheme: Scheme) -> Iterator[str]:
    """Say what each level takes; of the last but one, where only points count, it is enough that it is what remains."""
    *reached, last = scheme.levels.best_first
    own = "本类别" if scheme.has_categories else ""
    veto = "一票否决" if scheme.has_veto else ""
    is_rest = bool(reached) and not reached[-1].is_limited
    for level in reached[:-1] if is_rest else reached:
        points = f"{show(level.least)}分以上" if level.least else ""
        place = f"居{own}{level.share}" if level.is_limited else ""
        yield f"{level.name}：{'且'.join(filter(None, (points, place)))}"
    if is_rest:
        yield f"{last.name}：{show(reached[-1].least)}分以下{veto and '或'}{veto}"
        yield f"其余{reached[-1].name}"
    else:
        yield f"{last.name}：其余{veto and '及'}{veto}"


def _readings(scheme: Scheme) -> str:
    """Say in one line how the ambiguous clauses were read; nothing where there are none."""
    readings = "；".join(reading_text(name, option) for name, option in scheme.chosen.items())
    return f"口径：{readings}。" if readings else ""
