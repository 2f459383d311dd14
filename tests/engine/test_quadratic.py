"""The loss along some parameters, against the loss itself."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gdtui.engine.curvature import Curvature
from gdtui.engine.exact import solve
from gdtui.engine.quadratic import Place, Quadratic
from gdtui.engine.scaling import Scaling

Arrays = tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]


def problem(n: int, d: int, t: int, seed: int) -> Arrays:
    draw = np.random.default_rng(seed)
    return (
        draw.normal(size=(n, d)) * 10.0 ** draw.integers(-2, 3, d) + draw.normal(size=d),
        draw.normal(size=(n, t)) * 50,
        draw.normal(size=(t, d)) * 3,
        draw.normal(size=t),
    )


def around(x: np.ndarray, y: np.ndarray, w: np.ndarray, b: np.ndarray, *at: Place) -> Quadratic:
    solution = solve(tuple(x.T), tuple(y.T))
    return Quadratic.of_all_rows(Curvature.of(solution.factor, y.shape[1]), solution, w, b, at)


def loss_at(arrays: Arrays, places: tuple[Place, ...], point: np.ndarray) -> float:
    x, y, w, b = arrays
    joined = np.concatenate((w, b[:, None]), axis=1)
    for place, value in zip(places, point, strict=True):
        joined[place] = value
    return float(np.square(x @ joined[:, :-1].T + joined[:, -1] - y).mean())


SIZES = st.tuples(st.integers(1, 12), st.integers(1, 4), st.integers(1, 3), st.integers(0, 99))


@given(SIZES, st.data())
def test_it_is_the_loss_wherever_the_parameters_go(
    sizes: tuple[int, int, int, int], data: st.DataObject
) -> None:
    arrays = x, y, w, b = problem(*sizes)
    (t, d) = w.shape
    place = st.tuples(st.integers(0, t - 1), st.integers(0, d))
    one, other = data.draw(place), data.draw(place)
    places = (one,) if one == other else (one, other)
    everywhere = around(x, y, w, b, *places)
    rows = Quadratic.of_rows(x, x @ w.T + b - y, w, b, places)
    point = everywhere.at + np.array([0.7, -1.9][: len(places)])
    for found in (everywhere, rows):
        assert found.loss == pytest.approx(loss_at(arrays, places, found.at), rel=1e-9)
        assert found.losses(point) == pytest.approx(loss_at(arrays, places, point), rel=1e-8)
    both = everywhere.losses(np.stack([point, everywhere.at]))
    assert both == pytest.approx([everywhere.losses(point), everywhere.loss], rel=1e-12)


@given(SIZES)
def test_its_gradient_is_a_finite_difference(sizes: tuple[int, int, int, int]) -> None:
    arrays = x, y, w, b = problem(*sizes)
    place = (w.shape[0] - 1, w.shape[1])
    found = around(x, y, w, b, place)
    ahead, behind = (loss_at(arrays, (place,), found.at + step) for step in (0.5, -0.5))
    assert found.gradient[0] == pytest.approx(ahead - behind, rel=1e-7, abs=1e-9 * found.loss)


@given(SIZES)
def test_nothing_is_lower_than_its_lowest_point(sizes: tuple[int, int, int, int]) -> None:
    x, y, w, b = problem(*sizes)
    found = around(x, y, w, b, (0, 0), (0, x.shape[1]))
    lowest = found.losses(found.lowest)
    near = found.lowest + np.random.default_rng(0).normal(size=(50, 2))
    assert (found.losses(near) >= lowest - 1e-9 * abs(found.loss)).all()


def test_units_far_apart_still_have_their_lowest_point() -> None:
    x = np.array([[1e-7], [2e-7], [4e-7]])
    y = 3e7 * x + 5
    found = around(x, y, np.zeros((1, 1)), np.zeros(1), (0, 0), (0, 1))
    assert found.lowest == pytest.approx([3e7, 5], rel=1e-6)


def test_a_direction_that_no_row_knows_is_left_alone() -> None:
    x, y = np.zeros((3, 1)), np.array([[1.0], [2.0], [3.0]])
    found = around(x, y, np.full((1, 1), 7.0), np.zeros(1), (0, 0), (0, 1))
    assert found.lowest == pytest.approx([7, 2])


def test_parameters_that_are_not_finite_have_no_loss() -> None:
    x, y, w, b = problem(5, 2, 1, 0)
    found = around(x, y, w * np.inf, b, (0, 0))
    assert not np.isfinite(found.losses(np.array([[1.0]]))).any()
    assert np.isnan(found.lowest).all()


def test_standardised_inputs_have_a_quadratic_of_their_own() -> None:
    x, y, w, b = problem(9, 3, 2, 5)
    scaling = Scaling.of(tuple(x.T))
    raw = around(x, y, w, b, (1, 2))
    solution = solve(tuple(x.T), tuple(y.T))
    curvature = Curvature.of(solution.factor, 2, scaling)
    moved = scaling.unfold(w, b)
    own = Quadratic.of_all_rows(curvature, solution.standardised(scaling), *moved, ((1, 2),))
    assert own.loss == pytest.approx(raw.loss, rel=1e-9)
    standardised = (x - scaling.means) / scaling.sigmas
    residuals = standardised @ moved[0].T + moved[1] - y
    rows = Quadratic.of_rows(standardised, residuals, *moved, ((1, 2),))
    assert own.gradient == pytest.approx(rows.gradient, rel=1e-8)
