"""名次, 建议等次 and 备注 from totals alone. Clauses: 五、等次确定; design §4, §5.2, §7."""

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kexie_excel.returns.model import Intake, UnitState
from kexie_excel.scheme.kinds.rule import Outcome
from kexie_excel.scheme.levels import Levels, Quota
from kexie_excel.scoring.rank import MISSING, PENDING, competition_ranks, rank_units
from kexie_excel.scoring.result import ItemScore, Standing, UnitScore
from tests.builders import FOUR, SCHEME, with_level
from tests.examples import examples

LEVELS = SCHEME.levels
COUNTIES = [unit.name for unit in SCHEME.units_in("县市")]
LITERAL_EDGE = "临界：够85分，名次刚在前30%之外"


def scored(base: str, bonus: str = "0", could: str = "0", *, vetoed: bool | None = False) -> UnitScore:
    """Give a score of these points; ``could`` is what a third, pending item could add."""
    items = [ItemScore("1.1", Fraction(99), None, settled(base)), ItemScore("7.1", None, None, settled(bonus))]
    if could != "0":
        items.append(ItemScore("1.2", Fraction(1), None, Outcome(Fraction(0), Fraction(could), "")))
    return UnitScore(SCHEME.units[0], tuple(items), (), vetoed, ())


def settled(points: str) -> Outcome:
    """Give an outcome with nothing open."""
    return Outcome(Fraction(points), Fraction(points), "")


LOW = {name: scored(str(20 - at)) for at, name in enumerate(COUNTIES)}
"""Everybody came in, on whom nobody's level hangs."""


def ranked(
    scores: Mapping[str, UnitScore], levels: Levels = LEVELS, states: Mapping[str, UnitState] | None = None
) -> dict[str, Standing]:
    """Rank these units; whatever is not named is missing, unless a state is given."""
    all_states = {unit.name: UnitState.MISSING for unit in SCHEME.units} | dict.fromkeys(scores, UnitState.READ)
    intake = Intake(all_states | dict(states or {}), {}, ())
    return {standing.unit.name: standing for standing in rank_units(replace(SCHEME, levels=levels), intake, scores)}


@given(st.dictionaries(st.sampled_from(COUNTIES), st.integers(0, 5).map(Fraction)))
def test_a_rank_is_one_more_than_the_number_of_units_above(totals: dict[str, Fraction]) -> None:
    """Competition ranking: 1, 2, 2, 4."""
    ranks = competition_ranks(totals)
    assert ranks == {name: 1 + sum(other > total for other in totals.values()) for name, total in totals.items()}


@pytest.mark.parametrize(
    ("quota", "size", "places"),
    [
        (Quota.LITERAL, 6, 1),
        (Quota.ROUND, 6, 2),
        (Quota.CEILING, 6, 2),
        (Quota.LITERAL, 4, 1),
        (Quota.ROUND, 4, 1),
        (Quota.CEILING, 4, 2),
        (Quota.LITERAL, 10, 3),
        (Quota.ROUND, 10, 3),
        (Quota.CEILING, 10, 3),
        (Quota.LITERAL, 5, 1),
        (Quota.ROUND, 5, 2),
        (Quota.LITERAL, 3, 0),
        (Quota.ROUND, 3, 1),
        (Quota.CEILING, 3, 1),
        (Quota.ROUND, 1, 0),
    ],
)
def test_how_many_places_30_percent_are(quota: Quota, size: int, places: int) -> None:
    """1.8, 1.2, 3, 1.5, 0.9 and 0.3 places."""
    best = replace(LEVELS.best_first[0], quota=quota)
    assert best.places(size) == places
    assert [rank for rank in range(1, size + 1) if best.has_place(rank, size)] == list(range(1, places + 1))


def test_all_units_stand_in_order_category_by_category() -> None:
    """By rank; a vetoed unit without a rank after them; then those without a return, in the document's order."""
    found = ranked({"汨罗市": scored("70"), "岳阳县": scored("80"), "平江县": scored("90", vetoed=True)})
    assert list(found) == [
        *("岳阳县", "汨罗市", "平江县", "华容县", "湘阴县", "临湘市"),
        *("岳阳楼区", "云溪区", "君山区", "屈原管理区"),
    ]


