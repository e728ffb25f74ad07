"""What a return is made of, and the line that adds up."""

import re
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kexie_excel.findings import NOWHERE
from kexie_excel.inbox.receipts import Fate
from kexie_excel.returns.model import Entry, Intake, UnitState
from kexie_excel.scheme.fact import Answer, Gap
from tests.builders import SCHEME

NAMES = [unit.name for unit in SCHEME.units]


@pytest.mark.parametrize(
    ("value", "number"),
    [
        (Fraction(0), Fraction(0)),
        (Fraction("3.6"), Fraction("3.6")),
        (True, None),
        (False, None),
        ("建立并实施", None),
        (Gap.BLANK, None),
        (Gap.NOT_APPLICABLE, None),
        (Gap.UNREADABLE, None),
    ],
)
def test_only_a_number_is_a_number(value: Answer, number: Fraction | None) -> None:
    """Case 65: True is no 1."""
    assert Entry(value).number == number
    assert Entry(value).place is NOWHERE


@given(st.lists(st.sampled_from(UnitState), min_size=len(NAMES), max_size=len(NAMES)))
def test_the_reconciliation_line_adds_up(states: list[UnitState]) -> None:
    """Design §5.2: 应报10＝已读a＋不可读b＋待定c＋未报送d."""
    line = Intake(dict(zip(NAMES, states, strict=True)), {}, ()).reconciliation()
    found = re.fullmatch(r"应报10＝已读(\d+)＋不可读(\d+)＋待定(\d+)＋未报送(\d+)", line)
    assert found
    assert [int(count) for count in found.groups()] == [states.count(state) for state in UnitState]
    assert sum(map(int, found.groups())) == len(NAMES)


def test_states_and_fates_are_the_words_of_the_register() -> None:
    assert [str(state) for state in UnitState] == ["已读", "不可读", "待定", "未报送"]
    assert {"已读", "重复", "待定", "未采用", "已被替代", "不可读", "不是评估表", "已略过"} <= {
        str(fate) for fate in Fate
    }
