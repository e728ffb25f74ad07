"""Several returns of one unit → the one that counts, or the question which.

The same content counts once. A later round (the feedback workbook carries its round) supersedes the earlier ones, with the
differences listed. Different content of the same round is nobody's to guess: a person chooses in the ledger.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kexie_excel.findings import Finding, Place, finding
from kexie_excel.inbox.receipts import Fate
from kexie_excel.returns.model import BonusRow, Entry, Return
from kexie_excel.returns.replies import merged
from kexie_excel.scheme.fact import Gap


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
    latest = max(entry.round for entry in returns)
    current = [entry for entry in returns if entry.round == latest]
    earlier = [entry for entry in returns if entry.round < latest]
    groups = _same_content(current)
    competing = tuple(entry.file for entry in current) if len(groups) > 1 else ()
    notes: dict[str, tuple[Fate, str]] = {}
    if competing:
        groups, others = _chosen_first(groups, chosen)
        for entry in others:
            notes[entry.file] = (Fate.SET_ASIDE, f"台账“采用文件”选定的是 {groups[0][0].file}")
    for entry in earlier:
        notes[entry.file] = (Fate.SUPERSEDED, f"已收到第{latest}轮的填报")
    if len(groups) > 1:
        return _undecided(groups, notes, competing)
    first, *same = groups[0]
    for entry in same:
        notes[entry.file] = (Fate.DUPLICATE, finding("K106", same=first.file).message)
    earlier.sort(key=lambda entry: -entry.round)
    findings = tuple(_superseded(earlier, first, chosen))
    own = (reply for entry in groups[0] for reply in entry.replies)
    replies = merged([own, *(entry.replies for entry in earlier)])
    adopted = first if replies == first.replies else replace(first, replies=replies)
    return Settlement(adopted, notes, findings, competing)


def _undecided(
    groups: Sequence[Sequence[Return]], notes: dict[str, tuple[Fate, str]], competing: tuple[str, ...]
) -> Settlement:
    """Leave the choice to a person."""
    for group in groups:
        for entry in group:
            notes[entry.file] = (Fate.UNDECIDED, f"该单位有{len(groups)}份内容不同的填报")
    files = "、".join(group[0].file for group in groups)
    asked = finding("K105", unit=groups[0][0].unit, count=str(len(groups)), files=files)
    return Settlement(None, notes, (asked,), competing)


def _same_content(returns: Sequence[Return]) -> list[list[Return]]:
    """Group the returns of one unit by what they say."""
    groups: dict[object, list[Return]] = {}
    for entry in returns:
        groups.setdefault(_content(entry), []).append(entry)
    return list(groups.values())


def _chosen_first(groups: list[list[Return]], chosen: str) -> tuple[list[list[Return]], list[Return]]:
    """Give the group of the chosen file alone, that file first, and the files set aside; all groups where none is."""
    for group in groups:
        if any(entry.file == chosen for entry in group):
            first = sorted(group, key=lambda entry: entry.file != chosen)
            return [first], [entry for other in groups if other is not group for entry in other]
    return groups, []


def _content(entry: Return) -> object:
    """Give what a return says, apart from where it says it; what is struck through in one says less than the same text."""
    answers = tuple((key, _said(fact)) for key, fact in entry.facts.items())
    scores = tuple((key, _said(score)) for key, score in entry.self_scores.items())
    return answers, scores, tuple(map(_bonus_said, entry.bonus)), tuple(entry.materials.items())


def _said(entry: Entry) -> object:
    """Give what a cell says: 3 and 3次 are the same; of what was not understood, the text."""
    return (entry.value, entry.raw) if isinstance(entry.value, Gap) else (entry.value, "")


def _bonus_said(row: BonusRow) -> object:
    """Give what a bonus row says, and whether it can be relied on."""
    return _bonus_content(row), row.year


def _bonus_content(row: BonusRow) -> tuple[object, ...]:
    """Give what a bonus row says."""
    return (
        *(row.kind, row.work, row.award, row.certificate, row.issuer),
        *(row.date_text, _said(row.quantity), row.evidence),
    )


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
                key == other and _said(now) == _said(was)
                for entry in older
                for other, was, _now in _changed(entry, old)
            )
        ]
        if parts:
            words = {"round": str(new.round), "old": old.file, "changes": "；".join(parts)}
            yield finding("K121", unit=new.unit, place=Place(new.file), words=words)


def _changed(old: Return, new: Return) -> Iterator[tuple[str, Entry, Entry]]:
    """Give the answers and scores that read otherwise: key, old, new."""
    for before, after in ((old.facts, new.facts), (old.self_scores, new.self_scores)):
        yield from ((key, before[key], entry) for key, entry in after.items() if _said(before[key]) != _said(entry))


def _changes(old: Return, new: Return) -> Iterator[Finding]:
    """List what a later round changed: old → new."""
    parts = [f"{key} {before.raw or '空'}→{now.raw or '空'}" for key, before, now in _changed(old, new)]
    if [*map(_bonus_content, old.bonus)] != [*map(_bonus_content, new.bonus)]:
        parts.append(f"加分项{len(old.bonus)}行→{len(new.bonus)}行（有改动）")
    words = {"round": str(new.round), "old": old.file, "changes": "；".join(parts) or "没有改动"}
    yield finding("K112", unit=new.unit, place=Place(new.file), words=words)
