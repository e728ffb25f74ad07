"""One return → one unit's score: computed from facts, never from the self score."""

from dataclasses import replace
from fractions import Fraction

import pytest

from kexie_excel.findings import NOWHERE, Asked, finding
from kexie_excel.scheme.fact import Answer, Gap
from kexie_excel.scheme.load import BUILT_IN, literal_scheme, read_document
from kexie_excel.scheme.model import Veto
from kexie_excel.scoring.decisions import Ruling
from kexie_excel.scoring.evaluate import evaluate_unit, is_vetoed
from tests.builders import SCHEME, full_answers, make_return, row

PATENTS = "国家（实用）发明专利"
FULL = {item.id: item.points for item in SCHEME.items}


def test_a_perfect_form_comes_to_99_and_its_bonus() -> None:
    """4.1: the items sum to 99."""
    score = evaluate_unit(SCHEME, make_return(full_answers(), [row(PATENTS)]))
    assert [item.id for item in score.items] == list(SCHEME.row_ids)
    assert score.base == 99
    assert score.bonus == 2
    assert score.unit is SCHEME.units[0]


def test_an_empty_form_has_nothing_certain_and_everything_open() -> None:
    """Never silently 0: every item is pending."""
    score = evaluate_unit(SCHEME, make_return({}))
    assert score.base == 0
    assert score.could_add == 99
    assert len(score.pending) == 32
    assert score.vetoed is None


def test_self_scores_change_nothing() -> None:
    answers = full_answers(f1_1a=Fraction(0))
    plain = evaluate_unit(SCHEME, make_return(answers))
    boast = evaluate_unit(SCHEME, make_return(answers, selfs={item.id: Fraction(10) for item in SCHEME.items}))
    assert [item.adopted for item in plain.items] == [item.adopted for item in boast.items]
    assert plain.self_total is None
    assert boast.self_total == 320


@pytest.mark.parametrize(
    ("rows", "claimed", "own"),
    [(0, Gap.BLANK, 0), (1, Gap.BLANK, None), (1, Fraction(2), 2), (0, Gap.UNREADABLE, None)],
)
def test_a_bonus_item_left_blank_is_0_only_where_nothing_is_claimed(
    rows: int, claimed: Answer, own: int | None
) -> None:
    entry = make_return(full_answers(), [row(PATENTS)] * rows, {"7.1": claimed})
    found = evaluate_unit(SCHEME, entry).item_of["7.1"].self_score
    assert found == (None if own is None else Fraction(own))


@pytest.mark.parametrize(
    ("cases", "vetoed"),
    [(Fraction(0), False), (Fraction(1), True), (Fraction(3), True), (Gap.BLANK, None), (Gap.UNREADABLE, None)],
)
def test_the_veto_has_three_states(cases: Answer, *, vetoed: bool | None) -> None:
    """2.1: 出现1例."""
    assert is_vetoed(SCHEME, full_answers() | {"2.1v": cases}) is vetoed


@pytest.mark.parametrize(
    ("first", "second", "vetoed"),
    [(0, 0, False), (1, 0, True), (0, 2, True), (None, 2, True), (1, None, True), (None, 0, None), (0, None, None)],
)
def test_of_several_vetoes_one_is_enough(first: int | None, second: int | None, *, vetoed: bool | None) -> None:
    """Another year's 评估表 may have two; what is not known stays open unless the other settles it."""
    item = SCHEME.item_of["6.2"]
    count = SCHEME.item_of["2.1"].veto
    assert count
    veto = Veto(replace(count.count, fact=item.facts[0]), Fraction(2))
    sections = tuple(
        replace(section, items=tuple(replace(own, veto=veto) if own is item else own for own in section.items))
        for section in SCHEME.sections
    )
    answers = full_answers() | {
        fact: Gap.BLANK if value is None else Fraction(value) for fact, value in (("2.1v", first), ("6.2a", second))
    }
    assert is_vetoed(replace(SCHEME, sections=sections), answers) is vetoed


def test_a_scheme_without_a_veto_vetoes_nobody() -> None:
    document = read_document(BUILT_IN)
    items = document["item"]
    assert isinstance(items, list)
    for item in items:
        item.pop("veto", None)
    assert is_vetoed(literal_scheme(document, "方案.toml"), {}) is False


