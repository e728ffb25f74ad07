"""Build the model from plain tables, strictly: an unknown key, a missing value or a double id is one sentence."""

from collections.abc import Mapping, Sequence
from dataclasses import fields

from kexie_excel.scheme.fact import Fact, FactKind
from kexie_excel.scheme.kinds import load_rule
from kexie_excel.scheme.kinds.measure import Count, find_fact
from kexie_excel.scheme.model import (
    Beyond,
    BonusItem,
    BonusKind,
    Interpretation,
    Item,
    Levels,
    Material,
    Notice,
    Option,
    Quota,
    SameWork,
    Scheme,
    Section,
    Slip,
    Unit,
    Veto,
)
from kexie_excel.scheme.table import Table


def build_model(root: Table, chosen: Mapping[str, str]) -> Scheme:
    """Build the whole model; ``chosen`` is only recorded.

    Raises:
        SchemeError: anything that cannot be used; the text names file and dotted key.
    """
    head = root.table("scheme")
    bonus_head = root.table("bonus_section")
    items = [_item(table) for table in root.tables("item")]
    facts = {fact.id: fact for item in items for fact in item.facts}
    sections = [_section(table, items) for table in root.tables("section")]
    categories = root.texts("categories")
    scheme = Scheme(
        id=head.text("id"),
        version=head.whole("version"),
        year=head.whole("year"),
        title=head.text("title"),
        form_name=head.text("form_name"),
        source=head.text("source"),
        sections=tuple(sections),
        bonus_heading=bonus_head.text("name"),
        bonus=tuple(_bonus_item(table, facts) for table in root.tables("bonus")),
        categories=categories,
        units=tuple(_unit(table, categories) for table in root.tables("unit")),
        levels=_levels(root.table("levels")),
        materials=tuple(_material(table) for table in root.tables("material")),
        interpretations=tuple(build_interpretation(table) for table in root.tables("interpretation")),
        readings=root.texts("readings", required=False),
        slips=tuple(_slip(table) for table in root.tables("slip", required=False)),
        notice=_notice(root.table("notice")) if root.has("notice") else None,
        chosen=chosen,
    )
    for table in (head, bonus_head, root):
        table.close()
    _reject_doubles(scheme, root)
    _reject_strays(root, items, sections)
    return scheme


def _reject_doubles(scheme: Scheme, root: Table) -> None:
    """Reject an id that is used twice."""
    groups: Sequence[tuple[str, list[str]]] = (
        ("categories", list(scheme.categories)),
        ("section", [section.id for section in scheme.sections]),
        ("item", list(scheme.row_ids)),
        ("item.fact", [fact.id for fact in scheme.facts]),
        ("bonus.kind", [kind.label for kind in scheme.bonus_kinds]),
        ("unit", [unit.name for unit in scheme.units]),
        ("material", [material.id for material in scheme.materials]),
        ("interpretation", [entry.id for entry in scheme.interpretations]),
    )
    for key, names in groups:
        doubles = sorted({name for name in names if names.count(name) > 1}) if len(set(names)) < len(names) else []
        if doubles:
            root.fail(key, f"“{'、'.join(doubles)}”出现了不止一次")


def _reject_strays(root: Table, items: Sequence[Item], sections: Sequence[Section]) -> None:
    """Reject an item of a section that is not there: it would silently not be scored."""
    known = {section.id for section in sections}
    for item in items:
        if item.section not in known:
            root.fail(f"item.{item.id}.section", f"没有编号为“{item.section}”的一级指标")


def _section(table: Table, items: Sequence[Item]) -> Section:
    """Build one 一级指标 with its items."""
    section_id = table.text("id")
    own = tuple(item for item in items if item.section == section_id)
    section = Section(section_id, table.text("name"), table.number("points"), own)
    table.close()
    return section


def _item(table: Table) -> Item:
    """Build one item with its facts and rule."""
    facts = tuple(_fact(entry) for entry in table.tables("fact"))
    known = {fact.id: fact for fact in facts}
    item = Item(
        id=table.text("id"),
        section=table.text("section"),
        title=table.text("title"),
        text=table.text("text"),
        points=table.number("points"),
        facts=facts,
        rule=load_rule(table.table("rule"), known),
        veto=_veto(table.table("veto"), known) if table.has("veto") else None,
    )
    table.close()
    return item


