"""What every rule kind gives: the facts it needs, the most it can pay, and an outcome with its sentence."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple, Protocol

from kexie_excel.numbers import show
from kexie_excel.scheme.fact import Answer, Answers, Fact, Gap
from kexie_excel.scheme.kinds.formula import Bounds, Cells

Facts = Mapping[str, Fact]


class RuleDoubt(NamedTuple):
    """Why something cannot be computed: the facts it hangs on, and the reason in words.

    Without facts it hangs on a person who has to give the points: nobody but the office is asked.
    """

    facts: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a rule makes of the answers.

    ``low`` is certain; ``high`` is what it could still become once the doubts are settled. They are equal where nothing
    open can change the points, even if some fact is blank.
    """

    low: Fraction
    high: Fraction
    why: str
    doubts: tuple[RuleDoubt, ...] = ()

    @property
    def is_pending(self) -> bool:
        """Whether the points depend on something that is not known."""
        # mostly they are one object, and exact numbers are slow to compare
        return self.low is not self.high and self.low != self.high


class Rule(Protocol):
    """One clause's way of giving points."""

    @property
    def facts(self) -> tuple[Fact, ...]:
        """The facts the rule looks at, in the order of the scheme."""

    @property
    def maximum(self) -> Fraction:
        """The most the rule can pay."""

    def evaluate(self, answers: Answers) -> Outcome:
        """Give the points for these answers, with the sentence why."""

    def formula(self, cells: Cells) -> Bounds:
        """Write the same as spreadsheet formulas over the facts' reading cells."""


def gap_doubt(fact: Fact, answer: Answer) -> RuleDoubt:
    """Say that a fact has no usable answer; one of another kind than is asked for is as good as unreadable."""
    gap = answer if isinstance(answer, Gap) else Gap.UNREADABLE
    return RuleDoubt((fact.id,), f"{fact.id} {fact.ask}：{gap.value}")


def waiting(low: Fraction, high: Fraction, doubt: RuleDoubt) -> Outcome:
    """Give an outcome of which all is open."""
    return Outcome(low, high, f"{doubt.reason}；待核，最多{show(high)}分", (doubt,))


def answer_of(fact: Fact, answers: Answers) -> Answer:
    """Give the answer to a fact; a missing one is blank."""
    return answers.get(fact.id, Gap.BLANK)
