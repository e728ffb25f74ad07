"""What is open and waits for a person: rows that the ledger does not have yet."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from kexie_excel.ledger.grounds import parted, without_places
from kexie_excel.ledger.marks import Mark, Marks, joined
from kexie_excel.ledger.model import Files, Ledger, Question, Rulings
from kexie_excel.ledger.placings import Placings, changed_placings, placings_of
from kexie_excel.ledger.read import listed
from kexie_excel.ledger.states import Spot, State, changed_states, spot_of
from kexie_excel.scoring.evaluate import sent_answer
from kexie_excel.scoring.result import Evaluation, UnitScore
from kexie_excel.sheets.read.raw import compact
from kexie_excel.text import clean

Row = Mapping[str, Mark]
"""Header → what stands below it."""
Texts = Mapping[str, str]
"""The same, of rows that are added."""


@dataclass(frozen=True)
class Additions:
    """The rows to add, their decision columns empty; and what is to be said beside those that are there."""

    rulings: tuple[Texts, ...] = ()
    files: tuple[Texts, ...] = ()
    marks: Marks = field(default_factory=dict)
    placings: Placings = field(default_factory=dict)
    """For a ledger that is made anew."""

    @property
    def count(self) -> int:
        """How many rows."""
        return len(self.rulings) + len(self.files)

    def of(self, sheet: str) -> tuple[Texts, ...]:
        """Give the rows for a sheet."""
        rulings = tuple({**row, Rulings.STATE: str(State.OPEN)} for row in self.rulings)
        return {Rulings.SHEET: rulings, Files.SHEET: self.files}.get(sheet, ())


NOTHING = Additions()
_ASKED = (Rulings.UNIT, Rulings.KEY, Rulings.WAS)


def new_rows(
    ledger: Ledger,
    evaluation: Evaluation,
    reopened: Sequence[Question],
    fates: Mapping[Spot, State],
    bound: Mapping[Spot, str],
) -> Additions:
    """Give what is open and not listed yet, what became of the rows that are listed, and the results beside 审定.

    Args:
        ledger: the ledger as it was read.
        evaluation: the folder, evaluated.
        reopened: rulings whose question has changed since.
        fates: what became of the rows with a ruling that was understood.
        bound: what is to be written beside rulings, of what they are about.
    """
    asked = {(question.unit, question.row): question for question in (*open_questions(evaluation), *reopened)}
    # a question that is asked anew names the ruling: its wording changes with it, what is asked does not
    known = listed(ledger.of(Rulings.SHEET), _ASKED)
    anew = {(own.unit, own.row) for own in reopened if _is_listed(own, known)}
    rulings = (
        {Rulings.UNIT: own.unit, Rulings.KEY: own.row, Rulings.QUESTION: own.text, Rulings.WAS: own.was}
        for key, own in asked.items()
        if key not in anew
    )
    competing = (*evaluation.intake.competing.items(), *evaluation.decisions.onsite.competing.items())
    files = ({Files.UNIT: unit, Files.RETURN: file} for unit, files in competing for file in files)
    placings = placings_of(evaluation)
    return Additions(
        _unasked(ledger, rulings),
        _unlisted(ledger, files),
        joined(
            changed_states(ledger, asked, reopened, fates),
            _bound(ledger, bound),
            changed_placings(ledger, evaluation.scheme, placings),
        ),
        placings,
    )


def _is_listed(anew: Question, known: Collection[tuple[str, ...]]) -> bool:
    """Tell whether a question that is asked anew is listed, however it is worded there."""
    return not anew.is_known_by_text and tuple(map(compact, (anew.unit, anew.row, anew.was))) in known


def _bound(ledger: Ledger, bound: Mapping[Spot, str]) -> Marks:
    """Give what is to be written of what rulings are about; nothing goes where people took 问题 away, or into their words."""
    marks: dict[str, dict[str, dict[int, dict[str, str]]]] = {}
    for record in ledger.of(Rulings.SHEET):
        text = clean(bound.get(spot_of(record), ""))
        if text and Rulings.QUESTION in record.columns and text.startswith(record.shown(Rulings.QUESTION)):
            marks.setdefault(record.file, {}).setdefault(Rulings.SHEET, {})[record.row] = {Rulings.QUESTION: text}
    return marks


def _unasked(ledger: Ledger, rows: Iterator[Texts]) -> tuple[Texts, ...]:
    """Give the questions that are not listed, whether decided or not: wherever the award stands in the form now.

    What a ruling is about was written behind its question; one that was withdrawn is the question of before.
    """
    known = {
        (*key, without_places(asked))
        for *key, text in listed(ledger.of(Rulings.SHEET), (*_ASKED, Rulings.QUESTION))
        for asked in (text, parted(text)[0])
    }
    keys = ((row, _key(row, _ASKED), without_places(row[Rulings.QUESTION])) for row in map(_cleaned, rows))
    return tuple(row for row, key, asked in keys if (*key, asked) not in known)


def _unlisted(ledger: Ledger, rows: Iterator[Texts]) -> tuple[Texts, ...]:
    """Give the files that are not listed, whether chosen or not."""
    headers = (Files.UNIT, Files.RETURN)
    known = listed(ledger.of(Files.SHEET), headers)
    return tuple(row for row in map(_cleaned, rows) if _key(row, headers) not in known)


def _cleaned(row: Texts) -> Texts:
    """Give a row as a workbook can hold it."""
    return {header: clean(text) for header, text in row.items()}


def _key(row: Texts, headers: Sequence[str]) -> tuple[str, ...]:
    """Give what a row is known by."""
    return tuple(compact(row[header]) for header in headers)


def open_questions(evaluation: Evaluation) -> Iterator[Question]:
    """Give every pending item of every unit, and every 一票否决 that cannot be told."""
    for standing in evaluation.standings:
        score = standing.score
        if score is None:
            continue
        unit = standing.unit.name
        for item in score.pending:
            yield Question(unit, item.id, item.question, item.computed_text)
        if score.vetoed is None:
            yield from _open_vetoes(evaluation, score)


def _open_vetoes(evaluation: Evaluation, score: UnitScore) -> Iterator[Question]:
    """Ask about the facts that a veto hangs on."""
    entry = evaluation.intake.returns[score.unit.name]
    for item in evaluation.scheme.items:
        if item.veto and entry.facts[item.veto.count.fact.id].number is None:
            fact = item.veto.count.fact
            now = sent_answer(fact, entry)
            yield Question(score.unit.name, fact.id, f"{fact.id} {fact.ask}：{now}，是否一票否决待核", now)
