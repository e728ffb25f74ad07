"""Reading back: wherever people put things; and never a decision overlooked."""

import shutil
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.worksheet.formula import ArrayFormula

from kexie_excel.errors import KexieError
from kexie_excel.ledger import book as ledger_book
from kexie_excel.ledger.create import write_continuation
from kexie_excel.ledger.model import FILE, MORE_FILE, Rulings
from kexie_excel.ledger.questions import NOTHING
from kexie_excel.ledger.read import read_ledger
from kexie_excel.numbers import show
from tests.builders import SCHEME, UNIT, full_answers, make_return
from tests.ledger.desk import Desk

FULL = make_return(full_answers())


def with_part(content: bytes, name: str, change: tuple[str, str]) -> bytes:
    """Give a workbook with a text in one of its parts replaced; a part that is not there is added."""
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(stream, "w") as new:
        for part in old.namelist():
            data = old.read(part).decode()
            if part == name:
                assert change[0] in data
                data = data.replace(change[0], change[1], 1)
            new.writestr(part, data)
        if name not in old.namelist():
            new.writestr(name, change[1])
    return stream.getvalue()


def test_a_missing_ledger_decides_nothing(tmp_path: Path) -> None:
    done = Desk(tmp_path).obey(FULL)
    assert (done.codes, done.ledger.contents) == ([], {})


def test_columns_may_be_moved_and_rows_inserted_above(desk: Desk) -> None:
    desk.rule("1.1", 0, was="1")
    made = desk.book()
    sheet = made[Rulings.SHEET]
    moved = [[cell.value for cell in row][::-1] for row in sheet.iter_rows(max_row=4)]
    del made[Rulings.SHEET]
    sheet = made.create_sheet(" 裁 定", 0)
    sheet.append(["领导批示汇总"])
    sheet.append([])
    for values in moved:
        sheet.append(["备忘", None, *values])
    sheet["L3"] = "理　由"
    sheet["L4"] = "不算的"
    made.save(desk.path)
    done = desk.obey(FULL)
    assert done.item("1.1").ruling == 0
    assert done.codes == []
    assert done.ledger.of(Rulings.SHEET)[0].row == 4


def test_a_renamed_sheet_is_known_by_its_headings_unless_two_are(desk: Desk) -> None:
    desk.rule("1.1", 0, was="1")
    made = desk.book()
    made[Rulings.SHEET].title = "复核意见"
    made.save(desk.path)
    assert desk.obey(FULL).item("1.1").ruling == 0
    made.copy_worksheet(made["复核意见"])
    made.save(desk.path)
    assert desk.obey(FULL).codes == ["K705"]
    assert "编号" in desk.obey(FULL).findings[0].message


def test_a_copy_that_somebody_keeps_is_left_alone(desk: Desk) -> None:
    made = desk.book()
    made.copy_worksheet(made[Rulings.SHEET]).title = "裁定 (2)"
    made.move_sheet("裁定 (2)", -9)
    made["裁定 (2)"].append([UNIT, "1.1", None, "1", 0, "作废"])
    made.save(desk.path)
    assert desk.obey(FULL).item("1.1").ruling is None


def test_headings_that_were_lost_are_told(desk: Desk) -> None:
    made = desk.book()
    made[Rulings.SHEET]["B1"] = "序"
    made.save(desk.path)
    assert desk.obey(FULL).codes == ["K705"]
    assert not desk.obey(FULL).evaluation.is_final


def test_the_continuation_is_read_as_well(desk: Desk) -> None:
    (desk.folder / MORE_FILE).write_bytes(write_continuation(SCHEME, NOTHING))
    assert desk.obey(FULL).codes == []
    main = desk.path.read_bytes()
    shutil.move(desk.folder / MORE_FILE, desk.path)
    desk.fill(Rulings.SHEET, [{"单位": UNIT, "编号": "1.1", "原值": "1", "裁定": 0, "理由": "续"}])
    shutil.move(desk.path, desk.folder / MORE_FILE)
    desk.path.write_bytes(main)
    assert desk.obey(FULL).item("1.1").ruling_reason == "续"


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 cut off", b"hello", b"%PDF-1.4"])
def test_an_unreadable_ledger_is_one_sentence(desk: Desk, content: bytes) -> None:
    desk.path.write_bytes(content)
    with pytest.raises(KexieError, match=r"^读不了 评估台账\.xlsx：.*用文件夹里的备份换回，再运行。$"):
        read_ledger(desk.folder)


def test_a_ledger_that_cannot_be_opened_is_one_sentence(desk: Desk) -> None:
    desk.path.unlink()
    desk.path.mkdir()
    with pytest.raises(KexieError, match="可能正被打开"):
        read_ledger(desk.folder)


def test_a_ledger_in_another_format_is_not_passed_over(desk: Desk) -> None:
    desk.path.rename(desk.path.with_suffix(".xls"))
    with pytest.raises(KexieError, match=r"另存为 评估台账\.xlsx"):
        read_ledger(desk.folder)
    desk.lay()
    assert read_ledger(desk.folder).contents.keys() == {FILE}