def _veto(table: Table, facts: Mapping[str, Fact]) -> Veto:
    """Build a veto."""
    veto = Veto(Count(find_fact(table, "count", facts, (FactKind.COUNT,))), table.number("at_least"))
    table.close()
    return veto


def _fact(table: Table) -> Fact:
    """Build one 填报事项."""
    kind = FactKind(table.one_of("kind", tuple(FactKind)))
    choices = table.texts("choices") if kind is FactKind.CHOICE else ()
    if kind is FactKind.CHOICE and not choices:
        table.fail("choices", "列表不能为空")
    fact = Fact(
        id=table.text("id"),
        ask=table.text("ask"),
        kind=kind,
        unit=table.text("unit", ""),
        choices=choices,
        may_not_apply=table.flag("may_not_apply"),
        hint=table.text("hint", ""),
    )
    table.close()
    return fact


def _bonus_item(table: Table, facts: Mapping[str, Fact]) -> BonusItem:
    """Build one bonus item with its kinds."""
    item_id = table.text("id")
    item = BonusItem(
        id=item_id,
        title=table.text("title"),
        text=table.text("text"),
        years_back=table.whole("years_back") if table.has("years_back") else None,
        needs_evidence=table.flag("needs_evidence"),
        kinds=tuple(_bonus_kind(entry, item_id, facts) for entry in table.tables("kind")),
    )
    table.close()
    return item


def _bonus_kind(table: Table, item_id: str, facts: Mapping[str, Fact]) -> BonusKind:
    """Build one 加分情形."""
    kind = BonusKind(
        label=table.text("label"),
        item=item_id,
        points=table.number("points"),
        per=table.text("per"),
        same_work=SameWork(table.one_of("same_work", tuple(SameWork))) if table.has("same_work") else None,
        once=table.flag("once"),
        issuer=table.text("issuer", ""),
        beyond=_beyond(table.table("beyond"), facts) if table.has("beyond") else None,
    )
    table.close()
    return kind


def _beyond(table: Table, facts: Mapping[str, Fact]) -> Beyond:
    """Build the rule of classes beyond the first."""
    beyond = Beyond(
        classes=find_fact(table, "classes", facts, (FactKind.COUNT,)),
        students=find_fact(table, "students", facts, (FactKind.COUNT,)),
        class_size=table.number("class_size"),
        free=table.number("free"),
        by_students=table.flag("by_students"),
    )
    table.close()
    return beyond


def _unit(table: Table, categories: tuple[str, ...]) -> Unit:
    """Build one 县市区."""
    unit = Unit(table.text("name"), table.one_of("category", categories))
    table.close()
    return unit


def _levels(table: Table) -> Levels:
    """Build the rules of 等次."""
    levels = Levels(
        excellent=table.text("excellent"),
        passed=table.text("passed"),
        failed=table.text("failed"),
        excellent_from=table.number("excellent_from"),
        excellent_from_included=table.flag("excellent_from_included"),
        top=table.number("top"),
        quota=Quota(table.one_of("quota", tuple(Quota))),
        failed_below=table.number("failed_below"),
        failed_below_included=table.flag("failed_below_included"),
        with_bonus=table.flag("with_bonus"),
        vetoed_hold_rank=table.flag("vetoed_hold_rank"),
    )
    table.close()
    return levels


def _material(table: Table) -> Material:
    """Build one required material."""
    material = Material(table.text("id"), table.text("name"))
    table.close()
    return material


def build_interpretation(table: Table) -> Interpretation:
    """Build one 口径 with its options."""
    options = []
    for entry in table.tables("option"):
        patch = entry.table("patch").data if entry.has("patch") else {}
        options.append(Option(entry.text("label"), patch))
        entry.close()
    labels = tuple(option.label for option in options)
    if len(set(labels)) < len(labels):
        table.fail("option", "有两个选项同名")
    default = table.one_of("default", labels)
    interpretation = Interpretation(table.text("id"), table.text("question"), default, tuple(options))
    table.close()
    return interpretation


def _notice(table: Table) -> Notice:
    """Build the words of the 通报."""
    notice = Notice(**{own.name: table.text(own.name) for own in fields(Notice)})
    table.close()
    return notice


def _slip(table: Table) -> Slip:
    """Build one declared slip."""
    slip = Slip(table.text("at"), table.text("text"))
    table.close()
    return slip
