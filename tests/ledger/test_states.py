"""状态 beside each row of 裁定: the tool's own column says what became of it; nothing that people wrote is touched."""

import pytest
from openpyxl.styles import Font
from openpyxl.worksheet.table import Table
from openpyxl.worksheet.worksheet import Worksheet

from kexie_excel.ledger.keep import keep_ledger
from kexie_excel.ledger.model import FILE, MORE_FILE, Rulings
from kexie_excel.ledger.questions import Additions
from kexie_excel.returns.model import Return
from kexie_excel.scheme.fact import Gap
from tests.builders import SCHEME, UNIT, full_answers, make_return
from tests.ledger.desk import Desk, header_columns
from tests.ledger.test_keep import _lock, everything, nothing, with_chart

FULL = make_return(full_answers())
OPEN = make_return(full_answers(f5_3b=Gap.BLANK))
WAS = "待核（3至4分）"


def run(desk: Desk, *returns: Return) -> tuple[str, ...]:
    """Check once: read, settle, and keep the ledger."""
    done = desk.obey(*returns)
    return keep_ledger(desk.folder, done.ledger, SCHEME, done.additions, nothing)


def put_beside(desk: Desk, sheet: str, *returns: Return) -> dict[str, object]:
    """Run a round on a ledger of before; give what stands in a sheet's cells where nothing stood. The others are as they were."""
    before = everything(desk)[sheet]
    assert run(desk, *returns) == ()
    after = everything(desk)[sheet]
    assert before.items() <= after.items()
    return {at: cell[0] for at, cell in after.items() if at not in before}


def sheet_of(desk: Desk) -> Worksheet:
    """Give the sheet 裁定."""
    sheet = desk.book()[Rulings.SHEET]
    assert isinstance(sheet, Worksheet)
    return sheet


def states(desk: Desk) -> list[object]:
    """Give the state of each row that says anything, from above."""
    sheet = sheet_of(desk)
    at = header_columns(sheet)[Rulings.STATE]
    filled = [cells for cells in sheet.iter_rows(min_row=2) if any(cell.value is not None for cell in cells)]
    return [cells[at - 1].value for cells in filled]


@pytest.mark.no_cover
def test_a_question_is_open_until_it_is_ruled_on(desk: Desk) -> None:
    assert run(desk, OPEN) == (f"{FILE} 新增1个待定事项，请在里面裁定。",)
    assert states(desk) == ["仍待定"]
    assert run(desk, OPEN) == ()
    desk.put(Rulings.SHEET, UNIT, "裁定", 4)
    assert run(desk, OPEN) == ()
    assert states(desk) == ["要改"]
    desk.put(Rulings.SHEET, UNIT, "理由", "看了原件")
    run(desk, OPEN)
    assert states(desk) == ["已生效"]
    before = desk.path.read_bytes()
    assert run(desk, OPEN) == ()
    assert desk.path.read_bytes() == before


def test_a_question_that_the_county_answered_is_settled_and_one_that_changed_too(desk: Desk) -> None:
    run(desk, OPEN)
    run(desk, FULL)
    assert states(desk) == ["已不需要"]
    run(desk, OPEN)
    assert states(desk) == ["仍待定"]
    run(desk, make_return(full_answers(f5_3a=Gap.BLANK, f5_3b=Gap.BLANK)))
    assert states(desk) == ["已不需要", "仍待定"]


@pytest.mark.no_cover
def test_a_ruling_elsewhere_settles_the_question(desk: Desk) -> None:
    run(desk, OPEN)
    desk.rule("5.3b", 2)
    run(desk, OPEN)
    assert states(desk) == ["已不需要", "已生效"]
    assert desk.obey(OPEN).additions.count == 0


