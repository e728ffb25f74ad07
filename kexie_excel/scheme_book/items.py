"""指标 and 填报事项 → the sections, items and facts of a scheme; the rules are read by ``rules``."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from kexie_excel.scheme.fact import FactKind
from kexie_excel.scheme_book.review import Review
from kexie_excel.scheme_book.rows import AuthorRow
from kexie_excel.scheme_book.sheets import FactSheet, ItemSheet
from kexie_excel.scheme_book.terms import CHOICE_MARK, FACT_KINDS, YES_NO
from kexie_excel.scheme_book.values import RowReader
from kexie_excel.text import squeeze

Fields = dict[str, object]
"""One table of a scheme's plain data."""

_CHOICES = re.compile(rf"[{CHOICE_MARK}|¦\n]")


@dataclass
class Lines:
    """The lines of the 评估表, in their order."""

    sections: dict[str, Fields] = field(default_factory=dict)
    items: dict[str, Fields] = field(default_factory=dict)
    bonus: dict[str, Fields] = field(default_factory=dict)
    most: dict[str, object] = field(default_factory=dict)
    """Item → 合计最多, where there is one."""
    cells: dict[str, str] = field(default_factory=dict)
    """What was read already → its cell."""


def read_lines(rows: Iterable[AuthorRow], review: Review) -> Lines:
    """Read 指标."""
    lines = Lines()
    kinds = {
        ItemSheet.A_SECTION: _read_section,
        ItemSheet.AN_ITEM: _read_item,
        ItemSheet.A_BONUS: _read_bonus_line,
    }
    for row in rows:
        reader = RowReader(review, row, f"{ItemSheet.SHEET}/{row.number}")
        read = reader.need_one_of(ItemSheet.KIND, kinds)
        if read:
            read(reader, lines)
        elif named := row.text(ItemSheet.ID):
            # what hangs on a line that cannot be placed is no fault of its own
            review.doubtful.add(f"item/{named}")
    return lines


def _is_new(reader: RowReader, header: str, key: str, lines: Lines) -> bool:
    """Tell whether nothing was called so before; what is there twice is a fault."""
    cell = reader.row.place(header).cell
    first = lines.cells.setdefault(key, cell)
    if first != cell:
        reader.fault("K909", header, what=header, others=first)
        reader.review.doubtful.add(f"{reader.row.sheet}/{header}")
    return first == cell


def _read_section(reader: RowReader, lines: Lines) -> None:
    """Read a heading."""
    own = reader.row.text(ItemSheet.SECTION)
    reader = reader.for_path(f"section/{own}")
    if not own:
        reader.lacks(ItemSheet.SECTION, "写部分的编号，如 1")
    name = reader.text(ItemSheet.TEXT, "写标题，如 1.党委政府重视程度")
    points, most = reader.need_number(ItemSheet.POINTS, "写标题上的分数"), reader.number(ItemSheet.MOST)
    if most is not None and most < points:
        reader.fault(
            "K941", ItemSheet.MOST, why="一个部分的合计却不能封顶", expected="清空这一格；要封顶的，写在各个指标上"
        )
    if own and _is_new(reader, ItemSheet.SECTION, f"section/{own}", lines):
        reader.locate(f"section/{own}", ItemSheet.POINTS)
        lines.sections[own] = {"id": own, "name": name, "points": points}


def _read_item(reader: RowReader, lines: Lines) -> None:
    """Read an item; it belongs to the heading above where its 部分 is left empty."""
    own = reader.for_path(f"item/{reader.row.text(ItemSheet.ID)}").ident(ItemSheet.ID, "写指标的编号，如 1.1")
    reader = reader.for_path(f"item/{own}")
    section = reader.row.text(ItemSheet.SECTION) or next(reversed(lines.sections), "")
    if section not in lines.sections:
        if f"{ItemSheet.SHEET}/{ItemSheet.SECTION}" not in reader.review.doubtful:
            reader.fault("K910", ItemSheet.SECTION, what="部分", guess="")
        section = next(reversed(lines.sections), "")
    item: Fields = {
        "id": own,
        "section": section,
        "title": reader.text(ItemSheet.TITLE, "写几个字的简称"),
        "text": reader.text(ItemSheet.TEXT, "照评估表原文抄"),
        "points": reader.for_path(f"item/{own}/points").need_number(ItemSheet.POINTS, "写分值"),
    }
    most = reader.number(ItemSheet.MOST)
    if not own:
        reader.review.doubtful.add(f"{ItemSheet.SHEET}/{ItemSheet.ID}")
    elif _is_new(reader, ItemSheet.ID, f"line/{own}", lines):
        lines.items[own] = item
        if most is not None:
            lines.most[own] = most
        reader.locate(f"item/{own}", ItemSheet.ID)
        reader.locate(f"item/{own}/points", ItemSheet.POINTS)
        reader.locate(f"item/{own}/text", ItemSheet.TEXT)


