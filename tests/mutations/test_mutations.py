"""A correct return, spoilt: never another score, and no question where a person reads at once what is meant.

A few dozen by default; ``--all-mutations`` tries the whole catalogue.
"""

from pathlib import Path

import pytest

from kexie_excel.findings import Severity
from kexie_excel.returns.model import Return
from kexie_excel.scoring.evaluate import evaluate_unit
from kexie_excel.sheets.read.grid import Unreadable, Workbook, open_workbook
from tests.builders import SCHEME
from tests.mutations.catalogue import Mutation, catalogue
from tests.mutations.county import TRUTH, filled
from tests.returned import Desk

MUTATIONS = list({mutation.name: mutation for mutation in catalogue()}.values())


@pytest.fixture(scope="module")
def correct(tmp_path_factory: pytest.TempPathFactory) -> Workbook:
    """The correct return's sheets; nobody changes them."""
    path = tmp_path_factory.mktemp("correct") / "表.xlsx"
    path.write_bytes(filled())
    book = open_workbook(path)
    assert not isinstance(book, Unreadable)
    return book


def desk_of(book: Workbook, folder: Path) -> Desk:
    """Lay the return on the desk."""
    return Desk(folder, {sheet.name: [list(row) for row in sheet.rows] for sheet in book.sheets})


def faults(desk: Desk, *, harmless: bool) -> list[str]:
    """Say what is not right about what comes of a return."""
    entry = desk.attempt()
    if not isinstance(entry, Return):
        return [] if not harmless and entry.finding.message else [f"rejected: {entry.finding.message}"]
    score = evaluate_unit(SCHEME, entry)
    asked = [found for found in score.findings if found.severity is not Severity.NOTE]
    pending = {item.id for item in score.items if item.computed.is_pending}
    wrong = [
        f"{item.id}: {item.computed.low}, not {TRUTH[item.id]}"
        for item in score.items
        if item.id not in pending and item.computed.low != TRUTH[item.id]
    ]
    if harmless:
        return [*wrong, *(f"asked: {found.code} {found.row} {found.message}" for found in asked), *sorted(pending)]
    silent = pending and not asked
    return [*wrong, *(["pending without a word"] if silent else [])]


def test_the_correct_return_is_read_as_it_is(correct: Workbook, tmp_path: Path) -> None:
    assert faults(desk_of(correct, tmp_path), harmless=True) == []


def test_the_catalogue_is_as_large_as_promised() -> None:
    assert len(MUTATIONS) >= 600
    assert sum(mutation.harmless for mutation in MUTATIONS) >= 250


@pytest.mark.no_cover
def test_mutations(mutation: Mutation, correct: Workbook, tmp_path: Path) -> None:
    desk = desk_of(correct, tmp_path)
    mutation.change(desk)
    assert faults(desk, harmless=mutation.harmless) == []
