"""What the blank form shows: the one place that computes the values beside the formulas."""

from collections.abc import Mapping
from fractions import Fraction
from functools import cached_property

from kexie_excel.form.layout import (
    ALL_OF_KIND,
    ALLOWED,
    AMOUNT,
    BONUS_POINTS,
    COUNTED,
    DAY,
    DAY_TEXT,
    FIRST,
    GROUP,
    HIGH,
    HINT,
    KIND_NO,
    LOW,
    MONTH,
    NUMBERED,
    ONCE,
    OWN,
    PROVEN,
    ROW_ITEM,
    SEAL,
    SURE,
    SURE_OF_KIND,
    TOP,
    VERDICT,
    WORTH,
    YEAR,
)
from kexie_excel.form.live.words import Content
from kexie_excel.numbers import ZERO
from kexie_excel.scheme.kinds.formula import UNKNOWN
from kexie_excel.scheme.kinds.rule import Outcome
from kexie_excel.scheme.model import Item, Scheme

EMPTY_ROW: Mapping[str, Content] = {
    **dict.fromkeys((KIND_NO, WORTH, ONCE, ROW_ITEM, NUMBERED, PROVEN, SEAL, VERDICT, FIRST, TOP, OWN), 0),
    **dict.fromkeys((ALL_OF_KIND, SURE_OF_KIND, SURE, COUNTED, ALLOWED, LOW, HIGH), 0),
    **dict.fromkeys((AMOUNT, MONTH, DAY, YEAR), UNKNOWN),
    **dict.fromkeys((DAY_TEXT, GROUP, BONUS_POINTS, HINT), ""),
}
"""The computed cells of an empty row of 加分项."""


class Blank:
    """The state of a form in which nothing is filled."""

    def __init__(self, scheme: Scheme) -> None:
        """Take the scheme."""
        self._scheme = scheme

    @cached_property
    def outcomes(self) -> Mapping[str, Outcome]:
        """Item id → what its rule makes of no answers."""
        return {item.id: item.rule.evaluate({}) for item in self._scheme.items}

    @cached_property
    def open_facts(self) -> frozenset[str]:
        """The facts that leave something open: an item's points, or the veto."""
        pending = [outcome for outcome in self.outcomes.values() if outcome.is_pending]
        doubted = {fact for outcome in pending for doubt in outcome.doubts for fact in doubt.facts}
        return frozenset(doubted | {item.veto.count.fact.id for item in self._scheme.items if item.veto})

    @property
    def low(self) -> Fraction:
        """What is certain of all items together."""
        return sum((outcome.low for outcome in self.outcomes.values()), ZERO)

    @property
    def high(self) -> Fraction:
        """What is possible of all items together."""
        return sum((outcome.high for outcome in self.outcomes.values()), ZERO)

    @property
    def is_pending(self) -> bool:
        """Whether anything is open."""
        return any(outcome.is_pending for outcome in self.outcomes.values())

    def lacks(self, item: Item) -> int:
        """Count the open facts of an item."""
        return sum(fact.id in self.open_facts for fact in item.facts)
