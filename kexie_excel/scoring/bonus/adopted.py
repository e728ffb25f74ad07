"""What every award came to once people have decided: 加分审核 says, row by row, what the page's 加分 is made of.

The inspectors and a ruling decide on a bonus item as a whole. Where that leaves no doubt about a row it is laid over it; where
it does, the row's points stay open, and one line more says what the item came to: nobody guesses which award was meant.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kexie_excel.findings import NOWHERE
from kexie_excel.numbers import ZERO, add_up, show
from kexie_excel.returns.model import BonusRow, Entry
from kexie_excel.scheme.fact import Gap
from kexie_excel.scoring.result import BonusScore, ItemScore, UnitScore

_NO_AWARD = BonusRow("", NOWHERE, "", "", "", "", "", Gap.BLANK, "", Entry(Gap.BLANK, ""), "")
"""Of a line about all awards of an item."""


def adopted_awards(score: UnitScore) -> Iterator[BonusScore]:
    """Give what each claimed award came to, in the order of 加分项, then a line for each item that is not told apart."""
    decided = {item.id: item for item in score.items if item.points is None and _is_given(item)}
    awards = {key: [own for own in score.bonus_rows if own.item == key] for key in decided}
    for own in score.bonus_rows:
        yield _adopted(own, awards[own.item], decided[own.item]) if own.item in decided else own
    for key, item in decided.items():
        if item.adopted is not None and not _is_told_apart(awards[key], item):
            note = f"本项按{_by_whom(item)}共计{show(item.adopted)}分"
            yield BonusScore(_NO_AWARD, key, item.adopted, note)


def _is_given(item: ItemScore) -> bool:
    """Tell whether people spoke of an item without naming its awards, be it that their points cannot be told."""
    return item.ruling is not None or (item.visit is not None and not item.is_by_award)


def _adopted(own: BonusScore, awards: Sequence[BonusScore], item: ItemScore) -> BonusScore:
    """Lay what was decided about the item over one of its awards."""
    if item.adopted is None:
        return _noted(replace(own, points=None), f"{item.question}")
    if _is_computed(awards, item):
        return own
    if item.adopted == ZERO or len(awards) == 1:
        return _noted(replace(own, points=item.adopted), f"按{_by_whom(item)}计{show(item.adopted)}分")
    return _noted(replace(own, points=None), f"{_by_whom(item)}没有写明本行计几分")


def _noted(own: BonusScore, note: str) -> BonusScore:
    """Add to 说明."""
    return replace(own, note="；".join(filter(None, (own.note, note))))


def _is_computed(awards: Sequence[BonusScore], item: ItemScore) -> bool:
    """Tell whether the awards as they were judged add up to what was decided."""
    return all(own.points is not None for own in awards) and item.adopted == add_up(
        own.points or ZERO for own in awards
    )


def _is_told_apart(awards: Sequence[BonusScore], item: ItemScore) -> bool:
    """Tell whether it is known of every award what it came to."""
    return item.adopted == ZERO or len(awards) == 1 or _is_computed(awards, item)


def _by_whom(item: ItemScore) -> str:
    """Say who decided, and why."""
    if item.ruling is not None:
        return f"复核（{item.ruling_reason}）"
    return f"现场评分（{item.visit.reason}）" if item.visit and item.visit.reason else "现场评分"