REASON = "没有省科协常委（张三 2018-01-05）"


def test_a_ruling_about_a_fact_goes_before_the_answer_that_was_sent() -> None:
    """Design §5.3: 编号 is a fact id → an answer. The rule computes the points, and nothing is asked again."""
    entry = make_return(full_answers() | {"3.6a": Gap.NOT_APPLICABLE}, selfs=FULL)
    score = evaluate_unit(SCHEME, entry, {"3.6a": Ruling(value=True, reason=REASON)})
    item = score.item_of["3.6"]
    assert item.computed.low == item.adopted == 2
    assert item.ruling is None
    assert item.ruling_reason == f"3.6a 由“填了“不适用””裁定为“是”：{REASON}"
    assert score.findings == ()


def test_a_ruling_quotes_what_the_county_wrote() -> None:
    entry = make_return(full_answers(f3_4a=Gap.UNREADABLE))
    facts = {**entry.facts, "3.4a": entry.facts["3.4a"]._replace(raw="约3次")}
    score = evaluate_unit(SCHEME, replace(entry, facts=facts), {"3.4a": Ruling(Fraction(3), "看过签到表")})
    assert score.item_of["3.4"].ruling_reason == "3.4a 由“约3次”裁定为“3次”：看过签到表"
    assert score.item_of["3.4"].adopted == 3


def test_a_ruling_about_an_item_gives_its_points() -> None:
    """编号 is an item id → a score; where the self score differs, that is noted, and nothing is asked of the county."""
    entry = make_return(full_answers() | {"2.3a": Fraction(0)}, selfs=FULL)
    score = evaluate_unit(SCHEME, entry, {"2.3": Ruling(Fraction(3), "没有县级学会")})
    item = score.item_of["2.3"]
    assert item.adopted == item.ruling == 3
    assert item.computed.is_pending
    assert item.ruling_reason == "没有县级学会"
    assert score.base == 98
    assert [(found.code, found.row) for found in score.findings] == [("K311", "2.3")]
    assert score.findings[0].message == "自评4分，核定3分，相差1分。复核：没有县级学会"


def test_rulings_about_an_item_and_its_fact_are_both_named() -> None:
    rulings = {"3.4a": Ruling(Fraction(0), "未见材料"), "3.4": Ruling(Fraction(1), "酌情")}
    item = evaluate_unit(SCHEME, make_return(full_answers()), rulings).item_of["3.4"]
    assert item.adopted == 1
    assert item.computed.low == 0
    assert item.ruling_reason == "3.4a 由“60次”裁定为“0次”：未见材料；酌情"


def test_a_ruling_about_an_item_that_is_no_number_gives_no_points() -> None:
    item = evaluate_unit(SCHEME, make_return(full_answers()), {"3.4": Ruling("认可", "酌情")}).item_of["3.4"]
    assert item.ruling is None
    assert item.adopted == 3
    assert item.ruling_reason == ""


def test_the_bonus_can_be_ruled() -> None:
    rows = [row(PATENTS, certificate="", evidence="")]
    item = evaluate_unit(SCHEME, make_return(full_answers(), rows), {"7.1": Ruling(Fraction(2), "见原件")}).item_of[
        "7.1"
    ]
    assert item.adopted == 2


def test_a_bonus_that_was_decided_is_not_asked_about_again() -> None:
    """What is wrong with its rows is settled with it; notes stay, and so does what is asked about the other item."""
    rows = [
        row(PATENTS, certificate="", evidence=""),
        row(PATENTS, year=2016),
        row("本县市区推广", "科普大集", certificate=""),
    ]
    entry = make_return(full_answers(), rows, FULL | {"7.1": Fraction(4), "7.2": Fraction(1)})
    before = evaluate_unit(SCHEME, entry).findings
    assert [found.code for found in before] == ["K307", "K505", "K526", "K518"]
    after = evaluate_unit(SCHEME, entry, {"7.1": Ruling(Fraction(4), "见原件")}).findings
    assert [found.code for found in after] == ["K526", "K518"]


