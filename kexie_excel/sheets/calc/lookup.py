"""The functions that look things up in a list, as far as the checks of a scheme workbook use them."""

from collections.abc import Sequence

from kexie_excel.sheets.calc.node import Cells, Named, Node, several, single
from kexie_excel.sheets.calc.values import Fault, FaultError, FormulaError, Value, equal, number


def match(args: Sequence[Node]) -> Node:
    """Give the place, from 1, of the first cell that holds the very value; text is never taken for a number."""
    wanted, values, how = single(args[0]), several(args[1]), single(args[2])

    def run(cells: Cells, named: Named) -> Value:
        value = wanted(cells, named)
        if number(how(cells, named)) != 0:
            raise FormulaError("MATCH of sorted cells")
        for at, own in enumerate(values(cells, named), 1):
            if type(own) is type(value) and equal(own, value):
                return float(at)
        raise FaultError(Fault.NOT_FOUND)

    return Node(run)


def if_error(args: Sequence[Node]) -> Node:
    """Give another value in the place of an error."""
    value, otherwise = map(single, args)

    def run(cells: Cells, named: Named) -> Value:
        try:
            return value(cells, named)
        except FaultError:
            return otherwise(cells, named)

    return Node(run)


def rows(args: Sequence[Node]) -> Node:
    """Count the cells of a column."""
    (values,) = map(several, args)
    return Node(lambda cells, named: float(len(values(cells, named))))


def sum_ifs(args: Sequence[Node]) -> Node:
    """Add up the numbers beside which every list holds what is wanted of it."""
    added, *others = args
    numbers = several(added)
    tests = [(several(held), single(wanted)) for held, wanted in zip(others[::2], others[1::2], strict=True)]

    def run(cells: Cells, named: Named) -> Value:
        wanted = [(held(cells, named), value(cells, named)) for held, value in tests]
        total = 0.0
        for at, own in enumerate(numbers(cells, named)):
            if type(own) is float and all(held[at] is not None and equal(held[at], value) for held, value in wanted):
                total += own
        return total

    return Node(run)
