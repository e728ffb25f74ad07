"""Number formats that show another figure than the one that is stored: 0.3 as 30%, 365000 as 36.5万, a number as nothing."""

import re

from kexie_excel.numbers import exact, round_half_up

_QUOTED = re.compile(r'"[^"]*"|\\.')
_SCALED = re.compile(r"[‰千万亿]|[0#?.],+(?![0#?,])")
_HIDDEN = re.compile(r";;;.*")
_PERCENT = re.compile(r"(?:\.([0#?]+))?\s*%")


def misleads(code: str) -> bool:
    """Tell whether a number under this format looks like another number, or like nothing."""
    bare = _QUOTED.sub("", code)
    return "%" in bare or bool(_SCALED.search(bare) or _SCALED.search(code) or _HIDDEN.fullmatch(code))


def as_seen(value: float, code: str) -> str:
    """Give a number as a percent format shows it; empty for other formats."""
    found = _PERCENT.search(_QUOTED.sub("", code))
    if not found:
        return ""
    return f"{round_half_up(exact(value) * 100, len(found[1] or '')):f}%"
