"""The functions that our formulas use, and no others, as Excel defines them."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from inspect import signature
from math import floor, fsum

from kexie_excel.sheets.calc.lookup import if_error, match, rows, sum_ifs
from kexie_excel.sheets.calc.node import Cells, Named, Node, Run, RunArray, each, several, single
from kexie_excel.sheets.calc.values import Fault, FaultError, FormulaError, Value, equal, number, rounded, text, truth

Build = Callable[[Sequence[Node]], Node]
"""Makes a call of a function from its arguments."""

_EPOCH = dt.date(1899, 12, 30).toordinal()
"""The day 0, as all programs count from March 1900 on."""
_FIRST_YEAR, _MONTHS = 1900, 12
_CYCLE_YEARS, _CYCLE_DAYS = 400, 146097
"""After these the calendar repeats itself; so the month after the last of 9999 can be named."""
_LAST_DAY = dt.date(9999, 12, 31).toordinal() - _EPOCH
_ASCII = 128
_PATTERN = frozenset("*?~<>=")
"""What makes more of a criterion than the text itself."""


def _if(args: Sequence[Node]) -> Node:
    """Run only the branch that holds."""
    condition, holds, otherwise = map(single, args)
    return Node(lambda cells, named: holds(cells, named) if truth(condition(cells, named)) else otherwise(cells, named))


def _choose(args: Sequence[Node]) -> Node:
    """Run only the chosen one."""
    place, *choices = map(single, args)

    def run(cells: Cells, named: Named) -> Value:
        at = floor(number(place(cells, named)))
        if not 1 <= at <= len(choices):
            raise FaultError(Fault.VALUE)
        return choices[at - 1](cells, named)

    return Node(run)


def _index(args: Sequence[Node]) -> Node:
    """Give the cell at a place, from 1."""
    values, place = several(args[0]), single(args[1])

    def run(cells: Cells, named: Named) -> Value:
        at, held = floor(number(place(cells, named))), values(cells, named)
        if not 1 <= at <= len(held):
            raise FaultError(Fault.REFERENCE)
        value = held[at - 1]
        if isinstance(value, Fault):
            raise FaultError(value)
        return value

    return Node(run)


def _joint(decide: Callable[[Iterable[bool]], bool]) -> Build:
    """Make AND or OR; of cells, only numbers and truth values count."""

    def build(args: Sequence[Node]) -> Node:
        held, given = _held_and_given(args)

        def run(cells: Cells, named: Named) -> Value:
            of_cells = [truth(value) for values in held for value in values(cells, named) if _is_given(value, str)]
            of_all = [*of_cells, *[truth(value(cells, named)) for value in given]]
            if not of_all:
                raise FaultError(Fault.VALUE)
            return decide(of_all)

        return Node(run)

    return build


def _over(combine: Callable[[list[float]], float]) -> Build:
    """Make a function over all numbers; of cells, only those that hold one count."""

    def build(args: Sequence[Node]) -> Node:
        held, given = _held_and_given(args)

        def run(cells: Cells, named: Named) -> Value:
            of_cells = [
                number(value) for values in held for value in values(cells, named) if _is_given(value, (str, bool))
            ]
            return combine([*of_cells, *[number(value(cells, named)) for value in given]])

        return Node(run)

    return build


def _held_and_given(args: Sequence[Node]) -> tuple[list[RunArray], list[Run]]:
    """Part what cells and arrays hold from single values, which must be of the right kind."""
    return [arg.values for arg in args if arg.values], [arg.run for arg in args if not arg.values]


def _is_given(value: Value, ignored: type | tuple[type, ...]) -> bool:
    """Tell whether a cell's value counts; an error does, and stops everything."""
    return value is not None and not isinstance(value, ignored)


def _sum_product(args: Sequence[Node]) -> Node:
    """Add one array up."""
    (arg,) = args
    return _over(_sum)([arg])


def _sum(values: list[float]) -> float:
    try:
        return fsum(values)
    except OverflowError:
        raise FaultError(Fault.NUMBER) from None


def _tally(counts: Callable[[Value], bool]) -> Build:
    """Make a function that counts cells; errors are values like others."""

    def build(args: Sequence[Node]) -> Node:
        (values,) = map(several, args)
        return Node(lambda cells, named: float(sum(map(counts, values(cells, named)))))

    return build


def _count_if(args: Sequence[Node]) -> Node:
    """Count the cells that hold a text."""
    values, wanted = several(args[0]), single(args[1])

    def run(cells: Cells, named: Named) -> Value:
        criterion = wanted(cells, named)
        if not isinstance(criterion, str) or not criterion or _PATTERN & set(criterion):
            raise FormulaError(f"COUNTIF by {criterion!r}")
        return float(sum(isinstance(value, str) and equal(value, criterion) for value in values(cells, named)))

    return Node(run)


