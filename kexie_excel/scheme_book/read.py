"""方案.xlsx → the plain data of a scheme, and everything in it that does not hold, cell by cell."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from kexie_excel.errors import SchemeError
from kexie_excel.findings import Finding, Place
from kexie_excel.scheme_book.bonus import read_bonus
from kexie_excel.scheme_book.head import read_head, read_others, read_readings, reading_names
from kexie_excel.scheme_book.items import Fields, Lines, fact_index, read_facts, read_lines
from kexie_excel.scheme_book.judging import is_asked_of_nobody
from kexie_excel.scheme_book.level_rows import read_levels
from kexie_excel.scheme_book.patches import read_patches
from kexie_excel.scheme_book.review import Review
from kexie_excel.scheme_book.rows import Adopted, AuthorRow, AuthorTable
from kexie_excel.scheme_book.rules import NOTHING, read_rules
from kexie_excel.scheme_book.seen import may_be_percentage, with_percentages
from kexie_excel.scheme_book.sheets import (
    PARTS,
    TABLES,
    BonusSheet,
    FactSheet,
    HeadSheet,
    ItemSheet,
    LevelSheet,
    ReadingSheet,
    RuleSheet,
    TrialSheet,
)
from kexie_excel.scheme_book.tables import find_sheets, layered, read_rows
from kexie_excel.scheme_book.terms import BONUS_HEADING, SCORE, VETOED_UNITS, Ways
from kexie_excel.sheets.look.look import look_whole
from kexie_excel.sheets.look.sheet_look import SheetLook
from kexie_excel.sheets.read.grid import Unreadable, Workbook, open_workbook


@dataclass(frozen=True)
class SchemeBook:
    """A scheme workbook, read."""

    document: dict[str, object]
    """The scheme as plain data; what could not be read is left out or stands in it as nothing."""
    review: Review
    trials: tuple[AuthorRow, ...] = ()
    """The worked examples of 试算."""

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What does not hold."""
        return tuple(self.review.found)


def read_scheme_book(path: Path) -> SchemeBook:
    """Read a scheme workbook of any format.

    Raises:
        SchemeError: the file is no workbook, or cannot be opened.
    """
    book = open_workbook(path)
    if isinstance(book, Unreadable):
        raise SchemeError(f"方案文件 {path} 读不了：{book.reason}。")
    looks = _looks(book, path)
    return read_sheets(with_percentages(book, looks), path.name, looks)


def _looks(book: Workbook, path: Path) -> Mapping[str, SheetLook]:
    """Look at the workbook for what its values do not tell; where that cannot be, nothing may hang on it.

    Raises:
        SchemeError: a number in it may be a percentage.
    """
    try:
        return look_whole(book, path)
    except Exception:  # noqa: BLE001 - such a reader fails in more ways than it names
        if any(may_be_percentage(raw) for sheet in book.sheets for row in sheet.rows for raw in row if raw != 1):
            raise SchemeError(
                f"方案文件 {path.name} 里有特殊格式，读不全：请用 Excel 或 WPS 打开，另存为 xlsx，再运行。"
            ) from None
        return {}


def read_sheets(book: Workbook, file: str, looks: Mapping[str, SheetLook]) -> SchemeBook:
    """Read the sheets of a scheme workbook, ``looks`` telling what their values do not."""
    review = Review(file, origins={part: Place(file, sheet) for part, sheet in PARTS.items()})
    found = find_sheets(book, review)
    rows = {
        spec.name: read_rows(spec, found[spec.name], review, looks.get(found[spec.name].name, SheetLook()))
        for spec in TABLES
        if spec.name in found
    }
    readings = read_readings(rows.get(ReadingSheet.SHEET) or (), review)
    names = dict(reading_names(readings))
    tables = {spec.name: layered(spec, rows.get(spec.name) or (), names, review) for spec in TABLES}
    base = _read_parts(tables, review)
    literal = base.document(review)
    under = {reading: _under(base, tables, reading, review).document(review) for reading in names.values()}
    patches = read_patches(literal, under)
    for entry in readings:
        options = entry["option"]
        for option in options if isinstance(options, list) else ():
            option["patch"] = patches[str(entry["id"]), option["label"]]
    document = {**literal, "interpretation": readings}
    return SchemeBook(document, review, tuple(tables[TrialSheet.SHEET].under(None)))


