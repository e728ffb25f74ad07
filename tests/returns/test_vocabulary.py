"""The closed vocabularies: no word in two of them, none that could never be met (design §6)."""

from itertools import combinations

import pytest

from kexie_excel.returns.vocabulary import COUNT_UNITS, DASHES, NO, NONE_OF_IT, NOT_APPLICABLE, NOTHING, YES
from kexie_excel.scheme.fact import FactKind
from kexie_excel.sheets.read.raw import compact, plain
from tests.builders import SCHEME

WORDS = {
    "yes": YES,
    "no": NO,
    "not applicable": NOT_APPLICABLE,
    "dashes": DASHES,
    "nothing": NOTHING,
    "none of it": NONE_OF_IT,
    "units": frozenset(COUNT_UNITS),
}


@pytest.mark.parametrize(("first", "second"), list(combinations(("yes", "no", "not applicable", "dashes"), 2)))
def test_no_word_says_two_things(first: str, second: str) -> None:
    assert not WORDS[first] & WORDS[second]


@pytest.mark.parametrize("name", WORDS)
def test_every_word_is_one_that_reading_can_arrive_at(name: str) -> None:
    """A cell's text is folded before it is looked up; a word that folding would change could never be met."""
    assert [word for word in WORDS[name] if compact(word) != word] == []


@pytest.mark.parametrize("name", ["yes", "no", "not applicable"])
def test_words_that_are_looked_up_in_capitals_are_in_capitals(name: str) -> None:
    assert [word for word in WORDS[name] if word.upper() != word] == []


def test_the_form_s_own_words_are_among_them() -> None:
    """The drop-downs offer 是, 否, 不适用, 有, 无."""
    assert {"是", "有"} <= YES
    assert {"否", "无"} <= NO
    assert "不适用" in NOT_APPLICABLE


def test_every_unit_of_a_count_may_follow_it() -> None:
    """The form prints the unit beside the cell; typed into it, it changes nothing."""
    assert {fact.unit for fact in SCHEME.facts if fact.kind is FactKind.COUNT} <= set(COUNT_UNITS)
    assert {kind.per for kind in SCHEME.bonus_kinds} <= set(COUNT_UNITS)
    assert all(plain(f"3{unit}") == f"3{unit}" for unit in COUNT_UNITS)


def test_no_word_for_none_affirms() -> None:
    assert not NONE_OF_IT & YES
