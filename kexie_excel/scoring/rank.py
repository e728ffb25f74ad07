"""名次 and 建议等次, category by category (五、等次确定), with what is on an edge named in 备注."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple, Self

from kexie_excel.numbers import ZERO, add_up, round_half_up, show
from kexie_excel.returns.model import Intake, UnitState
from kexie_excel.scheme.levels import Level, Levels
from kexie_excel.scheme.model import Scheme, Unit
from kexie_excel.scoring.ladder import Ladder
from kexie_excel.scoring.result import Standing, UnitScore

PENDING = "待定"
MISSING = UnitState.MISSING.value


def rank_units(scheme: Scheme, intake: Intake, scores: Mapping[str, UnitScore]) -> tuple[Standing, ...]:
    """Give every unit its standing; see ``Standing`` for the order."""
    return tuple(
        standing
        for category in scheme.categories
        for standing in _category(scheme.levels, scheme.units_in(category), intake, scores)
    )


def _category(
    levels: Levels, units: Sequence[Unit], intake: Intake, scores: Mapping[str, UnitScore]
) -> Iterator[Standing]:
    """Rank one category; its size counts every listed unit, absent and vetoed ones too."""
    totals = {unit.name: _total(levels, scores[unit.name]) for unit in units if unit.name in scores}
    ranked = [name for name in totals if levels.vetoed_hold_rank or not scores[name].vetoed]
    ranks = competition_ranks({name: totals[name] for name in ranked})
    holders = Counter(ranks.values())
    order = {unit.name: at for at, unit in enumerate(units)}
    behind = len(units) + 1

    def position(unit: Unit) -> tuple[int, int, int]:
        return (ranks.get(unit.name, behind), unit.name not in scores, order[unit.name])

    rivals = {name: rank for name, rank in ranks.items() if not scores[name].vetoed}
    outside = {level.name: _first_outside(levels, level, rivals, totals, len(units)) for level in levels.limited}
    rest = _Rest.of(levels, [scores[name] for name in ranked], len(units) - len(totals))
    for unit in sorted(units, key=position):
        score = scores.get(unit.name)
        if score is None:
            yield _without_score(unit, intake)
            continue
        total, rank = totals[unit.name], ranks.get(unit.name)
        tied = rank is not None and holders[rank] > 1
        level = _level(levels, score, total, rank, len(units))
        remarks = list(_remarks(levels, score, total, tied=tied))
        if unit.name in rivals:
            remarks += (_just_outside(own) for own in levels.limited if outside[own.name] == rank)
        if rank is not None and level != PENDING and not score.vetoed:
            remarks += _hanging(levels, total, rest, len(units))
        yield Standing(unit, UnitState.READ, score, total, rank, level, tuple(remarks))


class _Rest(NamedTuple):
    """What the units of a category may still come to, as far as a settled one hangs on it."""

    sure: Ladder
    """The known points of those that surely hold a rank."""
    most: Ladder
    """What those that hold a rank now can come to at most."""
    unscored: int
    """How many have no score yet: they may come in anywhere."""

    @classmethod
    def of(cls, levels: Levels, ranked: Sequence[UnitScore], unscored: int) -> Self:
        """Take the units that hold a rank; an unanswered veto may take it away."""
        sure = (score for score in ranked if score.vetoed is not None or levels.vetoed_hold_rank)
        most = (_total(levels, score) + _could_add(levels, score) for score in ranked)
        return cls(Ladder.of(_total(levels, score) for score in sure), Ladder.of(most), unscored)

    def ranks(self, total: Fraction) -> tuple[int, int]:
        """Give the best and the worst rank that a settled total may have in the end."""
        return self.sure.rank(total), self.most.rank(total) + self.unscored


def _hanging(levels: Levels, total: Fraction, rest: _Rest, size: int) -> Iterator[str]:
    """Say that the level of a settled unit may still change with what is open about others (前30%)."""
    best, worst = rest.ranks(total)
    if levels.at(total, best, size) != levels.at(total, worst, size):
        yield f"等次还取决于{worst - best}个未定的单位"


def competition_ranks(totals: Mapping[str, Fraction]) -> Mapping[str, int]:
    """Rank by 1, 2, 2, 4: a unit's rank is one more than the number of units above it."""
    ladder = Ladder.of(totals.values())
    return {name: ladder.rank(total) for name, total in totals.items()}


def _total(levels: Levels, score: UnitScore) -> Fraction:
    """Give 综合评分: known points, with the bonus or without it."""
    return score.base + (score.bonus if levels.with_bonus else ZERO)


def _could_add(levels: Levels, score: UnitScore) -> Fraction:
    """Give what pending rows could still add to 综合评分."""
    counted = (item.could_add for item in score.items if levels.with_bonus or item.points is not None)
    return add_up(counted)


def _level(levels: Levels, score: UnitScore, total: Fraction, rank: int | None, size: int) -> str:
    """Give the level; a veto settles it at once, anything open leaves it 待定."""
    if score.vetoed:
        return levels.last.name
    if score.open_questions:
        return PENDING
    return levels.at(total, rank, size).name


def _first_outside(
    levels: Levels, level: Level, ranks: Mapping[str, int], totals: Mapping[str, Fraction], size: int
) -> int | None:
    """Give the rank of the first unit that has the points of a level but not the place, and so a worse one."""
    worth = (name for name in ranks if level.is_worth(totals[name]))
    outside = (ranks[name] for name in worth if level in levels.above(levels.at(totals[name], ranks[name], size)))
    return min(outside, default=None)


def _just_outside(level: Level) -> str:
    """Say that a unit is the first that has the points but not the place."""
    enough = f"够{show(level.least)}分，" if level.least else ""
    return f"临界：{enough}名次刚在{level.share}之外"


def _without_score(unit: Unit, intake: Intake) -> Standing:
    """Give the line of a unit whose return was not read: no numbers."""
    state = intake.states[unit.name]
    level = MISSING if state is UnitState.MISSING else PENDING
    unsure = "的文件不能读取" if state is UnitState.UNREADABLE else "的填报以哪一份为准待定"
    what = f"的文件{intake.unusable[unit.name]}" if unit.name in intake.unusable else unsure
    remarks = () if state is UnitState.MISSING else (f"收到{what}，见收件登记",)
    return Standing(unit, state, None, None, None, level, remarks)


def _remarks(levels: Levels, score: UnitScore, total: Fraction, *, tied: bool) -> Iterator[str]:
    """Name what a person must know beside the level."""
    if tied:
        yield "并列"
    if score.vetoed:
        yield "一票否决"
    if score.pending:
        yield f"待核{len(score.pending)}项，可再加{show(_could_add(levels, score))}分"
    if score.vetoed is None:
        yield "是否一票否决待核"
    for bound in dict.fromkeys(level.least for level in levels.reached if level.least):
        if total == bound:
            yield f"临界：恰为{show(bound)}分"
        elif round_half_up(total) == round_half_up(bound):
            yield f"临界：四舍五入前{'不足' if total < bound else '超过'}{show(bound)}分"
