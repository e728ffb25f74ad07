"""§4.1 sensitivity: every other reading, one at a time; what is listed is real, and nothing is missing."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given

from kexie_excel.scheme.fact import Gap
from kexie_excel.scheme.model import Interpretation, Option
from kexie_excel.scoring.decisions import Approval, Decisions, Onsite, Ruling, SiteVisits
from kexie_excel.scoring.evaluation import evaluate
from kexie_excel.scoring.insight.sensitivity import OtherReading, Shift, try_readings
from kexie_excel.scoring.result import Evaluation
from tests.builders import SCHEME, full_answers, make_intake, make_return, row
from tests.examples import examples
from tests.scoring.folders import random_folder, scheme_of
from tests.scoring.test_oracle import seeded, seeds

NAMES = [unit.name for unit in SCHEME.units]
FIRST, SECOND, THIRD = NAMES[:3]


def tried(evaluation: Evaluation) -> dict[tuple[str, str], tuple[Shift, ...]]:
    """Try every other reading."""
    found = try_readings(evaluation, scheme_of)
    return {(other.interpretation, other.option): other.changes for other in found}


def total_of(points: int, unit: str, decisions: dict[str, dict[str, Ruling]], **changes: object) -> object:
    """Make a return that comes to these points by a ruling on an item that no reading touches."""
    entry = make_return(full_answers(**changes), unit=unit)  # type: ignore[arg-type]
    (standing,) = (own for own in evaluate(SCHEME, make_intake([entry])).standings if own.unit.name == unit)
    assert standing.total is not None
    own = decisions.setdefault(unit, {})
    own["3.4"] = Ruling(3 + points - standing.total, "实地查看")
    return entry


def year(totals: dict[str, int], **changes: object) -> Evaluation:
    """Evaluate units of these totals."""
    rulings: dict[str, dict[str, Ruling]] = {}
    returns = [total_of(points, unit, rulings, **changes) for unit, points in totals.items()]
    return evaluate(SCHEME, make_intake(returns), Decisions(rulings))  # type: ignore[arg-type]


@pytest.mark.slow
@pytest.mark.no_cover
@examples(300)
@given(seeds)
def test_effects_are_those_of_a_whole_new_evaluation(seed: int) -> None:
    """Every other option is held against a scheme loaded with that choice and an evaluation from scratch."""
    random = seeded(seed)
    folder = random_folder(random)
    evaluation = folder.evaluated()
    found = try_readings(evaluation, scheme_of)
    in_force = folder.scheme.chosen
    others = [(entry, own.label) for entry in SCHEME.interpretations for own in entry.options]
    others = [(entry, label) for entry, label in others if in_force[entry.id] != label]
    assert [(other.interpretation, other.option) for other in found] == [(entry.id, own) for entry, own in others]
    old = {own.unit.name: own for own in evaluation.standings}
    for other in found:
        anew = folder.evaluated(scheme_of({**in_force, other.interpretation: other.option}))
        new = {own.unit.name: own for own in anew.standings}
        assert {change.unit: change for change in other.changes} == {
            name: Shift(name, old[name].rank, new[name].rank, old[name].level, new[name].level)
            for name in old
            if (old[name].rank, old[name].level) != (new[name].rank, new[name].level)
        }


def test_a_level_that_hangs_on_the_share_is_told_option_by_option() -> None:
    """“若前30%四舍五入：‹单位› 合格→优秀”; what changes nothing is there with no change."""
    found = tried(year({FIRST: 99, SECOND: 95, THIRD: 90}))
    change = Shift(SECOND, 2, 2, "合格", "优秀")
    assert found["前30%", "四舍五入"] == (change,)
    assert found["前30%", "向上取整"] == (change,)
    assert {key for key, changes in found.items() if changes} == {("前30%", "四舍五入"), ("前30%", "向上取整")}
    assert len(found) == sum(len(entry.options) - 1 for entry in SCHEME.interpretations)


@pytest.mark.parametrize(
    ("points", "option", "old", "new"),
    [(85, ("85分", "不含85分"), "优秀", "合格"), (60, ("60分", "60分为不合格"), "合格", "不合格")],
)
def test_a_total_exactly_on_an_edge(points: int, option: tuple[str, str], old: str, new: str) -> None:
    """§4.1: 85分以上, 60分以下."""
    assert tried(year({FIRST: points}))[option] == (Shift(FIRST, 1, 1, old, new),)


def test_other_points_alone_are_no_change() -> None:
    """A unit without rivals and far from every bound keeps its place, whatever 2.3 pays."""
    found = tried(year({FIRST: 70}, f2_3a=Fraction(9), f2_3b=Fraction(8)))
    assert found["党组织覆盖率", "按比例折算"] == ()


def test_points_that_change_a_rank_are_told() -> None:
    """2.3: 8/9 pays 3.2 or 3.56 points; the rival stands between."""
    rulings: dict[str, dict[str, Ruling]] = {}
    returns = [
        total_of(70, FIRST, rulings, f2_3a=Fraction(9), f2_3b=Fraction(8)),
        make_return(full_answers(), unit=SECOND),
    ]
    rulings[SECOND] = {"3.4": Ruling(3 + Fraction("70.2") - 99, "实地查看")}
    found = tried(evaluate(SCHEME, make_intake(returns), Decisions(rulings)))  # type: ignore[arg-type]
    swapped = (Shift(SECOND, 1, 2, "合格", "合格"), Shift(FIRST, 2, 1, "合格", "合格"))
    assert found["党组织覆盖率", "按比例折算"] == swapped


def test_a_ruling_on_an_item_stands_under_every_option() -> None:
    """The same two units, 2.3 of the first decided by people: its points no longer hang on the reading."""
    rulings: dict[str, dict[str, Ruling]] = {}
    entry = total_of(70, FIRST, rulings, f2_3a=Fraction(9), f2_3b=Fraction(8))
    rulings[FIRST]["2.3"] = Ruling(Fraction("3.2"), "核实覆盖率")
    rulings[SECOND] = {"3.4": Ruling(3 + Fraction("70.2") - 99, "实地查看")}
    returns = [entry, make_return(full_answers(), unit=SECOND)]
    found = tried(evaluate(SCHEME, make_intake(returns), Decisions(rulings)))  # type: ignore[arg-type]
    assert found["党组织覆盖率", "按比例折算"] == ()


def test_what_the_inspectors_gave_stands_under_every_option() -> None:
    """3.3 with exactly 70 %: seen on site, its points no longer hang on the reading; 3.5 still does."""
    entry = make_return(full_answers(f3_3c=Fraction(10), f3_3d=Fraction(7), f3_3e=Fraction(0)), unit=FIRST)
    rulings = {FIRST: {"3.4": Ruling(Fraction(-9), "实地查看")}}
    computed = evaluate(SCHEME, make_intake([entry]), Decisions(rulings))
    assert computed.standings[0].total == 85
    assert tried(computed)["乡镇覆盖70%", "不计分"] == (Shift(FIRST, 1, 1, "优秀", "合格"),)
    visits = SiteVisits({FIRST: {"3.3": Onsite(Fraction(3), "")}})
    seen = tried(evaluate(SCHEME, make_intake([entry]), Decisions(rulings, onsite=visits)))
    assert seen["乡镇覆盖70%", "不计分"] == ()
    assert seen["分值基准", "按文字"] == (Shift(FIRST, 1, 1, "优秀", "合格"),)


def test_a_score_beyond_what_the_other_reading_allows_does_not_stand_there() -> None:
    """3.5 has 4 points or 3, never 4 beside the 6 of 3.3: an on-site 4 is asked again, a ruling of 4 is refused."""
    entry, four = make_return(full_answers(), unit=FIRST), Fraction(4)
    key = ("分值基准", "按文字")
    seen = SiteVisits({FIRST: {"3.5": Onsite(four, "查看了方案")}})
    assert tried(evaluate(SCHEME, make_intake([entry]), Decisions(onsite=seen)))[key] == (
        Shift(FIRST, 1, 1, "优秀", "待定"),
    )
    ruled = {FIRST: {"3.5": Ruling(four, "看了原件"), "3.4": Ruling(Fraction(-11), "实地查看")}}
    assert evaluate(SCHEME, make_intake([entry]), Decisions(ruled)).standings[0].total == 85
    assert tried(evaluate(SCHEME, make_intake([entry]), Decisions(ruled)))[key] == ()
    ruled[FIRST]["3.3"] = Ruling(Fraction(5), "看了原件")
    assert tried(evaluate(SCHEME, make_intake([entry]), Decisions(ruled)))[key] == (Shift(FIRST, 1, 1, "优秀", "合格"),)


def test_a_ruled_answer_is_what_the_other_reading_scores() -> None:
    """A ruling on 2.3b (9 of 9) leaves nothing to the reading, though the return says 8."""
    rulings = {FIRST: {"2.3b": Ruling(Fraction(9), "清点"), "3.4": Ruling(Fraction(-11), "实地查看")}}
    entry = make_return(full_answers(f2_3a=Fraction(9), f2_3b=Fraction(8)), unit=FIRST)
    evaluation = evaluate(SCHEME, make_intake([entry]), Decisions(rulings))
    assert evaluation.standings[0].total == 85
    assert tried(evaluation)["党组织覆盖率", "按比例折算"] == ()


def test_an_approved_level_is_not_touched() -> None:
    """Sensitivity speaks of 建议等次."""
    first = year({FIRST: 85})
    approved = replace(first.decisions, approvals={FIRST: Approval("合格", "领导小组")})
    evaluation = evaluate(SCHEME, first.intake, approved)
    assert tried(evaluation)["85分", "不含85分"] == (Shift(FIRST, 1, 1, "优秀", "合格"),)


def test_a_vetoed_unit_that_would_hold_a_rank() -> None:
    """§4.1 否决单位名次: from none to the first, and the other one down."""
    clean, vetoed = make_return(full_answers(f1_1a=Fraction(0)), unit=FIRST), full_answers() | {"2.1v": Fraction(1)}
    evaluation = evaluate(SCHEME, make_intake([clean, make_return(vetoed, unit=SECOND)]))
    assert tried(evaluation)["否决单位名次", "占名次"] == (
        Shift(FIRST, 1, 2, "优秀", "合格"),
        Shift(SECOND, None, 1, "不合格", "不合格"),
    )


def test_bonus_rows_are_reckoned_again() -> None:
    """§4.1 超出班次: three classes of 120 students are two classes beyond, or one."""
    facts = full_answers(f4_5c=Fraction(3), f4_5f=Fraction(120))
    rows = [row("小院士孵化工程超出班次", quantity=Fraction(2))]
    rulings = {FIRST: {"3.4": Ruling(Fraction(-13), "实地查看")}}
    evaluation = evaluate(SCHEME, make_intake([make_return(facts, rows, unit=FIRST)]), Decisions(rulings))
    assert evaluation.standings[0].total == 85
    assert tried(evaluation)["超出班次", "学生数÷50取整−1"] == (Shift(FIRST, 1, 1, "优秀", "合格"),)


def test_an_item_that_is_no_longer_pending_is_told() -> None:
    """等类活动: a count that was not filled matters only where unnamed activities count."""
    facts = full_answers() | {"4.4a": False, "4.4f": Gap.BLANK}
    found = tried(evaluate(SCHEME, make_intake([make_return(facts, unit=FIRST)])))
    assert found["等类活动", "只计列明"] == (Shift(FIRST, 1, 1, "待定", "优秀"),)


def test_an_option_may_touch_the_veto() -> None:
    """A reading of how many incidents it takes: level and rank follow."""
    options = (Option("1例", {"item/2.1/veto/at_least": 1}), Option("2例", {"item/2.1/veto/at_least": 2}))
    entry = Interpretation("违纪", "几例？", "1例", options)
    scheme = replace(SCHEME, interpretations=(entry,), chosen={})
    (item,) = (own for own in SCHEME.items if own.veto)
    assert item.veto is not None
    other = replace(item, veto=replace(item.veto, at_least=Fraction(2)))
    sections = tuple(
        replace(own, items=tuple(other if it is item else it for it in own.items)) for own in SCHEME.sections
    )
    evaluation = evaluate(scheme, make_intake([make_return(full_answers() | {"2.1v": Fraction(1)}, unit=FIRST)]))
    found = try_readings(evaluation, lambda _: replace(scheme, sections=sections))
    assert found == (OtherReading("违纪", "2例", (Shift(FIRST, None, 1, "不合格", "优秀"),)),)


def test_a_folder_without_a_return_changes_nothing() -> None:
    assert not any(tried(evaluate(SCHEME, make_intake([]))).values())
