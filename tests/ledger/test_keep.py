"""Keeping the ledger: rows are added, nothing else is touched; a backup; a second file; and a sentence for every trouble."""

import datetime as dt
from pathlib import Path

import pytest
from openpyxl.cell.cell import Cell
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from kexie_excel.errors import KexieError
from kexie_excel.ledger import extend
from kexie_excel.ledger.keep import BackUp, create_ledger, keep_ledger
from kexie_excel.ledger.model import FILE, MORE_FILE, Files, Rulings
from kexie_excel.ledger.questions import NOTHING, Additions
from kexie_excel.ledger.read import read_ledger
from tests.builders import SCHEME, UNIT, full_answers, make_return
from tests.ledger.desk import Desk, header_columns
from tests.ledger.test_create import ROWS
from tests.ledger.test_losses import made
from tests.ledger.test_read import with_part

OTHER = SCHEME.units[1].name
LISTED = Additions(({"单位": UNIT, "编号": "1.2", "问题": "待核", "原值": "1"},), ROWS.files)
MORE = Additions(
    ({"单位": OTHER, "编号": "3.3a", "问题": "长" * 400, "原值": "=约3"},), ({"单位": OTHER, "文件": "乙"},)
)


def nothing() -> None:
    """Keep nothing."""


def locked_backup() -> None:
    """Be unable to keep what is there."""
    raise PermissionError(13, "Permission denied")


def kept(desk: Desk, additions: Additions, back_up: BackUp = nothing) -> tuple[str, ...]:
    """Read the ledger and add rows to it."""
    return keep_ledger(desk.folder, read_ledger(desk.folder), SCHEME, additions, back_up)


def names(desk: Desk) -> set[str]:
    """Give what stands in the folder."""
    return {path.name for path in desk.folder.iterdir()}


def everything(desk: Desk) -> dict[str, dict[str, tuple[object, ...]]]:
    """Give every cell of every sheet: value, comment, colours, number format."""
    return {
        sheet.title: {
            cell.coordinate: (
                cell.value,
                cell.comment and (cell.comment.text, cell.comment.author),
                cell.font.color and cell.font.color.rgb,
                cell.fill.start_color.rgb,
                cell.number_format,
            )
            for row in sheet.iter_rows()
            for cell in row
            if cell.value is not None or cell.comment
        }
        for sheet in desk.book().worksheets
    }


def people_at_work(desk: Desk) -> None:
    """Do to the ledger what people do."""
    desk.lay(LISTED)
    desk.rule("1.1", 0.5, was="1", date=dt.datetime(2018, 1, 5))  # noqa: DTZ001 - a cell knows no time zones
    book = desk.book()
    sheet = book[Rulings.SHEET]
    sheet["F2"].comment = Comment("与县科协电话核实过", "王五")
    sheet["B40"].comment = Comment("空格上的批注", "王五")
    sheet["A3"].fill = PatternFill("solid", start_color="FFFF0000")
    sheet["C3"].font = Font(color="FF00FF00", bold=True)
    sheet["J1"], sheet["J3"] = "备忘", "下周再问"
    sheet.insert_cols(1)
    sheet["A3"] = 7
    sheet.auto_filter.ref = "A1:K3"
    sheet.row_dimensions[3].hidden = True
    first, second = ([cell.value for cell in row] for row in sheet["B2:I3"])
    for at, (one, two) in enumerate(zip(first, second, strict=True), 2):
        sheet.cell(2, at).value, sheet.cell(3, at).value = two, one
    book.create_sheet("会议记录").append(["1月8日", 3.25, "=不是公式"])
    book["会议记录"]["C1"].data_type = "s"
    book.save(desk.path)


@pytest.mark.no_cover
def test_nothing_that_people_wrote_is_changed_moved_or_lost(desk: Desk) -> None:
    people_at_work(desk)
    before, ledger, backed_up = everything(desk), read_ledger(desk.folder), list[bytes]()
    (told,) = kept(desk, MORE, lambda: backed_up.append(desk.path.read_bytes()))
    assert told == "评估台账.xlsx 新增2个待定事项，请在里面裁定。"
    after = everything(desk)
    assert {name: cells.items() <= after[name].items() for name, cells in before.items()} == dict.fromkeys(before, True)
    added = [(cell.coordinate, cell.value) for cell in _new(desk, before)]
    assert added == [
        *[("B41", OTHER), ("C41", "3.3a"), ("D41", "长" * 400), ("E41", "=约3"), ("J41", "仍待定")],
        *[("A3", OTHER), ("B3", "乙")],
    ]
    sheet = desk.book()[Rulings.SHEET]
    assert (sheet.auto_filter.ref, sheet.row_dimensions[3].hidden) == ("A1:K3", True)
    assert backed_up == [ledger.contents[FILE]]


