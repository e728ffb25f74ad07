"""What the form says while a county types: the catalogue's hints and words of its own, as spreadsheet expressions."""

from collections.abc import Iterable
from string import Formatter

from kexie_excel.findings import catalogue
from kexie_excel.scheme.fact import NOT_APPLICABLE
from kexie_excel.scheme.kinds.formula import quoted

Content = str | int | float | None
"""What stands in a cell: text, a number, or nothing."""

AGREES = "一致"
_BETWEEN = "；"
_LONGEST = 255


def hint(code: str) -> str:
    """Give the hint of a finding's code; it may have ``{names}`` to fill in."""
    return catalogue()[code].hint


PENDING = hint("K201")
"""What stands in place of points that cannot be computed yet."""
UNDECIDED = "待定"
"""What stands there while the county has nothing left to do: others give the points, or rule on the answer."""


def said(code: str, **words: str) -> str:
    """Write a finding's hint as an expression; ``words`` are expressions."""
    return sentence(hint(code), **words)


def sentence(template: str, **words: str) -> str:
    """Write a text as an expression, its ``{names}`` filled in by expressions."""
    parts = []
    for text, name, _, _ in Formatter().parse(template):
        if text:
            parts.append(quoted(text))
        if name:
            parts.append(words[name])
    return "&".join(parts)


def listed(remarks: Iterable[tuple[str, str]]) -> str:
    """Write the remarks that hold, given as (condition, expression), one after the other."""
    parts = (f'IF({when},"{_BETWEEN}"&{what},"")' for when, what in remarks)
    return f"MID({'&'.join(parts)},{len(_BETWEEN) + 1},{_LONGEST})"


def is_not_applicable(cell: str) -> str:
    """Tell whether an answer is 不适用, as the drop-down offers it."""
    return f"IF(ISTEXT({cell}),EXACT({cell},{quoted(NOT_APPLICABLE)}),FALSE)"


def first(remarks: Iterable[tuple[str, str]], otherwise: str) -> str:
    """Write the first remark that holds, given as (condition, expression)."""
    chain = otherwise
    for when, what in reversed(list(remarks)):
        chain = f"IF({when},{what},{chain})"
    return chain


def shown(points: str) -> str:
    """Write points for print."""
    return f"ROUND({points},2)"