def _is(test: Callable[[Value], bool]) -> Build:
    """Make a test that an error does not stop."""

    def build(args: Sequence[Node]) -> Node:
        (arg,) = args
        if arg.is_array:
            return each(test, args)
        value = arg.run

        def run(cells: Cells, named: Named) -> Value:
            try:
                return test(value(cells, named))
            except FaultError:
                return False

        return Node(run)

    return build


def _of_values(function: Callable[..., Value]) -> Build:
    """Make a function of single values, as many as it has parameters."""
    wanted = len(signature(function).parameters)

    def build(args: Sequence[Node]) -> Node:
        if len(args) != wanted:
            raise FormulaError(f"{len(args)} arguments instead of {wanted}")
        return each(function, args)

    return build


def _find(part: Value, whole: Value) -> float:
    at = text(whole).find(text(part))
    if at < 0:
        raise FaultError(Fault.VALUE)
    return at + 1.0


def _left(value: Value, count: Value) -> str:
    return text(value)[: _length(count)]


def _right(value: Value, count: Value) -> str:
    whole = text(value)
    return whole[max(0, len(whole) - _length(count)) :]


def _mid(value: Value, start: Value, count: Value) -> str:
    first = _length(start)
    if first < 1:
        raise FaultError(Fault.VALUE)
    return text(value)[first - 1 : first - 1 + _length(count)]


def _length(value: Value) -> int:
    length = floor(number(value))
    if length < 0:
        raise FaultError(Fault.VALUE)
    return length


def _substitute(value: Value, old: Value, new: Value) -> str:
    whole, replaced = text(value), text(old)
    return whole.replace(replaced, text(new)) if replaced else whole


def _trim(value: Value) -> str:
    return " ".join(part for part in text(value).split(" ") if part)


def _clean(value: Value) -> str:
    return "".join(char for char in text(value) if char >= " ")


def _char(value: Value) -> str:
    code = floor(number(value))
    if not 0 < code < _ASCII:
        raise FormulaError(f"CHAR({code})")
    return chr(code)


def _date(year: Value, month: Value, day: Value) -> float:
    years, months = floor(number(year)), floor(number(month)) - 1
    years += months // _MONTHS + (_FIRST_YEAR if 0 <= years < _FIRST_YEAR else 0)
    try:
        first = dt.date(years - _CYCLE_YEARS, months % _MONTHS + 1, 1).toordinal() + _CYCLE_DAYS
    except (ValueError, OverflowError):
        raise FaultError(Fault.NUMBER) from None
    return float(first - _EPOCH + floor(number(day)) - 1)


def _calendar(value: Value) -> dt.date:
    day = floor(number(value))
    if not 0 <= day <= _LAST_DAY:
        raise FaultError(Fault.NUMBER)
    return dt.date.fromordinal(_EPOCH + day)


FUNCTIONS: Mapping[str, Build] = {
    "IF": _if,
    "CHOOSE": _choose,
    "INDEX": _index,
    "AND": _joint(all),
    "OR": _joint(any),
    "NOT": _of_values(lambda value: not truth(value)),
    "SUM": _over(_sum),
    "MIN": _over(lambda values: min(values, default=0.0)),
    "MAX": _over(lambda values: max(values, default=0.0)),
    "COUNT": _tally(lambda value: isinstance(value, float)),
    "COUNTA": _tally(lambda value: value is not None),
    "COUNTIF": _count_if,
    "SUMPRODUCT": _sum_product,
    "SUMIFS": sum_ifs,
    "MATCH": match,
    "IFERROR": if_error,
    "ROWS": rows,
    "ISNUMBER": _is(lambda value: type(value) is float),
    "ISTEXT": _is(lambda value: type(value) is str),
    "ISLOGICAL": _is(lambda value: type(value) is bool),
    "ISBLANK": _is(lambda value: value is None),
    "ABS": _of_values(lambda value: abs(number(value))),
    "INT": _of_values(lambda value: float(floor(number(value)))),
    "ROUND": _of_values(lambda value, places: rounded(number(value), int(number(places)))),
    "VALUE": _of_values(number),
    "EXACT": _of_values(lambda left, right: text(left) == text(right)),
    "FIND": _of_values(_find),
    "LEN": _of_values(lambda value: float(len(text(value)))),
    "LEFT": _of_values(_left),
    "RIGHT": _of_values(_right),
    "MID": _of_values(_mid),
    "SUBSTITUTE": _of_values(_substitute),
    "TRIM": _of_values(_trim),
    "CLEAN": _of_values(_clean),
    "LOWER": _of_values(lambda value: text(value).lower()),
    "CHAR": _of_values(_char),
    "DATE": _of_values(_date),
    "YEAR": _of_values(lambda value: float(_calendar(value).year)),
    "DAY": _of_values(lambda value: float(_calendar(value).day)),
}
