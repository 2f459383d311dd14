import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from gdtui.engine.blocks import LONGEST
from gdtui.engine.scaling import Scaling

CELLS = st.floats(-1e6, 1e6).map(lambda x: round(x, 3))


def test_means_and_population_sigmas_are_measured_across_blocks() -> None:
    random = np.random.default_rng(1)
    columns = [random.normal(1e6, 1e-3, LONGEST + 5), random.exponential(3, LONGEST + 5)]
    scaling = Scaling.of(columns)
    np.testing.assert_allclose(scaling.means, [c.mean() for c in columns], rtol=1e-15)
    np.testing.assert_allclose(scaling.sigmas, [c.std() for c in columns], rtol=1e-9)
    assert scaling.constant == ()


def test_sigma_keeps_its_digits_beside_a_large_mean() -> None:
    spread = np.array([4.0, 7.0, 13.0, 16.0])
    assert Scaling.of([spread + 1e9]).sigmas.tolist() == Scaling.of([spread]).sigmas.tolist()


@pytest.mark.parametrize("value", [0.0, 0.1, -1e300, 1.7e308, 5e-324])
def test_a_constant_column_is_divided_by_one_and_named(value: float) -> None:
    columns = (np.arange(7.0), np.full(7, value))
    scaling = Scaling.of(columns)
    assert scaling.constant == (1,)
    assert (scaling.means[1], scaling.sigmas[1]) == (value, 1)
    assert scaling.rows(columns)[:, 1].tolist() == [0] * 7


@pytest.mark.parametrize("size", [1e-320, 1e-200, 1e200, 1.7e308])
def test_sizes_near_the_ends_of_float64_are_measured(size: float) -> None:
    scaling = Scaling.of([np.array([-size, size])])
    assert scaling.means.tolist() == [0]
    np.testing.assert_allclose(scaling.sigmas, [size], rtol=1e-15)


def test_standardised_rows_have_mean_zero_and_sigma_one_in_the_dtype_asked_for() -> None:
    random = np.random.default_rng(2)
    columns = random.normal(size=(2, 20_000)) * [[9], [0.01]] + [[50], [-3]]
    scaling = Scaling.of(list(columns))
    rows = scaling.rows(list(columns), np.float32)
    assert rows.shape == (20_000, 2)
    assert rows.dtype == np.float32
    assert rows.flags.c_contiguous
    exact = scaling.rows(list(columns))
    assert rows.tobytes() == exact.astype(np.float32).tobytes()
    np.testing.assert_allclose(exact.mean(axis=0), 0, atol=1e-13)
    np.testing.assert_allclose(exact.std(axis=0), 1, rtol=1e-13)


def test_no_scaling_leaves_every_bit() -> None:
    column = np.array([-0.0, 1e-310, 3.3, -1e308])
    assert Scaling.none(1).rows([column]).tobytes() == column.tobytes()


@settings(max_examples=50)
@given(arrays(np.float64, (3, 6), elements=CELLS), arrays(np.float64, (2, 4), elements=CELLS))
def test_folding_keeps_predictions_and_unfolding_takes_it_back(
    columns: np.ndarray, both: np.ndarray
) -> None:
    scaling = Scaling.of(list(columns))
    weight, bias = both[:, :3], both[:, 3]
    raw_weight, raw_bias = scaling.fold(weight, bias)
    np.testing.assert_allclose(raw_weight * scaling.sigmas, weight, rtol=1e-15)

    terms = np.abs(raw_weight) @ (np.abs(columns) + np.abs(scaling.means[:, None]))
    slack = 1e-14 * (terms.max(initial=0) + np.abs(bias).max())
    predicted = scaling.rows(list(columns)) @ weight.T + bias
    np.testing.assert_allclose(columns.T @ raw_weight.T + raw_bias, predicted, rtol=0, atol=slack)

    again_weight, again_bias = scaling.unfold(raw_weight, raw_bias)
    np.testing.assert_allclose(again_weight, weight, rtol=1e-15)
    np.testing.assert_allclose(again_bias, bias, rtol=0, atol=slack)


def test_float32_weights_are_folded_in_float64() -> None:
    scaling = Scaling(means=np.array([1 / 3]), sigmas=np.array([3.0]))
    weight, bias = scaling.fold(np.ones((1, 1), np.float32), np.ones(1, np.float32))
    assert weight.dtype == bias.dtype == np.float64
    assert weight[0, 0] == 1 / 3


def test_weights_of_a_diverged_training_fold_without_a_warning() -> None:
    scaling = Scaling(means=np.array([1.0, 1.0]), sigmas=np.array([1e-9, 1.0]))
    weight, _ = scaling.fold(np.array([[1e308, -np.inf]]), np.array([np.nan]))
    assert weight.tolist() == [[np.inf, -np.inf]]
