"""审定 held against the rules: no level lifts a vetoed unit, and what goes against the order of points needs a reason."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from kexie_excel.findings import Finding, finding
from kexie_excel.numbers import ZERO
from kexie_excel.scheme.model import Scheme
from kexie_excel.scoring.decisions import Approval, Decisions
from kexie_excel.scoring.result import Standing

_UNDECIDED = Approval("")


def refused_approvals(scheme: Scheme, standings: Sequence[Standing], decisions: Decisions) -> Mapping[str, Finding]:
    """Give the units whose 审定等次 the 办法 leaves no room for, each with what is to be said: a veto settles the level."""
    vetoes = [item for item in scheme.items if item.veto]
    clause = "、".join(item.text if item.text.startswith(item.id) else f"{item.id} {item.text}" for item in vetoes)
    refused: dict[str, Finding] = {}
    for standing in standings:
        given = decisions.approvals.get(standing.unit.name, _UNDECIDED)
        is_vetoed = standing.score is not None and standing.score.vetoed
        if is_vetoed and given.level and given.level != scheme.levels.last.name:
            words = {"level": given.level, "failed": scheme.levels.last.name, "clause": clause}
            refused[standing.unit.name] = finding("K734", unit=standing.unit.name, place=given.place, words=words)
    return refused


def approved(scheme: Scheme, standings: Sequence[Standing], decisions: Decisions) -> tuple[Standing, ...]:
    """Lay what was decided beside what the rules suggest, and what goes against the order of points beside that."""
    given = {own.unit.name: decisions.approvals.get(own.unit.name, _UNDECIDED) for own in standings}
    laid = [replace(own, approved=given[own.unit.name].level, reason=given[own.unit.name].reason) for own in standings]
    return tuple(replace(own, against=tuple(_against(scheme, laid, own))) for own in laid)


def is_unexplained(own: Standing) -> bool:
    """Tell whether the decided level is not the suggested one, and nobody wrote why."""
    return own.approved not in {"", own.level} and not own.reason


def unexplained(standings: Sequence[Standing], decisions: Decisions) -> Iterator[Finding]:
    """Ask why a unit was given another level than the rules suggest; say again what was explained against the order."""
    for own in standings:
        if not own.approved or own.approved == own.level:
            continue
        words = {"level": own.approved, "suggested": own.level, "against": "，".join(own.against), "reason": own.reason}
        code = "K733" if not own.against else "K736" if own.reason else "K735"
        if own.against or not own.reason:
            place = decisions.approvals[own.unit.name].place
            yield finding(code, unit=own.unit.name, place=place, words=words)


def _against(scheme: Scheme, standings: Sequence[Standing], own: Standing) -> Iterator[str]:
    """Say how the level of a unit goes against 前30% or against the points of others in its category."""
    order = scheme.levels.names[::-1]
    if own.approved not in order or own.approved == own.level or own.total is None:
        return
    others = [
        other
        for other in standings
        if other.unit.category == own.unit.category and other.total is not None and other.approved in order
    ]
    yield from _too_many(scheme, standings, own)
    rivals = [other.unit.name for other in others if other.score and not other.score.vetoed]
    height = {other.unit.name: order.index(other.approved) for other in others}
    totals = {other.unit.name: other.total or ZERO for other in others}
    mine, points = height[own.unit.name], own.total
    groups = {
        "与{}同分，等次不同": [name for name in rivals if totals[name] == points and height[name] != mine],
        "分数比{}低，等次却更高": [name for name in rivals if totals[name] > points and height[name] < mine],
        "分数比{}高，等次却更低": [name for name in rivals if totals[name] < points and height[name] > mine],
    }
    yield from (text.format("、".join(names)) for text, names in groups.items() if names)


def _too_many(scheme: Scheme, standings: Sequence[Standing], own: Standing) -> Iterator[str]:
    """Name the levels to which a unit was lifted of which there are now more than their share of its category."""
    category, size = own.unit.category, len(scheme.units_in(own.unit.category))
    beside = [other for other in standings if other.unit.category == category]
    for level in scheme.levels.limited:
        enough = scheme.levels.names[: scheme.levels.best_first.index(level) + 1]
        if own.approved not in enough or own.level in enough:
            continue
        given = sum(other.approved in enough and other.total is not None for other in beside)
        # all units of a tie at the last place are within it
        most = max(level.places(size) or 0, sum(other.level in enough for other in beside))
        if given > most:
            better = "" if len(enough) == 1 else "及以上"
            where = category if scheme.has_categories else ""
            yield f"{where}审定{level.name}{better}{given}个，{level.share}只有{most}个"
