"""纵横评估 (一、(二)): this year's result beside last year's, unit by unit, and section by section where the items are the same."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from kexie_excel.numbers import ZERO, round_half_up, show
from kexie_excel.scheme.model import BonusItem, Item, Scheme, Section, Unit
from kexie_excel.scoring.past import ITEMS, Past
from kexie_excel.scoring.result import Evaluation, Standing
from kexie_excel.sheets.read.raw import compact


@dataclass(frozen=True)
class UnitChange:
    """One unit's two years; ``None`` where there is nothing to compare."""

    unit: Unit
    totals: tuple[Fraction | None, Fraction | None]
    """综合评分 as printed, last year's and this year's."""
    ranks: tuple[int | None, int | None]
    levels: tuple[str, str]
    sections: Mapping[str, Fraction | None]
    """Section id → how many points more; ``None`` where one of the years has no settled sum."""
    bonus: Fraction | None = None
    """How many points more its 加分 comes to; ``None`` as above."""
    note: str = ""
    """Why its places cannot be compared; empty where they can."""

    @property
    def more(self) -> Fraction | None:
        """增减."""
        before, now = self.totals
        return None if before is None or now is None else now - before

    @property
    def risen(self) -> int | None:
        """升降: by how many places it rose in its category; negative where it fell."""
        before, now = self.ranks
        return None if before is None or now is None or self.note else before - now


@dataclass(frozen=True)
class Comparison:
    """This year beside last year."""

    units: tuple[UnitChange, ...]
    """In the order of the standings."""
    adjusted: Mapping[str, str]
    """Section id → why it cannot be compared."""
    readings: tuple[str, ...]
    """Where an ambiguous clause was read another way last year."""


def compare_years(evaluation: Evaluation, past: Past) -> Comparison:
    """Lay last year's result beside this year's; units are known by their names only, nobody guesses who was renamed."""
    scheme = evaluation.scheme
    adjusted = {section.id: why for section in scheme.sections if (why := "；".join(_adjustments(section, past)))}
    units = tuple(_unit(scheme, standing, past, adjusted) for standing in evaluation.standings)
    return Comparison(units, adjusted, tuple(_readings(scheme, past)))


def _adjustments(section: Section, past: Past) -> Iterator[str]:
    """Say in what a section differs from last year's."""
    if not past.texts or ITEMS in past.missing:
        yield "上年汇总里没有指标原文或逐项得分，无法核对"
        return
    now = {item.id: item for item in section.items}
    before = {key: text for key, text in past.texts.items() if text.section == section.id}
    points = {key: line.points for own in past.items.values() for key, line in own.items()}
    for which, keys in {"新增": now.keys() - before.keys(), "取消": before.keys() - now.keys()}.items():
        if keys:
            yield f"{which}{'、'.join(sorted(keys))}"
    for key, item in now.items():
        if key in before and before[key].text != compact(item.text):
            yield f"{key}评估内容改动"
        worth = points.get(key)
        if worth is not None and worth != item.points:
            yield f"{key}分值由{show(worth)}改为{show(item.points)}"


def _unit(scheme: Scheme, standing: Standing, past: Past, adjusted: Mapping[str, str]) -> UnitChange:
    """Compare one unit."""
    key = compact(standing.unit.name)
    before = past.standings.get(key)
    category = past.categories.get(key, "")
    note = ""
    if key not in past.units:
        note = f"{scheme.term.last}无此单位"
    elif category and category != compact(standing.unit.category):
        note = "类别变动"
    return UnitChange(
        standing.unit,
        (before.total if before else None, _printed(standing.total)),
        (before.rank if before else None, standing.rank),
        (before.decided if before else "", standing.approved or standing.level),
        {section.id: _more(section.items, standing, past) for section in scheme.sections if section.id not in adjusted},
        _more(scheme.bonus, standing, past),
        note,
    )


def _more(entries: Sequence[Item | BonusItem], standing: Standing, past: Past) -> Fraction | None:
    """Give how many points more these have together than last year."""
    before = past.items.get(compact(standing.unit.name), {})
    now = standing.score.item_of if standing.score else {}
    total = ZERO
    for item in entries:
        old = before[item.id].adopted if item.id in before else None
        new = now[item.id].adopted if item.id in now else None
        if old is None or new is None:
            return None
        total += Fraction(round_half_up(new)) - old
    return total


def _printed(value: Fraction | None) -> Fraction | None:
    """Give a number as it stands in print, so that the difference on paper is the difference of what is on paper."""
    return None if value is None else Fraction(round_half_up(value))


def _readings(scheme: Scheme, past: Past) -> Iterator[str]:
    """Name the clauses that were read another way last year."""
    for entry in scheme.interpretations:
        chosen = scheme.in_force[entry.id]
        before = past.readings.get(compact(entry.id), compact(chosen))
        if before != compact(chosen):
            yield f"口径“{entry.id}”{scheme.term.last}采用“{before}”，{scheme.term.this}采用“{chosen}”"
