"""``deduct``: starts from the full points and takes off (“计3分，每发生一例扣0.4分，扣完为止”).

What is taken off is put together from classes, each with the most it may take; all of them share one floor, 0.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Self

from kexie_excel.numbers import ZERO, add_up, show
from kexie_excel.scheme.fact import Answers, Fact, FactKind
from kexie_excel.scheme.kinds.formula import Bounds, Cells, gated, literal
from kexie_excel.scheme.kinds.measure import find_fact, load_measure
from kexie_excel.scheme.kinds.rule import Facts, Outcome
from kexie_excel.scheme.kinds.taking import InBands, OnAnswer, PerStep, TakenOff, Taking
from kexie_excel.scheme.kinds.tiers import Tier, load_ends
from kexie_excel.scheme.table import SchemeTable

_ROWS = ("per", "is", "band")


@dataclass(frozen=True)
class DeductClass:
    """What is taken off for one sort of thing."""

    rows: tuple[Taking, ...]
    cap: Fraction | None
    """The most it may take; ``None``: down to 0."""

    def take(self, answers: Answers) -> TakenOff:
        """Give what is taken off; nothing is open once the most is reached."""
        taken = [row.take(answers) for row in self.rows]
        sums = [add_up(own.least for own in taken), add_up(own.most for own in taken)]
        least, most = (value if self.cap is None else min(self.cap, value) for value in sums)
        capped = "" if self.cap is None or sums[0] <= self.cap else f"，最多扣{show(self.cap)}分"
        text = "；".join(own.text for own in taken) + capped
        doubts = tuple(doubt for own in taken for doubt in own.doubts)
        return TakenOff(least, most, text, doubts if least < most else ())

    def formula(self, cells: Cells) -> Bounds:
        """Write the same as formulas."""
        rows = [row.formula(cells) for row in self.rows]
        least, most = ("+".join(ends) for ends in zip(*((row.low, row.high) for row in rows), strict=True))
        cases = tuple(case for row in rows for case in row.cases)
        if self.cap is None:
            return Bounds(least, most, cases)
        cap = literal(self.cap)
        return Bounds(f"MIN({cap},{least})", f"MIN({cap},{most})", gated(f"{least}<{cap}", cases))


@dataclass(frozen=True)
class Deduct:
    """Points from which something is taken off."""

    points: Fraction
    classes: tuple[DeductClass, ...]

    @classmethod
    def load(cls, table: SchemeTable, facts: Facts) -> Self:
        """Build the rule from its table: ``points``, and ``classes`` with ``rows`` and the most they may take, ``cap``.

        A row has a ``kind`` (``per``: for every ``step`` of a quantity; ``is``: for the ``answer`` to a ``fact``;
        ``band``: for a quantity between ``low`` and ``high``) and ``off``: points, or a share of ``points`` (``"10%"``).
        """
        points = table.number("points")
        classes = []
        for own in table.tables("classes"):
            cap = own.number("cap") if own.has("cap") else None
            rows = tuple(_merged([_row(entry, points, facts) for entry in own.tables("rows")]))
            if not rows:
                own.fail("rows", "列表不能为空")
            own.close()
            classes.append(DeductClass(rows, cap))
        if not classes:
            table.fail("classes", "列表不能为空")
        table.close()
        return cls(points, tuple(classes))

    @property
    def facts(self) -> tuple[Fact, ...]:
        """The facts of all rows."""
        return tuple(fact for row in self.rows for fact in row.facts)

    @property
    def rows(self) -> tuple[Taking, ...]:
        """The rows of all classes."""
        return tuple(row for own in self.classes for row in own.rows)

    @property
    def maximum(self) -> Fraction:
        """The points from which it starts."""
        return self.points

    def evaluate(self, answers: Answers) -> Outcome:
        """Take off what is certain; what is not known may still take off more, down to 0."""
        taken = [own.take(answers) for own in self.classes]
        least, most = add_up(own.least for own in taken), add_up(own.most for own in taken)
        low, high = max(ZERO, self.points - most), max(ZERO, self.points - least)
        text, points = "。".join(own.text for own in taken), show(self.points)
        if low == high:
            floor = "，扣完为止" if least > self.points else ""
            return Outcome(low, high, f"{text}。{points}分共扣{show(least)}分{floor}，计{show(low)}分")
        doubts = tuple(doubt for own in taken for doubt in own.doubts)
        still = f"待核部分最多再扣{show(high - low)}分，暂计{show(low)}分"
        return Outcome(low, high, f"{text}。{points}分已扣{show(least)}分，{still}", doubts)

    def formula(self, cells: Cells) -> Bounds:
        """Write the same as formulas."""
        classes = [own.formula(cells) for own in self.classes]
        least, most = ("+".join(ends) for ends in zip(*((own.low, own.high) for own in classes), strict=True))
        points = literal(self.points)
        cases = tuple(case for own in classes for case in own.cases)
        return Bounds(f"MAX(0,{points}-({most}))", f"MAX(0,{points}-({least}))", cases)


def _row(table: SchemeTable, points: Fraction, facts: Facts) -> Taking:
    """Build one row."""
    kind = table.one_of("kind", _ROWS)
    off = table.number("off")
    if off <= 0:
        table.fail("off", "应当大于0")
    if str(table.data["off"]).endswith("%"):
        off *= points
    row: Taking
    if kind == "is":
        row = OnAnswer(find_fact(table, "fact", facts, (FactKind.YES_NO,)), table.flag("answer"), off)
    elif kind == "band":
        row = InBands(load_measure(table, facts), (Tier(off, *load_ends(table)),))
    else:
        measure, step = load_measure(table, facts), table.number("step")
        if step <= 0:
            table.fail("step", "应当大于0")
        steps = 1 / step
        row = PerStep(measure, step, off, off * (steps.numerator // steps.denominator) if measure.is_share else points)
    table.close()
    return row


def _merged(rows: list[Taking]) -> Iterator[Taking]:
    """Put the bands of one quantity together: it lies in one of them, and what it may take off is no sum of all."""
    bands: dict[object, list[Tier]] = {}
    for row in rows:
        if isinstance(row, InBands):
            bands.setdefault(row.measure, []).extend(row.bands)
    for row in rows:
        if not isinstance(row, InBands):
            yield row
        elif row.measure in bands:
            yield InBands(row.measure, tuple(bands.pop(row.measure)))
