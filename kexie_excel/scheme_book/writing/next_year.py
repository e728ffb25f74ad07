"""This period's scheme moved on by one: year, titles, dates and id; what is copied from the document stays as it is."""

import re
from collections.abc import Mapping
from copy import deepcopy

from kexie_excel.scheme.load import with_words
from kexie_excel.scheme.term import Term, term_of

_AGAIN = "续"
"""Marks the id of what follows a period whose name does not say which one follows."""
_TITLES = {"scheme": ("title", "form_name"), "notice": ("title", "opening", "steps", "request")}


def moved_on(document: Mapping[str, object]) -> dict[str, object]:
    """Give the next period's data; the texts of the items and the document they come from are the office's to change."""
    moved = deepcopy(dict(document))
    head = moved.get("scheme")
    if not isinstance(head, dict):
        return moved
    year, period = int(str(head["year"])), str(head.get("period", ""))
    term = term_of(year, period, *(str(head.get(key, "")) for key in _TITLES["scheme"]))
    following = term.next()
    year_after = year + term.years_to(following)
    # a document's number, 〔2017〕38号, is no year that passes
    passing = re.compile(rf"(?<!\d){year}(?=\s*年)")
    for name, keys in _TITLES.items():
        table = moved.get(name)
        for key in keys if isinstance(table, dict) else ():
            if isinstance(table, dict) and isinstance(table.get(key), str):
                parts = table[key].split(term.name)
                rest = (passing.sub(str(year_after), part).replace(*term.part_to(following)) for part in parts)
                table[key] = following.name.join(rest)
    head |= {"id": _next_id(str(head["id"]), (year, term), (year_after, following)), "year": year_after, "version": 1}
    if period:
        head["period"] = following.name
    return dict(with_words(moved))


def _next_id(own: str, now: tuple[int, Term], after: tuple[int, Term]) -> str:
    """Give the id of what follows: no two forms that went out bear the same."""
    (year, term), (year_after, following) = now, after
    if term == following:
        return f"{own}-{_AGAIN}"
    if term.name in own:
        return own.replace(term.name, following.name)
    if year == year_after:
        return f"{own}-{following.name}"
    return own.replace(str(year), str(year_after)) if str(year) in own else f"{own}-{year_after}"
