import numpy as np
import pytest

from gdtui.engine.exact import solve
from gdtui.engine.r_squared import r_squared

X = (np.array([1.0, 2.0, 3.0, 4.0]),)


def test_a_perfect_fit_the_mean_and_something_worse() -> None:
    y = (2 * X[0] + 1, X[0], X[0])
    weight = np.array([[2.0], [0.0], [-1.0]], np.float32)
    bias = np.array([1.0, 2.5, 5.0], np.float32)
    assert r_squared(X, y, weight, bias) == pytest.approx((1.0, 0.0, -3.0), abs=1e-15)


def test_a_constant_target_has_none() -> None:
    y = (np.full(4, 0.1), X[0])
    assert r_squared(X, y, np.ones((2, 1)), np.zeros(2)) == (None, 1.0)


def test_it_is_that_of_the_textbook_across_blocks() -> None:
    random = np.random.default_rng(3)
    x = list(random.normal(size=(3, 100_000)))
    y = [x[0] - x[1] + random.normal(size=100_000)]
    solution = solve(x, y)
    (found,) = r_squared(x, y, solution.weight, solution.bias)
    assert found == pytest.approx(1 - solution.best_loss / np.var(y[0]), rel=1e-13)


def test_diverged_weights_give_no_warning() -> None:
    assert r_squared(X, X, np.array([[1e300]]), np.zeros(1)) == (-np.inf,)
    assert str(r_squared(X, X, np.array([[np.nan]]), np.zeros(1))) == "(nan,)"
