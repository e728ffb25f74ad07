"""One reckoning of ranks: 1, 2, 2, 4."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from kexie_excel.scoring.ladder import Ladder

WHOLE = [Fraction(points) for points in (83, 90, 88, 90)]
LADDER = Ladder.of(WHOLE)


def test_by_hand() -> None:
    """90, 90, 88, 83: ranks 1, 1, 3, 4; 89 would come third, 90 would share the first place."""
    asked = (91, 90, 89, 88, 83, 1)
    assert [LADDER.rank(Fraction(points)) for points in asked] == [1, 1, 3, 3, 4, 5]
    assert [LADDER.holders(Fraction(points)) for points in asked] == [0, 2, 0, 1, 1, 0]
    assert [LADDER.at_place(place) for place in (1, 2, 3, 4)] == [90, 90, 88, 83]
    assert [LADDER.next_below(Fraction(points)) for points in asked] == [90, 88, 88, 83, None, None]


@given(st.lists(st.integers(0, 5).map(Fraction)), st.integers(0, 5).map(Fraction))
def test_a_rank_is_one_more_than_the_number_above(totals: list[Fraction], total: Fraction) -> None:
    ladder = Ladder.of(totals)
    assert ladder.rank(total) == 1 + sum(other > total for other in totals)
    assert ladder.holders(total) == totals.count(total)
