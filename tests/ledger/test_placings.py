"""名次, 综合评分 and 建议等次 beside 审定: shown anew by each run, read by nobody, and never at the price of a word of people."""

from fractions import Fraction

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from kexie_excel.ledger.keep import keep_ledger
from kexie_excel.ledger.model import FILE, Approvals, Ledger
from kexie_excel.returns.model import Return
from kexie_excel.scheme.fact import Gap
from tests.builders import SCHEME, UNIT, full_answers, make_return
from tests.ledger.desk import Desk, header_columns
from tests.ledger.test_keep import everything, nothing, with_chart
from tests.ledger.test_states import put_beside, run

FULL = make_return(full_answers())
OPEN = make_return(full_answers(f5_3b=Gap.BLANK))
VETOED = make_return(full_answers(f2_1v=Fraction(1)))
OWN = ["名次", "综合评分", "建议等次"]
OTHER = SCHEME.units[1].name


def approvals(desk: Desk) -> Worksheet:
    """Give the sheet 审定."""
    sheet = desk.book()[Approvals.SHEET]
    assert isinstance(sheet, Worksheet)
    return sheet


def placing(desk: Desk, unit: str = UNIT) -> list[object]:
    """Give what stands beside a unit."""
    sheet = approvals(desk)
    columns = header_columns(sheet)
    cells = next(row for row in sheet.iter_rows(min_row=2) if row[columns["单位"] - 1].value == unit)
    return [cells[columns[header] - 1].value for header in OWN]


@pytest.mark.no_cover
def test_every_run_shows_the_results_of_now(desk: Desk) -> None:
    assert placing(desk) == [None, None, None]
    run(desk, FULL)
    assert placing(desk) == [1, 99, "优秀"]
    assert placing(desk, OTHER) == [None, None, "未报送"]
    run(desk, OPEN)
    assert placing(desk) == [1, 98, "待定"]
    run(desk, VETOED)
    assert placing(desk) == ["—", 99, "不合格"]
    run(desk)
    assert placing(desk) == [None, None, "未报送"]
    before = desk.path.read_bytes()
    assert run(desk) == ()
    assert desk.path.read_bytes() == before


def test_nothing_is_read_from_them(desk: Desk) -> None:
    desk.put(Approvals.SHEET, UNIT, "建议等次", "不合格")
    desk.put(Approvals.SHEET, UNIT, "名次", 4)
    done = desk.obey(FULL)
    assert (dict(done.evaluation.decisions.approvals), done.codes) == ({}, [])
    run(desk, FULL)
    assert placing(desk) == [1, 99, "优秀"]


def test_what_people_decided_and_wrote_there_stays(desk: Desk) -> None:
    desk.put(Approvals.SHEET, UNIT, "审定等次", "合格")
    desk.put(Approvals.SHEET, UNIT, "理由", "党组会议定")
    desk.put(Approvals.SHEET, UNIT, "名次", "并列，会上再议")
    desk.put(Approvals.SHEET, OTHER, "建议等次", "拟优秀")
    run(desk, FULL)
    assert placing(desk) == ["并列，会上再议", 99, "优秀"]
    assert placing(desk, OTHER) == [None, None, "拟优秀"]
    assert [cell.value for cell in approvals(desk)[2]][:3] == [UNIT, "合格", "党组会议定"]


def old(desk: Desk) -> None:
    """Make the ledger one of before: 审定 has three columns, and people have written beside them."""
    book = desk.book()
    sheet = book[Approvals.SHEET]
    sheet.delete_cols(4, 3)
    sheet["E3"] = "备忘：1月8日上会"
    book.save(desk.path)


def test_a_ledger_of_before_gets_the_columns_beside_everything(desk: Desk) -> None:
    old(desk)
    new = put_beside(desk, Approvals.SHEET, FULL)
    assert {at: value for at, value in new.items() if at[1:] in {"1", "2"}} == {
        "F1": "名次",
        "G1": "综合评分",
        "H1": "建议等次",
        "F2": 1,
        "G2": 99,
        "H2": "优秀",
    }
    sheet = approvals(desk)
    assert (sheet["F1"].font.name, sheet["G2"].fill.start_color.rgb) == ("黑体", "FFF6F8FB")
    assert sheet["G2"].font.color.rgb == "FF8C8C8C"
    assert sheet.auto_filter.ref is None
    run(desk, OPEN)
    assert placing(desk) == [1, 98, "待定"]


def test_a_column_that_people_named_so_is_left_alone(desk: Desk) -> None:
    old(desk)
    book = desk.book()
    book[Approvals.SHEET]["D1"], book[Approvals.SHEET]["D2"] = "综合评分", 88
    book.save(desk.path)
    before = everything(desk)[Approvals.SHEET]
    assert run(desk, FULL) == ()
    assert everything(desk)[Approvals.SHEET] == before


def test_a_line_of_no_unit_has_nothing_beside_it(desk: Desk) -> None:
    run(desk, FULL)
    desk.put(Approvals.SHEET, UNIT, "单位", "别处")
    run(desk, FULL)
    assert placing(desk, "别处") == [None, None, None]


@pytest.mark.parametrize(
    ("earlier", "later", "told"),
    [
        ((), (), ()),
        (
            (OPEN,),
            (FULL,),
            (
                f"{FILE} 里“裁定”的状态和“审定”的名次、综合评分、建议等次没有更新：里面有图表，为免丢失没有改动它；请以汇总表为准。",
            ),
        ),
    ],
)
def test_a_ledger_that_cannot_be_edited_says_so_where_it_shows_results_of_before(
    desk: Desk, earlier: tuple[Return, ...], later: tuple[Return, ...], told: tuple[str, ...]
) -> None:
    if earlier:
        run(desk, *earlier)
    content = with_chart(desk)
    assert run(desk, *later) == told
    assert desk.path.read_bytes() == content


def test_a_ledger_without_the_sheet_is_kept_all_the_same(desk: Desk) -> None:
    book = desk.book()
    del book[Approvals.SHEET]
    book.save(desk.path)
    done = desk.obey(OPEN)
    assert keep_ledger(desk.folder, done.ledger, SCHEME, done.additions, nothing) == (
        f"{FILE} 新增1个待定事项，请在里面裁定。",
    )


def test_a_ledger_made_anew_shows_them_at_once(desk: Desk) -> None:
    done = desk.obey(FULL)
    desk.path.unlink()
    keep_ledger(desk.folder, Ledger(), SCHEME, done.additions, nothing)
    assert placing(desk) == [1, 99, "优秀"]
    assert run(desk, FULL) == ()


def test_a_rounded_total_is_the_same_in_the_next_run(desk: Desk) -> None:
    third = make_return(full_answers(f2_3a=Fraction(30), f2_3b=Fraction(1)))
    run(desk, third)
    before = desk.path.read_bytes()
    assert run(desk, third) == ()
    assert desk.path.read_bytes() == before
