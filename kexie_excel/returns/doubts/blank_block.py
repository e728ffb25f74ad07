"""A whole block of answers that is blank in a file whose parts cannot be held against checksums: it may not have come whole."""

from collections.abc import Iterator, Mapping
from itertools import groupby

from kexie_excel.findings import Finding, Place, finding
from kexie_excel.returns.model import Entry
from kexie_excel.scheme.fact import Gap

_A_BLOCK = 15
"""Answers in a row: as many as two or three items ask for; who leaves out so many has left out a page."""


def blank_block(file: str, unit: str, facts: Mapping[str, Entry]) -> Iterator[Finding]:
    """Say once that a block is blank where other answers are there.

    Args:
        file: what the file is called.
        unit: whose it is.
        facts: the answers, in the order of the form.
    """
    blocks = [list(keys) for is_blank, keys in groupby(facts, lambda key: facts[key].value is Gap.BLANK) if is_blank]
    longest = max(blocks, key=len, default=[])
    if _A_BLOCK <= len(longest) < len(facts):
        where = {"first": longest[0], "last": longest[-1], "count": str(len(longest))}
        yield finding("K122", unit=unit, place=Place(file), words=where)
