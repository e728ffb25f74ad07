"""The form's sheets are found by their header row, its rows by key or text, wherever they have moved to (design §6)."""

from collections.abc import Sequence

import pytest

from kexie_excel.form.headers import Bonus, Cover, Facts, Materials, Scores, Stamp
from kexie_excel.form.layout import SheetLayout
from kexie_excel.returns.locate import Finder, FormTable
from kexie_excel.scheme.fact import Gap
from kexie_excel.sheets.address import column_letter
from kexie_excel.sheets.read.grid import Sheet, Workbook
from kexie_excel.sheets.read.raw import Raw
from tests.builders import SCHEME
from tests.returned import DATA_SHEETS, LAYOUT, OF_SHEET, Desk, codes

FINDER = Finder(LAYOUT)


def located(desk: Desk, name: str) -> FormTable:
    """Find a data sheet of the workbook on the desk."""
    (table,) = FINDER.tables(as_book(desk), OF_SHEET[name])
    return table


def as_book(desk: Desk) -> Workbook:
    """Give the workbook on the desk as the reader sees it."""
    return Workbook(tuple(Sheet(name, rows) for name, rows in desk.sheets.items()))


def table_of(layout: SheetLayout, *rows: Sequence[Raw]) -> list[FormTable]:
    """Find a layout in a sheet made of these rows."""
    return FINDER.tables(Workbook((Sheet("表", rows),)), layout)


@pytest.mark.parametrize("name", DATA_SHEETS)
def test_an_unchanged_sheet_stands_where_the_layout_says(desk: Desk, name: str) -> None:
    """Design §5.1: one set of addresses for the writer and the reader."""
    table, layout = located(desk, name), OF_SHEET[name]
    assert (table.header_row, table.has_keys) == (layout.header_row, True)
    assert dict(table.rows) == {key: (layout.row(key),) for key in layout.keys}
    assert {header: table.columns[header] for header in layout.headers} == {
        header: layout.column(header) for header in layout.headers
    }
    assert [table.cell(layout.row(layout.keys[0]), header) for header in layout.headers] == [
        layout.cell(layout.keys[0], header) for header in layout.headers
    ]


@pytest.mark.parametrize("name", DATA_SHEETS)
def test_sheets_are_found_by_content_not_by_name_or_position(desk: Desk, name: str) -> None:
    """Case 28."""
    before = dict(located(desk, name).rows)
    desk.sheets = {f"Sheet{at} ": rows for at, rows in enumerate(reversed(desk.sheets.values()))}
    assert dict(located(desk, name).rows) == before


@pytest.mark.parametrize("name", DATA_SHEETS)
@pytest.mark.parametrize(("above", "left"), [(1, 0), (0, 1), (5, 2), (37, 3)])
def test_a_table_that_was_pushed_down_or_right(desk: Desk, name: str, above: int, left: int) -> None:
    """Cases 26, 27 and 34."""
    layout = OF_SHEET[name]
    desk.insert_columns(name, 1, left)
    desk.sheets[name][:0] = [[""] for _ in range(above)]
    table = located(desk, name)
    assert table.header_row == layout.header_row + above
    assert dict(table.rows) == {key: (layout.row(key) + above,) for key in layout.keys}
    key, header = layout.keys[0], layout.headers[-1]
    address = f"{column_letter(layout.column(header) + left)}{layout.row(key) + above}"
    assert table.cell(table.rows[key][0], header) == address


@pytest.mark.parametrize("name", DATA_SHEETS)
def test_a_header_further_down_than_anybody_pushes_it_is_not_looked_for(desk: Desk, name: str) -> None:
    desk.sheets[name][:0] = [[""] for _ in range(38)]
    assert FINDER.tables(as_book(desk), OF_SHEET[name]) == []


@pytest.mark.parametrize("name", [Scores.SHEET, Facts.SHEET, Materials.SHEET])
def test_without_keys_rows_are_known_by_their_text(desk: Desk, name: str) -> None:
    """Column A is emptied: the indicator's number and the question's own words are still there."""
    required = {material.id for material in SCHEME.materials}
    layout = OF_SHEET[name]
    desk.clear_column(name, 1)
    table = located(desk, name)
    assert not table.has_keys
    assert dict(table.rows) == {
        key: (layout.row(key),) for key in layout.keys if name != Materials.SHEET or key in required
    }


