"""计分规则 → the rule of each item: one function for each way of giving points."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from kexie_excel.scheme.fact import FactKind
from kexie_excel.scheme_book.clauses import (
    KIND_WORDS,
    Number,
    RuleRow,
    by_choice,
    check_sign,
    group_clauses,
    points,
    same_quantity,
)
from kexie_excel.scheme_book.deductions import join_classes, read_class
from kexie_excel.scheme_book.items import Fields, Lines
from kexie_excel.scheme_book.judging import read_judged
from kexie_excel.scheme_book.requirement import Requirement, Step, Within, Yes
from kexie_excel.scheme_book.review import Review
from kexie_excel.scheme_book.rows import AuthorRow
from kexie_excel.scheme_book.sheets import RuleSheet
from kexie_excel.scheme_book.terms import Ways
from kexie_excel.scheme_book.values import A_SHARE
from kexie_excel.text import squeeze

_SHARES_ONLY = "写分母的填报事项（这种计分方式只用于份额，不写单位）；按数目的，用“分档计分”一档一行"
NOTHING: Fields = {"kind": "each", "points": 1, "of": []}
"""The rule of an item that gives no points, or whose rule could not be read."""


def read_rules(
    rows: Iterable[AuthorRow], lines: Lines, facts: Mapping[str, tuple[str, Fields]], review: Review
) -> dict[str, Fields]:
    """Read 计分规则: item → its ``rule``, and its ``veto`` where it has one."""
    rules: dict[str, Fields] = {}
    for item, clauses in group_clauses(rows, lines.items, facts, review).items():
        found: Fields = {}
        parts = []
        for key, own in clauses.items():
            if key == Ways.VETO:
                found["veto"] = _veto(own)
            elif clause := _clause(own):
                parts.append(clause)
        parts = join_classes(parts, lines.items[item]["points"], [row for own in clauses.values() for row in own])
        if len(parts) == 1 and item not in lines.most:
            found["rule"] = parts[0]
        elif parts:
            cap = {"cap": lines.most[item]} if item in lines.most else {}
            found["rule"] = {"kind": "total", "parts": parts, **cap}
        rules[item] = {key: value for key, value in found.items() if value}
    return rules


def _clause(rows: Sequence[RuleRow]) -> Fields | None:
    """Read the rows of one clause; ``None`` where nothing of it counts."""
    counted = [row for row in rows if row.way not in {Ways.NONE, ""}]
    if not counted or not all(row.way for row in rows):
        return None
    first = counted[0]
    for row in counted:
        if row.way != first.way:
            row.reader.fault("K928", RuleSheet.WAY, what="计分方式", first=first.way)
            return None
        if row.way != Ways.PAY and row.reader.has(RuleSheet.GROUP):
            row.reader.fault("K928", RuleSheet.GROUP, what="组（只有“达到即得”能分组）", first="（空）")
    clause = _READ[first.way](counted, [row for row in rows if row.way == Ways.NONE])
    label = clause and _label(clause, first)
    if label:
        first.reader.locate(f"item/{first.item}/rule/{label}", RuleSheet.WANTED)
    return clause


def _label(clause: Mapping[str, object], row: RuleRow) -> str:
    """Give what lint calls the quantity of a clause."""
    fact = row.facts.get(squeeze(str(clause.get("count", ""))))
    return str(clause.get("label") or (fact and fact[1]["ask"]) or "")


def _pay(rows: Sequence[RuleRow], _dropped: Sequence[RuleRow]) -> Fields | None:
    """Read 达到即得: all rows must hold; where there are groups, all rows of any one group."""
    paid = points(rows)
    groups: dict[str, list[object]] = {}
    for row in rows:
        condition = _condition(row)
        if condition is not None:
            groups.setdefault(row.reader.row.text(RuleSheet.GROUP), []).append(condition)
    if "" in groups and len(groups) > 1:
        row = next(row for row in rows if not row.reader.has(RuleSheet.GROUP))
        row.reader.fault("K928", RuleSheet.GROUP, what="组", first="、".join(filter(None, groups)))
    ways = [own[0] if len(own) == 1 else {"all": own} for own in groups.values()]
    if not ways:
        return None
    return {"kind": "pay", "points": paid, "when": ways[0] if len(ways) == 1 else {"any": ways}}


def _condition(row: RuleRow) -> object | None:
    """Read one condition: a fact's id (是), or a quantity and the least it must be."""
    wanted = row.requirement()
    if wanted is None:
        row.fact()
        return None
    if isinstance(wanted, Yes):
        return _done(row, wanted)
    if isinstance(wanted, Within):
        return _reaches(row, wanted)
    fact = row.fact()
    if fact:
        row.refuse(_usual(fact))
    return None


