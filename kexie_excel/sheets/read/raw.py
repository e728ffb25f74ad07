"""A cell's value as a reader gives it, and as text: as a person sees it, and as it is compared."""

import datetime as dt
import re

from kexie_excel.text import fold, squeeze

Raw = str | int | float | bool | dt.date | dt.datetime | dt.time | dt.timedelta
"""A cell as the reader gives it; an empty cell is an empty text."""

_SIGNS_OF_CODES = ("#", "=", "＃", "＝")
_CODE = re.compile(r"#(?:[A-Z]+(?:[/_][A-Z0]+)*[!?]|N/A|GETTING_DATA)(?:\(|\Z)|=(?:_xlfn\.)?DISPIMG\(", re.IGNORECASE)
"""An error value as a text, alone or with the question about it; the formula by which some programs lay a picture into a cell."""


def shown(raw: Raw) -> str:
    """Give a cell as a person sees it: a whole number without a decimal point, a date in figures."""
    match raw:
        case str():
            return raw
        case bool():
            return "TRUE" if raw else "FALSE"
        case float() if raw.is_integer() and abs(raw) < 10**15:
            return str(int(raw))
        case float():
            return f"{raw:.15g}"
        case dt.datetime() if raw.time() == dt.time():
            return raw.date().isoformat()
        case _:
            return str(raw)


def plain(raw: Raw) -> str:
    """Give a cell as comparable text: full-width forms folded, invisible characters gone, ends trimmed."""
    return fold(raw if isinstance(raw, str) else shown(raw))


def holds_code(raw: Raw) -> bool:
    """Tell whether a cell holds the code of an error value or of a picture, which is no name, number or evidence of anything."""
    return isinstance(raw, str) and raw[:1] in _SIGNS_OF_CODES and _CODE.match(fold(raw)) is not None


def words(raw: Raw) -> str:
    """Give a cell as comparable text; nothing where it holds the code of an error value or of a picture."""
    return "" if holds_code(raw) else plain(raw)


def as_written(raw: Raw) -> str:
    """Give what a person wrote, as it was written; nothing where a cell holds the code of an error value or of a picture."""
    return shown(raw).strip() if words(raw) else ""


def compact(raw: Raw) -> str:
    """Give a cell's text without any white space, for comparing headers and labels."""
    return squeeze(raw if isinstance(raw, str) else shown(raw))
