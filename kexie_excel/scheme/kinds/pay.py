"""``pay``: so many points if a condition holds, else none (“计2分，未落实不计分”)."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Self

from kexie_excel.numbers import ZERO, show
from kexie_excel.scheme.fact import Answers, Fact
from kexie_excel.scheme.kinds.condition import Condition, load_condition
from kexie_excel.scheme.kinds.formula import Bounds, Cells, literal
from kexie_excel.scheme.kinds.rule import Facts, Outcome
from kexie_excel.scheme.table import SchemeTable


@dataclass(frozen=True)
class Pay:
    """Points for a condition."""

    points: Fraction
    when: Condition

    @classmethod
    def load(cls, table: SchemeTable, facts: Facts) -> Self:
        """Build the rule from its table: ``points``, and ``when`` (a condition)."""
        if not table.has("when"):
            table.fail("when", "缺这一项")
        rule = cls(table.number("points"), load_condition(table.data["when"], f"{table.path}.when", table, facts))
        table.close()
        return rule

    @property
    def facts(self) -> tuple[Fact, ...]:
        """The facts of the condition."""
        return self.when.facts

    @property
    def maximum(self) -> Fraction:
        """The points, or nothing where they are taken off."""
        return max(ZERO, self.points)

    def evaluate(self, answers: Answers) -> Outcome:
        """Pay in full, not at all, or leave open."""
        truth = self.when.judge(answers)
        if truth.holds is None:
            low, high = min(ZERO, self.points), max(ZERO, self.points)
            return Outcome(low, high, f"{truth.text}；待核，最多{show(self.points)}分", truth.doubts)
        paid = self.points if truth.holds else ZERO
        return Outcome(paid, paid, f"{truth.text}，计{show(paid)}分")

    def formula(self, cells: Cells) -> Bounds:
        """Write the same as formulas."""
        when, points = self.when.formula(cells), literal(self.points)
        sure, possible = f"IF({when.sure},{points},0)", f"IF({when.possible},{points},0)"
        low, high = (sure, possible) if self.points >= 0 else (possible, sure)
        return Bounds(low, high, when.cases)
