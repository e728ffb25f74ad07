"""若改选…: which ranks and levels each other reading of an ambiguous clause would change.

Every option that is not in force is tried, one at a time against the readings that are, with the same returns and the same
decisions: what was decided about a row stands under every option, unless it is more than the row can then have; that is
refused or asked again, as it would be. What people approved (审定) is not touched; levels are 建议等次.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from kexie_excel.numbers import ZERO
from kexie_excel.scheme.kinds.rule import Outcome
from kexie_excel.scheme.model import Item, Scheme
from kexie_excel.scoring.bonus.score import recognised, score_bonus, visits_by_award
from kexie_excel.scoring.decisions import Onsite
from kexie_excel.scoring.evaluate import is_vetoed, ruled_answers
from kexie_excel.scoring.rank import rank_units
from kexie_excel.scoring.result import Evaluation, ItemScore, UnitScore

SchemeOf = Callable[[Mapping[str, str]], Scheme]
"""Interpretation id → option label, to the scheme with these readings."""


@dataclass(frozen=True)
class Shift:
    """What another reading would make of one unit."""

    unit: str
    old_rank: int | None
    """``None`` for a unit that holds no rank."""
    rank: int | None
    old_level: str
    level: str


@dataclass(frozen=True)
class OtherReading:
    """What one other reading would change; nothing where it changes points at most."""

    interpretation: str
    option: str
    changes: tuple[Shift, ...]
    """In the order of 汇总表."""


def try_readings(evaluation: Evaluation, scheme_of: SchemeOf) -> tuple[OtherReading, ...]:
    """Give the effect of every other option, in the scheme's order.

    Args:
        evaluation: the result by the readings in force.
        scheme_of: gives the same scheme with other readings.
    """
    scheme = evaluation.scheme
    return tuple(
        OtherReading(
            entry.id, option.label, tuple(_changes(evaluation, scheme_of({**scheme.chosen, entry.id: option.label})))
        )
        for entry in scheme.interpretations
        for option in entry.options
        if option.label != scheme.in_force[entry.id]
    )


def _changes(evaluation: Evaluation, other: Scheme) -> Iterator[Shift]:
    """Give the units whose rank or level is another by ``other``."""
    by_other = rank_units(other, evaluation.intake, _scores(evaluation, other))
    new_of = {standing.unit.name: standing for standing in by_other}
    for old in evaluation.standings:
        new = new_of[old.unit.name]
        if (old.rank, old.level) != (new.rank, new.level):
            yield Shift(old.unit.name, old.rank, new.rank, old.level, new.level)


def _scores(evaluation: Evaluation, other: Scheme) -> Mapping[str, UnitScore]:
    """Give every unit's score by ``other``; only the rows whose rules differ are computed again."""
    scheme = evaluation.scheme
    items = [item for item in other.items if item != scheme.item_of[item.id]]
    scores = {standing.unit.name: standing.score for standing in evaluation.standings if standing.score is not None}
    if not items and not _bonus_differs(scheme, other):
        return scores
    return {unit: _rescored(evaluation, other, items, score) for unit, score in scores.items()}


def _bonus_differs(scheme: Scheme, other: Scheme) -> bool:
    """Tell whether the bonus rows can come to something else."""
    return (scheme.bonus, scheme.year) != (other.bonus, other.year)


def _rescored(evaluation: Evaluation, other: Scheme, items: list[Item], score: UnitScore) -> UnitScore:
    """Compute these items, and the bonus where its rules differ; what people decided about a row stays if it can."""
    unit = score.unit.name
    entry = evaluation.intake.returns[unit]
    answers = ruled_answers(other, entry, evaluation.decisions.rulings.get(unit))
    outcomes = {item.id: item.rule.evaluate(answers) for item in items}
    visits: Mapping[str, Onsite] = {}
    if _bonus_differs(evaluation.scheme, other):
        bonus = score_bonus(other, entry, answers, evaluation.last_year)
        outcomes |= bonus.outcomes
        awards = evaluation.decisions.onsite.awards.get(unit, {})
        visits = visits_by_award(recognised(other, unit, answers, bonus, awards).outcomes, awards)
    vetoed = is_vetoed(other, answers)
    changed = {
        row.id for row in score.items if row.id in outcomes and _bounds(row.computed) != _bounds(outcomes[row.id])
    }
    limits = {item.id: item.maximum for item in items}
    rows = tuple(
        _bounded(
            _seen(replace(row, computed=outcomes[row.id]) if row.id in changed else row, visits), limits.get(row.id)
        )
        for row in score.items
    )
    if vetoed is score.vetoed and all(new is old for new, old in zip(rows, score.items, strict=True)):
        # The same score keeps its sums.
        return score
    return replace(score, items=rows, vetoed=vetoed)


def _seen(row: ItemScore, visits: Mapping[str, Onsite]) -> ItemScore:
    """Add up a bonus item again that was decided award by award."""
    return replace(row, visit=visits[row.id]) if row.is_by_award and row.id in visits else row


def _bounded(row: ItemScore, limit: Fraction | None) -> ItemScore:
    """Let go of a ruling beyond what the row can have, and leave such an on-site score open."""
    if limit is None:
        return row
    if row.ruling is not None and row.ruling > limit:
        row = replace(row, ruling=None)
    if row.ruling is None and row.onsite is not None and row.onsite > limit:
        row = replace(row, visit=Onsite(None, "", ZERO, limit))
    return row


def _bounds(outcome: Outcome) -> tuple[Fraction, Fraction]:
    """Give the points that are certain and those that are possible."""
    return outcome.low, outcome.high
