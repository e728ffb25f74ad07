"""One file → one return, however the county's program and hands have moved it about (cases 26 to 36, 79)."""

from collections.abc import Callable
from fractions import Fraction
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from kexie_excel.findings import Place
from kexie_excel.form.headers import Bonus, Cover, Facts, Materials, Scores, Stamp
from kexie_excel.form.write import write_form
from kexie_excel.inbox.receipts import Fate
from kexie_excel.returns.model import Return
from kexie_excel.returns.read import Reader, Rejected
from kexie_excel.scheme.fact import Gap
from tests.builders import SCHEME, UNIT, full_answers
from tests.returned import DATA_SHEETS, LAYOUT, OF_SHEET, Desk, Grid, codes, content

Loss = Callable[[Desk, str, int], None]
"""A way to lose a column of a sheet."""


def test_everything_that_was_typed_is_read(original: Return) -> None:
    """Design §5.1: the form as mailed, filled by another program."""
    expected = full_answers() | {"1.5b": Fraction("36.5"), "1.5c": Fraction("58.2"), "1.3a": False, "4.4f": Fraction(0)}
    assert {key: entry.value for key, entry in original.facts.items()} == expected
    assert {key: entry.value for key, entry in original.self_scores.items()} == {
        key: Fraction("3.6") if key == "2.3" else Fraction(1) for key in SCHEME.row_ids
    }
    assert [(row.kind, row.work, row.quantity.value, row.year) for row in original.bonus] == [
        ("省部级表彰奖励", "全民科学素质工作", Fraction(1), 2017),
        ("国家（实用）发明专利", "自动浇水器", Fraction(2), 2017),
        ("本县市区推广", "科普大集", Fraction(1), 2017),
    ]
    assert list(original.materials.values()) == [False, True, True]
    assert (original.unit, original.round, original.findings) == (UNIT, 0, ())
    assert original.own_total.value is Gap.BLANK


def test_every_entry_names_its_cell(original: Return) -> None:
    """Keep the raw text and its cell address."""
    assert {key: entry.place for key, entry in original.facts.items()} == {
        fact.id: Place("表.xlsx", Facts.SHEET, LAYOUT.facts.cell(fact.id, Facts.ANSWER)) for fact in SCHEME.facts
    }
    assert {key: entry.place.cell for key, entry in original.self_scores.items()} == {
        key: LAYOUT.scores.cell(key, Scores.SELF) for key in SCHEME.row_ids
    }
    assert [row.place.cell for row in original.bonus] == [LAYOUT.bonus.cell(str(at), Bonus.KIND) for at in (1, 2, 3)]


def test_saved_again_by_another_writer_it_reads_the_same(desk: Desk, original: Return) -> None:
    assert content(desk.read()) == content(original)


def test_the_county_s_own_sum(desk: Desk) -> None:
    desk.put(Scores.SHEET, Scores.TOTAL, Scores.SELF, 87.5)
    assert desk.read().own_total.value == Fraction("87.5")


@pytest.mark.no_cover
def test_an_untouched_form_is_blank_everywhere(tmp_path: Path) -> None:
    """Design §6: blank is no zero."""
    path = tmp_path / "表.xlsx"
    path.write_bytes(write_form(SCHEME, UNIT))
    book = openpyxl.load_workbook(path)
    book[Materials.SHEET]["E4"] = "见附件"
    book.save(path)
    entry = Reader(SCHEME).read(path, path.name)
    assert isinstance(entry, Return)
    assert {fact.value for fact in (*entry.facts.values(), *entry.self_scores.values())} == {Gap.BLANK}
    assert (set(entry.materials.values()), entry.bonus, entry.findings) == ({Gap.BLANK}, (), ())


