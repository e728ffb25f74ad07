"""填报事项: what a county is asked, and the four kinds of answer it can give."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, StrEnum
from fractions import Fraction

from kexie_excel.numbers import ZERO


class FactKind(StrEnum):
    """What sort of answer a fact takes."""

    YES_NO = "yn"
    """是 or 否 (a ``bool``)."""
    COUNT = "count"
    """A whole number, not negative (a ``Fraction``)."""
    AMOUNT = "amount"
    """A number, not negative (a ``Fraction``), in the fact's unit."""
    CHOICE = "choice"
    """One of the fact's choices (a ``str``)."""


class Gap(Enum):
    """Why a fact has no value. A gap is never taken for 0 or for 否."""

    BLANK = "未填"
    NOT_APPLICABLE = "填了“不适用”"
    UNREADABLE = "看不懂"


Value = Fraction | bool | str
Answer = Value | Gap
Answers = Mapping[str, Answer]
"""Fact id → answer; an id that is not there is blank."""

YES, NO, NOT_APPLICABLE = "是", "否", "不适用"


@dataclass(frozen=True)
class Fact:
    """One row of 完成情况."""

    id: str
    """The contract's id, such as ``1.5b``."""
    ask: str
    """The question as the county reads it."""
    kind: FactKind
    unit: str = ""
    """The unit of measure, such as 万元."""
    choices: tuple[str, ...] = ()
    may_not_apply: bool = False
    """Whether 不适用 is offered; it leads to a ruling, never to points."""
    hint: str = ""
    """How to fill it, shown when the cell is entered."""
    usual_from: Fraction | None = None
    """The least that is believed without asking; what lies beyond may have been given in another unit."""
    usual_to: Fraction | None = None
    """The most that is believed without asking."""

    def is_usual(self, value: Fraction) -> bool:
        """Tell whether a number lies where such numbers lie."""
        return not (
            (self.usual_from is not None and value < self.usual_from)
            or (self.usual_to is not None and value > self.usual_to)
        )

    @property
    def usual(self) -> str:
        """Where such numbers lie, in words; empty where nothing is said."""
        least, most = (None if end is None else self.show(end) for end in (self.usual_from, self.usual_to))
        if least is None or most is None:
            return f"{most}以内" if most else f"{least}以上" if least else ""
        return f"{format_count(self.usual_from or ZERO)}到{most}之间"

    @property
    def offers_ruling(self) -> bool:
        """Whether 不适用 can be picked in the form: then nothing is left for the county to do."""
        return self.may_not_apply and self.kind is FactKind.YES_NO

    @property
    def options(self) -> tuple[str, ...]:
        """The texts of the drop-down; empty for numbers."""
        if self.kind is FactKind.YES_NO:
            return (YES, NO, NOT_APPLICABLE) if self.offers_ruling else (YES, NO)
        return self.choices

    def show(self, answer: Answer) -> str:
        """Write an answer to this fact as a person would."""
        match answer:
            case Gap():
                return answer.value
            case bool():
                return YES if answer else NO
            case str():
                return answer
            case _:
                return f"{format_count(answer)}{self.unit}"


def format_count(value: Fraction) -> str:
    """Write a count or an amount whole: every digit that was given, none added."""
    if value.denominator == 1:
        return str(value.numerator)
    text = f"{float(value):.15g}"
    return text if Fraction(text) == value else f"{value.numerator}/{value.denominator}"
