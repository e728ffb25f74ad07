"""要求: one comparison with its sign, read; whatever does not say whether its border counts is answered with how to write it."""

import re
from dataclasses import dataclass
from fractions import Fraction

from kexie_excel.numbers import exact
from kexie_excel.scheme_book.terms import NO, YES
from kexie_excel.text import fold


@dataclass(frozen=True)
class Bound:
    """One end of a band."""

    sign: str
    """``≥ > ≤ <``."""
    value: Fraction
    text: str
    """The number, with its percent sign where it has one."""
    unit: str = ""
    """What was written behind it."""

    @property
    def is_share(self) -> bool:
        """Whether it is written with a percent sign."""
        return self.text.endswith("%")


@dataclass(frozen=True)
class Yes:
    """是 (or 否, where ``wanted`` is false)."""

    wanted: bool


@dataclass(frozen=True)
class Step:
    """每1, 每10%."""

    text: str
    unit: str = ""

    @property
    def value(self) -> Fraction:
        """The step as a number."""
        return exact(self.text)


@dataclass(frozen=True)
class Within:
    """A band: at most one bound from below, and one from above."""

    low: Bound | None
    high: Bound | None


@dataclass(frozen=True)
class OtherText:
    """An option's name, or a text that is nothing else."""

    name: str


@dataclass(frozen=True)
class Unclear:
    """What cannot be taken for one meaning, and how to write it."""

    advice: str


Requirement = Yes | Step | Within | OtherText | Unclear

_NUMBER = r"(\d+(?:\.\d+)?\s*%?)"
_SIGNS = (
    ("=>", "≥"),
    (">=", "≥"),
    ("=<", "≤"),
    ("<=", "≤"),
    ("≧", "≥"),
    ("⩾", "≥"),
    ("≦", "≤"),
    ("⩽", "≤"),
    ("﹥", ">"),
)
_BOUND = re.compile(rf"([≥≤><=])\s*{_NUMBER}\s*(.*)")
_STEP = re.compile(rf"每满?\s*{_NUMBER}\s*(个百分点)?\s*(.*)")
_SPLIT = re.compile(r"[,、;且]|并且")
_COMPARISON = re.compile(r"[≥≤><=]?[^≥≤><=]+|[≥≤><=]")
"""A comparison also ends before the next sign, whether a comma stands between or not."""
_UPWARD = re.compile(rf"(?:不少于|不低于|至少|达到|高于|超过|大于|多于)?\s*{_NUMBER}\D*?(?:以上|及以上|(?:\(含\)))?")
_DOWNWARD = re.compile(rf"(?:不足|不满|低于|少于|小于|不超过|至多|不多于)\s*{_NUMBER}.*|{_NUMBER}\D*?(?:以下|以内)")
_RANGE = re.compile(rf"{_NUMBER}\s*(?:-|~|—|至|到)\s*{_NUMBER}\D*")


def parse_requirement(text: str) -> Requirement:
    """Read a 要求."""
    folded = fold(text)
    for written, sign in _SIGNS:
        folded = folded.replace(written, sign)
    if folded in {YES, NO}:
        return Yes(folded == YES)
    if step := _STEP.fullmatch(folded):
        number = step[1].replace(" ", "")
        return Step(f"{number.rstrip('%')}%" if step[2] else number, step[3])
    if folded[:1] in "≥≤><=" and folded:
        parts = (own for part in _SPLIT.split(folded) for own in _COMPARISON.findall(part) or [part])
        return _within([part.strip() for part in parts])
    return _unsigned(folded)


def _within(parts: list[str]) -> Requirement:
    """Read one or two comparisons."""
    bounds = []
    for part in parts:
        found = _BOUND.fullmatch(part)
        if not found:
            return Unclear("写成 ≥20%，<30% 这样：每个数前面都有符号，中间用逗号")
        number = found[2].replace(" ", "")
        if found[1] == "=":
            bounds += [Bound("≥", exact(number), number, found[3]), Bound("≤", exact(number), number, found[3])]
        else:
            bounds.append(Bound(found[1], exact(number), number, found[3]))
    low, high = ([bound for bound in bounds if bound.sign in signs] for signs in ("≥>", "≤<"))
    if len(low) > 1 or len(high) > 1:
        return Unclear("在一格里只写一档：最多一个下限（≥ 或 >）、一个上限（≤ 或 <）")
    band = Within(low[0] if low else None, high[0] if high else None)
    if band.low and band.high and band.low.value > band.high.value:
        return Unclear(f"核对两个数和符号：下限 {band.low.text} 大于上限 {band.high.text}，没有数能同时满足")
    return band


def _unsigned(text: str) -> Requirement:
    """Tell a bound without its sign from the name of an option."""
    if found := _RANGE.fullmatch(text):
        low, high = (number.replace(" ", "") for number in found.groups())
        return Unclear(f"用符号写清两头含不含本数，如 ≥{low}，<{high}")
    if found := _DOWNWARD.fullmatch(text):
        number = next(filter(None, found.groups())).replace(" ", "")
        return Unclear(f"写清含不含本数：含写 ≤{number}，不含写 <{number}")
    if found := _UPWARD.fullmatch(text):
        number = found[1].replace(" ", "")
        return Unclear(f"写清含不含本数：含写 ≥{number}，不含写 >{number}")
    return OtherText(text)
