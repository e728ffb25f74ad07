"""裁定: what is obeyed, what is refused and why, what is reopened."""

from fractions import Fraction

import pytest

from kexie_excel.ledger.model import About, Approvals, Rulings
from kexie_excel.ledger.states import State
from kexie_excel.returns.model import Entry, Return
from kexie_excel.scheme.fact import Gap
from kexie_excel.scheme.load import load_scheme
from kexie_excel.scoring.rank import PENDING
from tests.builders import SCHEME, UNIT, full_answers, make_return, row
from tests.ledger.desk import CLERK, DAY, Desk

SIGNED = f"看了原件（{CLERK} {DAY}）"


def asked(**changes: object) -> Return:
    """Give a return with full answers but for these."""
    return make_return(full_answers(**changes))  # type: ignore[arg-type]


def test_a_ruling_goes_before_the_computed_points(desk: Desk) -> None:
    desk.rule("1.1", 0, was="1")
    done = desk.obey(asked())
    item = done.item("1.1")
    assert [item.ruling, item.adopted, item.computed.low] == [0, 0, 1]
    assert item.ruling_reason == SIGNED
    assert done.codes == []


def test_a_ruling_settles_what_is_pending(desk: Desk) -> None:
    desk.rule("5.3", "3.5分", was="待核（3至4分）")
    done = desk.obey(asked(f5_3b=Gap.BLANK))
    score = done.evaluation.standings[0].score
    assert score is not None
    assert score.pending == ()
    assert score.could_add == 0
    assert done.item("5.3").adopted == Fraction("3.5")
    assert done.evaluation.standings[0].level != PENDING
    assert not {found.code for found in done.evaluation.findings if found.row == "5.3b"} & {"K201", "K401"}


def test_an_answer_is_ruled_and_what_was_there_stays_in_sight(desk: Desk) -> None:
    entry = asked()
    told = Entry(Gap.NOT_APPLICABLE, "不适用", entry.facts["3.6a"].place)
    entry = Return(**{**vars(entry), "facts": {**entry.facts, "3.6a": told}})
    assert desk.obey(entry).item("3.6").adopted is None
    desk.rule("3.6A", "是", was="不适用", date=None)
    item = desk.obey(entry).item("3.6")
    assert [item.adopted, item.ruling] == [2, None]
    assert item.ruling_reason == f"3.6a 由“不适用”裁定为“是”：看了原件（{CLERK}）"
    assert desk.obey(entry).evaluation.intake.returns[UNIT].facts["3.6a"].raw == "不适用"


def test_an_answer_and_its_item_can_both_be_ruled(desk: Desk) -> None:
    entry = asked(f5_3b=Gap.BLANK)
    desk.rule("5.3b", 2, was="未填", clerk=None, date=None)
    desk.rule("5.3", 1, was="待核（3至4分）")
    item = desk.obey(entry).item("5.3")
    assert [item.computed.low, item.adopted] == [4, 1]
    assert item.ruling_reason == f"5.3b 由“未填”裁定为“2场次”：看了原件；{SIGNED}"
    assert desk.obey(entry).codes == ["K720"]


def test_an_item_ruled_after_its_answer_was(desk: Desk) -> None:
    desk.rule("5.3b", 2, was="未填")
    desk.rule("5.3", 1, was="4.0")
    done = desk.obey(asked(f5_3b=Gap.BLANK))
    assert done.item("5.3").adopted == 1
    assert done.codes == ["K720"]


def test_a_veto_can_be_ruled_either_way(desk: Desk) -> None:
    assert desk.obey(asked(f2_1v=Gap.BLANK)).evaluation.standings[0].level == PENDING
    desk.rule("2.1v", 0, was="未填")
    done = desk.obey(asked(f2_1v=Gap.BLANK))
    assert done.evaluation.standings[0].level == SCHEME.levels.names[0]
    desk.lay()
    desk.rule("2.1v", "1例", was="0")
    done = desk.obey(asked())
    assert done.evaluation.standings[-1].unit.name != UNIT
    assert next(own for own in done.evaluation.standings if own.unit.name == UNIT).level == SCHEME.levels.names[2]


