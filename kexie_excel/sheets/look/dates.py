"""A date as a workbook stores it: days counted from a day that two programs once could not agree on."""

import datetime as dt

_DAY_0, _DAY_0_OF_1904, _LEAP_DAY_THAT_NEVER_WAS = dt.datetime(1899, 12, 30), dt.datetime(1904, 1, 1), 60  # noqa: DTZ001


def moment_of(days: float, *, is_1904: bool = False) -> dt.datetime | dt.time | float:
    """Give the moment that a number stands for; a part of a day is a time, and what no calendar has stays a number."""
    if 0 <= days < 1:
        return (_DAY_0 + dt.timedelta(days=days)).time()
    try:
        if is_1904:
            return _DAY_0_OF_1904 + dt.timedelta(days=days)
        return _DAY_0 + dt.timedelta(days=days + (days < _LEAP_DAY_THAT_NEVER_WAS))
    except OverflowError:
        return days
