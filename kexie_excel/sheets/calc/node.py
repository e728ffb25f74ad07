"""A parsed piece of a formula: what to run for its value, and whether that is one value or a row or column of them."""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple, NoReturn

from kexie_excel.sheets.calc.values import Fault, FaultError, FormulaError, Value

Key = tuple[str, int, int]
"""A cell: sheet, row, column; counted from 1."""
Cells = Mapping[Key, Value]
"""Every cell's value; a cell that holds a formula is calculated when it is asked for."""


class Named(NamedTuple):
    """What a formula names, in its order: a form has many formulas that differ in nothing else, and share their pieces."""

    numbers: list[float]
    keys: list[Key]
    """The single cells."""
    areas: list[Sequence[Key]]
    """The rows or columns of cells."""


_MOST_KEPT = 256
"""Of how many texts it is remembered what came of looking for the same words in each."""

Run = Callable[[Cells, Named], Value]
RunArray = Callable[[Cells, Named], list[Value]]


class Node(NamedTuple):
    """A piece of a formula."""

    run: Run
    """Gives the value; not for an array."""
    values: RunArray | None = None
    """Gives the values of an array, or of what a reference to one cell refers to."""
    is_array: bool = False
    is_reference: bool = False
    is_constant: bool = False
    """An array that stands in the formula."""


def _no_value(*_: object) -> NoReturn:
    raise FormulaError("an array where one value is wanted")


def array(values: RunArray, *, is_reference: bool = False) -> Node:
    """Make a node of several values."""
    return Node(_no_value, values, is_array=True, is_reference=is_reference)


def constant(value: Value) -> Node:
    """Make a node of a value that stands in the formula."""
    return Node(lambda _cells, _named: value)


def constants(values: list[Value]) -> Node:
    """Make a node of an array that stands in the formula."""
    return array(lambda _cells, _named: values)._replace(is_constant=True)


def number_at(place: int) -> Node:
    """Make a node of a number that the formula names."""
    return Node(lambda _cells, named: named.numbers[place])


def cell_at(place: int) -> Node:
    """Make a node of a reference to one cell; an error value in it takes effect where it is asked for."""

    def run(cells: Cells, named: Named) -> Value:
        value = cells[named.keys[place]]
        if type(value) is Fault:
            raise FaultError(value)
        return value

    return Node(run, lambda cells, named: [cells[named.keys[place]]], is_reference=True)


def area_at(place: int) -> Node:
    """Make a node of a reference to a row or column of cells."""
    return array(lambda cells, named: [cells[key] for key in named.areas[place]], is_reference=True)


def rows_at(place: int) -> RunArray:
    """Give what to run for the row numbers of an area."""
    return lambda _, named: [float(row) for _, row, _ in named.areas[place]]


def single(node: Node) -> Run:
    """Give what to run for one value.

    Raises:
        FormulaError: it is an array.
    """
    if node.is_array:
        _no_value()
    return node.run


def several(node: Node) -> RunArray:
    """Give what to run for the values; an error value is one of them.

    Raises:
        FormulaError: it is one value, and no reference.
    """
    if node.values is None:
        raise FormulaError("one value where cells are wanted")
    return node.values


def each(function: Callable[..., Value], args: Sequence[Node]) -> Node:
    """Apply a function to single values; to arrays place by place, a single value going with every place."""
    if any(arg.is_array for arg in args):
        return array(_spread(function, args))
    match [arg.run for arg in args]:
        case [only]:
            return Node(lambda cells, named: function(only(cells, named)))
        case [left, right]:
            return Node(lambda cells, named: function(left(cells, named), right(cells, named)))
        case runs:
            return Node(lambda cells, named: function(*[run(cells, named) for run in runs]))


def _spread(function: Callable[..., Value], args: Sequence[Node]) -> RunArray:
    """Apply a function place by place; an error stays in its place."""

    def placed(*values: Value) -> Value:
        try:
            return function(*values)
        except FaultError as error:
            return error.fault

    runs = [several(arg) if arg.is_array else arg.run for arg in args]
    is_fixed = all(arg.is_constant for arg in args if arg.is_array)
    kept: dict[tuple[object, ...], list[Value]] = {}

    def run(cells: Cells, named: Named) -> list[Value]:
        given = [own(cells, named) for own in runs]
        if not is_fixed:
            return spread(given)
        # the same words are looked for in every row, and most rows say nothing or the same; 1 is not TRUE
        asked = (*[(type(value), value) for value in given if not isinstance(value, list)],)
        if asked not in kept:
            if len(kept) >= _MOST_KEPT:
                kept.clear()
            kept[asked] = spread(given)
        return kept[asked]

    def spread(given: list[Value | list[Value]]) -> list[Value]:
        count = next(len(values) for values in given if isinstance(values, list))
        columns = [values if isinstance(values, list) else [values] * count for values in given]
        if any(len(values) != count for values in columns):
            raise FormulaError("arrays of different lengths")
        try:
            return list(map(function, *columns))
        except FaultError:
            return list(map(placed, *columns))

    return run
