"""What of a name or a number counts when two of them are compared."""

import unicodedata

_LETTERS_AND_DIGITS = "LN"


def essence(text: str) -> str:
    """Give a text's letters and digits only, width and case folded."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(char for char in folded if unicodedata.category(char)[0] in _LETTERS_AND_DIGITS)


def is_number(text: str) -> bool:
    """Tell whether a text's essence can be a document's number at all."""
    return any(char.isdigit() for char in text)
