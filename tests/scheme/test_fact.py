"""填报事项: what its drop-down offers, and how an answer reads."""

from fractions import Fraction

import pytest

from kexie_excel.scheme.fact import Answer, Fact, FactKind, Gap, format_count

YES_NO = Fact("3.6a", "服务常委", FactKind.YES_NO)
COUNT = Fact("1.1a", "听取汇报次数", FactKind.COUNT, "次")
AMOUNT = Fact("1.5b", "科普经费", FactKind.AMOUNT, "万元")
CHOICE = Fact("3.7a", "联系点", FactKind.CHOICE, choices=("未建立", "建立并实施"))


@pytest.mark.parametrize(
    ("fact", "options"),
    [
        (YES_NO, ("是", "否")),
        (Fact("3.6a", "服务常委", FactKind.YES_NO, may_not_apply=True), ("是", "否", "不适用")),
        (CHOICE, ("未建立", "建立并实施")),
        (COUNT, ()),
        (AMOUNT, ()),
    ],
)
def test_the_drop_down(fact: Fact, options: tuple[str, ...]) -> None:
    """Design §4: yn = 是/否, 3.6a also 不适用."""
    assert fact.options == options


@pytest.mark.parametrize(
    ("fact", "answer", "text"),
    [
        (YES_NO, True, "是"),
        (YES_NO, False, "否"),
        (CHOICE, "未建立", "未建立"),
        (COUNT, Fraction(3), "3次"),
        (AMOUNT, Fraction("24.95"), "24.95万元"),
        (COUNT, Gap.BLANK, "未填"),
        (COUNT, Gap.NOT_APPLICABLE, "填了“不适用”"),
        (COUNT, Gap.UNREADABLE, "看不懂"),
    ],
)
def test_an_answer_reads_so(fact: Fact, answer: Answer, text: str) -> None:
    assert fact.show(answer) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("0", "0"),
        ("60", "60"),
        ("24.995", "24.995"),
        ("0.125", "0.125"),
        ("1/3", "1/3"),
        ("10000000", "10000000"),
        ("1" + "0" * 18, "1" + "0" * 18),
    ],
)
def test_every_digit_that_was_given_and_none_added(value: str, text: str) -> None:
    assert format_count(Fraction(value)) == text


USUAL = [
    (Fraction(1), Fraction(1000), "1到1000万人之间"),
    (None, Fraction(2000), "2000万人以内"),
    (Fraction(1), None, "1万人以上"),
    (None, None, ""),
]


@pytest.mark.parametrize(("least", "most", "words"), USUAL)
def test_where_a_number_usually_lies(least: Fraction | None, most: Fraction | None, words: str) -> None:
    assert Fact("1.5c", "人口", FactKind.AMOUNT, "万人", usual_from=least, usual_to=most).usual == words


@pytest.mark.parametrize(("value", "usual"), [("1", True), ("1000", True), ("0.9999", False), ("1000.1", False)])
def test_both_ends_are_usual(value: str, usual: bool) -> None:  # noqa: FBT001 - the answer of the case
    people = Fact("1.5c", "人口", FactKind.AMOUNT, "万人", usual_from=Fraction(1), usual_to=Fraction(1000))
    assert people.is_usual(Fraction(value)) is usual
    assert AMOUNT.is_usual(Fraction(value))
