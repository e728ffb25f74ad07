"""The second reader: openpyxl, asked about the input cells of a sheet in which the scan found something.

It knows error values, formulas, number formats and fonts; but it gives an empty workbook for strict Open XML, and fails on
broken styles. So it is asked only where there is a reason to, and what it cannot say is reported, never assumed.
"""

import datetime as dt
import warnings
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.cell.read_only import EmptyCell, ReadOnlyCell

from kexie_excel.returns.input_cells import MEASURED, Cell, Inputs
from kexie_excel.sheets.read.formats import as_seen, misleads
from kexie_excel.sheets.read.raw import Raw, compact, shown

_DATES = dt.date | dt.time | dt.timedelta
NOT_CALCULATED = "公式没有算过：请用 Excel 或 WPS 打开后保存一次再发"
STRUCK = "上面有删除线，不知还算不算"


@dataclass(frozen=True)
class Doubt:
    """Why what a cell seems to hold is not to be relied on."""

    raw: str
    """What to quote: the error value, the formula, what a person sees."""
    why: str


Cells = Mapping[Cell, ReadOnlyCell]


def look(path: Path, inputs: Mapping[str, Inputs]) -> Mapping[str, Mapping[Cell, Doubt]]:
    """Compare the input cells of some sheets with what the first reader made of them.

    Args:
        path: the workbook, xlsx or xlsm.
        inputs: sheet name → its input cells.

    Raises:
        Exception: whatever the reader fails with; a sheet that it does not find, or sees nothing in, is a ``LookupError``.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of what the reader drops, nothing is needed here
        as_typed = _cells(path, inputs, data_only=False)
        if not all(as_typed.values()):
            raise LookupError
        has_formulas = any(cell.data_type == "f" for cells in as_typed.values() for cell in cells.values())
        as_calculated = _cells(path, inputs, data_only=True) if has_formulas else as_typed
        return {sheet: dict(_doubts(own, as_typed[sheet], as_calculated[sheet])) for sheet, own in inputs.items()}


def _cells(path: Path, inputs: Mapping[str, Inputs], *, data_only: bool) -> dict[str, Cells]:
    """Read the filled input cells of the sheets."""
    with path.open("rb") as file:
        book = openpyxl.load_workbook(file, read_only=True, data_only=data_only, keep_links=False)
        return {sheet: _of_sheet(book[sheet], own) for sheet, own in inputs.items()}


def _of_sheet(sheet: Any, inputs: Inputs) -> Cells:  # noqa: ANN401 - the reader's stubs know no read-only sheet
    """Read the filled input cells of a sheet, wherever it says that it ends."""
    sheet.reset_dimensions()
    rows: Iterable[Iterable[ReadOnlyCell | EmptyCell]] = sheet.iter_rows(max_col=max(inputs.columns))
    cells = (cell for row in rows for cell in row if isinstance(cell, ReadOnlyCell) and cell.value is not None)
    return {(cell.row, cell.column): cell for cell in cells if inputs.holds((cell.row, cell.column))}


def _doubts(inputs: Inputs, as_typed: Cells, as_calculated: Cells) -> Iterator[tuple[Cell, Doubt]]:
    """Judge every input cell in which either reader sees something."""
    for place in {**as_typed, **dict(inputs.typed())}:
        typed, calculated = as_typed.get(place), as_calculated.get(place)
        raw = inputs.table.sheet.at(*place)
        doubt = _of_content(typed, calculated) or _of_look(raw, typed, is_measured=inputs.columns[place[1]] in MEASURED)
        value = calculated.value if calculated else None
        doubt = doubt or disagreement(raw, value)
        if doubt:
            yield place, doubt


def _of_content(typed: ReadOnlyCell | None, calculated: ReadOnlyCell | None) -> Doubt | None:
    """Doubt an error value, and a formula without a value."""
    if calculated and calculated.data_type == "e":
        return error_doubt(str(calculated.value))
    if typed and typed.data_type == "f" and calculated is None:
        return Doubt(str(getattr(typed.value, "text", typed.value)), NOT_CALCULATED)
    return None


def _of_look(raw: Raw, cell: ReadOnlyCell | None, *, is_measured: bool) -> Doubt | None:
    """Doubt what is struck through, and a number that is shown as another one."""
    if cell is None:
        return None
    if cell.font.strike:
        return struck_doubt(shown(raw))
    if is_measured and raw and isinstance(raw, int | float) and misleads(cell.number_format):
        return format_doubt(raw, as_seen(float(raw), cell.number_format))
    return None


def error_doubt(value: str) -> Doubt:
    """Give the doubt about an error value."""
    return Doubt(value, f"单元格里是错误值 {value}")


def struck_doubt(text: str) -> Doubt:
    """Give the doubt about what is struck through."""
    return Doubt(text, STRUCK)


def format_doubt(raw: Raw, seen: str) -> Doubt:
    """Give the doubt about a number that is shown as another one; ``seen`` is empty where it is not known as which."""
    stored = shown(raw)
    if seen:
        return Doubt(seen, f"表里看到的是{seen}，实际存的是{stored}，不知是哪个数")
    return Doubt(stored, f"存的是{stored}，表里按单元格格式显示的不是这个数")


def disagreement(raw: Raw, value: object) -> Doubt | None:
    """Doubt what two readers read differently."""
    if _is_same(raw, value):
        return None
    read = (shown(raw) or "空", "空" if value is None else str(value))
    return Doubt(" / ".join(read), f"两种读法不一样：“{read[0]}”和“{read[1]}”")


def _is_same(raw: Raw, value: object) -> bool:
    """Tell whether two readers agree; how a date is counted is not held against them."""
    if isinstance(raw, _DATES):
        return isinstance(value, int | float) or not isinstance(value, dt.date) or _day(raw) == _day(value)
    if isinstance(raw, str):
        return compact(raw) == compact("" if value is None else str(value).replace("_x000D_", ""))
    return raw == value and isinstance(raw, bool) == isinstance(value, bool)


def _day(value: object) -> object:
    """Give the day of a date."""
    return value.date() if isinstance(value, dt.datetime) else value
