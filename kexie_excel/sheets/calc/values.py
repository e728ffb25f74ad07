"""What a cell may hold while it is calculated, and how one kind is taken for another: Excel's rules."""

import re
from decimal import ROUND_HALF_UP, Decimal
from enum import Enum
from math import isfinite

_PRECISE = 15
"""Significant digits that a number shows."""
_FIRST_EXPONENT, _LAST_EXPONENT = -9, 20
"""Powers of ten that are written out."""
_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)(E[+-]?\d+)?", re.ASCII | re.IGNORECASE)
_NEAR, _CLOSE = 2.0**-44, 2.0**-48
_LARGEST_WHOLE = 2.0**53


class FormulaError(ValueError):
    """A formula that the language does not have, or that leads back to itself: a mistake of ours, never of a county's."""


class Fault(Enum):
    """An error value of a cell."""

    DIVISION = "#DIV/0!"
    VALUE = "#VALUE!"
    REFERENCE = "#REF!"
    NUMBER = "#NUM!"
    NOT_FOUND = "#N/A"


class FaultError(Exception):
    """Carries an error value, its only argument, to the cell or to the function that asks for it."""

    @property
    def fault(self) -> Fault:
        """The error value."""
        return Fault(self.args[0])


Value = float | str | bool | Fault | None
"""A cell's value; ``None`` where nothing is typed."""


def number(value: Value) -> float:
    """Take a value for a number: nothing for 0, TRUE for 1, a text for the number it is.

    Raises:
        FaultError: it is none.
    """
    if type(value) is float:
        return value
    if value is None:
        return 0.0
    if isinstance(value, bool):
        return float(value)
    if isinstance(value, str):
        if _NUMBER.fullmatch(value.strip(" ")):
            return finite(float(value))
        raise FaultError(Fault.VALUE)
    raise FaultError(value)


def finite(value: float) -> float:
    """Give a number that a cell can hold.

    Raises:
        FaultError: it is too large.
    """
    if isfinite(value):
        return value
    raise FaultError(Fault.NUMBER)


def text(value: Value) -> str:
    """Take a value for a text: a number as it shows, with up to 15 digits.

    Raises:
        FaultError: it is an error.
    """
    if type(value) is str:
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, Fault):
        raise FaultError(value)
    return _shown(float(value))


def truth(value: Value) -> bool:
    """Take a value for true or false.

    Raises:
        FaultError: it is a text or an error.
    """
    if isinstance(value, bool):
        return value
    if isinstance(value, str):
        raise FaultError(Fault.VALUE)
    return number(value) != 0


def equal(left: Value, right: Value) -> bool:
    """Tell whether two values are the same: case makes no difference, and nothing is 0, "" and FALSE."""
    return compare(left, right) == 0


def compare(left: Value, right: Value) -> int:
    """Give -1, 0 or 1: numbers come before texts, texts before FALSE and TRUE.

    Raises:
        FaultError: one is an error.
    """
    if type(left) is float and type(right) is float:
        return 0 if same(left, right) else 1 if left > right else -1
    left_rank, left_key = _place(left, right)
    right_rank, right_key = _place(right, left)
    if left_rank != right_rank:
        return 1 if left_rank > right_rank else -1
    if isinstance(left_key, str) or isinstance(right_key, str):
        return (str(left_key) > str(right_key)) - (str(left_key) < str(right_key))
    return 0 if same(left_key, right_key) else 1 if left_key > right_key else -1


def _place(value: Value, other: Value) -> tuple[int, float | str]:
    """Give the rank of a value's kind and what is compared within; nothing becomes what the other is."""
    if value is None:
        value = "" if isinstance(other, str) else False if isinstance(other, bool) else 0.0
    if isinstance(value, Fault):
        raise FaultError(value)
    if isinstance(value, str):
        return 1, value.lower()
    return (2 if isinstance(value, bool) else 0), float(value)


def same(left: float, right: float) -> bool:
    """Tell whether two numbers are equal but for the last bits of a calculation; whole numbers have none."""
    if left == right:
        return True
    gap, size = abs(left - right), min(abs(left), abs(right))
    return gap < size * _CLOSE and not (_is_whole(left) and _is_whole(right))


def _is_whole(value: float) -> bool:
    return abs(value) < _LARGEST_WHOLE and value.is_integer()


def rounded(value: float, places: int) -> float:
    """Round half away from zero, by the digits that a number shows."""
    if value.is_integer() and places >= 0:
        return value
    return float(Decimal(repr(value)).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP))


def _shown(value: float) -> str:
    """Write a number as a cell without a format shows it, were it wide enough."""
    if value.is_integer() and abs(value) < 10**_PRECISE:
        return str(int(value))
    digits, exponent = f"{value:.{_PRECISE - 1}E}".split("E")
    power = int(exponent)
    if _FIRST_EXPONENT <= power <= _LAST_EXPONENT:
        whole = format(Decimal(f"{digits}E{exponent}"), "f")
        return whole.rstrip("0").rstrip(".") if "." in whole else whole
    return f"{digits.rstrip('0').rstrip('.')}E{'-' if power < 0 else '+'}{abs(power):02}"
