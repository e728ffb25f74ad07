"""A rule of the plain data → the rows of 计分规则, one for each condition, band or option."""

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal

from kexie_excel.errors import SchemeError
from kexie_excel.numbers import numeral
from kexie_excel.scheme_book.sheets import RuleSheet
from kexie_excel.scheme_book.terms import NO, YES, Ways

Content = str | int | Decimal
Line = dict[str, Content]
"""One row: header → what stands there."""
Fields = Mapping[str, object]
"""A table of the plain data."""

_GROUPS = "甲乙丙丁戊己庚辛壬癸"


class _InexpressibleError(Exception):
    """A rule for which the workbook has no words."""


def rule_lines(item: Fields, source: str) -> Iterator[tuple[tuple[object, ...], Line]]:
    """Give the rows of an item's rule and veto, by item, clause and row.

    Raises:
        SchemeError: the rule is put together in a way for which the workbook has no words.
    """
    try:
        yield from _lines(item)
    except _InexpressibleError:
        raise SchemeError(f"指标 {item['id']} 的计分规则写不成方案工作簿，请改写得简单些", source) from None


def _lines(item: Fields) -> Iterator[tuple[tuple[object, ...], Line]]:
    """Give the rows, the clauses in their order."""
    rule = item["rule"]
    if not isinstance(rule, Mapping):
        raise _InexpressibleError
    parts = rule["parts"] if rule["kind"] == "total" else _classes(rule)
    for clause, part in enumerate(parts, 1):
        write = _WRITE.get(part["kind"])
        if write is None:
            raise _InexpressibleError
        for row, line in enumerate(write(part), 1):
            keys: Line = {
                RuleSheet.ITEM: str(item["id"]),
                RuleSheet.CLAUSE: str(clause),
                RuleSheet.ROW: str(row),
                RuleSheet.WAY: _WAY.get(part["kind"], ""),
            }
            yield (item["id"], clause, row), keys | line
    veto = item.get("veto")
    if isinstance(veto, Mapping):
        wanted = f"≥{veto['at_least']}"
        own: Line = {RuleSheet.ITEM: str(item["id"]), RuleSheet.WAY: Ways.VETO, RuleSheet.FACT: str(veto["count"])}
        yield (item["id"], Ways.VETO), {**own, RuleSheet.WANTED: wanted}


def _pay(rule: Fields) -> Iterator[Line]:
    """Write 达到即得."""
    paid: Line = {RuleSheet.POINTS: _number(rule["points"])}
    for group, condition in _conditions(rule["when"]):
        yield ({RuleSheet.GROUP: group} if group else {}) | _condition(condition) | paid
        paid = {}


def _conditions(when: object) -> Iterator[tuple[str, object]]:
    """Give the conditions with the group they belong to; a group is needed only where any one way will do."""
    if isinstance(when, Mapping) and "any" in when:
        for at, way in enumerate(when["any"]):
            group = _GROUPS[at] if at < len(_GROUPS) else numeral(at + 1)
            yield from ((group, condition) for condition in _together(way))
    else:
        yield from (("", condition) for condition in _together(when))


def _together(when: object) -> list[object]:
    """Give the conditions that must all hold."""
    if isinstance(when, Mapping) and "all" in when:
        return list(when["all"])
    return [when]


def _condition(condition: object) -> Line:
    """Write one condition."""
    if isinstance(condition, str):
        return {RuleSheet.FACT: condition, RuleSheet.WANTED: YES}
    if isinstance(condition, Mapping) and "at_least" in condition:
        return _measure(condition) | {RuleSheet.WANTED: f"≥{condition['at_least']}"}
    raise _InexpressibleError


def _measure(rule: Fields) -> Line:
    """Write the quantity that a rule or condition looks at."""
    if "count" in rule:
        return {RuleSheet.FACT: str(rule["count"])}
    pair = rule.get("share") or rule.get("rate")
    if not isinstance(pair, list):
        raise _InexpressibleError
    line: Line = {RuleSheet.FACT: pair[0], RuleSheet.WHOLE: pair[1], RuleSheet.LABEL: str(rule["label"])}
    if "rate" in rule:
        line[RuleSheet.UNIT] = str(rule["unit"])
    return line | ({RuleSheet.USUAL_TO: _number(rule["usual_to"])} if "usual_to" in rule else {})


