"""Several returns of one unit → the one that counts, or the question which.

The same content counts once. A later round (the feedback workbook carries its round) supersedes what it was made from, with the
differences listed. A round in which nothing was changed supersedes nothing, and what was sent after a round came back is not
superseded by it. Different content is nobody's to guess: a person chooses in the ledger.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kexie_excel.findings import Finding, Place, finding
from kexie_excel.inbox.receipts import Fate
from kexie_excel.returns.model import BonusRow, Entry, Return
from kexie_excel.returns.replies import merged


@dataclass(frozen=True)
class Settlement:
    """What became of one unit's returns."""

    adopted: Return | None
    """``None`` while a person has to choose."""
    notes: Mapping[str, tuple[Fate, str]]
    """File → its fate and why, for the files that were not simply adopted."""
    findings: tuple[Finding, ...]
    competing: tuple[str, ...]
    """The files among which a person chooses; empty where there is only one content."""


def settle_unit(returns: Sequence[Return], chosen: str = "") -> Settlement:
    """Settle one unit's returns; ``chosen`` is the file that the ledger names, if any."""
    every = _same_content(returns)
    heads = [group for group in every if not any(_supersedes(other, group) for other in every if other is not group)]
    current = [entry for group in heads for entry in group if entry.round == group[0].round]
    competing = tuple(entry.file for entry in current) if len(heads) > 1 else ()
    groups, others = _chosen_first(heads, chosen) if competing else (heads, [])
    latest = max(entry.round for entry in current)
    notes = {entry.file: (Fate.SUPERSEDED, f"已收到第{latest}轮的填报") for entry in returns if entry not in current}
    for entry in others:
        notes[entry.file] = (Fate.SET_ASIDE, f"台账“采用文件”选定的是 {groups[0][0].file}")
    if len(groups) > 1:
        return _undecided(groups, notes, competing)
    first, *same = (entry for entry in groups[0] if entry.round == groups[0][0].round)
    for entry in same:
        notes[entry.file] = (Fate.DUPLICATE, finding("K106", same=first.file).message)
    earlier = sorted((entry for entry in returns if entry.round < first.round), key=lambda entry: -entry.round)
    findings = tuple(_superseded([entry for entry in earlier if entry not in others], first, chosen))
    own = (reply for entry in groups[0] if entry.round == first.round for reply in entry.replies)
    # what was replied in a round that did not count is not lost
    more = [*earlier, *(entry for entry in others if entry.round > first.round)]
    replies = merged([own, *(entry.replies for entry in more)])
    adopted = first if replies == first.replies else replace(first, replies=replies)
    return Settlement(adopted, notes, findings, competing)


def _supersedes(group: Sequence[Return], other: Sequence[Return]) -> bool:
    """Tell whether what a group of returns says goes before what another says: by one later than all of the other.

    It does where the feedback workbook was filled with what the other says. Else the other came from somewhere else, perhaps
    afterwards: it is gone before only where it surely is older, and where the later round changed anything at all.
    """
    return any(
        entry.round > max(old.round for old in other)
        and (
            other[0].said in entry.grown_from
            or (not _is_unchanged(entry, group) and all(_is_older(old, entry) for old in other))
        )
        for entry in group
    )


def _is_older(old: Return, new: Return) -> bool:
    """Tell whether a file surely was saved before another."""
    return old.modified is not None and new.modified is not None and old.modified < new.modified


def _is_unchanged(entry: Return, same: Sequence[Return]) -> bool:
    """Tell whether a feedback workbook came back with the answers it was sent with."""
    if entry.grown_from:
        return entry.said == entry.grown_from[0]
    return any(other.round < entry.round for other in same)


def _undecided(
    groups: Sequence[Sequence[Return]], notes: dict[str, tuple[Fate, str]], competing: tuple[str, ...]
) -> Settlement:
    """Leave the choice to a person."""
    for group in groups:
        for entry in group:
            if entry.file in notes:
                continue
            notes[entry.file] = (Fate.UNDECIDED, f"该单位有{len(groups)}份内容不同的填报")
    files = "、".join(map(_named, groups))
    asked = finding("K105", unit=groups[0][0].unit, count=str(len(groups)), files=files)
    return Settlement(None, notes, (asked,), competing)


