"""How rules are written as spreadsheet formulas, from the same data as their evaluation, so that the two cannot drift apart.

Every fact has one *reading cell*: the number it was answered with (是 1, 否 0, a choice its place from 1, an amount in
millionths, so that it is a whole number too), or ``UNKNOWN``. Formulas look at these cells only, and compare whole numbers.
"""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import NamedTuple

from kexie_excel.scheme.fact import NO, YES, Fact, FactKind, format_count

UNKNOWN = -1
"""What a reading cell shows where there is no usable answer."""
PLACES = 6
"""Decimal places that a formula reads of an amount."""
MILLIONTHS = 10**PLACES
LARGEST = 10**8
"""Numbers from here on are not read: the products of a comparison must stay exact in a spreadsheet program."""

Cells = Mapping[str, str]
"""Fact id → the reference to its reading cell."""


class Case(NamedTuple):
    """When a fact leaves a rule open, and why."""

    fact: str
    when: str
    """A formula that is true or false."""
    reason: str = ""
    """In words; empty where the fact has no reading, which its own cell explains."""


class Bounds(NamedTuple):
    """A rule as formulas: ``low`` with what is not known at its worst, ``high`` at its best; they mirror ``Outcome``."""

    low: str
    high: str
    cases: tuple[Case, ...]
    """What leaves it open; they say nothing where ``low`` equals ``high``."""
    exact: bool = False
    """Whether each case holds only where the points are open anyhow."""


class Holds(NamedTuple):
    """A condition as formulas: whether it holds for certain, and whether it still may."""

    sure: str
    possible: str
    cases: tuple[Case, ...]

    @property
    def unsettled(self) -> str:
        """Whether it is not known."""
        return f"AND({self.possible},NOT({self.sure}))"


class Quotient(NamedTuple):
    """A quantity as formulas: ``part`` ÷ (``whole`` × ``scale``), all of them whole numbers or fractions of such."""

    part: str
    whole: str
    """Empty for one."""
    scale: Fraction
    known: str
    cases: tuple[Case, ...]

    def _sides(self, unit: Fraction) -> tuple[str, str]:
        """Give what is compared or divided if the quantity is measured in ``unit``: no ratio is ever formed."""
        factor = unit * self.scale
        right = times(self.whole, factor.numerator) if self.whole else str(factor.numerator)
        return times(self.part, factor.denominator), right

    def compare(self, operator: str, bound: Fraction) -> str:
        """Compare the quantity with a bound by cross-multiplication."""
        left, right = self._sides(bound)
        return f"{left}{operator}{right}"

    def divide(self, unit: Fraction) -> str:
        """Count how often ``unit`` goes into the quantity."""
        left, right = self._sides(unit)
        return f"{left}/({right})"


def times(cell: str, factor: int) -> str:
    """Multiply a cell by a whole number."""
    return cell if factor == 1 else f"{cell}*{factor}"


def literal(value: Fraction) -> str:
    """Write a number into a formula, exactly."""
    text = format_count(value)
    return f"({text})" if "/" in text else text


def all_of(parts: Iterable[str]) -> str:
    """Join conditions by AND."""
    return _joined("AND", parts)


def any_of(parts: Iterable[str]) -> str:
    """Join conditions by OR."""
    return _joined("OR", parts)


def _joined(function: str, parts: Iterable[str]) -> str:
    """Call a function, unless there is only one thing to call it with."""
    first, *others = parts
    return f"{function}({','.join([first, *others])})" if others else first


def gated(gate: str, cases: Iterable[Case]) -> tuple[Case, ...]:
    """Let cases hold only where the gate is open."""
    return tuple(Case(case.fact, f"AND({gate},{case.when})", case.reason) for case in cases)


def quoted(text: str) -> str:
    """Write a text into a formula."""
    return '"' + text.replace('"', '""') + '"'


def reading(fact: Fact, cell: str, year: int) -> str:
    """Write the formula of a fact's reading cell.

    It reads what the drop-downs and the rules of the answer cell allow; anything else is unknown, whatever the program may
    still make of it (“３次”). So is a whole number that is a day of about the assessed ``year``: typing 3-4 gives one.

    Args:
        fact: the fact.
        cell: where its answer is typed.
        year: the assessed year.
    """
    if fact.kind is FactKind.COUNT:
        return _number(cell, year, all_of([f"INT({cell})={cell}", *usual(fact, cell)]), cell)
    if fact.kind is FactKind.AMOUNT:
        precise = all_of([f"ROUND({cell},{PLACES})={cell}", *usual(fact, cell)])
        return _number(cell, year, precise, f"ROUND({cell}*{MILLIONTHS},0)")
    values = {choice: at for at, choice in enumerate(fact.choices, 1)} or {YES: 1, NO: 0}
    tests = "".join(f"IF(EXACT({cell},{quoted(text)}),{value}," for text, value in values.items())
    return f"IF(ISTEXT({cell}),{tests}{UNKNOWN}{')' * len(values)},{UNKNOWN})"


def usual(fact: Fact, cell: str) -> list[str]:
    """Give the conditions under which a number lies where such numbers lie."""
    ends = ((">=", fact.usual_from), ("<=", fact.usual_to))
    return [f"{cell}{operator}{literal(end)}" for operator, end in ends if end is not None]


def _number(cell: str, year: int, precise: str, value: str) -> str:
    """Read a number from 0 on."""
    fits = f"AND({cell}>=0,{cell}<{LARGEST},{precise},NOT({looks_like_date(cell, year)}))"
    return f"IF(AND(ISNUMBER({cell}),NOT(ISLOGICAL({cell}))),IF({fits},{value},{UNKNOWN}),{UNKNOWN})"


def looks_like_date(cell: str, year: int) -> str:
    """Tell whether a number is the day that a spreadsheet program makes of a text such as 3-4."""
    return f"AND({cell}>=DATE({year - 1},1,1),{cell}<DATE({year + 2},1,1))"
