"""``tiers``: points by the band a quantity lies in (“高于30%（含）计2分，低于30%高于20%（含）计1分”).

The bands are kept as the text writes them, each with both ends, so that a gap between two bands (乡镇覆盖率 at exactly
70 %) can be found, and is a doubt where no interpretation closes it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Self

from kexie_excel.numbers import ZERO, show
from kexie_excel.scheme.fact import Answers
from kexie_excel.scheme.kinds.formula import Bounds, Case, Cells, Quotient, all_of, any_of, literal
from kexie_excel.scheme.kinds.measure import Measure, OfMeasure, load_measure
from kexie_excel.scheme.kinds.rule import Facts, Outcome, RuleDoubt, waiting
from kexie_excel.scheme.table import SchemeTable

_NO_BAND = "办法没有规定这一档怎么计分"
_NESTED = 8
"""Bands that a formula asks one inside the other; a program takes 64 levels, and other formulas stand around these."""


@dataclass(frozen=True)
class Tier:
    """A band: its points, and its two ends (``None``: open towards that side)."""

    points: Fraction
    low: Fraction | None
    low_included: bool
    high: Fraction | None
    high_included: bool

    def holds(self, value: Fraction) -> bool:
        """Tell whether the value lies in the band."""
        above = self.low is None or value > self.low or (self.low_included and value == self.low)
        below = self.high is None or value < self.high or (self.high_included and value == self.high)
        return above and below

    def formula(self, quantity: Quotient) -> str:
        """Write the same as a formula."""
        ends = []
        if self.low is not None:
            ends.append(quantity.compare(">=" if self.low_included else ">", self.low))
        if self.high is not None:
            ends.append(quantity.compare("<=" if self.high_included else "<", self.high))
        return all_of(ends) if ends else "TRUE"

    def show(self, measure: Measure) -> str:
        """Write the band in words."""
        low = None if self.low is None else f"{'达到' if self.low_included else '高于'}{measure.show(self.low)}"
        high = None if self.high is None else f"{'不超过' if self.high_included else '低于'}{measure.show(self.high)}"
        return "、".join(end for end in (low, high) if end)


@dataclass(frozen=True)
class Tiers(OfMeasure):
    """Points by band."""

    tiers: tuple[Tier, ...]

    @classmethod
    def load(cls, table: SchemeTable, facts: Facts) -> Self:
        """Build the rule from its table: a quantity, and ``tiers`` with ``points``, ``low``, ``high`` and what they include."""
        tiers = []
        for band in table.tables("tiers"):
            tiers.append(Tier(band.number("points"), *load_ends(band)))
            band.close()
        if not tiers:
            table.fail("tiers", "列表不能为空")
        rule = cls(load_measure(table, facts), tuple(tiers))
        table.close()
        return rule

    @property
    def maximum(self) -> Fraction:
        """The points of the best band."""
        return max(tier.points for tier in self.tiers)

    @property
    def minimum(self) -> Fraction:
        """The least it can pay: what a blank may still turn out to be, where bands take points off."""
        return min(ZERO, *(tier.points for tier in self.tiers))

    def evaluate(self, answers: Answers) -> Outcome:
        """Give the points of the first band the quantity lies in; a quantity in no band is a doubt, never 0."""
        reading = self.measure.read(answers)
        if isinstance(reading, RuleDoubt):
            doubt = reading
        else:
            for tier in self.tiers:
                if tier.holds(reading.value):
                    why = f"{reading.text}，{tier.show(self.measure)}，计{show(tier.points)}分"
                    return Outcome(tier.points, tier.points, why)
            doubt = RuleDoubt(tuple(fact.id for fact in self.facts), f"{reading.text}，{_NO_BAND}")
        return waiting(self.minimum, self.maximum, doubt)

    def formula(self, cells: Cells) -> Bounds:
        """Write the same as formulas; the first band that holds pays."""
        quantity = self.measure.formula(cells)
        bands = [tier.formula(quantity) for tier in self.tiers]
        paid = self._apart if len(bands) > _NESTED and not self._overlap else self._paid
        low, high = (paid(quantity.known, bands, otherwise) for otherwise in (self.minimum, self.maximum))
        nowhere = f"AND({quantity.known},NOT({any_of(bands)}))"
        stray = (Case(fact.id, nowhere, _NO_BAND) for fact in self.facts)
        return Bounds(low, high, (*quantity.cases, *stray), exact=self.minimum < self.maximum)

    def _paid(self, known: str, bands: Sequence[str], otherwise: Fraction) -> str:
        """Give the points of the first band that holds."""
        paid = literal(otherwise)
        for band, tier in zip(reversed(bands), reversed(self.tiers), strict=True):
            paid = f"IF({band},{literal(tier.points)},{paid})"
        return f"IF({known},{paid},{literal(otherwise)})"

    def _apart(self, known: str, bands: Sequence[str], otherwise: Fraction) -> str:
        """Give the same for many bands, none of which overlap: they stand side by side, each with what it changes."""
        changes = (
            f"+IF({band},{literal(tier.points - otherwise)},0)"
            for band, tier in zip(bands, self.tiers, strict=True)
            if tier.points != otherwise
        )
        return f"IF({known},{literal(otherwise)}{''.join(changes)},{literal(otherwise)})"

    @property
    def _overlap(self) -> bool:
        """Whether a value can lie in two bands."""
        rising = sorted(self.tiers, key=lambda tier: (tier.low is not None, tier.low or ZERO, not tier.low_included))
        return any(_meet(lower, upper) for lower, upper in pairwise(rising))


def load_ends(band: SchemeTable) -> tuple[Fraction | None, bool, Fraction | None, bool]:
    """Read the two ends of a band: ``low`` and ``high``, and whether each is included."""
    low, high = (band.number(key) if band.has(key) else None for key in ("low", "high"))
    return low, band.flag("low_included"), high, band.flag("high_included")


def _meet(lower: Tier, upper: Tier) -> bool:
    """Tell whether two bands, in rising order, have a value in common."""
    if upper.low is None or lower.high is None:
        return True
    return lower.high > upper.low or (lower.high == upper.low and lower.high_included and upper.low_included)
