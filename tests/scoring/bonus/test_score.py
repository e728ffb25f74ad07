"""加分项 of one unit: rows settled together, each item's sum, and bounds that enclose every completion."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kexie_excel.returns.model import BonusRow
from kexie_excel.scheme.fact import Answers, Gap
from kexie_excel.scheme.kinds.rule import Outcome
from kexie_excel.scoring.bonus.score import BonusResult, score_bonus
from tests.builders import SCHEME, full_answers, make_return, row
from tests.examples import examples

PROVINCE, CONTEST, PATENT = "省部级表彰奖励", "青少年科技创新大赛省级奖项", "国家（实用）发明专利"
CLASSES, MATTER = "小院士孵化工程超出班次", "全省科协系统推广"
FACTS = full_answers(f4_5c=Fraction(4), f4_5f=Fraction(200))


def score(rows: Sequence[BonusRow], answers: Answers = FACTS) -> BonusResult:
    """Score bonus rows."""
    return score_bonus(SCHEME, make_return(answers, rows), answers)


def points(result: BonusResult) -> str:
    """Write the rows' points in order, ? for an open one."""
    return " ".join("?" if own.points is None else str(own.points) for own in result.rows)


def undated(own: BonusRow) -> BonusRow:
    """Take a row's date away."""
    return replace(own, year=Gap.BLANK, date_text="")


def test_rows_of_different_works_add_up() -> None:
    """Nothing caps the bonus."""
    rows = [row(PROVINCE, f"工作{at}") for at in range(30)]
    assert score(rows).outcomes["7.1"].low == 150


def test_every_row_is_settled_with_its_own_kind() -> None:
    rows = [
        row(PROVINCE, "科普"),
        row(CONTEST, "科普", Fraction(2)),
        row(PATENT, "科普", Fraction(2)),
        row(CLASSES, "科普", Fraction(3)),
        row(MATTER, "科普"),
        row(PATENT, "科普", year=2015),
    ]
    result = score(rows)
    assert points(result) == "5 0 4 3 3 0"
    assert [own.item for own in result.rows] == ["7.1", "7.1", "7.1", "7.1", "7.2", "7.1"]
    assert result.outcomes["7.1"].low == result.outcomes["7.1"].high == 12
    assert result.outcomes["7.2"].low == 3
    assert result.outcomes["7.1"].why == (
        "省部级表彰奖励1项5分；小院士孵化工程超出班次3班次3分；国家（实用）发明专利2人次4分；共计12分"
    )
    assert result.outcomes["7.2"].why == "全省科协系统推广1次3分；共计3分"


def test_nothing_claimed() -> None:
    result = score([])
    assert (result.rows, result.findings) == ((), ())
    assert {item: outcome.why for item, outcome in result.outcomes.items()} == {
        "7.1": "没有申报，计0分",
        "7.2": "没有申报，计0分",
    }
    assert not any(outcome.is_pending for outcome in result.outcomes.values())


def test_claimed_in_vain() -> None:
    result = score([row(PROVINCE, year=2015)])
    assert result.outcomes["7.1"] == Outcome(Fraction(0), Fraction(0), "计0分")
    assert result.rows[0].note == "获得日期是2015年，2016至2017年获得的才可使用，本行不计分"


def test_an_award_that_is_out_does_not_put_out_others() -> None:
    """A national award of 2015 does not beat a provincial one of 2017."""
    assert points(score([row("国家级表彰奖励", year=2015), row(PROVINCE)])) == "0 5"


def test_an_open_row_leaves_its_item_open_with_the_reason() -> None:
    result = score([row(PROVINCE), undated(row(PATENT, "", cell="B5"))])
    outcome = result.outcomes["7.1"]
    assert points(result) == "5 ?"
    assert outcome.low == 5
    assert outcome.high == 7
    assert outcome.why == "省部级表彰奖励1项5分；共计5分，待核1行，最多再加2分"
    assert [(doubt.facts, doubt.reason) for doubt in outcome.doubts] == [
        (("7.1",), "B5“先进”：获得日期“（空）”不能确定是哪一年，本行待核")
    ]
    assert not result.outcomes["7.2"].is_pending


def test_a_row_that_is_open_through_another_says_so() -> None:
    """Four provincial winners, and a national one of the same work without a date: nothing is certain but 3."""
    national = undated(row("青少年科技创新大赛国家级奖项", cell="B5"))
    outcome = score([row(CONTEST, quantity=Fraction(4)), national]).outcomes["7.1"]
    assert outcome.low == 3
    assert outcome.high == 8
    assert [doubt.reason for doubt in outcome.doubts] == [
        "B4“科普工作”：待核",
        "B5“科普工作”：获得日期“（空）”不能确定是哪一年，本行待核",
    ]


