"""From what the ledger says to what is obeyed: rulings held against what stands there now, and everything refused, named."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from kexie_excel.findings import Finding, finding
from kexie_excel.ledger.about import doubtful_topics
from kexie_excel.ledger.approvals import approved_levels
from kexie_excel.ledger.files import ChosenFiles
from kexie_excel.ledger.grounds import AGAIN, Now, answers_of, awards_of, described_then, parted
from kexie_excel.ledger.model import Ledger, Question, Readings, Rulings
from kexie_excel.ledger.readings import Chosen
from kexie_excel.ledger.rulings import Given, RulingReader
from kexie_excel.ledger.states import Spot, State, spot_of
from kexie_excel.numbers import show
from kexie_excel.onsite.read import NO_BOOKS, OnsiteBooks
from kexie_excel.onsite.settle import settle_visits
from kexie_excel.returns.coerce import coerce, coerce_score
from kexie_excel.returns.model import Intake, Return
from kexie_excel.scheme.fact import Fact, Gap
from kexie_excel.scheme.model import Scheme
from kexie_excel.scoring.decisions import Decisions, Ruling, awarded_item
from kexie_excel.scoring.evaluate import evaluate_unit, sent_answer
from kexie_excel.scoring.last_year import LastYear
from kexie_excel.scoring.result import ItemScore, UnitScore
from kexie_excel.sheets.read.raw import compact


@dataclass(frozen=True)
class LedgerSettled:
    """What is obeyed, and what must be asked again."""

    decisions: Decisions
    reopened: tuple[Question, ...]
    """Rulings whose question has changed since."""
    fates: Mapping[Spot, State] = field(default_factory=dict)
    """What became of each row whose ruling was understood."""
    bound: Mapping[Spot, str] = field(default_factory=dict)
    """What is to be written into 问题 beside rulings that are obeyed for the first time: what they are about."""


def settle(  # noqa: PLR0913, PLR0917 - everything that was read
    ledger: Ledger,
    chosen: Chosen,
    files: ChosenFiles,
    scheme: Scheme,
    intake: Intake,
    books: OnsiteBooks = NO_BOOKS,
    *,
    last_year: LastYear | None = None,
) -> LedgerSettled:
    """Check every decision, the inspectors' too, against the scheme in force, what came in, and what last year counted."""
    given, refused = RulingReader(scheme).read(ledger)
    approved = approved_levels(ledger, scheme)
    by_unit: dict[str, dict[str, list[Given]]] = {}
    for ruling in given:
        by_unit.setdefault(ruling.unit, {}).setdefault(ruling.row, []).append(ruling)
    clerk = ledger.about(Rulings.CLERK)
    judges = [_Judge(scheme, clerk, unit, rows, last_year, _visited(books, unit)) for unit, rows in by_unit.items()]
    for judge in judges:
        judge.judge(intake.returns.get(judge.unit))
    findings = (
        *(
            *_that_matter(ledger, scheme),
            *doubtful_topics(ledger),
            *chosen.findings,
            *files.findings,
            *files.gone(intake, books),
            *refused,
        ),
        *(found for judge in judges for found in judge.findings),
        *approved.findings,
    )
    rulings = {judge.unit: judge.obeyed for judge in judges}
    reopened = tuple(question for judge in judges for question in judge.reopened)
    visits = settle_visits(scheme, intake, books, rulings, files.onsite_names, last_year=last_year)
    fates = {spot: state for judge in judges for spot, state in judge.fates.items()}
    bound = {spot: text for judge in judges for spot, text in judge.bound.items()}
    return LedgerSettled(Decisions(rulings, approved.levels, findings, visits), reopened, fates, bound)


def _that_matter(ledger: Ledger, scheme: Scheme) -> Sequence[Finding]:
    """Give what is wrong with the ledger; a scheme that can be read in one way only needs no sheet to choose in."""
    return [own for own in ledger.findings if scheme.interpretations or own.place.sheet != Readings.SHEET]


