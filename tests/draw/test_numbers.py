import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gdtui.draw import numbers

ANY = st.floats() | st.none()
FINITE = st.floats(-1.79e308, 1.79e308)  # above, four digits read back as inf


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1.05222, "1.0522"),
        (-1.1931, "-1.1931"),
        (0.0, "0"),
        (-0.0, "0"),
        (0.001, "0.0010"),
        (0.000999, "9.990e-04"),
        (999999.0, "999999.0000"),
        (1e6, "1.000e+06"),
        (123400000.0, "1.234e+08"),
        (None, "None"),
        (math.nan, "nan"),
        (math.inf, "inf"),
        (-math.inf, "-inf"),
    ],
)
def test_a_number_has_four_decimals_unless_these_would_mislead(
    value: float | None, text: str
) -> None:
    assert numbers.number(value) == text


def test_a_small_prediction_is_not_shown_as_zero() -> None:
    assert numbers.number(13.8, 2) == "13.80"
    assert numbers.number(0.004, 2) == "4.000e-03"


def test_what_is_shown_of_a_float32_is_its_own_value() -> None:
    assert numbers.number(np.float32(0.1)) == "0.1000"  # type: ignore[arg-type]  # numpy's scalar


@settings(deadline=None)
@given(FINITE, st.integers(0, 6))
def test_python_reads_back_what_is_shown(value: float, decimals: int) -> None:
    text = numbers.number(value, decimals)
    assert text.isascii()
    half = 0.5 * 10.0**-decimals if "e" not in text else 0.0005 * abs(value) * 1.01
    assert math.isclose(float(text), value, rel_tol=1e-12, abs_tol=half * (1 + 1e-9))


@settings(deadline=None)
@given(st.lists(ANY, max_size=6), st.integers(0, 4), st.integers(1, 12))
def test_a_column_keeps_its_width_and_never_lies(
    values: list[float | None], decimals: int, width: int
) -> None:
    texts = numbers.column(values, decimals, width)
    assert len({len(text) for text in texts}) <= 1
    for text, value in zip(texts, values, strict=True):
        assert len(text) <= width
        if set(text) == {"#"}:
            continue
        if value is None or not math.isfinite(value):
            assert text.strip() == str(value)
            continue
        shown = float(text)
        mantissa, _, exponent = text.partition("e")
        places = len(mantissa.partition(".")[2])
        unit = 10.0 ** (int(exponent or 0) - places)
        assert abs(shown - value) <= 0.5 * unit * (1 + 1e-9) or not math.isfinite(shown)


def test_the_numbers_of_a_column_have_the_same_decimals() -> None:
    assert numbers.column([1.0522, -11234.1931, 0.5], 4, 8) == ("     1.1", "-11234.2", "     0.5")


def test_decimals_give_way_before_digits_and_digits_before_the_number() -> None:
    assert numbers.column([-1.23456], width=7) == ("-1.2346",)
    assert numbers.column([-1.23456], width=4) == ("-1.2",)
    assert numbers.column([123456789.0], width=7) == ("1.2e+08",)
    assert numbers.column([-123456789.0], width=6) == ("-1e+08",)
    assert numbers.column([-123456789.0], width=5) == ("#####",)


def test_a_column_of_nothing_is_nothing() -> None:
    assert numbers.column([]) == ()
    assert numbers.column([], width=5) == ()


def test_data_have_the_decimals_of_the_file() -> None:
    assert numbers.column_of_data(np.array([73.0, 102.0])) == (" 73", "102")
    assert numbers.column_of_data(np.array([39.1, 18.75, 3], np.float32)) == (
        "39.10",
        "18.75",
        " 3.00",
    )
    assert numbers.column_of_data(np.array([1 / 3])) == ("0.3333",)
    assert numbers.column_of_data(np.array([math.nan, 2.5])) == ("nan", "2.5")


def test_gradients_keep_six_significant_digits_at_most() -> None:
    assert numbers.decimals_for([-12324.3, 68.7]) == 1
    assert numbers.decimals_for([0.5]) == 4
    assert numbers.decimals_for([999999.0, math.nan, math.inf, 1e9]) == 0
    assert numbers.decimals_for([]) == 4


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (14603.527, "14603.53"),
        (0.483121, "0.4831"),
        (17665100.0, "1.76651e+07"),
        (1.5e-9, "1.50000e-09"),
        (0.0, "0"),
        (None, "None"),
        (math.inf, "inf"),
    ],
)
def test_a_loss_is_shown_as_closely_as_one_looks(value: float | None, text: str) -> None:
    assert numbers.loss(value) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1e-5, "1e-5"),
        (7.9e-05, "7.9e-5"),
        (5.583462e-05, "5.583e-5"),
        (0.01, "0.01"),
        (0.001, "0.001"),
        (0.5, "0.5"),
        (1.0, "1"),
        (1e5, "1e5"),
        (0.0, "0"),
        (math.inf, "inf"),
    ],
)
def test_a_rate_is_as_short_as_python_reads_it(value: float, text: str) -> None:
    assert numbers.rate(value) == text


@settings(deadline=None)
@given(st.floats(1e-300, 1e300))
def test_a_rate_is_right_to_four_digits(value: float) -> None:
    assert math.isclose(float(numbers.rate(value)), value, rel_tol=5.1e-4)


def test_a_count_is_plain_digits() -> None:
    assert numbers.count(1234567) == "1234567"


def test_numbers_have_as_many_decimals_as_tell_them_apart() -> None:
    assert numbers.apart((-0.41721, -0.41723)) == ("-0.41721", "-0.41723")
    assert numbers.apart((1.5, -0.4172)) == ("1.5000", "-0.4172")
    assert numbers.apart((1.5, 1.5)) == ("1.5000", "1.5000")
    assert numbers.apart((1.5, 1.5 + 1e-15)) == ("1.500000000", "1.500000000")


def test_a_brief_loss_has_five_digits_where_it_would_take_more() -> None:
    assert [numbers.brief_loss(each) for each in (None, 0.4831, 894.284, 8113.104, 14603.5264)] == [
        "None",
        "0.4831",
        "894.28",
        "8113.1",
        "14604",
    ]
    assert numbers.brief_loss(231283.52) == "231284"
    assert numbers.brief_loss(1e7) == numbers.loss(1e7)
