import itertools
import math

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from gdtui.engine.curvature import Curvature, batch_lr_limit, predicted_loss, steepest
from gdtui.engine.exact import solve
from gdtui.engine.factor import Factor
from gdtui.engine.scaling import Scaling

CROPS = (
    np.array([[73, 91, 87, 102, 69], [67, 88, 134, 43, 96], [43, 64, 58, 37, 70]], float),
    np.array([[56, 81, 119, 22, 103], [70, 101, 133, 37, 119]], float),
)
CROPS15 = (
    np.concatenate(
        (
            CROPS[0],
            [[74, 91, 88, 101, 68], [66, 87, 134, 44, 96], [43, 65, 59, 37, 71]],
            [[73, 92, 87, 103, 68], [66, 87, 135, 43, 97], [44, 64, 57, 36, 70]],
        )
    )
    .reshape(3, 3, 5)
    .transpose(1, 0, 2)
    .reshape(3, 15)
)
INITIAL = (
    np.array([[1.0522, -1.1931, 0.3418], [0.5824, 0.0763, -1.6385]]),
    np.array([2.2341, -1.7922]),
)


def crops() -> tuple[Factor, Curvature]:
    factor = Factor.of(*map(tuple, CROPS))
    return factor, Curvature.of(factor, 2)


def loss(inputs: np.ndarray, targets: np.ndarray, weight: np.ndarray, bias: np.ndarray) -> float:
    return float(np.square(weight @ inputs + bias[:, None] - targets).mean())


def descend(inputs: np.ndarray, targets: np.ndarray, lr: float, epochs: int) -> list[float]:
    """Run full-batch gradient descent in float64 from INITIAL: the loss after 0..epochs."""
    weight, bias = (part.copy() for part in INITIAL)
    losses = []
    for _ in range(epochs + 1):
        residuals = weight @ inputs + bias[:, None] - targets
        losses.append(float(np.square(residuals).mean()))
        weight -= lr * 2 / residuals.size * residuals @ inputs.T
        bias -= lr * 2 / residuals.size * residuals.sum(axis=1)
    return losses


def test_crops_has_the_tutorials_curvature() -> None:
    _, curvature = crops()
    np.testing.assert_allclose(
        curvature.eigenvalues, [0.008192385, 93.34659, 633.3827, 17909.46], rtol=1e-6
    )
    assert curvature.largest_stable_lr == pytest.approx(1.11673e-4, rel=5e-6)
    assert curvature.condition_number == pytest.approx(2.186e6, rel=5e-4)


def test_the_slow_direction_of_crops_is_the_bias() -> None:
    _, curvature = crops()
    assert abs(curvature.eigenvectors[3, 0]) > 0.99


def test_eigenvectors_are_those_of_the_hessian() -> None:
    _, curvature = crops()
    design = np.concatenate((CROPS[0], np.ones((1, 5)))).T
    hessian = 2 / 10 * design.T @ design
    q, values = curvature.eigenvectors, curvature.eigenvalues
    np.testing.assert_allclose(hessian @ q, q * values, rtol=0, atol=1e-10)
    np.testing.assert_allclose(q.T @ q, np.eye(4), rtol=0, atol=1e-14)


@settings(max_examples=50)
@given(arrays(np.float64, (3, 8), elements=st.integers(-99, 99)), st.integers(1, 3))
def test_eigenvalues_are_the_singular_values_squared(inputs: np.ndarray, t: int) -> None:
    factor = Factor.of(list(inputs))
    curvature = Curvature.of(factor, t)
    design = np.concatenate((inputs, np.ones((1, 8)))).T
    expected = 2 / (8 * t) * np.linalg.svd(design, compute_uv=False)[::-1] ** 2
    np.testing.assert_allclose(
        curvature.eigenvalues, expected, rtol=1e-11, atol=1e-25 * expected[-1]
    )
    assert (curvature.condition_number == math.inf) == (factor.rank < 4)


