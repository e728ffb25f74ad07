"""Answers beside the wrong question, or in rows that have none: asked about at their cells, never dropped or believed."""

import pytest

from kexie_excel.form.headers import Facts, Scores
from kexie_excel.returns.doubts.displaced import DISPLACED
from kexie_excel.returns.model import Return
from kexie_excel.scheme.fact import Gap
from kexie_excel.scoring.evaluate import evaluate_unit
from tests.builders import SCHEME
from tests.returned import LAYOUT, Desk, codes

ANSWER = LAYOUT.facts.column(Facts.ANSWER) - 1
FIRST, LAST = LAYOUT.facts.row(LAYOUT.facts.keys[0]) - 1, LAYOUT.facts.last_row - 1


def insert_cell(desk: Desk, key: str) -> None:
    """Insert a cell above an answer: what is below moves down, out of the table."""
    rows = desk.sheets[Facts.SHEET]
    rows.extend([""] * len(rows[0]) for _ in range(LAST + 2 - len(rows)))
    for row in range(LAST + 1, LAYOUT.facts.row(key) - 1, -1):
        rows[row][ANSWER] = rows[row - 1][ANSWER]
    rows[LAYOUT.facts.row(key) - 1][ANSWER] = ""


def asked(entry: Return, code: str) -> list[tuple[str, str, str]]:
    """Give the findings of a code: row, cell, message."""
    return [(found.row, found.place.cell, found.message) for found in entry.findings if found.code == code]


def test_a_block_one_row_off_is_asked_about_once_and_waits(desk: Desk) -> None:
    insert_cell(desk, "4.1a")
    entry = desk.read()
    ((row, cell, message),) = asked(entry, "K227")
    assert (row, cell) == ("4.1a", LAYOUT.facts.cell("4.1a", Facts.ANSWER))
    assert message.startswith("“完成情况”从4.1a到6.4a的答案可能错了行（")
    assert entry.facts["3.7a"].value == "建立并实施"
    assert {entry.facts[key].why for key in ("4.1b", "4.5d", "6.4a")} == {DISPLACED}
    assert entry.facts["4.1a"].value is Gap.BLANK
    score = evaluate_unit(SCHEME, entry)
    pending = {item.id for item in score.items if item.computed.is_pending}
    assert {item.id for item in SCHEME.items if item.id > "4"} <= pending
    assert [found.row for found in score.findings if found.code == "K202"] == []


def test_an_answer_below_the_table_is_not_dropped_without_a_word(desk: Desk) -> None:
    desk.sheets[Facts.SHEET].append([*[""] * ANSWER, "是"])
    entry = desk.read()
    cell = f"D{LAYOUT.facts.last_row + 1}"
    assert asked(entry, "K228") == [("", cell, f"“完成情况”里没有编号的行写着内容，没有读取：{cell}“是”")]
    assert "K227" not in codes(entry)


def test_answers_in_inserted_rows_are_named_and_counted(desk: Desk) -> None:
    for sheet, header in ((Facts.SHEET, Facts.ANSWER), (Scores.SHEET, Scores.SELF)):
        layout = LAYOUT.facts if sheet == Facts.SHEET else LAYOUT.scores
        for _ in range(7):
            desk.sheets[sheet].insert(FIRST + 2, [*[""] * (layout.column(header) - 1), 3])
    messages = [message for _row, _cell, message in asked(desk.read(), "K228")]
    assert len(messages) == 2
    assert all(message.endswith("等7处") for message in messages)


@pytest.mark.no_cover
def test_a_row_that_says_something_below_the_table_is_no_answer_pushed_out(desk: Desk) -> None:
    insert_cell(desk, "6.4a")
    desk.sheets[Facts.SHEET][LAST + 1][LAYOUT.facts.column(Facts.ASK) - 1] = "填报人意见"
    assert "K227" not in codes(desk.read())


def test_a_question_and_its_answer_moved_together_across_items_leave_both_open(desk: Desk) -> None:
    """The key says one thing, the question another; the item beside it stayed."""
    rows = desk.sheets[Facts.SHEET]
    one, other = (rows[LAYOUT.facts.row(key) - 1] for key in ("4.4f", "4.5a"))
    for column in (LAYOUT.facts.column(Facts.ASK) - 1, ANSWER):
        one[column], other[column] = other[column], one[column]
    entry = desk.read()
    assert {entry.facts[key].why for key in ("4.4f", "4.5a")} == {"编号和这一行的文字对不上"}
    assert entry.facts["4.4e"].value is True
    assert "K209" in codes(entry)
