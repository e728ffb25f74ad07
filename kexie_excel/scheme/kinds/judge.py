"""``judge``: a person gives the points, on site or by ruling (“视情计0～3分”), within a range that a grade may narrow.

Two rules say between which points: the least of the range by the answers, and the most.
"""

from dataclasses import dataclass
from fractions import Fraction
from typing import Self

from kexie_excel.numbers import ZERO, show
from kexie_excel.scheme.fact import Answers, Fact, FactKind
from kexie_excel.scheme.kinds.choice import Choice
from kexie_excel.scheme.kinds.formula import Bounds, Cells, literal
from kexie_excel.scheme.kinds.measure import find_fact, load_measure
from kexie_excel.scheme.kinds.rule import Facts, Outcome, Rule, RuleDoubt, answer_of
from kexie_excel.scheme.kinds.tiers import Tier, Tiers, load_ends
from kexie_excel.scheme.kinds.total import Total
from kexie_excel.scheme.table import SchemeTable

Grades = Choice | Tiers


@dataclass(frozen=True)
class Judge:
    """Points that a person gives."""

    least: Fraction
    most: Fraction
    worst: Grades | None = None
    """The least by grade; ``None`` where nothing is asked."""
    best: Grades | None = None
    """The most by grade, of the same grades."""

    @classmethod
    def load(cls, table: SchemeTable, facts: Facts) -> Self:
        """Build the rule from its table.

        ``least`` and ``most``; or ``fact`` with ``grades``, one range for every choice; or a quantity with ``bands``,
        each with ``low``, ``high``, what they include, and its own ``least`` and ``most``.
        """
        worst: Grades | None
        best: Grades | None
        if table.has("grades"):
            worst, best = _by_choice(table, facts)
        elif table.has("bands"):
            worst, best = _by_band(table, facts)
        else:
            least, most = _range(table)
            table.close()
            return cls(least, most)
        table.close()
        return cls(ZERO, best.maximum, worst, best)

    @property
    def facts(self) -> tuple[Fact, ...]:
        """The facts that say the grade."""
        return self.best.facts if self.best else ()

    @property
    def maximum(self) -> Fraction:
        """The most that anybody can be given."""
        return self.most

    def evaluate(self, answers: Answers) -> Outcome:
        """Give the range; it waits for a person, who alone is asked once the grade is known."""
        if self.worst is None or self.best is None:
            return self._waiting(self.least, self.most, "")
        worst, best = self.worst.evaluate(answers), self.best.evaluate(answers)
        low, high = worst.low, best.high
        if best.doubts:
            return Outcome(low, high, f"{best.why}；由评估人员评分", best.doubts)
        if low == high:
            return Outcome(low, high, best.why)
        said = "，".join(f"{fact.ask}：{fact.show(answer_of(fact, answers))}" for fact in self.facts)
        return self._waiting(low, high, f"{said}，")

    def _waiting(self, low: Fraction, high: Fraction, grade: str) -> Outcome:
        """Say that a person has to give the points."""
        reason = f"{grade}由评估人员在{show(low)}至{show(high)}分之间评分"
        return Outcome(low, high, f"{reason}；待评分", (RuleDoubt((), reason),))

    def formula(self, cells: Cells) -> Bounds:
        """Write the same as formulas."""
        if self.worst is None or self.best is None:
            return Bounds(literal(self.least), literal(self.most), ())
        worst, best = self.worst.formula(cells), self.best.formula(cells)
        return Bounds(worst.low, best.high, best.cases)


def waits_for_people(rule: Rule) -> bool:
    """Tell whether some of a rule's points are given by a person."""
    return isinstance(rule, Judge) or (isinstance(rule, Total) and any(map(waits_for_people, rule.parts)))


def _range(table: SchemeTable) -> tuple[Fraction, Fraction]:
    """Read a range of points."""
    least, most = table.number("least", ZERO), table.number("most")
    if not ZERO <= least <= most:
        table.fail("least", "应当不小于0、不大于 most")
    return least, most


def _by_choice(table: SchemeTable, facts: Facts) -> tuple[Choice, Choice]:
    """Read one range for every choice."""
    fact = find_fact(table, "fact", facts, (FactKind.CHOICE,))
    grades = table.table("grades")
    ranges = []
    for choice in fact.choices:
        own = grades.table(choice)
        ranges.append(_range(own))
        own.close()
    grades.close()
    least, most = zip(*ranges, strict=True)
    return Choice(fact, least), Choice(fact, most)


def _by_band(table: SchemeTable, facts: Facts) -> tuple[Tiers, Tiers]:
    """Read one range for every band."""
    measure = load_measure(table, facts)
    least, most = [], []
    for band in table.tables("bands"):
        low, high = _range(band)
        ends = load_ends(band)
        band.close()
        least.append(Tier(low, *ends))
        most.append(Tier(high, *ends))
    if not most:
        table.fail("bands", "列表不能为空")
    return Tiers(measure, tuple(least)), Tiers(measure, tuple(most))
