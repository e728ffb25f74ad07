"""评分 → the ``judge`` rule of a clause: one range, or one for each grade or band."""

import re
from collections.abc import Mapping, Sequence

from kexie_excel.numbers import exact
from kexie_excel.scheme.fact import FactKind
from kexie_excel.scheme_book.clauses import RuleRow, by_choice, same_quantity
from kexie_excel.scheme_book.items import Fields
from kexie_excel.scheme_book.requirement import Within
from kexie_excel.scheme_book.sheets import RuleSheet
from kexie_excel.scheme_book.values import written

_RANGE = re.compile(r"(\d+(?:\.\d+)?)分?[~～\-—–至到](\d+(?:\.\d+)?)分?")
_WANTED = "写从几分到几分，如 0～3"


def is_asked_of_nobody(rule: object) -> bool:
    """Tell whether an item needs no 填报事项: some of its points are given by a person."""
    parts = (rule.get("parts") or [rule]) if isinstance(rule, dict) else []
    return any(part["kind"] == "judge" for part in parts)


def read_judged(rows: Sequence[RuleRow], _dropped: Sequence[RuleRow]) -> Fields | None:
    """Read 评分."""
    first = rows[0]
    if len(rows) == 1 and not first.reader.has(RuleSheet.FACT):
        own = _range(first)
        return own and {"kind": "judge", **own}
    same_quantity(rows)
    fact = first.fact()
    if fact is None:
        return None
    if fact["kind"] == FactKind.CHOICE:
        return _by_grade(rows, fact)
    measure = first.measure()
    bands = [band for row in rows if (band := _band(row, measure))]
    return {"kind": "judge", **measure, "bands": bands} if measure and bands else None


def _by_grade(rows: Sequence[RuleRow], fact: Fields) -> Fields | None:
    """Read one range for every option."""
    grades = by_choice(rows, fact, _range, "从几分到几分")
    return {"kind": "judge", "fact": fact["id"], "grades": grades} if all(grades.values()) else None


def _band(row: RuleRow, measure: Mapping[str, object] | None) -> Fields | None:
    """Read the range of one band."""
    wanted, own = row.requirement(), _range(row)
    if wanted is None or measure is None or own is None:
        return None
    if not isinstance(wanted, Within):
        row.refuse("分档的要求写带符号的数，如 ≥3 或 ≥1，<3")
        return None
    band: Fields = dict(own)
    if wanted.low:
        band |= {"low": row.bound(wanted.low, measure), "low_included": wanted.low.sign == "≥"}
    if wanted.high:
        band |= {"high": row.bound(wanted.high, measure), "high_included": wanted.high.sign == "≤"}
    return band


def _range(row: RuleRow) -> Fields | None:
    """Read a range of points."""
    header = RuleSheet.POINTS
    if not row.reader.has(header):
        row.reader.lacks(header, _WANTED)
        return None
    found = _RANGE.fullmatch(row.reader.row.text(header).replace(" ", ""))
    if not found or exact(found[1]) > exact(found[2]):
        row.reader.fault("K907", header, guess="", expected=_WANTED)
        return None
    return {"least": written(found[1]), "most": written(found[2])}
