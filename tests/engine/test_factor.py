from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from gdtui.engine.blocks import LONGEST
from gdtui.engine.factor import Factor


def exact_rank(rows: list[list[Fraction]]) -> int:
    """Rank by elimination in rational numbers."""
    rank = 0
    for column in range(len(rows[0])):
        pivot = next((r for r in range(rank, len(rows)) if rows[r][column]), None)
        if pivot is None:
            continue
        rows[rank], rows[pivot] = rows[pivot], rows[rank]
        for r in range(rank + 1, len(rows)):
            share = rows[r][column] / rows[rank][column]
            rows[r] = [a - share * b for a, b in zip(rows[r], rows[rank], strict=True)]
        rank += 1
    return rank


def with_ones(columns: np.ndarray) -> list[list[Fraction]]:
    return [[Fraction(1), *map(Fraction, row)] for row in columns.T.tolist()]


@settings(max_examples=200)
@given(
    st.tuples(st.integers(1, 4), st.integers(1, 7)).flatmap(
        lambda shape: arrays(np.int64, shape, elements=st.integers(-3, 3))
    )
)
def test_the_rank_of_whole_numbers_is_exact_and_the_rest_is_named(columns: np.ndarray) -> None:
    factor = Factor.of(list(columns.astype(float)))
    rank = exact_rank(with_ones(columns))
    assert factor.rank == rank
    assert len(factor.dependent) == 1 + len(columns) - rank
    others = np.delete(columns, factor.dependent, axis=0)
    assert len(others) == 0 or exact_rank(with_ones(others)) == rank


@pytest.mark.parametrize("n", [10, LONGEST + 10, 200_000])
def test_a_linear_combination_is_found_however_many_rows_round_it(n: int) -> None:
    random = np.random.default_rng(4)
    celsius = random.normal(15, 8, n).round(1)
    year = random.integers(1990, 2020, n).astype(float)
    noise = random.normal(size=n)
    columns = [celsius, noise, celsius * 1.8 + 32, year, noise + year / 7, np.full(n, 0.3)]
    factor = Factor.of(columns)
    assert factor.rank == 4
    assert factor.dependent == (2, 4, 5)


def test_all_levels_of_a_category_beside_a_large_column_are_dependent() -> None:
    random = np.random.default_rng(11)
    level = random.integers(0, 12, 100_000)
    levels = [(level == k).astype(float) for k in range(12)]
    factor = Factor.of([*levels, random.normal(1e9, 1e6, 100_000)])
    assert factor.rank == 13
    assert factor.dependent == (11,)


def test_columns_in_units_far_apart_are_not_dependent() -> None:
    random = np.random.default_rng(5)
    factor = Factor.of([random.normal(size=50) * size for size in (1e-200, 1e-9, 1, 1e9, 1e200)])
    assert factor.rank == 6


def test_a_large_offset_hides_no_column_that_has_digits() -> None:
    factor = Factor.of([1e15 + np.array([0.0, 1, 2, 0, 1]), np.array([0.0, 1, 0, 2, 1])])
    assert factor.rank == 3


def test_a_column_of_rounding_noise_leaves_the_others_alone() -> None:
    random = np.random.default_rng(6)
    noise = 0.3 + 2.0**-54 * random.integers(0, 2, 500)
    columns = [noise, *random.normal(size=(4, 500))]
    factor = Factor.of(columns)
    assert factor.rank >= 5
    assert factor.dependent in ((), (0,))


def test_fewer_rows_than_columns_have_the_rank_of_the_rows() -> None:
    factor = Factor.of(list(np.random.default_rng(7).normal(size=(20, 6))))
    assert factor.rank == 6
    assert len(factor.dependent) == 15


def test_the_triangle_is_that_of_one_qr_of_all_rows() -> None:
    random = np.random.default_rng(8)
    columns = list(random.uniform(-1, 1, (3, 3 * LONGEST + 1)))
    factor = Factor.of(columns[:2], columns[2:])
    frame, _ = factor.frame.block(columns, slice(0, len(columns[0])))
    whole = np.linalg.qr(np.concatenate((np.ones((1, len(columns[0]))), frame)).T, mode="r")
    np.testing.assert_allclose(np.abs(factor.triangle), np.abs(whole), rtol=1e-12, atol=1e-12)
