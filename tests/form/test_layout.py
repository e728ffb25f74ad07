"""Where everything stands in the form. Clauses: design §5.1, “⟂ Layout”."""

import pytest

from kexie_excel.form.headers import Bonus, Cover, Facts, Scores
from kexie_excel.form.layout import HEADER_ROW, Layout, SheetLayout, item_heading
from kexie_excel.scheme.load import load_scheme
from kexie_excel.sheets.address import column_letter

SCHEME = load_scheme()
LAYOUT = Layout(SCHEME)
SHEETS = pytest.mark.parametrize("sheet", LAYOUT.data_sheets, ids=lambda sheet: sheet.name)


@pytest.mark.parametrize(
    ("column", "letters"), [(1, "A"), (26, "Z"), (27, "AA"), (52, "AZ"), (703, "AAA"), (16384, "XFD")]
)
def test_columns_are_lettered_as_in_excel(column: int, letters: str) -> None:
    """§5.1: one set of addresses."""
    assert column_letter(column) == letters


@SHEETS
def test_the_key_is_the_first_column(sheet: SheetLayout) -> None:
    """§5.1 ⟂: column A holds the key, header 编号 (序号 in 加分项)."""
    assert sheet.headers[0] == (Bonus.NUMBER if sheet is LAYOUT.bonus else Scores.KEY)


@SHEETS
def test_one_header_row_within_the_first_twelve(sheet: SheetLayout) -> None:
    """§5.1 ⟂: exactly one header row within rows 1–12, no header text twice."""
    assert sheet.header_row == HEADER_ROW
    assert HEADER_ROW <= 12
    assert len(set(sheet.headers)) == len(sheet.headers)


@SHEETS
def test_records_stand_directly_under_the_header_without_gaps(sheet: SheetLayout) -> None:
    """§5.1 ⟂: the first record stands directly below the header, no example row."""
    assert [sheet.row(key) for key in sheet.keys] == list(range(sheet.header_row + 1, sheet.last_row + 1))
    assert len(set(sheet.keys)) == len(sheet.keys)


@SHEETS
def test_the_headers_that_tell_a_sheet_are_its_own(sheet: SheetLayout) -> None:
    """§6: sheets are located by content; no other sheet bears all of the telling headers."""
    assert set(sheet.telling) <= set(sheet.headers)
    others = [other for other in LAYOUT.data_sheets if other is not sheet]
    assert not any(set(sheet.telling) <= set(other.headers) for other in others)


def test_scores_has_every_item_every_bonus_item_and_the_sum() -> None:
    """附件: 32 items and 7.1, 7.2; §5.1: a 合计 row."""
    assert LAYOUT.scores.keys == (*SCHEME.row_ids, Scores.TOTAL)
    assert len(SCHEME.row_ids) == 34


def test_facts_has_a_row_for_every_fact() -> None:
    """§5.1: one row per fact."""
    assert LAYOUT.facts.keys == tuple(fact.id for fact in SCHEME.facts)


def test_bonus_has_sixty_rows() -> None:
    """§5.1: 60 rows."""
    assert LAYOUT.bonus.keys == tuple(str(number) for number in range(1, 61))
    assert Bonus.ROWS == 60


def test_a_cell_is_named_by_key_and_header() -> None:
    """§5.1: key → sheet, row, column."""
    assert LAYOUT.scores.cell("1.1", Scores.SELF) == "E4"
    assert LAYOUT.facts.cell("1.2a", Facts.ANSWER) == "D5"


def test_cover_fields_stand_under_each_other() -> None:
    """§5.1 填报说明: 单位, 联系人, 电话, 填报日期."""
    assert Cover.FIELDS == ("单位", "联系人", "电话", "填报日期")
    assert [LAYOUT.cover_row(field) for field in Cover.FIELDS] == [3, 4, 5, 6]


def test_a_fact_is_headed_by_its_item() -> None:
    """§6: where keys are gone, a row is known by the indicator number at the start of the text."""
    assert item_heading(SCHEME.item_of["1.5b"]) == "1.5 科普经费"