def _done(row: RuleRow, wanted: Yes) -> object | None:
    """Read 是."""
    fact = row.fact()
    if fact is None:
        return None
    if fact["kind"] != FactKind.YES_NO:
        row.refuse(_usual(fact))
    elif not wanted.wanted:
        row.unsupported("目前只能在做到（“是”）时得分", "写“是”；把填报事项改成问“有没有做到”")
    return fact["id"]


def _usual(fact: Mapping[str, object]) -> str:
    """Say what a 要求 of a fact looks like."""
    kind = FactKind(str(fact["kind"]))
    usual = {FactKind.YES_NO: "“是”", FactKind.CHOICE: "一个选项的名称，计分方式用“按选项计分”"}
    return f"“{fact['id']}”是“{KIND_WORDS[kind]}”类，要求写{usual.get(kind, '带符号的数，如 ≥1')}"


def _reaches(row: RuleRow, wanted: Within) -> object | None:
    """Read a comparison."""
    fact = row.fact()
    if fact and not row.reader.has(RuleSheet.WHOLE) and fact["kind"] in {FactKind.YES_NO, FactKind.CHOICE}:
        row.refuse(_usual(fact))
        return None
    measure = row.measure() if fact else None
    if measure is None:
        return None
    if wanted.high or not wanted.low:
        row.unsupported("“达到即得”“每项计分”里只能写下限（≥ 或 >）", "用“分档计分”写上限，一档一行")
        return None
    least = row.bound(wanted.low, measure)
    if wanted.low.sign == ">":
        if fact and fact["kind"] == FactKind.COUNT and "count" in measure and wanted.low.value.denominator == 1:
            least = wanted.low.value.numerator + 1
        else:
            row.unsupported("“达到即得”里的比例和小数只能写 ≥", "写 ≥；一定不含本数的，用“分档计分”")
    return {**measure, "at_least": least}


def _each(rows: Sequence[RuleRow], dropped: Sequence[RuleRow]) -> Fields | None:
    """Read 每项计分: conditions that count one each, and facts that say how many."""
    paid = points(rows)
    conditions, counts = [], []
    counting = any(isinstance(row.wanted, Step) for row in (*rows, *dropped))
    for row in rows:
        if isinstance(row.wanted, Step):
            if fact := _counted(row, row.wanted):
                counts.append(fact["id"])
        elif (condition := _condition(row)) is not None:
            conditions.append(condition)
    rule: Fields = {"kind": "each", "points": paid, "of": conditions}
    caps = [value for row in (*rows, *dropped) if (value := row.reader.number(RuleSheet.MOST)) is not None]
    if counting:
        rule["counts"] = counts
        if counts and not caps:
            rows[0].reader.lacks(RuleSheet.MOST, "写这一条最多得几分（有“每1”的要写）")
            caps = [paid]
    return rule | ({"cap": caps[0]} if caps else {})


def _counted(row: RuleRow, step: Step) -> Fields | None:
    """Read 每1."""
    fact = row.fact()
    if fact is None:
        return None
    if fact["kind"] != FactKind.COUNT:
        row.refuse(f"“每1”要用填法是“整数”的填报事项，“{fact['id']}”不是")
    elif step.value != 1 or step.text.endswith("%"):
        row.unsupported(
            "“每项计分”里只能写“每1”",
            "写“每1”，得分写一项的分；满几个才计的，用“分档计分”一档一行；按份额的用“每满一档计分”",
        )
    else:
        return fact
    return None


def _tiers(rows: Sequence[RuleRow], _dropped: Sequence[RuleRow]) -> Fields | None:
    """Read 分档计分: one band a row."""
    same_quantity(rows)
    measure = rows[0].measure()
    tiers = [tier for row in rows if (tier := _tier(row, measure))]
    return {"kind": "tiers", **measure, "tiers": tiers} if measure and tiers else None


