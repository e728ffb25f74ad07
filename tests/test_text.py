"""Days as people write them."""

import datetime as dt

import pytest

from kexie_excel.text import day_of, day_text


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
