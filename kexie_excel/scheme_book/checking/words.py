"""A rule told back in words, naming the questions it looks at."""

from kexie_excel.numbers import show, show_percent
from kexie_excel.scheme.kinds.choice import Choice
from kexie_excel.scheme.kinds.condition import Condition, Done, Reaches
from kexie_excel.scheme.kinds.deduct import Deduct
from kexie_excel.scheme.kinds.each import Each
from kexie_excel.scheme.kinds.judge import Judge
from kexie_excel.scheme.kinds.measure import Measure, Ratio
from kexie_excel.scheme.kinds.pay import Pay
from kexie_excel.scheme.kinds.rule import Rule
from kexie_excel.scheme.kinds.steps import Steps
from kexie_excel.scheme.kinds.taking import OnAnswer
from kexie_excel.scheme.kinds.tiers import Tiers
from kexie_excel.scheme.kinds.total import Total
from kexie_excel.scheme.model import Item


def item_words(item: Item) -> str:
    """Tell an item's rule, and its veto."""
    said = _rule_words(item.rule)
    if item.veto:
        fact = item.veto.count.fact
        said += f"\n一票否决：{fact.id} {fact.ask}达到{item.veto.count.show(item.veto.at_least)}"
    return said


def _rule_words(rule: Rule) -> str:
    """Tell a rule."""
    match rule:
        case Total():
            parts = "\n".join(f"（{at}）{_rule_words(part)}" for at, part in enumerate(rule.parts, 1))
            return f"{parts}\n各条相加，最多{show(rule.cap)}分"
        case Pay():
            return f"{_condition(rule.when)}：计{show(rule.points)}分，否则0分"
        case Each():
            return _each(rule)
        case Tiers():
            bands = "；".join(f"{tier.show(rule.measure)}计{show(tier.points)}分" for tier in rule.tiers)
            return f"{_measure_words(rule.measure)}：{bands}"
        case Steps():
            rest = "不满的按比例折算" if rule.partial else "不满的不计"
            return f"{_measure_words(rule.measure)}：每{show_percent(rule.step)}计{show(rule.points)}分，{rest}"
        case Choice():
            paid = zip(rule.fact.choices, rule.points, strict=True)
            options = "；".join(f"选“{choice}”计{show(points)}分" for choice, points in paid)
            return f"{rule.fact.id} {rule.fact.ask}：{options}"
        case Judge():
            return _judge(rule)
        case Deduct():
            return _deduct(rule)
    return f"最多{show(rule.maximum)}分"


def _judge(rule: Judge) -> str:
    """Tell 评分."""
    if rule.worst is None or rule.best is None:
        return f"由评估人员在{show(rule.least)}至{show(rule.most)}分之间评分"
    return f"由评估人员评分，最少按（{_rule_words(rule.worst)}），最多按（{_rule_words(rule.best)}）"


def _deduct(rule: Deduct) -> str:
    """Tell 扣分."""
    told = [f"从{show(rule.points)}分扣起，扣完为止"]
    for own in rule.classes:
        rows = "；".join(
            f"{row.fact.id} {row.fact.ask}{row.words}"
            if isinstance(row, OnAnswer)
            else f"{_measure_words(row.measure)}：{row.words}"
            for row in own.rows
        )
        told.append(rows if own.cap is None else f"{rows}；这一条最多扣{show(own.cap)}分")
    return "\n".join(told)


def _each(rule: Each) -> str:
    """Tell 每项计分."""
    things = [_condition(condition) for condition in rule.conditions]
    things += [f"{count.fact.id} {count.fact.ask}（填几算几项）" for count in rule.counts]
    return f"每做到一项计{show(rule.points)}分，最多{show(rule.cap)}分：{'；'.join(things) or '（没有列出）'}"


def _condition(condition: Condition) -> str:
    """Tell a condition."""
    match condition:
        case Done():
            return f"{condition.fact.id} {condition.fact.ask}填“是”"
        case Reaches():
            return f"{_measure_words(condition.measure)}达到{condition.measure.show(condition.at_least)}"
    parts = [_condition(part) for part in condition.parts]
    return f"（{'，并且'.join(parts)}）" if condition.every else f"（{'，或者'.join(parts)}）"


def _measure_words(measure: Measure) -> str:
    """Tell a quantity by the questions it is made of."""
    if isinstance(measure, Ratio):
        names = (f"{fact.id} {fact.ask}" for fact in (measure.part, measure.whole))
        return f"{measure.label}（{' ÷ '.join(names)}）"
    return f"{measure.fact.id} {measure.fact.ask}"
