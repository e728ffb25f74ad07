"""计分规则: rows → the clauses of each item, and what of a row every way of giving points asks for."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from string import ascii_uppercase
from typing import TypeVar

from kexie_excel.numbers import exact
from kexie_excel.scheme.fact import FactKind
from kexie_excel.scheme_book.items import Fields, is_lost_line
from kexie_excel.scheme_book.requirement import Bound, Requirement, Unclear, Yes, parse_requirement
from kexie_excel.scheme_book.review import Review, guess
from kexie_excel.scheme_book.rows import AuthorCell, AuthorRow
from kexie_excel.scheme_book.sheets import FactSheet, RuleSheet
from kexie_excel.scheme_book.terms import FACT_KINDS, Ways
from kexie_excel.scheme_book.values import A_SHARE, RowReader, written
from kexie_excel.sheets.read.raw import compact
from kexie_excel.text import squeeze

Number = int | Decimal
_Given = TypeVar("_Given")
KIND_WORDS = {kind: word for word, kind in FACT_KINDS.items()}
_PLAIN = re.compile(r"\d+(?:\.\d+)?")
_PAYING_ONCE = (Ways.PAY, Ways.TIERS, Ways.CHOICE)
_DIVIDING = (Ways.PAY, Ways.DEDUCT)
_IDLE = {
    Ways.EACH: (RuleSheet.WHOLE,),
    Ways.CHOICE: (RuleSheet.WHOLE, RuleSheet.MOST),
    Ways.VETO: (RuleSheet.WHOLE, RuleSheet.POINTS, RuleSheet.MOST),
    **dict.fromkeys((Ways.PAY, Ways.TIERS, Ways.STEPS, Ways.PARTIAL, Ways.JUDGE), (RuleSheet.MOST,)),
}
"""What each way of giving points takes no notice of."""
_NUMBERS = (FactKind.COUNT, FactKind.AMOUNT)


@dataclass(frozen=True)
class RuleRow:
    """One row of a clause."""

    reader: RowReader
    way: str
    facts: Mapping[str, tuple[str, Fields]]
    """Every fact of the scheme by its id as it is compared, with its item."""
    item: str

    @property
    def wanted(self) -> Requirement:
        """The row's 要求, parsed."""
        return parse_requirement(self.reader.row.text(RuleSheet.WANTED))

    def requirement(self) -> Requirement | None:
        """Give the row's 要求; ``None`` where it is missing or unclear, which then is a fault."""
        if not self.reader.has(RuleSheet.WANTED):
            self.reader.lacks(RuleSheet.WANTED, "写“是”，或带符号的数，如 ≥1、≥20%，<30%、每10%")
            return None
        wanted = self.wanted
        if isinstance(wanted, Unclear):
            self.reader.fault("K907", RuleSheet.WANTED, guess="", expected=wanted.advice)
            return None
        return wanted

    def refuse(self, why: str) -> None:
        """Note that a 要求 does not go with its fact or its way of giving points."""
        fact = self.reader.row.text(RuleSheet.FACT)
        self.reader.fault("K912", RuleSheet.WANTED, fact=fact, expected=why)

    def fact(self, header: str = RuleSheet.FACT) -> Fields | None:
        """Give the fact that a cell names; ``None`` where it is none of this item, which then is a fault."""
        if not self.reader.has(header):
            self.reader.lacks(header, "写填报事项的编号，如 1.1a")
            return None
        typed = compact(self.reader.row.cells[header].raw)
        item, fact = self.facts.get(typed, ("", None))
        review = self.reader.review
        own = [str(entry["id"]) for of, entry in self.facts.values() if of == self.item]
        if self._is_lost(header, own):
            # an item without facts is told of as such, later
            review.doubtful |= {self.reader.at} if own else set()
        elif fact is None:
            self.reader.fault("K910", header, what="填报事项", guess=guess(typed, own))
        elif item != self.item:
            self.reader.fault("K911", header, other=item, item=self.item)
        else:
            return fact
        return None

    def _is_lost(self, header: str, own: Sequence[str]) -> bool:
        """Tell whether it only follows from a fault in 填报事项 that a fact cannot be used."""
        doubtful = self.reader.review.doubtful
        named = self.reader.row.text(header)
        if FactSheet.SHEET in doubtful or f"fact/{named}" in doubtful or f"item/{self.item}/fact/{named}" in doubtful:
            return True
        # a fact that was called like another is missed under its own name; an item without facts is told of as such
        return named not in own and (not own or any(path.startswith(f"item/{self.item}/fact/") for path in doubtful))

    def number_fact(self, header: str = RuleSheet.FACT) -> Fields | None:
        """Give the fact that a cell names; it must be a number."""
        fact = self.fact(header)
        if fact and fact["kind"] not in _NUMBERS:
            word = KIND_WORDS[FactKind(str(fact["kind"]))]
            wanted = f"“{fact['id']}”是“{word}”类，不能比大小；要比大小，填法改成整数或数量"
            self.reader.fault("K912", header, fact=str(fact["id"]), expected=wanted)
            return None
        return fact

    def measure(self) -> dict[str, object] | None:
        """Give the quantity that the row looks at: a number, a share, or a rate where it has a 单位."""
        fact = self.number_fact()
        if not self.reader.has(RuleSheet.WHOLE):
            return fact and {"count": fact["id"]}
        whole = self.number_fact(RuleSheet.WHOLE)
        if not fact or not whole:
            return None
        if fact["id"] == whole["id"]:
            self.reader.fault("K907", RuleSheet.WHOLE, guess="，就是“事项”", expected="写分母的填报事项，与“事项”不同")
            return None
        row = self.reader.row
        label = row.typed(RuleSheet.LABEL) or f"{fact['ask']}占{whole['ask']}的比例"
        pair = [fact["id"], whole["id"]]
        if row.text(RuleSheet.UNIT):
            most = self.reader.number(RuleSheet.USUAL_TO)
            usual = {} if most is None else {"usual_to": most}
            return {"rate": pair, "label": label, "unit": row.typed(RuleSheet.UNIT), **usual}
        return {"share": pair, "label": label}

    def bound(self, bound: Bound, measure: Mapping[str, object]) -> str | Number:
        """Give a bound as the scheme's data hold it; a percent sign stands where, and only where, a share is compared."""
        row = self.reader.row
        if "share" in measure:
            if not bound.is_share:
                number = bound.value * 100 if bound.value < 1 else bound.value
                right = f"{bound.sign}{written(f'{float(number):.12g}')}%"
                self.reader.fault("K913", RuleSheet.WANTED, why=A_SHARE, expected=right)
            return f"{written(bound.text.rstrip('%'))}%"
        if bound.is_share:
            why = "这里比的是数目，不能写百分号（份额要在“除以”栏写分母）"
            self.reader.fault("K913", RuleSheet.WANTED, why=why, expected=f"{bound.sign}{bound.text.rstrip('%')}")
        units = {row.text(RuleSheet.UNIT), self._fact_unit()}
        if bound.unit and bound.unit not in units:
            wanted = f"只写符号和数，如 {bound.sign}{bound.text}"
            self.reader.fault("K907", RuleSheet.WANTED, guess="", expected=wanted)
        return written(bound.text.rstrip("%"))

    def _fact_unit(self) -> str:
        """Give the unit of the row's fact."""
        _, fact = self.facts.get(compact(self.reader.row.cells[RuleSheet.FACT].raw), ("", None))
        return str((fact or {}).get("unit", ""))

    def unsupported(self, why: str, wanted: str) -> None:
        """Note what the program cannot do."""
        self.reader.fault("K930", RuleSheet.WANTED, why=why, expected=wanted)


