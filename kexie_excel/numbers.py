"""Exact numbers: from a cell's text to a printed figure without ever passing through binary fractions.

Points, counts and ratios are ``Fraction`` everywhere. The one rounding rule (四舍五入, two places) serves print only;
comparisons with a threshold use the exact value, so 0.4999 元/人 never becomes 0.5.
"""

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

PRINT_PLACES = 2
ZERO = Fraction(0)
_MOST_REMEMBERED = 10_000


def exact(value: float | str | Decimal | Fraction) -> Fraction:
    """Give the number a person sees when they look at ``value``.

    A float is taken by the 15 digits a spreadsheet program shows (``=0.1+0.2`` is three tenths); a text may end in ``%``.

    Raises:
        ValueError: the text is not a number, or the number is not finite.
    """
    if isinstance(value, float):
        value = f"{value:.15g}"
    if isinstance(value, str):
        return _of_text(value)
    if isinstance(value, Decimal) and not value.is_finite():
        raise ValueError(str(value))
    return Fraction(value)


@lru_cache(_MOST_REMEMBERED)
def _of_text(text: str) -> Fraction:
    """Give the number that a text shows; the same few stand in every return, and are one object each."""
    body = text.removesuffix("%")
    if not _is_plain(body):
        raise ValueError(text)
    return Fraction(Decimal(body)) / (100 if body != text else 1)


def _is_plain(text: str) -> bool:
    """Tell whether ``text`` is an ASCII decimal number, with nothing around it."""
    try:
        return text.isascii() and text == text.strip() and "_" not in text and Decimal(text).is_finite()
    except ArithmeticError:
        return False


def add_up(values: Iterable[Fraction]) -> Fraction:
    """Give the sum. Nearly all points are whole, and whole numbers add up many times sooner than fractions do."""
    whole, rest = 0, ZERO
    for value in values:
        if value.denominator == 1:
            whole += value.numerator
        else:
            rest += value
    return rest + whole if rest else Fraction(whole)


def round_half_up(value: Fraction, places: int = PRINT_PLACES) -> Decimal:
    """Round for print by 四舍五入 (halves away from zero), exactly."""
    scaled = abs(value) * 10**places
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return _shifted(-whole if value < 0 else whole, places)


def _shifted(whole: int, places: int) -> Decimal:
    """Put the decimal point ``places`` digits from the right, whatever the precision of the decimal context."""
    sign, digits, _ = Decimal(whole).as_tuple()
    return Decimal((sign, digits, -places))


def show(value: Fraction, places: int = PRINT_PLACES) -> str:
    """Write a number as people do: rounded for print, no trailing zeros, no exponent."""
    if value.denominator == 1:
        return str(value.numerator)
    return _trim(format(round_half_up(value, places), "f"))


def looks_like(one: Fraction, other: Fraction) -> bool:
    """Tell whether two numbers are the same to whoever sees them printed: a third of a point can only be typed as 0.33."""
    return one == other or show(one) == show(other)


def looks_within(value: Fraction, low: Fraction, high: Fraction) -> bool:
    """Tell whether a number lies between two others to whoever sees them printed."""
    return low <= value <= high or looks_like(value, low) or looks_like(value, high)


def _trim(text: str) -> str:
    """Drop zeros that say nothing after the decimal point."""
    return text.rstrip("0").rstrip(".") if "." in text else text


def show_down(value: Fraction, places: int) -> str:
    """Write a ratio cut off after ``places`` digits, so that the print never reaches a threshold the value misses."""
    whole = value.numerator * 10**places // value.denominator
    return _trim(format(_shifted(whole, places), "f"))


def show_up(value: Fraction, places: int = PRINT_PLACES) -> str:
    """Write a number rounded up after ``places`` digits, so that whoever adds what is printed reaches what it stands for."""
    return _trim(format(_shifted(-(-value.numerator * 10**places // value.denominator), places), "f"))


def show_percent(value: Fraction) -> str:
    """Write a share as a percentage cut off after one decimal: 8/9 is 88.8%."""
    return show_down(value * 100, 1) + "%"


def cell_number(value: Fraction) -> int | float:
    """Give the number to lay into a workbook cell: the printed value, as the file format's own number.

    This is the only place where an exact value becomes a float; nothing is computed from the result.
    """
    rounded = round_half_up(value)
    return int(rounded) if rounded == rounded.to_integral_value() else float(rounded)


_NUMERALS, _TEN = "〇一二三四五六七八九十", 10


def numeral(number: int) -> str:
    """Write a number as headings count: in Chinese, as far as they ever get."""
    tens, ones = divmod(number, _TEN)
    if number <= _TEN:
        return _NUMERALS[number]
    if tens >= _TEN:
        return str(number)
    return ("" if tens == 1 else _NUMERALS[tens]) + _NUMERALS[_TEN] + (_NUMERALS[ones] if ones else "")
