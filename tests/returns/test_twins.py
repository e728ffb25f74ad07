"""A header that stands twice: never the leftmost without a word; a question where the columns differ, one column where they do not."""

from fractions import Fraction

import pytest

from kexie_excel.form.headers import Bonus, Facts
from kexie_excel.scheme.fact import Gap
from kexie_excel.sheets.read.raw import Raw
from tests.returned import LAYOUT, Desk, codes


def second(desk: Desk, sheet: str, header: str, *, at: int = 0) -> list[list[Raw]]:
    """Put a copy of a column right of everything, or before column ``at``; give the rows."""
    rows = desk.sheets[sheet]
    column = LAYOUT.facts.column(header) if sheet == Facts.SHEET else LAYOUT.bonus.column(header)
    width = max(map(len, rows))
    for row in rows:
        own = row[column - 1] if column <= len(row) else ""
        row.extend([""] * (width - len(row)))
        row.insert(at - 1 if at else width, own)
    return rows


def test_columns_that_say_the_same_are_one(desk: Desk) -> None:
    """K226 says that there are several."""
    second(desk, Facts.SHEET, Facts.ANSWER)
    entry = desk.read()
    assert entry.facts["1.1a"].value == 60
    assert codes(entry) == ["K226"]
    assert "“完成情况”里“填报”栏有几列（D、" in entry.findings[0].message


@pytest.mark.no_cover
@pytest.mark.parametrize("other", [3, "", "是"])
def test_a_row_in_which_they_differ_is_a_question(desk: Desk, other: Raw) -> None:
    rows = second(desk, Facts.SHEET, Facts.ANSWER)
    rows[LAYOUT.facts.row("1.1a") - 1][-1] = other
    entry = desk.read()
    assert entry.facts["1.1a"].value is Gap.UNREADABLE
    assert entry.facts["1.1a"].raw == f"60 / {other or '空'}"
    assert entry.facts["1.1a"].why.startswith("“填报”有2栏，D4、")
    assert entry.facts["1.2a"].value is True


@pytest.mark.parametrize("before", [True, False])
def test_a_column_in_which_nothing_stands_says_nothing(desk: Desk, before: bool) -> None:  # noqa: FBT001 - a column of the table
    """Wherever it stands: the answers are those that are there."""
    at = LAYOUT.facts.column(Facts.ANSWER) if before else 0
    rows = second(desk, Facts.SHEET, Facts.ANSWER, at=at)
    for row in rows[LAYOUT.facts.header_row :]:
        row[at - 1 if at else -1] = ""
    entry = desk.read()
    assert (entry.facts["1.1a"].value, codes(entry)) == (60, [])


def test_an_award_whose_quantities_differ_waits(desk: Desk) -> None:
    """A row of which only the second column says anything is no empty row."""
    rows = second(desk, Bonus.SHEET, Bonus.QUANTITY)
    rows[LAYOUT.bonus.row("1") - 1][-1] = 5
    rows[LAYOUT.bonus.row("9") - 1][-1] = 2
    entry = desk.read()
    assert [row.quantity.value for row in entry.bonus] == [Gap.UNREADABLE, Fraction(2), Fraction(1), Gap.UNREADABLE]
    assert entry.bonus[0].quantity.why.startswith("“数量”有2栏，H")
    assert "K226" in codes(entry)