def test_bonus_points_have_no_bound_above(desk: Desk) -> None:
    desk.rule("7.1", 120, was="0")
    desk.rule("7.2", 0, was="待核（0至5分）")
    open_row = row("全国科协系统推广", certificate="", quantity=Gap.UNREADABLE)
    done = desk.obey(make_return(full_answers(), [open_row]))
    assert [done.item("7.1").adopted, done.item("7.2").adopted] == [120, 0]
    assert done.codes == []


@pytest.mark.no_cover
@pytest.mark.parametrize(
    ("row_id", "value", "more", "code"),
    [
        ("1.1", 1, {"reason": None}, "K711"),
        ("1.1", 1, {"reason": "　"}, "K711"),
        ("1.1", 1, {"unit": "乙县"}, "K706"),
        ("1.1", 1, {"unit": None}, "K706"),
        ("9.9", 1, {}, "K712"),
        ("1", 1, {}, "K712"),
        (None, 1, {}, "K712"),
        ("1.1", 1.01, {}, "K713"),
        ("1.1", -1, {}, "K713"),
        ("7.1", "-1", {}, "K713"),
        ("1.1", "约1", {}, "K714"),
        ("1.1", "—", {}, "K714"),
        ("1.1a", "三四", {}, "K714"),
        ("1.2a", "不适用", {}, "K714"),
        ("1.1", "=1+", {}, "K714"),
        ("1.1", True, {}, "K714"),
    ],
)
def test_a_ruling_that_cannot_be_obeyed_is_told_and_not_obeyed(
    desk: Desk, row_id: str, value: object, more: dict[str, object], code: str
) -> None:
    desk.rule(row_id, value, was="1", **more)
    done = desk.obey(asked())
    assert done.codes == [code]
    assert done.evaluation.decisions.rulings.get(UNIT, {}) == {}
    assert not done.evaluation.is_final
    assert done.findings[0].place.sheet == Rulings.SHEET


def test_the_bound_is_that_of_the_reading_where_the_document_contradicts_itself(desk: Desk) -> None:
    """§4.1 分值基准: 3.3 has 5 points and 3.5 has 4, or 6 and 3; never one of each."""
    desk.rule("3.3", 6, was="5")
    desk.rule("3.5", 4)
    assert desk.obey(asked()).codes == ["K713", "K717"]
    desk.put("口径", "分值基准", "采用", "按文字")
    done = desk.obey(asked())
    assert done.codes == ["K713"]
    assert done.item("3.3").adopted == 6
    assert [done.evaluation.decisions.rulings.get(UNIT, {}), done.item("3.5").adopted] == [{}, 3]
    assert load_scheme(choices={"分值基准": "按文字"}).item_of["3.3"].maximum == 6


def test_two_different_rulings_are_both_refused_two_equal_ones_are_one(desk: Desk) -> None:
    desk.rule("1.1", 0, was="1")
    desk.rule("1.1", "0分", was="1", reason=None)
    done = desk.obey(asked())
    assert done.codes == ["K711"]
    assert done.item("1.1").adopted == 0
    desk.rule("1.1", 0.5)
    done = desk.obey(asked())
    assert (sorted(done.codes), done.item("1.1").ruling) == (["K711", "K715"], None)


def test_a_ruling_without_its_old_value_is_obeyed_and_told(desk: Desk) -> None:
    desk.rule("1.1", 0)
    done = desk.obey(asked())
    assert done.codes == ["K717"]
    assert done.item("1.1").adopted == 0
    assert done.evaluation.refused_decisions == 0


def test_a_ruling_whose_question_has_changed_is_asked_again(desk: Desk) -> None:
    desk.rule("5.3", 3, was="待核（3至4分）")
    done = desk.obey(asked())
    assert (done.codes, done.item("5.3").ruling) == (["K716"], None)
    (again,) = done.reopened
    assert (again.unit, again.row, again.was) == (UNIT, "5.3", "4")
    (added,) = done.additions.rulings
    assert added["原值"] == "4"
    assert "请重新裁定" in added[Rulings.QUESTION]
    desk.rule("5.3", 2, was="4")
    done = desk.obey(asked())
    assert done.codes == []
    assert done.item("5.3").adopted == 2


