"""A ruling is about what the county had sent: written beside it once, held against what it sends later (K738)."""

from dataclasses import replace
from fractions import Fraction

import pytest

from kexie_excel.ledger.model import Rulings
from kexie_excel.returns.model import BonusRow, Entry, Return
from kexie_excel.scheme.fact import Gap
from tests.builders import UNIT, full_answers, make_return, row
from tests.ledger.desk import Desk
from tests.ledger.test_keep import everything
from tests.ledger.test_states import OPEN, run, states

PROVINCE = "省部级表彰奖励"
"""7.1, 5 points."""
FIRST = row(PROVINCE, "科普馆", award="先进集体")
OTHER = row(PROVINCE, "学会改革", award="优秀单位")
NO_PROOF = row(PROVINCE, "农技推广", award="先进单位", certificate="", evidence="", cell="B5")
THIRD = row(PROVINCE, "院士工作站", award="示范站")
ROW = {"单位": UNIT, "编号": "7.1", "原值": "5", "理由": "看了原件"}
ABOUT = "裁定针对：“科普馆（先进集体）”。"


def claims(*rows: BonusRow) -> Return:
    """Give a return with these awards."""
    return make_return(full_answers(), rows)


def told(desk: Desk, at: int = 0) -> object:
    """Give 问题 of a row, from above."""
    return desk.book()[Rulings.SHEET].cell(at + 2, 3).value


def test_another_award_of_the_same_points_is_asked_about(desk: Desk) -> None:
    """The office's own ruling 5 to 0 was about the one award; without its name 原值 5 would let it rule on the next one too."""
    desk.rule("7.1", 0, was="5")
    before = everything(desk)[Rulings.SHEET]
    assert run(desk, claims(FIRST)) == ()
    after = everything(desk)[Rulings.SHEET]
    assert {at: cell[0] for at, cell in after.items() if at not in before} == {"C2": ABOUT, "I2": "已生效"}
    assert before.items() <= after.items()
    same = desk.path.read_bytes()
    assert run(desk, claims(FIRST)) == ()
    assert desk.path.read_bytes() == same
    done = desk.obey(claims(OTHER))
    assert [done.codes, done.item("7.1").adopted] == [["K738"], 5]
    assert done.findings[0].message == (
        "裁定“0”时原值是“5”，针对的是“科普馆（先进集体）”，现在原值是“5”，填报的是“学会改革（优秀单位）”，原裁定没有生效"
    )
    assert done.findings[0].place.cell == "C2"
    assert not done.evaluation.is_final


def test_what_is_asked_anew_is_listed_once_and_can_be_ruled_on(desk: Desk) -> None:
    desk.rule("7.1", 0, was="5")
    run(desk, claims(FIRST))
    assert len(run(desk, claims(OTHER))) == 1
    assert told(desk, 1) == "填报变了，请重新裁定；裁定针对：“学会改革（优秀单位）”。"
    assert states(desk) == ["要改", "仍待定"]
    assert run(desk, claims(OTHER)) == ()
    assert len(run(desk, claims(THIRD))) == 1
    assert states(desk) == ["要改", "已不需要", "仍待定"]
    desk.fill(Rulings.SHEET, [ROW | {Rulings.QUESTION: told(desk, 2), "裁定": 3}])
    done = desk.obey(claims(THIRD))
    assert [done.codes, done.item("7.1").adopted] == [[], 3]
    assert run(desk, claims(THIRD)) == ()
    assert states(desk) == ["已不需要", "已不需要", "已不需要", "已生效"]
    assert desk.obey(claims(OTHER)).codes == ["K738"]


def test_who_holds_to_a_ruling_empties_the_cell(desk: Desk) -> None:
    desk.rule("7.1", 0, was="5")
    run(desk, claims(FIRST))
    desk.put(Rulings.SHEET, UNIT, Rulings.QUESTION, None)
    assert run(desk, claims(OTHER)) == ()
    assert (told(desk), states(desk)) == ("裁定针对：“学会改革（优秀单位）”。", ["已生效"])


SAME = (
    (replace(FIRST, place=FIRST.place._replace(cell="B9"), number="6", slot="6"),),
    (replace(FIRST, certificate="湘科协〔2017〕9号", evidence="附件7", date_text="2017年5月"),),
    (replace(FIRST, work=" 科普 馆", award="先进集体\n"),),
    (row(PROVINCE, "早年的工作", year=2009, cell="B3"), FIRST),
)
"""The same award: in another row, with its number corrected, spaced otherwise, beside one that does not count."""


