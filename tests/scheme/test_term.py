"""The assessed period by its name: a year, a quarter, a half, a month; the one after and the one before."""

import pytest

from kexie_excel.scheme.term import Term, term_of, year_term

ONE_AFTER_ANOTHER = {
    "a year": ("2017年度", "2018年度"),
    "a quarter": ("2026年第一季度", "2026年第二季度"),
    "the last quarter": ("2026年第四季度", "2027年第一季度"),
    "a quarter in figures": ("2026年第4季度", "2027年第1季度"),
    "a quarter, said shorter": ("2026年三季度", "2026年四季度"),
    "a quarter in figures, said shorter": ("2026年1季度", "2026年2季度"),
    "a half": ("2026年上半年", "2026年下半年"),
    "the second half": ("2026年下半年", "2027年上半年"),
    "a month": ("2026年9月", "2026年10月"),
    "the last month": ("2026年12月份", "2027年1月份"),
    "a month in two figures": ("2026年01月", "2026年02月"),
    "a term": ("2026年上学期", "2026年下学期"),
    "a term by its season": ("2026年秋季学期", "2027年春季学期"),
    "a term of a school year": ("2025—2026学年第一学期", "2025—2026学年第二学期"),
    "the last term of a school year": ("2025-2026学年度下学期", "2026-2027学年度上学期"),
    "a school year": ("2025－2026学年", "2026－2027学年"),
    "what comes once a year": ("2026年春耕", "2027年春耕"),
}


@pytest.mark.parametrize(("name", "following"), ONE_AFTER_ANOTHER.values(), ids=ONE_AFTER_ANOTHER)
def test_one_period_after_another(name: str, following: str) -> None:
    assert Term(name).next() == Term(following)
    assert Term(following).previous() == Term(name)


def test_a_school_year_is_two_that_follow_each_other() -> None:
    """What spans another number of years comes round in its own time, which nobody can tell."""
    assert Term("2025—2026学年第一学期").year is None
    assert Term("2025—2026学年第二学期").years_to(Term("2026—2027学年第一学期")) == 1
    assert Term("2021—2025学年").next() == Term("2021—2025学年")


def test_a_name_without_a_year_stays() -> None:
    assert Term("第三期").next() == Term("第三期")
    assert Term("第三期").year is None


def test_how_two_periods_are_called_beside_each_other() -> None:
    schools = ("2025—2026学年第一学期", "2025—2026学年")
    assert [(Term(name).last, Term(name).this) for name in schools] == [("上一学期", "本学期"), ("上学年", "本学年")]
    names = ("2017年度", "2026年第一季度", "2026年上半年", "2026年3月", "第三期")
    assert [(Term(name).last, Term(name).this) for name in names] == [
        *(("上年", "本年"), ("上季度", "本季度"), ("上期", "本期"), ("上月", "本月"), ("上期", "本期")),
    ]


def test_a_part_that_may_be_said_without_its_year() -> None:
    """3月 may be part of a day, and is left alone."""
    assert Term("2026年第四季度").part_to(Term("2027年第一季度")) == ("第四季度", "第一季度")
    assert Term("2026年3月").part_to(Term("2026年4月")) == ("", "")
    assert Term("2017年度").part_to(Term("2018年度")) == ("", "")


NAMED = {
    "as it is written": (("2026年第一季度", "2026年第二季度考核表"), "2026年第一季度"),
    "by the title": (("", "连锁2026年第二季度考核表", "考核表"), "2026年第二季度"),
    "by the file's name": (("", "考核表", "2026年上半年考核表"), "2026年上半年"),
    "a month": (("", "2026年12月考核表"), "2026年12月"),
    "a year": (("", "2026年度考核表"), "2026年度"),
    "nowhere": (("", "考核表"), "2026年度"),
    "a school year": (("", "实验区2025—2026学年第二学期考核表"), "2025—2026学年第二学期"),
    "another school year": (("", "2023—2024学年第二学期考核表"), "2026年度"),
    "another year": (("", "2025年第二季度考核表"), "2026年度"),
}


@pytest.mark.parametrize(("said", "name"), NAMED.values(), ids=NAMED)
def test_where_a_scheme_says_its_period(said: tuple[str, ...], name: str) -> None:
    assert term_of(2026, *said) == Term(name)


def test_a_year_is_a_period() -> None:
    assert year_term(2017) == Term("2017年度")
    assert year_term(2017).year == 2017
