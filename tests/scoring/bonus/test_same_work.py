"""同一工作取最高奖励 (7.1), 同一事项不重复加分 (7.2): rows of one work against every case that open rows allow."""

from collections.abc import Sequence
from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kexie_excel.returns.model import BonusRow
from kexie_excel.scheme.fact import Answer, Gap
from kexie_excel.scheme.model import BonusKind
from kexie_excel.scoring.bonus.claim import BonusSettled, Claim, Verdict, judge_row
from kexie_excel.scoring.bonus.same_work import settle_work, worth
from tests.builders import SCHEME, UNIT, row
from tests.examples import examples

NATION, PROVINCE, CITY, OWN = (
    "国家级表彰奖励",
    "省部级表彰奖励",
    "岳阳市委市政府表彰奖励",
    "本县市区党委政府表彰奖励",
)
CONTEST3, CONTEST2, CONTEST1 = (f"青少年科技创新大赛{level}奖项" for level in ("国家级", "省级", "市级"))
AWARDS = (NATION, PROVINCE, CITY, OWN, CONTEST3, CONTEST2, CONTEST1)
MATTERS = tuple(kind.label for kind in SCHEME.bonus_kinds if kind.item == "7.2")


def claims_of(rows: Sequence[BonusRow]) -> list[Claim]:
    """Judge rows one by one."""
    return [judge_row(SCHEME, UNIT, at, own) for at, own in enumerate(rows)]


def settle(*rows: tuple[str, int] | tuple[str, int, str]) -> BonusSettled:
    """Settle rows of one work: kind, quantity, and 待核 for an open one."""
    return settle_work(
        UNIT,
        claims_of([row(kind, "科普", Fraction(number), Gap.BLANK if open_ else 2017) for kind, number, *open_ in rows]),
    )


def points(settled: BonusSettled) -> str:
    """Write the rows' points in order, ? for an open one."""
    return " ".join("?" if value is None else str(value) for _, value in sorted(settled.points.items()))


def codes(settled: BonusSettled) -> str:
    """Write the codes of the findings."""
    return " ".join(found.code for found in settled.findings)


@pytest.mark.parametrize(
    ("rows", "expected", "found"),
    [
        ([(PROVINCE, 1)], "5", ""),
        ([(CITY, 1), (PROVINCE, 1)], "0 5", "K508"),
        ([(PROVINCE, 1), (PROVINCE, 1)], "5 0", "K508"),
        ([(PROVINCE, 4)], "5", ""),
        ([(CONTEST2, 1), (CONTEST2, 3)], "2 6", ""),
        ([(CONTEST1, 1), (CONTEST2, 1), (CONTEST3, 1)], "0 0 3", "K508 K508"),
        ([(CONTEST3, 1), (CONTEST2, 1)], "3 0", "K508"),
        ([(CONTEST3, 1), (CONTEST2, 2)], "3 0", "K508 K509"),
        ([(PROVINCE, 1), (CONTEST1, 5)], "5 0", "K508"),
        ([(PROVINCE, 1), (CONTEST1, 6)], "5 0", "K508 K509"),
        ([(CITY, 1), (CONTEST3, 1)], "3 0", "K508 K511"),
        ([(CITY, 1), (CONTEST3, 2)], "0 6", "K508 K511"),
        ([(OWN, 1), (CONTEST2, 1), (CONTEST1, 3)], "2 0 0", "K508 K508 K511 K509"),
    ],
)
def test_only_the_kind_with_most_points_per_unit_counts(rows: list[tuple[str, int]], expected: str, found: str) -> None:
    """Per 项 once, per 人次 all rows of that kind; a note where lower rows would have summed to more."""
    settled = settle(*rows)
    assert points(settled) == expected
    assert settled.low == settled.high == sum(map(Fraction, expected.split()))
    assert codes(settled) == found


def test_one_matter_at_its_widest_level() -> None:
    """7.2."""
    settled = settle(("本县市区推广", 1), ("全国科协系统推广", 1), ("全市科协系统推广", 1))
    assert points(settled) == "0 5 0"
    assert settled.item == "7.2"


def test_what_the_findings_say() -> None:
    lower = settle((CONTEST3, 1), (CONTEST2, 2))
    assert [found.message for found in lower.findings] == [
        "同一工作（事项）已按“青少年科技创新大赛国家级奖项”计分，本行不再计分：科普",
        "同一工作按“青少年科技创新大赛国家级奖项”计3分，较低的“青少年科技创新大赛省级奖项”合计4分，按办法仍取最高奖励：科普",
    ]
    assert lower.notes == {1: lower.findings[0].message}
    tied = settle((CITY, 1), (CONTEST3, 2))
    assert tied.findings[-1].message == (
        "同一工作有几种情形每项分值相同，取合计较高的“青少年科技创新大赛国家级奖项”：科普"
    )
    assert all(found.unit == UNIT and found.row == "7.1" for found in (*lower.findings, *tied.findings))