@pytest.mark.parametrize("name", [Scores.SHEET, Facts.SHEET, Materials.SHEET])
def test_with_column_a_deleted_everything_has_shifted(desk: Desk, name: str) -> None:
    layout = OF_SHEET[name]
    desk.drop_column(name, 1)
    table = located(desk, name)
    assert not table.has_keys
    assert {key for key in layout.keys if not key.isdecimal()} <= set(table.rows)
    assert table.columns[layout.headers[1]] == 1


def test_numbered_bonus_rows_need_no_numbers(desk: Desk) -> None:
    desk.drop_column(Bonus.SHEET, 1)
    table = located(desk, Bonus.SHEET)
    assert (dict(table.rows), table.has_keys) == ({}, False)


def test_a_key_that_became_a_number(desk: Desk) -> None:
    """Case 63: 1.1 typed over again is a number in the cell."""
    layout = OF_SHEET[Scores.SHEET]
    desk.put(Scores.SHEET, "1.1", Scores.KEY, 1.1)
    desk.put(Scores.SHEET, "2.3", Scores.KEY, "２．３ ")
    rows = located(desk, Scores.SHEET).rows
    assert (rows["1.1"], rows["2.3"]) == ((layout.row("1.1"),), (layout.row("2.3"),))


def test_one_lost_key_among_others(desk: Desk) -> None:
    desk.put(Facts.SHEET, "1.5b", Facts.KEY, "")
    table = located(desk, Facts.SHEET)
    assert (table.rows["1.5b"], table.has_keys) == ((OF_SHEET[Facts.SHEET].row("1.5b"),), True)


def test_the_key_is_enough_where_the_text_was_edited(desk: Desk) -> None:
    """A key travels with its row; the text beside it may have been edited."""
    desk.put(Scores.SHEET, "1.1", Scores.TEXT, "改过的文字")
    table = located(desk, Scores.SHEET)
    assert (table.rows["1.1"], table.mixed) == ((OF_SHEET[Scores.SHEET].row("1.1"),), frozenset())


def test_a_text_that_names_another_item_makes_both_a_question(desk: Desk) -> None:
    desk.put(Scores.SHEET, "1.1", Scores.TEXT, "1.2改过的文字")
    assert located(desk, Scores.SHEET).mixed == {"1.1", "1.2"}


def test_a_required_material_may_be_listed_among_the_enclosures(desk: Desk) -> None:
    """What a county writes into its own list is its own."""
    desk.put(Materials.SHEET, "1", Materials.MATERIAL, SCHEME.materials[0].name)
    assert located(desk, Materials.SHEET).mixed == frozenset()


def test_a_copied_row_is_there_twice(desk: Desk) -> None:
    """Case 79."""
    row = OF_SHEET[Facts.SHEET].row("1.5b")
    desk.sheets[Facts.SHEET].insert(row, list(desk.sheets[Facts.SHEET][row - 1]))
    assert located(desk, Facts.SHEET).rows["1.5b"] == (row, row + 1)


def test_a_row_that_says_nothing_known_is_passed_over() -> None:
    header = [Facts.KEY, Facts.ITEM, Facts.ASK, Facts.ANSWER]
    (table,) = table_of(
        LAYOUT.facts,
        header,
        ["", "", "", ""],
        ["99.9z", "99.9 别的", "另一个问题", 3],
        ["", "1.1 听取汇报", "改过的问题", 3],
        ["", "说明", "注：", ""],
        ["", f"1.3 {SCHEME.item_of['1.3'].title}", SCHEME.item_of["1.3"].facts[0].ask, "是"],
    )
    assert dict(table.rows) == {"1.3a": (6,)}


def test_the_sum_is_known_by_its_word_in_either_column() -> None:
    """The two cells are merged in the form; a program that splits them may leave the word in either."""
    header = [Scores.SECTION, Scores.TEXT, Scores.SELF]
    (table,) = table_of(
        LAYOUT.scores, header, ["合 计", "", 9], ["", "合计（分）", 9], ["", "1.1党委", 1], ["", "备注", 1]
    )
    assert dict(table.rows) == {Scores.TOTAL: (2, 3), "1.1": (4,)}


def test_a_sum_without_the_column_of_sections() -> None:
    (table,) = table_of(LAYOUT.scores, [Scores.TEXT, Scores.SELF], ["合计", 9])
    assert dict(table.rows) == {Scores.TOTAL: (2,)}


