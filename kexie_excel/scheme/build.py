"""Build the model from plain tables, strictly: an unknown key, a missing value or a double id is one sentence."""

from collections.abc import Mapping, Sequence

from kexie_excel.scheme.fact import Fact, FactKind
from kexie_excel.scheme.kinds import load_rule
from kexie_excel.scheme.kinds.measure import Count, find_fact
from kexie_excel.scheme.levels import Level, Levels
from kexie_excel.scheme.model import (
    Beyond,
    BonusItem,
    BonusKind,
    Interpretation,
    Item,
    Material,
    Notice,
    Option,
    Scheme,
    Section,
    Slip,
    Unit,
    Veto,
)
from kexie_excel.scheme.table import SchemeTable
from kexie_excel.scheme.wording import NEUTRAL, SchemeWords


def build_model(root: SchemeTable, chosen: Mapping[str, str]) -> Scheme:
    """Build the whole model; ``chosen`` is only recorded.

    Raises:
        SchemeError: anything that cannot be used; the text names file and dotted key.
    """
    items = [_item(table) for table in root.tables("item")]
    facts = {fact.id: fact for item in items for fact in item.facts}
    sections = [_section(table, items) for table in root.tables("section")]
    bonus = tuple(_bonus_item(table, facts) for table in root.tables("bonus", required=False))
    categories = root.texts("categories")
    scheme = root.table("scheme").record(
        Scheme,
        sections=tuple(sections),
        bonus_heading=_bonus_heading(root) if bonus or root.has("bonus_section") else "",
        bonus=bonus,
        categories=categories,
        units=tuple(_unit(table, categories) for table in root.tables("unit")),
        levels=_levels(root.table("levels")),
        materials=tuple(table.record(Material) for table in root.tables("material", required=False)),
        interpretations=tuple(build_interpretation(table) for table in root.tables("interpretation", required=False)),
        readings=root.texts("readings", required=False),
        slips=tuple(table.record(Slip) for table in root.tables("slip", required=False)),
        notice=root.table("notice").record(Notice) if root.has("notice") else None,
        words=root.table("wording").record(SchemeWords) if root.has("wording") else NEUTRAL,
        chosen=chosen,
        issued=None,
    )
    root.close()
    _reject_doubles(scheme, root)
    _reject_strays(root, items, sections)
    return scheme


def _reject_doubles(scheme: Scheme, root: SchemeTable) -> None:
    """Reject an id that is used twice."""
    groups: Sequence[tuple[str, list[str]]] = (
        ("categories", list(scheme.categories)),
        ("section", [section.id for section in scheme.sections]),
        ("item", list(scheme.row_ids)),
        ("item.fact", [fact.id for fact in scheme.facts]),
        ("bonus.kind", [kind.label for kind in scheme.bonus_kinds]),
        ("unit", [unit.name for unit in scheme.units]),
        ("levels.level", list(scheme.levels.names)),
        ("material", [material.id for material in scheme.materials]),
        ("interpretation", [entry.id for entry in scheme.interpretations]),
    )
    for key, names in groups:
        doubles = sorted({name for name in names if names.count(name) > 1}) if len(set(names)) < len(names) else []
        if doubles:
            root.fail(key, f"“{'、'.join(doubles)}”出现了不止一次")


def _reject_strays(root: SchemeTable, items: Sequence[Item], sections: Sequence[Section]) -> None:
    """Reject an item of a section that is not there: it would silently not be scored."""
    known = {section.id for section in sections}
    for item in items:
        if item.section not in known:
            root.fail(f"item.{item.id}.section", f"没有编号为“{item.section}”的一级指标")


def _section(table: SchemeTable, items: Sequence[Item]) -> Section:
    """Build one 一级指标 with its items."""
    section_id = table.text("id")
    return table.record(Section, items=tuple(item for item in items if item.section == section_id))


def _item(table: SchemeTable) -> Item:
    """Build one item with its facts and rule."""
    facts = tuple(_fact(entry) for entry in table.tables("fact"))
    known = {fact.id: fact for fact in facts}
    rule = load_rule(table.table("rule"), known)
    veto = _veto(table.table("veto"), known) if table.has("veto") else None
    return table.record(Item, facts=facts, rule=rule, veto=veto)


def _veto(table: SchemeTable, facts: Mapping[str, Fact]) -> Veto:
    """Build a veto."""
    return table.record(Veto, count=Count(find_fact(table, "count", facts, (FactKind.COUNT,))))


def _fact(table: SchemeTable) -> Fact:
    """Build one 填报事项."""
    chosen = table.one_of("kind", tuple(FactKind)) == FactKind.CHOICE
    choices = table.texts("choices") if chosen else ()
    if chosen and not choices:
        table.fail("choices", "列表不能为空")
    fact = table.record(Fact, choices=choices)
    if fact.usual_from is not None and fact.usual_to is not None and fact.usual_from > fact.usual_to:
        table.fail("usual_from", "比 usual_to 大")
    return fact


def _bonus_heading(root: SchemeTable) -> str:
    """Give the heading of the bonus items, which a scheme that has them needs."""
    head = root.table("bonus_section")
    name = head.text("name")
    head.close()
    return name


def _bonus_item(table: SchemeTable, facts: Mapping[str, Fact]) -> BonusItem:
    """Build one bonus item with its kinds."""
    item_id = table.text("id")
    return table.record(BonusItem, kinds=tuple(_bonus_kind(entry, item_id, facts) for entry in table.tables("kind")))


def _bonus_kind(table: SchemeTable, item_id: str, facts: Mapping[str, Fact]) -> BonusKind:
    """Build one 加分情形."""
    beyond = _beyond(table.table("beyond"), facts) if table.has("beyond") else None
    return table.record(BonusKind, item=item_id, beyond=beyond)


def _beyond(table: SchemeTable, facts: Mapping[str, Fact]) -> Beyond:
    """Build the rule of classes beyond the first."""
    counted = {key: find_fact(table, key, facts, (FactKind.COUNT,)) for key in ("classes", "students")}
    return table.record(Beyond, **counted)


def _levels(table: SchemeTable) -> Levels:
    """Build the levels; each takes points but the last, which is the level of the rest."""
    entries = table.tables("level")
    if not entries:
        table.fail("level", "列表不能为空")
    levels = tuple(entry.record(Level) for entry in entries)
    for entry, level in zip(entries[:-1], levels, strict=False):
        if level.bound is None:
            entry.fail("bound", "除最后一个等次外都要写分数线，缺这一项")
    for key in ("bound", "top"):
        if entries[-1].has(key):
            entries[-1].fail(key, "最后一个等次是其余的，不写这一项")
    return table.record(Levels, best_first=levels)


def _unit(table: SchemeTable, categories: tuple[str, ...]) -> Unit:
    """Build one 县市区."""
    return table.record(Unit, category=table.one_of("category", categories))


def build_interpretation(table: SchemeTable) -> Interpretation:
    """Build one 口径 with its options."""
    options = []
    for entry in table.tables("option"):
        patch = entry.table("patch").data if entry.has("patch") else {}
        options.append(entry.record(Option, patch=patch))
    labels = tuple(option.label for option in options)
    if len(set(labels)) < len(labels):
        table.fail("option", "有两个选项同名")
    return table.record(Interpretation, default=table.one_of("default", labels), options=tuple(options))
