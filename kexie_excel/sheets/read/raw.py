"""A cell's value as a reader gives it, and as text: as a person sees it, and as it is compared."""

import datetime as dt

from kexie_excel.text import fold, squeeze

Raw = str | int | float | bool | dt.date | dt.datetime | dt.time | dt.timedelta
"""A cell as the reader gives it; an empty cell is an empty text."""


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


def compact(raw: Raw) -> str:
    """Give a cell's text without any white space, for comparing headers and labels."""
    return squeeze(raw if isinstance(raw, str) else shown(raw))