def test_a_tie_stands_in_the_documents_order() -> None:
    found = ranked({"汨罗市": scored("80"), "平江县": scored("80"), "华容县": scored("90")})
    assert [(name, found[name].rank) for name in list(found)[:3]] == [("华容县", 1), ("平江县", 2), ("汨罗市", 2)]
    assert [name for name in found if "并列" in found[name].remarks] == ["平江县", "汨罗市"]


@pytest.mark.parametrize(
    ("base", "rank_one", "level"),
    [("99", True, "优秀"), ("85", True, "优秀"), ("84", True, "合格"), ("99", False, "合格"), ("59", True, "不合格")],
)
def test_excellent_takes_the_points_and_the_place(base: str, level: str, *, rank_one: bool) -> None:
    """在85分以上且排序居前30%."""
    rival = {} if rank_one else {"岳阳县": scored("100")}
    assert ranked({"平江县": scored(base), **rival})["平江县"].level == level


def test_the_total_is_with_or_without_the_bonus() -> None:
    """综合评分 decides the rank as well as the level."""
    scores = {"平江县": scored("80", "10"), "岳阳县": scored("85")}
    assert [ranked(scores)[name].rank for name in scores] == [1, 2]
    without = ranked(scores, replace(LEVELS, with_bonus=False))
    assert [(without[name].rank, without[name].total) for name in scores] == [(2, Fraction(80)), (1, Fraction(85))]


def test_something_pending_is_ranked_by_its_known_points_and_undecided() -> None:
    """Design §7: its level is 待定."""
    standing = ranked({"平江县": scored("90", could="1"), "岳阳县": scored("89")})["平江县"]
    assert (standing.rank, standing.total, standing.level) == (1, Fraction(90), PENDING)
    assert standing.remarks == ("待核1项，可再加1分",)


HANGS = "等次还取决于{}个未定的单位"
SIX = dict(zip(COUNTIES, ("90", "88", "80", "79", "78", "77"), strict=True))


@pytest.mark.parametrize(
    ("open_unit", "remarks"),
    [
        (scored("88", could="3"), {"平江县": (HANGS.format(1),)}),
        (scored("88", could="2"), {}),
        (scored("92", could="1"), {"平江县": (LITERAL_EDGE,)}),
        (scored("92", vetoed=None), {"平江县": (LITERAL_EDGE, HANGS.format(1))}),
        (scored("88", vetoed=None), {}),
    ],
)
def test_a_level_that_hangs_on_a_unit_that_is_not_settled_is_named(
    open_unit: UnitScore, remarks: dict[str, tuple[str, ...]]
) -> None:
    """前30%: whoever is first now may be overtaken, and whoever is second may move up."""
    found = ranked({name: scored(points) for name, points in SIX.items()} | {"岳阳县": open_unit})
    assert {name: found[name].remarks for name in COUNTIES if name != "岳阳县" and found[name].remarks} == remarks
    assert found["岳阳县"].level == PENDING


def test_a_level_hangs_on_those_that_have_not_come_in_yet() -> None:
    two_open = {"华容县": UnitState.MISSING, "湘阴县": UnitState.UNDECIDED}
    came = {name: scored(points) for name, points in SIX.items() if name not in two_open}
    found = ranked(came, states=two_open)
    assert (found["平江县"].level, found["平江县"].remarks) == ("优秀", (HANGS.format(2),))
    assert (found["岳阳县"].level, found["岳阳县"].remarks) == ("合格", (LITERAL_EDGE,))
    assert found["临湘市"].remarks == ()


def test_an_open_bonus_overtakes_nobody_where_the_bonus_does_not_count() -> None:
    waiting = scored("88")
    bonus = replace(waiting.items[1], computed=Outcome(Fraction(0), Fraction(9), ""))
    open_unit = replace(waiting, items=(waiting.items[0], bonus))
    scores = {name: scored(points) for name, points in SIX.items()} | {"岳阳县": open_unit}
    assert ranked(scores)["平江县"].remarks == (HANGS.format(1),)
    assert ranked(scores, replace(LEVELS, with_bonus=False))["平江县"].remarks == ()


def test_an_unanswered_veto_takes_no_rank_away_where_vetoed_units_hold_theirs() -> None:
    scores = {name: scored(points) for name, points in SIX.items()} | {"岳阳县": scored("92", vetoed=None)}
    assert ranked(scores, replace(LEVELS, vetoed_hold_rank=True))["平江县"].remarks == (LITERAL_EDGE,)


