"""What the screen says: nothing left out for lack of room, and the office's own slips named with what to do."""

from dataclasses import replace
from io import StringIO

from rich.console import Console

from kexie_excel.findings import Place, Severity, finding
from kexie_excel.inbox.receipts import Fate, Receipt
from kexie_excel.ledger.model import FILE
from kexie_excel.returns.model import Reply
from kexie_excel.scoring.decisions import Decisions, SiteVisits
from kexie_excel.scoring.evaluation import evaluate
from kexie_excel.scoring.result import Evaluation
from kexie_excel.screen.ranking import check_table, plain_table, refused_lines, unread_lines
from tests.builders import SCHEME, UNIT, full_answers, make_intake, make_return


def refusing(count: int) -> Evaluation:
    """Give a result for which the ledger holds so many rulings without a reason, and one remark."""
    refused = [
        finding("K711", unit=UNIT, row="1.1", place=Place(FILE, "裁定", f"F{row}"), raw="1")
        for row in range(2, count + 2)
    ]
    remark = finding("K717", unit=UNIT, row="1.2", place=Place(FILE, "裁定", "D9"), raw="1", now="0")
    return evaluate(SCHEME, make_intake([]), Decisions(findings=(*refused, remark)))


def test_each_refused_decision_is_named_with_its_cell_and_what_to_do() -> None:
    (line,) = refused_lines(refusing(1))
    assert line == "台账要改  评估台账.xlsx，裁定 F2：裁定为“1”，没有写理由，没有生效。请在台账“裁定”里写明理由。"


def test_an_inspectors_slip_is_named_too() -> None:
    slip = finding(
        "K748", unit=UNIT, row="1.1", place=Place("4-现场/甲.xlsx"), words={"value": "9", "limit": "应在0至1之间"}
    )
    evaluation = evaluate(SCHEME, make_intake([]), Decisions(onsite=SiteVisits(findings=(slip,))))
    (line,) = refused_lines(evaluation)
    assert (
        line
        == "现场评分要改  4-现场/甲.xlsx：现场评分9分，应在0至1之间，本项待核。请在现场评估表里改填范围以内的分数。"
    )
    assert evaluation.unit_findings == ()


def test_many_refused_decisions_do_not_drown_the_rest() -> None:
    lines = list(refused_lines(refusing(20)))
    assert len(lines) == 13
    assert lines[-1] == "台账要改  ……还有8处，见“差异清单”。"


def test_what_the_ledger_refuses_is_not_counted_against_the_unit() -> None:
    evaluation = refusing(1)
    counts = {column.header: list(column.cells) for column in check_table(evaluation).columns}
    assert set(counts["必须改"]) == {""}
    assert len(evaluation.findings) > len(evaluation.unit_findings)
    own = replace(evaluation, findings=(finding("K601", unit=UNIT, material="年度工作总结"),))
    assert "1" in {column.header: list(column.cells) for column in check_table(own).columns}["必须改"]


def test_a_reply_does_not_turn_the_offices_own_slip_into_the_countys() -> None:
    """Findings are copied when a county's replies are laid beside them; whom each asks stays the same."""
    replied = (Reply("", "1.1", "自评偏高", "已改正", 1),)
    entry = replace(make_return(full_answers()), replies=replied)
    evaluation = evaluate(SCHEME, make_intake([entry]), refusing(1).decisions)
    (slip,) = [found for found in evaluation.findings if found.code == "K711"]
    assert slip.unit == UNIT
    assert slip not in evaluation.unit_findings
    must = {found.code for found in evaluation.unit_findings if found.severity is Severity.MUST}
    assert must == {"K301"}


def test_a_remark_is_folded_never_cut() -> None:
    """Chinese has no spaces to break at."""
    remark = "待核1项，可再加2分；临界：够85分，名次刚在前30%之外"
    table = plain_table("", ("单位", "备注"))
    table.add_row(UNIT, remark)
    screen = Console(file=StringIO(), width=40)
    screen.print(table)
    assert isinstance(screen.file, StringIO)
    shown = screen.file.getvalue()
    assert "…" not in shown
    assert remark in "".join(shown.replace(UNIT, "").split()).replace("单位备注", "").replace("─", "")


def test_the_summary_names_only_files_that_stand_in_the_way() -> None:
    """What was superseded or lies beside is in 收件登记; an on-site workbook among the returns must be moved.

    What the office is asked of a cell in a return (K525) is no matter of the file.
    """
    fates = (*[Fate.UNREADABLE] * 6, Fate.SUPERSEDED, Fate.NOT_A_FORM, Fate.SKIPPED)
    receipts = [Receipt(f"{at}.xlsx", "", fate, "说明", None, 1, "") for at, fate in enumerate(fates)]
    intake = replace(make_intake([]), receipts=tuple(receipts))
    assert list(unread_lines(evaluate(SCHEME, intake))) == [
        *(f"不可读  {at}.xlsx：说明" for at in range(5)),
        "……还有1个文件没有读成，见“收件登记”。",
    ]
    astray = finding("K741", unit=UNIT, place=Place("7.xlsx"), sheet="现场评估表")
    cell = finding(
        "K525", unit=UNIT, row="7.1", place=Place("6.xlsx", "加分项", "B4"), why="上年汇总.xlsx用不了", host="市科协"
    )
    few = replace(intake, receipts=tuple(receipts[6:]), findings=(astray, cell))
    assert list(unread_lines(evaluate(SCHEME, few))) == ["不是评估表  7.xlsx：说明"]