def _visited(books: OnsiteBooks, unit: str) -> Collection[str]:
    """Give the items of a unit of which an on-site workbook says something, of one award or of the whole."""
    rows = {mark.row for book in books.typed.get(unit, ()) for mark in book.marks}
    return rows | {awarded_item(row) for row in rows}


def _is_either(was: str, items: Sequence[ItemScore]) -> bool:
    """Tell whether a text says what the item has, in one of its states."""
    return any(_is_score(was, item) for item in items)


def _is_score(was: str, item: ItemScore) -> bool:
    """Tell whether a text says what the item has now, as the tool or as a person writes it (4, 4.0, 4分)."""
    if item.computed.is_pending:
        return compact(was) == compact(item.computed_text)
    value = coerce_score(was).value
    # Shown is rounded: a third of a point was written down as 0.33.
    return not isinstance(value, Gap | str | bool) and show(value) == item.computed_text


def _is_answer(was: str, fact: Fact, entry: Return) -> bool:
    """Tell whether a text says what the answer is now."""
    now = entry.facts[fact.id]
    if compact(was) in {compact(now.raw), compact(fact.show(now.value))}:
        return True
    value = coerce(was, fact).value
    return value is not Gap.UNREADABLE and value == now.value


@dataclass
class _Judge:
    """Settles the rulings about one unit, those about facts first: they may change what the items come to."""

    scheme: Scheme
    clerk: str
    unit: str
    rows: Mapping[str, Sequence[Given]]
    last_year: LastYear | None
    visited: Collection[str] = ()
    """The rows in which inspectors typed something."""
    obeyed: dict[str, Ruling] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    reopened: list[Question] = field(default_factory=list)
    fates: dict[Spot, State] = field(default_factory=dict)
    bound: dict[Spot, str] = field(default_factory=dict)
    sources: dict[str, Given] = field(default_factory=dict)
    """Where the rulings that are obeyed stand."""

    def judge(self, entry: Return | None) -> None:
        """Hold the rulings against the unit's return; without one they wait."""
        if entry is None:
            self._wait()
            return
        for fact in self.scheme.facts:
            if fact.id in self.rows:
                sent = Now(sent_answer(fact, entry), entry.facts[fact.id].value)
                self._pick(fact.id, sent, partial(_is_answer, fact=fact, entry=entry))
        bare = evaluate_unit(self.scheme, entry, last_year=self.last_year)
        ruled = evaluate_unit(self.scheme, entry, self.obeyed, last_year=self.last_year) if self.obeyed else bare
        for row, item in ruled.item_of.items():
            if row in self.rows:
                items = (item, bare.item_of[row])
                self._pick(row, self._now(item, entry, ruled, bare), partial(_is_either, items=items))
        self._compare()

    def _now(self, item: ItemScore, entry: Return, ruled: UnitScore, bare: UnitScore) -> Now:
        """Give what an item has: it may have been ruled on before one of its facts was, or after."""
        # of a row that the inspectors filled, their score may have been what was asked about
        states = () if item.id in self.visited else (item, bare.item_of[item.id])
        asked = tuple(own.question for own in states if own.computed.is_pending)
        value = None if item.computed.is_pending else item.computed.low
        own = self.scheme.item_of.get(item.id)
        if own is None:
            grounds = tuple(awards_of(score, item.id) for score in (ruled, bare))
            is_wider = any(row.points for row in ruled.bonus_rows if row.item == item.id)
            return Now(item.computed_text, value, asked, grounds, is_wider)
        # while it is pending what is asked tells what a ruling is about: other answers of the item may change
        rulings = () if value is None else (self.obeyed, {})
        return Now(item.computed_text, value, asked, tuple(answers_of(own, entry, given) for given in rulings))

    def _compare(self) -> None:
        """Say which rulings about facts do not reach the points, for the item itself was ruled on; a veto reaches everything."""
        for item in self.scheme.items:
            veto = item.veto.count.fact.id if item.veto else ""
            for fact in item.facts:
                if item.id in self.obeyed and fact.id in self.obeyed and fact.id != veto:
                    given, value = self.sources[fact.id], self.sources[item.id].raw
                    words = {"row": fact.id, "raw": given.raw, "item": item.id, "value": value}
                    place = given.record.place(Rulings.RULING)
                    self.findings.append(finding("K720", unit=self.unit, row=fact.id, place=place, words=words))

    def _wait(self) -> None:
        """Say that the rulings wait for a return."""
        for row, given in self.rows.items():
            place, raw = given[0].record.place(Rulings.RULING), given[0].raw
            self.findings.append(finding("K718", unit=self.unit, row=row, place=place, raw=raw))
            self.fates |= {spot_of(own.record): State.OPEN if own.reason else State.WRONG for own in given}

    def _pick(self, row: str, now: Now, is_present: Callable[[str], bool]) -> None:
        """Obey the one ruling about a row, if its question is still the same; where it has come true since, nobody is asked."""
        present = [given for given in self.rows[row] if not given.was or is_present(given.was)]
        live = [given for given in present if now.holds(given)]
        if not live and all(given.reason for given in self.rows[row]) and self.rows[row][-1].value == now.value:
            self.fates |= {spot_of(given.record): State.DONE for given in self.rows[row]}
            return
        with_reason = [given for given in live if given.reason]
        self._mark(row, live)
        if not live and self.rows[row][-1] in present:
            self._ask_otherwise(self.rows[row][-1], now)
        elif not live:
            self._reopen(self.rows[row][-1], now)
        elif len({given.value for given in live}) > 1:
            raws, place = "、".join(f"“{given.raw}”" for given in live), live[-1].record.place(Rulings.RULING)
            self.findings.append(finding("K715", unit=self.unit, row=row, place=place, raws=raws))
        elif with_reason:
            self.obeyed[row], self.sources[row] = with_reason[0].ruling(self.clerk), with_reason[0]
            self.bound |= {spot_of(own.record): now.bound(own) for own in with_reason if now.bound(own)}
            if not any(given.was for given in live):
                given = with_reason[0]
                words = {"raw": given.raw, "now": now.text}
                self.findings.append(
                    finding("K717", unit=self.unit, row=row, place=given.record.place(Rulings.WAS), words=words)
                )

    def _mark(self, row: str, live: Sequence[Given]) -> None:
        """Say what becomes of each ruling about a row; of those whose question has changed, the last is asked about."""
        is_one = len({given.value for given in live}) == 1
        asked = live or self.rows[row][-1:]
        for given in self.rows[row]:
            is_meant = given in asked
            is_wrong = not given.reason or (is_meant and not is_one)
            settled = State.OBEYED if is_meant else State.DONE
            self.fates[spot_of(given.record)] = State.WRONG if is_wrong else settled

    def _ask_otherwise(self, given: Given, now: Now) -> None:
        """Say that there are as many points as when it was ruled, but for something else: another award, another answer.

        What is pending now is listed like any open question; what the rules have settled is asked about here.
        """
        words = {"raw": given.raw, "was": described_then(given), "now": now.described}
        is_other = not now.is_about(parted(given.question)[1])
        if not is_other:
            words["now"] = f"待核的是“{now.questions[0]}”"
        elif now.grounds:
            text = "；".join((f"填报变了，{AGAIN}", *now.questions[:1], now.grounds[0]))
            self.reopened.append(Question(self.unit, given.row, text, now.text, is_known_by_text=True))
        place = given.record.place(Rulings.QUESTION)
        self.findings.append(finding("K738", unit=self.unit, row=given.row, place=place, words=words))

    def _reopen(self, given: Given, now: Now) -> None:
        """Ask again."""
        words = {"raw": given.raw, "was": given.was, "now": now.text}
        self.findings.append(
            finding("K716", unit=self.unit, row=given.row, place=given.record.place(Rulings.WAS), words=words)
        )
        text = f"裁定“{given.raw}”时原值是“{given.was}”，现在是“{now.text}”，{AGAIN}"
        text += "".join(f"：{question}" for question in now.questions[:1])
        self.reopened.append(Question(self.unit, given.row, text, now.text))
