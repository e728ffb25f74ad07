"""Lay the options of interpretations over a scheme's plain data.

A patch names a value by a path such as ``item/3.3/rule/cap``: keys of tables, the id, label or name of an entry of a list,
or its place from 1. What it names must be there already, so that a typo cannot add a value nobody reads.
"""

from collections.abc import Mapping
from copy import deepcopy

from kexie_excel.errors import SchemeError

_NAMES = ("id", "label", "name")


def patched(document: Mapping[str, object], patch: Mapping[str, object], source: str) -> dict[str, object]:
    """Give a copy of ``document`` in which each path of ``patch`` has its new value.

    Raises:
        SchemeError: a path that leads nowhere.
    """
    copy = deepcopy(dict(document))
    for path, value in patch.items():
        *steps, last = path.split("/")
        holder: object = copy
        for step in steps:
            holder = _step(holder, step)
        if not isinstance(holder, dict) or last not in holder:
            raise SchemeError(f"{source}：口径里要改的“{path}”在方案里找不到。")
        holder[last] = value
    return copy


def _step(holder: object, step: str) -> object:
    """Go one step down; ``None`` where there is nothing."""
    if isinstance(holder, dict):
        return holder.get(step)
    if isinstance(holder, list):
        named = [entry for entry in holder if isinstance(entry, dict) and step in map(entry.get, _NAMES)]
        placed = [entry for at, entry in enumerate(holder, 1) if step == str(at)]
        return next(iter([*named, *placed]), None)
    return None