@dataclass(frozen=True)
class _Parts:
    """What the sheets say under one reading."""

    head: dict[str, object]
    lines: Lines
    facts: dict[str, list[Fields]]
    index: Mapping[str, tuple[str, Fields]]
    rules: dict[str, Fields]
    levels: dict[str, object]
    bonus: list[Fields]
    others: dict[str, object]
    """What no reading changes."""

    def document(self, review: Review) -> dict[str, object]:
        """Put the scheme's plain data together."""
        items = [
            _item(own, self.facts[item], self.rules.get(item, {}), review) for item, own in self.lines.items.items()
        ]
        head = {key: value for key, value in self.head.items() if key != "levels"}
        common = self.head["levels"]
        return {
            **head,
            **self.others,
            "levels": {**self.levels, **(common if isinstance(common, Mapping) else {})},
            "section": list(self.lines.sections.values()),
            "item": items,
            "bonus": self.bonus,
        }


def _read_parts(tables: Mapping[str, AuthorTable], review: Review) -> _Parts:
    """Read every sheet as the document literally states it."""

    def rows(name: str) -> list[AuthorRow]:
        return list(tables[name].under(None))

    lines = read_lines(rows(ItemSheet.SHEET), review)
    facts = read_facts(rows(FactSheet.SHEET), lines, review)
    index = fact_index(facts)
    needed = _needed_settings(lines, rows(RuleSheet.SHEET))
    return _Parts(
        read_head(rows(HeadSheet.SHEET), needed, review),
        lines,
        facts,
        index,
        read_rules(rows(RuleSheet.SHEET), lines, index, review),
        read_levels(rows(LevelSheet.SHEET), review),
        read_bonus(rows(BonusSheet.SHEET), lines.bonus, index, review),
        read_others(rows, review),
    )


def _needed_settings(lines: Lines, rules: Iterable[AuthorRow]) -> tuple[str, ...]:
    """Give the settings that a scheme needs only for what it has: a bonus, a veto."""
    has_veto = any(row.text(RuleSheet.WAY) == Ways.VETO for row in rules)
    return (*((BONUS_HEADING, SCORE) if lines.bonus else ()), *((VETOED_UNITS,) if has_veto else ()))


def _under(base: _Parts, tables: Mapping[str, AuthorTable], reading: Adopted, review: Review) -> _Parts:
    """Read again, under one reading, the sheets and items in which something stands in for something."""

    def rows(name: str) -> list[AuthorRow]:
        return list(tables[name].under(reading))

    parts = base
    if tables[HeadSheet.SHEET].changes_under(reading):
        parts = replace(parts, head=read_head(rows(HeadSheet.SHEET), (), review))
    if tables[LevelSheet.SHEET].changes_under(reading):
        parts = replace(parts, levels=read_levels(rows(LevelSheet.SHEET), review))
    if tables[BonusSheet.SHEET].changes_under(reading):
        parts = replace(parts, bonus=read_bonus(rows(BonusSheet.SHEET), base.lines.bonus, base.index, review))
    if tables[ItemSheet.SHEET].changes_under(reading):
        parts = replace(parts, lines=read_lines(rows(ItemSheet.SHEET), review))
    changed = {row.text(RuleSheet.ITEM) for row in tables[RuleSheet.SHEET].changes_under(reading)}
    changed |= {row.text(ItemSheet.ID) for row in tables[ItemSheet.SHEET].changes_under(reading)}
    if changed:
        own = [row for row in rows(RuleSheet.SHEET) if row.text(RuleSheet.ITEM) in changed]
        parts = replace(parts, rules={**base.rules, **read_rules(own, parts.lines, base.index, review)})
    return parts


def _item(item: Fields, facts: list[Fields], rule: Fields, review: Review) -> Fields:
    """Put an item together; one without facts or rule is a fault, unless that follows from another."""
    path = f"item/{item['id']}"
    for lacking, sheet, what in (
        (not facts and not is_asked_of_nobody(rule.get("rule")), FactSheet.SHEET, "填报事项"),
        ("rule" not in rule, RuleSheet.SHEET, "计分规则"),
    ):
        if lacking and not {sheet, FactSheet.SHEET} & review.doubtful and not review.is_doubtful(path):
            review.add("K921", review.place(path), path, item=str(item["id"]), what=what)
            break
    return {**item, "fact": facts, "rule": NOTHING, **rule}