def _read_bonus_line(reader: RowReader, lines: Lines) -> None:
    """Read a line of bonus points."""
    own = reader.for_path(f"bonus/{reader.row.text(ItemSheet.ID)}").ident(ItemSheet.ID, "写加分项的编号，如 7.1")
    reader = reader.for_path(f"bonus/{own}")
    title = reader.text(ItemSheet.TITLE, "写几个字的简称")
    text = reader.text(ItemSheet.TEXT, "照评估表原文抄")
    for header in filter(reader.has, (ItemSheet.POINTS, ItemSheet.MOST)):
        expected = "清空这一格：每项加几分写在“加分情形”里；超过最多的，在台账“裁定”里定分"
        reader.fault("K941", header, why="加分项却没有分值，也不封顶", expected=expected)
    if own and _is_new(reader, ItemSheet.ID, f"line/{own}", lines):
        lines.bonus[own] = {"id": own, "title": title, "text": text}
        reader.locate(f"bonus/{own}", ItemSheet.ID)


def is_lost_line(named: str, items: Collection[str], review: Review) -> bool:
    """Tell whether it only follows from a fault in 指标 that an item is not known."""
    if not named or named in items:
        return False
    return bool({ItemSheet.SHEET, f"{ItemSheet.SHEET}/{ItemSheet.ID}", f"item/{named}"} & review.doubtful)


def read_facts(rows: Iterable[AuthorRow], lines: Lines, review: Review) -> dict[str, list[Fields]]:
    """Read 填报事项: item → its facts."""
    facts: dict[str, list[Fields]] = {item: [] for item in lines.items}
    for row in rows:
        reader = RowReader(review, row, f"{FactSheet.SHEET}/{row.number}")
        if is_lost_line(row.text(FactSheet.ITEM), lines.items, review):
            continue
        item = reader.known(FactSheet.ITEM, lines.items, "指标")
        own = row.text(FactSheet.ID).replace(" ", "")
        reader = reader.for_path(f"item/{item}/fact/{own}" if item else f"{FactSheet.SHEET}/{row.number}")
        fact = _read_fact(reader)
        if not fact["id"] or not item:
            _forgive(item, own, review)
        elif _is_new(reader, FactSheet.ID, f"fact/{own}", lines):
            facts[item].append(fact)
            reader.locate(f"fact/{own}", FactSheet.ID)
            reader.locate(f"item/{item}/fact/{own}", FactSheet.ID)
    return facts


def _forgive(item: str, own: str, review: Review) -> None:
    """Remember that a fact could not be placed: what looks for it follows from that."""
    review.doubtful |= {f"item/{item}"} if item else set()
    review.doubtful |= {f"fact/{own}"} if own else set()


def _read_fact(reader: RowReader) -> Fields:
    """Read one question."""
    kind = reader.need_one_of(FactSheet.KIND, FACT_KINDS)
    fact: Fields = {
        "id": reader.ident(FactSheet.ID, "写事项的编号，如 1.1a"),
        "ask": reader.text(FactSheet.ASK, "写要向单位问的话"),
        "kind": str(kind or FactKind.COUNT),
    }
    if reader.has(FactSheet.UNIT):
        fact["unit"] = reader.row.typed(FactSheet.UNIT)
    if kind is FactKind.CHOICE:
        fact["choices"] = _choices(reader)
    elif kind and reader.has(FactSheet.CHOICES):
        expected = "把填法改成“从选项中选”，或清空这一格"
        reader.fault("K941", FactSheet.CHOICES, why=f"填法却是“{reader.row.typed(FactSheet.KIND)}”", expected=expected)
    if reader.one_of(FactSheet.MAY_NOT_APPLY, YES_NO):
        fact["may_not_apply"] = True
    if reader.has(FactSheet.HINT):
        fact["hint"] = reader.row.typed(FactSheet.HINT)
    return fact | _usual(reader)


def _usual(reader: RowReader) -> Fields:
    """Read between which an answer usually lies."""
    least, most = (reader.number(header) for header in (FactSheet.USUAL_FROM, FactSheet.USUAL_TO))
    if least is not None and most is not None and least > most:
        reader.fault("K907", FactSheet.USUAL_FROM, guess="", expected=f"写不大于“最大”（{most}）的数")
        return {}
    return {key: own for key, own in (("usual_from", least), ("usual_to", most)) if own is not None}


def _choices(reader: RowReader) -> list[str]:
    """Read the options of a choice."""
    if not reader.has(FactSheet.CHOICES):
        reader.lacks(FactSheet.CHOICES, "写各选项，中间用“｜”隔开，如 未建立｜已建立")
        return ["是", "否"]
    choices = [choice.strip() for choice in _CHOICES.split(reader.row.typed(FactSheet.CHOICES)) if choice.strip()]
    doubled = next((choice for choice in choices if choices.count(choice) > 1), "")
    if doubled:
        reader.fault("K909", FactSheet.CHOICES, what="选项", found=doubled, others="同一格的前一个")
    elif len(choices) == 1:
        wanted = "至少写两个选项，中间用“｜”隔开"
        reader.fault("K907", FactSheet.CHOICES, guess="", expected=wanted)
    return list(dict.fromkeys(choices))


def fact_index(facts: Mapping[str, list[Fields]]) -> dict[str, tuple[str, Fields]]:
    """Give every fact by its id as it is compared, with its item."""
    return {squeeze(str(fact["id"])): (item, fact) for item, own in facts.items() for fact in own}
