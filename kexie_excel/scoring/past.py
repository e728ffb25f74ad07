"""What a summary workbook says, as plain values: last year's, one of 历史, or the one that is about to be written.

Numbers are those in print (two places); texts are without white space, so that a file saved again by another program still
says the same. ``None`` is “not known” or “still open”, never 0.
"""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import astuple, dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import NamedTuple

from kexie_excel.findings import NOWHERE, Place
from kexie_excel.numbers import ZERO, add_up

RANKING, ITEMS, AWARDS = "汇总表", "逐项得分", "加分审核"
"""The sheets without which part of it is not known."""


@dataclass(frozen=True)
class PastStanding:
    """One unit's line of 汇总表."""

    rank: int | None
    total: Fraction | None
    """综合评分; ``None`` for a unit without a score."""
    level: str
    """建议等次."""
    approved: str
    """审定等次; empty while undecided."""

    @property
    def decided(self) -> str:
        """The level that stands: the approved one, else the suggested one."""
        return self.approved or self.level


class PastItem(NamedTuple):
    """One line of 逐项得分."""

    points: Fraction | None
    """分值; ``None`` for a bonus item."""
    computed: Fraction | None
    """核算; ``None`` while pending."""
    onsite: Fraction | None
    ruling: Fraction | None
    adopted: Fraction | None
    """采用; ``None`` while pending."""
    reason: str
    """Why it was ruled."""


@dataclass(frozen=True)
class PastAward:
    """One line of 加分审核."""

    item: str
    kind: str
    work: str
    award: str
    certificate: str
    date: str
    points: Fraction | None
    """核定加分; ``None`` while pending, or where the cell cannot be read."""
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True)
class PastText:
    """What an item asked for, to the letter."""

    section: str
    text: str


@dataclass(frozen=True)
class Past:
    """A summary."""

    year: int | None
    is_draft: bool
    """Whether it says 未定稿."""
    standings: Mapping[str, PastStanding]
    """By unit."""
    categories: Mapping[str, str]
    """Unit with a score → category."""
    items: Mapping[str, Mapping[str, PastItem]]
    """Unit → item id → line."""
    awards: Mapping[str, tuple[PastAward, ...]]
    """Unit → its lines."""
    findings: Mapping[str, tuple[tuple[str, str, str], ...]]
    """Unit → 编号, code and message of each line of 差异清单; those about no unit under an empty name."""
    files: Mapping[str, tuple[tuple[str, str], ...]]
    """Unit → name and SHA-256 of the returns that were adopted."""
    readings: Mapping[str, str]
    """口径 → the option in force."""
    texts: Mapping[str, PastText]
    """Item id → what it asked for; empty where the file does not tell."""
    scheme: str = ""
    """The scheme's id and version."""
    last_summary: str = ""
    """SHA-256 of the last year's summary that was held against it; empty without one."""
    stamped: str = ""
    """The seal that the file bears."""
    missing: tuple[str, ...] = ()
    """The sheets that it lacks, or whose headers are gone."""
    reach: Mapping[str, frozenset[str]] = field(default_factory=dict, compare=False)
    """口径 → the rows whose points its options change; known of a result that is being written, as far as its scheme tells."""
    vetoing: frozenset[str] = field(default=frozenset(), compare=False)
    """The items of which an answer can be 一票否决; known of a result that is being written."""
    titles: Mapping[str, str] = field(default_factory=dict, compare=False)
    """Item id → its 简称; empty where the file does not tell."""
    doubled: tuple[str, ...] = ()
    """Units that have several lines of different content in 汇总表; none of them is taken."""
    twins: tuple[str, ...] = ()
    """Headers that stand over two columns which do not say the same; nothing is taken from either where they differ."""
    period: str = ""
    """The period, where that is no year."""

    @property
    def units(self) -> frozenset[str]:
        """The units it speaks of."""
        return frozenset((*self.standings, *self.items, *self.awards))

    @cached_property
    def seal(self) -> str:
        """A digest of the result: of everything people are told, but not of the files it came from."""
        digest = hashlib.sha256()
        for part in self._told():
            digest.update(repr(part).encode())
        return digest.hexdigest()

    def _told(self) -> Iterator[object]:
        """Give everything people are told in a fixed order, piece by piece: of a country it is very much."""
        yield self.scheme
        yield from ((unit, astuple(self.standings[unit])) for unit in sorted(self.standings))
        yield from ((row, astuple(self.texts[row])) for row in sorted(self.texts))
        for unit in sorted(self.items):
            yield unit, sorted((key, tuple(item)) for key, item in self.items[unit].items())
        for unit in sorted(unit for unit, own in self.awards.items() if own):
            yield unit, [astuple(award)[:-1] for award in self.awards[unit]]
        for unit in sorted(unit for unit, own in self.findings.items() if own):
            yield unit, sorted(self.findings[unit])
        yield sorted(self.readings.items())

    @property
    def result(self) -> str:
        """The seal of the result when the file was written; a file without one is taken as it is."""
        return self.stamped or self.seal

    def lacks_awards(self, unit: str, item: str) -> bool:
        """Tell whether nothing of 加分审核 stands under a unit's name although it had points: it was renamed on some sheets only."""
        if unit not in self.items:
            standing = self.standings.get(unit)
            return bool(self.items) and standing is not None and standing.total is not None
        line = self.items[unit].get(item)
        has_lines = any(award.item == item for award in self.awards.get(unit, ()))
        return line is not None and bool(line.adopted) and not has_lines

    def is_itemised(self, unit: str, item: str) -> bool:
        """Tell whether the lines of 加分审核 add up to what was adopted; otherwise a ruling decided, nobody knows how."""
        line = self.items.get(unit, {}).get(item)
        if line is None or line.adopted is None:
            return True
        own = (award.points or ZERO for award in self.awards.get(unit, ()) if award.item == item)
        return line.adopted == add_up(own)
