import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gdtui.draw.axis import x_end, y_axis

VALUES = st.lists(st.floats(), max_size=8).map(np.array)


@pytest.mark.parametrize(
    ("count", "end"), [(0, 10), (1, 10), (10, 10), (11, 20), (100, 100), (101, 200), (4999, 5000)]
)
def test_the_right_edge_grows_by_doubling(count: int, end: int) -> None:
    assert x_end(count) == end


@settings(deadline=None)
@given(st.integers(0, 10**12))
def test_the_right_edge_is_never_far(count: int) -> None:
    assert max(count, 10) <= x_end(count) <= max(10, 2.5 * count)


def test_the_ticks_are_round_numbers() -> None:
    axis = y_axis(np.array([14603.5, 8053.0, 0.48]), 10)
    assert axis.labels == ("0", "5000", "10000", "15000")


def test_the_ticks_of_a_logarithmic_axis_are_powers_of_ten() -> None:
    axis = y_axis(np.array([14603.5, 8053.0, 0.48]), 18, log=True)
    assert axis.labels == ("1", "10", "100", "1000", "1e4")
    assert (axis.low, axis.high) == (0.2, 20000)


def test_the_axis_stays_while_the_curve_falls_a_little() -> None:
    assert y_axis(np.array([14603.5, 8053.0]), 10) == y_axis(np.array([14603.5, 7900.0]), 10)


def test_a_tiny_range_is_told_apart() -> None:
    axis = y_axis(np.array([1.0, 1 + 1e-7]), 6)
    low, high = axis.place(np.array([1.0, 1 + 1e-7]))
    assert high - low > 0.4
    assert len(set(axis.labels)) == len(axis.labels)


@pytest.mark.parametrize("value", [0.0, 5.0, -3.0, 1e30, 1e-30, 1e308])
def test_a_constant_has_room_above_and_below(value: float) -> None:
    axis = y_axis(np.array([value]), 10)
    assert 0 < axis.place(np.array([value]))[0] < 1 or value >= 1e300


@settings(deadline=None)
@given(VALUES, st.integers(-2, 60), st.booleans())
def test_every_finite_value_has_a_place(values: np.ndarray, rows: int, log: bool) -> None:
    axis = y_axis(values, rows, log=log)
    assert len(axis.ticks) == len(axis.labels)
    assert 2 <= len(axis.ticks) <= max(rows // 3, 1) + 4
    assert -math.inf < axis.low < axis.high < math.inf
    places = axis.place(values)
    assert (np.isnan(places) == np.isnan(values)).all()
    assert ((places >= 0) & (places <= 1) | np.isnan(values)).all()