@pytest.mark.no_cover
def test_the_form_as_mailed_is_one_sentence(tmp_path: Path) -> None:
    """No 30 questions and no feedback of 33 pages to who sent nothing; a name on the cover is no answer either."""
    path = tmp_path / "表.xlsx"
    path.write_bytes(write_form(SCHEME, UNIT))
    for person in ("", "张三"):
        book = openpyxl.load_workbook(path)
        book[Cover.SHEET]["C4"] = person
        book.save(path)
        rejected = Reader(SCHEME).read(path, path.name)
        assert isinstance(rejected, Rejected)
        assert (rejected.finding.code, rejected.fate, rejected.claimants) == ("K145", Fate.UNREADABLE, (UNIT,))
        assert rejected.finding.message == "收到的是空白的评估表，里面什么也没有填"


def test_a_blank_form_in_which_something_is_odd_is_read(tmp_path: Path) -> None:
    """What was not seen may be what was filled: the odd is asked about, nothing is called blank."""
    path = tmp_path / "表.xlsx"
    book = openpyxl.load_workbook(BytesIO(write_form(SCHEME, UNIT)))
    book[Cover.SHEET]["C3"] = f"{UNIT}科协（新）某处"
    book[Stamp.SHEET]["B4"] = 2
    book.save(path)
    entry = Reader(SCHEME).read(path, path.name)
    assert isinstance(entry, Return)


def test_the_blank_template_belongs_to_nobody(tmp_path: Path) -> None:
    path = tmp_path / "模板.xlsx"
    path.write_bytes(write_form(SCHEME))
    rejected = Reader(SCHEME).read(path, path.name)
    assert isinstance(rejected, Rejected)
    assert rejected.finding.code == "K103"


def test_what_is_signed_below_the_annex_is_no_answer(desk: Desk, original: Return) -> None:
    """Some sign by typing; a form issued before the line was there has none."""
    signed = LAYOUT.scores.last_row + 2
    for text in ("填表人：张三　负责人：李四　单位（盖章）：某县科协　日期：2017年12月1日", ""):
        desk.sheets[Scores.SHEET][signed - 1][LAYOUT.scores.column(Scores.SECTION) - 1] = text
        entry = desk.read()
        assert content(entry) == content(original)
        assert (entry.unit, entry.findings) == (original.unit, ())


@pytest.mark.no_cover
@pytest.mark.parametrize("name", DATA_SHEETS)
@pytest.mark.parametrize("lose", [Desk.drop_column, Desk.clear_column])
def test_column_a_lost_on_one_sheet(desk: Desk, original: Return, name: str, lose: Loss) -> None:
    """K207: the same answers, and a note that the rows were known by their text."""
    lose(desk, name, 1)
    entry = desk.read()
    assert content(entry) == content(original)
    assert codes(entry) == (["K207"] if name in {Scores.SHEET, Facts.SHEET} else [])


@pytest.mark.parametrize("lose", [Desk.drop_column, Desk.clear_column])
def test_column_a_lost_on_every_sheet(desk: Desk, original: Return, lose: Loss) -> None:
    for name in DATA_SHEETS:
        lose(desk, name, 1)
    entry = desk.read()
    assert content(entry) == content(original)
    assert codes(entry) == ["K207", "K207"]


def test_column_a_deleted_in_a_spreadsheet_program(filled: bytes, tmp_path: Path, original: Return) -> None:
    """The same on the real form, with its merged cells and drop-downs."""
    book = openpyxl.load_workbook(BytesIO(filled))
    for name in DATA_SHEETS:
        book[name].delete_cols(1)
    path = tmp_path / "表.xlsx"
    book.save(path)
    entry = Reader(SCHEME).read(path, path.name)
    assert isinstance(entry, Return)
    assert content(entry) == content(original)


@pytest.mark.no_cover
def test_rows_and_columns_inserted_in_a_spreadsheet_program(filled: bytes, tmp_path: Path, original: Return) -> None:
    """Cases 26 and 27."""
    book = openpyxl.load_workbook(BytesIO(filled))
    for name in DATA_SHEETS:
        book[name].insert_rows(1, 4)
        book[name].insert_rows(20, 2)
        book[name].insert_cols(3)
        book[name].cell(7, 3, "自己的备注")
    path = tmp_path / "表.xlsx"
    book.save(path)
    entry = Reader(SCHEME).read(path, path.name)
    assert isinstance(entry, Return)
    assert content(entry) == content(original)


