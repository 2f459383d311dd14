"""Curvature: how steep the loss is in each direction, and what that means for the rate."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from gdtui.engine.blocks import Column, Matrix, blocks
from gdtui.engine.exact import Solution
from gdtui.engine.factor import Factor
from gdtui.engine.scaling import Floats, Scaling


@dataclass(frozen=True, eq=False)
class Curvature:
    """The Hessian of the loss, 2/(n*t) Xa'Xa with Xa = [inputs, 1], by its eigenvalues.

    Attributes:
        eigenvalues: (d + 1,), ascending; directions that the data leave open have exactly 0. Each
            occurs t times in the Hessian of all parameters, once for each target.
        eigenvectors: (d + 1, d + 1), column i belongs to eigenvalue i; a row for each input in
            order, then one for the bias.
        heights: (d + 1, d + 1), row i times a step (weights, bias) from the optimum is the square
            root of what direction i adds to the loss. Equal to sqrt(eigenvalue / 2) * eigenvector,
            but accurate for each input even where their units are many powers of ten apart.
    """

    eigenvalues: NDArray[np.float64]
    eigenvectors: Matrix
    heights: Matrix

    @classmethod
    def of(cls, factor: Factor, target_count: int, scaling: Scaling | None = None) -> "Curvature":
        """Take the eigenvalues from the singular values of the triangle, without a pass.

        With a scaling it is the curvature that training on the standardised inputs meets. An
        eigenvalue is good to about 1e-16 * sqrt(eigenvalue * largest eigenvalue).
        """
        d, scaling = factor.d, scaling or Scaling.none(factor.d)
        exponents, centres = factor.frame.exponents[:d], factor.frame.centres[:d]
        # (given - mean) / sigma = ratio * in_frame + ratio * (centre - mean / 2**exponent)
        mantissa, sigma_exponents = np.frexp(scaling.sigmas)
        top = max(0, int((exponents - sigma_exponents).max()))
        ratio = np.ldexp(1 / mantissa, exponents - sigma_exponents - top)
        to_given = np.zeros((1 + d, 1 + d))
        to_given[0, :d] = ratio * (centres - np.ldexp(scaling.means, -exponents))
        to_given[np.arange(1, 1 + d), np.arange(d)] = ratio
        to_given[0, d] = np.ldexp(1.0, -top)
        triangle = factor.inputs @ to_given
        left, values, right = np.linalg.svd(triangle)
        values[factor.rank :] = 0
        mean = 1 / (factor.rows * target_count)
        with np.errstate(over="ignore"):
            return cls(
                eigenvalues=2 * mean * np.square(np.ldexp(values, top))[::-1],
                eigenvectors=right[::-1].T,
                heights=math.sqrt(mean) * np.ldexp(left.T @ triangle, top)[::-1],
            )

    @property
    def largest_stable_lr(self) -> float:
        """2 / largest eigenvalue: below it gradient descent on all rows converges."""
        return 2 / float(self.eigenvalues[-1])

    @property
    def condition_number(self) -> float:
        """Largest eigenvalue over smallest; infinite where the inputs depend on each other."""
        smallest, largest = float(self.eigenvalues[0]), float(self.eigenvalues[-1])
        return largest / smallest if smallest else math.inf


def predicted_loss(
    curvature: Curvature,
    solution: Solution,
    weight: Floats,
    bias: Floats,
    *,
    lr: float,
    epochs: ArrayLike,
) -> NDArray[np.float64]:
    """Predict the loss over all rows after k epochs of full-batch gradient descent.

    L_k = L* + 1/2 sum_i l_i (1 - lr l_i)^(2k) |q_i' (W_0 - W*)|^2, summed over targets: the loss is
    exactly quadratic, and every direction shrinks by a factor of its own.

    Args:
        curvature: of the inputs that the training sees, raw or standardised.
        solution: for the same inputs: `solution.standardised(scaling)` for standardised ones.
        weight: (t, d), at epoch 0.
        bias: (t,), likewise.
        lr: as the training holds it; for float32 pass float(np.float32(lr)).
        epochs: whole numbers k >= 0 of any shape, which the result has too.
    """
    to_go = np.concatenate((weight - solution.weight, (bias - solution.bias)[:, None]), axis=1)
    k = np.asarray(epochs, np.float64)[..., None]
    with np.errstate(over="ignore", under="ignore", invalid="ignore"):
        excess = np.square(curvature.heights @ to_go.T).sum(axis=1)
        shrunk = np.power(np.square(1 - lr * curvature.eigenvalues), k)
        # Nothing grows from nothing: 0 * inf would be NaN.
        left = np.where(excess == 0, 0, excess * shrunk)
        predicted: NDArray[np.float64] = solution.best_loss + left.sum(axis=-1)
    return predicted


def steepest(inputs: Floats, target_count: int) -> float:
    """The largest eigenvalue of the Hessian of some rows' loss, 2/(m*t) Xa'Xa.

    Args:
        inputs: (m, d), as the training sees them, m >= 1.
        target_count: t.
    """
    m, d = len(inputs), int(inputs.shape[1])
    with np.errstate(over="ignore"):
        # both products have the same largest eigenvalue; the smaller one is quicker
        if m <= d:
            with_ones = _with_ones(inputs)
            product = with_ones @ with_ones.T
        else:
            product = np.zeros((d + 1, d + 1))
            for rows in blocks(m, d + 1):
                with_ones = _with_ones(inputs[rows])
                product += with_ones.T @ with_ones
        if not np.isfinite(product).all():
            return math.inf
        return 2 / (m * target_count) * float(np.linalg.eigvalsh(product)[-1])


def _with_ones(inputs: Floats) -> Matrix:
    return np.concatenate((inputs.astype(np.float64), np.ones((len(inputs), 1))), axis=1)


def batch_lr_limit(
    inputs: Sequence[Column], target_count: int, batch_size: int, scaling: Scaling | None = None
) -> float:
    """Return a rate that is stable for every possible batch of m rows, and for larger ones.

    The Hessian of a batch B is 2/(m*t) times the sum of a a' over its rows a = [inputs, 1]. Its
    largest eigenvalue is at most its trace, 2/(m*t) times the sum of |a|^2, and no batch has a
    larger trace than the m largest rows. Below 2 / that trace, m*t / (sum of the m largest |a|^2),
    every step of every batch is a symmetric map of norm at most 1, and so is any sequence of them.
    A larger batch has a smaller mean of |a|^2, so the smallest batch of an epoch decides.

    Args:
        inputs: d columns (n,) as given.
        target_count: t.
        batch_size: m, the size of the smallest batch that occurs: often the last one.
        scaling: how the training standardises the inputs, if it does.
    """
    n, d = len(inputs[0]), len(inputs)
    scaling = scaling or Scaling.none(d)
    squares = np.empty(n)
    with np.errstate(over="ignore"):
        for rows in blocks(n, d):
            squares[rows] = 1 + np.square(scaling.columns(inputs, rows)).sum(axis=0)
        squares.partition(n - batch_size)
        return batch_size * target_count / float(squares[n - batch_size :].sum())
