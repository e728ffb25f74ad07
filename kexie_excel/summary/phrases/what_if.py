"""What other readings would change, in words."""

from collections.abc import Sequence

from kexie_excel.scheme.naming import reading_text
from kexie_excel.scoring.insight.sensitivity import OtherReading, Shift

MOST_NAMED = 12
"""The most units that are named in one cell."""
_MOST_IN_FOOTNOTE = 3
"""The most units that are named of one reading in the footnote of 汇总表."""
_NO_RANK = "—"


def change_text(change: Shift) -> str:
    """Write a change: the level first, since it matters most."""
    level = f"{change.old_level}→{change.level}" if change.old_level != change.level else ""
    rank = f"名次{_rank(change.old_rank)}→{_rank(change.rank)}" if change.old_rank != change.rank else ""
    return "，".join(filter(None, (level, rank)))


def most_telling(reading: OtherReading) -> Sequence[Shift]:
    """Give the changes, those of a level before those of a rank only."""
    return sorted(reading.changes, key=lambda change: change.old_level == change.level)


def changed_units(reading: OtherReading) -> str:
    """Say how many units change."""
    levels = sum(change.old_level != change.level for change in reading.changes)
    ranks = sum(change.old_rank != change.rank for change in reading.changes)
    parts = (f"{levels}个单位改变等次" if levels else "", f"{ranks}个单位改变名次" if ranks else "")
    return "，".join(filter(None, parts))


def level_footnote(tried: Sequence[OtherReading]) -> str:
    """Say in one sentence which readings decide a level, and whose; empty where none does."""
    parts = []
    for reading in tried:
        units = [change.unit for change in reading.changes if change.old_level != change.level]
        if units:
            more = f"等{len(units)}个" if len(units) > _MOST_IN_FOOTNOTE else ""
            parts.append(
                f"{reading_text(reading.interpretation, reading.option, '改为')}（{'、'.join(units[:_MOST_IN_FOOTNOTE])}{more}）"
            )
    return f"改选口径会改变等次的：{'；'.join(parts)}；见“口径说明”。" if parts else ""


def _rank(rank: int | None) -> str:
    """Write a rank."""
    return _NO_RANK if rank is None else str(rank)
