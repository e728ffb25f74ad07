"""完成情况: what each answer is read as, whether it leaves something open, and what to do about it."""

from collections.abc import Mapping

from kexie_excel.form.headers import Facts, Live
from kexie_excel.form.layout import Layout
from kexie_excel.form.live.words import first, is_not_applicable, said
from kexie_excel.numbers import ZERO
from kexie_excel.scheme.fact import NO, YES, Fact, FactKind
from kexie_excel.scheme.kinds.formula import (
    LARGEST,
    PLACES,
    Case,
    all_of,
    any_of,
    literal,
    looks_like_date,
    quoted,
    reading,
    usual,
)
from kexie_excel.scheme.model import Item

_NEGATIVE, _TOO_LARGE, _DATE = "不能为负", "数字过大", "像是日期，请改填数字"
_UNUSUAL = "通常在{usual}，请核对单位"
_EXPECTED = {
    FactKind.YES_NO: f"“{YES}”或“{NO}”",
    FactKind.COUNT: "整数",
    FactKind.AMOUNT: f"数字，小数不超过{PLACES}位",
    FactKind.CHOICE: "下拉清单中的一项",
}


class FactCells:
    """The computed cells of 完成情况."""

    def __init__(self, layout: Layout) -> None:
        """Take the layout."""
        self._layout = layout
        facts = layout.scheme.facts
        self._near = {fact.id: layout.facts.cell(fact.id, Live.READING) for fact in facts}

    def item(self, item: Item) -> Mapping[str, Mapping[str, str]]:
        """Give the formulas of an item's facts: fact id → header → formula."""
        cases = item.rule.formula(self._near).cases
        return {
            fact.id: self._fact(item, fact, [case for case in cases if case.fact == fact.id]) for fact in item.facts
        }

    def longest_reason(self, item: Item, fact: Fact) -> str:
        """Give the longest remark about an answer that does not go with another; empty where there is none."""
        reasons = [case.reason for case in item.rule.formula(self._near).cases if case.fact == fact.id]
        return max(reasons, key=len, default="")

    def _fact(self, item: Item, fact: Fact, cases: list[Case]) -> Mapping[str, str]:
        """Give the formulas of one fact."""
        answer, year = self._layout.facts.cell(fact.id, Facts.ANSWER), self._layout.scheme.year
        return {
            Live.READING: f"={reading(fact, answer, year)}",
            Live.OPEN: f"=IF({self._lacks(item, fact, cases)},1,0)",
            Facts.HINT: f"={self._hint(item, fact, cases)}",
        }

    def _lacks(self, item: Item, fact: Fact, cases: list[Case]) -> str:
        """Tell whether the county has to do something about an answer: one that waits for a ruling is given."""
        is_open = self._open(item, fact, cases)
        if not fact.offers_ruling:
            return is_open
        return f"AND({is_open},NOT({is_not_applicable(self._layout.facts.cell(fact.id, Facts.ANSWER))}))"

    def _open(self, item: Item, fact: Fact, cases: list[Case]) -> str:
        """Tell whether an answer leaves the item's points open, or the veto."""
        tests = []
        if cases:
            low, high = (self._layout.scores.from_afar(item.id, header) for header in (Live.LOW, Live.HIGH))
            tests.append(f"AND({low}<{high},{any_of(case.when for case in cases)})")
        if item.veto and item.veto.count.fact is fact:
            tests.append(f"{self._near[fact.id]}<0")
        return any_of(tests) if tests else "FALSE"

    def _hint(self, item: Item, fact: Fact, cases: list[Case]) -> str:
        """Say what an open answer lacks; one that leaves nothing open is not spoken of, but for the veto."""
        read = self._near[fact.id]
        settled = '""'
        if item.veto and item.veto.count.fact is fact:
            settled = f'IF({read}>={literal(max(item.veto.at_least, ZERO))},{said("K402")},"")'
        reasons = first([(case.when, quoted(case.reason)) for case in cases if case.reason], '""')
        unread = self._why_unread(fact)
        is_open = self._layout.facts.cell(fact.id, Live.OPEN)
        lacking = f"IF({is_open}=0,{settled},IF({read}<0,{unread},{reasons}))"
        if not fact.offers_ruling:
            return lacking
        waits = is_not_applicable(self._layout.facts.cell(fact.id, Facts.ANSWER))
        return f"IF(AND({waits},{self._open(item, fact, cases)}),{said('K203')},{lacking})"

    def _why_unread(self, fact: Fact) -> str:
        """Say why an answer is none."""
        cell = self._layout.facts.cell(fact.id, Facts.ANSWER)
        asked = said("K202", expected=quoted(_EXPECTED[fact.kind]))
        remarks = [(f"ISBLANK({cell})", said("K201"))]
        if fact.options:
            return first(remarks, asked)
        year = self._layout.scheme.year
        wrong = [(f"{cell}<0", quoted(_NEGATIVE)), (looks_like_date(cell, year), quoted(_DATE))]
        wrong.append((f"{cell}>={LARGEST}", quoted(_TOO_LARGE)))
        if fact.usual:
            wrong.append((f"NOT({all_of(usual(fact, cell))})", quoted(_UNUSUAL.format(usual=fact.usual))))
        remarks.append((f"ISNUMBER({cell})", first(wrong, asked)))
        return first(remarks, asked)
