"""Whatever is done to a filled form's rows, columns and sheets: the true answer or a question, never another value.

Clauses: design §6; cases 26 to 30, 33, 34, 79.
"""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, note
from hypothesis import strategies as st

from kexie_excel.form.headers import Facts, Scores
from kexie_excel.form.layout import HEADER_ROW
from kexie_excel.returns.model import Entry, Return
from kexie_excel.returns.read import Rejected
from kexie_excel.scheme.fact import FactKind, Gap
from kexie_excel.sheets.read.grid import Workbook
from tests.builders import SCHEME
from tests.examples import examples
from tests.returned import DATA_SHEETS, OF_SHEET, Desk, Grid

if TYPE_CHECKING:
    from kexie_excel.sheets.read.raw import Raw

TYPED = {"4"}
"""What the edits type over a bonus row's text."""


def distinct(book: Workbook, folder: Path) -> Desk:
    """Lay a form on the desk in which no two numbers are the same, so that none can stand in for another."""
    desk = Desk(folder, {sheet.name: [list(row) for row in sheet.rows] for sheet in book.sheets})
    for at, fact in enumerate(SCHEME.facts):
        if fact.kind in {FactKind.COUNT, FactKind.AMOUNT}:
            desk.put(Facts.SHEET, fact.id, Facts.ANSWER, float(100 + at))
    for at, key in enumerate(SCHEME.row_ids):
        desk.put(Scores.SHEET, key, Scores.SELF, 10 + at / 8)
    return desk


def row_of(data: st.DataObject, rows: Grid) -> int:
    """Draw a record row, as an index."""
    return data.draw(st.integers(HEADER_ROW, len(rows) - 1))


def insert_rows(data: st.DataObject, desk: Desk, sheet: str) -> None:
    rows = desk.sheets[sheet]
    at = data.draw(st.integers(0, len(rows)))
    content: list[Raw] = data.draw(
        st.sampled_from([[], ["小计"], ["", "", "说明：本行是县里加的", 3], [5, 5, 5, 5, 5]])
    )
    rows[at:at] = [list(content) for _ in range(data.draw(st.integers(1, 4)))]


def delete_row(data: st.DataObject, desk: Desk, sheet: str) -> None:
    rows = desk.sheets[sheet]
    del rows[row_of(data, rows)]


def move_row(data: st.DataObject, desk: Desk, sheet: str) -> None:
    rows = desk.sheets[sheet]
    rows.insert(row_of(data, rows), rows.pop(row_of(data, rows)))


def shuffle_rows(data: st.DataObject, desk: Desk, sheet: str) -> None:
    rows = desk.sheets[sheet]
    rows[HEADER_ROW:] = data.draw(st.permutations(rows[HEADER_ROW:]))


def double_row(data: st.DataObject, desk: Desk, sheet: str) -> None:
    """Copy a row, with another answer in the copy now and then."""
    rows = desk.sheets[sheet]
    at = row_of(data, rows)
    copy = list(rows[at])
    if data.draw(st.booleans()):
        layout = OF_SHEET[sheet]
        header = {Scores.SHEET: Scores.SELF, Facts.SHEET: Facts.ANSWER}.get(sheet, layout.headers[2])
        column = layout.column(header) - 1
        if column < len(copy):
            copy[column] = {"是": "否", "否": "是"}.get(str(copy[column]), 4)
    rows.insert(at + data.draw(st.integers(0, 1)), copy)


def insert_column(data: st.DataObject, desk: Desk, sheet: str) -> None:
    desk.insert_columns(sheet, data.draw(st.integers(1, 6)), data.draw(st.integers(1, 2)))


def lose_keys(data: st.DataObject, desk: Desk, sheet: str) -> None:
    """Delete the key column, or only what stands in it."""
    data.draw(st.sampled_from([desk.drop_column, desk.clear_column]))(sheet, 1)