def _named(group: Sequence[Return]) -> str:
    """Name a file among several, and where it comes from if that is a feedback workbook."""
    first = group[0]
    if not first.round:
        return first.file
    return f"{first.file}（第{first.round}轮核对反馈{'，内容没有改动' * _is_unchanged(first, group)}）"


def _same_content(returns: Sequence[Return]) -> list[list[Return]]:
    """Group the returns of one unit by what they say, in each group the latest round first."""
    groups: dict[object, list[Return]] = {}
    for entry in returns:
        groups.setdefault(_content(entry), []).append(entry)
    return [sorted(group, key=lambda entry: -entry.round) for group in groups.values()]


def _chosen_first(groups: list[list[Return]], chosen: str) -> tuple[list[list[Return]], list[Return]]:
    """Give the group of the chosen file alone, that file first, and the files set aside; all groups where none is."""
    for group in groups:
        if any(entry.file == chosen for entry in group):
            first = sorted(group, key=lambda entry: entry.file != chosen)
            return [first], [entry for other in groups if other is not group for entry in other]
    return groups, []


def _content(entry: Return) -> object:
    """Give what a return says, apart from where it says it; what is struck through in one says less than the same text."""
    answers = tuple((key, fact.said) for key, fact in entry.facts.items())
    scores = tuple((key, score.said) for key, score in entry.self_scores.items())
    return answers, scores, tuple(map(_bonus_said, entry.bonus)), tuple(entry.materials.items())


def _bonus_said(row: BonusRow) -> object:
    """Give what a bonus row says, and whether it can be relied on."""
    return row.said, row.year


def _superseded(earlier: Sequence[Return], new: Return, chosen: str) -> Iterator[Finding]:
    """List what a later round changed against the one before it, and against each of several different ones of one round.

    Among these a person may have chosen; else a correction may be in one of them that nobody has seen.
    """
    rounds = dict.fromkeys(entry.round for entry in earlier)
    for at, number in enumerate(rounds):
        groups = _same_content([entry for entry in earlier if entry.round == number])
        for group in groups if len(groups) > 1 or not at else ():
            yield from _changes(group[0], new)
        if len(groups) > 1 and not any(entry.file == chosen for group in groups for entry in group):
            words = {"round": str(new.round), "files": "、".join(group[0].file for group in groups)}
            yield finding("K120", unit=new.unit, place=Place(new.file), words=words)
    yield from _taken_back(earlier, new)


def _taken_back(earlier: Sequence[Return], new: Return) -> Iterator[Finding]:
    """Ask where a later round says again what stood there before the round in between corrected it.

    Two feedback workbooks may be on their way at once: what was corrected in the first is not in the second.
    """
    for old in earlier:
        older = [entry for entry in earlier if entry.round < old.round]
        parts = [
            f"{key} {before.raw or '空'}→{now.raw or '空'}"
            for key, before, now in _changed(old, new)
            if any(
                key == other and now.said == was.said for entry in older for other, was, _now in _changed(entry, old)
            )
        ]
        if parts:
            words = {"round": str(new.round), "old": old.file, "changes": "；".join(parts)}
            yield finding("K121", unit=new.unit, place=Place(new.file), words=words)


def _changed(old: Return, new: Return) -> Iterator[tuple[str, Entry, Entry]]:
    """Give the answers and scores that read otherwise: key, old, new."""
    for before, after in ((old.facts, new.facts), (old.self_scores, new.self_scores)):
        yield from ((key, before[key], entry) for key, entry in after.items() if before[key].said != entry.said)


def _changes(old: Return, new: Return) -> Iterator[Finding]:
    """List what a later round changed: old → new."""
    parts = [f"{key} {before.raw or '空'}→{now.raw or '空'}" for key, before, now in _changed(old, new)]
    if [row.said for row in old.bonus] != [row.said for row in new.bonus]:
        parts.append(f"加分项{len(old.bonus)}行→{len(new.bonus)}行（有改动）")
    words = {"round": str(new.round), "old": old.file, "changes": "；".join(parts) or "没有改动"}
    yield finding("K112", unit=new.unit, place=Place(new.file), words=words)
