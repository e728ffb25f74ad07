"""One cell of an author → one value of the scheme; whatever is not clear is a fault with what to write instead."""

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Self, TypeVar

from kexie_excel.scheme_book.review import Review, guess
from kexie_excel.scheme_book.rows import AuthorRow
from kexie_excel.sheets.read.raw import compact
from kexie_excel.text import squeeze

Value = TypeVar("Value")
A_SHARE = "这里是份额，要写百分号"
"""Why a number without a percent sign is no answer."""

_DATES = dt.date | dt.time | dt.timedelta
_A_DATE = "（成了日期）"
_HUNDRED = 100
_ANY_SHARE = "份额，如 30%"

_PLAIN = re.compile(r"[+-]?\d+(?:\.\d+)?")
_SHARE = re.compile(r"(\d+(?:\.\d+)?)\s*%")
MINUS = str.maketrans("−–—", "---")
"""Dashes that are typed for a minus sign."""
_INSIDE = re.compile(r"\d+(?:\.\d+)?")


def written(number: str) -> int | Decimal:
    """Give a number as the plain data of a scheme hold it."""
    value = Decimal(number)
    return int(value) if value == value.to_integral_value() else value.normalize()


@dataclass(frozen=True)
class RowReader:
    """Reads the cells of one row, which belong at one path of the scheme's data."""

    review: Review
    row: AuthorRow
    at: str

    def for_path(self, at: str) -> Self:
        """Read on for another path."""
        return replace(self, at=at)

    def has(self, header: str) -> bool:
        """Tell whether the cell is filled."""
        return header in self.row.cells

    def fault(self, code: str, header: str, **words: str) -> None:
        """Note a fault in a cell."""
        self.review.fault(code, self.row, header, self.at, **words)

    def lacks(self, header: str, expected: str) -> None:
        """Note that a cell must not be empty."""
        self.fault("K906", header, expected=expected)

    def locate(self, path: str, header: str) -> None:
        """Remember where a part of the scheme stands."""
        self.review.locate(path, self.row, header)

    def number(self, header: str, advice: str = "") -> int | Decimal | None:
        """Read a number; ``None`` where the cell is empty or no number, which then is a fault, with ``advice`` if there is any."""
        if header not in self.row.cells:
            return None
        cell = self.row.cells[header]
        if isinstance(cell.raw, int | float) and not isinstance(cell.raw, bool):
            return written(f"{cell.raw:.15g}")
        text = cell.text.replace(" ", "").translate(MINUS)
        if _PLAIN.fullmatch(text):
            return written(text)
        if isinstance(cell.raw, _DATES):
            self.fault("K907", header, guess=_A_DATE, expected="把格子设成“常规”，重写数字")
        else:
            inside = _INSIDE.findall(text)
            only = f"只写数字 {inside[0]}" if len(inside) == 1 else "只写一个数字"
            self.fault("K907", header, guess="", expected=advice or f"{only}，不带单位和文字")
        return None

    def need_number(self, header: str, wanted: str) -> int | Decimal:
        """Read a number that must be there; 0 stands for one that is not, and the part is doubtful."""
        value = self.number(header)
        if value is None and not self.has(header):
            self.lacks(header, wanted)
        return 0 if value is None else value

    def share(self, header: str) -> str:
        """Read a share; a cell that is shown as a percentage holds a number below one, and a plain 1 may be the first place."""
        cell = self.row.cells[header]
        if isinstance(cell.raw, int | float) and 0 < cell.raw < 1:
            return f"{written(f'{cell.raw * 100:.12g}')}%"
        if found := _SHARE.fullmatch(cell.text):
            return f"{written(found[1])}%"
        self.fault("K913", header, why=A_SHARE, expected=_as_share(cell.text))
        return "100%"

    def text(self, header: str, wanted: str) -> str:
        """Read a text that must be there, to the letter; a date is what a spreadsheet made of one, such as 2026年11月."""
        if not self.has(header):
            self.lacks(header, wanted)
        elif self._is_date(header):
            return ""
        return self.row.typed(header)

    def _is_date(self, header: str) -> bool:
        """Tell whether a text became a date, which is a fault."""
        became = isinstance(self.row.cells[header].raw, _DATES)
        if became:
            self.fault("K907", header, guess=_A_DATE, expected="先把格子的格式设成“文本”，再重写")
        return became

    def ident(self, header: str, wanted: str) -> str:
        """Read a 编号, which is a text: as a number, 1.10 would be 1.1."""
        if not self.has(header):
            self.lacks(header, wanted)
        elif self._is_date(header):
            return ""
        elif not isinstance(self.row.cells[header].raw, str):
            self.fault("K908", header)
        return self.row.text(header).replace(" ", "")

    def one_of(self, header: str, options: Mapping[str, Value]) -> Value | None:
        """Read one of a list of words; ``None`` where the cell is empty or holds another, which then is a fault."""
        if not self.has(header):
            return None
        typed = compact(self.row.cells[header].raw)
        for name, value in options.items():
            if squeeze(name) == typed:
                return value
        self.fault("K907", header, guess=guess(typed, options), expected=f"从下拉框里选：{'、'.join(options)}")
        return None

    def need_one_of(self, header: str, options: Mapping[str, Value]) -> Value | None:
        """Read one of a list of words that must be there."""
        if not self.has(header):
            self.lacks(header, f"从下拉框里选：{'、'.join(options)}")
        return self.one_of(header, options)

    def known(self, header: str, names: Iterable[str], what: str) -> str:
        """Read the name of something that stands elsewhere in the scheme; empty where nothing is called so."""
        if not self.has(header):
            self.lacks(header, f"写{what}的编号")
            return ""
        names = list(names)
        raw = self.row.cells[header].raw
        typed = compact(raw)
        if not isinstance(raw, str) and sum(_is_number(name, typed) for name in names) > 1:
            self.fault("K908", header)
            return ""
        for name in names:
            if squeeze(name) == typed:
                return name
        self.fault("K910", header, what=what, guess=guess(typed, names))
        return ""


def _as_share(text: str) -> str:
    """Give what may have been meant for a share: 0.6 for 60%, 60 for 60%; of a count of units nobody knows."""
    if _PLAIN.fullmatch(text):
        value = Decimal(text)
        if 0 < value < 1:
            return f"{written(str(value * _HUNDRED))}%"
        return f"{written(text)}%" if 1 < value <= _HUNDRED else _ANY_SHARE
    inside = _SHARE.search(text)
    return f"{written(inside[1])}%" if inside else _ANY_SHARE


def _is_number(name: str, number: str) -> bool:
    """Tell whether a 编号 is the same as another once both are numbers, as 1.10 is 1.1."""
    return bool(_PLAIN.fullmatch(name)) and Decimal(name) == Decimal(number)
