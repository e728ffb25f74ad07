"""What one row of 扣分 takes off: for every so many, for an answer, or for the band that a quantity lies in."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from kexie_excel.numbers import ZERO, add_up, show
from kexie_excel.scheme.fact import NO, YES, Answers, Fact, FactKind
from kexie_excel.scheme.kinds.formula import Bounds, Case, Cells, Quotient, literal
from kexie_excel.scheme.kinds.measure import OfMeasure
from kexie_excel.scheme.kinds.rule import RuleDoubt, answer_of, gap_doubt
from kexie_excel.scheme.kinds.tiers import Tier


@dataclass(frozen=True)
class TakenOff:
    """What is taken off: ``least`` is certain, ``most`` is possible."""

    least: Fraction
    most: Fraction
    text: str
    doubts: tuple[RuleDoubt, ...] = ()


class OneAmount:
    """Something that takes one amount off."""

    off: Fraction

    @property
    def offs(self) -> tuple[Fraction, ...]:
        """The amounts it takes off."""
        return (self.off,)


class ByQuantity(OfMeasure, ABC):
    """Something that takes off what a quantity says."""

    def take(self, answers: Answers) -> TakenOff:
        """Give what is taken off."""
        reading = self.measure.read(answers)
        if isinstance(reading, RuleDoubt):
            least, most = self._span
            return TakenOff(least, most, reading.reason, (reading,) if least < most else ())
        off = self._off(reading.value)
        return TakenOff(off, off, f"{reading.text}，{self._rate}扣{show(off)}分")

    def formula(self, cells: Cells) -> Bounds:
        """Write the same as formulas."""
        quantity = self.measure.formula(cells)
        off, (least, most) = self._off_formula(quantity), self._span
        low, high = (f"IF({quantity.known},{off},{literal(worst)})" for worst in (least, most))
        return Bounds(low, high, quantity.cases if least < most else ())

    @property
    def _rate(self) -> str:
        """Say how a value is reckoned with, in front of what it takes off."""
        return ""

    @abstractmethod
    def _off(self, value: Fraction) -> Fraction:
        """Give what a value takes off."""

    @abstractmethod
    def _off_formula(self, quantity: Quotient) -> str:
        """Write the same as a formula."""

    @property
    @abstractmethod
    def _span(self) -> tuple[Fraction, Fraction]:
        """Give the least and the most that a quantity that is not known may take off."""


@dataclass(frozen=True)
class PerStep(OneAmount, ByQuantity):
    """So many points off for every full step (“每发生1起扣5分”)."""

    step: Fraction
    off: Fraction
    most: Fraction
    """What a quantity that is not known may take off."""

    def _off(self, value: Fraction) -> Fraction:
        steps = value / self.step
        return self.off * (steps.numerator // steps.denominator)

    def _off_formula(self, quantity: Quotient) -> str:
        return f"{literal(self.off)}*INT({quantity.divide(self.step)})"

    @property
    def _span(self) -> tuple[Fraction, Fraction]:
        return ZERO, self.most

    @property
    def _rate(self) -> str:
        return f"{self.words}，"

    @property
    def words(self) -> str:
        """How it is told back, behind the quantity's name."""
        return f"每{self.measure.show(self.step)}扣{show(self.off)}分"


@dataclass(frozen=True)
class OnAnswer(OneAmount):
    """Points off for 是, or for 否."""

    fact: Fact
    answer: bool
    off: Fraction

    @property
    def facts(self) -> tuple[Fact, ...]:
        """The fact it looks at."""
        return (self.fact,)

    def take(self, answers: Answers) -> TakenOff:
        """Give what is taken off."""
        answer = answer_of(self.fact, answers)
        if not isinstance(answer, bool):
            doubt = gap_doubt(self.fact, answer)
            return TakenOff(ZERO, self.off, doubt.reason, (doubt,))
        off = self.off if answer is self.answer else ZERO
        return TakenOff(off, off, f"{self.fact.ask}：{self.fact.show(answer)}，扣{show(off)}分")

    def formula(self, cells: Cells) -> Bounds:
        """Write the same as formulas."""
        cell, off = cells[self.fact.id], literal(self.off)
        met, missed = int(self.answer), int(not self.answer)
        return Bounds(f"IF({cell}={met},{off},0)", f"IF({cell}={missed},0,{off})", (Case(self.fact.id, f"{cell}<0"),))

    @property
    def words(self) -> str:
        """How it is told back."""
        return f"填“{YES if self.answer else NO}”扣{show(self.off)}分"


@dataclass(frozen=True)
class InBands(ByQuantity):
    """Points off by the bands of one quantity; where no band is named, nothing is taken off."""

    bands: tuple[Tier, ...]
    """Their points are what is taken off."""

    def _off(self, value: Fraction) -> Fraction:
        return add_up(band.points for band in self.bands if band.holds(value))

    def _off_formula(self, quantity: Quotient) -> str:
        return "+".join(f"IF({band.formula(quantity)},{literal(band.points)},0)" for band in self.bands)

    @property
    def _span(self) -> tuple[Fraction, Fraction]:
        offs = [self._off(value) for value in self._values()]
        return min(offs), max(offs)

    def _values(self) -> Sequence[Fraction]:
        """Give a value of every stretch between the bands' ends, as far as the quantity can take one."""
        ends = sorted({ZERO, *(end for band in self.bands for end in (band.low, band.high) if end is not None)})
        if [fact.kind for fact in self.facts] == [FactKind.COUNT]:
            whole = {Fraction(end.numerator // end.denominator + more) for end in ends for more in (-1, 0, 1)}
            return sorted(value for value in whole if value >= 0)
        if self.measure.is_share:
            ends = sorted({*(end for end in ends if end <= 1), Fraction(1)})
        else:
            ends.append(ends[-1] + 1)
        return [*ends, *((one + other) / 2 for one, other in pairwise(ends))]

    @property
    def offs(self) -> tuple[Fraction, ...]:
        """The amounts it takes off."""
        return tuple(band.points for band in self.bands)

    @property
    def words(self) -> str:
        """How it is told back, behind the quantity's name."""
        return "；".join(f"{band.show(self.measure)}扣{show(band.points)}分" for band in self.bands)


Taking = PerStep | OnAnswer | InBands
