"""Lint: what an item's words take off is nothing that they pay."""

from fractions import Fraction

import pytest

from kexie_excel.scheme.lint import text_points


@pytest.mark.parametrize(
    "text",
    ["计3分，每发生1例扣0.4分，最多扣1分；没有的扣10%。", "计3分。累计扣分最多扣2分。", "计3分，扣完为止。"],
)
def test_points_taken_off_are_not_points_paid(text: str) -> None:
    assert text_points(text) == Fraction(3)
