"""A scheme that was changed after the forms went out, with some rows as they were when they went out."""

from collections.abc import Collection
from dataclasses import replace

from kexie_excel.scheme.model import Scheme


def with_issued(scheme: Scheme, rows: Collection[str]) -> Scheme:
    """Give a scheme in which these rows of the 评估表 have the points and the rule that they were issued with."""
    if scheme.issued is None or not rows:
        return scheme
    items = {item.id: item for item in scheme.issued.items if item.id in rows}
    bonus = {item.id: item for item in scheme.issued.bonus if item.id in rows}
    sections = tuple(
        replace(section, items=tuple(items.get(item.id, item) for item in section.items)) for section in scheme.sections
    )
    return replace(scheme, sections=sections, bonus=tuple(bonus.get(item.id, item) for item in scheme.bonus))
