"""Hold what a county says against what its facts give: answers, self scores, sums, materials, veto."""

from collections.abc import Collection, Iterator, Sequence
from fractions import Fraction
from functools import partial

from kexie_excel.findings import NOWHERE, Finding, Place, finding
from kexie_excel.form.headers import Facts
from kexie_excel.numbers import ZERO, add_up, looks_like, looks_within, show
from kexie_excel.returns.doubts.displaced import DISPLACED, MISMATCHED
from kexie_excel.returns.model import Entry, Return
from kexie_excel.scheme.fact import Fact, FactKind, Gap
from kexie_excel.scheme.model import Item, Scheme
from kexie_excel.scoring.evidence import named_evidence
from kexie_excel.scoring.result import ItemScore, UnitScore

_MANY = 10
"""From so many on nobody reads a list of them, where another one is shorter, or one sentence says it."""
_EXPECTED = {FactKind.COUNT: "一个整数，没有的填 0", FactKind.AMOUNT: "一个数，单位{unit}"}


def check_unit(
    scheme: Scheme, entry: Return, score: UnitScore, ruled: Collection[str] = frozenset()
) -> Iterator[Finding]:
    """Give everything that does not hold in one return, the bonus rows aside.

    Args:
        scheme: the method.
        entry: the return, with what was ruled in the place of what was sent.
        score: what it came to.
        ruled: the facts whose answer was ruled.
    """
    item_of, issued_of = score.item_of, (scheme.issued or scheme).item_of
    for item in scheme.items:
        yield from _facts(entry, item, item_of[item.id])
        yield from _veto(entry, item, scheme.levels.last.name, vetoed=score.vetoed, ruled=ruled)
        issued = issued_of[item.id]
        limit = max(item.points, item.maximum, issued.points, issued.maximum)
        yield from _self_score(entry, item_of[item.id], limit)
    for bonus in scheme.bonus:
        yield from _bonus_self_score(entry, item_of[bonus.id])
    yield from _own_total(entry)
    yield from _sums(scheme, entry, score)
    yield from _materials(scheme, entry)
    yield from _evidence(scheme, entry, score)


def _facts(entry: Return, item: Item, scored: ItemScore) -> Iterator[Finding]:
    """Report every answer that is missing or not understood, and why an item cannot be computed."""
    open_facts = {fact for doubt in scored.doubts for fact in doubt.facts}
    for fact in item.facts:
        if item.veto and fact is item.veto.count.fact:
            continue
        if scored.is_decided and entry.facts[fact.id].value is Gap.UNREADABLE:
            # whoever decided on the points has seen what stands there
            continue
        found = _gap(entry, fact, entry.facts[fact.id], matters=fact.id in open_facts)
        if found:
            yield found
    if not scored.computed.is_pending:
        return
    for doubt in scored.doubts:
        if not doubt.facts:
            place = entry.self_scores[item.id].place
            yield finding("K404", unit=entry.unit, row=item.id, place=place, reason=doubt.reason)
        elif not any(isinstance(entry.facts[fact].value, Gap) for fact in doubt.facts):
            could = show(scored.could_add)
            is_own = scored.as_sent is None or doubt in scored.as_sent.doubts
            code, place = ("K401", entry.facts[doubt.facts[0]].place) if is_own else ("K406", NOWHERE)
            yield finding(code, unit=entry.unit, row=item.id, place=place, reason=doubt.reason, could=could)


def _gap(entry: Return, fact: Fact, answer: Entry, *, matters: bool) -> Finding | None:
    """Report one answer that is no value: as a question where that leaves points open."""
    if not isinstance(answer.value, Gap):
        return None  # nearly all are values, and what could be said of them takes its time to put together
    words = {"ask": fact.ask, "raw": answer.raw, "why": answer.why, "expected": expected(fact)}
    report = partial(finding, unit=entry.unit, row=fact.id, place=answer.place, words=words)
    match answer.value:
        case Gap.BLANK:
            return report("K201") if matters else report("K204")
        case Gap.UNREADABLE if answer.why == DISPLACED:
            return None  # the block it stands in is asked about as a whole
        case Gap.UNREADABLE if answer.why == MISMATCHED and _is_mixed_up(entry):
            return None  # so is a sheet whose questions and answers moved
        case Gap.UNREADABLE:
            return report("K202") if matters else report("K208")
        case Gap.NOT_APPLICABLE:
            return report("K203") if matters else report("K222")


