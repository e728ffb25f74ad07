"""What is asked of a county, and when that is something new to say (design §3, §5.1)."""

import datetime as dt
from dataclasses import replace
from fractions import Fraction

import pytest

from kexie_excel.feedback.content import Feedback, feedback_for, written_cells
from kexie_excel.findings import Finding, Place, finding
from kexie_excel.form.filling import QuestionLine
from kexie_excel.form.headers import Bonus, Cover, Facts
from kexie_excel.form.layout import Layout
from kexie_excel.returns.model import Reply, Return
from kexie_excel.scheme.load import load_scheme
from kexie_excel.scoring.decisions import Ruling
from kexie_excel.scoring.evaluate import evaluate_unit
from kexie_excel.scoring.evaluation import evaluate
from kexie_excel.scoring.result import Evaluation
from kexie_excel.sheets.read.raw import Raw
from kexie_excel.sheets.style import Tone
from tests.builders import SCHEME, UNIT, full_answers, make_intake, make_return

LAYOUT = Layout(SCHEME)
HONEST = {item.id: item.maximum for item in SCHEME.items}
FILE = "表.xlsx"
BASE = replace(make_return(full_answers(), selfs=HONEST), file=FILE)
MUST = finding("K601", unit=UNIT, material="年度工作总结", place=Place("", "佐证材料"))
ASK = finding("K602", unit=UNIT, material="年度工作总结")


def feedback(entry: Return, *more: Finding) -> Feedback:
    """Give what is asked about a return, and of what else was found."""
    evaluation = evaluate(SCHEME, make_intake([entry]))
    score = evaluation.standings[0].score
    assert score is not None
    return feedback_for(Evaluation(SCHEME, evaluation.intake, (), (*evaluation.findings, *more)), score)


def asked_codes(entry: Return, *more: Finding) -> list[str]:
    """Give the codes of what is asked."""
    return [found.code for found in feedback(entry, *more).asked]


def test_a_return_in_order_asks_nothing() -> None:
    assert asked_codes(BASE) == []
    assert not feedback(BASE).is_due


def test_what_concerns_the_office_another_file_another_unit_or_nothing_to_do_is_left_out() -> None:
    elsewhere = finding("K101", unit=UNIT, place=Place("坏.xlsx"), reason="")
    office = finding("K711", unit=UNIT, row="1.1", raw="3")
    note = finding("K112", unit=UNIT, words={"round": "1", "old": "", "changes": ""})
    other = replace(MUST, unit=SCHEME.units[1].name)
    lost = finding("K118", unit=UNIT, place=Place(FILE, "核对反馈"), sheet="核对反馈", headers="")
    assert asked_codes(BASE, elsewhere, office, note, other, lost, MUST) == ["K601"]


def test_questions_go_item_by_item_and_the_others_come_last() -> None:
    entry = make_return(full_answers(f1_5b=Fraction(0)), selfs={**HONEST, "6.4": Fraction(0)})
    asked = feedback(replace(entry, file=FILE), MUST).asked
    assert [(found.code, found.row) for found in asked] == [("K304", "1.5"), ("K305", "6.4"), ("K601", "")]


def test_what_must_be_changed_stays_due_and_a_question_is_answered_by_a_reply() -> None:
    assert feedback(BASE, MUST).is_due
    assert feedback(BASE, replace(MUST, reply="马上补")).is_due
    assert feedback(BASE, ASK).is_due
    assert not feedback(BASE, replace(ASK, reply="有")).is_due


def test_a_line_says_what_is_claimed_what_the_rule_gives_and_what_to_do() -> None:
    entry = replace(make_return(full_answers(f1_5b=Fraction(0)), selfs=HONEST), file=FILE)
    line, about_none = feedback(entry, MUST).filling().lines
    assert (line.row, line.title, line.own, line.computed, line.difference) == ("1.5", "科普经费", 2, 0, 2)
    assert line.problem == "必须改：自评2分，按填报情况核算0分，高2分。请改正自评分，或更正填报内容并补充佐证材料。"
    assert line.ground == feedback(entry).score.item_of["1.5"].computed.why
    assert (about_none.row, about_none.title, about_none.own, about_none.tone) == ("", "佐证材料", None, Tone.MUST)
    assert about_none.problem == "必须改：没有“年度工作总结”。请补报。"


def test_what_the_office_changed_after_the_forms_went_out_is_not_asked_and_not_computed_otherwise() -> None:
    """口径 分值基准 按文字: 3.5 gave 4 by the form and gives 3 now. 3.3 gave 5 and gives 6; there 4 is claimed, wrong by either."""
    scheme = replace(load_scheme(choices={"分值基准": "按文字"}), issued=SCHEME)
    entry = replace(make_return(full_answers(), selfs={**HONEST, "3.3": Fraction(4)}), file=FILE)
    evaluation = evaluate(scheme, make_intake([entry], scheme))
    score = evaluation.standings[0].score
    assert score is not None
    told = feedback_for(evaluation, score)
    assert [(found.code, found.row) for found in told.asked] == [("K305", "3.3")]
    assert told.filling().lines[0].computed == 6
    paid = {item.id: item.maximum for item in told.form_scheme.items}
    assert [paid["3.3"], paid["3.5"]] == [6, 4]
    assert {item.id: item.maximum for item in scheme.items}["3.5"] == 3


