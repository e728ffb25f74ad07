"""Numbers written out: by the rules, or not at all."""

from fractions import Fraction

import pytest

from kexie_excel.returns.spelling.numerals import read_mixed, read_numeral


def test_numerals_from_zero_to_ninety_nine() -> None:
    digits = "零一二三四五六七八九"
    spoken = {digits[number]: number for number in range(10)} | {"十": 10, "两": 2}
    spoken |= {f"{head}十{digits[ones]}": 10 + ones for ones in range(1, 10) for head in ("", "一")}
    for tens in range(1, 10):
        spoken[f"{digits[tens]}十"] = tens * 10
        spoken |= {f"{digits[tens]}十{digits[ones]}": tens * 10 + ones for ones in range(1, 10)}
    assert {text: read_numeral(text) for text in spoken} == spoken


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("一百", 100),
        ("一百零一", 101),
        ("一百一十", 110),
        ("一千零一十", 1010),
        ("一千一百零一", 1101),
        ("一万", 10_000),
        ("十万零一", 100_001),
        ("一万零一十", 10_010),
        ("一万一千", 11_000),
        ("一十二万", 120_000),
        ("九千九百九十九万九千九百九十九", 99_999_999),
        ("两千零二", 2002),
        ("貳佰伍拾", 250),
        ("壹萬", 10_000),
    ],
)
def test_larger_numerals(text: str, value: int) -> None:
    assert read_numeral(text) == value


@pytest.mark.parametrize(
    "text",
    [
        "",
        "〇",
        "百",
        "万",
        "零零",
        "零一",
        "一零",
        "一二",
        "十两",
        "两十",
        "一百十",
        "一千五",
        "一百一",
        "一万零一千",
        "一万万",
        "3",
        "一x",
    ],
)
def test_what_is_not_by_the_rules(text: str) -> None:
    assert read_numeral(text) is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("3百", "300"),
        ("3千", "3000"),
        ("1千2百", "1200"),
        ("1千2百34", "1234"),
        ("30万5千", "305000"),
        ("30万5000", "305000"),
        ("30.5万", "305000"),
        ("0.3万", "3000"),
    ],
)
def test_figures_with_signs_among_them(text: str, value: str) -> None:
    assert read_mixed(text) == Fraction(value)


@pytest.mark.parametrize(
    "text", ["", "12", "30万5", "3千5", "30.5万5千", "30.5万5000", "30万0500", "0千", "12百", "1百2千"]
)
def test_figures_that_break_off_or_do_not_agree(text: str) -> None:
    assert read_mixed(text) is None