@pytest.mark.parametrize(
    ("rows", "low", "high", "expected"),
    [
        ([(PROVINCE, 1, "待核")], 0, 5, "?"),
        ([(PROVINCE, 1), (NATION, 1, "待核")], 5, 10, "5 ?"),
        ([(NATION, 1), (PROVINCE, 1, "待核")], 10, 10, "10 0"),
        ([(PROVINCE, 1), (PROVINCE, 1, "待核")], 5, 5, "5 0"),
        ([(CONTEST2, 2), (CONTEST2, 3, "待核")], 4, 10, "4 ?"),
        ([(CONTEST2, 4), (CONTEST3, 1, "待核")], 3, 8, "? ?"),
        ([(CONTEST1, 1), (CONTEST2, 4), (CONTEST3, 1, "待核")], 3, 8, "? ? ?"),
        ([(CONTEST2, 4), (CONTEST3, 1, "待核"), (CONTEST3, 3, "待核")], 3, 12, "? ? ?"),
        ([(CITY, 1), (CONTEST3, 2, "待核")], 3, 6, "3 ?"),
        ([(CITY, 1, "待核"), (CONTEST3, 2, "待核")], 0, 6, "? ?"),
    ],
)
def test_open_rows_leave_open_what_they_can_change(
    rows: list[tuple[str, int, str]], low: int, high: int, expected: str
) -> None:
    """An open higher award can even take points away: 4 provincial winners pay 8, one national one pays 3."""
    settled = settle(*rows)
    assert settled.low == low
    assert settled.high == high
    assert points(settled) == expected


def value(claims: Sequence[Claim]) -> Fraction:
    """Say what rows that all count come to, straight from the two sentences."""
    kinds = {claim.kind.label: claim.kind for claim in claims if claim.kind}.values()
    best = max((kind.points for kind in kinds), default=Fraction(0))
    return max((_sum(kind, claims) for kind in kinds if kind.points == best), default=Fraction(0))


def _sum(kind: BonusKind, claims: Sequence[Claim]) -> Fraction:
    """Add up the rows of a kind: 每项 once, 每人次 every person."""
    own = [claim.quantity for claim in claims if claim.kind is kind]
    return kind.points * (1 if kind.once else sum(own))


def drawn_rows(labels: Sequence[str]) -> st.SearchStrategy[list[BonusRow]]:
    """Draw rows of one work, many of them open: awards without a date, matters without a readable quantity."""
    quantities: list[Answer] = [Fraction(number) for number in (1, 2, 3, 4)]
    years: list[int | Gap] = [2017]
    if labels is MATTERS:
        quantities += [Gap.UNREADABLE] * 4
    else:
        years += [Gap.BLANK]
    own = st.builds(row, st.sampled_from(labels), st.just("科普"), st.sampled_from(quantities), st.sampled_from(years))
    return st.lists(own, min_size=1, max_size=6)


def brute_force(claims: Sequence[Claim]) -> list[Fraction]:
    """Give what the work comes to for every set of open rows that turn out to count."""
    certain = [claim for claim in claims if claim.verdict is Verdict.COUNTS]
    open_ = [claim for claim in claims if claim.verdict is Verdict.OPEN]
    return [value([*certain, *chosen]) for size in range(len(open_) + 1) for chosen in combinations(open_, size)]


@pytest.mark.no_cover
@examples(300)
@given(st.one_of(drawn_rows(AWARDS), drawn_rows((CITY, OWN, CONTEST3, CONTEST2)), drawn_rows(MATTERS)))
def test_low_and_high_are_the_least_and_the_most_over_all_sets_of_open_rows(rows: list[BonusRow]) -> None:
    """Exact bounds, not merely safe ones; and rows whose points are shown add up to what is certain."""
    claims = claims_of(rows)
    settled = settle_work(UNIT, claims)
    cases = brute_force(claims)
    assert settled.low == min(cases)
    assert settled.high == max(cases)
    known = [points_ for points_ in settled.points.values() if points_ is not None]
    assert (len(known) == len(rows)) == (settled.low == settled.high)
    assert sum(known) <= settled.low
    if settled.low == settled.high:
        assert sum(known) == settled.low


def test_no_rows_of_a_kind_are_worth_nothing() -> None:
    kind = SCHEME.kind_of[PROVINCE]
    assert worth(kind, []) == 0
    assert worth(kind, claims_of([row(PROVINCE), row(PROVINCE)])) == 5