@pytest.mark.no_cover
@examples(100)
@given(
    st.lists(
        st.tuples(st.integers(82, 90), st.sampled_from([0, 0, 0, 4]), st.sampled_from([False, False, False, True])),
        min_size=6,
        max_size=6,
    ).filter(lambda drawn: sum(bool(could) + unanswered for _, could, unanswered in drawn) <= 4)
)
def test_a_level_without_the_remark_stays_whatever_becomes_of_the_others(drawn: list[tuple[int, int, bool]]) -> None:
    now = ranked(
        {
            name: scored(str(low), could=str(could), vetoed=None if unanswered else False)
            for name, (low, could, unanswered) in zip(COUNTIES, drawn, strict=True)
        }
    )
    ways = [
        [scored(str(end), vetoed=out) for end in {low, low + could} for out in {False, unanswered}]
        for low, could, unanswered in drawn
    ]
    seen: dict[str, set[str]] = {name: set() for name in COUNTIES}
    for ends in product(*ways):
        final = ranked(dict(zip(COUNTIES, ends, strict=True)))
        for name, levels in seen.items():
            levels.add(final[name].level)
    for name, (_, could, unanswered) in zip(COUNTIES, drawn, strict=True):
        if not could and not unanswered:
            hangs = any(remark.startswith("等次还取决于") for remark in now[name].remarks)
            assert hangs == (len(seen[name]) > 1)


def test_an_unanswered_veto_leaves_the_level_open() -> None:
    standing = ranked({"平江县": scored("90", vetoed=None)})["平江县"]
    assert (standing.rank, standing.level) == (1, PENDING)
    assert standing.remarks == ("是否一票否决待核",)


def test_a_veto_settles_the_level_at_once() -> None:
    """Design §4 ⟂: 2.1v ≥ 1 → 不合格, even with something pending; 综合评分 is still a number."""
    standing = ranked({"平江县": scored("90", could="1", vetoed=True)})["平江县"]
    assert (standing.rank, standing.total, standing.level) == (None, Fraction(90), "不合格")
    assert standing.remarks == ("一票否决", "待核1项，可再加1分")


def test_a_vetoed_unit_is_not_called_near_to_excellent() -> None:
    """Neither without a rank, nor where it keeps one."""
    scores = {"平江县": scored("95"), "岳阳县": scored("90", vetoed=True), "华容县": scored("89")}
    for hold in (False, True):
        found = ranked(scores, replace(LEVELS, vetoed_hold_rank=hold))
        assert found["岳阳县"].remarks == ("一票否决",)
        assert found["华容县"].remarks == (LITERAL_EDGE,)
    assert ranked({"岳阳县": scored("90", vetoed=True)})["岳阳县"].remarks == ("一票否决",)


def test_a_tie_with_a_vetoed_unit_that_keeps_its_rank() -> None:
    scores = LOW | {"平江县": scored("90", vetoed=True), "岳阳县": scored("90")}
    found = ranked(scores, replace(LEVELS, vetoed_hold_rank=True))
    assert [(found[name].rank, found[name].level) for name in ("平江县", "岳阳县")] == [(1, "不合格"), (1, "优秀")]
    assert found["岳阳县"].remarks == ("并列",)


@pytest.mark.parametrize(
    ("state", "level", "remarks"),
    [
        (UnitState.MISSING, MISSING, ()),
        (UnitState.UNREADABLE, PENDING, ("收到的文件不能读取，见收件登记",)),
        (UnitState.UNDECIDED, PENDING, ("收到的填报以哪一份为准待定，见收件登记",)),
    ],
)
def test_a_unit_without_a_score_has_no_numbers(state: UnitState, level: str, remarks: tuple[str, ...]) -> None:
    """Design §5.2: a missing unit is 未报送, not 0."""
    standing = ranked({}, states={"平江县": state})["平江县"]
    assert (standing.state, standing.score, standing.total, standing.rank) == (state, None, None, None)
    assert (standing.level, standing.remarks) == (level, remarks)


@pytest.mark.parametrize(
    ("base", "remark"),
    [
        ("85", "临界：恰为85分"),
        ("84.996", "临界：四舍五入前不足85分"),
        ("85.004", "临界：四舍五入前超过85分"),
        ("60", "临界：恰为60分"),
        ("59.995", "临界：四舍五入前不足60分"),
        ("60.0049", "临界：四舍五入前超过60分"),
    ],
)
def test_a_total_on_the_edge_is_named(base: str, remark: str) -> None:
    """Design §5.2 备注: 临界. The level follows the unrounded total."""
    standing = ranked(LOW | {"平江县": scored(base)})["平江县"]
    assert standing.remarks == (remark,)
    good = {"85": "优秀", "85.004": "优秀", "59.995": "不合格"}
    assert standing.level == good.get(base, "合格")


