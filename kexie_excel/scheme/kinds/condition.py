"""Conditions: something the county did or did not do, or a quantity that reaches a bound; joined by all-of and any-of.

A condition has three truths: yes, no, and not known. All-of is no as soon as one part is no; any-of is yes as soon as one
part is yes; so a blank that cannot change the answer leaves nothing open.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from kexie_excel.scheme.fact import Answers, Fact, FactKind
from kexie_excel.scheme.kinds.formula import Case, Cells, Holds, all_of, any_of, gated
from kexie_excel.scheme.kinds.measure import OfMeasure, load_measure
from kexie_excel.scheme.kinds.rule import Facts, RuleDoubt, answer_of, gap_doubt
from kexie_excel.scheme.table import SchemeTable


@dataclass(frozen=True)
class Truth:
    """Whether a condition holds (``None``: not known), how that reads, and what it hangs on."""

    holds: bool | None
    text: str
    doubts: tuple[RuleDoubt, ...] = ()


@dataclass(frozen=True)
class Done:
    """A yes/no fact that was answered 是."""

    fact: Fact

    @property
    def facts(self) -> tuple[Fact, ...]:
        """The facts it looks at."""
        return (self.fact,)

    def judge(self, answers: Answers) -> Truth:
        """Tell whether the answer is 是."""
        answer = answer_of(self.fact, answers)
        text = f"{self.fact.ask}：{self.fact.show(answer)}"
        if isinstance(answer, bool):
            return Truth(answer, text)
        return Truth(None, text, (gap_doubt(self.fact, answer),))

    def formula(self, cells: Cells) -> Holds:
        """Write the same as formulas."""
        cell = cells[self.fact.id]
        return Holds(f"{cell}=1", f"{cell}<>0", (Case(self.fact.id, f"{cell}<0"),))


@dataclass(frozen=True)
class Reaches(OfMeasure):
    """A quantity that is at least a bound (不少于, 以上 and 不低于 include the bound)."""

    at_least: Fraction

    def judge(self, answers: Answers) -> Truth:
        """Tell whether the quantity reaches the bound, by exact comparison."""
        reading = self.measure.read(answers)
        if isinstance(reading, RuleDoubt):
            return Truth(None, reading.reason, (reading,))
        holds = reading.value >= self.at_least
        return Truth(holds, f"{reading.text}，{'达到' if holds else '未达到'}{self.measure.show(self.at_least)}")

    def formula(self, cells: Cells) -> Holds:
        """Write the same as formulas, by cross-multiplication."""
        quantity = self.measure.formula(cells)
        reached = quantity.compare(">=", self.at_least)
        return Holds(f"AND({quantity.known},{reached})", f"OR(NOT({quantity.known}),{reached})", quantity.cases)


@dataclass(frozen=True)
class Joined:
    """Several conditions of which all, or any one, must hold."""

    parts: tuple["Condition", ...]
    every: bool

    @property
    def facts(self) -> tuple[Fact, ...]:
        """The facts it looks at."""
        return tuple(fact for part in self.parts for fact in part.facts)

    def judge(self, answers: Answers) -> Truth:
        """Join the parts' truths; one part may settle the whole."""
        truths = [part.judge(answers) for part in self.parts]
        text = "；".join(truth.text for truth in truths)
        if any(truth.holds is (not self.every) for truth in truths):
            return Truth(not self.every, text)
        doubts = tuple(doubt for truth in truths for doubt in truth.doubts)
        return Truth(None if doubts else self.every, text, doubts)

    def formula(self, cells: Cells) -> Holds:
        """Write the same as formulas; a part that is open says nothing once the whole is settled."""
        parts = [part.formula(cells) for part in self.parts]
        join = all_of if self.every else any_of
        whole = Holds(join(part.sure for part in parts), join(part.possible for part in parts), ())
        return whole._replace(cases=gated(whole.unsettled, (case for part in parts for case in part.cases)))


Condition = Done | Reaches | Joined


def load_condition(entry: object, path: str, table: SchemeTable, facts: Facts) -> Condition:
    """Build a condition: a fact id (是), or a table with ``all``, ``any``, or a quantity and ``at_least``."""
    if not isinstance(entry, Mapping):
        inner = SchemeTable({"fact": entry}, path, table.source)
        return Done(_yes_no(inner, facts))
    inner = SchemeTable(entry, path, table.source)
    for key, every in (("all", True), ("any", False)):
        if inner.has(key):
            parts = tuple(
                load_condition(part, f"{path}.{key}.{at}", inner, facts) for at, part in enumerate(inner.items(key), 1)
            )
            if not parts:
                inner.fail(key, "列表不能为空")
            inner.close()
            return Joined(parts, every)
    condition = Reaches(load_measure(inner, facts), inner.number("at_least"))
    inner.close()
    return condition


def _yes_no(table: SchemeTable, facts: Facts) -> Fact:
    """Give the yes/no fact a condition names."""
    fact_id = table.text("fact")
    if fact_id not in facts or facts[fact_id].kind is not FactKind.YES_NO:
        table.fail("fact", f"没有编号为“{fact_id}”的是否类填报事项")
    return facts[fact_id]
