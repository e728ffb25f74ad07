"""What no document can be meant to say: names that are no file names, levels upside down, readings that change nothing."""

from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher
from fractions import Fraction
from itertools import combinations, pairwise
from typing import NamedTuple

from kexie_excel.numbers import ZERO, add_up, show
from kexie_excel.scheme.filename import why_no_file_name
from kexie_excel.scheme.kinds.choice import Choice
from kexie_excel.scheme.kinds.each import Each
from kexie_excel.scheme.kinds.pay import Pay
from kexie_excel.scheme.kinds.rule import Rule
from kexie_excel.scheme.kinds.steps import Steps
from kexie_excel.scheme.kinds.tiers import Tiers
from kexie_excel.scheme.kinds.total import clauses
from kexie_excel.scheme.model import Interpretation, Scheme
from kexie_excel.scheme.wording import LONGEST_WORD, UNIT_MARK

_MOST_BANDS = 60
"""Bands of one clause: a formula may be nested 64 times and have 8,192 characters."""
_LONGEST = 8000
"""Characters of an item's formula; programs take 8,192."""
_FAR = "'完成情况'!$K$1000"
"""As long as a reference to an answer gets."""
_NEAR = 0.6
_WITH_BONUS, _VETOED = "levels/with_bonus", "levels/vetoed_hold_rank"


class SchemeFault(NamedTuple):
    """A fault: its code in the catalogue, its path in the scheme's data, and the words of its message."""

    code: str
    at: str
    words: Mapping[str, str]


def find_faults(scheme: Scheme) -> tuple[SchemeFault, ...]:
    """Give every fault that does not hang on the document."""
    return (
        *_nothing(scheme),
        *_names(scheme),
        *_words(scheme),
        *_categories(scheme),
        *_levels(scheme),
        *_rules(scheme),
        *_readings(scheme),
    )


def _nothing(scheme: Scheme) -> Iterator[SchemeFault]:
    """Look for a scheme without units or items: there is nothing to issue."""
    if not scheme.units:
        yield SchemeFault("K930", "unit", {"why": "没有单位", "expected": "写名单，一个单位一行"})
    if not scheme.items:
        yield SchemeFault("K930", "item", {"why": "没有指标", "expected": "照评估表抄，一个指标一行"})


def _names(scheme: Scheme) -> Iterator[SchemeFault]:
    """Look at what becomes a file's name."""
    for unit in scheme.units:
        if why := why_no_file_name(unit.name):
            yield SchemeFault("K919", f"unit/{unit.name}", {"what": "单位", "name": unit.name, "why": why})
    if why := why_no_file_name(scheme.form_name):
        yield SchemeFault("K919", "scheme/form_name", {"what": "评估表文件名", "name": scheme.form_name, "why": why})


def _words(scheme: Scheme) -> Iterator[SchemeFault]:
    """Look at the words that stand in headers and sentences, and at the name of the period."""
    for key, word in scheme.words.items():
        at = f"wording/{key}"
        if not word.strip() and key != "endings":
            yield SchemeFault("K937", at, {"text": "用语是空的", "expected": "写各处的话里怎么称呼"})
        elif len(word) > LONGEST_WORD:
            text = f"“{word}”有{len(word)}个字，太长"
            yield SchemeFault("K937", at, {"text": text, "expected": f"写不超过{LONGEST_WORD}个字的称呼"})
    if UNIT_MARK not in scheme.words.addressee:
        text = f"“{scheme.words.addressee}”里没有{UNIT_MARK}"
        expected = f"在单位名的地方写{UNIT_MARK}，如 {UNIT_MARK}：各单位的名称会填在那里"
        yield SchemeFault("K937", "wording/addressee", {"text": text, "expected": expected})
    if scheme.term.year not in {None, scheme.year}:
        text = f"评估期“{scheme.term.name}”与年度{scheme.year}不是同一年"
        yield SchemeFault("K937", "scheme/period", {"text": text, "expected": "把两处改成同一年"})


def _categories(scheme: Scheme) -> Iterator[SchemeFault]:
    """Look for a category that is another one misspelt: its only unit would be ranked alone."""
    for category in scheme.categories:
        if len(scheme.units_in(category)) != 1:
            continue
        for other in scheme.categories:
            if other != category and SequenceMatcher(a=category, b=other).ratio() >= _NEAR:
                yield SchemeFault("K918", f"category/{category}", {"category": category, "other": other})
                break


