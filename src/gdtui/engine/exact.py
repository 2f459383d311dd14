"""Exact: the least-squares optimum that gradient descent is on its way to."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from gdtui.engine.blocks import Column, Matrix, blocks
from gdtui.engine.factor import Factor
from gdtui.engine.precision import add_product, dot, row_units, slices, two_sum
from gdtui.engine.scaling import Scaling


@dataclass(frozen=True, eq=False)
class Solution:
    """The weights with the smallest possible loss.

    Attributes:
        weight: (t, d), for inputs as given.
        bias: (t,).
        best_loss: mean of the squared residuals over all n * t elements.
        rank: of [inputs | 1], at most d + 1.
        dependent: places of inputs that follow from a constant and from inputs before them. If
            there are any, many weights reach the best loss; these have the smallest norm of weight
            and bias together, and gradient descent from zero ends in them.
        factor: the data's triangle, for a `Curvature` without another pass.
    """

    weight: Matrix
    bias: NDArray[np.float64]
    best_loss: float
    rank: int
    dependent: tuple[int, ...]
    factor: Factor = field(repr=False)

    @property
    def rank_deficient(self) -> bool:
        """Whether some inputs follow from others, so that the optimum is not unique."""
        return bool(self.dependent)

    def standardised(self, scaling: Scaling) -> "Solution":
        """Give the same predictions with weights for standardised inputs."""
        weight, bias = scaling.unfold(self.weight, self.bias)
        return replace(self, weight=weight, bias=bias)


def solve(inputs: Sequence[Column], targets: Sequence[Column]) -> Solution:
    """Solve least squares for d inputs and t targets, columns (n,) of finite numbers, n >= 1.

    Blockwise QR of the shifted and scaled columns, then an SVD of the triangle, then one step of
    iterative refinement whose residuals and gradient carry about 90 bits. The step is R'R-based
    (corrected seminormal equations: Bjorck, Stability analysis of the method of seminormal
    equations for linear least squares problems, 1987): without it a large residual costs digits as
    the square of the condition number. Memory beside the columns is a few blocks of rows.
    """
    factor = Factor.of(inputs, targets)
    found = factor.directions
    first = found.right @ ((found.left.T @ factor.targets) / found.values[:, None])
    gradient, squares = _residuals(factor, (*inputs, *targets), first)
    step = found.right @ ((found.right.T @ gradient) / np.square(found.values)[:, None])
    # At the optimum the squares are smaller by exactly |R step|^2 (Pythagoras).
    squares -= np.square(factor.inputs @ step).sum(axis=0)
    # Units far apart can ask for weights beyond float64: they become infinite.
    with np.errstate(over="ignore", invalid="ignore"):
        weight, bias = _as_given(factor, first, step)
        if found.empty.size:
            weight, bias = _smallest(factor, weight, bias)
        return Solution(
            weight=weight,
            bias=bias,
            best_loss=_mean(np.maximum(squares, 0), factor),
            rank=factor.rank,
            dependent=factor.dependent,
            factor=factor,
        )


def _residuals(
    factor: Factor, columns: Sequence[Column], found: Matrix
) -> tuple[Matrix, NDArray[np.float64]]:
    """In the frame: [1 | X]' (Y - [1 | X] found), to about 90 bits, and the squares per target."""
    d, t = factor.d, len(columns) - factor.d
    taken_off = slices(-found.T, 0.0, row_units(found.T))
    gradient, error, squares = np.zeros((1 + d, t)), np.zeros((1 + d, t)), np.zeros(t)
    for rows in blocks(factor.rows, 1 + len(columns)):
        rounded, rest = factor.frame.block(columns, rows)
        ones = np.ones((1, rounded.shape[1]))
        x = slices(np.concatenate((ones, rounded[:d])), np.concatenate((0 * ones, rest[:d])))
        turned = (x[0].T, x[1].T, x[2].T)
        residual, off = two_sum(*add_product(rounded[d:], rest[d:], taken_off, turned))
        r = slices(residual, off, row_units(residual))
        gradient, error = add_product(gradient, error, x, r)
        squares += np.square(residual).sum(axis=1)
    return gradient + error, squares


def _as_given(factor: Factor, found: Matrix, step: Matrix) -> tuple[Matrix, NDArray[np.float64]]:
    """From the frame back to the columns as given; the bias is summed exactly, rounded once."""
    d, frame = factor.d, factor.frame
    exponents, t_exponents = frame.exponents[:d, None], frame.exponents[d:]
    weight = np.ldexp((found + step)[1:], t_exponents - exponents).T
    to_zero = np.concatenate(([1.0], -frame.centres[:d]))
    by = np.concatenate((to_zero, to_zero, [1.0]))
    terms = np.concatenate((found, step, frame.centres[None, d:]))
    return weight, np.ldexp([dot(column, by) for column in terms.T], t_exponents)


def _smallest(
    factor: Factor, weight: Matrix, bias: NDArray[np.float64]
) -> tuple[Matrix, NDArray[np.float64]]:
    """Take off what lies in empty directions: the solution of smallest norm is left."""
    frame, d, empty = factor.frame, factor.d, factor.directions.empty
    in_bias = empty[0] - frame.centres[:d] @ empty[1:]
    in_weight = np.ldexp(empty[1:], -frame.exponents[:d, None])
    basis, _ = np.linalg.qr(np.concatenate((in_weight, in_bias[None])))
    both = np.concatenate((weight, bias[:, None]), axis=1)
    both -= (both @ basis) @ basis.T
    return both[:, :-1], both[:, -1]


def _mean(squares: NDArray[np.float64], factor: Factor) -> float:
    elements = factor.rows * len(squares)
    return math.fsum(np.ldexp(squares / elements, 2 * factor.frame.exponents[factor.d :]))
