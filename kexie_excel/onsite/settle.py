"""现场评估 (四、2): the inspectors' workbooks held against what is computed now, and against each other.

A score that cannot be obeyed leaves its row pending and is named; it is never passed over. A blank 现场评分 says nothing: the
computed score stands.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from kexie_excel.findings import Finding, finding
from kexie_excel.numbers import ZERO, show
from kexie_excel.onsite.awards import claims_of, other_awards, settle_awards
from kexie_excel.onsite.read import Mark, OnsiteBook, OnsiteBooks
from kexie_excel.returns.coerce import coerce_score
from kexie_excel.returns.model import Intake, Return
from kexie_excel.scheme.model import Scheme
from kexie_excel.scoring.decisions import Onsite, Recognitions, SiteVisits
from kexie_excel.scoring.evaluate import Rulings, evaluate_unit
from kexie_excel.scoring.last_year import LastYear
from kexie_excel.scoring.result import BonusScore, ItemScore, UnitScore
from kexie_excel.sheets.read.raw import compact


def settle_visits(  # noqa: PLR0913 - everything that an on-site score is held against
    scheme: Scheme,
    intake: Intake,
    books: OnsiteBooks,
    rulings: Mapping[str, Rulings],
    chosen: Mapping[str, str],
    *,
    last_year: LastYear | None = None,
) -> SiteVisits:
    """Check every on-site score.

    Args:
        scheme: the method.
        intake: what the counties sent.
        books: what the inspectors typed.
        rulings: unit → rulings; they go before on-site scores, and settle what is wrong with one.
        chosen: unit → the one workbook that counts, where a person chose among several.
        last_year: which awards are used up already.
    """
    there = {(book.unit, book.file) for book in books.books}
    choices = {unit: file for unit, file in chosen.items() if (unit, file) in there}
    desks = [
        _Desk(scheme, unit, own, rulings.get(unit, {}), choices.get(unit, ""), last_year)
        for unit, own in books.typed.items()
    ]
    for desk in desks:
        desk.settle(intake.returns.get(desk.unit))
    visited = {book.unit for own in books.typed.values() for book in own if book.signed or book.marks}
    return SiteVisits(
        {desk.unit: desk.given for desk in desks},
        competing={desk.unit: tuple(book.file for book in desk.books) for desk in desks if desk.is_disputed},
        findings=(*books.rejected, *(found for desk in desks for found in desk.findings)),
        awards={desk.unit: desk.awards for desk in desks if desk.awards},
        visited=frozenset(visited),
    )


@dataclass
class _Desk:
    """Settles the workbooks of one unit, row by row."""

    scheme: Scheme
    unit: str
    books: Sequence[OnsiteBook]
    rulings: Rulings
    chosen: str
    """The one workbook that counts; empty where all do."""
    last_year: LastYear | None
    given: dict[str, Onsite] = field(default_factory=dict)
    awards: Recognitions = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    is_disputed: bool = False
    claims: Mapping[str, BonusScore] = field(default_factory=dict)
    """The unit's awards by their 编号 on a workbook."""

    def settle(self, entry: Return | None) -> None:
        """Settle all rows; without a return to hold them against they wait."""
        if entry is None:
            waiting = (book.marks[0].score.place for book in self.books if book.marks)
            self.findings += [finding("K754", unit=self.unit, place=place) for place in waiting]
            return
        counted = [book for book in self.books if self.chosen in {"", book.file}]
        self.findings += [found for book in counted for found in book.findings]
        score = evaluate_unit(self.scheme, entry, self.rulings, last_year=self.last_year)
        self.claims = claims_of(self.scheme, score)
        for item in score.items:
            self.is_disputed |= len(self.books) > 1 and len(set(_values(item.id, self.books))) > 1
            said = [
                _Said(self.unit, book, mark, item, self._limit(item))
                for book in counted
                for mark in _marks(item.id, book)
            ]
            self._settle_row(item, said, counted)
        spoken = settle_awards(self.scheme, score, counted)
        self.awards = spoken.awards
        self.is_disputed |= spoken.is_disputed
        self.findings += spoken.findings
        if self.awards:
            self._compare_sums(entry, score)

    def _compare_sums(self, entry: Return, score: UnitScore) -> None:
        """Leave a bonus item open that was given other points as a whole than its awards come to."""
        by_award = evaluate_unit(self.scheme, entry, self.rulings, last_year=self.last_year, awards=self.awards)
        for item in by_award.items:
            given, added = self.given.get(item.id), item.onsite
            if given is None or given.value is None or added is None or given.value == added:
                continue
            words = {"value": show(given.value), "sum": show(added)}
            if score.item_of[item.id].ruling is None:
                place = next(mark.score.place for book in self.books for mark in _marks(item.id, book))
                found = finding("K776", unit=self.unit, row=item.id, place=place, words={**words, "row": item.id})
                self.findings.append(found)
                self.given[item.id] = Onsite(None, found.message, min(given.value, added), max(given.value, added))

    def _limit(self, item: ItemScore) -> Fraction | None:
        """Give the most an item can have; a bonus item has no bound."""
        return None if item.points is None else self.scheme.item_of[item.id].maximum

    def _settle_row(self, item: ItemScore, said: Sequence["_Said"], books: Sequence[OnsiteBook]) -> None:
        """Settle one row."""
        self.findings += [own.unscored() for own in said if own.is_blank]
        scored = [own for own in said if not own.is_blank]
        problems = [problem for own in scored for problem in [own.problem()] if problem]
        values = {own.value for own in scored if own.value is not None}
        if item.ruling is not None:
            self._outvoted(item, scored, values)
        elif problems:
            self.findings += problems
            self.given[item.id] = _open("；".join(found.message for found in problems), scored)
        elif len(values) > 1:
            scores = "，".join(f"{own.place} {show(own.value)}分" for own in scored if own.value is not None)
            place = scored[-1].mark.score.place
            dispute = finding("K750", unit=self.unit, row=item.id, place=place, scores=scores)
            self.findings.append(dispute)
            self.given[item.id] = _open(dispute.message, scored)
        elif values:
            self._agreed(item, scored, values.pop(), books)

    def _outvoted(self, item: ItemScore, scored: Sequence["_Said"], values: set[Fraction]) -> None:
        """Keep a sound score beside the ruling that goes before it; what is wrong with another is settled by the ruling."""
        ruling = item.ruling or ZERO
        if scored and (len(values) != 1 or any(own.value is None for own in scored)):
            raws = "、".join(f"“{own.mark.score.raw}”" for own in scored)
            words, place = {"raws": raws, "ruling": show(ruling)}, scored[-1].mark.score.place
            self.findings.append(finding("K758", unit=self.unit, row=item.id, place=place, words=words))
        elif scored:
            value = values.pop()
            self.given[item.id] = Onsite(value, _reasons(scored))
            if value != ruling:
                words = {"value": show(value), "ruling": show(ruling)}
                place = scored[0].mark.score.place
                self.findings.append(finding("K757", unit=self.unit, row=item.id, place=place, words=words))

    def _agreed(self, item: ItemScore, scored: Sequence["_Said"], value: Fraction, books: Sequence[OnsiteBook]) -> None:
        """Take the score that all who gave one gave, and ask where it rests on something that has changed."""
        self.given[item.id] = Onsite(value, _reasons(scored))
        if _is_computed(value, item):
            return
        place = scored[0].mark.score.place
        outdated = next((own for own in scored if own.is_outdated), None)
        if outdated:
            words = {"value": show(value), "was": outdated.mark.printed, "now": item.computed_text}
            # what the office's own ruling changed, the inspectors need not think over again
            code = "K779" if item.as_sent else "K751"
            self.findings.append(finding(code, unit=self.unit, row=item.id, place=place, words=words))
        elif changes := next(filter(None, (other_awards(self.claims, item.id, own.book.awards) for own in scored)), ""):
            words = {"value": show(value), "changes": changes}
            self.findings.append(finding("K780", unit=self.unit, row=item.id, place=place, words=words))
        spoken = {own.book.file for own in scored}
        silent = [book.file for book in books if book.file not in spoken]
        if silent:
            words = {"file": scored[0].book.file, "value": show(value)}
            words |= {"computed": item.computed_text, "others": "、".join(silent)}
            self.findings.append(finding("K752", unit=self.unit, row=item.id, place=place, words=words))


