"""本次变动: what differs between two results of the same year, and why."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from kexie_excel.numbers import show
from kexie_excel.scoring.past import Past, PastItem, PastStanding

TOTAL, RANK, LEVEL, APPROVED, FINDINGS = "综合评分", "名次", "建议等次", "审定等次", "差异清单"
_SCHEME, _LAST_SUMMARY, _READING = "方案", "上年汇总", "口径"
_RULED, _SEEN = "复核裁定", "现场评分"
_OTHERS, _UNKNOWN = "其他单位有变动", "其他（如台账、程序有变）"
_OPEN, _NONE, _THERE = "待核", "无", "有"
_ABSENT = PastStanding(None, None, "", "")


class Change(NamedTuple):
    """One line."""

    unit: str
    """Empty where all units are concerned."""
    row: str
    """编号, or what else of the unit it is."""
    before: str
    now: str
    causes: tuple[str, ...]
    reading: str = ""
    """The 口径 that was chosen otherwise, where it is about one."""

    @property
    def why(self) -> str:
        """The causes as one text."""
        return "；".join(self.causes)


@dataclass(frozen=True)
class Changes:
    """What differs from the last different result."""

    rows: tuple[Change, ...]
    since: str
    """The file that it was compared with; empty where there is no earlier result."""
    notes: tuple[str, ...] = ()
    """What is wrong with the earlier results, in whole sentences."""


def find_changes(before: Past, now: Past, names: Mapping[str, str]) -> tuple[Change, ...]:
    """Compare two results; ``names`` gives the units' names as they are written, in the order in which they are listed."""
    common = tuple(_common(before, now))
    gone = {unit: unit for unit in sorted(before.standings.keys() - names.keys())}
    pairs = [_Pair(key, name, before, now, common) for key, name in ({"": ""} | dict(names) | gone).items()]
    return (*common, *(change for pair in pairs for change in pair.changes()))


def _common(before: Past, now: Past) -> Iterator[Change]:
    """Give what concerns all units: scheme, last year's summary, readings."""
    if (before.scheme, before.texts) != (now.scheme, now.texts):
        yield Change("", _SCHEME, before.scheme, now.scheme, ("方案改动",))
    if before.last_summary != now.last_summary:
        old, new = (_THERE if past.last_summary else _NONE for past in (before, now))
        yield Change("", _LAST_SUMMARY, old, new, ("上年汇总有变",))
    # a result that tells none was written before they were kept, or by a scheme of other clauses, which is said already
    names = (*now.readings, *(before.readings.keys() - now.readings.keys())) if before.readings else ()
    for name in names:
        old, new = before.readings.get(name, _NONE), now.readings.get(name, _NONE)
        if old != new:
            yield Change("", f"{_READING}：{name}", old, new, (f"口径改选（{name}）",), name)


