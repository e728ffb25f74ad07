"""``choice``: points by the state a county chose (“未建立不计分，建立未实施计0.5分”)."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Self

from kexie_excel.numbers import ZERO, show
from kexie_excel.scheme.fact import Answers, Fact, FactKind
from kexie_excel.scheme.kinds.formula import Bounds, Case, Cells, literal
from kexie_excel.scheme.kinds.measure import find_fact
from kexie_excel.scheme.kinds.rule import Facts, Outcome, answer_of, gap_doubt, waiting
from kexie_excel.scheme.table import SchemeTable


@dataclass(frozen=True)
class Choice:
    """Points by choice."""

    fact: Fact
    points: tuple[Fraction, ...]
    """In the order of the fact's choices."""

    @classmethod
    def load(cls, table: SchemeTable, facts: Facts) -> Self:
        """Build the rule from its table: ``fact``, and ``points`` with one number for every choice of the fact."""
        fact = find_fact(table, "fact", facts, (FactKind.CHOICE,))
        paid = table.table("points")
        rule = cls(fact, tuple(paid.number(choice) for choice in fact.choices))
        paid.close()
        table.close()
        return rule

    @property
    def facts(self) -> tuple[Fact, ...]:
        """The one fact."""
        return (self.fact,)

    @property
    def maximum(self) -> Fraction:
        """The points of the best choice."""
        return max(self.points)

    @property
    def minimum(self) -> Fraction:
        """The least it can pay, where an option takes points off."""
        return min(ZERO, *self.points)

    def evaluate(self, answers: Answers) -> Outcome:
        """Give the points of what was chosen."""
        answer = answer_of(self.fact, answers)
        if isinstance(answer, str) and answer in self.fact.choices:
            paid = self.points[self.fact.choices.index(answer)]
            return Outcome(paid, paid, f"{self.fact.ask}：{answer}，计{show(paid)}分")
        return waiting(self.minimum, self.maximum, gap_doubt(self.fact, answer))

    def formula(self, cells: Cells) -> Bounds:
        """Write the same as formulas."""
        cell = cells[self.fact.id]
        paid = f"CHOOSE({cell},{','.join(map(literal, self.points))})"
        low, high = (f"IF({cell}<1,{worst},{paid})" for worst in (literal(self.minimum), literal(self.maximum)))
        return Bounds(low, high, (Case(self.fact.id, f"{cell}<1"),))