@dataclass(frozen=True)
class _Said:
    """What one workbook says about one row."""

    unit: str
    book: OnsiteBook
    mark: Mark
    item: ItemScore
    limit: Fraction | None

    @property
    def value(self) -> Fraction | None:
        """The points, if it says any; what is typed as the computed score is printed, or was, is the computed score."""
        number = self.mark.score.number
        if number is None:
            return None
        return self.item.computed.low if _is_computed(number, self.item) or self._agreed(number) else number

    def _agreed(self, number: Fraction) -> bool:
        """Tell whether the inspectors only agreed with what stood there, without a reason of their own."""
        return show(number) == self._was and not self.mark.reason and not self.item.computed.is_pending

    @property
    def is_blank(self) -> bool:
        """Whether only a reason was typed."""
        return not self.mark.score.raw.strip()

    @property
    def place(self) -> str:
        """Where it says so."""
        return str(self.mark.score.place)

    @property
    def reason(self) -> str:
        """理由, and who and when; empty where there is no reason."""
        if not self.mark.reason:
            return ""
        return f"{self.mark.reason}（{self.book.signed}）" if self.book.signed else self.mark.reason

    @property
    def is_outdated(self) -> bool:
        """Whether 核算 was another when the workbook was made."""
        return bool(self._was) and self._was != compact(self.item.computed_text)

    @property
    def _was(self) -> str:
        """核算 when the workbook was made, as it is shown; empty where somebody emptied it."""
        printed = coerce_score(self.mark.printed).value
        return show(printed) if isinstance(printed, Fraction) else compact(self.mark.printed)

    @property
    def waits(self) -> bool:
        """Whether the row waits for nothing but the points that a person gives."""
        doubts = self.item.computed.doubts
        return bool(doubts) and not any(doubt.facts for doubt in doubts)

    def unscored(self) -> Finding:
        """Say that there is a reason and no score."""
        return self._finding("K753", {"reason": self.mark.reason})

    def problem(self) -> Finding | None:
        """Say why the score cannot be obeyed, if it cannot."""
        if self.value is None:
            return self._finding("K747", {"raw": self.mark.score.raw, "why": self.mark.score.why})
        if self.waits and not self.item.computed.low <= self.value <= self.item.computed.high:
            low, high = show(self.item.computed.low), show(self.item.computed.high)
            return self._finding("K748", {"value": show(self.value), "limit": f"应在{low}至{high}之间"})
        if self.value < 0 or (self.limit is not None and self.value > self.limit):
            limit = "不能是负数" if self.limit is None else f"应在0至{show(self.limit)}之间"
            return self._finding("K748", {"value": show(self.value), "limit": limit})
        if not self.mark.reason and not self.waits and not _is_computed(self.value, self.item):
            return self._finding("K749", {"value": show(self.value), "computed": self.item.computed_text})
        return None

    @property
    def bounds(self) -> tuple[Fraction, Fraction]:
        """The least and the most that may be meant: what was given, or anything where that cannot be told."""
        if self.value is not None and self.value >= 0 and (self.limit is None or self.value <= self.limit):
            if self.mark.reason or self.waits:
                return self.value, self.value
            return min(self.value, self.item.computed.low), max(self.value, self.item.computed.high)
        return ZERO, self.item.computed.high if self.limit is None else self.limit

    def _finding(self, code: str, words: Mapping[str, str]) -> Finding:
        """Make a finding about this cell."""
        return finding(code, unit=self.unit, row=self.item.id, place=self.mark.score.place, words=words)


def _marks(row: str, book: OnsiteBook) -> Iterator[Mark]:
    """Give what a workbook says about a row."""
    return (mark for mark in book.marks if mark.row == row)


def _values(row: str, books: Sequence[OnsiteBook]) -> Iterator[Fraction]:
    """Give the points that workbooks give a row."""
    return (mark.score.number for book in books for mark in _marks(row, book) if mark.score.number is not None)


def _is_computed(value: Fraction, item: ItemScore) -> bool:
    """Tell whether points are what is computed, as a person sees it: a third of a point is typed as 0.33."""
    return not item.computed.is_pending and show(value) == item.computed_text


def _open(reason: str, scored: Sequence[_Said]) -> Onsite:
    """Leave a row pending between all that may be meant."""
    lows, highs = zip(*(own.bounds for own in scored), strict=True)
    return Onsite(None, reason, min(lows), max(highs))


def _reasons(scored: Sequence[_Said]) -> str:
    """Give the reasons of all who gave the score, each once."""
    return "；".join(dict.fromkeys(own.reason for own in scored if own.reason))
