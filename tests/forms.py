"""Forms as counties send them, each made once, however many tests send it: to open and save one takes a tenth of a second."""

from collections.abc import Iterable

from kexie_excel.scheme.model import Scheme
from scripts.fill import Answers, Cell, filled_in
from scripts.make_samples import full
from tests.builders import SCHEME, UNIT, issued

_MADE: dict[tuple[bytes, str], bytes] = {}
"""By the form, and by everything that is typed into it."""


def all_done(lost: Iterable[str] = (), /, **changes: object) -> dict[str, Cell]:
    """Give the answers of a county that did all but what is ``lost``; ``changes`` name facts as ``f3_3c=``."""
    facts = {fact.id: full(fact) for fact in SCHEME.facts} | {"5.3c": 10, "5.3d": 9}
    facts |= {key: 0 if isinstance(facts[key], int) else "否" for key in lost}
    return facts | {name[1:].replace("_", "."): value for name, value in changes.items()}  # type: ignore[return-value]


def whole_form(unit: str = UNIT, /, **changes: object) -> bytes:
    """Give a unit's form with all done and every material there, and no self scores."""
    return filled_form(Answers(all_done(**changes), {}, (), {material.id: True for material in SCHEME.materials}), unit)


def filled_form(typing: Answers, unit: str = UNIT) -> bytes:
    """Give a unit's issued form as the unit fills it in."""
    return typed_into(issued(unit), SCHEME, typing)


def typed_into(form: bytes, scheme: Scheme, typing: Answers) -> bytes:
    """Give a form filled in by a program that is not our writer."""
    key = (form, repr(typing))
    if key not in _MADE:
        _MADE[key] = filled_in(form, scheme, typing)
    return _MADE[key]