def test_the_ground_tells_of_a_ruling() -> None:
    """It is asked about, because the self score did not hold before the ruling either."""
    rulings = {"1.5b": Ruling(Fraction(0), "查账（张三）")}
    entry = replace(make_return(full_answers(f1_5a=False), selfs=HONEST), file=FILE)
    score = evaluate_unit(SCHEME, entry, rulings)
    evaluation = Evaluation(SCHEME, make_intake([entry]), (), score.findings)
    (line,) = feedback_for(evaluation, score).filling().lines
    assert line.ground.endswith("；复核：1.5b 由“60万元”裁定为“0万元”：查账（张三）")


def test_a_long_question_is_cut_to_what_a_page_shows() -> None:
    (line,) = feedback(BASE, replace(MUST, problem="长\n" * 5000)).filling().lines
    assert "\n" not in line.problem
    assert line.problem.endswith("……")
    assert len(line.problem) < 1000


def test_several_questions_of_a_cell_are_one_comment_in_the_more_urgent_tone() -> None:
    must, ask = finding("K301", unit=UNIT, row="6.4"), finding("K602", unit=UNIT, row="6.4", material="总结")
    for both in ((must, ask), (ask, must)):
        (remark,) = feedback(BASE, *both).filling().remarks.values()
        assert remark.tone is Tone.MUST
        assert "【必须改】本项没有填自评分\n依据：" in remark.text
        assert "【请核实】“总结”没有注明有还是无" in remark.text


def test_replies_to_what_is_gone_come_last_and_unmarked_ones_only_once() -> None:
    replies = (
        Reply("K9|x", "1.1", "旧问题", "旧回复", 1),
        Reply("", "", "", "散", 1),
        Reply("", "", "", "有的", 1),
    )
    lines = feedback(replace(BASE, replies=replies), replace(ASK, reply="有的")).filling().lines
    assert [line.reply for line in lines] == ["有的", "旧回复", "散"]
    assert lines[1] == QuestionLine("K9|x", "1.1", "", None, None, None, "旧问题", "", Tone.FINE, "旧回复")


@pytest.mark.parametrize(
    ("sheet", "header", "raw", "written"),
    [
        (Facts.SHEET, Facts.ANSWER, 3.0, 3.0),
        (Facts.SHEET, Facts.ANSWER, True, True),
        (Facts.SHEET, Facts.ANSWER, "约3", "约3"),
        (Facts.SHEET, Facts.ANSWER, dt.date(2017, 6, 1), "2017-06-01"),
        (Facts.SHEET, Facts.ANSWER, dt.time(8), "08:00:00"),
        (Facts.SHEET, Facts.ANSWER, float("nan"), "nan"),
        (Bonus.SHEET, Bonus.DATE, dt.date(2017, 6, 1), dt.date(2017, 6, 1)),
        (Bonus.SHEET, Bonus.DATE, dt.date(1899, 12, 31), "1899-12-31"),
    ],
)
def test_a_cell_goes_back_as_it_was_written(sheet: str, header: str, raw: Raw, written: object) -> None:
    (cell,) = written_cells({(sheet, header): (raw, "")}, LAYOUT).values()
    assert (cell, type(cell)) == (written, type(written))


def test_the_cover_goes_back_by_its_fields() -> None:
    told: dict[str, Raw] = {Cover.CONTACT: "张三", Cover.DATE: dt.date(2017, 1, 2)}
    cover = tuple(told.get(name, "") for name in Cover.FIELDS)
    assert written_cells({(Cover.SHEET, ""): cover}, LAYOUT) == {
        (Cover.SHEET, Cover.CONTACT, ""): "张三",
        (Cover.SHEET, Cover.DATE, ""): dt.date(2017, 1, 2),
    }


def test_too_many_rows_are_named() -> None:
    assert feedback(BASE).overflow == ""
    assert (
        feedback(
            replace(BASE, typed={(Bonus.SHEET, Bonus.DATE): ("x",) * 61, (Bonus.SHEET, "数量"): (1,) * 61})
        ).overflow
        == Bonus.SHEET
    )


def test_what_may_not_be_what_the_county_wrote_is_not_sent_back_as_that() -> None:
    blind = finding("K220", unit=UNIT, place=Place(FILE, Facts.SHEET), sheet=Facts.SHEET)
    assert feedback(BASE, MUST, blind).is_unsure
    assert not feedback(BASE, MUST).is_unsure
    assert asked_codes(BASE, blind) == []