@pytest.mark.parametrize(
    ("layout", "headers", "is_found"),
    [
        (LAYOUT.scores, (Scores.TEXT, Scores.SELF), True),
        (LAYOUT.scores, (Scores.SELF, "备注", Scores.TEXT), True),
        (LAYOUT.scores, (Scores.TEXT,), False),
        (LAYOUT.facts, (Facts.ASK, Facts.ANSWER), True),
        (LAYOUT.facts, (Facts.ASK, "填报情况"), False),
        (LAYOUT.bonus, (Bonus.KIND, Bonus.WORK, Bonus.QUANTITY), True),
        (LAYOUT.bonus, (Bonus.KIND, Bonus.WORK), False),
        (LAYOUT.materials, (Materials.MATERIAL, Materials.PRESENT), True),
        (LAYOUT.materials, (Materials.MATERIAL, "有／无"), True),
        (LAYOUT.scores, (f" {Scores.TEXT[:4]}\n{Scores.TEXT[4:]}\u3000", f"{Scores.SELF}\u200b"), True),
        (LAYOUT.scores, (3.0, True, Scores.TEXT, Scores.SELF), True),
    ],
)
def test_a_sheet_is_known_by_its_telling_headers(
    layout: SheetLayout,
    headers: Sequence[Raw],
    is_found: bool,  # noqa: FBT001 - a column of the table
) -> None:
    """Case 27: own columns of notes are passed over; width and white space of a header do not matter."""
    assert bool(table_of(layout, headers)) is is_found


def test_the_first_of_two_columns_with_one_header_counts() -> None:
    (table,) = table_of(LAYOUT.facts, [Facts.ASK, Facts.ANSWER, Facts.ANSWER])
    assert table.columns[Facts.ANSWER] == 2


def test_a_lost_column_reads_as_empty_and_is_named_by_its_old_place() -> None:
    (table,) = table_of(LAYOUT.bonus, [Bonus.KIND, Bonus.WORK, Bonus.QUANTITY], ["甲", "乙", 1])
    assert table.at(2, "佐证材料") == ""
    assert table.cell(2, "佐证材料") == f"{column_letter(LAYOUT.bonus.column('佐证材料'))}2"


def test_cover_and_stamp_are_no_data_sheets(desk: Desk) -> None:
    desk.sheets = {name: desk.sheets[name] for name in (Cover.SHEET, Stamp.SHEET)}
    assert [table for layout in LAYOUT.data_sheets for table in FINDER.tables(as_book(desk), layout)] == []


def test_two_copies_of_a_sheet_are_two_tables(desk: Desk) -> None:
    """Case 29."""
    desk.sheets["评估表 (2)"] = desk.sheets[Scores.SHEET]
    assert [table.sheet.name for table in FINDER.tables(as_book(desk), LAYOUT.scores)] == [Scores.SHEET, "评估表 (2)"]


def test_the_form_has_as_many_bonus_rows_as_the_contract_says(desk: Desk) -> None:
    assert len(located(desk, Bonus.SHEET).rows) == Bonus.ROWS == 60


def test_no_text_of_the_scheme_begins_with_another_number() -> None:
    """What tells the rows apart without keys is unambiguous in the scheme itself."""
    assert all(item.text.startswith(item.id) for item in SCHEME.items)
    assert all(item.text.startswith(item.id) for item in SCHEME.bonus)
    asks = [(SCHEME.item_of[fact.id].id, fact.ask) for fact in SCHEME.facts]
    assert len(set(asks)) == len(asks)


def test_a_key_moved_without_its_row_is_a_question_for_both(desk: Desk) -> None:
    """Badfiles 26: one key cell deleted with “shift up” moves every later key onto a neighbour's answer."""
    grid, layout = desk.sheets[Facts.SHEET], LAYOUT.facts
    for row in range(layout.row("6.1a"), layout.last_row):
        grid[row - 1][0] = grid[row][0]
    grid[layout.last_row - 1][0] = ""
    entry = desk.read()
    for key in ("6.1a", "6.2a", "6.3a", "6.4a"):
        assert entry.facts[key].value is Gap.UNREADABLE
        assert entry.facts[key].why == "编号和这一行的文字对不上"
    assert entry.facts["5.6a"].value is not Gap.UNREADABLE
    assert "K209" in codes(entry)
    assert "K206" not in codes(entry)
