"""Numbers that are seen otherwise than they are stored: which of them make no difference, so that nobody need be asked."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import product

from kexie_excel.form.headers import Facts, Scores
from kexie_excel.returns.coerce import coerce, coerce_score
from kexie_excel.returns.doubts.opinion import Opinion
from kexie_excel.returns.locate import FormTable
from kexie_excel.returns.vocabulary import DASHES
from kexie_excel.scheme.fact import Answer, Fact, Gap
from kexie_excel.scheme.model import Item, Scheme
from kexie_excel.sheets.look.sheet_look import Doubt
from kexie_excel.sheets.read.raw import Raw


@dataclass(frozen=True)
class ShownNumbers:
    """The numbers of one workbook."""

    scheme: Scheme
    facts: FormTable
    opinion: Opinion

    def is_harmless(self, table: FormTable, row: int, header: str, doubt: Doubt) -> bool:
        """Tell whether what is seen reads the same as what is stored (3次), or is rounded and decides nothing."""
        if not doubt.seen:
            return False
        if doubt.is_rounded:
            return table is self.facts and row in self._idle
        if doubt.seen.strip() in DASHES and table.at(row, header) == 0:
            return True  # as every program shows nought in its style for sums
        seen = self._read(table, row, header, doubt.seen)
        return not isinstance(seen, Gap) and seen == self._read(table, row, header, table.at(row, header))

    def _read(self, table: FormTable, row: int, header: str, raw: Raw) -> Answer:
        """Read a cell's content, whether it is what is stored or what is seen."""
        if header == Scores.SELF and table.layout.name == Scores.SHEET:
            return coerce_score(raw).value
        fact = self._fact_in.get(row) if header == Facts.ANSWER and table is self.facts else None
        return coerce(raw, fact).value if fact else str(raw)

    @cached_property
    def _fact_in(self) -> Mapping[int, Fact]:
        """Row of 完成情况 → its fact."""
        return {row: fact for fact in self.scheme.facts for row in self.facts.rows.get(fact.id, ())}

    @cached_property
    def _idle(self) -> frozenset[int]:
        """The rows of 完成情况 whose number is seen rounded, and where it does not matter which of the two is meant."""
        return frozenset(row for item in self.scheme.items for row in self._idle_of(item))

    def _idle_of(self, item: Item) -> Iterator[int]:
        """Give those of an item: no mixture of stored and seen numbers gives it other points."""
        readings: dict[str, set[Answer]] = {}
        rounded = []
        for fact in item.facts:
            for row in self.facts.rows.get(fact.id, ()):
                own = readings.setdefault(fact.id, set())
                own.add(coerce(self.facts.at(row, Facts.ANSWER), fact).value)
                doubt = self.opinion.doubt(self.facts, row, Facts.ANSWER)
                if doubt and doubt.is_rounded:
                    own.add(coerce(doubt.seen, fact).value)
                    rounded.append(row)
        if not rounded:
            return
        mixtures = (dict(zip(readings, values, strict=True)) for values in product(*readings.values()))
        outcomes = [item.rule.evaluate(mixture) for mixture in mixtures]
        if len({(outcome.low, outcome.high) for outcome in outcomes}) == 1:
            yield from rounded