@pytest.mark.parametrize("rows", SAME)
def test_the_same_award_is_not_asked_about_again(desk: Desk, rows: tuple[BonusRow, ...]) -> None:
    desk.rule("7.1", 0, was="5")
    run(desk, claims(FIRST))
    done = desk.obey(claims(*rows))
    assert [done.codes, done.item("7.1").adopted, done.bound] == [[], 0, {}]


def test_the_order_of_awards_says_nothing_and_each_of_them_counts(desk: Desk) -> None:
    desk.rule("7.1", 5, was="10")
    run(desk, claims(FIRST, OTHER))
    assert told(desk) == "裁定针对：“学会改革（优秀单位）”、“科普馆（先进集体）”。"
    assert desk.obey(claims(OTHER, FIRST)).codes == []
    assert desk.obey(claims(THIRD, FIRST)).codes == ["K738"]


def test_where_nothing_counts_a_ruling_is_about_what_was_claimed(desk: Desk) -> None:
    """The office gives points by hand: for an award that the rules leave out, or for one that nobody claimed."""
    early, earlier = (row(PROVINCE, work, award="", year=2009) for work in ("老馆", "旧馆"))
    desk.rule("7.1", 5, was="0")
    run(desk, claims(early))
    assert told(desk) == "裁定针对：“老馆”。"
    assert desk.obey(claims(earlier)).codes == ["K738"]
    desk.lay()
    desk.rule("7.1", 5, was="0")
    run(desk, claims())
    assert told(desk) == "裁定针对：没有申报。"
    assert desk.obey(claims()).codes == []
    (found,) = desk.obey(claims(early)).findings
    assert "针对的是没有申报，现在原值是“0”，填报的是“老馆”，" in found.message


def test_a_long_name_keeps_its_end(desk: Desk) -> None:
    """Two documents of one year differ by their last words."""
    long = "关于表彰二〇一七年度全省科学技术协会系统全民科学素质行动计划纲要实施工作中表现突出的"
    first, second = (row(PROVINCE, f"{long}{end}", award="") for end in ("先进集体的决定", "先进个人的决定"))
    desk.rule("7.1", 0, was="5")
    run(desk, claims(first))
    assert (
        told(desk) == "裁定针对：“关于表彰二〇一七年度全省科学技术协会系统全民科学素质行动计划……突出的先进集体的决定”。"
    )
    assert desk.obey(claims(second)).codes == ["K738"]


def test_other_answers_of_the_same_points_are_asked_about(desk: Desk) -> None:
    """1.1 is 1 with 60 times as with 50: who ruled 0 because of the 60 has not seen the 50."""
    desk.rule("1.1", 0, was="1")
    run(desk, make_return(full_answers()))
    assert told(desk) == "裁定针对：1.1a 60次。"
    assert desk.obey(make_return(full_answers(f1_2b=False))).codes == []
    done = desk.obey(make_return(full_answers(f1_1a=Fraction(50))))
    assert [done.codes, done.item("1.1").adopted] == [["K738"], 1]
    assert "现在原值是“1”，填报的是1.1a 50次，" in done.findings[0].message


def test_other_towns_with_the_same_share_are_other_answers(desk: Desk) -> None:
    """3.3: 60 of 60 towns earn what 50 of 50 earn; the ruling may have been about how many there are."""
    desk.rule("3.3", 3, was="5")
    run(desk, make_return(full_answers()))
    assert told(desk) == "裁定针对：3.3a 60个、3.3b 60个、3.3c 60个、3.3d 60个、3.3e 60个。"
    assert desk.obey(make_return(full_answers())).codes == []
    done = desk.obey(make_return(full_answers(f3_3c=Fraction(50), f3_3d=Fraction(50))))
    assert [done.codes, done.item("3.3").adopted] == [["K738"], 5]


def test_an_answer_typed_otherwise_is_the_same(desk: Desk) -> None:
    entry = make_return(full_answers())
    as_text = Entry(Fraction(60), "六十次", entry.facts["1.1a"].place)
    desk.rule("1.1", 0, was="1")
    run(desk, entry)
    assert desk.obey(replace(entry, facts={**entry.facts, "1.1a": as_text})).codes == []


