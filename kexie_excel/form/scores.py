"""评估表: the annex as printed, with the county's self score."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

from xlsxwriter.worksheet import Worksheet

from kexie_excel.form.filling import Filling
from kexie_excel.form.headers import Scores
from kexie_excel.form.layout import Layout
from kexie_excel.form.live.colours import ON_SCORES, PENDING_ONLY
from kexie_excel.form.live.scores import ScoreCells
from kexie_excel.form.sheet import FormSheet
from kexie_excel.form.validation import number_from_zero, number_up_to
from kexie_excel.numbers import add_up, cell_number, show
from kexie_excel.scheme.model import BonusItem, Item
from kexie_excel.sheets.style import BAND_FILL, HEI, KEY_GREY, LEFT, TEXT_FORMAT, Styles, row_height, set_page

_WIDTHS = {
    Scores.KEY: 6,
    Scores.SECTION: 10,
    Scores.TEXT: 55,
    Scores.POINTS: 6,
    Scores.SELF: 7,
    Scores.COMPUTED: 9,
    Scores.HINT: 34,
}
_PRINTED = (Scores.SECTION, Scores.TEXT, Scores.POINTS, Scores.SELF)
_NOTE = "这两列供填报时核对，不打印。"
_SIZE = 10.5
"""五号, the size of tables in official documents."""
_LEAST_HEIGHT, _TOTAL_HEIGHT = 28, 28
_PAGE_HEIGHT, _PAGE_HEAD, _FIRST_PAGE_HEAD = 725, 30, 90
"""Points on A4 between the margins, and what the headers take of it."""
_MOST_STRETCHED, _FULL = 2, 0.97
"""How much higher a row may become so that a page is filled, and how much of it then is: programs measure a little differently."""
_SIGNATURES = "填表人：　　　　　　　负责人：　　　　　　　单位（盖章）：　　　　　　　日期：　　　年　　月　　日"
_SIGNED_BELOW, _SIGNED_GAP, _SIGNED_HEIGHT = 2, 14, 30
"""Rows below the last, and points."""


class _Scores:
    """The sheet while it is being written."""

    def __init__(self, sheet: Worksheet, styles: Styles, layout: Layout, filling: Filling) -> None:
        self._page = FormSheet(sheet, styles, layout.scores, _WIDTHS, filling)
        self._layout = layout
        self._styles = styles
        self._cells = ScoreCells(layout)

    def write(self) -> None:
        """Write everything."""
        page, scheme = self._page, self._layout.scheme
        page.title(scheme.title, _PRINTED, 18)
        page.unit_line(self._layout, _PRINTED, _NOTE)
        blocks = [
            self._write_section(f"{section.name}\n（{show(section.points)}分）", section.items)
            for section in scheme.sections
        ]
        blocks.append(self._write_section(scheme.bonus_heading, scheme.bonus))
        self._write_total()
        self._write_signatures()
        page.colour(Scores.HINT, ON_SCORES)
        page.colour(Scores.COMPUTED, PENDING_ONLY)
        self._break_pages([block for block in blocks if block])
        set_page(page.sheet)
        page.sheet.set_column(0, 0, _WIDTHS[Scores.KEY], None, {"hidden": True})
        first = (self._layout.scheme.row_ids[0], Scores.SELF)
        page.close(first, printed=(_PRINTED[0], _PRINTED[-1]), below=_SIGNED_BELOW)

    def _write_section(self, heading: str, items: Sequence[Item | BonusItem]) -> Mapping[str, float]:
        """Write a section's rows and give their heights."""
        if not items:
            return {}
        form = self._styles.boxed(font_name=HEI, align="center", font_size=_SIZE)
        self._page.span(items[0].id, items[-1].id, Scores.SECTION, heading, form)
        least = max(_LEAST_HEIGHT, row_height([(heading, _WIDTHS[Scores.SECTION])], _SIZE) / len(items))
        return {item.id: self._write_item(item, least) for item in items}

    def _write_item(self, item: Item | BonusItem, least: float) -> float:
        """Write an item's row and give its height."""
        page, styles = self._page, self._styles
        page.write(item.id, Scores.KEY, item.id, styles.boxed(num_format=TEXT_FORMAT, font_color=KEY_GREY))
        page.write(item.id, Scores.TEXT, item.text, styles.boxed(font_size=_SIZE, **LEFT))
        points = cell_number(item.points) if isinstance(item, Item) else None
        page.write(item.id, Scores.POINTS, points, styles.boxed(align="center"))
        page.ask(item.id, Scores.SELF, align="center")
        title = f"{item.id} {Scores.SELF}"
        if isinstance(item, Item):
            self._write_check(item.id, self._cells.item(item))
            rule = number_up_to(max(item.points, item.maximum), title)
        else:
            self._write_check(item.id, self._cells.bonus(item, self._layout.scheme.bonus.index(item) + 1))
            rule = number_from_zero(title, "填自评的加分合计")
        page.accept([item.id], Scores.SELF, rule)
        return page.height(item.id, [(Scores.TEXT, item.text)], _SIZE, least)

    def _write_check(self, key: str, formulas: Mapping[str, str]) -> None:
        """Write the columns right of the print area, which answer the county on the screen."""
        points = self._styles.boxed(align="center", bg_color=BAND_FILL)
        self._page.compute(
            key, formulas, {Scores.COMPUTED: points, Scores.HINT: self._styles.boxed(bg_color=BAND_FILL, **LEFT)}
        )

    def _write_total(self) -> None:
        """Write the sums; the self score's is empty as long as nothing is filled."""
        page, styles, scheme = self._page, self._styles, self._layout.scheme
        form = styles.boxed(font_name=HEI, align="center", font_size=_SIZE)
        page.write(Scores.TOTAL, Scores.KEY, Scores.TOTAL, styles.boxed(num_format=TEXT_FORMAT, font_color=KEY_GREY))
        page.across(self._layout.scores.row(Scores.TOTAL), (Scores.SECTION, Scores.TEXT), Scores.TOTAL, form)
        page.write(Scores.TOTAL, Scores.POINTS, cell_number(add_up(item.points for item in scheme.items)), form)
        page.compute(Scores.TOTAL, {Scores.SELF: self._cells.own_total()}, {Scores.SELF: form})
        self._write_check(Scores.TOTAL, self._cells.total())
        page.height(Scores.TOTAL, [], least=_TOTAL_HEIGHT)

    def _write_signatures(self) -> None:
        """Write below the table who answers for it: on paper, no program reads it."""
        row = self._layout.scores.last_row + _SIGNED_BELOW
        self._page.sheet.set_row(row - 2, _SIGNED_GAP)
        self._page.sheet.set_row(row - 1, _SIGNED_HEIGHT)
        form = self._styles.get(font_size=_SIZE, text_wrap=False)
        self._page.across(row, _PRINTED, _SIGNATURES, form)

    def _break_pages(self, blocks: Sequence[Mapping[str, float]]) -> None:
        """Keep the sections whole on paper where they fit, and let their rows fill the page."""
        heights = [sum(block.values()) for block in blocks]
        foot = _TOTAL_HEIGHT + _SIGNED_GAP + _SIGNED_HEIGHT
        heights[-1] += foot
        first, later = _PAGE_HEIGHT - _FIRST_PAGE_HEAD, _PAGE_HEIGHT - _PAGE_HEAD
        starts = breaks(heights, first, later)
        self._page.sheet.set_h_pagebreaks([self._layout.scores.row(next(iter(blocks[at]))) - 1 for at in starts])
        for begin, end in pairwise([0, *starts, len(blocks)]):
            room = (later if begin else first) - (foot if end == len(blocks) else 0)
            rows = [row for block in blocks[begin:end] for row in block.items()]
            most = min(_MOST_STRETCHED, room * _FULL / sum(height for _key, height in rows))
            for key, height in rows if most > 1 else ():
                self._page.raise_to(key, round(height * most, 1))


def breaks(blocks: Sequence[float], first: float, later: float) -> list[int]:
    """Give the blocks that begin a new page, so that none is cut that would fit on one.

    Args:
        blocks: the heights.
        first: the room on the first page.
        later: the room on every later page.
    """
    starts: list[int] = []
    room = first
    for at, height in enumerate(blocks):
        if height > room and at and height <= later:
            starts.append(at)
            room = later
        rest = height
        while rest > room:
            rest -= room
            room = later
        room -= rest
    return starts


def write_scores(sheet: Worksheet, styles: Styles, layout: Layout, filling: Filling) -> None:
    """Write the sheet."""
    _Scores(sheet, styles, layout, filling).write()