RULED_BONUS = {"单位": UNIT, "编号": "7.1", "原值": "待核（0至5分）", "裁定": 5, "理由": "看了奖牌"}


def test_a_ruling_made_for_another_question_with_the_same_points_is_not_obeyed(desk: Desk) -> None:
    """K738: 省部级 5分 are pending as before, but for another award; a question that was emptied may be any."""
    first, second = (row("省部级表彰奖励", work, certificate="", evidence="") for work in ("科普馆", "别的工作"))
    asked_then = "B4“科普馆”：没有文号、证书编号、奖牌或附件名称，本行待核"
    desk.fill(Rulings.SHEET, [RULED_BONUS | {Rulings.QUESTION: asked_then}])
    done = desk.obey(make_return(full_answers(), [first]))
    assert done.codes == []
    assert done.item("7.1").adopted == 5
    done = desk.obey(make_return(full_answers(), [second]))
    assert done.codes == ["K738"]
    assert done.item("7.1").adopted is None
    assert "现在待核的是“B4“别的工作”：" in done.findings[0].message
    assert (done.evaluation.refused_decisions, set(done.fates.values())) == (1, {State.WRONG})
    (added,) = done.additions.rulings
    assert str(added[Rulings.QUESTION]).startswith("B4“别的工作”：")
    desk.fill(Rulings.SHEET, [RULED_BONUS | {Rulings.QUESTION: added[Rulings.QUESTION], "裁定": 0}])
    again = desk.obey(make_return(full_answers(), [second]))
    assert again.codes == []
    assert again.item("7.1").adopted == 0
    desk.lay()
    desk.fill(Rulings.SHEET, [RULED_BONUS | {Rulings.QUESTION: asked_then}])
    desk.put(Rulings.SHEET, UNIT, Rulings.QUESTION, None)
    assert desk.obey(make_return(full_answers(), [second])).codes == []


def test_a_row_of_ones_own_may_say_anything_of_its_question(desk: Desk) -> None:
    bare = row("省部级表彰奖励", certificate="", evidence="")
    desk.fill(Rulings.SHEET, [{**RULED_BONUS, "原值": None, Rulings.QUESTION: "奖牌在局里"}])
    done = desk.obey(make_return(full_answers(), [bare]))
    assert done.codes == ["K717"]
    assert done.item("7.1").adopted == 5


def test_what_is_asked_anew_says_what_is_pending_now(desk: Desk) -> None:
    desk.rule("5.3", 3, was="4")
    (again,) = desk.obey(asked(f5_3b=Gap.BLANK)).reopened
    assert again.text == "裁定“3”时原值是“4”，现在是“待核（3至4分）”，请重新裁定：5.3b 学术交流场次：未填"
    desk.fill(
        Rulings.SHEET, [RULED_BONUS | {"编号": "5.3", "原值": again.was, "裁定": 3, Rulings.QUESTION: again.text}]
    )
    assert desk.obey(asked(f5_3b=Gap.BLANK)).codes == []


def test_a_ruling_that_has_come_true_since_is_not_asked_again(desk: Desk) -> None:
    """The county sent what the office had ruled: 5.3 is 4 either way, and 1.1a 60次."""
    desk.rule("5.3", 4, was="待核（3至4分）")
    desk.rule("1.1a", 60, was="约60")
    done = desk.obey(asked())
    assert (done.codes, done.reopened) == ([], ())
    assert set(done.fates.values()) == {State.DONE}
    assert [done.item("5.3").adopted, done.item("5.3").ruling] == [4, None]
    assert desk.obey(asked(f5_3b=Fraction(1))).codes == ["K716"]
    assert desk.obey(asked(f5_3c=Gap.BLANK)).codes == ["K716"]


