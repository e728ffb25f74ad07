"""扣分 → the ``deduct`` rule of an item: one class a 条款, one row for everything that takes points off."""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal

from kexie_excel.scheme.fact import FactKind
from kexie_excel.scheme_book.clauses import RuleRow
from kexie_excel.scheme_book.items import Fields
from kexie_excel.scheme_book.requirement import Step, Within, Yes
from kexie_excel.scheme_book.sheets import RuleSheet
from kexie_excel.scheme_book.terms import Ways
from kexie_excel.scheme_book.values import A_SHARE, MINUS, written

_SHARE = re.compile(r"-(\d+(?:\.\d+)?)%")
_OFF_WANTED = "写扣几分，带负号，如 -0.4；按分值的份额扣的写 -10%"
_WANTED = "扣分的要求：是否类写“是”或“否”，别的写 每1、每10%，或带符号的数，如 ≥3"


def read_class(rows: Sequence[RuleRow], _dropped: Sequence[RuleRow]) -> Fields | None:
    """Read the rows of one 条款 of 扣分."""
    found = [own for row in rows if (own := _row(row))]
    caps = [value for row in rows if (value := _cap(row)) is not None]
    if not found:
        return None
    return {"kind": "deduct", **({"cap": caps[0]} if caps else {}), "rows": found}


def join_classes(parts: Sequence[Fields], points: object, rows: Sequence[RuleRow]) -> list[Fields]:
    """Put the classes of an item together, which share one floor; no other way of giving points goes with them."""
    classes = [part for part in parts if part["kind"] == "deduct"]
    if not classes:
        return list(parts)
    other = next((row for row in rows if row.way not in {Ways.DEDUCT, Ways.VETO, Ways.NONE}), None)
    if other:
        other.reader.fault("K928", RuleSheet.WAY, what="计分方式（“扣分”的指标，各条都要是扣分）", first=Ways.DEDUCT)
    own = [{key: value for key, value in part.items() if key != "kind"} for part in classes]
    return [{"kind": "deduct", "points": points, "classes": own}]


def _cap(row: RuleRow) -> int | Decimal | None:
    """Read the most that a class may take off, with or without its minus sign."""
    value = row.reader.number(RuleSheet.MOST)
    return None if value is None else max(value, -value)


def _row(row: RuleRow) -> Fields | None:
    """Read one row."""
    off, wanted, fact = _off(row), row.requirement(), row.fact()
    if off is None or wanted is None or fact is None:
        return None
    is_yes_no = fact["kind"] == FactKind.YES_NO
    if isinstance(wanted, Yes) and is_yes_no:
        return {"kind": "is", "fact": fact["id"], "answer": wanted.wanted, "off": off}
    if isinstance(wanted, Step | Within) and not is_yes_no:
        measure = row.measure()
        return measure and _of_quantity(row, wanted, measure, off)
    row.refuse(_WANTED)
    return None


def _of_quantity(row: RuleRow, wanted: Step | Within, measure: Mapping[str, object], off: object) -> Fields | None:
    """Read a row that looks at a number, a share or a rate."""
    if isinstance(wanted, Within):
        ends: Fields = {}
        if wanted.low:
            ends |= {"low": row.bound(wanted.low, measure), "low_included": wanted.low.sign == "≥"}
        if wanted.high:
            ends |= {"high": row.bound(wanted.high, measure), "high_included": wanted.high.sign == "≤"}
        return {"kind": "band", **measure, **ends, "off": off}
    is_share = wanted.text.endswith("%")
    if is_share != ("share" in measure):
        why = "这里比的是数目，不能写百分号" if is_share else A_SHARE
        number = wanted.text.rstrip("%")
        row.reader.fault("K913", RuleSheet.WANTED, why=why, expected=f"每{number}{'' if is_share else '%'}")
        return None
    if not wanted.value:
        row.refuse(_WANTED)
        return None
    step = wanted.text if is_share else written(wanted.text)
    return {"kind": "per", **measure, "step": step, "off": off}


def _off(row: RuleRow) -> int | Decimal | str | None:
    """Read what is taken off: points, or a share of them; without its minus sign nobody can tell what was meant."""
    header = RuleSheet.POINTS
    if not row.reader.has(header):
        row.reader.lacks(header, _OFF_WANTED)
        return None
    if share := _SHARE.fullmatch(row.reader.row.text(header).replace(" ", "").translate(MINUS)):
        return f"{written(share[1])}%"
    value = row.reader.number(header, _OFF_WANTED)
    if value is not None and value >= 0:
        row.reader.fault("K907", header, guess="", expected=_OFF_WANTED)
        return None
    return None if value is None else -value
