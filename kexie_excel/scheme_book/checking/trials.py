"""试算: what the author expects of an item, computed; a difference must be cleared up before anything is issued."""

import re
from collections.abc import Iterable
from fractions import Fraction

from kexie_excel.numbers import exact, show
from kexie_excel.scheme.fact import NOT_APPLICABLE, Answer, Fact, FactKind, Gap
from kexie_excel.scheme.model import Item, Scheme
from kexie_excel.scheme_book.review import Review
from kexie_excel.scheme_book.rows import AuthorRow
from kexie_excel.scheme_book.sheets import TrialSheet
from kexie_excel.scheme_book.terms import YES_NO
from kexie_excel.scheme_book.values import RowReader
from kexie_excel.text import fold, squeeze

_BETWEEN = re.compile(r"[;,、\n]")
_UNIT = re.compile(r"([+-]?\d+(?:\.\d+)?)\D*")


def check_trials(rows: Iterable[AuthorRow], scheme: Scheme, review: Review) -> list[tuple[str, str, str, str]]:
    """Compute every line, and give 指标, 填报, 应得 and what the program gives, with why."""
    items = {item.id: item for item in scheme.items}
    results = []
    for row in rows:
        reader = RowReader(review, row, f"{TrialSheet.SHEET}/{row.number}")
        key = reader.known(TrialSheet.ITEM, items, "指标")
        if review.is_doubtful(f"item/{key}"):
            continue
        if review.is_doubtful(f"item/{key}"):
            continue
        expected = reader.number(TrialSheet.POINTS)
        if expected is None and not reader.has(TrialSheet.POINTS):
            reader.lacks(TrialSheet.POINTS, "写应得几分")
        answers = _answers(reader, items[key]) if key else None
        if answers is None or expected is None:
            continue
        outcome = items[key].rule.evaluate(answers)
        given = show(outcome.low) if not outcome.is_pending else f"{show(outcome.low)}～{show(outcome.high)}"
        if outcome.is_pending or outcome.low != Fraction(expected):
            text = f"{key}：应得{expected}分，程序算出{given}分（{outcome.why}）"
            reader.fault("K931", TrialSheet.POINTS, text=text)
        results.append((key, row.typed(TrialSheet.ANSWERS), str(expected), f"{given}（{outcome.why}）"))
    return results


def _answers(reader: RowReader, item: Item) -> dict[str, Answer] | None:
    """Read what is filled in: ``3.3a=100；3.3b=30``."""
    facts = {squeeze(fact.id): fact for fact in item.facts}
    answers: dict[str, Answer] = {}
    for part in filter(None, map(str.strip, _BETWEEN.split(fold(reader.row.typed(TrialSheet.ANSWERS))))):
        name, sign, typed = (piece.strip() for piece in part.partition("="))
        fact = facts.get(squeeze(name))
        value = _value(fact, typed) if fact else None
        if not sign or fact is None or value is None:
            example = f"{item.facts[0].id}=…" if item.facts else "1.1a=是"
            advice = f"把 {fact.id} 写成{_wanted(fact)}" if sign and fact else f"写成 {example}，几项之间用分号"
            reader.fault("K907", TrialSheet.ANSWERS, found=part, guess="", expected=advice)
            return None
        answers[fact.id] = value
    return answers


def _wanted(fact: Fact) -> str:
    """Say what an answer looks like."""
    return "或".join(f"“{option}”" for option in fact.options) or "一个数"


def _value(fact: Fact, typed: str) -> Answer | None:
    """Read one answer; ``None`` where it is none."""
    if typed == NOT_APPLICABLE:
        return Gap.NOT_APPLICABLE
    if fact.kind is FactKind.YES_NO:
        return YES_NO.get(typed)
    if fact.kind is FactKind.CHOICE:
        return next((choice for choice in fact.choices if squeeze(choice) == squeeze(typed)), None)
    found = _UNIT.fullmatch(typed)
    return exact(found[1]) if found else None