def test_an_outdated_ruling_without_its_reason_is_not_done_with(desk: Desk) -> None:
    desk.rule("5.3", 4, was="待核（3至4分）", reason=None)
    assert desk.obey(asked()).codes == ["K711", "K716"]


def test_a_changed_answer_is_asked_again_once(desk: Desk) -> None:
    desk.rule("5.3b", 2, was="约3")
    done = desk.obey(asked(f5_3b=Gap.BLANK))
    assert done.codes == ["K716"]
    assert [(own["编号"], own["原值"]) for own in done.additions.rulings] == [
        ("5.3", "待核（3至4分）"),
        ("5.3b", "未填"),
    ]


@pytest.mark.parametrize("was", ["4", "4.0", " ４分 ", 4])
def test_an_old_value_is_known_however_it_is_written(desk: Desk, was: object) -> None:
    desk.rule("5.3", 3, was=was)
    assert desk.obey(asked()).codes == []


@pytest.mark.no_cover
@pytest.mark.parametrize(("was", "same"), [("60次", True), ("60", True), ("六十", True), ("61", False), ("是", False)])
def test_an_old_answer_is_known_however_it_is_written(desk: Desk, was: str, same: object) -> None:
    desk.rule("1.1a", 3, was=was)
    assert (desk.obey(asked()).codes == []) is same


def test_a_ruling_waits_for_a_return(desk: Desk) -> None:
    desk.rule("1.1", 1, was="1")
    done = desk.obey()
    assert done.codes == ["K718"]
    assert done.evaluation.refused_decisions == 0


def test_the_clerk_of_the_ledger_signs_where_nobody_else_does(desk: Desk) -> None:
    desk.put(About.SHEET, "经办人", About.CONTENT, "李四")
    desk.rule("1.1", 0, was="1", clerk=None, date=None)
    assert desk.obey(asked()).item("1.1").ruling_reason == "看了原件（李四）"
    assert desk.obey().ledger.about("没有") == ""
    assert About.TOPIC in desk.obey().ledger.of(About.SHEET)[0].cells


def test_levels_are_approved_and_a_different_one_wants_a_reason(desk: Desk) -> None:
    first, second, third, fourth = (unit.name for unit in SCHEME.units[:4])
    _best, passed, failed = SCHEME.levels.names
    desk.put("审定", first, Approvals.LEVEL, passed)
    desk.put("审定", second, Approvals.LEVEL, "很好")
    desk.put("审定", third, Approvals.LEVEL, failed)
    desk.put("审定", third, Approvals.REASON, "会议决定")
    desk.put("审定", fourth, Approvals.LEVEL, failed)
    desk.fill("审定", [{"单位": "乙县", Approvals.LEVEL: failed}, {"单位": fourth, Approvals.LEVEL: passed}])
    done = desk.obey(asked())
    approved = {own.unit.name: own.approved for own in done.evaluation.standings if own.approved}
    assert approved == {first: passed, third: failed}
    assert sorted(done.codes) == ["K706", "K731", "K732", "K733"]
    assert done.evaluation.refused_decisions == 3


def test_an_approval_that_agrees_needs_no_reason(desk: Desk) -> None:
    desk.put("审定", UNIT, Approvals.LEVEL, SCHEME.levels.names[0])
    desk.fill("审定", [{"单位": UNIT, Approvals.LEVEL: SCHEME.levels.names[0]}])
    assert desk.obey(asked()).codes == []


def test_a_reason_without_a_ruling_is_said(desk: Desk) -> None:
    """K719: whoever wrote it may believe that it is decided; a row that is quite empty waits."""
    desk.rule("1.1", None)
    desk.rule("1.1x", None, reason=None)
    outcome = desk.obey(make_return(full_answers()))
    (found,) = [found for found in outcome.findings if found.code == "K719"]
    assert (found.unit, found.row, found.severity.value) == (UNIT, "1.1", "必须改")
    assert found.message == "写了理由“看了原件”，裁定栏空着，没有生效"
    assert outcome.item("1.1").ruling is None
