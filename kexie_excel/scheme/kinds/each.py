"""``each``: so many points for every condition that holds, and for every one counted, up to a cap (“每项计1分”)."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Self

from kexie_excel.numbers import show
from kexie_excel.scheme.fact import Answers, Fact, FactKind
from kexie_excel.scheme.kinds.condition import Condition, load_condition
from kexie_excel.scheme.kinds.formula import Bounds, Cells, any_of, literal
from kexie_excel.scheme.kinds.measure import Count
from kexie_excel.scheme.kinds.rule import Facts, Outcome, RuleDoubt
from kexie_excel.scheme.table import SchemeTable


@dataclass(frozen=True)
class Each:
    """The same points for every thing done."""

    points: Fraction
    conditions: tuple[Condition, ...]
    counts: tuple[Count, ...]
    """Facts that give a number of further things done."""
    cap: Fraction

    @classmethod
    def load(cls, table: SchemeTable, facts: Facts) -> Self:
        """Build the rule from its table: ``points``, ``of`` (conditions), ``counts`` (fact ids), ``cap``.

        The cap may be left out where nothing is counted: it is then the points of all conditions together.
        """
        points = table.number("points")
        if points <= 0:
            table.fail("points", "应当大于0")
        conditions = tuple(
            load_condition(entry, f"{table.path}.of.{at}", table, facts)
            for at, entry in enumerate(table.items("of"), 1)
        )
        counts = []
        for fact_id in table.texts("counts", required=False):
            if fact_id not in facts or facts[fact_id].kind is not FactKind.COUNT:
                table.fail("counts", f"没有编号为“{fact_id}”的计数类填报事项")
            counts.append(Count(facts[fact_id]))
        cap = table.number("cap", None if counts else points * len(conditions))
        table.close()
        return cls(points, conditions, tuple(counts), cap)

    @property
    def facts(self) -> tuple[Fact, ...]:
        """The facts of all conditions, then the counted ones."""
        return tuple(fact for part in (*self.conditions, *self.counts) for fact in part.facts)

    @property
    def maximum(self) -> Fraction:
        """The cap, or less where the conditions alone cannot reach it."""
        return self.cap if self.counts else min(self.cap, self.points * len(self.conditions))

    def evaluate(self, answers: Answers) -> Outcome:
        """Count what was done; what is not known may still count, up to the cap."""
        truths = [condition.judge(answers) for condition in self.conditions]
        texts = [truth.text for truth in truths]
        doubts = [doubt for truth in truths for doubt in truth.doubts]
        done, open_ = (Fraction(sum(truth.holds is state for truth in truths)) for state in (True, None))
        for count in self.counts:
            reading = count.read(answers)
            if isinstance(reading, RuleDoubt):
                texts.append(reading.reason)
                doubts.append(reading)
                open_ = self.maximum / self.points
            else:
                texts.append(reading.text)
                done += reading.value
        low, high = min(self.cap, done * self.points), min(self.cap, (done + open_) * self.points)
        capped = f"，最高{show(self.cap)}分" if done * self.points > self.cap else ""
        why = f"{'；'.join(texts)}；共{show(done)}项，每项{show(self.points)}分{capped}，计{show(low)}分"
        if low == high:
            return Outcome(low, high, why)
        return Outcome(low, high, f"{why}，待核部分最多再加{show(high - low)}分", tuple(doubts))

    def formula(self, cells: Cells) -> Bounds:
        """Write the same as formulas."""
        conditions = [condition.formula(cells) for condition in self.conditions]
        counts = [count.formula(cells) for count in self.counts]
        counted = [f"MAX(0,{count.part})" for count in counts]
        low = self._capped([*(f"IF({holds.sure},1,0)" for holds in conditions), *counted])
        high = self._capped([*(f"IF({holds.possible},1,0)" for holds in conditions), *counted])
        if counts:
            high = f"IF({any_of(f'NOT({count.known})' for count in counts)},{literal(self.cap)},{high})"
        cases = [case for holds in conditions for case in holds.cases] + [
            case for count in counts for case in count.cases
        ]
        return Bounds(low, high, tuple(cases))

    def _capped(self, things: Sequence[str]) -> str:
        """Pay for things done, up to the cap."""
        return f"MIN({literal(self.cap)},{literal(self.points)}*({'+'.join(things or ['0'])}))"