@pytest.mark.parametrize("base", ["85.01", "84.99", "60.01", "59.99", "70"])
def test_a_total_off_the_edge_is_not(base: str) -> None:
    assert ranked(LOW | {"平江县": scored(base)})["平江县"].remarks == ()


def test_the_first_outside_the_places_is_named() -> None:
    """The one whom another reading of 30 % could make 优秀, and everyone tied with it."""
    found = ranked({name: scored(str(95 - at)) for at, name in enumerate(COUNTIES)})
    assert [name for name in COUNTIES if found[name].remarks] == ["岳阳县"]
    assert found["岳阳县"].remarks == (LITERAL_EDGE,)
    four = {"平江县": scored("95"), "岳阳县": scored("90"), "华容县": scored("90"), "湘阴县": scored("89")}
    tied = ranked(LOW | four)
    assert [tied[name].remarks for name in COUNTIES[:4]] == [(), ("并列", LITERAL_EDGE), ("并列", LITERAL_EDGE), ()]


def test_without_85_points_nobody_is_near() -> None:
    found = ranked({"平江县": scored("84"), "岳阳县": scored("83")})
    assert found["平江县"].remarks == found["岳阳县"].remarks == ()


def test_each_limited_level_has_an_edge() -> None:
    """Of six, one can be 优秀 and three 良好 or better: the second has the points of the best, the fourth those of the next."""
    totals = dict(zip(COUNTIES, ["95", "92", "80", "78", "61", "59"], strict=True))
    found = ranked({name: scored(total) for name, total in totals.items()}, FOUR)
    assert [found[name].level for name in COUNTIES] == ["优秀", "良好", "良好", "合格", "合格", "不合格"]
    assert [found[name].remarks for name in COUNTIES] == [
        (),
        ("临界：够90分，名次刚在前20%之外",),
        (),
        ("临界：够75分，名次刚在前50%之外",),
        (),
        (),
    ]


def test_a_level_may_take_a_place_only() -> None:
    """From 0 points on: nobody is near to such a bound."""
    levels = replace(FOUR, best_first=FOUR.best_first[::3])
    levels = with_level(levels, 0, bound=Fraction(0))
    found = ranked(
        {name: scored(str(20 - at)) for at, name in enumerate(COUNTIES)} | {COUNTIES[5]: scored("0")}, levels
    )
    assert [found[name].level for name in COUNTIES] == ["优秀", *["不合格"] * 5]
    assert [found[name].remarks for name in COUNTIES] == [(), ("临界：名次刚在前20%之外",), (), (), (), ()]


def test_a_lower_level_hangs_on_others_too() -> None:
    """Where the last but one is limited, the last one's unit may still rise; a bound is named whichever level it is of."""
    levels = replace(FOUR, best_first=(FOUR.best_first[1], FOUR.best_first[3]))
    found = ranked({name: scored(str(80 - at)) for at, name in enumerate(COUNTIES[:4])}, levels)
    assert [found[name].level for name in COUNTIES[:4]] == ["良好", "良好", "良好", "不合格"]
    assert found[COUNTIES[0]].remarks == ()
    assert found[COUNTIES[1]].remarks == ("等次还取决于2个未定的单位",)
    assert found[COUNTIES[3]].remarks == ("临界：够75分，名次刚在前50%之外",)
    at_bound = ranked({"平江县": scored("75"), "岳阳县": scored("60")}, FOUR)
    assert "临界：恰为75分" in at_bound["平江县"].remarks
    assert "临界：恰为60分" in at_bound["岳阳县"].remarks


def test_the_words_of_the_levels_are_the_schemes() -> None:
    renamed = (replace(own, name=name) for own, name in zip(LEVELS.best_first, ("一等", "二等", "三等"), strict=True))
    levels = replace(LEVELS, best_first=tuple(renamed))
    found = ranked({"平江县": scored("90"), "岳阳县": scored("70"), "华容县": scored("50")}, levels)
    assert [found[name].level for name in COUNTIES[:3]] == ["一等", "二等", "三等"]
