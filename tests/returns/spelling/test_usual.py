"""Numbers that lie where no such number lies: asked about with both readings."""

from dataclasses import replace
from fractions import Fraction

import pytest

from kexie_excel.form.headers import Facts
from kexie_excel.returns.spelling.usual import may_be_thousands, unusual
from kexie_excel.scheme.fact import Fact, FactKind, Gap
from tests.returned import Desk

PEOPLE = Fact("1.5c", "人口", FactKind.AMOUNT, "万人", usual_from=Fraction(1), usual_to=Fraction(1000))
STUDENTS = Fact("4.5d", "学生数", FactKind.COUNT, "名", usual_to=Fraction(100_000))


@pytest.mark.parametrize(
    ("fact", "value", "why"),
    [
        (PEOPLE, "61", ""),
        (PEOPLE, "610000", "通常在1到1000万人之间，可能单位填错：按万人是610000万人，按人是61万人"),
        (PEOPLE, "0.61", "通常在1到1000万人之间，可能单位填错"),
        (PEOPLE, "99999999", "通常在1到1000万人之间，可能单位填错"),
        (STUDENTS, "100001", "通常在100000名以内，可能单位填错"),
    ],
)
def test_both_readings_are_named(fact: Fact, value: str, why: str) -> None:
    assert unusual(fact, Fraction(value)) == why


@pytest.mark.no_cover
@pytest.mark.parametrize(("fact", "value"), [("1.5b", 183_000), ("1.5c", 610_000), ("1.5c", "610000")])
def test_an_amount_in_the_smaller_unit_waits(desk: Desk, fact: str, value: int | str) -> None:
    desk.put(Facts.SHEET, fact, Facts.ANSWER, value)
    entry = desk.read().facts[fact]
    assert entry.value is Gap.UNREADABLE
    assert "可能单位填错" in entry.why


def test_an_altered_unit_leaves_its_amount_open_and_is_an_alteration(desk: Desk) -> None:
    desk.put(Facts.SHEET, "1.5b", Facts.UNIT, "元")
    desk.put(Facts.SHEET, "1.1a", Facts.UNIT, "回")
    entry = desk.read()
    assert entry.facts["1.5b"].why == "“单位”栏改成了“元”，不知这个数是按哪个单位填的"
    assert entry.facts["1.1a"].value == Fraction(60)
    assert [(found.code, found.row) for found in entry.findings if found.code == "K213"] == [
        ("K213", "1.1a"),
        ("K213", "1.5b"),
    ]


@pytest.mark.no_cover
@pytest.mark.parametrize("unit", ["（万元）", " 万元 ", ""])
def test_the_same_unit_written_otherwise_is_the_same(desk: Desk, unit: str) -> None:
    desk.put(Facts.SHEET, "1.5b", Facts.UNIT, unit)
    assert desk.read().facts["1.5b"].value == Fraction("36.5")


def test_of_people_there_may_be_thousands_unless_the_scheme_says_otherwise() -> None:
    meetings = Fact("1.1a", "会议", FactKind.COUNT, "次")
    assert not may_be_thousands(meetings, 42798)
    assert may_be_thousands(replace(meetings, unit="人次"), 42798)
    assert may_be_thousands(replace(meetings, usual_to=Fraction(50_000)), 42798)
    assert not may_be_thousands(replace(meetings, unit="人次", usual_to=Fraction(500)), 42798)
