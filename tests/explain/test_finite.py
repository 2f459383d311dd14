"""The finite difference: near the gradient, and written with the digits that it is good for."""

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gdtui.explain.finite import FiniteDifference

AWAY = np.array([[-42.2, 3.0], [-66.1, -20.5], [-165.3, 7.25], [48.9, 0.5]])
X = np.array([73.0, 91.0, 87.0, 102.0])


@given(
    st.tuples(st.integers(1, 20), st.integers(1, 3)),
    st.tuples(st.floats(-6, 6), st.floats(-6, 6)),
    st.floats(-1, 1),
    st.integers(0, 99),
)
def test_it_is_as_far_from_the_gradient_as_it_says_at_most(
    shape: tuple[int, int], powers: tuple[float, float], tilt: float, seed: int
) -> None:
    (n, t), (power_x, power_r) = shape, powers
    rng = np.random.default_rng(seed)
    x = 10.0**power_x * (rng.normal(size=n) + 3)
    away = 10.0**power_r * (rng.normal(size=(n, t)) + 5 * tilt)
    found = FiniteDifference.of(away, t - 1, x)
    gradient = 2 / away.size * float(away[:, t - 1] @ x)
    assert abs(found.value - gradient) <= found.error
    size = 2 / away.size * float(np.linalg.norm(away[:, t - 1]) * np.linalg.norm(x))
    whole, own = np.square(away).sum(), np.square(away[:, t - 1]).sum()
    assert found.error <= 1e-13 * size * (whole / own + 1)
    if not found.text.startswith("0 within"):
        assert float(found.text) == pytest.approx(gradient, rel=0.06)


def test_its_arithmetic_gives_what_is_written() -> None:
    for tenths in range(-400, 400, 7):
        found = FiniteDifference.of(AWAY + tenths / 10, 0, X)
        up, down, wide, result = map(
            float, re.findall(r"-?\d[\d.]*(?:e[+-]\d+)?", found.arithmetic)
        )
        assert (up - down) / wide == pytest.approx(result, rel=1e-7)
        assert len(f"{abs(result):.20g}".lstrip("0.")) >= 3


def test_what_rounding_hides_is_said_to_be_nothing() -> None:
    x = np.array([1.0, 1.0])
    assert FiniteDifference.of(np.array([[5.0], [-5.0]]), 0, x).text.startswith("0 within ")
    alone = FiniteDifference.of(np.array([[1e-9, 1e6], [2e-9, 1e6]]), 0, x)
    assert alone.error > abs(1.5e-9)
    assert alone.text.startswith("0 within ")


def test_residuals_without_end_have_no_difference() -> None:
    found = FiniteDifference.of(np.array([[np.nan], [np.inf]]), 0, np.array([1.0, 2.0]))
    assert found.text == "nan"
    assert FiniteDifference.of(np.zeros((2, 1)), 0, np.zeros(2)).text == "0 within 0e+00"