def _levels(scheme: Scheme) -> Iterator[SchemeFault]:
    """Look at the bounds of the levels."""
    levels = scheme.levels
    if not levels.reached:
        why = f"只有“{levels.last.name}”一个等次"
        yield SchemeFault("K920", "levels", {"why": why, "expected": "至少写两个等次，好的在上"})
    for better, worse in pairwise(levels.reached):
        # the same points are enough for both only where few enough can have the better one
        if better.least < worse.least or (better.least == worse.least and not better.is_limited):
            why = f"“{better.name}”从{show(better.least)}分起，不比“{worse.name}”的{show(worse.least)}分高"
            expected = "等次从高到低排，分数线也从高到低"
            yield SchemeFault("K920", f"levels/level/{better.name}/bound", {"why": why, "expected": expected})
    most = add_up(item.points for item in scheme.items)
    for level in levels.reached:
        if level.least > most and scheme.items and not (scheme.bonus and levels.with_bonus):
            why = f"“{level.name}”从{show(level.least)}分起，全部指标只有{show(most)}分，没有单位够得上"
            at = f"levels/level/{level.name}/bound/most"
            yield SchemeFault("K920", at, {"why": why, "expected": "分数线，或各项分值"})
        if level.top is not None and not ZERO < level.top <= 1:
            why = f"“{level.name}”的名次居前写的是{show(level.top * 100)}%"
            expected = "份额大于0，不超过100%；没有限额的留空"
            yield SchemeFault("K920", f"levels/level/{level.name}/top", {"why": why, "expected": expected})
    for better, worse in pairwise(levels.limited):
        if (worse.top or ZERO) <= (better.top or ZERO):
            why = f"“{worse.name}”是{worse.share}，不比“{better.name}”的{better.share}多"
            expected = "名次居前连更好的等次一起算，从上到下越来越大；没有限额的留空"
            yield SchemeFault("K920", f"levels/level/{worse.name}/top", {"why": why, "expected": expected})


def _rules(scheme: Scheme) -> Iterator[SchemeFault]:
    """Look at the clauses of every rule."""
    for item in scheme.items:
        bounds = item.rule.formula({fact.id: _FAR for fact in item.facts})
        longest = max(len(bounds.low), len(bounds.high))
        if longest > _LONGEST:
            text = f"{item.id} 的规则写成公式有{longest}个字符，表格程序最多{_LONGEST}个"
            yield SchemeFault("K926", f"item/{item.id}/rule", {"text": text})
        for clause in clauses(item.rule):
            if isinstance(clause, Tiers) and len(clause.tiers) > _MOST_BANDS:
                text = f"{item.id} 的一条有{len(clause.tiers)}档，最多{_MOST_BANDS}档"
                yield SchemeFault("K926", f"item/{item.id}/rule", {"text": text})
            for value in _paid(clause):
                if value < 0:
                    yield SchemeFault("K925", f"item/{item.id}/rule", {"header": "得分", "found": show(value)})


def _paid(clause: Rule) -> tuple[Fraction, ...]:
    """Give what a clause pays."""
    match clause:
        case Tiers():
            return tuple(tier.points for tier in clause.tiers)
        case Choice():
            return clause.points
        case Pay() | Each() | Steps():
            return (clause.points,)
    return ()


def _readings(scheme: Scheme) -> Iterator[SchemeFault]:
    """Look for readings that make no difference, and for two 口径 that change the same."""
    for entry in scheme.interpretations:
        for at, option in enumerate(entry.options):
            same = _that_matters(scheme, option.patch)
            twin = next((own for own in entry.options[:at] if _that_matters(scheme, own.patch) == same), None)
            if twin:
                words = {"name": entry.id, "label": option.label, "other": twin.label}
                yield SchemeFault("K924", f"interpretation/{entry.id}/{option.label}", words)
    for one, other in combinations(scheme.interpretations, 2):
        if any(_meet(path, own) for path in _paths(one) for own in _paths(other)):
            yield SchemeFault("K929", f"interpretation/{other.id}", {"one": one.id, "other": other.id})


def _that_matters(scheme: Scheme, patch: Mapping[str, object]) -> Mapping[str, object]:
    """Leave out of a patch what makes no difference where nothing is added, and nothing vetoes."""
    idle = {_WITH_BONUS: not scheme.has_bonus, _VETOED: not scheme.has_veto}
    return {path: value for path, value in patch.items() if not idle.get(path)}


def _paths(entry: Interpretation) -> set[str]:
    """Give the paths that a 口径 changes."""
    return {path for option in entry.options for path in option.patch}


def _meet(path: str, other: str) -> bool:
    """Tell whether two paths lead to the same, or one into the other."""
    return path == other or path.startswith(f"{other}/") or other.startswith(f"{path}/")
