"""``total``: several clauses added up, with a cap where the item's 分值 is less than their sum."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Self

from kexie_excel.numbers import add_up, show
from kexie_excel.scheme.fact import Answers, Fact
from kexie_excel.scheme.kinds.formula import Bounds, Case, Cells, gated, literal
from kexie_excel.scheme.kinds.rule import Outcome, Rule
from kexie_excel.scheme.table import SchemeTable

_LONG = 1000
"""Characters of a gate that is left out where it is not needed."""


@dataclass(frozen=True)
class Total:
    """The sum of its parts, capped."""

    parts: tuple[Rule, ...]
    cap: Fraction

    @classmethod
    def load(cls, table: SchemeTable, parts: Sequence[Rule]) -> Self:
        """Build the rule from its table: ``parts`` (already built) and ``cap`` (left out: the parts' own sum)."""
        rule = cls(tuple(parts), table.number("cap", add_up(part.maximum for part in parts)))
        table.close()
        return rule

    @property
    def facts(self) -> tuple[Fact, ...]:
        """The facts of all parts."""
        return tuple(fact for part in self.parts for fact in part.facts)

    @property
    def maximum(self) -> Fraction:
        """The cap, or less where the parts cannot reach it."""
        return min(self.cap, add_up(part.maximum for part in self.parts))

    def evaluate(self, answers: Answers) -> Outcome:
        """Add the parts up; a part that is open leaves open only what the cap still allows."""
        outcomes = [part.evaluate(answers) for part in self.parts]
        certain = add_up(outcome.low for outcome in outcomes)
        possible = add_up(outcome.high for outcome in outcomes)
        low, high = min(self.cap, certain), min(self.cap, possible)
        capped = f"相加{show(certain)}分，最高{show(self.cap)}分，" if certain > self.cap else ""
        why = f"{'。'.join(outcome.why for outcome in outcomes)}。{capped}合计{show(low)}分"
        doubts = tuple(doubt for outcome in outcomes for doubt in outcome.doubts)
        return Outcome(low, high, why, doubts if low != high else ())

    def formula(self, cells: Cells) -> Bounds:
        """Write the same as formulas; a part that is settled leaves nothing open."""
        parts = [part.formula(cells) for part in self.parts]
        cap = literal(self.cap)
        low = f"MIN({cap},{'+'.join(part.low for part in parts)})"
        high = f"MIN({cap},{'+'.join(part.high for part in parts)})"
        return Bounds(low, high, tuple(case for part in parts for case in _gated(part)))


def clauses(rule: Rule) -> Iterator[Rule]:
    """Give the clauses of a rule, whatever they are added up in."""
    if isinstance(rule, Total):
        for part in rule.parts:
            yield from clauses(part)
    else:
        yield rule


def _gated(part: Bounds) -> tuple[Case, ...]:
    """Let what leaves a part open say nothing once the part is settled.

    A program takes no formula of more than 8,192 characters: a long part whose cases need no gate gets none.
    """
    gate = f"{part.low}<{part.high}"
    return part.cases if part.exact and len(gate) > _LONG else gated(gate, part.cases)
