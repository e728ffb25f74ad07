"""The year's result worked out beside the program: ruling before on-site before the document; ranks, levels, comparison."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from tests import oracle
from tests.builders import SCHEME
from tests.year.counties import COUNTIES, County

Points = Fraction | None
HUNDRED = 100


def printed(value: Fraction) -> Fraction:
    """Round half up to two places, as on paper."""
    return Fraction((value * HUNDRED * 2 + 1) // 2, HUNDRED)


@dataclass(frozen=True)
class Reckoning:
    """One state of the year."""

    counties: Mapping[str, County] = field(default_factory=lambda: COUNTIES)
    visits: Mapping[tuple[str, str], Fraction] = field(default_factory=dict)
    """Unit and item → 现场."""
    rulings: Mapping[tuple[str, str], Fraction] = field(default_factory=dict)
    """Unit and item → 复核."""
    open_rows: frozenset[tuple[str, str]] = frozenset()
    """What waits for a decision."""
    by_share: bool = False
    """2.3 “每10个百分点计0.4分” read as a share of 4 points."""
    year: int = 2017

    def computed(self, unit: str) -> dict[str, Points]:
        """Give 核算 of every row."""
        county = self.counties[unit]
        points = county.points(self.year)
        if self.by_share and points["2.3"] is not None:
            whole, part = (oracle.number(county.answers, fact) for fact in ("2.3a", "2.3b"))
            points["2.3"] = Fraction(4) * part / whole
        return {row: None if (unit, row) in self.open_rows else value for row, value in points.items()}

    def adopted(self, unit: str) -> dict[str, Points]:
        """Give 采用 of every row."""
        return {
            row: self.rulings.get((unit, row), self.visits.get((unit, row), value))
            for row, value in self.computed(unit).items()
        }

    def is_open(self, unit: str) -> bool:
        """Tell whether something of a unit waits."""
        return None in self.adopted(unit).values()

    def sums(self, unit: str) -> tuple[Fraction, Fraction]:
        """Give 核算分 and 加分: what is adopted."""
        points = self.adopted(unit)
        bonus = sum((points[row] or Fraction(0) for row in ("7.1", "7.2")), Fraction(0))
        return sum((value or Fraction(0) for value in points.values()), Fraction(0)) - bonus, bonus

    def total(self, unit: str) -> Fraction:
        """Give 综合评分."""
        return sum(self.sums(unit), Fraction(0))

    def verdicts(self) -> dict[str, oracle.Verdict]:
        """Rank and grade category by category."""
        result: dict[str, oracle.Verdict] = {}
        for category in SCHEME.categories:
            listed = [unit.name for unit in SCHEME.units_in(category)]
            there = [unit for unit in listed if unit in self.counties]
            vetoed = {unit for unit in there if oracle.is_vetoed(self.counties[unit].answers)}
            result |= oracle.verdicts({unit: self.total(unit) for unit in there}, vetoed, len(listed))
        return result

    def sections(self, unit: str) -> list[Fraction]:
        """Give the printed points of each section, summed."""
        points = self.adopted(unit)
        return [
            sum((printed(points[item.id] or Fraction(0)) for item in section.items), Fraction(0))
            for section in SCHEME.sections
        ]


def most_of(row: str) -> Points:
    """Give the most that an item can have; a bonus has no bound."""
    return SCHEME.item_of[row].maximum if row in SCHEME.item_of else None
