"""Worked examples of a rule: what it gives at both sides of every border, computed by the rule itself."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from kexie_excel.numbers import ZERO, show
from kexie_excel.scheme.fact import Fact, FactKind, Value
from kexie_excel.scheme.kinds.choice import Choice
from kexie_excel.scheme.kinds.condition import Condition, Done, Joined, Reaches
from kexie_excel.scheme.kinds.deduct import Deduct
from kexie_excel.scheme.kinds.each import Each
from kexie_excel.scheme.kinds.judge import Judge
from kexie_excel.scheme.kinds.measure import Measure, Ratio
from kexie_excel.scheme.kinds.pay import Pay
from kexie_excel.scheme.kinds.rule import Rule
from kexie_excel.scheme.kinds.steps import Steps
from kexie_excel.scheme.kinds.taking import OnAnswer, PerStep, Taking
from kexie_excel.scheme.kinds.tiers import Tiers
from kexie_excel.scheme.kinds.total import clauses
from kexie_excel.scheme.model import Item

_MOST_TRIED = 16
"""Examples of one clause; of many bands, the first."""
_WHOLE = 1000
"""The whole of a share in an example: small enough to be read, large enough for a part just below a border."""


@dataclass(frozen=True)
class Example:
    """What is filled in, and what it gives."""

    filled: str
    """In the words of the questions."""
    points: str


def item_examples(item: Item) -> Iterator[Example]:
    """Work an item's clauses one by one."""
    for clause in clauses(item.rule):
        facts = {fact.id: fact for fact in clause.facts}
        for answers in list(_unique(_tries(clause)))[:_MOST_TRIED]:
            outcome = clause.evaluate(answers)
            paid = show(outcome.low) if not outcome.is_pending else f"{show(outcome.low)}～{show(outcome.high)}，待核"
            yield Example("，".join(_filled(facts[key], value) for key, value in answers.items()), paid)


def _filled(fact: Fact, value: object) -> str:
    """Say what is filled in, naming the question."""
    if isinstance(value, bool | str | Fraction):
        answer = fact.show(value)
        return f"{fact.ask}选“{answer}”" if fact.options else f"{fact.ask}填{answer}"
    return f"{fact.ask}空着"


def _unique(tries: Iterator[Mapping[str, Value]]) -> Iterator[Mapping[str, Value]]:
    """Give every example once."""
    seen = []
    for answers in tries:
        if answers not in seen:
            seen.append(answers)
            yield answers


def _tries(rule: Rule) -> Iterator[Mapping[str, Value]]:
    """Give the answers that are worth trying."""
    match rule:
        case Pay():
            yield from _condition_tries(rule.when)
        case Each():
            yield from _each_tries(rule)
        case Judge():
            if rule.best is not None:
                yield from _graded_tries(rule.best)
        case Deduct():
            yield from _deduct_tries(rule)
        case Tiers() | Steps() | Choice():
            yield from _graded_tries(rule)


def _graded_tries(rule: Tiers | Steps | Choice) -> Iterator[Mapping[str, Value]]:
    """Give both sides of every border, and every option."""
    match rule:
        case Tiers():
            ends = {end for tier in rule.tiers for end in (tier.low, tier.high) if end is not None}
            for end in sorted(ends):
                yield from _around(rule.measure, end)
        case Steps():
            for end in (rule.step, Fraction(1)):
                yield from _around(rule.measure, end)
        case Choice():
            for choice in rule.fact.choices:
                yield {rule.fact.id: choice}


def _condition_tries(condition: Condition) -> Iterator[Mapping[str, Value]]:
    """Fulfil a condition, then miss each of its parts by a little."""
    full = _fulfilled(condition)
    none = {key: value for part in _parts(condition) for key, value in _missed(part).items()}
    yield full
    for part in _parts(condition):
        yield {**full, **_missed(part)}
    yield none
    if isinstance(condition, Joined) and not condition.every:
        for way in condition.parts:
            yield {**none, **_fulfilled(way)}


def _parts(condition: Condition) -> Iterator[Done | Reaches]:
    """Give the conditions inside a condition."""
    if isinstance(condition, Joined):
        for part in condition.parts:
            yield from _parts(part)
    else:
        yield condition


def _fulfilled(condition: Condition) -> dict[str, Value]:
    """Give answers that just fulfil a condition."""
    filled: dict[str, Value] = {}
    for part in _parts(condition):
        filled |= {part.fact.id: True} if isinstance(part, Done) else _at(part.measure, part.at_least)
    return filled


def _missed(part: Done | Reaches) -> Mapping[str, Value]:
    """Give answers that just miss a condition."""
    if isinstance(part, Done):
        return {part.fact.id: False}
    return _beside(part.measure, part.at_least, -1)


def _each_tries(rule: Each) -> Iterator[Mapping[str, Value]]:
    """Do one thing more at a time; count as many as the cap takes, and one more."""
    none = {key: value for part in rule.conditions for one in _parts(part) for key, value in _missed(one).items()}
    none |= {count.fact.id: ZERO for count in rule.counts}
    yield none
    done = dict(none)
    for condition in rule.conditions:
        done |= _fulfilled(condition)
        yield dict(done)
    for count in rule.counts:
        fits = rule.cap // rule.points
        for number in (1, fits, fits + 1):
            yield {**none, count.fact.id: Fraction(number)}


def _deduct_tries(rule: Deduct) -> Iterator[Mapping[str, Value]]:
    """Take nothing off, then whatever each row may take off, then too much."""
    none = {key: value for row in rule.rows for key, value in _untouched(row).items()}
    yield none
    for row in rule.rows:
        for answers in _taking_tries(row):
            yield {**none, **answers}


def _untouched(row: Taking) -> Mapping[str, Value]:
    """Give answers of which a row takes nothing off, as far as nothing is 0."""
    if isinstance(row, OnAnswer):
        return {row.fact.id: not row.answer}
    return _at(row.measure, ZERO)


def _taking_tries(row: Taking) -> Iterator[Mapping[str, Value]]:
    """Give the answers that are worth trying of one row of 扣分."""
    if isinstance(row, OnAnswer):
        yield {row.fact.id: row.answer}
    elif isinstance(row, PerStep):
        yield from _around(row.measure, row.step)
        yield _at(row.measure, row.step * -(-row.most // row.off))
    else:
        for end in sorted({end for band in row.bands for end in (band.low, band.high) if end is not None}):
            yield from _around(row.measure, end)


def _around(measure: Measure, border: Fraction) -> Iterator[Mapping[str, Value]]:
    """Give answers just below a border, on it, and just above it."""
    yield _beside(measure, border, -1)
    yield _at(measure, border)
    if not measure.is_share or border < 1:
        yield _beside(measure, border, 1)


def _at(measure: Measure, border: Fraction) -> dict[str, Fraction]:
    """Give answers on a border."""
    if isinstance(measure, Ratio):
        whole = Fraction(_WHOLE) if measure.is_share else Fraction(_WHOLE, 10)
        return {measure.part.id: border * whole, measure.whole.id: whole}
    return {measure.fact.id: border}


def _beside(measure: Measure, border: Fraction, steps: int) -> dict[str, Value]:
    """Give answers the smallest step above a border, or below it."""
    filled = _at(measure, border)
    part = measure.part if isinstance(measure, Ratio) else measure.fact
    step = Fraction(1) if part.kind is FactKind.COUNT else Fraction(1, 100)
    return {**filled, part.id: max(ZERO, filled[part.id] + steps * step)}
