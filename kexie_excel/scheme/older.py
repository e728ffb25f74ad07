"""Keys of schemes written for an earlier version of the program, turned into those of today; a folder may hold such a file."""

from collections.abc import Mapping

_BEST, _PASSED, _FAILED = "1", "2", "3"
"""The places of the three levels there once were."""
_MOVED: Mapping[str, tuple[str, str]] = {
    "excellent": (_BEST, "name"),
    "excellent_from": (_BEST, "bound"),
    "excellent_from_included": (_BEST, "bound_included"),
    "top": (_BEST, "top"),
    "quota": (_BEST, "quota"),
    "passed": (_PASSED, "name"),
    "failed_below": (_PASSED, "bound"),
    "failed_below_included": (_PASSED, "bound_included"),
    "failed": (_FAILED, "name"),
}
"""Key of ``[levels]`` → the level that has it now, and its key there."""
_TURNED = "failed_below_included"
"""Once whether the bound itself still fails, now whether it is enough."""


def updated(document: Mapping[str, object]) -> dict[str, object]:
    """Give a scheme's plain data with the keys of today, whatever version they were written for."""
    levels = document.get("levels")
    if not isinstance(levels, Mapping) or "level" in levels or not levels.keys() & _MOVED.keys():
        return dict(document)
    entries: dict[str, dict[str, object]] = {_BEST: {}, _PASSED: {}, _FAILED: {}}
    for key, (place, name) in _MOVED.items():
        if key in levels or key == _TURNED:
            entries[place][name] = _value(key, levels.get(key, False))
    kept = {key: value for key, value in levels.items() if key not in _MOVED}
    return {
        **document,
        "levels": {**kept, "level": list(entries.values())},
        **({"interpretation": _readings(document["interpretation"])} if "interpretation" in document else {}),
    }


def _readings(entries: object) -> object:
    """Give the interpretations with patches of today's paths; whatever is no such list is left to the loader."""
    if isinstance(entries, list):
        return [_readings(entry) for entry in entries]
    if isinstance(entries, Mapping):
        inner = {key: _readings(value) if key == "option" else value for key, value in entries.items()}
        patch = entries.get("patch")
        return {**inner, "patch": _patch(patch)} if isinstance(patch, Mapping) else inner
    return entries


def _patch(patch: Mapping[str, object]) -> dict[str, object]:
    """Give a patch with today's paths."""
    moved: dict[str, object] = {}
    for path, value in patch.items():
        table, _, key = path.partition("/")
        if table == "levels" and key in _MOVED:
            place, name = _MOVED[key]
            moved[f"levels/level/{place}/{name}"] = _value(key, value)
        else:
            moved[path] = value
    return moved


def _value(key: str, value: object) -> object:
    """Give a value as it is written now."""
    return not value if key == _TURNED and isinstance(value, bool) else value
