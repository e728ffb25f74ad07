"""What is still open in a round: before its result is final, and before it can be announced; phrased here for every reader."""

from dataclasses import dataclass

from kexie_excel.returns.model import UnitState
from kexie_excel.scoring.approve import is_unexplained
from kexie_excel.scoring.result import Evaluation


@dataclass(frozen=True)
class OpenUnits:
    """Units with which the same thing is open."""

    what: str
    """What is open, as a sentence goes on after the units."""
    units: tuple[str, ...]
    """In the order of 名次; empty where it is open with none."""
    added_up: str = ""
    """The same as a number for all of them together, where there is one."""

    @property
    def counted(self) -> str:
        """Say it of so many units."""
        return f"{len(self.units)}个单位{self.what}"

    @property
    def brief(self) -> str:
        """Say it of so many units, added up."""
        return f"{len(self.units)}个单位{self.added_up or self.what}"

    @property
    def named(self) -> str:
        """Say it of so many units, by name."""
        return f"{self.counted}（{self._names}）"

    def asking(self, what: str) -> str:
        """Say it with what is to be done, then the units by name; nothing where it is open with none."""
        return f"{self.counted}：{what}。（{self._names}）" if self.units else ""

    @property
    def _names(self) -> str:
        """The units as one text."""
        return "、".join(self.units)


@dataclass(frozen=True)
class OpenPoints:
    """Everything that is open."""

    missing: OpenUnits
    """Nothing came from these."""
    unusable: OpenUnits
    """Something came that cannot be read, or of which it is not settled what counts."""
    pending: OpenUnits
    """Rows, or 一票否决, wait for an answer."""
    unapproved: OpenUnits
    """审定等次 is not there."""
    unexplained: OpenUnits
    """审定等次 is another one than was suggested, and nobody wrote why."""
    refused_decisions: str
    """Decisions in the ledger that are not obeyed; empty where there are none."""
    refused_scores: str
    """On-site scores and workbooks that are not obeyed; empty where there are none."""

    @property
    def refused(self) -> tuple[str, ...]:
        """What people decided that is not obeyed until somebody mends it."""
        return tuple(filter(None, (self.refused_decisions, self.refused_scores)))

    @property
    def before_final(self) -> tuple[str, ...]:
        """What keeps the result from being final, in numbers."""
        units = (self.missing, self.unusable, self.pending)
        return (*(own.brief for own in units if own.units), *self.refused)

    @property
    def before_notice(self) -> tuple[str, ...]:
        """What keeps the result from being announced (四、4), unit by unit."""
        units = (self.missing, self.unusable, self.pending, self.unapproved, self.unexplained)
        return (*(own.named for own in units if own.units), *self.refused)


def open_points(evaluation: Evaluation) -> OpenPoints:
    """Say what is open in an evaluation."""
    standings = evaluation.standings
    questions = {own.unit.name: own.score.open_questions for own in standings if own.score}
    missing = tuple(own.unit.name for own in standings if own.state is UnitState.MISSING)
    unread = tuple(own.unit.name for own in standings if own.score is None)
    return OpenPoints(
        missing=OpenUnits("未报送", missing),
        unusable=OpenUnits("收到的填报还不能用", tuple(unit for unit in unread if unit not in missing)),
        pending=OpenUnits(
            "有待核事项",
            tuple(unit for unit, count in questions.items() if count),
            f"共{sum(questions.values())}项待核",
        ),
        unapproved=OpenUnits("没有审定等次", tuple(own.unit.name for own in standings if not own.approved)),
        unexplained=OpenUnits(
            "审定等次与建议不同而没有写理由", tuple(own.unit.name for own in standings if is_unexplained(own))
        ),
        refused_decisions=_to_mend("台账", evaluation.refused_decisions),
        refused_scores=_to_mend("现场评估表", evaluation.refused_scores),
    )


def _to_mend(where: str, count: int) -> str:
    """Say how many places must be mended; nothing where there are none."""
    return f"{where}里有{count}处要改" if count else ""