def swap_keys(data: st.DataObject, desk: Desk, sheet: str) -> None:
    """Type one row's key over another's."""
    rows = desk.sheets[sheet]
    first, second = row_of(data, rows), row_of(data, rows)
    if rows[first] and rows[second]:
        rows[first][0] = rows[second][0]


def rename_sheet(data: st.DataObject, desk: Desk, sheet: str) -> None:
    new = data.draw(st.sampled_from(["Sheet1", f"{sheet} ", f"{sheet}(终稿)", "表"]))
    if new not in desk.sheets:
        desk.sheets = {new if name == sheet else name: rows for name, rows in desk.sheets.items()}


def copy_sheet(data: st.DataObject, desk: Desk, sheet: str) -> None:
    """Copy a sheet, with another answer in the copy now and then."""
    copy = [list(row) for row in desk.sheets[sheet]]
    if data.draw(st.booleans()):
        row = copy[row_of(data, copy)]
        row[-1:] = data.draw(st.sampled_from([[1], ["改"]]))
    desk.sheets[f"{sheet} (2)"] = copy


def reorder_sheets(data: st.DataObject, desk: Desk, _sheet: str) -> None:
    desk.sheets = dict(data.draw(st.permutations(list(desk.sheets.items()))))


def retype_cells(data: st.DataObject, desk: Desk, sheet: str) -> None:
    """Turn numbers into texts that say the same, as pasting and text-formatted cells do."""
    write = data.draw(st.sampled_from([lambda text: text, lambda text: f" {text}\u200b", lambda text: f"\xa0{text}"]))
    for row in desk.sheets[sheet][HEADER_ROW:]:
        row[:] = [write(f"{value:g}") if isinstance(value, float) else value for value in row]


EDITS: tuple[Callable[[st.DataObject, Desk, str], None], ...] = (
    *(insert_rows, delete_row, move_row, shuffle_rows, double_row, insert_column),
    *(lose_keys, swap_keys, rename_sheet, copy_sheet, reorder_sheets, retype_cells),
)


def is_true_or_asked(entry: Entry, truth: Entry) -> bool:
    """Tell whether a cell says what it always said, or is a question."""
    return entry.value == truth.value or isinstance(entry.value, Gap)


def assert_true_or_asked(entry: Return, original: Return) -> None:
    """Compare what is read from an edited form with what the form says."""
    for key, fact in entry.facts.items():
        assert is_true_or_asked(fact, original.facts[key]), (key, fact)
    for key, score in entry.self_scores.items():
        assert is_true_or_asked(score, original.self_scores[key]), (key, score)
    lost = {key for key, fact in entry.facts.items() if fact.value is Gap.BLANK}
    lost |= {key for key in SCHEME.row_ids if entry.self_scores[key].value is Gap.BLANK}
    assert lost <= {found.row for found in entry.findings}, "a row that is gone is a finding"
    works = {row.work for row in original.bonus}
    assert {row.work for row in entry.bonus if row.kind in SCHEME.kind_of and row.work} <= works | TYPED


@pytest.mark.slow
@pytest.mark.no_cover
def test_any_edits_leave_the_true_answers_or_questions(
    book: Workbook, tmp_path_factory: pytest.TempPathFactory
) -> None:
    original = distinct(book, tmp_path_factory.mktemp("original")).read()

    @examples(200, HealthCheck.too_slow, HealthCheck.data_too_large)
    @given(data=st.data())
    def check(data: st.DataObject) -> None:
        desk = distinct(book, tmp_path_factory.mktemp("edited"))
        for edit in data.draw(st.lists(st.sampled_from(EDITS), min_size=1, max_size=5)):
            sheet = data.draw(st.sampled_from([name for name in DATA_SHEETS if name in desk.sheets] or [""]))
            if sheet:
                note(f"{edit.__name__} {sheet}")
                edit(data, desk, sheet)
        entry = desk.attempt()
        if isinstance(entry, Rejected):
            assert entry.finding.message
        else:
            assert_true_or_asked(entry, original)

    check()