def test_dependent_inputs_have_eigenvalue_zero_and_no_condition_number() -> None:
    factor = Factor.of([np.arange(5.0), 2 * np.arange(5.0) + 1])
    curvature = Curvature.of(factor, 1)
    assert curvature.eigenvalues[0] == 0
    assert curvature.eigenvalues[1] > 0
    assert curvature.condition_number == math.inf


def test_standardised_inputs_have_the_curvature_of_the_standardised_columns() -> None:
    factor, _ = crops()
    scaling = Scaling.of(list(CROPS[0]))
    direct = Curvature.of(Factor.of(list(scaling.rows(list(CROPS[0])).T)), 2)
    moved = Curvature.of(factor, 2, scaling)
    np.testing.assert_allclose(moved.eigenvalues, direct.eigenvalues, rtol=1e-13)
    assert moved.condition_number == pytest.approx(6.95, rel=1e-3)
    assert moved.largest_stable_lr == pytest.approx(1.007, rel=1e-3)


def test_the_largest_stable_rate_divides_converging_from_diverging() -> None:
    _, curvature = crops()
    below = descend(*CROPS, curvature.largest_stable_lr * 0.999, 3000)
    above = descend(*CROPS, curvature.largest_stable_lr * 1.001, 6000)
    assert below[-1] < below[0] / 10
    assert above[-1] > above[0]


@pytest.mark.parametrize("share", [0.01, 0.1, 0.5, 0.999, 1.01])
def test_the_predicted_loss_is_that_of_a_thousand_epochs_in_float64(share: float) -> None:
    _, curvature = crops()
    solution = solve(*map(list, CROPS))
    lr = share * curvature.largest_stable_lr
    predicted = predicted_loss(curvature, solution, *INITIAL, lr=lr, epochs=np.arange(1001))
    np.testing.assert_allclose(predicted, descend(*CROPS, lr, 1000), rtol=1e-11)


def test_the_predicted_loss_holds_for_standardised_inputs() -> None:
    factor, _ = crops()
    scaling = Scaling.of(list(CROPS[0]))
    standardised = scaling.rows(list(CROPS[0])).T
    curvature = Curvature.of(factor, 2, scaling)
    solution = solve(*map(list, CROPS)).standardised(scaling)
    predicted = predicted_loss(curvature, solution, *INITIAL, lr=0.1, epochs=np.arange(200))
    np.testing.assert_allclose(predicted, descend(standardised, CROPS[1], 0.1, 199), rtol=1e-11)


def test_the_predicted_loss_is_that_of_torch_in_float32() -> None:
    x, y = (torch.from_numpy(part.T).float() for part in CROPS)
    w, b = (torch.from_numpy(part).float().requires_grad_() for part in INITIAL)
    _, curvature = crops()
    predicted = predicted_loss(
        curvature,
        solve(*map(list, CROPS)),
        w.detach().double().numpy(),
        b.detach().double().numpy(),
        lr=float(np.float32(1e-5)),
        epochs=1000,
    )
    optimizer = torch.optim.SGD([w, b], lr=1e-5)
    for _ in range(1000):
        optimizer.zero_grad()
        torch.autograd.backward(torch.nn.functional.mse_loss(x @ w.t() + b, y))
        optimizer.step()
    final = loss(*CROPS, w.detach().double().numpy(), b.detach().double().numpy())
    assert float(predicted) == pytest.approx(final, rel=1e-5)


def test_the_prediction_at_epoch_0_is_the_loss_even_where_units_are_far_apart() -> None:
    random = np.random.default_rng(10)
    inputs = random.normal(size=(3, 40)) * [[1e-12], [1], [1e13]]
    targets = random.normal(size=(2, 40))
    weight, bias = random.normal(size=(2, 3)) * [1e12, 1, 1e-13], random.normal(size=2)
    solution = solve(list(inputs), list(targets))
    at_start = predicted_loss(
        Curvature.of(solution.factor, 2), solution, weight, bias, lr=1e-30, epochs=0
    )
    assert float(at_start) == pytest.approx(loss(inputs, targets, weight, bias), rel=1e-13)


