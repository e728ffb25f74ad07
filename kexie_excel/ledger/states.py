"""状态: what became of each row of 裁定, shown in a column of the tool's own; nothing is decided by it."""

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum

from kexie_excel.ledger.grounds import parted, without_places
from kexie_excel.ledger.marks import Marks, records_by_file
from kexie_excel.ledger.model import Ledger, Question, Record, Rulings
from kexie_excel.sheets.address import column_letter
from kexie_excel.sheets.read.raw import compact


class State(StrEnum):
    """What became of a row."""

    OPEN = "仍待定"
    OBEYED = "已生效"
    DONE = "已不需要"
    WRONG = "要改"


SETTLED = (State.OBEYED, State.DONE)
"""Nobody needs to look at these rows again."""
Spot = tuple[str, int]
"""File and row."""
_OWN_WORDS = frozenset({"", *State})


def settled_formula(column: int, row: int) -> str:
    """Give the formula that holds where a row is settled; for a rule whose first row this is."""
    cell = f"${column_letter(column)}{row}"
    alike = ",".join(f'{cell}="{state}"' for state in SETTLED)
    return f"OR({alike})"


def spot_of(record: Record) -> Spot:
    """Say where a row stands."""
    return record.file, record.row


def _is_own_word(text: str) -> bool:
    """Tell whether a cell of the column may be written over: it is empty, or says what the tool says."""
    return text in _OWN_WORDS


def is_own_column(texts: Iterable[str]) -> bool:
    """Tell whether a column of this name is the tool's: people may have had one before, with words of their own."""
    words = {text for text in texts if text}
    return not words or not words.isdisjoint(_OWN_WORDS)


def changed_states(
    ledger: Ledger, asked: Mapping[tuple[str, str], Question], reopened: Sequence[Question], fates: Mapping[Spot, State]
) -> Marks:
    """Give the states that are to be written, for they are not what the rows say now.

    Args:
        ledger: the ledger as it was read.
        asked: unit and row → what is asked about it now.
        reopened: those of them that ask for a ruling anew; their wording follows the ruling.
        fates: what became of the rows with a ruling that was understood.
    """
    anew = {(question.unit, question.row) for question in reopened if not question.is_known_by_text}
    open_now = {
        (compact(own.unit), compact(own.row), compact(own.was), "" if key in anew else without_places(own.text))
        for key, own in asked.items()
    }
    changed: dict[str, dict[str, dict[int, dict[str, str]]]] = {}
    for file, records in records_by_file(ledger.of(Rulings.SHEET)):
        if not is_own_column(record.text(Rulings.STATE) for record in records):
            continue
        for record in records:
            now, state = record.text(Rulings.STATE), _state(record, open_now, fates)
            if now != state and _is_own_word(now):
                changed.setdefault(file, {}).setdefault(Rulings.SHEET, {})[record.row] = {Rulings.STATE: state}
    return changed


def _state(record: Record, open_now: set[tuple[str, str, str, str]], fates: Mapping[Spot, State]) -> str:
    """Say what became of one row."""
    if record.text(Rulings.RULING):
        return fates.get(spot_of(record), State.WRONG)
    if record.text(Rulings.REASON):
        return State.WRONG
    unit, key, was = (record.key(own) for own in (Rulings.UNIT, Rulings.KEY, Rulings.WAS))
    text = without_places(record.shown(Rulings.QUESTION))
    asked = parted(text)[0]
    if not (unit and key):
        return ""
    # a row without a question was begun by a person; what a ruling was about may be left of one that was withdrawn
    is_open = not asked or not open_now.isdisjoint((unit, key, was, own) for own in (text, asked, ""))
    return State.OPEN if is_open else State.DONE
