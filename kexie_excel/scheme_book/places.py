"""位置: how a person names a part of the scheme in 附注, and the path that lint uses for it."""

import re

_SECTION = re.compile(r"部分\s*(.+)")
_POINTS = re.compile(r"(\S+)\s*分值")
_CLAUSE = re.compile(r"(\S+)\s+(.+)")
_NAMED = {"填报事项": "fact", "口径": "interpretation", "单位": "unit", "类别": "category", "加分项": "bonus"}


def slip_path(written: str) -> str:
    """Give the path that a 位置 names."""
    text = written.strip()
    for word, kind in _NAMED.items():
        if text.startswith(word):
            return f"{kind}/{text.removeprefix(word).strip()}"
    if found := _SECTION.fullmatch(text):
        return f"section/{found[1]}"
    if found := _POINTS.fullmatch(text):
        return f"item/{found[1]}/points"
    if found := _CLAUSE.fullmatch(text):
        return f"item/{found[1]}/rule/{found[2]}"
    return text


def slip_place(path: str) -> str:
    """Write a path as a 位置; ``slip_path`` turned round."""
    kind, _, rest = path.partition("/")
    for word, own in _NAMED.items():
        if kind == own:
            return f"{word} {rest}"
    if kind == "section":
        return f"部分{rest}"
    item, _, part = rest.partition("/")
    if kind == "item" and part == "points":
        return f"{item} 分值"
    if kind == "item" and part.startswith("rule/"):
        return f"{item} {part.removeprefix('rule/')}"
    return path
