"""``steps``: points for every full step of a share (“每10个百分点计0.4分”)."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Self

from kexie_excel.numbers import ZERO, show
from kexie_excel.scheme.fact import Answers
from kexie_excel.scheme.kinds.formula import Bounds, Cells, literal
from kexie_excel.scheme.kinds.measure import OfMeasure, load_measure
from kexie_excel.scheme.kinds.rule import Facts, Outcome, RuleDoubt
from kexie_excel.scheme.table import SchemeTable


@dataclass(frozen=True)
class Steps(OfMeasure):
    """Points by steps, up to a share of one."""

    step: Fraction
    points: Fraction
    """Points of one step."""
    partial: bool
    """Whether a started step counts in proportion; otherwise only full steps count."""

    @classmethod
    def load(cls, table: SchemeTable, facts: Facts) -> Self:
        """Build the rule from its table: a ``share``, ``step``, ``points``, ``partial``."""
        step = table.number("step")
        if not 0 < step <= 1:
            table.fail("step", "应当大于0、不超过100%")
        if not table.has("share"):
            table.fail("share", "缺这一项")
        rule = cls(load_measure(table, facts), step, table.number("points"), table.flag("partial"))
        table.close()
        return rule

    @property
    def maximum(self) -> Fraction:
        """What a share of one pays."""
        return self._paid(Fraction(1))

    def _paid(self, share: Fraction) -> Fraction:
        """Give the points for a share."""
        steps = share / self.step
        return self.points * (steps if self.partial else steps.numerator // steps.denominator)

    def evaluate(self, answers: Answers) -> Outcome:
        """Give the points for the full steps."""
        reading = self.measure.read(answers)
        if isinstance(reading, RuleDoubt):
            return Outcome(ZERO, self.maximum, f"{reading.reason}；待核，最多{show(self.maximum)}分", (reading,))
        paid = self._paid(reading.value)
        width = f"{show(self.step * 100)}个百分点"
        if self.partial:
            how = f"每{width}计{show(self.points)}分，按比例折算"
        else:
            full = reading.value / self.step
            how = f"满{full.numerator // full.denominator}个{width}"
        return Outcome(paid, paid, f"{reading.text}，{how}，计{show(paid)}分")

    def formula(self, cells: Cells) -> Bounds:
        """Write the same as formulas; the quotient of two whole numbers is cut off safely."""
        share = self.measure.formula(cells)
        steps = share.divide(self.step)
        paid = f"{literal(self.points)}*{steps if self.partial else f'INT({steps})'}"
        high = f"IF({share.known},{paid},{literal(self.maximum)})"
        return Bounds(f"IF({share.known},{paid},0)", high, share.cases)
