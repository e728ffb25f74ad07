"""What is known of a sheet beside its values, whatever format it has; and which of the values are for that reason in doubt.

The reader of values gives an error, and a formula that no program calculated, as an empty cell; 0.3 shown as 30% as 0.3; what is
struck through, or cannot be seen, as if it stood there. Nothing of that may pass for an answer.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from enum import Enum, auto

from kexie_excel.sheets.address import Cell
from kexie_excel.sheets.look.comments import Comment
from kexie_excel.sheets.read.raw import Raw, compact, shown
from kexie_excel.sheets.read.sheet import Sheet

_DATES = dt.date | dt.time | dt.timedelta
_NOT_CALCULATED = "公式没有算过：请用 Excel 或 WPS 打开、保存一次"
STRUCK = "上面有删除线，不知还算不算"
UNSEEN = "字的颜色和底色一样，或者字太小，在表里看不到，不知算不算"
RAISED = "里面有上标或下标，不知是哪个数"


class Matter(Enum):
    """What it is about a column that matters, besides that a person sees what stands there."""

    WORDS = auto()
    NUMBER = auto()
    """A number is a quantity, so that it matters how it is shown."""
    DATE = auto()
    """The year counts."""


@dataclass(frozen=True)
class Area:
    """What is asked about in a sheet."""

    sheet: Sheet
    """Its values, as they were read first."""
    matter: Mapping[int, Matter]
    """The columns that are read → what matters of them."""
    computed: frozenset[int] = frozenset()
    """The columns in which there should be formulas."""

    def typed(self) -> Iterator[Cell]:
        """Give the cells of these columns in which something stands."""
        for row, values in enumerate(self.sheet.rows, 1):
            yield from ((row, column) for column in self.matter if column <= len(values) and values[column - 1] != "")


@dataclass(frozen=True)
class Doubt:
    """Why what a cell seems to hold is not to be relied on."""

    raw: str
    """What to quote: the error value, the formula, what a person sees."""
    why: str
    seen: str = ""
    """What a person sees of a number that is stored otherwise: whoever knows what it counts may find that it is the same."""
    is_rounded: bool = False
    """Whether what is seen is the stored number, as far as its places go."""


@dataclass(frozen=True)
class SheetLook:
    """One sheet; of a format that does not tell something, nothing is said about it."""

    values: Mapping[Cell, Raw] | None = None
    """Every cell in which something stands, as another reader reads it; ``None`` where there was no reason to ask one."""
    errors: Mapping[Cell, str] = field(default_factory=dict)
    """Error values."""
    uncalculated: Mapping[Cell, str] = field(default_factory=dict)
    """Formulas without a value."""
    struck: AbstractSet[Cell] = frozenset()
    """What is struck through, or a part of it."""
    unseen: AbstractSet[Cell] = frozenset()
    """What has the colour of its ground, or is too small to be seen, or a part of it."""
    raised: AbstractSet[Cell] = frozenset()
    """Texts of which a part stands above or below the line."""
    looks: Mapping[Cell, str | None] = field(default_factory=dict)
    """Numbers that look like another one → as they look; ``None`` where that is not known."""
    rounded: Mapping[Cell, str] = field(default_factory=dict)
    """Numbers of which not all places are seen → as they look."""
    yearless: AbstractSet[Cell] = frozenset()
    """Dates whose year is not seen."""
    comments: tuple[Comment, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: tuple[range, ...] = ()
    merged: tuple[tuple[Cell, Cell], ...] = ()
    """First and last cell of each merged range."""
    is_hidden: bool = False
    is_protected: bool = True
    has_rules: bool = False
    """Whether there are drop-downs and rules: a program that drops these drops protection too."""
    has_formulas: bool = True
    """Whether there is a formula in the columns that formulas fill."""
    typed_over: frozenset[Cell] = frozenset()
    """The cells of these columns that hold something, and no formula."""

    def doubts(self, area: Area) -> Mapping[Cell, Doubt]:
        """Doubt the cells of an area by what was seen, and by what the first reader made of them."""
        if self.values is None:
            return {}
        cells = {**self.values, **self.errors, **self.uncalculated, **dict.fromkeys(area.typed())}
        found = ((cell, self._doubt(area, cell)) for cell in cells if cell[1] in area.matter)
        return {cell: doubt for cell, doubt in found if doubt}

    def _doubt(self, area: Area, cell: Cell) -> Doubt | None:
        """Judge one cell."""
        raw = area.sheet.at(*cell)
        if cell in self.errors:
            return Doubt(self.errors[cell], f"单元格里是错误值 {self.errors[cell]}")
        if cell in self.uncalculated:
            return Doubt(self.uncalculated[cell], _NOT_CALCULATED)
        for cells, why in ((self.struck, STRUCK), (self.unseen, UNSEEN)):
            if cell in cells:
                return Doubt(shown(raw), why)
        matter = area.matter[cell[1]]
        if matter is Matter.NUMBER and cell in self.raised:
            return Doubt(shown(raw), RAISED)
        if matter is Matter.NUMBER and cell in self.looks:
            return _shown_otherwise(shown(raw), self.looks[cell])
        if matter is Matter.NUMBER and cell in self.rounded:
            return replace(_shown_otherwise(shown(raw), self.rounded[cell]), is_rounded=True)
        if matter is Matter.DATE and cell in self.yearless:
            return Doubt(shown(raw), f"表里的日期没有显示年份，实际存的是{shown(raw)}，不知是不是这一年")
        return _disagreement(raw, (self.values or {}).get(cell))


def _shown_otherwise(stored: str, seen: str | None) -> Doubt:
    """Give the doubt about a number that is shown as another one; ``seen`` is ``None`` where it is not known as which."""
    if seen is None:
        return Doubt(stored, f"存的是{stored}，表里按单元格格式显示的不一定是这个数")
    if not seen:
        return Doubt(stored, f"存的是{stored}，按单元格格式在表里看不到")
    return Doubt(seen, f"表里看到的是{seen}，实际存的是{stored}，不知是哪个数", seen)


def _disagreement(raw: Raw, value: Raw | None) -> Doubt | None:
    """Doubt what two readers read differently."""
    if _is_same(raw, "" if value is None else value):
        return None
    read = (shown(raw) or "空", "空" if value is None else shown(value))
    return Doubt(" / ".join(read), f"两种读法不一样：“{read[0]}”和“{read[1]}”")


def _is_same(raw: Raw, value: Raw) -> bool:
    """Tell whether two readers agree; how a date is written is not held against them."""
    if isinstance(raw, _DATES):
        return value != ""
    if isinstance(raw, str):
        return compact(raw) == compact(value.replace("_x000D_", "") if isinstance(value, str) else value)
    return raw == value and isinstance(raw, bool) == isinstance(value, bool)


def with_doubts_shown(sheet: Sheet, doubts: Mapping[Cell, Doubt]) -> Sheet:
    """Give a sheet in which what is in doubt stands as a text that nobody takes for an answer."""
    if not doubts:
        return sheet
    height = max(len(sheet.rows), *(row for row, _column in doubts)) if sheet.rows else max(row for row, _ in doubts)
    rows = [list(sheet.rows[row]) if row < len(sheet.rows) else [] for row in range(height)]
    for (row, column), doubt in doubts.items():
        cells = rows[row - 1]
        cells.extend([""] * (column - len(cells)))
        cells[column - 1] = f"{doubt.raw}（{doubt.why}）"
    return Sheet(sheet.name, rows)
