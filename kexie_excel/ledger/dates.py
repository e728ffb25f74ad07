"""A date that a person wrote into the ledger."""

import datetime as dt
import re

from kexie_excel.sheets.read.raw import compact

_DAY = re.compile(r"([0-9]{4})(?:年|[-./])([0-9]{1,2})(?:月|[-./])([0-9]{1,2})日?|([0-9]{4})([0-9]{2})([0-9]{2})")


def day_of(text: str) -> dt.date | None:
    """Give the day that a text names, such as 2018年1月8日 or 2018-01-08; nothing where it names none."""
    found = _DAY.fullmatch(compact(text))
    if not found:
        return None
    try:
        return dt.date(*(int(part) for part in found.groups() if part))
    except ValueError:
        return None