def _each(rule: Fields) -> Iterator[Line]:
    """Write 每项计分."""
    more: Line = {RuleSheet.MOST: _number(rule["cap"])} if "cap" in rule else {}
    conditions, counts = rule["of"], rule.get("counts", [])
    lines = [_condition(condition) for condition in conditions] if isinstance(conditions, list) else []
    lines += [{RuleSheet.FACT: fact, RuleSheet.WANTED: "每1"} for fact in (counts if isinstance(counts, list) else ())]
    for line in lines:
        yield line | {RuleSheet.POINTS: _number(rule["points"])} | more
        more = {}


def _tiers(rule: Fields) -> Iterator[Line]:
    """Write 分档计分."""
    tiers = rule["tiers"]
    for tier in tiers if isinstance(tiers, list) else ():
        yield _measure(rule) | {RuleSheet.WANTED: _ends(tier), RuleSheet.POINTS: _number(tier["points"])}


def _steps(rule: Fields) -> Iterator[Line]:
    """Write 每满一档计分 or 按比例计分."""
    line: Line = {RuleSheet.WANTED: f"每{rule['step']}", RuleSheet.POINTS: _number(rule["points"])}
    way = Ways.PARTIAL if rule.get("partial") else Ways.STEPS
    yield {RuleSheet.WAY: way} | _measure(rule) | line


def _choice(rule: Fields) -> Iterator[Line]:
    """Write 按选项计分."""
    points = rule["points"]
    for choice, paid in points.items() if isinstance(points, Mapping) else ():
        yield {RuleSheet.FACT: str(rule["fact"]), RuleSheet.WANTED: choice, RuleSheet.POINTS: _number(paid)}


def _classes(rule: Fields) -> list[Fields]:
    """Give the clauses of a rule that is no sum: the classes of 扣分, each a clause of its own, or the rule itself."""
    classes = rule.get("classes")
    return [{"kind": "deduct", **own} for own in classes] if isinstance(classes, list) else [rule]


def _deduct(part: Fields) -> Iterator[Line]:
    """Write one class of 扣分."""
    rows = part["rows"]
    more: Line = {RuleSheet.MOST: _number(part["cap"])} if "cap" in part else {}
    for row in rows if isinstance(rows, list) else ():
        if row["kind"] == "is":
            line: Line = {RuleSheet.FACT: str(row["fact"]), RuleSheet.WANTED: YES if row.get("answer") else NO}
        elif row["kind"] == "per":
            line = _measure(row) | {RuleSheet.WANTED: f"每{row['step']}"}
        else:
            line = _measure(row) | {RuleSheet.WANTED: _ends(row)}
        yield line | {RuleSheet.POINTS: _off(row["off"])} | more
        more = {}


def _judge(part: Fields) -> Iterator[Line]:
    """Write 评分: one range, or one for each grade or band."""
    grades, bands = part.get("grades"), part.get("bands")
    if isinstance(grades, Mapping):
        for grade, own in grades.items():
            line: Line = {RuleSheet.FACT: str(part["fact"]), RuleSheet.WANTED: grade}
            yield line | {RuleSheet.POINTS: _range(own)}
    elif isinstance(bands, list):
        for own in bands:
            yield _measure(part) | {RuleSheet.WANTED: _ends(own), RuleSheet.POINTS: _range(own)}
    else:
        yield {RuleSheet.POINTS: _range(part)}


def _range(own: Fields) -> str:
    """Write a range of points."""
    return f"{own.get('least', 0)}～{own['most']}"


def _off(value: object) -> Content:
    """Give what is taken off, with its minus sign."""
    return -value if isinstance(value, int | Decimal) else f"-{value}"


def _ends(band: Fields) -> str:
    """Write the two ends of a band."""
    ends = []
    if "low" in band:
        ends.append(f"{'≥' if band.get('low_included') else '>'}{band['low']}")
    if "high" in band:
        ends.append(f"{'≤' if band.get('high_included') else '<'}{band['high']}")
    if not ends:
        raise _InexpressibleError
    return "，".join(ends)


def _number(value: object) -> Content:
    """Give a number as a cell holds it."""
    return value if isinstance(value, int | Decimal) else str(value)


_WRITE: Mapping[str, Callable[[Fields], Iterator[Line]]] = {
    "pay": _pay,
    "each": _each,
    "tiers": _tiers,
    "steps": _steps,
    "choice": _choice,
    "deduct": _deduct,
    "judge": _judge,
}
_WAY = {
    "pay": Ways.PAY,
    "each": Ways.EACH,
    "tiers": Ways.TIERS,
    "choice": Ways.CHOICE,
    "deduct": Ways.DEDUCT,
    "judge": Ways.JUDGE,
}
