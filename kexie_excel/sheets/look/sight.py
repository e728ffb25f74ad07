"""What a person sees of a number, held against what is stored."""

import re
from enum import Enum, auto

from kexie_excel.numbers import exact
from kexie_excel.sheets.look.number_format import is_date, is_plain, render
from kexie_excel.sheets.read.raw import plain

_NUMBER = re.compile(r"[-+]?(?:\d+(?:\.(\d*))?|\.\d+)(?:E([-+]?\d+))?")
_GROUPS = re.compile(r"(?<=\d),(?=\d{3})")
_SIGNS = frozenset({"", "¥", "$"})


class Sight(Enum):
    """How what is seen and what is stored agree."""

    SAME = auto()
    ROUNDED = auto()
    """What is seen is the number, as far as its places go."""
    OTHER = auto()
    """Another number is seen, or something beside it, or none."""


def compare(stored: float, seen: str) -> Sight:
    """Hold a number against the text that stands for it on the screen."""
    text = _GROUPS.sub("", plain(seen))
    found = _NUMBER.search(text)
    if not found:
        return Sight.OTHER
    number, value = exact(found[0]), exact(stored)
    before, after = text[: found.start()].strip(), text[found.end() :].strip()
    if number == value == 0 and after == "%":
        return Sight.SAME
    if before not in _SIGNS or after:
        return Sight.OTHER
    if number == value:
        return Sight.SAME
    places = len(found[1] or "") - int(found[2] or 0)
    return Sight.ROUNDED if 2 * abs(number - value) * exact(f"1E{places}") <= 1 else Sight.OTHER


def look_under(code: str, stored: float) -> tuple[Sight, str | None]:
    """Say how a number is seen under a format, and as what; ``None`` where that is not known."""
    if is_plain(code) or is_date(code):
        return Sight.SAME, None
    seen = render(stored, code)
    return (Sight.OTHER, None) if seen is None else (compare(stored, seen), seen.strip())
