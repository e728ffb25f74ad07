"""Texts as they are compared, and days as people write them."""

import datetime as dt

import pytest

from kexie_excel.text import day_of, day_text, essence, fold, squeeze


@pytest.mark.parametrize(
    "text", ["2018年1月8日", "2018-01-08", "2018/1/8", "2018.1.8", "20180108", "２０１８年 1 月 8 日", "2018年1月8"]
)
def test_a_day_is_understood_however_it_is_written(text: str) -> None:
    assert day_of(text) == dt.date(2018, 1, 8)


@pytest.mark.parametrize("text", ["", "元旦前", "2018年1月", "2018-02-30", "1月8日", "2018年1月8日前"])
def test_what_names_no_day_is_none(text: str) -> None:
    assert day_of(text) is None


def test_a_day_is_written_as_on_paper() -> None:
    assert day_text(dt.date(2018, 1, 8)) == "2018年1月8日"


def test_parts_of_characters_fold_to_the_characters_that_look_the_same() -> None:
    """A text from a PDF: U+2EA0 for 民, U+2F08 for 人, U+2EC4 for 西, U+2ED4 for 门."""
    text = "人\u2ea0政府 \u2f08才\u2ec4部\u2ed4户"
    assert fold(text) == "人民政府 人才西部门户"
    assert squeeze(text) == essence(text) == "人民政府人才西部门户"
