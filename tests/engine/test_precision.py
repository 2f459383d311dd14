import math
from fractions import Fraction

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from gdtui.engine.precision import add_product, dot, halves, row_units, slices, two_sum

NUMBERS = st.floats(-1e150, 1e150, allow_subnormal=False)


@given(NUMBERS, NUMBERS)
def test_a_sum_and_its_error_are_exactly_the_two_terms(a: float, b: float) -> None:
    total, error = two_sum(np.array([[a]]), np.array([[b]]))
    assert total[0, 0] == a + b
    assert Fraction(total[0, 0]) + Fraction(error[0, 0]) == Fraction(a) + Fraction(b)


@given(st.floats(-1, 1), st.floats(-(2.0**-54), 2.0**-54), st.integers(-100, 100))
def test_slices_make_the_number_and_the_first_two_are_coarse(
    a: float, rest: float, power: int
) -> None:
    unit = 2.0**power
    parts = slices(np.array([[a * unit]]), np.array([[rest * unit]]), np.array([[unit]]))
    first, second, left = (float(part[0, 0]) for part in parts)
    assert (first / unit * 2**20).is_integer()
    assert (second / unit * 2**40).is_integer()
    assert abs(second) <= 2**-21 * unit
    missing = Fraction(a * unit) + Fraction(rest * unit) - Fraction(first) - Fraction(second)
    assert abs(missing - Fraction(left)) <= Fraction(2) ** (power - 94)


def test_the_unit_of_a_row_bounds_it() -> None:
    rows = np.array([[3.0, -5.0], [0.0, 0.0], [0.25, 0.1]])
    assert row_units(rows).tolist() == [[8], [1], [0.5]]


def test_a_product_is_added_to_ninety_bits_over_the_longest_block() -> None:
    random = np.random.default_rng(0)
    a, b = random.uniform(-1, 1, (2, 1, 8192))
    start = np.array([[-float((a @ b.T)[0, 0])]])
    total, error = add_product(start, 0 * start, slices(a, 0.0), slices(b, 0.0))
    exact = sum(Fraction(x) * Fraction(y) for x, y in zip(a[0], b[0], strict=True))
    missing = Fraction(total[0, 0]) + Fraction(error[0, 0]) - Fraction(start[0, 0]) - exact
    assert abs(missing) < 8192 * Fraction(2) ** -90


@given(NUMBERS, NUMBERS)
def test_two_halves_make_the_number_and_have_26_bits(a: float, b: float) -> None:
    parts = halves(np.array([[a, b]]))
    assert (parts[0] + parts[1]).tolist() == [[a, b]]
    for part in (*parts[0][0], *parts[1][0]):
        assert (math.frexp(part)[0] * 2**26).is_integer()


def test_a_dot_product_survives_total_cancellation() -> None:
    a = np.array([1e16, 1.0, -1e16, 1 + 2**-30])
    b = np.array([1e16, 1.0, 1e16, 1 - 2**-30])
    assert dot(a, b) == 1 + (1 - 2.0**-60)