def test_a_ruling_whose_question_changed_asks_once_however_it_is_worded(desk: Desk) -> None:
    desk.rule("1.1", 0, was="9")
    run(desk, FULL)
    assert states(desk) == ["要改", "仍待定"]
    desk.put(Rulings.SHEET, UNIT, "裁定", 0.5)
    assert run(desk, FULL) == ()
    assert states(desk) == ["要改", "仍待定"]
    sheet = sheet_of(desk)
    assert (sheet["D3"].value, sheet["E3"].value) == ("1", None)
    _type(desk, {"E3": 1, "F3": "看了原件"})
    run(desk, FULL)
    assert states(desk) == ["已不需要", "已生效"]


@pytest.mark.parametrize(
    ("rows", "wanted"),
    [
        ([{"裁定": 0.5, "理由": "甲"}, {"裁定": 0, "理由": "乙"}], ["要改", "要改"]),
        ([{"裁定": 0.5, "理由": "甲"}, {"裁定": 0.5, "理由": ""}], ["已生效", "要改"]),
        ([{"裁定": 0.5, "理由": "甲", "原值": "9"}, {"裁定": 0, "理由": "乙", "原值": "1"}], ["已不需要", "已生效"]),
        (
            [{"裁定": 0.5, "理由": "甲", "原值": "9"}, {"裁定": 0, "理由": "乙", "原值": "8"}],
            ["已不需要", "要改", "仍待定"],
        ),
        ([{"裁定": "看不懂", "理由": "甲"}], ["要改"]),
        ([{"理由": "写了理由"}], ["要改"]),
        ([{}], ["仍待定"]),
        ([{"编号": "", "问题": "只写了一句"}], [None]),
        ([{"单位": "别处", "裁定": 1, "理由": "甲"}], ["要改"]),
    ],
)
def test_every_fate_of_a_row_has_its_word(desk: Desk, rows: list[dict[str, object]], wanted: list[str]) -> None:
    desk.fill(Rulings.SHEET, [{"单位": UNIT, "编号": "1.1"} | row for row in rows])
    run(desk, FULL)
    assert states(desk) == wanted


def test_a_ruling_waits_for_its_unit(desk: Desk) -> None:
    desk.rule("1.1", 0)
    desk.rule("1.2", 0, reason="")
    run(desk)
    assert states(desk) == ["仍待定", "要改"]


def test_a_row_that_was_emptied_has_no_state(desk: Desk) -> None:
    run(desk, OPEN)
    _type(desk, dict.fromkeys(("A2", "B2", "C2", "D2")))
    run(desk, FULL)
    assert states(desk) == []


def test_a_note_typed_over_a_state_stays(desk: Desk) -> None:
    run(desk, OPEN)
    desk.rule("1.1", 0)
    run(desk, OPEN)
    _type(desk, {"I2": "等县里回话"})
    run(desk, FULL)
    assert states(desk) == ["等县里回话", "已生效"]


def test_settled_rows_are_grey_and_can_be_filtered(desk: Desk) -> None:
    sheet = sheet_of(desk)
    assert sheet.auto_filter.ref == "A1:I1001"
    ((area, (rule,)),) = ((own.sqref, own.rules) for own in sheet.conditional_formatting)
    assert str(area) == "A2:I1001"
    assert rule.formula == ['OR($I2="已生效",$I2="已不需要")']


def old(desk: Desk, *, header: object = None) -> None:
    """Make the ledger one of before: no 状态, no filter; or a column of this name that people made."""
    desk.rule("1.1", 0, was="1")
    book = desk.book()
    sheet = book[Rulings.SHEET]
    sheet["I1"] = header  # type: ignore[assignment]
    sheet["L4"], sheet["L4"].font = "备忘", Font(bold=True)
    sheet["A6"] = "合并的格子"
    sheet.merge_cells("A6:M6")
    sheet.auto_filter.ref = None
    sheet.conditional_formatting = type(sheet.conditional_formatting)()
    book.save(desk.path)