def _new(desk: Desk, before: dict[str, dict[str, tuple[object, ...]]]) -> list[Cell]:
    """Give the cells that have a value and had none."""
    return [
        cell
        for sheet in desk.book().worksheets
        for row in sheet.iter_rows()
        for cell in row
        if isinstance(cell, Cell) and cell.value is not None and cell.coordinate not in before[sheet.title]
    ]


def test_new_rows_look_like_the_others_and_show_their_text(desk: Desk) -> None:
    people_at_work(desk)
    kept(desk, MORE)
    sheet = desk.book()[Rulings.SHEET]
    assert isinstance(sheet, Worksheet)
    assert sheet["F41"].fill.start_color.rgb == "FFFFF9E5"
    assert (sheet["B41"].font.name, sheet["B41"].border.left.style) == ("宋体", "thin")
    assert sheet["D41"].alignment.wrap_text
    assert sheet["E41"].data_type == "s"
    assert (sheet.row_dimensions[41].height or 0) > 200


def test_spare_rows_are_filled_first(desk: Desk) -> None:
    kept(desk, ROWS)
    assert desk.book()[Rulings.SHEET]["A2"].value == UNIT
    kept(desk, MORE)
    sheet = desk.book()[Rulings.SHEET]
    assert isinstance(sheet, Worksheet)
    assert [sheet.cell(3, column).value for column in header_columns(sheet).values()][:2] == [OTHER, "3.3a"]


def test_rows_go_below_a_merged_cell_and_into_the_columns_there_are(desk: Desk) -> None:
    book = desk.book()
    book[Rulings.SHEET].merge_cells("A30:D35")
    book[Rulings.SHEET].delete_cols(3)
    book.save(desk.path)
    kept(desk, ROWS)
    assert [cell.value for cell in desk.book()[Rulings.SHEET][36]][:3] == [UNIT, "1.1", "<r>待核"]


def test_nothing_to_add_leaves_every_byte(desk: Desk) -> None:
    before = desk.path.read_bytes(), desk.path.stat().st_mtime_ns
    assert kept(desk, NOTHING) == ()
    assert (desk.path.read_bytes(), desk.path.stat().st_mtime_ns) == before
    assert names(desk) == {FILE}


