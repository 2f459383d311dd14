from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from gdtui.engine.blocks import LONGEST
from gdtui.engine.exact import Solution, solve
from gdtui.engine.r_squared import r_squared
from gdtui.engine.scaling import Scaling

# Data and certified values of this file: NIST Statistical Reference Datasets (StRD), linear least
# squares regression: Longley; Wampler1 to Wampler5; Filip. Certified there to 15 digits, computed
# with 500. Coefficients stand with the constant first.
NIST = Path(__file__).parent / "nist"

LONGLEY = (
    -3482258.63459582,
    15.0618722713733,
    -0.358191792925910e-01,
    -2.02022980381683,
    -1.03322686717359,
    -0.511041056535807e-01,
    1829.15146461355,
)
WAMPLER = {
    "y1": ((1.0,) * 6, 0.0),
    "y2": ((1.0, 0.1, 0.01, 0.001, 0.0001, 0.00001), 0.0),
    "y3": ((1.0,) * 6, 83554268.0),
    "y4": ((1.0,) * 6, 835542680000.0),
    "y5": ((1.0,) * 6, 8355426800000000.0),
}
FILIP = (
    -1467.48961422980,
    -2772.17959193342,
    -2316.37108160893,
    -1127.97394098372,
    -354.478233703349,
    -75.1242017393757,
    -10.8753180355343,
    -1.06221498588947,
    -0.670191154593408e-01,
    -0.246781078275479e-02,
    -0.402962525080404e-04,
)
CROPS = (
    np.array([[73, 91, 87, 102, 69], [67, 88, 134, 43, 96], [43, 64, 58, 37, 70]], float),
    np.array([[56, 81, 119, 22, 103], [70, 101, 133, 37, 119]], float),
)


def nist(name: str) -> dict[str, np.ndarray]:
    with (NIST / f"{name}.csv").open(encoding="utf-8") as lines:
        names = lines.readline().strip().split(",")
        return dict(zip(names, np.loadtxt(lines, delimiter=",").T, strict=True))


def powers(x: np.ndarray, degree: int) -> list[np.ndarray]:
    return [x**k for k in range(1, degree + 1)]


def coefficients(solution: Solution) -> np.ndarray:
    return np.concatenate((solution.bias[:1], solution.weight[0]))


def in_rationals(inputs: Sequence[np.ndarray], target: np.ndarray) -> list[float]:
    """Solve the normal equations of columns of float64 without any rounding."""
    rows = [[Fraction(1), *map(Fraction, row)] for row in np.array(inputs).T.tolist()]
    y = [Fraction(cell) for cell in target.tolist()]
    size = len(rows[0])
    system = [
        [
            *(sum(row[i] * row[j] for row in rows) for j in range(size)),
            sum(row[i] * cell for row, cell in zip(rows, y, strict=True)),
        ]
        for i in range(size)
    ]
    for i in range(size):
        for j in range(size):
            if i != j:
                share = Fraction(system[j][i]) / system[i][i]
                system[j] = [a - share * b for a, b in zip(system[j], system[i], strict=True)]
    return [float(Fraction(row[-1]) / row[i]) for i, row in enumerate(system)]


def problems() -> dict[str, tuple[list[np.ndarray], np.ndarray]]:
    longley, wampler, filip = nist("longley"), nist("wampler"), nist("filip")
    employed = longley.pop("employed")
    return {
        "longley": (list(longley.values()), employed),
        **{name: (powers(wampler["x"], 5), wampler[name]) for name in WAMPLER},
        "filip": (powers(filip["x"], 10), filip["y"]),
    }


PROBLEMS = problems()


def test_longley_keeps_all_certified_digits() -> None:
    inputs, target = PROBLEMS["longley"]
    solution = solve(inputs, [target])
    np.testing.assert_allclose(coefficients(solution), LONGLEY, rtol=5e-15)
    assert solution.best_loss * 16 == pytest.approx(836424.055505915, rel=5e-15)
    (explained,) = r_squared(inputs, [target], solution.weight, solution.bias)
    assert explained == pytest.approx(0.995479004577296, rel=5e-15)


@pytest.mark.parametrize("name", ["y1", "y3", "y4", "y5"])
def test_wampler_keeps_all_certified_digits_however_large_its_residuals(name: str) -> None:
    inputs, target = PROBLEMS[name]
    solution = solve(inputs, [target])
    certified, squares = WAMPLER[name]
    np.testing.assert_allclose(coefficients(solution), certified, rtol=1e-14)
    assert solution.best_loss * 21 == pytest.approx(squares, rel=1e-14, abs=1e-24)


def test_wampler2_keeps_the_certified_digits_that_its_rounded_target_has() -> None:
    inputs, target = PROBLEMS["y2"]
    np.testing.assert_allclose(coefficients(solve(inputs, [target])), WAMPLER["y2"][0], rtol=1e-13)


def test_filip_keeps_the_certified_digits_that_its_rounded_powers_have() -> None:
    inputs, target = PROBLEMS["filip"]
    solution = solve(inputs, [target])
    assert solution.rank == 11
    np.testing.assert_allclose(coefficients(solution), FILIP, rtol=5e-8)
    assert solution.best_loss * 82 == pytest.approx(0.795851382172941e-03, rel=1e-8)


@pytest.mark.parametrize("name", PROBLEMS)
def test_for_the_columns_as_float64_has_them_thirteen_digits_are_right(name: str) -> None:
    inputs, target = PROBLEMS[name]
    np.testing.assert_allclose(
        coefficients(solve(inputs, [target])), in_rationals(inputs, target), rtol=1e-13
    )