def test_the_veto_can_be_ruled() -> None:
    """2.1v: an answer that was left blank, settled by the office; the county is not asked whether it is true (K405)."""
    score = evaluate_unit(
        SCHEME, make_return(full_answers() | {"2.1v": Gap.BLANK}, selfs=FULL), {"2.1v": Ruling(Fraction(1), "通报")}
    )
    assert score.vetoed is True
    assert [(found.code, found.asks, found.place) for found in score.findings] == [("K405", Asked.OFFICE, NOWHERE)]
    assert score.findings[0].message == "年内违纪违规违法事件裁定为1例，按办法一票否决"


def test_a_self_score_that_held_before_a_ruling_is_not_the_countys_to_mend() -> None:
    """4.5: 竞赛2次 gives 6 as the county says; ruled to be 1次 it is 2, and that is noted (K311), not asked (K304)."""
    entry = make_return(full_answers(f4_5a=Fraction(2)), selfs=FULL)
    assert evaluate_unit(SCHEME, entry).findings == ()
    score = evaluate_unit(SCHEME, entry, {"4.5a": Ruling(Fraction(1), "重复")})
    assert score.item_of["4.5"].adopted == 2
    assert [(found.code, found.row) for found in score.findings] == [("K311", "4.5")]
    assert "4.5a 由“2次”裁定为“1次”：重复" in score.findings[0].message


def test_a_self_score_that_never_held_is_asked_about_after_a_ruling_as_well() -> None:
    """4.5: 竞赛1次 gives 2, not the 6 of the county, whoever counts the classes."""
    entry = make_return(full_answers(f4_5a=Fraction(1)), selfs=FULL)
    score = evaluate_unit(SCHEME, entry, {"4.5b": Ruling(Fraction(3), "看过")})
    assert [(found.code, found.row) for found in score.findings if found.code != "K307"] == [("K304", "4.5")]


def test_what_a_ruled_answer_leaves_open_is_asked_of_the_office() -> None:
    """K406: 已建科协 is ruled to be more than there are; K401 is for what the county answered so itself."""
    entry = make_return(full_answers(f3_3a=Fraction(10), f3_3b=Fraction(5)), selfs=FULL)
    score = evaluate_unit(SCHEME, entry, {"3.3b": Ruling(Fraction(11), "台账")})
    assert [(found.code, found.row, found.asks) for found in score.findings] == [("K406", "3.3", Asked.OFFICE)]
    own = make_return(full_answers(f3_3a=Fraction(10), f3_3b=Fraction(11)), selfs=FULL)
    still = evaluate_unit(SCHEME, own, {"3.3e": Ruling(Fraction(1), "看过")})
    assert [(found.code, found.row) for found in still.findings] == [("K401", "3.3")]


def test_classes_that_were_ruled_are_not_held_against_what_the_county_claimed() -> None:
    """K512: 4个班 and 3 beyond the first agree; the office ruled that there are 3."""
    rows = [row("小院士孵化工程超出班次", quantity=Fraction(3))]
    answers = full_answers(f4_5c=Fraction(4), f4_5f=Fraction(200))
    entry = make_return(answers, rows, FULL | {"7.1": Fraction(3)})
    assert evaluate_unit(SCHEME, entry).findings == ()
    score = evaluate_unit(SCHEME, entry, {"4.5c": Ruling(Fraction(3), "看过")})
    assert score.item_of["7.1"].adopted == 2
    assert [(found.code, found.row) for found in score.findings] == [("K311", "7.1")]


def test_findings_stand_in_the_order_of_the_form() -> None:
    """What concerns the whole return first, then item by item with its facts, the bonus last."""
    entry = make_return(
        full_answers(f1_2a=Gap.BLANK, f6_4a=Gap.BLANK),
        [row(PATENTS, certificate="", evidence="")],
        {item.id: item.points for item in SCHEME.items if item.id not in {"1.2", "1.1"}},
    )
    read = finding("K205", unit=entry.unit, row="6.4a", sheet="完成情况", key="6.4a")
    found = evaluate_unit(SCHEME, replace(entry, findings=(read,))).findings
    assert [(one.code, one.row) for one in found] == [
        ("K307", ""),
        ("K301", "1.1"),
        ("K301", "1.2"),
        ("K201", "1.2a"),
        ("K205", "6.4a"),
        ("K201", "6.4a"),
        ("K301", "7.1"),
        ("K505", "7.1"),
    ]
