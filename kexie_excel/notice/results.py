"""What a 通报 announces (四、4): each unit's level as it was decided, and what still stands in the way of announcing it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kexie_excel.returns.model import UnitState
from kexie_excel.scoring.approve import is_unexplained
from kexie_excel.scoring.result import Evaluation, Standing


@dataclass(frozen=True)
class Result:
    """One unit's result."""

    standing: Standing

    @property
    def unit(self) -> str:
        """The unit's name."""
        return self.standing.unit.name

    @property
    def is_approved(self) -> bool:
        """Whether 审定等次 is there."""
        return bool(self.standing.approved)

    @property
    def level(self) -> str:
        """审定等次; 建议等次 where it is not decided yet."""
        return self.standing.approved or self.standing.level

    @property
    def is_vetoed(self) -> bool:
        """Whether 一票否决 struck the unit."""
        return self.standing.score is not None and self.standing.score.vetoed is True

    @property
    def is_suggested(self) -> bool:
        """Whether the level is only 建议等次: not approved, yet nothing open."""
        score = self.standing.score
        return not self.is_approved and score is not None and (self.is_vetoed or not score.open_questions)


def results_in(evaluation: Evaluation, category: str) -> tuple[Result, ...]:
    """Give the results of a category in the order of 名次."""
    return tuple(map(Result, evaluation.standings_in(category)))


def all_results(evaluation: Evaluation) -> tuple[Result, ...]:
    """Give the results of all categories, one after the other."""
    return tuple(result for category in evaluation.scheme.categories for result in results_in(evaluation, category))


def by_level(evaluation: Evaluation, results: Sequence[Result]) -> Mapping[str, tuple[Result, ...]]:
    """Group results by level: the best first, then what is open; a level that nobody has is left out."""
    levels = evaluation.scheme.levels
    names = dict.fromkeys((levels.excellent, levels.passed, levels.failed, *(result.level for result in results)))
    groups = {name: tuple(result for result in results if result.level == name) for name in names}
    return {name: group for name, group in groups.items() if group}


def lacking(evaluation: Evaluation) -> tuple[str, ...]:
    """Say what is lacking before the results can be announced, unit by unit; nothing where they can be."""
    scored = [(standing.unit.name, standing.score) for standing in evaluation.standings]
    unread = [unit for unit, score in scored if score is None]
    missing = [own.unit.name for own in evaluation.standings if own.state is UnitState.MISSING]
    unexplained = {own.unit.name for own in evaluation.standings if is_unexplained(own)}
    refused = (("台账", evaluation.refused_decisions), ("现场评估表", evaluation.refused_scores))
    parts = (
        ("未报送", missing),
        ("收到的填报还不能用", [unit for unit in unread if unit not in missing]),
        ("有待核事项", [unit for unit, score in scored if score and score.open_questions]),
        ("没有审定等次", [result.unit for result in all_results(evaluation) if not result.is_approved]),
        ("审定等次与建议不同而没有写理由", [unit.name for unit in evaluation.scheme.units if unit.name in unexplained]),
    )
    told = [f"{len(units)}个单位{what}（{'、'.join(units)}）" for what, units in parts if units]
    return (*told, *(f"{where}里有{count}处要改" for where, count in refused if count))
