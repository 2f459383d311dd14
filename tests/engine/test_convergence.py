import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gdtui.data.bundled import bundled
from gdtui.engine.convergence import epochs_per_digit, epochs_to_tenth
from gdtui.engine.curvature import Curvature, predicted_loss
from gdtui.engine.exact import solve
from gdtui.engine.scaling import Scaling


def curvature(*eigenvalues: float) -> Curvature:
    size = len(eigenvalues)
    return Curvature(np.array(eigenvalues), np.eye(size), np.eye(size))


@given(st.floats(1e-6, 0.5), st.floats(1e-3, 1.99))
def test_so_many_epochs_take_a_tenth_off_the_slowest_direction(least: float, reach: float) -> None:
    epochs = epochs_per_digit(curvature(least, 1.0), reach)
    slowest = max((1 - reach * least) ** 2, (1 - reach) ** 2)
    assert epochs * math.log10(slowest) == pytest.approx(-1, rel=1e-6)


def test_it_is_what_the_predicted_loss_does() -> None:
    data, start = bundled("crops")
    solution, scaling = (
        solve(data.input_columns, data.target_columns),
        Scaling.of(data.input_columns),
    )
    found = Curvature.of(solution.factor, 2, scaling)
    lr = found.largest_stable_lr / 2
    epochs = epochs_per_digit(found, lr)
    assert start.weight is not None
    late = predicted_loss(
        found,
        solution.standardised(scaling),
        np.array(start.weight),
        np.array(start.bias),
        lr=lr,
        epochs=[round(10 * epochs), round(11 * epochs)],
    )
    excess = late - solution.best_loss
    # Whole epochs only: the rounding is worth up to half an epoch of the seven.
    assert excess[1] / excess[0] == pytest.approx(0.1, rel=0.2)


def test_open_directions_do_not_count() -> None:
    assert epochs_per_digit(curvature(0.0, 1.0), 0.5) == epochs_per_digit(curvature(1.0), 0.5)


def test_an_unstable_rate_never_gets_there() -> None:
    assert epochs_per_digit(curvature(1.0), 2.0) == math.inf
    assert epochs_per_digit(curvature(1.0), 3.0) == math.inf


def test_one_step_to_the_bottom_takes_no_time() -> None:
    assert epochs_per_digit(curvature(1.0), 1.0) == 0


def test_a_tiny_reach_keeps_its_digits() -> None:
    expected = math.log(10) / 2e-20
    assert epochs_per_digit(curvature(1e-20), 1.0) == pytest.approx(expected)


@given(st.floats(1e-9, 1.99))
def test_so_many_epochs_leave_a_tenth_of_the_way(reach: float) -> None:
    (epochs,) = epochs_to_tenth(np.array([reach]), 1.0)
    assert epochs == 0 or abs(1 - reach) ** epochs == pytest.approx(0.1, rel=1e-5)


def test_flat_and_unstable_directions_are_never_done() -> None:
    assert epochs_to_tenth(np.array([0.0, 2.0, 5.0, 1.0]), 1.0).tolist() == [
        math.inf,
        math.inf,
        math.inf,
        0,
    ]
