"""Lay the options of interpretations over a scheme's plain data.

A patch names a value by a path such as ``item/3.3/rule/cap``: keys of tables, the id, label or name of an entry of a list,
or its place from 1. What it names must be there already, so that a typo cannot add a value nobody reads.
"""

from collections.abc import Mapping
from copy import copy

from kexie_excel.errors import SchemeError

_NAMES = ("id", "label", "name")


def patched(document: Mapping[str, object], patch: Mapping[str, object], source: str) -> dict[str, object]:
    """Give ``document`` with a new value at each path of ``patch``; what no path goes through is shared, not copied.

    Raises:
        SchemeError: a path that leads nowhere.
    """
    result = dict(document)
    for path, value in patch.items():
        *steps, last = path.split("/")
        holder: object = result
        for step in steps:
            holder = _opened(holder, step)
        if not isinstance(holder, dict) or last not in holder:
            raise SchemeError(f"口径里要改的“{path}”在方案里找不到", source)
        holder[last] = value
    return result


def _opened(holder: object, step: str) -> object:
    """Go one step down into a copy that may be changed; ``None`` where there is nothing."""
    key = _key(holder, step)
    if key is None:
        return None
    inner = copy(holder[key])  # type: ignore[index] # a table's key or a list's place
    holder[key] = inner  # type: ignore[index]
    return inner


def _key(holder: object, step: str) -> str | int | None:
    """Find a step: a table's key, or in a list the entry of that id, label or name, else of that place from 1."""
    if isinstance(holder, dict):
        return step if step in holder else None
    if isinstance(holder, list):
        named = (at for at, entry in enumerate(holder) if isinstance(entry, dict) and step in map(entry.get, _NAMES))
        placed = (at for at in range(len(holder)) if step == str(at + 1))
        return next(named, next(placed, None))
    return None
