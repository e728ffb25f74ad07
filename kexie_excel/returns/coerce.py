"""One cell → one value, by closed vocabularies. What is not surely understood becomes a question, never a guess.

Blank, 不适用, unreadable and a true zero are four different results.
"""

from functools import lru_cache

from kexie_excel.numbers import ZERO
from kexie_excel.returns.spelling.coerced import BLANK, Coerced, ask
from kexie_excel.returns.spelling.figures import read_amount, read_count, read_quantity, read_score
from kexie_excel.returns.spelling.remarks import trim
from kexie_excel.returns.spelling.words import read_choice, read_yes_no
from kexie_excel.returns.vocabulary import DASHES, NOT_APPLICABLE, NOTHING
from kexie_excel.scheme.fact import Fact, FactKind, Gap
from kexie_excel.sheets.read.raw import Raw, plain

_SHORT, _MOST_REMEMBERED = 40, 10_000
"""Characters and number of the answers that are remembered: the same stand beside the same questions in most returns."""

__all__ = ["BLANK", "Coerced", "coerce", "coerce_quantity", "coerce_score", "names_nothing"]


def coerce(raw: Raw, fact: Fact) -> Coerced:
    """Read the answer to a fact."""
    text = plain(raw)
    if not text:
        return BLANK
    read = _remembered if len(text) <= _SHORT else _coerced
    return read(raw, text, fact.kind, fact.ask, fact.unit, fact.choices)


def _coerced(  # noqa: PLR0913, PLR0917 - all that matters of a fact, without the time that it takes to tell two of them apart
    raw: Raw, text: str, kind: FactKind, question: str, unit: str, choices: tuple[str, ...]
) -> Coerced:
    """Read an answer in which something stands; ``text`` is how it is compared."""
    word = trim(text)
    if word.upper() in NOT_APPLICABLE:
        return Coerced(Gap.NOT_APPLICABLE)
    if word in DASHES:
        return ask("说不清是没有、不适用还是漏填")
    if kind is FactKind.YES_NO:
        return Coerced(raw) if isinstance(raw, bool) else read_yes_no(text, question)
    if kind is FactKind.CHOICE:
        return read_choice(text, choices)
    if kind is FactKind.COUNT:
        return read_count(raw, text, question, unit)
    return read_amount(raw, text, unit)


_remembered = lru_cache(_MOST_REMEMBERED, typed=True)(_coerced)


def coerce_score(raw: Raw, *, may_be_none: bool = False) -> Coerced:
    """Read a self score: any finite number, negative ones too (they are a finding of their own).

    Args:
        raw: the cell.
        may_be_none: whether 无 or a dash says that nothing is claimed, as for a bonus item.
    """
    text = plain(raw)
    if not text:
        return BLANK
    if may_be_none and names_nothing(text):
        return Coerced(ZERO)
    return read_score(raw, text)


def coerce_quantity(raw: Raw, kind: str = "") -> Coerced:
    """Read a bonus row's 数量: a whole number of at least 1; ``kind`` names what is counted."""
    text = plain(raw)
    return read_quantity(raw, text, kind) if text else BLANK


def names_nothing(text: str) -> bool:
    """Tell whether a folded text says that there is nothing to name."""
    word = trim(text)
    return word in NOTHING or word in DASHES