def test_sheets_renamed_and_reordered(desk: Desk, original: Return) -> None:
    """Case 28."""
    desk.sheets = {f"{title} (最终)": rows for title, rows in reversed(desk.sheets.items())}
    assert content(desk.read()) == content(original)


@pytest.mark.no_cover
@pytest.mark.parametrize("name", DATA_SHEETS)
def test_a_column_of_own_notes(desk: Desk, original: Return, name: str) -> None:
    """Case 27: inserted anywhere, with a header of its own and notes that look like answers."""
    for before in (1, 3, 6):
        desk.insert_columns(name, before)
        for row in desk.sheets[name][2:]:
            row[before - 1] = "是"
    assert content(desk.read()) == content(original)


def test_tables_that_do_not_start_at_a1(desk: Desk, original: Return) -> None:
    """Case 34."""
    for name in DATA_SHEETS:
        desk.insert_columns(name, 1, 2)
        desk.sheets[name][:0] = [[""] for _ in range(9)]
    entry = desk.read()
    assert content(entry) == content(original)
    assert entry.facts["1.1a"].place.cell == "F13"


def test_rows_in_another_order(desk: Desk, original: Return) -> None:
    """A county sorts the table: each answer travels with its key."""
    for name in (Scores.SHEET, Facts.SHEET, Materials.SHEET):
        top = LAYOUT.facts.header_row
        desk.sheets[name] = desk.sheets[name][:top] + desk.sheets[name][top:][::-1]
    assert content(desk.read()) == content(original)


def test_a_key_that_became_a_number(desk: Desk, original: Return) -> None:
    for item in SCHEME.items:
        desk.put(Scores.SHEET, item.id, LAYOUT.scores.headers[0], float(item.id))
    entry = desk.read()
    assert (content(entry), entry.findings) == (content(original), ())


def test_a_deleted_row_is_blank_and_reported(desk: Desk, original: Return) -> None:
    """K205: never 0."""
    del desk.sheets[Facts.SHEET][LAYOUT.facts.row("3.3b") - 1]
    entry = desk.read()
    assert [(found.code, found.row) for found in entry.findings] == [("K205", "3.3b")]
    assert entry.facts["3.3b"].value is Gap.BLANK
    others = {key: (fact.value, fact.raw) for key, fact in original.facts.items() if key != "3.3b"}
    assert {key: (fact.value, fact.raw) for key, fact in entry.facts.items() if key != "3.3b"} == others


@pytest.mark.no_cover
@pytest.mark.parametrize(
    ("sheet", "key", "header"), [(Facts.SHEET, "3.3b", Facts.ANSWER), (Scores.SHEET, "3.3", Scores.SELF)]
)
@pytest.mark.parametrize("copied", ["17", ""])
def test_a_row_copied_with_other_content(desk: Desk, sheet: str, key: str, header: str, copied: str) -> None:
    """K206, case 79."""
    layout = OF_SHEET[sheet]
    row = layout.row(key)
    desk.sheets[sheet].insert(row, list(desk.sheets[sheet][row - 1]))
    desk.sheets[sheet][row][layout.column(header) - 1] = copied
    entry = desk.read()
    assert [(found.code, found.row) for found in entry.findings] == [("K206", key)]
    read = entry.facts[key] if sheet == Facts.SHEET else entry.self_scores[key]
    assert (read.value, read.why) == (Gap.UNREADABLE, "同一编号有几行，内容不同")


@pytest.mark.parametrize(("sheet", "key"), [(Facts.SHEET, "3.3b"), (Scores.SHEET, "3.3")])
def test_a_row_copied_with_the_same_content(desk: Desk, original: Return, sheet: str, key: str) -> None:
    row = OF_SHEET[sheet].row(key)
    desk.sheets[sheet].insert(row, list(desk.sheets[sheet][row - 1]))
    entry = desk.read()
    assert (content(entry), entry.findings) == (content(original), ())


