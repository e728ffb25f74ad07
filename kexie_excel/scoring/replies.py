"""县区回复 beside the findings they answer; a reply whose question is gone is a note, so that nothing a county wrote is lost."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from kexie_excel.findings import Finding, Severity, finding
from kexie_excel.returns.form_cells import Anchors
from kexie_excel.returns.model import Reply, Return

_BETWEEN = "；"


def with_replies(findings: Iterable[Finding], returns: Mapping[str, Return]) -> Iterator[Finding]:
    """Give the findings with the replies to them, then the replies to what is gone."""
    by_unit: dict[str, list[Finding]] = {}
    for found in findings:
        by_unit.setdefault(found.unit, []).append(found)
    for unit, own in by_unit.items():
        entry = returns.get(unit)
        yield from _Matched(entry, own).findings() if entry and entry.replies else own
    for unit, entry in returns.items():
        if entry.replies and unit not in by_unit:
            yield from _Matched(entry, []).findings()


@dataclass(frozen=True)
class _Matched:
    """One unit's findings and replies."""

    entry: Return
    own: list[Finding]

    @cached_property
    def _marks(self) -> dict[str, list[int]]:
        """Mark → the findings that bear it."""
        anchors, marks = Anchors(self.entry), dict[str, list[int]]()
        for at, found in enumerate(self.own):
            marks.setdefault(anchors.mark(found), []).append(at)
        return marks

    def findings(self) -> Iterator[Finding]:
        """Give the findings with their replies, then what is gone."""
        texts: dict[int, list[str]] = {}
        gone = []
        for reply in self.entry.replies:
            answered = self._answered(reply)
            gone += [] if answered else [reply]
            for at in answered:
                texts.setdefault(at, []).append(reply.text)
        for at, found in enumerate(self.own):
            yield replace(found, reply=_BETWEEN.join(texts.get(at, ())))
        for reply in gone:
            yield self._gone(reply)

    def _answered(self, reply: Reply) -> list[int]:
        """Give the findings that a reply is about: by its mark; where that is lost, by 编号 if only one is asked there."""
        if reply.mark:
            return self._marks.get(reply.mark, [])
        asked = [
            at for at, found in enumerate(self.own) if found.row == reply.row and found.severity is not Severity.NOTE
        ]
        return asked if reply.row and len(asked) == 1 else []

    def _gone(self, reply: Reply) -> Finding:
        """Keep a reply whose question is gone, or that answers none."""
        known = reply.row in self.entry.facts or reply.row in self.entry.self_scores
        row, unit = reply.row if known else "", self.entry.unit
        if reply.mark or reply.problem:
            words = {"round": str(reply.round), "problem": reply.problem}
            found = finding("K117", unit=unit, row=row, place=reply.place, words=words)
        else:
            found = finding("K119", unit=unit, row=row, place=reply.place)
        return replace(found, reply=reply.text)