def _tier(row: RuleRow, measure: Mapping[str, object] | None) -> Fields | None:
    """Read one band."""
    wanted = row.requirement()
    paid = row.reader.need_number(RuleSheet.POINTS, "写这一档得几分")
    check_sign(row, paid)
    if wanted is None or measure is None:
        return None
    if not isinstance(wanted, Within):
        row.refuse("分档的要求写带符号的数，如 ≥30% 或 ≥20%，<30%")
        return None
    tier: Fields = {"points": paid}
    if wanted.low:
        tier |= {"low": row.bound(wanted.low, measure), "low_included": wanted.low.sign == "≥"}
    if wanted.high:
        tier |= {"high": row.bound(wanted.high, measure), "high_included": wanted.high.sign == "≤"}
    return tier


def _steps(rows: Sequence[RuleRow], _dropped: Sequence[RuleRow]) -> Fields | None:
    """Read 每满一档计分 and 按比例计分: points for every step of a share."""
    row = rows[0]
    for other in rows[1:]:
        other.reader.fault("K928", RuleSheet.WAY, what="行数（这种计分方式一条只写一行）", first="第一行")
    paid, wanted, measure = points([row]), row.requirement(), row.measure()
    if measure and "share" not in measure:
        _refuse_measure(row)
        return None
    if wanted is None or measure is None:
        return None
    if not isinstance(wanted, Step):
        row.refuse("写每多少，如 每10%")
        return None
    if not wanted.text.endswith("%"):
        row.reader.fault("K913", RuleSheet.WANTED, why=A_SHARE, expected=f"每{wanted.text}%")
        return None
    return {"kind": "steps", **measure, "step": wanted.text, "points": paid, "partial": row.way == Ways.PARTIAL}


def _refuse_measure(row: RuleRow) -> None:
    """Note that steps are taken of a share, not of a number or a rate."""
    if row.reader.has(RuleSheet.WHOLE):
        bands = "清空这一格（事项是除以的一部分，不超过100%）；能超过100%的、不是份额的，用“分档计分”一档一行"
        row.reader.fault("K907", RuleSheet.UNIT, guess=f"，“{row.way}”只用于份额，不写单位", expected=bands)
    else:
        row.reader.fault("K906", RuleSheet.WHOLE, expected=_SHARES_ONLY)


def _choice(rows: Sequence[RuleRow], _dropped: Sequence[RuleRow]) -> Fields | None:
    """Read 按选项计分: one option a row."""
    same_quantity(rows)
    fact = rows[0].fact()
    if fact is None:
        return None
    if fact["kind"] != FactKind.CHOICE:
        rows[0].refuse(f"“按选项计分”要用填法是“从选项中选”的填报事项，“{fact['id']}”不是")
        return None
    paid = by_choice(rows, fact, _paid, "得几分")
    return {"kind": "choice", "fact": fact["id"], "points": {choice: own or 0 for choice, own in paid.items()}}


def _paid(row: RuleRow) -> Number:
    """Read what an option pays."""
    value = row.reader.need_number(RuleSheet.POINTS, "写选这一项得几分")
    check_sign(row, value)
    return value


def _veto(rows: Sequence[RuleRow]) -> Fields | None:
    """Read 一票否决."""
    row = rows[0]
    for other in rows[1:]:
        other.reader.fault(
            "K930", RuleSheet.WAY, why="一个指标目前只能有一个一票否决", expected="留一行，其余的移到别的指标"
        )
    wanted, fact = row.requirement(), row.fact()
    if wanted is None or fact is None:
        return None
    if fact["kind"] != FactKind.COUNT or not _is_least(wanted):
        row.refuse("一票否决要用填法是“整数”的填报事项，要求写 ≥1 这样的数")
        return None
    least = wanted.low if isinstance(wanted, Within) else None
    return {"count": fact["id"], "at_least": least and row.bound(least, {"count": fact["id"]})}


def _is_least(wanted: Requirement) -> bool:
    """Tell whether a 要求 is a lower bound that counts itself."""
    return isinstance(wanted, Within) and wanted.high is None and bool(wanted.low and wanted.low.sign == "≥")


_READ: Mapping[str, Callable[[Sequence[RuleRow], Sequence[RuleRow]], Fields | None]] = {
    Ways.PAY: _pay,
    Ways.EACH: _each,
    Ways.TIERS: _tiers,
    Ways.STEPS: _steps,
    Ways.PARTIAL: _steps,
    Ways.CHOICE: _choice,
    Ways.DEDUCT: read_class,
    Ways.JUDGE: read_judged,
}
