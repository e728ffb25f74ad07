"""Answers that stand beside other questions than their own: a block one row off, or a column that was sorted by itself.

Nobody can be sure, so nothing is put back: the block waits. What speaks for a shift: answers of the wrong sort that fit the
row they came from, a gap above or below, an answer below the table, and self scores that agree with the answers moved back.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property

from kexie_excel.returns.coerce import coerce
from kexie_excel.scheme.fact import Answer, Fact, FactKind, Gap
from kexie_excel.scheme.model import Item

_DOWN, _UP = 1, -1
"""Which way the answers went: a row's own answer stands one row below it, or above."""
_SIGNS = 2
"""How many signs must agree."""
_OF_EACH = 3
"""From how many numbers among words, and words among numbers, on a column counts as sorted."""
_MOST_GAPS, _MOST_ROWS = 3, 14
"""How many empty rows are tried as the end of a shift, and how long a block is held against the self scores."""


@dataclass(frozen=True)
class Block:
    """Rows whose answers may be others'."""

    keys: tuple[str, ...]
    signs: str
    """What speaks for it, in words."""


@dataclass(frozen=True)
class AnswerColumn:
    """The answers of a table in the order of its rows."""

    facts: Sequence[Fact]
    texts: Sequence[str]
    """What stands in the answer cells."""
    below: str = ""
    """What stands in the answer cell directly below the last row."""
    items: Sequence[Item] = ()
    scores: Mapping[str, Fraction] = field(default_factory=dict)
    """Item id → the county's own score."""

    def blocks(self) -> Iterator[Block]:
        """Give what is not to be relied on; the whole column where it cannot be parted."""
        found = self._by_sort()
        covered = {at for rows, _signs in found for at in rows}
        if not found:
            found = list(self._by_scores())
            covered = {at for rows, _signs in found for at in rows}
        rest = self._clashes - covered
        numbers = sum(self.facts[at].kind in {FactKind.YES_NO, FactKind.CHOICE} for at in rest)
        if min(numbers, len(rest) - numbers) >= _OF_EACH:
            yield self._block(range(len(self.facts)), f"有{len(self._clashes)}处答案和问题对不上")
            return
        for rows, signs in found:
            yield self._block(rows, signs)

    def _block(self, rows: Sequence[int], signs: str) -> Block:
        """Name the rows of a block in which something stands."""
        return Block(tuple(self.facts[at].id for at in rows), signs)

    @cached_property
    def _values(self) -> Sequence[Answer]:
        """The answers as read."""
        return [coerce(text, fact).value for fact, text in zip(self.facts, self.texts, strict=True)]

    @cached_property
    def _clashes(self) -> frozenset[int]:
        """The rows whose text is a plain answer of another sort: a number where 是 is asked, 是 where a number is."""
        sorts = {fact.kind: fact for fact in self.facts}
        return frozenset(
            at
            for at, value in enumerate(self._values)
            if value is Gap.UNREADABLE
            and any(
                not isinstance(coerce(self.texts[at], other).value, Gap)
                for kind, other in sorts.items()
                if not {kind, self.facts[at].kind} <= _NUMBERS
            )
        )

    def _at(self, at: int) -> str:
        """Give what stands in a row's answer cell, the one below the table too."""
        return self.texts[at] if at < len(self.texts) else self.below

    def _fits(self, at: int, source: int) -> bool:
        """Tell whether what stands in another row can be the answer to this one."""
        if not 0 <= source < len(self.texts) + bool(self.below):
            return False
        return coerce(self._at(source), self.facts[at]).value is not Gap.UNREADABLE

    def _by_sort(self) -> list[tuple[range, str]]:
        """Find the shifts for which the sorts of the answers speak, the plainest first."""
        found = [shift for way in (_DOWN, _UP) for shift in self._moved(way)]
        kept: list[tuple[range, str]] = []
        explained: set[int] = set()
        for rows, clashes, signs in sorted(found, key=lambda shift: -len(shift[1])):
            if not clashes or not clashes <= explained:
                kept.append((rows, signs))
                explained |= clashes
        return kept

    def _moved(self, way: int) -> Iterator[tuple[range, frozenset[int], str]]:
        """Find the runs of rows whose answers fit one row ``way`` off, with the clashes that this would explain."""
        for run in _runs(len(self.facts), lambda at: self._fits(at, at + way)):
            clashes = frozenset(at for at in self._clashes if at - way in run)
            overflows = bool(self.below) and way == _DOWN and run.stop == len(self.facts)
            gap = self._gap(run, clashes, way)
            signs = len(clashes) + (gap is not None) + overflows
            if signs >= _SIGNS:
                told = [f"有{len(clashes)}处答案和问题对不上"] if clashes else []
                told += [f"{self.facts[gap].id}空着"] if gap is not None else []
                told += ["表下面多出一个答案"] if overflows else []
                yield self._reach(run, gap, way), clashes, "、".join(told)

    def _gap(self, run: range, clashes: frozenset[int], way: int) -> int | None:
        """Give the empty row from which the answers were moved on: above them, or below."""
        gaps = [at for at in run if not self.texts[at]]
        if way == _UP:
            return next((at for at in gaps if not clashes or at > max(clashes)), None)
        first = min(clashes, default=len(self.facts))
        return next((at for at in reversed(gaps) if at < first), None)

    def _reach(self, run: range, gap: int | None, way: int) -> range:
        """Give the rows that a shift touches: those of the run, from or up to the gap, and the one whose answer was lost."""
        if way == _DOWN:
            return range(run.start if gap is None else gap, min(run.stop + 1, len(self.facts)))
        return range(max(run.start - 1, 0), run.stop if gap is None else gap + 1)

    def _by_scores(self) -> Iterator[tuple[range, str]]:
        """Find a shift of answers of one sort: beside a gap, where the self scores agree with the answers moved back only."""
        gaps = [at for at, text in enumerate(self.texts) if not text]
        for gap in gaps if len(gaps) <= _MOST_GAPS else ():
            for way in (_DOWN, _UP):
                rows = next((rows for rows in self._beside(gap, way) if self._is_told_by_scores(rows, way)), None)
                if rows is not None:
                    yield rows, f"{self.facts[gap].id}空着，自评分和挪回一行后的答案相符"
                    break

    def _beside(self, gap: int, way: int) -> Iterator[range]:
        """Give the blocks that begin or end with a gap, the shortest first."""
        for length in range(2, _MOST_ROWS + 1):
            rows = range(gap, gap + length) if way == _DOWN else range(gap - length + 1, gap + 1)
            if rows.start < 0 or rows.stop > len(self.facts):
                return
            back = rows[:-1] if way == _DOWN else rows[1:]
            if not all(self.texts[at + way] and self._fits(at, at + way) for at in back):
                return
            yield rows

    def _is_told_by_scores(self, rows: range, way: int) -> bool:
        """Tell whether the self scores disagree with a block as it stands, and agree with it moved back."""
        answers = {fact.id: value for fact, value in zip(self.facts, self._values, strict=True)}
        moved = dict(answers)
        for at in rows:
            source = at + way
            known = source in rows
            fact = self.facts[at]
            moved[fact.id] = coerce(self.texts[source], fact).value if known else Gap.UNREADABLE
        ids = {self.facts[at].id for at in rows}
        touched = [item for item in self.items if any(fact.id in ids for fact in item.facts)]
        if any(item.id not in self.scores for item in touched):
            return False
        stands = [self._agrees(item, answers) for item in touched]
        back = [self._agrees(item, moved) for item in touched]
        return not all(stands) and all(back)

    def _agrees(self, item: Item, answers: Mapping[str, Answer]) -> bool:
        """Tell whether an item's self score is what the answers give, or may still give."""
        outcome = item.rule.evaluate(answers)
        return outcome.low <= self.scores[item.id] <= outcome.high


_NUMBERS = {FactKind.COUNT, FactKind.AMOUNT}


def _runs(count: int, holds: Callable[[int], bool]) -> Iterator[range]:
    """Give the longest stretches of rows for all of which something holds."""
    start = 0
    for at in range(count + 1):
        if at == count or not holds(at):
            if at > start:
                yield range(start, at)
            start = at + 1
