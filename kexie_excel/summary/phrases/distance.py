"""距上一等次 in words: how many points and places a unit is short of the next better level, and where it lost most."""

from collections.abc import Iterator

from kexie_excel.numbers import show, show_up
from kexie_excel.scheme.model import Scheme
from kexie_excel.scoring.insight.distance import Climb, Distance
from kexie_excel.scoring.result import Standing, UnitScore

_MOST_LOST = 3
"""The most items that are named as those that lost most."""


def distance_text(scheme: Scheme, standing: Standing, distance: Distance | None) -> str:
    """Give the sentence about one unit."""
    score = standing.score
    if score is None:
        return f"{standing.state}，无法计算"
    if distance is None:
        return "一票否决，不能靠加分改变" if scheme.has_bonus else "一票否决，得分再高也不改变"
    return "\n".join(filter(None, (_open(score), *_climb(scheme, distance))))


def _open(score: UnitScore) -> str:
    """Say what is still open, since the rest speaks of what is settled."""
    parts = ["是否一票否决待核"] if score.vetoed is None else []
    if score.pending:
        parts.append(f"待核{len(score.pending)}项，可再加{show(score.could_add)}分")
    return "；".join(parts)


def _climb(scheme: Scheme, distance: Distance) -> Iterator[str]:
    """Say what the next better level takes, one thing a line."""
    climb, rank = distance.climb, distance.standing.rank or 0
    if climb is None:
        yield f"按已核定的得分已够{distance.level}"
    elif climb.places == 0:
        own = "本类别" if scheme.has_categories else ""
        yield f"{climb.level.share}不足1名，{own}没有{climb.level.name}名额"
    else:
        yield f"距{climb.level.name}：{_points(climb)}"
        if climb.ahead:
            yield f"名次需再进{rank - (climb.places or 0)}位（现第{rank}，{climb.level.share}只有{climb.places}名）"
        yield from _pending(climb, distance)
        yield from _lost(scheme, climb, distance)


def _points(climb: Climb) -> str:
    """Say how many points are lacking; printed they are rounded up, so that what is printed is enough."""
    more = f"差{show_up(climb.points)}分" if climb.points else ""
    if climb.behind > climb.short:
        return f"{more}（与第{climb.ahead}名同分）"
    return more if climb.is_enough else "，且".join(filter(None, (more, f"须超过{show(climb.level.least)}分")))


def _pending(climb: Climb, distance: Distance) -> Iterator[str]:
    """Say whether what is pending could be enough by itself."""
    if distance.could_add:
        yield "待核的全部认定就够" if climb.is_reached_by(distance.could_add) else "待核的全部认定也不够"


def _lost(scheme: Scheme, climb: Climb, distance: Distance) -> Iterator[str]:
    """Name the items that lost most, and say where all of them together are too little."""
    named = "、".join(f"{item}（{show(points)}分）" for item, points in distance.lost[:_MOST_LOST])
    if named:
        yield f"失分最多：{named}"
    if not climb.is_reached_by(distance.lost_points + distance.could_add):
        more = "还须靠加分" if scheme.has_bonus and scheme.levels.with_bonus else "补满也不够"
        yield f"各项失分共{show(distance.lost_points)}分，{more}"
