"""Formula text → what to run for its value. Formulas of one shape are parsed once, however many cells they stand in."""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from kexie_excel.sheets.address import column_number
from kexie_excel.sheets.calc.functions import FUNCTIONS
from kexie_excel.sheets.calc.node import (
    Key,
    Named,
    Node,
    Run,
    area_at,
    array,
    cell_at,
    constant,
    constants,
    each,
    number_at,
    rows_at,
    single,
)
from kexie_excel.sheets.calc.values import Fault, FaultError, FormulaError, Value, compare, equal, finite, number, text

_TOKEN = re.compile(
    r"""(?P<area>(?:'[^']+'!)?\$?[A-Z]{1,3}\$?\d+:\$?[A-Z]{1,3}\$?\d+)
    | (?P<key>(?:'[^']+'!)?\$?[A-Z]{1,3}\$?\d+)
    | (?P<number>\d+(?:\.\d+)?)
    | (?P<text>"(?:[^"]|"")*")
    | (?P<truth>TRUE|FALSE)
    | (?P<call>[A-Z]+\()
    | (?P<array>\{(?:"(?:[^"]|"")*"|[^"{}])+\})
    | (?P<sign><=|>=|<>|[-+*/&=<>(),])""",
    re.VERBOSE,
)
_CELLS = re.compile(r"(?:'([^']+)'!)?\$?([A-Z]+)\$?(\d+)(?::\$?([A-Z]+)\$?(\d+))?")
_KEPT = 8192
"""Formulas, shapes and references that are kept: a form has some two thousand of each at most."""
_TRUTH = {"TRUE": True, "FALSE": False}
_END = "\n"

Shape = tuple[str, ...]
"""A formula's tokens, with only the kind of what it names."""


class _Operator(NamedTuple):
    """A sign between two operands."""

    strength: int
    """The higher, the earlier it is applied."""
    apply: Callable[[Value, Value], Value]


def _divided(left: Value, right: Value) -> float:
    divisor = number(right)
    if divisor == 0:
        raise FaultError(Fault.DIVISION)
    return finite(number(left) / divisor)


_OPERATORS: Mapping[str, _Operator] = {
    "=": _Operator(0, equal),
    "<>": _Operator(0, lambda left, right: not equal(left, right)),
    "<": _Operator(0, lambda left, right: compare(left, right) < 0),
    "<=": _Operator(0, lambda left, right: compare(left, right) <= 0),
    ">": _Operator(0, lambda left, right: compare(left, right) > 0),
    ">=": _Operator(0, lambda left, right: compare(left, right) >= 0),
    "&": _Operator(1, lambda left, right: text(left) + text(right)),
    "+": _Operator(2, lambda left, right: finite(number(left) + number(right))),
    "-": _Operator(2, lambda left, right: finite(number(left) - number(right))),
    "*": _Operator(3, lambda left, right: finite(number(left) * number(right))),
    "/": _Operator(3, _divided),
}


@lru_cache(_KEPT)
def parsed(sheet: str, formula: str) -> tuple[Run, Named]:
    """Parse a formula: what to run, and what to run it with.

    Args:
        sheet: the sheet it stands on.
        formula: its text, ``=`` first.

    Raises:
        FormulaError: the language has no such thing.
    """
    named = Named([], [], [])
    try:
        return _program(_shape(sheet, formula, named)), named
    except (FormulaError, ValueError) as error:
        raise FormulaError(f"{sheet}: {formula}: {error}") from error


def _shape(sheet: str, formula: str, named: Named) -> Shape:
    """Cut a formula into tokens, and put aside what it names."""
    at, shape = 1, []
    while at < len(formula):
        found = _TOKEN.match(formula, at)
        if not found:
            raise FormulaError(f"not understood from {formula[at:]!r}")
        kind, token, at = found.lastgroup, found.group(), found.end()
        if kind == "number":
            named.numbers.append(float(token))
        elif kind == "key":
            named.keys.append(_keys(sheet, token)[0])
        elif kind == "area":
            named.areas.append(_keys(sheet, token))
        else:
            kind = token
        shape.append(kind)
    return (*shape, _END)


@lru_cache(_KEPT)
def _keys(sheet: str, reference: str) -> Sequence[Key]:
    """Give the cells that a reference names."""
    where, left, top, right, bottom = _CELLS.findall(reference)[0]
    rows = range(int(top), int(bottom or top) + 1)
    columns = range(column_number(left), column_number(right or left) + 1)
    if len(rows) > 1 and len(columns) > 1:
        raise FormulaError(f"{reference} is no row or column")
    return tuple((where or sheet, row, column) for row in rows for column in columns)


@lru_cache(_KEPT)
def _program(shape: Shape) -> Run:
    """Give what to run for all formulas of a shape."""
    return _Parser(shape).parse()


class _Parser:
    """One shape while it is parsed."""

    def __init__(self, shape: Shape) -> None:
        self._shape = shape
        self._at = 0
        self._seen = {"number": 0, "key": 0, "area": 0}

    def parse(self) -> Run:
        """Give what to run for the cell's value."""
        node = self._operation()
        self._expect(_END)
        return single(node)

    def _operation(self, least: int = 0) -> Node:
        """Read operands, and the signs between them that are strong enough."""
        left = self._operand()
        while (operator := _OPERATORS.get(self._shape[self._at])) and operator.strength >= least:
            self._at += 1
            left = each(operator.apply, [left, self._operation(operator.strength + 1)])
        return left

    def _operand(self) -> Node:
        """Read one operand."""
        token = self._shape[self._at]
        self._at += 1
        match token:
            case "number":
                return number_at(self._place(token))
            case "key":
                return cell_at(self._place(token))
            case "area":
                return area_at(self._place(token))
            case "-":
                return each(lambda value: -number(value), [self._operand()])
            case "(":
                inner = self._operation()
                self._expect(")")
                return inner
            case "ROW(":
                self._expect("area")
                self._expect(")")
                return array(rows_at(self._place("area")))
            case _ if token.endswith("("):
                return self._call(token[:-1])
            case _ if token.startswith("{"):
                return constants([_literal(item) for item in re.findall(r'"(?:[^"]|"")*"|[^,{}"]+', token)])
        return constant(_literal(token))

    def _place(self, kind: str) -> int:
        """Count what the formula names."""
        self._seen[kind] += 1
        return self._seen[kind] - 1

    def _call(self, name: str) -> Node:
        """Read the arguments of a function, and call it."""
        build = FUNCTIONS.get(name)
        if build is None:
            raise FormulaError(f"{name} is unknown")
        args = [self._operation()]
        while self._shape[self._at] == ",":
            self._at += 1
            args.append(self._operation())
        self._expect(")")
        return build(args)

    def _expect(self, token: str) -> None:
        """Go past a token that must stand here."""
        if self._shape[self._at] != token:
            raise FormulaError(f"{self._shape[self._at]!r} instead of {token!r}")
        self._at += 1


def _literal(token: str) -> Value:
    """Give the value of what stands in a formula."""
    if token.startswith('"'):
        return token[1:-1].replace('""', '"')
    return _TRUTH[token] if token in _TRUTH else float(token)
