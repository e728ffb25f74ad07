"""Forms as counties send them, each made once, however many tests send it: to open and save one takes a tenth of a second."""

from kexie_excel.scheme.model import Scheme
from scripts.fill import Answers, fill, to_bytes
from tests.builders import SCHEME, UNIT, issued

_MADE: dict[tuple[bytes, str], bytes] = {}
"""By the form, and by everything that is typed into it."""


def filled_form(typing: Answers, unit: str = UNIT) -> bytes:
    """Give a unit's issued form as the unit fills it in."""
    return typed_into(issued(unit), SCHEME, typing)


def typed_into(form: bytes, scheme: Scheme, typing: Answers) -> bytes:
    """Give a form filled in by a program that is not our writer."""
    key = (form, repr(typing))
    if key not in _MADE:
        _MADE[key] = to_bytes(fill(form, scheme, typing))
    return _MADE[key]