def points(rows: Sequence[RuleRow]) -> Number:
    """Give what the rows of a clause pay, which stands in the first of them or is the same in all."""
    found = [(row, value) for row in rows if (value := row.reader.number(RuleSheet.POINTS)) is not None]
    if not found:
        if not any(row.reader.has(RuleSheet.POINTS) for row in rows):
            rows[0].reader.lacks(RuleSheet.POINTS, "写这一条得几分")
        return 1
    first = found[0][1]
    for row, value in found:
        if value != first:
            row.reader.fault("K928", RuleSheet.POINTS, what="得分", first=str(first))
    check_sign(found[0][0], first)
    return first


def check_sign(row: RuleRow, value: Number) -> None:
    """Note a negative 得分, which no way of giving points takes today."""
    if value < 0:
        row.reader.fault("K925", RuleSheet.POINTS)


def same_quantity(rows: Sequence[RuleRow]) -> None:
    """Note rows of one clause that look at something else than the first."""
    first = rows[0].reader.row
    for row in rows[1:]:
        for header in (RuleSheet.FACT, RuleSheet.WHOLE):
            if row.reader.has(header) and row.reader.row.text(header) != first.text(header):
                row.reader.fault("K928", header, what=header, first=first.text(header) or "（空）")


def _refuse_idle(row: RuleRow) -> None:
    """Note what a row says and its way of giving points takes no notice of: whoever wrote it relies on it."""
    reader, typed = row.reader, row.reader.row.cells
    _item, fact = row.facts.get(compact(reader.row.typed(RuleSheet.FACT)), ("", None))
    is_yes_no = fact is not None and fact["kind"] == FactKind.YES_NO and isinstance(row.wanted, Yes)
    for header in (*_IDLE.get(row.way, ()), *((RuleSheet.WHOLE,) if is_yes_no and row.way in _DIVIDING else ())):
        # what the row above says, which is told otherwise under a reading, is no slip
        if header in typed and _is_beside(typed[RuleSheet.WAY], typed[header]) and not _is_no_limit(row, header):
            instead = "；要封顶的，写在“指标”表的“合计最多”里" if header == RuleSheet.MOST else ""
            reader.fault("K941", header, why=f"“{row.way}”却用不着", expected=f"清空这一格{instead}")