def test_a_missing_ledger_is_made_with_what_is_open(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    (told,) = kept(desk, ROWS)
    assert told == "已建立 评估台账.xlsx，列出2个待定事项：人工的决定都写在里面。"
    assert desk.book()[Files.SHEET]["B2"].value == "甲.xlsx"
    desk.path.unlink()
    assert kept(desk, NOTHING) == ("已建立 评估台账.xlsx：人工的决定都写在里面。",)
    assert names(desk) == {FILE}


def test_init_never_overwrites(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    assert create_ledger(tmp_path, SCHEME)
    desk.path.write_bytes(b"written by hand")
    assert not create_ledger(tmp_path, SCHEME)
    assert desk.path.read_bytes() == b"written by hand"
    desk.path.rename(desk.path.with_suffix(".ods"))
    with pytest.raises(KexieError):
        create_ledger(tmp_path, SCHEME)


@pytest.mark.parametrize("back_up", [nothing, locked_backup])
def test_a_ledger_that_cannot_be_replaced_or_kept_stays_as_it_is(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, back_up: BackUp
) -> None:
    before = desk.path.read_bytes()
    if back_up is nothing:
        _lock(monkeypatch, FILE)
    (told,) = kept(desk, ROWS, back_up)
    assert "有2个待定事项没有写进 评估台账.xlsx：正被打开" in told
    assert told.endswith("请关闭后再运行一次。")
    assert desk.path.read_bytes() == before
    assert names(desk) == {FILE}


def test_a_ledger_that_cannot_be_made_is_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _lock(monkeypatch, FILE)
    (told,) = kept(Desk(tmp_path), ROWS)
    assert told.startswith("没有写出 评估台账.xlsx：")
    assert list(tmp_path.iterdir()) == []


def test_a_ledger_saved_meanwhile_stays_as_it_is(desk: Desk) -> None:
    ledger = read_ledger(desk.folder)
    desk.rule("1.1", 0)
    saved = desk.path.read_bytes()
    (told,) = keep_ledger(desk.folder, ledger, SCHEME, ROWS, nothing)
    assert "运行期间它有改动" in told
    assert desk.path.read_bytes() == saved
    assert names(desk) == {FILE}


@pytest.mark.parametrize("at", ["os.fsync", "pathlib.Path.replace"])
def test_a_run_that_is_killed_leaves_the_old_ledger_whole(desk: Desk, monkeypatch: pytest.MonkeyPatch, at: str) -> None:
    before = desk.path.read_bytes()

    def killed(*_arguments: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(at, killed)
    with pytest.raises(KeyboardInterrupt):
        kept(desk, ROWS)
    assert desk.path.read_bytes() == before
    assert names(desk) == {FILE}


def with_chart(desk: Desk) -> bytes:
    """Put something into the ledger that editing would lose."""
    content = with_part(desk.path.read_bytes(), "xl/charts/chart1.xml", ("", "<c/>"))
    desk.path.write_bytes(content)
    return content


def test_a_ledger_with_a_chart_is_continued_in_a_second_file(desk: Desk) -> None:
    content = with_chart(desk)
    told = kept(desk, ROWS)
    assert told == (
        "评估台账.xlsx 里有图表，为免丢失没有改动它；新增的行写在续册里，两份一起读。",
        "已建立 评估台账（续）.xlsx，列出2个待定事项：人工的决定都写在里面。",
    )
    assert desk.path.read_bytes() == content
    ledger = read_ledger(desk.folder)
    assert [record.text("编号") for record in ledger.of(Rulings.SHEET)] == ["1.1"]
    (again,) = kept(desk, MORE)
    assert again == "评估台账（续）.xlsx 新增2个待定事项，请在里面裁定。"
    assert len(read_ledger(desk.folder).of(Rulings.SHEET)) == 2


def test_a_continuation_that_cannot_be_edited_either_is_told(desk: Desk) -> None:
    with_chart(desk)
    kept(desk, ROWS)
    (desk.folder / MORE_FILE).write_bytes(made("图形"))
    (told,) = kept(desk, MORE)
    assert "评估台账（续）.xlsx 里有图形，也没有改动：有2个待定事项没有写进台账" in told


def test_changed_headings_are_not_edited(desk: Desk) -> None:
    book = desk.book()
    book[Files.SHEET]["B1"] = "附件"
    book.save(desk.path)
    before = desk.path.read_bytes()
    assert "改动过的表头" in kept(desk, ROWS)[0]
    assert desk.path.read_bytes() == before


def test_what_only_the_result_shows_to_be_lost_is_not_written(desk: Desk) -> None:
    hidden = "<row r='60'><c r='A60'/><c r='B60' t='inlineStr'><is><t>藏着的</t></is></c></row></sheetData>"
    content = with_part(desk.path.read_bytes(), "xl/worksheets/sheet4.xml", ("</sheetData>", hidden))
    merged = "</sheetData><mergeCells count='1'><mergeCell ref='A60:B60'/></mergeCells>"
    content = with_part(content, "xl/worksheets/sheet4.xml", ("</sheetData>", merged))
    desk.path.write_bytes(content)
    assert "程序改不了的内容" in kept(desk, ROWS)[0]
    assert desk.path.read_bytes() == content
    assert read_ledger(desk.folder).contents.keys() == {FILE, MORE_FILE}


def test_a_workbook_that_the_library_cannot_take_is_not_written(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_arguments: object) -> None:
        raise ValueError

    monkeypatch.setattr(extend, "load_editable", broken)
    assert "程序改不了的内容" in kept(desk, ROWS)[0]


def test_a_ledger_with_additions_is_obeyed_as_before(desk: Desk) -> None:
    desk.rule("1.1", 0, was="1")
    kept(desk, ROWS)
    assert desk.obey(make_return(full_answers())).item("1.1").ruling == 0


def _lock(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """Let nobody replace the file of this name."""
    replace = Path.replace

    def locked(source: Path, target: Path) -> Path:
        if Path(target).name == name:
            raise PermissionError(13, "Permission denied", str(target))
        return replace(source, target)

    monkeypatch.setattr(Path, "replace", locked)
