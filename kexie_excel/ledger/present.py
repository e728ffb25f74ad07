"""原值: what stands in a row now, in words, and whether it is still what it was when the row was ruled on."""

from kexie_excel.numbers import show
from kexie_excel.returns.coerce import coerce, coerce_score
from kexie_excel.returns.model import Return
from kexie_excel.scheme.fact import Fact, Gap
from kexie_excel.scoring.evaluate import sent_answer
from kexie_excel.scoring.result import ItemScore
from kexie_excel.sheets.read.raw import compact


def present_score(item: ItemScore) -> str:
    """Give an item's computed points; what is certain and what is possible while it is pending."""
    return item.computed_text


def is_score(was: str, item: ItemScore) -> bool:
    """Tell whether a text says what the item has now, as the tool or as a person writes it (4, 4.0, 4分)."""
    if item.computed.is_pending:
        return compact(was) == compact(present_score(item))
    value = coerce_score(was).value
    # Shown is rounded: a third of a point was written down as 0.33.
    return not isinstance(value, Gap | str | bool) and show(value) == present_score(item)


def present_answer(fact: Fact, entry: Return) -> str:
    """Give the answer as the county wrote it; 未填 where it wrote nothing."""
    return sent_answer(fact, entry)


def is_answer(was: str, fact: Fact, entry: Return) -> bool:
    """Tell whether a text says what the answer is now."""
    now = entry.facts[fact.id]
    if compact(was) in {compact(now.raw), compact(fact.show(now.value))}:
        return True
    value = coerce(was, fact).value
    return value is not Gap.UNREADABLE and value == now.value
