"""This year's scheme moved on by one: year, titles, dates and id; what is copied from the document stays as it is."""

import re
from collections.abc import Mapping
from copy import deepcopy

_TITLES = {"scheme": ("title", "form_name"), "notice": ("title", "opening", "steps", "request")}


def moved_on(document: Mapping[str, object]) -> dict[str, object]:
    """Give next year's data; the texts of the items and the document they come from are the office's to change."""
    moved = deepcopy(dict(document))
    head = moved.get("scheme")
    if not isinstance(head, dict):
        return moved
    year = int(str(head["year"]))
    # a document's number, 〔2017〕38号, is no year that passes
    passing = re.compile(rf"(?<!\d){year}(?=\s*年)")
    for name, keys in _TITLES.items():
        table = moved.get(name)
        for key in keys if isinstance(table, dict) else ():
            if isinstance(table, dict) and isinstance(table.get(key), str):
                table[key] = passing.sub(str(year + 1), table[key])
    own = str(head["id"])
    head["id"] = own.replace(str(year), str(year + 1)) if str(year) in own else f"{own}-{year + 1}"
    head |= {"year": year + 1, "version": 1}
    return moved