def test_a_diverging_rate_predicts_infinity_without_a_warning() -> None:
    _, curvature = crops()
    predicted = predicted_loss(
        curvature, solve(*map(list, CROPS)), *INITIAL, lr=1.0, epochs=[[1], [10**6]]
    )
    assert predicted.shape == (2, 1)
    assert np.isfinite(predicted[0, 0])
    assert predicted[1, 0] == np.inf


def test_from_the_optimum_no_rate_leads_away() -> None:
    solution = solve([np.array([-1.0, 1.0])], [np.array([-2.0, 2.0])])
    curvature = Curvature.of(solution.factor, 1)
    predicted = predicted_loss(
        curvature, solution, solution.weight, solution.bias, lr=1e6, epochs=10**6
    )
    assert float(predicted) == solution.best_loss


@pytest.mark.parametrize("size", [1e-300, 1e-150, 1e150, 1.7e308])
def test_inputs_of_any_size_have_a_rate(size: float) -> None:
    column = np.array([size, -size, 0.5 * size])
    curvature = Curvature.of(Factor.of([column]), 1)
    assert curvature.largest_stable_lr == pytest.approx(
        1.0 if size < 1 else 2 / 1.5 / size**2 if size < 1e154 else 0.0
    )
    assert batch_lr_limit([column], 1, 3) == pytest.approx(
        1.0 if size < 1 else 3 / (2.25 * size**2) if size < 1e154 else 0.0
    )


def test_crops15_in_batches_of_five_has_the_limit_of_its_five_largest_rows() -> None:
    assert batch_lr_limit(list(CROPS15), 2, 5) == pytest.approx(7.85e-5, abs=5e-8)


@settings(max_examples=50)
@given(arrays(np.float64, (2, 7), elements=st.integers(-99, 99)), st.integers(1, 7))
def test_no_batch_of_that_size_or_larger_has_a_smaller_stable_rate(
    inputs: np.ndarray, size: int
) -> None:
    limit = batch_lr_limit(list(inputs), 2, size)
    batches = [b for m in {size, 7} for b in itertools.combinations(range(7), m)]
    for batch in batches:
        curvature = Curvature.of(Factor.of(list(inputs[:, batch])), 2)
        assert limit <= curvature.largest_stable_lr * (1 + 1e-12)


def test_the_batch_limit_of_standardised_inputs_is_that_of_the_standardised_columns() -> None:
    columns = list(CROPS[0])
    scaling = Scaling.of(columns)
    direct = batch_lr_limit(list(scaling.rows(columns).T), 2, 2)
    assert batch_lr_limit(columns, 2, 2, scaling) == direct


@given(st.integers(1, 12), st.integers(1, 6), st.integers(0, 99))
def test_a_batch_is_as_steep_as_its_hessian(m: int, d: int, seed: int) -> None:
    inputs = np.random.default_rng(seed).normal(size=(m, d)).astype("f4")
    ones = np.concatenate((inputs.astype("f8"), np.ones((m, 1))), axis=1)
    hessian = 2 / (m * 3) * ones.T @ ones
    assert steepest(inputs, 3) == pytest.approx(np.linalg.eigvalsh(hessian)[-1], rel=1e-9)


def test_a_batch_beyond_float64_is_steep_without_end() -> None:
    assert steepest(np.array([[1e200]]), 1) == np.inf


def test_the_steepest_direction_of_many_rows_is_that_of_all_of_them_at_once() -> None:
    rng = np.random.default_rng(0)
    for rows, columns in ((20_000, 3), (5, 40), (41, 40), (1, 1)):
        inputs = rng.normal(size=(rows, columns)) * 10.0 ** rng.integers(-3, 3, columns)
        with_ones = np.column_stack((inputs, np.ones(rows)))
        expected = 2 / (rows * 2) * np.linalg.norm(with_ones, 2) ** 2
        assert steepest(inputs, 2) == pytest.approx(expected, rel=1e-12)
