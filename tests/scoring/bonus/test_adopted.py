"""加分审核 once people have decided: what the page's 加分 is made of, row by row (next year relies on it)."""

from collections.abc import Mapping
from fractions import Fraction

import pytest

from kexie_excel.returns.model import BonusRow
from kexie_excel.scoring.bonus.adopted import adopted_awards
from kexie_excel.scoring.decisions import Onsite, Ruling
from kexie_excel.scoring.evaluate import evaluate_unit
from kexie_excel.scoring.result import UnitScore
from tests.builders import SCHEME, full_answers, make_return, row

PROVINCE, CITY, MATTER = "省部级表彰奖励", "岳阳市委市政府表彰奖励", "全省科协系统推广"
TWO = (row(PROVINCE, "科普"), row(CITY, "扶贫"))
"""Five and three."""
UNPROVEN = row(PROVINCE, "科普馆", certificate="", evidence="", award="")


def scored(
    rows: tuple[BonusRow, ...], ruling: Mapping[str, int] = {}, visit: Mapping[str, int | None] = {}
) -> UnitScore:
    """Score a return with rulings and on-site scores of whole bonus items."""
    rulings = {key: Ruling(Fraction(value), "只认一项（张三）") for key, value in ruling.items()}
    visits = {
        key: Onsite(None, "现场评分不一致", Fraction(3), Fraction(5))
        if value is None
        else Onsite(Fraction(value), "看过")
        for key, value in visit.items()
    }
    return evaluate_unit(SCHEME, make_return(full_answers(), rows), rulings, visits)


def told(score: UnitScore) -> list[tuple[str, int | None]]:
    """Give 加分情形 and 核定加分 of each line; the line about a whole item has no 加分情形."""
    return [(own.row.kind, None if own.points is None else int(own.points)) for own in adopted_awards(score)]


def test_what_nobody_decided_stands_as_it_was_judged() -> None:
    assert told(scored((*TWO, UNPROVEN))) == [(PROVINCE, 5), (CITY, 3), (PROVINCE, None)]


@pytest.mark.parametrize("by", ["ruling", "visit"])
def test_a_single_award_is_worth_what_was_decided(by: str) -> None:
    decided = {"7.1": 3}
    score = scored(TWO[:1], decided if by == "ruling" else {}, decided if by == "visit" else {})
    (own,) = adopted_awards(score)
    assert own.points == 3
    assert own.note == ("按复核（只认一项（张三））计3分" if by == "ruling" else "按现场评分（看过）计3分")


def test_nothing_adopted_is_nothing_of_every_award() -> None:
    assert told(scored(TWO, {"7.1": 0})) == [(PROVINCE, 0), (CITY, 0)]


def test_a_decision_that_changes_nothing_leaves_the_awards_as_they_are() -> None:
    assert told(scored(TWO, {"7.1": 8})) == [(PROVINCE, 5), (CITY, 3)]


def test_which_of_several_awards_was_meant_is_nobodys_guess() -> None:
    """The lines add up to the page all the same: one line more says what the item came to."""
    rows = (*TWO, row(MATTER, "院士进校园"))
    score = scored(rows, {"7.1": 3})
    assert told(score) == [(PROVINCE, None), (CITY, None), (MATTER, 3), ("", 3)]
    assert sum(own.points or 0 for own in adopted_awards(score)) == score.bonus == 6
    *_others, last = adopted_awards(score)
    assert (last.item, last.note) == ("7.1", "本项按复核（只认一项（张三））共计3分")


def test_points_without_any_award_have_a_line_of_their_own() -> None:
    assert told(scored((), {"7.2": 2})) == [("", 2)]
    assert told(scored((), {"7.2": 0})) == []


def test_an_open_award_that_was_ruled_on_is_settled() -> None:
    assert told(scored((UNPROVEN,), {"7.1": 5})) == [(PROVINCE, 5)]


def test_inspectors_who_disagree_leave_every_award_open() -> None:
    (own,) = adopted_awards(scored(TWO[:1], visit={"7.1": None}))
    assert (own.points, own.note) == (None, "现场评分不一致")


def test_an_inspector_need_not_say_why() -> None:
    score = evaluate_unit(SCHEME, make_return(full_answers(), TWO[:1]), {}, {"7.1": Onsite(Fraction(5), "")})
    assert told(score) == [(PROVINCE, 5)]
    less = evaluate_unit(SCHEME, make_return(full_answers(), TWO[:1]), {}, {"7.1": Onsite(Fraction(2), "")})
    assert [own.note for own in adopted_awards(less)] == ["按现场评分计2分"]
