"""Items whose number moved since last year are followed by what they ask for, else by their 简称: the same words are the same item."""

from collections.abc import Mapping
from dataclasses import replace

from kexie_excel.scheme.model import BonusItem, Item, Scheme, wording_of
from kexie_excel.scoring.past import Past, PastText
from kexie_excel.sheets.read.raw import compact

_GONE = "（上年）"
"""Behind the number of an item of last year that is now another's."""


def moved_items(past: Past, scheme: Scheme) -> Mapping[str, str]:
    """Give last year's number → this year's, of every item that asks for the same under another number.

    One whose words were changed as well is known by its 简称, if nothing else has that.
    """
    rows: tuple[Item | BonusItem, ...] = (*scheme.items, *scheme.bonus)
    now = {wording_of(row.id, compact(row.text)): row.id for row in rows}
    found = {key: now[words] for key, own in past.texts.items() if (words := wording_of(key, own.text)) in now}
    titles = [compact(row.title) for row in rows]
    free = {
        title: row.id
        for row, title in zip(rows, titles, strict=True)
        if row.id not in found.values() and titles.count(title) == 1
    }
    named = list(past.titles.values())
    lost = {key: title for key, title in past.titles.items() if key not in found and named.count(title) == 1}
    found |= {key: free[title] for key, title in lost.items() if title in free}
    return {key: own for key, own in found.items() if own != key}


def follow(past: Past, scheme: Scheme) -> Past:
    """Give last year's result under this year's numbers."""
    moved = dict(moved_items(past, scheme))
    if not moved:
        return past
    # a number that another item has taken says nothing of the item that had it
    taken = set(moved.values())
    moved |= {key: f"{key}{_GONE}" for key in past.texts if key in taken and key not in moved}
    items = {unit: {moved.get(key, key): own for key, own in lines.items()} for unit, lines in past.items.items()}
    awards = {
        unit: tuple(replace(award, item=moved.get(award.item, award.item)) for award in own)
        for unit, own in past.awards.items()
    }
    texts = {moved.get(key, key): _text(key, moved.get(key, key), own, scheme) for key, own in past.texts.items()}
    return replace(past, items=items, awards=awards, texts=texts)


def _text(key: str, now: str, own: PastText, scheme: Scheme) -> PastText:
    """Give what an item asked for, in the place and under the number that it has now."""
    item = scheme.item_of.get(now)
    if item is None:
        return own
    if wording_of(item.id, compact(item.text)) in own.text:
        return PastText(item.section, compact(item.text))
    return own if key == now else PastText(item.section, own.text)
