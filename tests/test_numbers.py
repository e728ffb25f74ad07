"""Exact numbers in, 四舍五入 for print only, nothing rounded up to a threshold it misses. Clause: design §7."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kexie_excel.numbers import add_up, cell_number, exact, round_half_up, show, show_down, show_percent

NUMBERS = st.fractions(min_value=-1000, max_value=1000)
SHARES = st.fractions(min_value=0, max_value=1)


@pytest.mark.parametrize(
    ("value", "number"),
    [
        (0.1 + 0.2, "3/10"),
        (1e-3, "1/1000"),
        (24.995, "4999/200"),
        (-0.5, "-1/2"),
        (3, "3"),
        ("3", "3"),
        ("0.5", "1/2"),
        ("-2.50", "-5/2"),
        ("85%", "17/20"),
        ("0.4%", "1/250"),
        ("1e3", "1000"),
        (Decimal("0.4"), "2/5"),
        (Fraction(1, 3), "1/3"),
    ],
)
def test_a_number_is_what_a_person_sees(value: float | str | Decimal | Fraction, number: str) -> None:
    """A float by the 15 digits that a spreadsheet shows: 0.1+0.2 is three tenths."""
    assert exact(value) == Fraction(number)


@pytest.mark.parametrize(
    "value",
    ["", "%", "1%%", " 1", "1 ", "1_000", "１", "½", "一", "1,000", "1/2", "0x10", "nan", "inf", "-Infinity", "1e"],
)
def test_a_text_that_is_no_plain_number_is_refused(value: str) -> None:
    with pytest.raises(ValueError, match=r"^[^a-z]*|nan|inf"):
        exact(value)


@pytest.mark.parametrize("value", [float("nan"), float("inf"), Decimal("NaN"), Decimal("Infinity")])
def test_what_is_not_finite_is_refused(value: float | Decimal) -> None:
    with pytest.raises(ValueError, match=r"(?i)nan|inf"):
        exact(value)


@given(st.decimals(min_value=-(10**6), max_value=10**6, places=4))
def test_a_decimal_survives_the_cell(value: Decimal) -> None:
    """What a spreadsheet stores as a binary fraction comes back as the decimal that was typed."""
    assert exact(float(value)) == Fraction(value)


@pytest.mark.parametrize(
    ("value", "rounded"),
    [
        ("0.004", "0.00"),
        ("0.005", "0.01"),
        ("0.015", "0.02"),
        ("0.025", "0.03"),
        ("2.675", "2.68"),
        ("-0.005", "-0.01"),
        ("-0.004", "0.00"),
        ("84.995", "85.00"),
        ("7", "7.00"),
    ],
)
def test_halves_are_rounded_away_from_zero(value: str, rounded: str) -> None:
    """四舍五入, not to the even digit."""
    assert str(round_half_up(Fraction(value))) == rounded


@given(st.decimals(min_value=-1000, max_value=1000, places=6), st.integers(0, 4))
def test_rounding_is_the_decimal_modules(value: Decimal, places: int) -> None:
    assert round_half_up(Fraction(value), places) == value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


@given(NUMBERS)
def test_rounding_moves_by_half_a_unit_at_most(value: Fraction) -> None:
    assert abs(Fraction(round_half_up(value)) - value) <= Fraction(1, 200)


def test_large_numbers_keep_every_digit() -> None:
    """Whatever the precision of the decimal context."""
    value = Fraction(10**40 + 1) + Fraction(1, 8)
    assert show(value) == "1" + "0" * 39 + "1.13"
    assert show_down(value, 2) == "1" + "0" * 39 + "1.12"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("0", "0"),
        ("100", "100"),
        ("3.20", "3.2"),
        ("2.5", "2.5"),
        ("32/9", "3.56"),
        ("-1/2", "-0.5"),
        ("-0.001", "0"),
        ("99.999", "100"),
    ],
)
def test_points_are_printed_as_people_write_them(value: str, text: str) -> None:
    assert show(Fraction(value)) == text


def test_zeros_before_the_point_stay() -> None:
    assert show(Fraction(100), 0) == "100"
    assert show_down(Fraction(120), 0) == "120"


@pytest.mark.parametrize(
    ("value", "text"),
    [("8/9", "88.8%"), ("6999/10000", "69.9%"), ("0.7", "70%"), ("0", "0%"), ("1", "100%"), ("0.99999", "99.9%")],
)
def test_a_share_is_cut_off(value: str, text: str) -> None:
    """Design §5.2 依据: 8/9＝88.8%."""
    assert show_percent(Fraction(value)) == text


def test_a_rate_is_cut_off() -> None:
    """1.5: 0.49999 元/人 is never printed as 0.5."""
    assert show_down(Fraction("0.49999"), 4) == "0.4999"


@given(SHARES, st.integers(0, 1000))
def test_a_printed_share_never_reaches_a_threshold_that_it_misses(share: Fraction, per_mille: int) -> None:
    threshold = Fraction(per_mille, 1000)
    assert (exact(show_percent(share)) >= threshold) == (share >= threshold)


@pytest.mark.parametrize(
    ("value", "number", "kind"), [("85", 85, int), ("85.001", 85, int), ("3.2", 3.2, float), ("32/9", 3.56, float)]
)
def test_a_cell_gets_the_printed_number(value: str, number: float, kind: type) -> None:
    """Shown = used: the cell holds what is printed, a whole number without a decimal point."""
    cell = cell_number(Fraction(value))
    assert cell == number
    assert type(cell) is kind


@given(NUMBERS)
def test_a_cells_number_is_read_back_as_the_printed_one(value: Fraction) -> None:
    assert exact(cell_number(value)) == Fraction(round_half_up(value))


@pytest.mark.no_cover
@given(st.lists(NUMBERS | st.integers(-50, 50).map(Fraction)))
def test_the_sum_is_the_sum(values: list[Fraction]) -> None:
    assert add_up(values) == sum(values, Fraction(0))
    assert isinstance(add_up(values), Fraction)