def _is_beside(one: AuthorCell, other: AuthorCell) -> bool:
    """Tell whether two cells stand in one row."""
    return one.address.lstrip(ascii_uppercase) == other.address.lstrip(ascii_uppercase)


def _is_no_limit(row: RuleRow, header: str) -> bool:
    """Tell whether a 最多 only says once more what the row pays."""
    most, paid = (_PLAIN.fullmatch(row.reader.row.text(own)) for own in (RuleSheet.MOST, RuleSheet.POINTS))
    is_of_row = header == RuleSheet.MOST and row.way in _PAYING_ONCE
    return is_of_row and most is not None and paid is not None and exact(most[0]) >= exact(paid[0])


def group_clauses(
    rows: Iterable[AuthorRow], items: Iterable[str], facts: Mapping[str, tuple[str, Fields]], review: Review
) -> dict[str, dict[str, list[RuleRow]]]:
    """Give the rows of each item by 条款, in the order in which they stand."""
    items = list(items)
    clauses: dict[str, dict[str, list[RuleRow]]] = {}
    for row in rows:
        named = row.text(RuleSheet.ITEM)
        if is_lost_line(named, items, review):
            continue
        reader = RowReader(review, row, f"{RuleSheet.SHEET}/{row.number}")
        item = reader.known(RuleSheet.ITEM, items, "指标")
        if not item:
            # the item may lack its rule only because this row names it wrongly
            meant, _ = facts.get(compact(row.typed(RuleSheet.FACT)), ("", None))
            review.doubtful |= {f"item/{meant}"} if meant else set()
            continue
        reader = reader.for_path(f"item/{item}/rule")
        reader.locate(reader.at, RuleSheet.FACT)
        way = reader.need_one_of(RuleSheet.WAY, dict.fromkeys(Ways.ALL, 1) | {way: way for way in Ways.ALL})
        clause = "" if way == Ways.VETO else row.text(RuleSheet.CLAUSE)
        entry = RuleRow(reader, str(way or ""), facts, item)
        _refuse_idle(entry)
        key = Ways.VETO if way == Ways.VETO else clause
        clauses.setdefault(item, {}).setdefault(key, []).append(entry)
    return clauses


def by_choice(
    rows: Sequence[RuleRow], fact: Fields, read: Callable[[RuleRow], _Given | None], what: str
) -> dict[str, _Given | None]:
    """Read what is given for each option of a fact, an option a row; ``None`` for one that no row understood speaks of.

    Args:
        rows: of one clause.
        fact: the fact that is chosen from.
        read: reads a row; ``None`` where it cannot, which then is a fault already.
        what: what a row gives, in words.
    """
    listed = fact["choices"]
    names = {squeeze(str(choice)): str(choice) for choice in (listed if isinstance(listed, list) else ())}
    given: dict[str, _Given | None] = dict.fromkeys(names.values())
    is_doubtful = False
    for row in rows:
        typed = row.reader.row.text(RuleSheet.WANTED)
        name, own = names.get(squeeze(typed)), read(row)
        is_doubtful |= name is None or own is None
        if name is None:
            near = guess(typed, given)
            row.reader.fault("K914", RuleSheet.WANTED, fact=str(fact["id"]), why="没有这个选项", guess=near)
        elif own is not None:
            given[name] = own
    missing = [choice for choice, own in given.items() if own is None]
    if missing and not is_doubtful:
        why = f"选项{'、'.join(f'“{choice}”' for choice in missing)}没有写{what}"
        rows[-1].reader.fault("K914", RuleSheet.WANTED, fact=str(fact["id"]), why=why, guess="")
    return given
