"""与上年相比: items, points, questions, rules, units and levels that were added, removed or changed."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from kexie_excel.numbers import show
from kexie_excel.scheme.model import Item, Scheme
from kexie_excel.scheme_book.checking.words import item_words
from kexie_excel.scheme_book.terms import WORDING
from kexie_excel.text import squeeze


class SchemeChange(NamedTuple):
    """One difference."""

    what: str
    """指标, 单位, 等次 …"""
    key: str
    """Its 编号 or name."""
    before: str
    after: str


def item_pairs(before: Scheme, after: Scheme) -> dict[str, str]:
    """Give each item of ``after`` that was there before, and the 编号 it had then.

    An item is the same where its text is; else where its 简称 is; else where its 编号 is. Each is paired once.
    """
    pairs: dict[str, str] = {}
    for same in (_text, _title, _key):
        known = {same(item): item.id for item in before.items if item.id not in pairs.values()}
        for item in after.items:
            if item.id not in pairs and same(item) in known and known[same(item)] not in pairs.values():
                pairs[item.id] = known[same(item)]
    return pairs


def _text(item: Item) -> str:
    """Give an item's text without its 编号."""
    return squeeze(item.wording)


def _title(item: Item) -> str:
    return squeeze(item.title)


def _key(item: Item) -> str:
    return item.id


def scheme_changes(before: Scheme, after: Scheme) -> Iterator[SchemeChange]:
    """Give every difference, in the order of the 评估表."""
    pairs = item_pairs(before, after)
    for item in after.items:
        if item.id not in pairs:
            yield SchemeChange("指标", item.id, "", f"新增：{item.title}，{show(item.points)}分")
        else:
            yield from _item_changes(before.item_of[pairs[item.id]], item)
    for item in before.items:
        if item.id not in pairs.values():
            yield SchemeChange("指标", item.id, f"{item.title}，{show(item.points)}分", "删去")
    yield from _listed(
        "部分",
        {own.id: f"{own.name}，{show(own.points)}分" for own in before.sections},
        {own.id: f"{own.name}，{show(own.points)}分" for own in after.sections},
    )
    yield from _listed("加分情形", _bonus(before), _bonus(after))
    yield from _listed(
        "单位", {unit.name: unit.category for unit in before.units}, {unit.name: unit.category for unit in after.units}
    )
    yield from _listed("等次", _levels(before), _levels(after))
    yield from _listed("口径", _readings(before), _readings(after))
    yield from _listed("用语", _words(before), _words(after))


def _item_changes(before: Item, after: Item) -> Iterator[SchemeChange]:
    """Give the differences of one item."""
    if before.id != after.id:
        yield SchemeChange("编号", after.id, before.id, after.id)
    for what, old, new in (
        ("简称", before.title, after.title),
        ("原文", before.wording, after.wording),
        ("分值", show(before.points), show(after.points)),
    ):
        if squeeze(old) != squeeze(new):
            yield SchemeChange(what, after.id, old, new)
    asked = [
        {fact.ask: fact.ask + (f"（{fact.unit}）" if fact.unit else "") for fact in own.facts}
        for own in (before, after)
    ]
    yield from (
        SchemeChange("填报事项", after.id, old, "不再问") for ask, old in asked[0].items() if ask not in asked[1]
    )
    yield from (
        SchemeChange("填报事项", after.id, "", f"新增：{new}") for ask, new in asked[1].items() if ask not in asked[0]
    )
    old, new = item_words(before).replace(before.id, after.id), item_words(after)
    if old != new:
        yield SchemeChange("计分规则", after.id, old, new)


def _listed(what: str, before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[SchemeChange]:
    """Compare two lists by name."""
    for name, text in after.items():
        if name not in before:
            yield SchemeChange(what, name, "", f"新增：{text}" if text else "新增")
        elif before[name] != text:
            yield SchemeChange(what, name, before[name], text)
    yield from (SchemeChange(what, name, text, "删去") for name, text in before.items() if name not in after)


def _bonus(scheme: Scheme) -> Mapping[str, str]:
    """Tell the bonus kinds."""
    return {kind.label: f"每{kind.per}{show(kind.points)}分" for kind in scheme.bonus_kinds}


def _levels(scheme: Scheme) -> Mapping[str, str]:
    """Tell the levels."""
    told = {}
    for level in scheme.levels.reached:
        place = f"，名次居{level.share}" if level.is_limited else ""
        told[level.name] = f"综合评分{'≥' if level.bound_included else '>'}{show(level.least)}{place}"
    return {**told, scheme.levels.last.name: "其余"}


def _words(scheme: Scheme) -> Mapping[str, str]:
    """Tell the words for people and things, by the names that the author knows."""
    names = {key: name.rpartition("·")[2] for name, key in WORDING.items()}
    return {names[key]: word for key, word in scheme.words.items()}


def _readings(scheme: Scheme) -> Mapping[str, str]:
    """Tell the default readings."""
    return {entry.id: entry.default for entry in scheme.interpretations}