def test_a_ledger_of_before_gets_the_column_beside_everything(desk: Desk) -> None:
    old(desk)
    assert put_beside(desk, Rulings.SHEET, FULL) == {"C2": "裁定针对：1.1a 60次。", "N1": "状态", "N2": "已生效"}
    sheet = sheet_of(desk)
    assert sheet.auto_filter.ref == "A1:N1000"
    ((area, (rule,)),) = ((own.sqref, own.rules) for own in sheet.conditional_formatting)
    assert (str(area), rule.formula) == ("A2:N1000", ['OR($N2="已生效",$N2="已不需要")'])
    assert (sheet["N1"].font.name, sheet["N2"].fill.start_color.rgb) == ("黑体", "FFF6F8FB")


def test_a_table_of_people_keeps_its_own_filter(desk: Desk) -> None:
    old(desk)
    book = desk.book()
    book[Rulings.SHEET].add_table(Table(displayName="裁定表", ref="A1:H3"))
    book.save(desk.path)
    run(desk, FULL)
    assert sheet_of(desk).auto_filter.ref is None
    assert states(desk)[0] == "已生效"


@pytest.mark.parametrize("returns", [(FULL,), (OPEN,)])
def test_a_column_that_people_named_so_is_left_alone(desk: Desk, returns: tuple[Return, ...]) -> None:
    old(desk, header="状态")
    _type(desk, {"I2": "已电话核实"})
    before = everything(desk)[Rulings.SHEET]
    run(desk, *returns)
    after = everything(desk)[Rulings.SHEET]
    assert before.items() <= after.items()
    assert {at[0] for at in after.keys() - before.keys()} <= set("ABCD")


def test_a_merged_cell_and_a_style_of_ones_own_stay(desk: Desk) -> None:
    desk.rule("1.1", 0)
    desk.rule("1.2", 0)
    book = desk.book()
    sheet = book[Rulings.SHEET]
    sheet["I2"].font = Font(color="FF00FF00")
    sheet.merge_cells("H3:I3")
    book.save(desk.path)
    run(desk, FULL)
    assert states(desk) == ["已生效", None]
    assert sheet_of(desk)["I2"].font.color.rgb == "FF00FF00"


def test_a_ledger_that_cannot_be_edited_has_no_states_and_its_continuation_has(desk: Desk) -> None:
    desk.rule("1.1", 0, was="1")
    content = with_chart(desk)
    unbound = (
        "评估台账.xlsx 里有的裁定没有记下针对的是什么：里面有图表，为免丢失没有改动它；单位再报的，请核对这些裁定。"
    )
    assert run(desk, FULL) == (unbound,)
    assert desk.path.read_bytes() == content
    assert run(desk, OPEN)[2:] == (unbound,)
    run(desk, FULL)
    assert desk.path.read_bytes() == content
    assert states(_More(desk.folder)) == ["已不需要"]


class _More(Desk):
    """The continuation."""

    @property
    def path(self) -> object:  # type: ignore[override]
        """Where it stands."""
        return self.folder / MORE_FILE


def test_rows_added_to_one_file_bring_the_states_of_the_other(desk: Desk) -> None:
    desk.rule("1.1", 0, was="1")
    more = _More(desk.folder)
    more.lay(Additions(({"单位": UNIT, "编号": "1.2", "问题": "待核", "原值": "9"},)))
    run(desk, OPEN)
    assert states(desk) == ["已生效", "仍待定"]
    assert states(more) == ["已不需要"]


def test_an_open_ledger_is_said(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.rule("1.1", 0, was="1")
    _lock(monkeypatch, FILE)
    (told,) = run(desk, FULL)
    assert told.startswith("评估台账.xlsx 里“裁定”的状态和“审定”的名次、综合评分、建议等次没有更新：正被打开")
    ledger, additions = desk.obey(FULL).ledger, desk.obey(FULL).additions
    desk.rule("1.2", 0)
    (told,) = keep_ledger(desk.folder, ledger, SCHEME, additions, nothing)
    assert told.endswith("没有更新：运行期间它有改动，请再运行一次。")


def _type(desk: Desk, cells: dict[str, object]) -> None:
    """Type into cells of 裁定."""
    book = desk.book()
    for at, value in cells.items():
        book[Rulings.SHEET][at] = value  # type: ignore[assignment]
    book.save(desk.path)