@pytest.mark.parametrize("name", DATA_SHEETS)
def test_a_missing_sheet(desk: Desk, name: str) -> None:
    """K109; case 30: only a part was sent."""
    del desk.sheets[name]
    rejected = desk.reject()
    assert (rejected.finding.code, rejected.fate, rejected.claimants) == ("K109", Fate.UNREADABLE, (UNIT,))
    assert f"“{name}”" in rejected.finding.message
    assert rejected.finding.unit == UNIT


@pytest.mark.no_cover
@pytest.mark.parametrize(
    ("name", "header"),
    [
        (Scores.SHEET, Scores.TEXT),
        (Scores.SHEET, Scores.SELF),
        (Facts.SHEET, Facts.ASK),
        (Facts.SHEET, Facts.ANSWER),
        (Bonus.SHEET, Bonus.WORK),
        (Materials.SHEET, Materials.PRESENT),
    ],
)
def test_a_sheet_without_its_header_is_missing(desk: Desk, name: str, header: str) -> None:
    layout = OF_SHEET[name]
    desk.sheets[name][layout.header_row - 1][layout.column(header) - 1] = "改过"
    assert desk.reject().finding.code == "K109"


@pytest.mark.parametrize("missing", [(Cover.SHEET,), (Stamp.SHEET,)])
def test_cover_or_stamp_may_be_missing(desk: Desk, original: Return, missing: tuple[str, ...]) -> None:
    """Case 14: hidden sheets are lost in other programs."""
    for name in missing:
        del desk.sheets[name]
    entry = desk.read()
    assert (entry.unit, content(entry)) == (UNIT, content(original))


@pytest.mark.parametrize("name", DATA_SHEETS)
def test_two_different_copies_of_a_sheet(desk: Desk, name: str) -> None:
    """K111, case 29: a newer copy beside the old one is nobody's to choose."""
    desk.sheets[f"{name} (2)"] = [list(row) for row in desk.sheets[name]]
    desk.sheets[f"{name} (2)"][-1][-1] = "改过"
    rejected = desk.reject()
    assert (rejected.finding.code, rejected.fate, rejected.claimants) == ("K111", Fate.UNDECIDED, (UNIT,))
    assert f"“{name}”、“{name} (2)”" in rejected.finding.message


def test_two_equal_copies_of_a_sheet(desk: Desk, original: Return) -> None:
    desk.sheets["备份"] = desk.sheets[Facts.SHEET]
    assert content(desk.read()) == content(original)


def test_bonus_rows_without_numbers(desk: Desk, original: Return) -> None:
    for key in LAYOUT.bonus.keys:
        desk.put(Bonus.SHEET, key, Bonus.NUMBER, "")
    entry = desk.read()
    assert content(entry) == content(original)
    assert [row.number for row in entry.bonus] == ["1", "2", "3"]


def test_more_than_sixty_bonus_rows(desk: Desk) -> None:
    kind = SCHEME.bonus_kinds[0].label
    header = [str(value) for value in desk.sheets[Bonus.SHEET][LAYOUT.bonus.header_row - 1]]
    typed: dict[str, str | int] = {
        Bonus.KIND: kind,
        Bonus.WORK: "科普",
        Bonus.CERTIFICATE: "〔2017〕1号",
        Bonus.QUANTITY: 1,
    }
    while len(desk.sheets[Bonus.SHEET]) < LAYOUT.bonus.last_row + 12:
        desk.sheets[Bonus.SHEET].append([typed.get(text, "") for text in header])
    entry = desk.read()
    assert len(entry.bonus) == 3 + 12
    assert entry.bonus[-1].place.cell == f"B{LAYOUT.bonus.last_row + 12}"