def test_nameless_rows_are_not_taken_for_one_work() -> None:
    """K502: each is open by itself."""
    outcome = score([row(PROVINCE, ""), row(PROVINCE, "")]).outcomes["7.1"]
    assert outcome.low == 0
    assert outcome.high == 10


def test_a_row_of_no_known_kind_could_be_any() -> None:
    """K501: up to ten points apiece; it belongs to no item yet."""
    result = score([row("省级奖", quantity=Fraction(2)), row(PROVINCE)])
    assert (points(result), result.rows[0].item) == ("? 5", "")
    assert result.outcomes["7.1"].low == 5
    assert result.outcomes["7.1"].high == 25
    spread = result.outcomes["7.2"]
    assert (str(spread.low), str(spread.high), spread.is_pending) == ("0", "10", True)
    assert spread.why == "计0分，待核1行，最多再加10分"


def test_notes_of_the_row_and_of_the_work_stand_together() -> None:
    result = score([row(PROVINCE, quantity=Fraction(2)), row(PROVINCE, quantity=Fraction(3))])
    first, second = (own.note for own in result.rows)
    assert first == "数量填2，“省部级表彰奖励”同一工作（事项）只计1项"
    assert second == (
        "数量填3，“省部级表彰奖励”同一工作（事项）只计1项；"
        "同一工作（事项）已按“省部级表彰奖励”计分，本行不再计分：科普工作"
    )


def test_findings_come_row_by_row_then_work_by_work_then_across() -> None:
    rows = [row(MATTER, "科普", certificate=""), row(PROVINCE, "科普"), row(PROVINCE, "科普", certificate="无")]
    codes = [found.code for found in score([*rows, row("省级", "科普")]).findings]
    assert codes == ["K518", "K501", "K508", "K516"]


def test_a_scheme_without_bonus_has_none() -> None:
    """Rows that someone wrote all the same are nobody's."""
    scheme = replace(SCHEME, bonus=())
    result = score_bonus(scheme, make_return(FACTS, [row(PROVINCE), row("省级")]), FACTS)
    assert result == BonusResult((), {}, ())


def test_a_bonus_item_without_kinds_cannot_add_anything() -> None:
    scheme = replace(SCHEME, bonus=(replace(SCHEME.bonus[0], kinds=()),))
    result = score_bonus(scheme, make_return(FACTS, [row(PROVINCE)]), FACTS)
    assert result.outcomes["7.1"].high == 0
    assert [found.code for found in result.findings] == ["K501"]


LABELS = [kind.label for kind in SCHEME.bonus_kinds if kind.item == "7.1"]
DRAWN = st.lists(
    st.builds(
        row,
        st.sampled_from([*LABELS, CLASSES]),
        st.sampled_from(["科普", "院士行"]),
        st.integers(1, 4).map(Fraction),
        st.sampled_from([2017, 2017, 2015, Gap.BLANK]),
    ),
    max_size=7,
)


@pytest.mark.no_cover
@examples(100)
@given(DRAWN.filter(lambda rows: sum(own.year is Gap.BLANK for own in rows) <= 4))
def test_the_bounds_are_the_least_and_the_most_over_all_completions(rows: list[BonusRow]) -> None:
    """Every open row turns out to be of this year, or of one that is out."""
    outcome = score(rows).outcomes["7.1"]
    open_ = [at for at, own in enumerate(rows) if own.year is Gap.BLANK]
    totals = []
    for years in product([2017, 2015], repeat=len(open_)):
        known = dict(zip(open_, years, strict=True))
        done = score([replace(own, year=known.get(at, own.year)) for at, own in enumerate(rows)])
        assert not done.outcomes["7.1"].is_pending
        assert done.outcomes["7.1"].low == sum(own.points or 0 for own in done.rows)
        totals.append(done.outcomes["7.1"].low)
    assert outcome.low == min(totals)
    assert outcome.high == max(totals)
    assert bool(outcome.doubts) == outcome.is_pending


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 0, 2)])
def test_the_order_of_rows_does_not_change_the_points(order: tuple[int, ...]) -> None:
    rows = [row(PROVINCE, "科普"), row(CONTEST, "科普", Fraction(9)), row(CLASSES, "", Fraction(2))]
    assert score([rows[at] for at in order]).outcomes["7.1"].low == 7