def test_crops_has_the_tutorials_optimum() -> None:
    solution = solve(*map(tuple, CROPS))
    assert solution.best_loss == pytest.approx(0.4831212, abs=5e-8)
    np.testing.assert_allclose(
        solution.weight, [[-0.38757, 0.84776, 0.69818], [-0.28516, 0.79401, 0.92498]], atol=5e-6
    )
    np.testing.assert_allclose(solution.bias, [-1.63761, -2.21828], atol=5e-6)
    assert (solution.rank, solution.rank_deficient) == (4, False)


CELL = st.integers(-99, 99)


@settings(max_examples=60)
@given(arrays(np.float64, (2, 9), elements=CELL), arrays(np.float64, (2, 9), elements=CELL))
def test_it_agrees_with_rational_arithmetic(inputs: np.ndarray, targets: np.ndarray) -> None:
    solution = solve(list(inputs), list(targets))
    if solution.rank_deficient:
        return
    for place, target in enumerate(targets):
        bias, *weight = in_rationals(list(inputs), target)
        np.testing.assert_allclose(solution.weight[place], weight, rtol=1e-14, atol=1e-20)
        np.testing.assert_allclose(solution.bias[place], bias, rtol=1e-14, atol=1e-20)


@settings(max_examples=60)
@given(
    st.tuples(st.integers(1, 5), st.integers(1, 6)).flatmap(
        lambda shape: arrays(np.float64, shape, elements=st.integers(-4, 4))
    ),
    st.data(),
)
def test_with_dependent_inputs_it_is_the_solution_of_smallest_norm(
    inputs: np.ndarray, data: st.DataObject
) -> None:
    target = data.draw(arrays(np.float64, inputs.shape[1], elements=CELL))
    solution = solve(list(inputs), [target])
    design = np.concatenate((inputs, np.ones((1, inputs.shape[1])))).T
    smallest, _, rank, _ = np.linalg.lstsq(design, target, rcond=1e-12)
    found = np.concatenate((solution.weight[0], solution.bias))
    assert solution.rank == rank
    np.testing.assert_allclose(found, smallest, rtol=0, atol=1e-10)
    residual = target - design @ smallest
    assert solution.best_loss == pytest.approx(np.mean(residual**2), rel=1e-12, abs=1e-18)


def test_gradient_descent_from_zero_ends_in_the_solution_of_smallest_norm() -> None:
    x = np.array([1.0, -1.0, 2.0, 0.0])
    inputs, target = np.array([x, 2 * x, np.full(4, 3.0)]), np.array([2.0, -3.0, 5.0, 0.5])
    design = np.concatenate((inputs, np.ones((1, 4)))).T
    parameters = np.zeros(4)
    for _ in range(2000):
        parameters -= 0.05 * 2 / 4 * design.T @ (design @ parameters - target)
    solution = solve(list(inputs), [target])
    assert solution.dependent == (1, 2)
    np.testing.assert_allclose(np.append(solution.weight[0], solution.bias), parameters, rtol=1e-12)


def test_the_order_of_rows_and_the_number_of_blocks_do_not_matter() -> None:
    random = np.random.default_rng(9)
    n = 2 * LONGEST + 3
    x = np.sort(random.exponential(1, (3, n)), axis=1) + np.array([[0], [1e6], [-1e3]])
    y = np.array([[1, 2, 3], [-4, 5, 0.5]]) @ x + random.normal(size=(2, n))
    straight = solve(list(x), list(y))
    shuffled = random.permutation(n)
    other = solve(list(x[:, shuffled]), list(y[:, shuffled]))
    np.testing.assert_allclose(straight.weight, other.weight, rtol=1e-14)
    np.testing.assert_allclose(straight.bias, other.bias, rtol=1e-14)
    assert straight.best_loss == pytest.approx(other.best_loss, rel=1e-14)


@pytest.mark.parametrize("size", [1e-280, 1e-150, 1e150])
def test_units_of_any_size_scale_the_weights_and_nothing_else(size: float) -> None:
    inputs, targets = CROPS
    plain = solve(list(inputs), list(targets))
    power = 2.0 ** np.floor(np.log2(size))
    scaled = solve([inputs[0] * power, *inputs[1:]], list(targets))
    assert (scaled.weight[:, 0] * power).tolist() == plain.weight[:, 0].tolist()
    assert scaled.weight[:, 1:].tolist() == plain.weight[:, 1:].tolist()
    assert scaled.bias.tolist() == plain.bias.tolist()
    assert scaled.best_loss == plain.best_loss


def test_weights_beyond_float64_are_infinite_without_a_warning() -> None:
    x = np.array([1.0, 2.0, 4.0])
    solution = solve([x * 1e-200, x**2], [x * 1e200])
    assert solution.weight[0, 0] == np.inf
    assert solution.rank == 3


def test_one_row_and_only_constant_inputs_are_solved() -> None:
    one = solve([np.array([3.0])], [np.array([10.0])])
    assert (one.weight.tolist(), one.bias.tolist()) == ([[pytest.approx(3)]], [pytest.approx(1)])
    assert (one.best_loss, one.rank, one.dependent) == (0, 1, (0,))
    flat = solve([np.zeros(4)], [np.array([1.0, 2.0, 3.0, 6.0])])
    assert (flat.weight.tolist(), flat.bias.tolist(), flat.best_loss) == ([[0]], [3], 3.5)


def test_a_solution_for_standardised_inputs_predicts_the_same() -> None:
    inputs, targets = CROPS
    solution, scaling = solve(list(inputs), list(targets)), Scaling.of(list(inputs))
    moved = solution.standardised(scaling)
    np.testing.assert_allclose(
        scaling.rows(list(inputs)) @ moved.weight.T + moved.bias,
        inputs.T @ solution.weight.T + solution.bias,
        rtol=1e-13,
    )
    assert moved.best_loss == solution.best_loss
