"""Colours, as far as it matters whether a letter is seen on its ground."""

import re

Colour = tuple[int, int, int]
"""Red, green, blue."""
BLACK: Colour = (0, 0, 0)
WHITE: Colour = (255, 255, 255)
_HEX = re.compile(r"#?(?:[0-9A-Fa-f]{2})?([0-9A-Fa-f]{2})([0-9A-Fa-f]{2})([0-9A-Fa-f]{2})")
_NOT_TOLD_APART = 12


def from_hex(text: str) -> Colour | None:
    """Read a colour that is written in hexadecimal, with its transparency or without; nothing for another text."""
    found = _HEX.fullmatch(text)
    return (int(found[1], 16), int(found[2], 16), int(found[3], 16)) if found else None


def blends(colour: Colour | None, ground: Colour | None) -> bool:
    """Tell whether nobody tells a colour from its ground; of a colour that is not known nothing is said."""
    if colour is None or ground is None:
        return False
    return all(abs(one - other) < _NOT_TOLD_APART for one, other in zip(colour, ground, strict=True))
