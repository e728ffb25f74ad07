"""What a 通报 announces (四、4): each unit's level as it was decided."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

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
    names = dict.fromkeys((*evaluation.scheme.levels.names, *(result.level for result in results)))
    groups = {name: tuple(result for result in results if result.level == name) for name in names}
    return {name: group for name, group in groups.items() if group}
