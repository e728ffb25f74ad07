"""口径: what each reading changes in the scheme's plain data, as patches by path."""

from collections.abc import Mapping, Sequence

from kexie_excel.scheme_book.rows import Adopted

_NAMES = ("id", "label", "name")
_MISSING = object()


def read_patches(
    base: Mapping[str, object], under: Mapping[Adopted, Mapping[str, object]]
) -> dict[Adopted, dict[str, object]]:
    """Give the patch of every reading: all that any reading of its 口径 changes, with the value it has under this one.

    Args:
        base: the scheme as the document literally states it.
        under: the same under each reading alone.
    """
    changed = {reading: _differences(base, document) or {} for reading, document in under.items()}
    patches: dict[Adopted, dict[str, object]] = {}
    touched: dict[str, dict[str, None]] = {}
    for (name, _), own in changed.items():
        touched.setdefault(name, {}).update(dict.fromkeys(own))
    for name, paths in touched.items():
        outer = [path for path in paths if not any(path.startswith(f"{other}/") for other in paths)]
        for reading in under:
            if reading[0] == name:
                patches[reading] = {path: _value(under[reading], path) for path in outer}
    return patches


def _differences(base: object, other: object) -> dict[str, object] | None:
    """Give what differs by path below here; ``None`` where it can only be replaced as a whole."""
    if base is other:
        return {}
    if isinstance(base, Mapping) and isinstance(other, Mapping):
        return _in_tables(base, other)
    if isinstance(base, list) and isinstance(other, list):
        return _in_lists(base, other)
    return {} if base == other else None


def _in_tables(base: Mapping[str, object], other: Mapping[str, object]) -> dict[str, object] | None:
    """Compare two tables; a key that only one of them has cannot be patched in."""
    if base.keys() != other.keys():
        return None
    found: dict[str, object] = {}
    for key, value in base.items():
        inner = _differences(value, other[key])
        if inner is None:
            found[key] = other[key]
        else:
            found |= {f"{key}/{path}": changed for path, changed in inner.items()}
    return found


def _in_lists(base: Sequence[object], other: Sequence[object]) -> dict[str, object] | None:
    """Compare two lists entry by entry; the entries are tables that are called by name, or by place."""
    if len(base) != len(other):
        return None
    found: dict[str, object] = {}
    for at, (one, another) in enumerate(zip(base, other, strict=True), 1):
        inner = _differences(one, another)
        if inner is None:
            return None
        found |= {f"{_name(one, at)}/{path}": changed for path, changed in inner.items()}
    return found


def _name(entry: object, at: int) -> str:
    """Give what a path calls an entry of a list; the parts of a rule may have one label twice, and are called by place."""
    if isinstance(entry, Mapping):
        for key in ("id", "name") if "kind" in entry else _NAMES:
            if isinstance(entry.get(key), str) and "/" not in entry[key]:
                return str(entry[key])
    return str(at)


def _value(document: object, path: str) -> object:
    """Give what stands at a path."""
    for step in path.split("/"):
        if isinstance(document, Mapping):
            document = document.get(step, _MISSING)
        elif isinstance(document, list):
            named = {_name(entry, at): entry for at, entry in enumerate(document, 1)}
            document = named.get(step, _MISSING)
    return document