@pytest.mark.parametrize("sheets", [(), (Bonus.SHEET, Materials.SHEET)])
def test_a_workbook_without_the_two_tables_is_no_form(desk: Desk, sheets: tuple[str, ...]) -> None:
    """K102: what is named after a unit came from it all the same, so that nobody says that nothing came."""
    strange: Grid = [["姓名", "电话"], ["张三", 1]]
    desk.sheets = {"Sheet1": strange, **{name: desk.sheets[name] for name in sheets}}
    rejected = desk.reject(f"{UNIT}.xlsx")
    assert (rejected.finding.code, rejected.fate, rejected.claimants) == ("K102", Fate.NOT_A_FORM, (UNIT,))
    assert "“评估表”和“完成情况”" in rejected.finding.message
    assert desk.reject("通讯录.xlsx").claimants == ()


def test_our_own_workbook_without_the_two_tables_is_its_unit_s(desk: Desk) -> None:
    """K109: the stamp says whose it is, whatever the file is called and whatever became of its tables."""
    strange: Grid = [["姓名", "电话"], ["张三", 1]]
    desk.sheets = {"Sheet1": strange, **{name: desk.sheets[name] for name in (Cover.SHEET, Stamp.SHEET)}}
    rejected = desk.reject("表.xlsx")
    assert (rejected.finding.code, rejected.fate, rejected.claimants) == ("K109", Fate.UNREADABLE, (UNIT,))
    assert rejected.finding.message == "找不到“评估表”和“完成情况”工作表或它的表头"


@pytest.mark.parametrize("kept", [(Stamp.SHEET,), (Cover.SHEET, Scores.SHEET, Facts.SHEET)])
def test_a_form_that_lost_its_headers_is_still_its_units(desk: Desk, kept: tuple[str, ...]) -> None:
    """K109: reworded headers, or another program's file of which only the first column can be read; the unit sent something."""
    desk.sheets = {name: [row[:1] for row in desk.sheets[name]] for name in kept}
    rejected = desk.reject(f"{UNIT}.xlsb")
    assert (rejected.finding.code, rejected.fate, rejected.claimants) == ("K109", Fate.UNREADABLE, (UNIT,))
    assert desk.reject("表.xlsb").claimants == ()


def test_a_form_with_two_reworded_headers_is_known_by_its_stamp(desk: Desk) -> None:
    for name, old, new in ((Scores.SHEET, Scores.SELF, "自评得分"), (Facts.SHEET, Facts.ANSWER, "填报情况")):
        desk.sheets[name] = [[new if cell == old else cell for cell in row] for row in desk.sheets[name]]
    rejected = desk.reject("表.xlsx")
    assert (rejected.finding.code, rejected.fate, rejected.claimants) == ("K109", Fate.UNREADABLE, (UNIT,))


def test_a_file_that_cannot_be_read_belongs_to_the_unit_in_its_name(tmp_path: Path) -> None:
    """K131, case 10."""
    path = tmp_path / "表.xlsx"
    path.write_bytes(b"")
    named = Reader(SCHEME).read(path, f"{UNIT}.xlsx")
    nameless = Reader(SCHEME).read(path, "表.xlsx")
    assert isinstance(named, Rejected)
    assert isinstance(nameless, Rejected)
    assert (named.finding.code, named.fate, named.claimants) == ("K131", Fate.UNREADABLE, (UNIT,))
    assert (nameless.fate, nameless.claimants) == (Fate.UNREADABLE, ())


def test_a_picture_with_a_unit_s_name_is_received_from_it_if_no_return(tmp_path: Path) -> None:
    """Case 15."""
    path = tmp_path / f"{UNIT}.xlsx"
    path.write_bytes(b"\x89PNG")
    rejected = Reader(SCHEME).read(path, path.name)
    assert isinstance(rejected, Rejected)
    assert (rejected.finding.code, rejected.fate, rejected.claimants) == ("K102", Fate.NOT_A_FORM, (UNIT,))