def _is_mixed_up(entry: Return) -> bool:
    """Tell whether so many rows do not fit their keys that each of them need not be asked about."""
    return sum(answer.why == MISMATCHED for answer in entry.facts.values()) >= _MANY


def expected(fact: Fact) -> str:
    """Say what an answer to a fact looks like."""
    if fact.options:
        return "或".join(f"“{option}”" for option in fact.options)
    return _EXPECTED[fact.kind].format(unit=fact.unit)


def _veto(entry: Return, item: Item, worst: str, *, vetoed: bool | None, ruled: Collection[str]) -> Iterator[Finding]:
    """年内若出现1例违纪违规违法事件，绩效评估一票否决 (2.1)."""
    if item.veto is None:
        return
    fact = item.veto.count.fact
    answer = entry.facts[fact.id]
    if answer.number is None:
        state = f"填的是“{answer.raw}”，{answer.why}" if answer.value is Gap.UNREADABLE else fact.show(answer.value)
        yield finding("K403", unit=entry.unit, row=fact.id, place=answer.place, ask=fact.ask, state=state)
    elif vetoed and answer.number >= item.veto.at_least:
        words = {"ask": fact.ask, "value": fact.show(answer.value), "expected": worst}
        code, place = ("K405", NOWHERE) if fact.id in ruled else ("K402", answer.place)
        yield finding(code, unit=entry.unit, row=fact.id, place=place, words=words)


def _self_score(entry: Return, scored: ItemScore, limit: Fraction) -> Iterator[Finding]:
    """Hold one self score against 分值 and against the computed score."""
    answer = entry.self_scores[scored.id]
    if answer.value is Gap.BLANK:
        yield finding("K301", unit=entry.unit, row=scored.id, place=answer.place, computed=scored.adopted)
    elif scored.self_score is not None and scored.self_score > limit:
        words = {"self": show(scored.self_score), "points": show(limit)}
        yield _score_finding("K302", entry, scored, words)
    else:
        yield from _difference(entry, scored)


def _bonus_self_score(entry: Return, scored: ItemScore) -> Iterator[Finding]:
    """Hold the self score of a bonus item, which has no 分值, against the computed one."""
    answer = entry.self_scores[scored.id]
    if answer.value is Gap.BLANK:
        _least, most = scored.bounds
        if most and not scored.blank_as_issued:
            yield finding("K301", unit=entry.unit, row=scored.id, place=answer.place, computed=scored.adopted)
    else:
        yield from _difference(entry, scored)


def _difference(entry: Return, scored: ItemScore) -> Iterator[Finding]:
    """Report a self score that cannot be read, is negative, or is not what the facts give; another than was decided is noted."""
    answer, claimed = entry.self_scores[scored.id], scored.self_score
    low, high = scored.bounds
    if claimed is None:
        words = {"raw": answer.raw, "why": answer.why}
        yield finding("K308", unit=entry.unit, row=scored.id, place=answer.place, words=words)
    elif claimed < 0:
        yield _score_finding("K303", entry, scored, {"self": show(claimed)})
    elif not looks_within(claimed, low, high):
        over = claimed > high
        words = {"self": show(claimed), "low": show(low), "high": show(high), "ground": scored.ground}
        words |= {"computed": show(low), "difference": show(abs(claimed - low))}
        code = ("K309" if over else "K310") if scored.computed.is_pending else ("K304" if over else "K305")
        # the county answers for what it filled in by the form it was given, not for what people decided since
        if scored.is_answered_for:
            code = "K311"
        elif scored.held_as_issued:
            code = "K312"
            words["computed"] = scored.computed_text if scored.computed.is_pending else f"{scored.computed_text}分"
        yield _score_finding(code, entry, scored, words)