@dataclass(frozen=True)
class _Pair:
    """One unit in both results; of no name: what concerns no unit."""

    key: str
    name: str
    before: Past
    now: Past
    common: Sequence[Change]

    def changes(self) -> Iterator[Change]:
        """Give the unit's lines: sums first, then items, then findings."""
        items = list(self._items())
        own = list(dict.fromkeys(cause for change in items for cause in change.causes))
        own = own or [*self._files, *self._shared, *self._vetoes]
        old, new = (past.standings.get(self.key, _ABSENT) for past in (self.before, self.now))
        yield from self._line(TOTAL, _points(old.total), _points(new.total), own or [_UNKNOWN])
        placing = self._placing(own)
        yield from self._line(RANK, _text(old.rank), _text(new.rank), placing)
        yield from self._line(LEVEL, old.level or _NONE, new.level or _NONE, own if items else placing)
        yield from self._line(APPROVED, old.approved or _NONE, new.approved or _NONE, ["审定"])
        yield from items
        yield from self._findings(own or [_UNKNOWN])

    def _line(self, row: str, before: str, now: str, causes: Sequence[str]) -> Iterator[Change]:
        """Give a line where something differs."""
        if before != now:
            yield Change(self.name, row, before, now, tuple(causes))

    @property
    def _files(self) -> list[str]:
        """Say that another return counts, if so."""
        before, now = (past.files.get(self.key, ()) for past in (self.before, self.now))
        if {digest for _file, digest in before} == {digest for _file, digest in now}:
            return []
        return [f"填报有变（{'、'.join(file for file, _digest in now) or _NONE}）"]

    def _placing(self, own: Sequence[str]) -> Sequence[str]:
        """Say why a unit stands elsewhere: by what it came to itself; where that is the same, by the rules or by others."""
        old, new = (past.standings.get(self.key, _ABSENT) for past in (self.before, self.now))
        if old.total != new.total or (old.rank is None) != (new.rank is None):
            return own or [_OTHERS]
        others = [_OTHERS] if self._others_moved else own or [_OTHERS]
        return [*self._shared, *self._vetoes] or others

    @property
    def _others_moved(self) -> bool:
        """Whether another unit of the category came to something else, or gained or lost its rank."""
        category = self.now.categories.get(self.key)
        others = [unit for unit, its in self.now.categories.items() if its == category and unit != self.key]
        return any(self._weight(self.before, unit) != self._weight(self.now, unit) for unit in others)

    @staticmethod
    def _weight(past: Past, unit: str) -> tuple[Fraction | None, bool]:
        """Give what of a unit moves the others: its total, and whether it holds a rank."""
        standing = past.standings.get(unit, _ABSENT)
        return standing.total, standing.rank is None

    @property
    def _vetoes(self) -> Sequence[str]:
        """Say that a ruling about 一票否决 came or went: it decides on rank and level, and gives or takes no points."""
        before, now = (past.items.get(self.key, {}) for past in (self.before, self.now))
        differs = any(before[row].reason != now[row].reason for row in self.now.vetoing & before.keys() & now.keys())
        return [_RULED] if differs else []

    @property
    def _shared(self) -> list[str]:
        """Name what concerns all units and can change a total."""
        return [cause for change in self.common if change.row != _LAST_SUMMARY for cause in change.causes]

    def _items(self) -> Iterator[Change]:
        """Give the items that differ; nothing where one of the results has none."""
        before = self.before.items.get(self.key, {})
        for row, new in self.now.items.get(self.key, {}).items():
            if row in before and before[row].adopted != new.adopted:
                causes = list(self._causes(row, before[row], new)) or [_UNKNOWN]
                yield Change(self.name, row, _adopted(before[row]), _adopted(new), tuple(causes))

    def _causes(self, row: str, before: PastItem, now: PastItem) -> Iterator[str]:
        """Name everything that can have changed an item."""
        if (before.ruling, before.reason) != (now.ruling, now.reason):
            yield _RULED
        if before.onsite != now.onsite:
            yield _SEEN
        if before.computed != now.computed:
            yield from self._files
            for change in self.common:
                if self._reaches(change, row, now):
                    yield from change.causes

    def _reaches(self, change: Change, row: str, now: PastItem) -> bool:
        """Tell whether what concerns all units can have changed an item; last year's summary reaches bonus items only."""
        rows = self.now.reach.get(change.reading)
        return now.points is None if change.row == _LAST_SUMMARY else rows is None or row in rows

    def _findings(self, causes: Sequence[str]) -> Iterator[Change]:
        """Say how many findings came and went."""
        before, now = (Counter(past.findings.get(self.key, ())) for past in (self.before, self.now))
        came, went = (now - before).total(), (before - now).total()
        if came or went:
            counts = f"{now.total()}条（新增{came}条，消除{went}条）"
            yield Change(self.name, FINDINGS, f"{before.total()}条", counts, tuple(causes))


def _points(value: Fraction | None) -> str:
    """Write points."""
    return _NONE if value is None else show(value)


def _text(rank: int | None) -> str:
    """Write a rank."""
    return _NONE if rank is None else str(rank)


def _adopted(item: PastItem) -> str:
    """Write what was adopted of an item."""
    return _OPEN if item.adopted is None else show(item.adopted)
