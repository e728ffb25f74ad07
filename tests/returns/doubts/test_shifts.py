"""Blocks of answers one row off, and columns sorted by themselves: recognised by several signs, never by one."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

import pytest

from kexie_excel.returns.doubts.shifts import AnswerColumn, Block
from kexie_excel.scheme.fact import Fact, FactKind
from tests.builders import SCHEME

FACTS = SCHEME.facts
TRUE_ANSWERS = {"1.5b": "36.5", "1.5c": "58.2", "3.7a": "建立并实施", "2.1v": "0", "6.3a": "否", "4.2a": "否"}


def answer(fact: Fact) -> str:
    """Give a plain answer to a fact."""
    return TRUE_ANSWERS.get(fact.id, "是" if fact.kind == "yn" else str(3 + FACTS.index(fact) % 5))


ANSWERS = [answer(fact) for fact in FACTS]
AT = {fact.id: at for at, fact in enumerate(FACTS)}


def scores(texts: Sequence[str] = ANSWERS) -> Mapping[str, Fraction]:
    """Give the self scores of a county that answered so and scored itself rightly."""
    column = AnswerColumn(FACTS, texts)
    answers = dict(zip((fact.id for fact in FACTS), column._values, strict=True))  # noqa: SLF001 - its own reading of them
    return {item.id: item.rule.evaluate(answers).low for item in SCHEME.items}


def down(first: str, last: str = FACTS[-1].id) -> list[str]:
    """Move a block's answers one row down, over the one below it."""
    texts = list(ANSWERS)
    start, stop = AT[first], AT[last]
    texts[start : stop + 1] = ["", *ANSWERS[start:stop]]
    return texts


def up(first: str) -> list[str]:
    """Delete an answer's cell, so that all below it move up."""
    texts = list(ANSWERS)
    del texts[AT[first]]
    return [*texts, ""]


def blocks(texts: Sequence[str], below: str = "", own: Mapping[str, Fraction] | None = None) -> list[Block]:
    """Find what is not to be relied on."""
    return list(AnswerColumn(FACTS, texts, below, SCHEME.items, own or {}).blocks())


def spans(found: Sequence[Block]) -> list[tuple[str, str]]:
    """Give each block's ends."""
    return [(block.keys[0], block.keys[-1]) for block in found]


def test_answers_beside_their_questions_are_left_alone() -> None:
    assert blocks(ANSWERS, own=scores()) == []


@pytest.mark.parametrize("first", ["1.1a", "1.5a", "3.7a", "4.1a", "5.5c"])
def test_cells_inserted_above_an_answer(first: str) -> None:
    """A gap, answers of the wrong sort below it, and one below the table."""
    assert spans(blocks(down(first), below=ANSWERS[-1])) == [(first, FACTS[-1].id)]


def test_the_signs_are_told() -> None:
    (found,) = blocks(down("5.5c"), below="是")
    assert found.signs == "有1处答案和问题对不上、5.5c空着、表下面多出一个答案"


def test_a_gap_and_an_answer_below_are_enough_where_all_answers_are_of_one_sort() -> None:
    assert spans(blocks(down("6.3a"), below="是")) == [("6.3a", "6.4a")]


@pytest.mark.parametrize("first", ["1.2a", "4.1a", "5.2a"])
def test_a_cell_deleted_moves_the_others_up(first: str) -> None:
    """The row whose answer was lost waits as well."""
    ((start, end),) = spans(blocks(up(first)))
    assert AT[start] <= AT[first]
    assert end == FACTS[-1].id


def test_a_block_moved_down_over_others() -> None:
    ((start, end),) = spans(blocks(down("4.1a", "4.6d")))
    assert start == "4.1a"
    assert AT[end] >= AT["4.6d"]


def test_a_whole_column_copied_one_row_lower() -> None:
    texts = [ANSWERS[0], *ANSWERS[:-1]]
    assert spans(blocks(texts)) == [(FACTS[0].id, FACTS[-1].id)]


def test_a_block_of_one_sort_is_known_by_the_self_scores() -> None:
    """4.2a was 否; moved down, 4.2 would pay the same for another answer, and 4.3a takes 4.2c's."""
    texts = down("4.1a", "4.2c")
    assert texts[AT["4.2b"]] == "否"
    assert blocks(texts, own={}) == []
    texts = down("6.3a", "6.4a")
    ((start, end),) = spans(blocks(texts, own=scores()))
    assert (start, end) == ("6.3a", "6.4a")


def test_a_lost_answer_above_is_known_by_the_self_scores() -> None:
    """6.3a 否 is gone, 6.4a 是 stands in its place: the self scores are 0 and 2."""
    (found,) = blocks(up("6.3a"), own=scores())
    assert found.keys == ("6.3a", "6.4a")
    assert found.signs == "6.4a空着，自评分和挪回一行后的答案相符"


@pytest.mark.parametrize(
    "changes",
    [
        {"6.4a": ""},
        {"4.1a": ""},
        {"1.1a": "", "3.4a": "", "6.4a": ""},
        {"4.3d": "是"},
        {"1.2a": "1", "1.2b": "1", "1.3a": "1"},
        {"4.3c": "2", "4.3d": "是"},
        {"1.1a": "约3", "1.2a": "约3", "1.2b": "大概"},
    ],
)
def test_one_sign_is_no_shift(changes: Mapping[str, str]) -> None:
    """A row left out, an answer of the wrong sort, two rows exchanged: each has its own question already."""
    texts = [changes.get(fact.id, text) for fact, text in zip(FACTS, ANSWERS, strict=True)]
    assert blocks(texts, own=scores()) == []


def test_a_row_left_out_and_a_score_too_high_elsewhere_are_no_shift() -> None:
    texts = [*ANSWERS[:-1], ""]
    assert blocks(texts, own={**scores(), "1.3": Fraction(0)}) == []


def test_self_scores_that_are_not_there_say_nothing() -> None:
    assert blocks(up("6.3a")) == []
    assert blocks(up("6.3a"), own={"6.4": Fraction(2)}) == []


def test_a_column_sorted_by_itself_waits_as_a_whole() -> None:
    (found,) = blocks(sorted(ANSWERS))
    assert found.keys == tuple(fact.id for fact in FACTS)
    assert "答案和问题对不上" in found.signs


def test_an_empty_form_and_a_form_without_facts() -> None:
    assert blocks([""] * len(FACTS)) == []
    assert list(AnswerColumn([], []).blocks()) == []


def test_a_long_block_of_one_sort_beside_a_gap_is_left_alone() -> None:
    """Nothing speaks for a shift but the gap, however far it is looked."""
    asked = [Fact(f"1.{at}", f"第{at}问", FactKind.YES_NO) for at in range(30)]
    assert list(AnswerColumn(asked, ["", *["是"] * 29]).blocks()) == []
    assert list(AnswerColumn(asked, [*["是"] * 29, ""]).blocks()) == []


def test_a_shift_that_both_ways_would_explain_is_told_once() -> None:
    sorts = [FactKind.COUNT, *[FactKind.YES_NO, FactKind.COUNT] * 3]
    asked = [Fact(f"1.{at}", f"第{at}问", kind) for at, kind in enumerate(sorts)]
    found = list(AnswerColumn(asked, ["3", *["3", "是"] * 3]).blocks())
    assert len(found) == 1