def _score_finding(code: str, entry: Return, scored: ItemScore, words: dict[str, str]) -> Finding:
    """Make a finding about a self score, with both numbers."""
    return finding(
        code,
        unit=entry.unit,
        row=scored.id,
        place=entry.self_scores[scored.id].place,
        self_score=scored.self_score,
        computed=scored.adopted,
        words=words,
    )


def _own_total(entry: Return) -> Iterator[Finding]:
    """Hold the county's own 合计 against its own self scores; a sum that no program calculated says nothing."""
    total = entry.own_total.number
    added = add_up(score.number or ZERO for score in entry.self_scores.values())
    if total is not None and total != added:
        words = {"total": show(total), "sum": show(added)}
        yield finding("K306", unit=entry.unit, place=entry.own_total.place, words=words)


def _sums(scheme: Scheme, entry: Return, score: UnitScore) -> Iterator[Finding]:
    """Set the section and grand totals side by side where they differ; not where that is settled, or others' to settle."""
    item_of, parts = score.item_of, []
    others = {item.id for item in score.items if item.needs_no_account or _waits_for_others(entry, item)}
    groups = [(section.name, [item.id for item in section.items]) for section in scheme.sections]
    groups.append((scheme.bonus_heading, [item.id for item in scheme.bonus]))
    for name, ids in groups:
        claimed = add_up(item_of[row].self_score or ZERO for row in ids)
        computed = add_up(item_of[row].known for row in ids)
        if claimed != computed and any(
            not looks_like(item_of[row].known, item_of[row].self_score or ZERO) for row in ids if row not in others
        ):
            parts.append(f"{name}自评{show(claimed)}、核算{show(computed)}")
    own, computed = score.self_total, score.base + score.bonus
    if parts and own is not None:
        words = {"self": show(own), "computed": show(computed), "parts": "；".join(parts)}
        yield finding("K307", unit=entry.unit, self_score=own, computed=computed, words=words)


def _waits_for_others(entry: Return, item: ItemScore) -> bool:
    """Tell whether the unit can do nothing about an open item: it said 不适用, or people give the points."""
    facts = [fact for doubt in item.computed.doubts for fact in doubt.facts]
    is_open = item.adopted is None and item.points is not None
    return is_open and all(entry.facts[fact].value is Gap.NOT_APPLICABLE for fact in facts)


def _materials(scheme: Scheme, entry: Return) -> Iterator[Finding]:
    """并按要求准备好年度工作总结、工作绩效评价表和相关佐证材料 (四、1)."""
    for material in scheme.materials:
        state = entry.materials[material.id]
        if state is not True:
            code = "K601" if state is False else "K602"
            place = entry.material_places.get(material.id, NOWHERE)
            yield finding(code, unit=entry.unit, place=place, material=material.name)


def _evidence(scheme: Scheme, entry: Return, score: UnitScore) -> Iterator[Finding]:
    """并按要求准备好…相关佐证材料 (四、1): name in one question the items that earn points with nothing to show for it."""
    if (Facts.SHEET, Facts.ANSWER) not in entry.typed:
        # Of a return that was not read from a form it is not known what stands beside its answers.
        return
    named, item_of = named_evidence(scheme, entry), score.item_of
    earned = [item.id for item in scheme.items if item_of[item.id].known and not item_of[item.id].is_decided]
    bare = [key for key in earned if key not in named]
    if bare:
        words = _named_items([key for key in earned if key in named], bare)
        yield finding("K604", unit=entry.unit, place=Place(entry.file, Facts.SHEET), words=words)


def _named_items(shown: Sequence[str], bare: Sequence[str]) -> dict[str, str]:
    """Say which items are meant, the shorter way: by their names, or by those that are not."""
    if len(bare) < _MANY or len(shown) >= len(bare):
        return {"which": f"这{len(bare)}个得分的指标", "items": "、".join(bare)}
    total = len(shown) + len(bare)
    if not shown:
        return {"which": f"得分的{total}个指标", "items": "全部"}
    return {"which": f"得分的{total}个指标里有{len(bare)}个", "items": f"除{'、'.join(shown)}以外全部"}
