"""Rows of a scheme as they were issued."""

from dataclasses import replace
from fractions import Fraction

from kexie_excel.scheme.issued import with_issued
from kexie_excel.scheme.load import load_scheme
from kexie_excel.scheme.model import Scheme
from tests.builders import SCHEME

BY_TEXT = load_scheme(choices={"分值基准": "按文字", "超出班次": "学生数÷50取整−1"})


def paid(scheme: Scheme, *keys: str) -> list[Fraction]:
    """Give the most that items pay."""
    return [scheme.item_of[key].maximum for key in keys]


def test_the_rows_that_are_named_and_no_others() -> None:
    """口径 分值基准: 3.3 pays 5, 3.5 pays 4; 按文字 6 and 3. 7.1: classes counted as such, or by their students."""
    scheme = replace(BY_TEXT, issued=SCHEME)
    some = with_issued(scheme, {"3.5", "7.1"})
    assert paid(some, "3.3", "3.5") == [6, 4]
    beyond = next(kind.beyond for kind in some.bonus_kinds if kind.beyond)
    assert not beyond.by_students
    assert paid(scheme, "3.3", "3.5") == [6, 3]


def test_nothing_to_change() -> None:
    scheme = replace(BY_TEXT, issued=SCHEME)
    assert with_issued(scheme, ()) is scheme
    assert with_issued(BY_TEXT, {"3.5"}) is BY_TEXT
