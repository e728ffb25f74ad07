"""The plain data of a scheme → the rows of each sheet of 方案.xlsx, as one reading has them."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from kexie_excel.scheme.levels import Quota
from kexie_excel.scheme_book.places import slip_place
from kexie_excel.scheme_book.sheets import (
    BonusSheet,
    FactSheet,
    HeadSheet,
    ItemSheet,
    LevelSheet,
    NoteSheet,
    ReadingSheet,
    RuleSheet,
    UnitSheet,
)
from kexie_excel.scheme_book.terms import (
    BONUS_HEADING,
    CHOICE_MARK,
    COUNTED,
    FACT_KINDS,
    MATERIAL,
    NO,
    NOTICE,
    PERIOD,
    QUOTAS,
    SCORE,
    SETTINGS,
    TIMES,
    VETOED,
    VETOED_UNITS,
    WHERE_SAID,
    WITH_BONUS,
    WORDING,
    YES,
)
from kexie_excel.scheme_book.writing.rules import Content, Fields, Line, rule_lines

_BONUS_PART = "加分"
_OF_FACT = {
    FactSheet.UNIT: "unit",
    FactSheet.HINT: "hint",
    FactSheet.USUAL_FROM: "usual_from",
    FactSheet.USUAL_TO: "usual_to",
}


def tables(holder: Fields, key: str) -> list[Fields]:
    """Give the tables of a list."""
    entries = holder.get(key, [])
    return [entry for entry in entries if isinstance(entry, Mapping)] if isinstance(entries, list) else []


def table(holder: Fields, key: str) -> Fields:
    """Give a table; an empty one where there is none."""
    entry = holder.get(key)
    return entry if isinstance(entry, Mapping) else {}


def content(value: object) -> Content:
    """Give a value as a cell holds it; a share and a text as text."""
    return value if isinstance(value, str | int | Decimal) and not isinstance(value, bool) else str(value)


def word(words: Mapping[str, object], value: object) -> str:
    """Give the word that stands for a value."""
    return next(name for name, own in words.items() if own == value)


def sheet_lines(document: Fields, source: str) -> dict[str, dict[tuple[object, ...], Line]]:
    """Give the rows of every sheet by what tells them apart."""
    return {
        HeadSheet.SHEET: dict(_head_lines(document)),
        UnitSheet.SHEET: {
            (unit["name"],): {UnitSheet.CATEGORY: content(unit["category"]), UnitSheet.NAME: content(unit["name"])}
            for unit in tables(document, "unit")
        },
        LevelSheet.SHEET: dict(_level_lines(table(document, "levels"))),
        ItemSheet.SHEET: dict(_item_lines(document)),
        FactSheet.SHEET: dict(_fact_lines(document)),
        RuleSheet.SHEET: {key: line for item in tables(document, "item") for key, line in rule_lines(item, source)},
        BonusSheet.SHEET: dict(_bonus_lines(document)),
        NoteSheet.SHEET: dict(_note_lines(document)),
    }


def _head_lines(document: Fields) -> Iterator[tuple[tuple[object, ...], Line]]:
    """Give the rows of 基本信息."""
    head, levels = table(document, "scheme"), table(document, "levels")
    values = {name: content(head[key]) for name, key in {**SETTINGS, PERIOD: "period"}.items() if key in head}
    if tables(document, "bonus"):
        values[BONUS_HEADING] = content(table(document, "bonus_section").get("name", ""))
        values[SCORE] = word(WITH_BONUS, bool(levels.get("with_bonus")))
    if any("veto" in item for item in tables(document, "item")):
        values[VETOED_UNITS] = word(VETOED, bool(levels.get("vetoed_hold_rank")))
    for name, value in values.items():
        yield (name,), {HeadSheet.KEY: name, HeadSheet.VALUE: value}
    for at, material in enumerate(tables(document, "material")):
        cells: Line = {HeadSheet.KEY: MATERIAL, HeadSheet.VALUE: content(material["name"])}
        yield (MATERIAL, at), {**cells, HeadSheet.SHORT: content(material["id"])}
    for own, keys in ((table(document, "notice"), NOTICE), (table(document, "wording"), WORDING)):
        for name, key in keys.items():
            if key in own:
                cells = {HeadSheet.KEY: name, HeadSheet.VALUE: content(own[key])}
                yield (name,), cells | ({HeadSheet.REMARK: WHERE_SAID[key]} if key in WHERE_SAID else {})


def _level_lines(levels: Fields) -> Iterator[tuple[tuple[object, ...], Line]]:
    """Give the rows of 等次."""
    for at, level in enumerate(tables(levels, "level")):
        line: Line = {LevelSheet.LEVEL: content(level["name"])}
        if "bound" in level:
            line[LevelSheet.SCORE] = f"{'≥' if level.get('bound_included') else '>'}{level['bound']}"
        if "top" in level:
            line[LevelSheet.TOP] = content(level["top"])
            line[LevelSheet.QUOTA] = word(QUOTAS, level.get("quota", Quota.LITERAL))
        yield (at,), line


def _item_lines(document: Fields) -> Iterator[tuple[tuple[object, ...], Line]]:
    """Give the rows of 指标, each item below its heading."""
    for section in tables(document, "section"):
        own = content(section["id"])
        head: Line = {ItemSheet.KIND: ItemSheet.A_SECTION, ItemSheet.SECTION: own}
        yield (
            ("section", own),
            {
                **head,
                ItemSheet.TEXT: content(section["name"]),
                ItemSheet.POINTS: content(section["points"]),
            },
        )
        for item in tables(document, "item"):
            if item["section"] != own:
                continue
            cap = table(item, "rule").get("cap") if table(item, "rule").get("kind") == "total" else None
            line: Line = {
                ItemSheet.KIND: ItemSheet.AN_ITEM,
                ItemSheet.SECTION: own,
                ItemSheet.ID: content(item["id"]),
                ItemSheet.TITLE: content(item["title"]),
                ItemSheet.TEXT: content(item["text"]),
                ItemSheet.POINTS: content(item["points"]),
            }
            yield ("item", item["id"]), line | ({} if cap is None else {ItemSheet.MOST: content(cap)})
    for bonus in tables(document, "bonus"):
        yield (
            ("bonus", bonus["id"]),
            {
                ItemSheet.KIND: ItemSheet.A_BONUS,
                ItemSheet.SECTION: _BONUS_PART,
                ItemSheet.ID: content(bonus["id"]),
                ItemSheet.TITLE: content(bonus["title"]),
                ItemSheet.TEXT: content(bonus["text"]),
            },
        )


def _fact_lines(document: Fields) -> Iterator[tuple[tuple[object, ...], Line]]:
    """Give the rows of 填报事项."""
    for item in tables(document, "item"):
        for fact in tables(item, "fact"):
            line: Line = {
                FactSheet.ITEM: content(item["id"]),
                FactSheet.ID: content(fact["id"]),
                FactSheet.ASK: content(fact["ask"]),
                FactSheet.KIND: word(FACT_KINDS, fact["kind"]),
            }
            choices = fact.get("choices")
            if isinstance(choices, list):
                line[FactSheet.CHOICES] = CHOICE_MARK.join(map(str, choices))
            if fact.get("may_not_apply"):
                line[FactSheet.MAY_NOT_APPLY] = YES
            for header, key in _OF_FACT.items():
                if fact.get(key):
                    line[header] = content(fact[key])
            yield (fact["id"],), line


def _bonus_lines(document: Fields) -> Iterator[tuple[tuple[object, ...], Line]]:
    """Give the rows of 加分情形."""
    for bonus in tables(document, "bonus"):
        for kind in tables(bonus, "kind"):
            line: Line = {
                BonusSheet.ITEM: content(bonus["id"]),
                BonusSheet.LABEL: content(kind["label"]),
                BonusSheet.POINTS: content(kind["points"]),
                BonusSheet.PER: content(kind["per"]),
                BonusSheet.TIMES: word(TIMES, bool(kind.get("once"))),
                BonusSheet.EVIDENCE: YES if bonus.get("needs_evidence") else NO,
            }
            for header, key in ((BonusSheet.SAME_WORK, "same_work"), (BonusSheet.ISSUER, "issuer")):
                if key in kind:
                    line[header] = content(kind[key])
            if "years_back" in bonus:
                line[BonusSheet.YEARS] = f"当年及前{bonus['years_back']}年" if bonus["years_back"] else "当年"
            if beyond := table(kind, "beyond"):
                keys = ("classes", "students", "class_size", "free")
                line |= {
                    header: content(beyond[key]) for header, key in zip(BonusSheet.CLASS_KINDS, keys, strict=False)
                }
                line[BonusSheet.COUNTED] = word(COUNTED, bool(beyond.get("by_students")))
            yield (bonus["id"], kind["label"]), line


def _note_lines(document: Fields) -> Iterator[tuple[tuple[object, ...], Line]]:
    """Give the rows of 附注."""
    readings = document.get("readings")
    for at, text in enumerate(readings if isinstance(readings, list) else []):
        yield ("reading", at), {NoteSheet.KIND: NoteSheet.A_READING, NoteSheet.TEXT: content(text)}
    for at, slip in enumerate(tables(document, "slip")):
        where = slip_place(str(slip["at"]))
        yield (
            ("slip", at),
            {NoteSheet.KIND: NoteSheet.A_SLIP, NoteSheet.AT: where, NoteSheet.TEXT: content(slip["text"])},
        )


def reading_lines(document: Fields) -> list[Line]:
    """Give the rows of 口径."""
    lines: list[Line] = []
    for entry in tables(document, "interpretation"):
        for at, option in enumerate(tables(entry, "option")):
            line: Line = {ReadingSheet.ID: content(entry["id"]), ReadingSheet.LABEL: content(option["label"])}
            if at == 0:
                line[ReadingSheet.QUESTION] = content(entry["question"])
            if option["label"] == entry["default"]:
                line[ReadingSheet.DEFAULT] = YES
            lines.append(line)
    return lines