def test_an_old_workbook_under_the_name_is_read(desk: Desk) -> None:
    old = Path(__file__).parents[2] / "samples" / "2017示例" / "2-回收" / "君山区-2017年度县市区科协绩效评估表.xls"
    shutil.copy(old, desk.path)
    assert set(desk.obey(FULL).codes) == {"K705"}


def test_a_formula_without_a_result_and_an_error_are_no_empty_cells(desk: Desk) -> None:
    desk.rule("1.1", "=1-1", was="1")
    desk.rule("1.2", "#N/A", was="1")
    desk.rule("1.3", ArrayFormula("E2", "=1-1"), was="2")
    done = desk.obey(FULL)
    assert done.codes == ["K714"] * 3
    assert [found.message.split("“")[1].split("”")[0] for found in done.findings] == [
        "=1-1(公式没有算过:请用 Excel 或 WPS 打开、保存一次)",
        "#N/A(单元格里是错误值 #N/A)",
        "=1-1(公式没有算过:请用 Excel 或 WPS 打开、保存一次)",
    ]


def test_a_percentage_or_a_struck_out_decision_is_not_obeyed(desk: Desk) -> None:
    """50% is not half a point, and what somebody crossed out no longer stands."""
    for row, value in (("1.1", 1), ("4.2", 0.5), ("1.3", 0)):
        desk.rule(row, value, was=full_points(row))
    book = desk.book()
    for cells in book["裁定"].iter_rows():
        if cells[1].value == "4.2":
            cells[4].number_format = "0%"
        elif cells[1].value == "1.3":
            cells[4].font = Font(strike=True)
    book.save(desk.path)
    done = desk.obey(FULL)
    assert done.codes == ["K714", "K714"]
    assert [found.message.split("“")[1].split("”")[0] for found in done.findings] == [
        "50%(表里看到的是50%,实际存的是0.5,不知是哪个数)",
        "0(上面有删除线,不知还算不算)",
    ]
    assert [done.item(row).ruling for row in ("1.1", "1.3", "4.2")] == [1, None, None]
    assert not done.evaluation.is_final


def test_the_code_of_an_error_is_no_reason(desk: Desk) -> None:
    """A ruling without 理由 is refused; the error value in its place says nothing."""
    desk.rule("1.1", 0, was="1", reason="#REF!")
    done = desk.obey(FULL)
    assert done.codes == ["K711"]
    assert done.item("1.1").ruling is None


def test_a_decision_that_is_seen_rounded_is_not_obeyed(desk: Desk) -> None:
    """0.6 under the format 0 is seen as 1."""
    desk.rule("3.7", 0.6, was=full_points("3.7"))
    book = desk.book()
    for cells in book[Rulings.SHEET].iter_rows(min_row=2):
        cells[4].number_format = "0"
    book.save(desk.path)
    done = desk.obey(FULL)
    assert done.codes == ["K714"]
    assert "表里看到的是1,实际存的是0.6" in done.findings[0].message


def test_two_columns_of_decisions_that_differ_are_not_obeyed(desk: Desk) -> None:
    """Never the leftmost without a word."""
    for row in ("1.1", "1.3"):
        desk.rule(row, 0, was=full_points(row))
    book = desk.book()
    sheet = book[Rulings.SHEET]
    sheet.cell(1, 12).value = Rulings.RULING
    for number, cells in enumerate(sheet.iter_rows(min_row=2), 2):
        sheet.cell(number, 12).value = 2 if cells[1].value == "1.3" else cells[4].value
    book.save(desk.path)
    done = desk.obey(FULL)
    assert done.codes == ["K714"]
    assert "0 / 2(“裁定”有2栏,E" in done.findings[0].message
    assert [done.item(row).ruling for row in ("1.1", "1.3")] == [0, None]


def full_points(row: str) -> str:
    """Give what an item has when everything is fulfilled."""
    return show(SCHEME.item_of[row].maximum)


def test_a_formula_with_its_result_is_read(desk: Desk) -> None:
    desk.rule("1.1", "=1-1", was="1")
    sheet = "xl/worksheets/sheet5.xml"
    content = desk.path.read_bytes()
    written = zipfile.ZipFile(BytesIO(content)).read(sheet).decode()
    # the producer writes an empty element either way, with lxml installed or without
    empty = next(own for own in ("<f>1-1</f><v></v>", "<f>1-1</f><v />", "<f>1-1</f><v/>") if own in written)
    desk.path.write_bytes(with_part(content, sheet, (empty, "<f>1-1</f><v>0</v>")))
    assert desk.obey(FULL).item("1.1").ruling == 0


def test_formulas_in_a_workbook_that_cannot_be_taken_apart_are_one_sentence(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.rule("1.1", "=1-1", was="1")

    def broken(*_arguments: object) -> None:
        raise ValueError

    monkeypatch.setattr(ledger_book, "with_doubts", broken)
    with pytest.raises(KexieError, match="公式"):
        read_ledger(desk.folder)


def test_an_empty_sheet_beside_a_formula(desk: Desk) -> None:
    made = desk.book()
    made.create_sheet("空白")
    made["基本信息"]["D9"] = "=NOW()"
    made.save(desk.path)
    assert desk.obey(FULL).codes == []


def test_a_workbook_of_nothing_of_ours(desk: Desk) -> None:
    Workbook().save(desk.path)
    assert desk.obey(FULL).codes == ["K705"] * 5