def test_an_answer_that_was_ruled_on_is_the_office_s_own(desk: Desk) -> None:
    """The item is ruled on first, then its answer; then the county sends what was ruled."""
    sent = make_return(full_answers())
    desk.rule("1.1", 0, was="1")
    run(desk, sent)
    desk.rule("1.1a", 55, was="60次")
    assert desk.obey(sent).codes == ["K720"]
    desk.lay()
    desk.rule("1.1a", 55, was="60次")
    desk.rule("1.1", 0, was="1")
    run(desk, sent)
    assert (told(desk), told(desk, 1)) == (None, "裁定针对：1.1a 55次。")
    assert desk.obey(make_return(full_answers(f1_1a=Fraction(55)))).codes == []


def test_a_row_of_ones_own_about_what_is_pending_is_held_by_what_is_asked(desk: Desk) -> None:
    """Other answers of the item were not asked about: they may change."""
    desk.rule("5.3", 4, was="待核（3至4分）")
    run(desk, OPEN)
    assert told(desk) == "5.3b 学术交流场次：未填"
    assert desk.obey(make_return(full_answers(f5_3b=Gap.BLANK, f5_3c=Fraction(50), f5_3d=Fraction(50)))).codes == []


def test_a_ruling_on_a_pending_award_is_about_those_that_count_as_well(desk: Desk) -> None:
    """0 of 待核（5至10分） took the 5 away from an award that was sure."""
    run(desk, claims(FIRST, NO_PROOF))
    asked = "B5“农技推广”：没有文号、证书编号、奖牌或附件名称，本行待核"
    assert told(desk) == asked
    desk.put(Rulings.SHEET, UNIT, "裁定", 0)
    desk.put(Rulings.SHEET, UNIT, "理由", "都不是本单位的")
    run(desk, claims(FIRST, NO_PROOF))
    assert told(desk) == f"{asked}；裁定针对：“农技推广（先进单位）”、“科普馆（先进集体）”。"
    done = desk.obey(claims(OTHER, NO_PROOF))
    assert done.codes == ["K738"]
    (anew,) = done.additions.rulings
    assert (
        anew[Rulings.QUESTION]
        == f"填报变了，请重新裁定；{asked}；裁定针对：“农技推广（先进单位）”、“学会改革（优秀单位）”。"
    )
    desk.put(Rulings.SHEET, UNIT, "裁定", None)
    desk.put(Rulings.SHEET, UNIT, "理由", None)
    assert run(desk, claims(FIRST, NO_PROOF)) == ()
    assert states(desk) == ["仍待定"]


def test_a_pending_award_in_another_row_is_the_same(desk: Desk) -> None:
    run(desk, claims(NO_PROOF))
    desk.put(Rulings.SHEET, UNIT, "裁定", 5)
    desk.put(Rulings.SHEET, UNIT, "理由", "看了奖牌")
    listed = told(desk)
    moved = replace(NO_PROOF, place=NO_PROOF.place._replace(cell="B12"))
    assert run(desk, claims(moved)) == ()
    assert (told(desk), states(desk)) == (listed, ["已生效"])


def test_a_question_that_waits_is_not_listed_again_when_its_row_moves(desk: Desk) -> None:
    run(desk, claims(NO_PROOF))
    moved = replace(NO_PROOF, place=NO_PROOF.place._replace(cell="B12"))
    assert run(desk, claims(moved)) == ()
    assert states(desk) == ["仍待定"]


def test_a_ruling_given_when_it_was_asked_anew_is_bound_too(desk: Desk) -> None:
    desk.rule("7.1", 0, was="3")
    run(desk, claims(FIRST))
    asked = "裁定“0”时原值是“3”，现在是“5”，请重新裁定"
    assert told(desk, 1) == asked
    desk.fill(Rulings.SHEET, [ROW | {Rulings.QUESTION: asked, "裁定": 2}])
    run(desk, claims(FIRST))
    assert told(desk, 2) == f"{asked}；{ABOUT}"
    assert desk.obey(claims(OTHER)).codes == ["K738"]


def test_without_its_old_value_a_ruling_is_bound_by_what_it_is_about(desk: Desk) -> None:
    desk.rule("1.1", 0)
    run(desk, make_return(full_answers()))
    assert desk.obey(make_return(full_answers())).codes == ["K717"]
    done = desk.obey(make_return(full_answers(f1_1a=Gap.BLANK)))
    assert [done.codes, done.item("1.1").adopted] == [["K738"], None]
    assert done.findings[0].message == (
        "裁定“0”时针对的是1.1a 60次，现在待核的是“1.1a 党委常委会或政府常务会听取科协工作汇报次数：未填”，原裁定没有生效"
    )
    assert [own[Rulings.QUESTION] for own in done.additions.rulings] == [
        "1.1a 党委常委会或政府常务会听取科协工作汇报次数：未填"
    ]


