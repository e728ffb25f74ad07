"""A return as each cell by itself says: the form's formulas look at one answer only, and know of no block that was displaced."""

from dataclasses import replace

from kexie_excel.returns.coerce import coerce
from kexie_excel.returns.doubts.displaced import DISPLACED
from kexie_excel.returns.model import Entry, Return
from kexie_excel.scheme.fact import Fact, Gap
from kexie_excel.scheme.model import Scheme


def cell_by_cell(entry: Return, scheme: Scheme) -> Return:
    """Believe again what waits only because a whole block may be displaced."""
    return replace(entry, facts={fact.id: _alone(entry.facts[fact.id], fact) for fact in scheme.facts})


def _alone(own: Entry, fact: Fact) -> Entry:
    """Read an answer by its cell alone."""
    if own.why != DISPLACED:
        return own
    read = coerce(own.raw, fact)
    known = isinstance(read.value, Gap | bool | str) or fact.is_usual(read.value)
    return own._replace(value=read.value if known else Gap.UNREADABLE, why=read.why)
