"""What an input cell accepts, and of what it only warns."""

from fractions import Fraction
from io import BytesIO

import pytest
import xlsxwriter

from kexie_excel.form.validation import Lists, for_fact
from kexie_excel.scheme.fact import Fact, FactKind


def rule(fact: Fact) -> dict[str, object]:
    """Give what the answer cell of a fact accepts, the words aside."""
    with xlsxwriter.Workbook(BytesIO()) as book:
        found = for_fact(fact, Lists(book, book.add_worksheet()))
    return {key: value for key, value in found.items() if "message" not in key and "title" not in key}


@pytest.mark.parametrize(
    ("fact", "expected"),
    [
        (
            Fact("1", "人口", FactKind.AMOUNT, "万人", usual_from=Fraction(1), usual_to=Fraction(1000)),
            {"validate": "decimal", "criteria": "between", "minimum": 1, "maximum": 1000},
        ),
        (
            Fact("1", "经费", FactKind.AMOUNT, "万元", usual_to=Fraction(2000)),
            {"validate": "decimal", "criteria": "between", "minimum": 0, "maximum": 2000},
        ),
        (
            Fact("1", "学生数", FactKind.COUNT, "名", usual_from=Fraction(10)),
            {"validate": "integer", "criteria": ">="},
        ),
    ],
)
def test_a_number_beyond_the_usual_is_warned_of_not_refused(fact: Fact, expected: dict[str, object]) -> None:
    found = rule(fact)
    assert found.items() >= expected.items()
    assert found["error_type"] == "warning"


@pytest.mark.parametrize("kind", [FactKind.COUNT, FactKind.AMOUNT])
def test_without_a_usual_range_only_what_is_no_number_is_refused(kind: FactKind) -> None:
    assert "error_type" not in rule(Fact("1", "数量", kind, "个"))
    assert rule(Fact("1", "数量", kind))["criteria"] == ">="


def test_the_warning_names_range_and_unit() -> None:
    people = Fact("1", "人口", FactKind.AMOUNT, "万人", usual_from=Fraction(1), usual_to=Fraction(1000))
    with xlsxwriter.Workbook(BytesIO()) as book:
        found = for_fact(people, Lists(book, book.add_worksheet()))
    assert found["error_message"] == "请填数字，以万人计，不带单位；通常在1到1000万人之间，请核对单位。"