@pytest.mark.parametrize("words", ["奖牌在局里", " ", "问过县科协，请重新裁定"])
def test_what_people_wrote_stays_and_binds_nothing(desk: Desk, words: str) -> None:
    desk.fill(Rulings.SHEET, [ROW | {Rulings.QUESTION: words, "裁定": 0}])
    assert run(desk, claims(FIRST)) == ()
    assert told(desk) == words
    same = desk.path.read_bytes()
    assert run(desk, claims(OTHER)) == ()
    assert (desk.path.read_bytes(), states(desk)) == (same, ["已生效"])


def test_a_note_behind_what_it_is_about_does_not_unbind(desk: Desk) -> None:
    desk.fill(Rulings.SHEET, [ROW | {Rulings.QUESTION: f"{ABOUT}县里来过电话", "裁定": 0}])
    assert desk.obey(claims(FIRST)).codes == []
    assert desk.obey(claims(OTHER)).codes == ["K738"]


def test_a_sheet_without_the_column_is_obeyed_and_left_alone(desk: Desk) -> None:
    desk.rule("7.1", 0, was="5")
    book = desk.book()
    book[Rulings.SHEET].delete_cols(3)
    book.save(desk.path)
    run(desk, claims(FIRST))
    same = desk.path.read_bytes()
    assert run(desk, claims(FIRST)) == ()
    assert desk.path.read_bytes() == same
    assert desk.obey(claims(FIRST)).codes == []


def test_a_withdrawn_ruling_is_a_row_that_was_begun(desk: Desk) -> None:
    desk.rule("7.1", 0, was="5")
    run(desk, claims(FIRST))
    desk.put(Rulings.SHEET, UNIT, "裁定", None)
    desk.put(Rulings.SHEET, UNIT, "理由", None)
    assert run(desk, claims(OTHER)) == ()
    assert states(desk) == ["仍待定"]


@pytest.mark.parametrize("height", [None, 15, 90])
def test_a_low_row_grows_with_what_is_written(desk: Desk, height: float | None) -> None:
    """At 44 characters a line, four names need three lines; the reason needs more."""
    desk.rule("7.1", 0, was="20", reason="逐个看过" * 25)
    book = desk.book()
    book[Rulings.SHEET].row_dimensions[2].height = height
    book.save(desk.path)
    run(desk, claims(*(row(PROVINCE, f"第{number}项工作", award="先进集体") for number in "一二三四")))
    sheet = desk.book()[Rulings.SHEET]
    assert sheet.row_dimensions[2].height >= 90
    assert (sheet["C2"].font.name, sheet["C2"].alignment.wrap_text) == ("宋体", True)


def test_a_row_below_the_ruled_ones_gets_their_look(desk: Desk) -> None:
    book = desk.book()
    for at, value in zip("ABDEF", (UNIT, "7.1", "5", 0, "看了原件"), strict=True):
        book[Rulings.SHEET][f"{at}60"] = value  # type: ignore[assignment]
    book.save(desk.path)
    run(desk, claims(FIRST))
    cell = desk.book()[Rulings.SHEET]["C60"]
    assert (cell.value, cell.font.name, cell.fill.start_color.rgb) == (ABOUT, "宋体", "FFF6F8FB")


def test_what_it_is_about_outlives_a_sort_and_a_filter(desk: Desk) -> None:
    desk.rule("1.1", 0, was="1")
    desk.rule("7.1", 0, was="5")
    run(desk, claims(FIRST))
    book = desk.book()
    sheet = book[Rulings.SHEET]
    above, below = ([cell.value for cell in cells] for cells in sheet["A2:I3"])
    for at, (first, second) in enumerate(zip(below, above, strict=True), 1):
        sheet.cell(2, at).value, sheet.cell(3, at).value = first, second
    sheet.row_dimensions[3].hidden = True
    book.save(desk.path)
    saved = desk.path.read_bytes()
    assert run(desk, claims(FIRST)) == ()
    assert desk.path.read_bytes() == saved
    assert desk.obey(claims(OTHER)).codes == ["K738"]
