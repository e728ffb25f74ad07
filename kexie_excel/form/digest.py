"""What of a scheme the counties see and answer, and a digest of it: by it a form is told from another scheme's under one id.

Points, bands, readings, the roster and the title are no part of it: the office may mend them after the forms were issued.
"""

import hashlib
import json

from kexie_excel.form.headers import Stamp
from kexie_excel.scheme.fact import Fact
from kexie_excel.scheme.model import Scheme

_LENGTH = 16
"""Hexadecimal digits; two schemes of one id are never alike by chance."""


def form_parts(scheme: Scheme) -> dict[tuple[str, str], object]:
    """Give what the counties see and answer: what it is and which → what it says."""
    return {
        ("方案编号", ""): scheme.id,
        ("年度", ""): str(scheme.year),
        **{("指标", item.id): item.text for item in scheme.items},
        **{("加分项", item.id): item.text for item in scheme.bonus},
        **{("填报事项", fact.id): _asked(fact) for fact in scheme.facts},
        **{("加分情形", kind.label): kind.item for kind in scheme.bonus_kinds},
        **{("必报材料", material.id): material.name for material in scheme.materials},
    }


def form_digest(scheme: Scheme) -> str:
    """Give a digest of all that."""
    parts = [[*part, said] for part, said in form_parts(scheme).items()]
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False, default=list).encode()).hexdigest()[:_LENGTH]


def stamp_of(scheme: Scheme) -> dict[str, str | int]:
    """Give what a stamp says of the scheme by which a workbook was made, besides its id."""
    period = {Stamp.PERIOD: scheme.part_of_year} if scheme.part_of_year else {}
    return {Stamp.FORM: form_digest(scheme), Stamp.YEAR: scheme.year, **period}


def _asked(fact: Fact) -> tuple[object, ...]:
    """Give what of a question the answer hangs on."""
    return (fact.ask, str(fact.kind), fact.unit, *fact.choices, fact.may_not_apply)
