"""Scaling: the mean and the spread of every input column, and weights moved to and fro."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import DTypeLike, NDArray

from gdtui.engine.blocks import Column, Matrix, blocks, stack

Floats = NDArray[np.floating]


@dataclass(frozen=True, eq=False)
class Scaling:
    """Means (d,) and population sigmas (d,): an input x is standardised to (x - mean) / sigma.

    A constant column has sigma 1 and stands in `constant`, so that it becomes a column of zeros.
    """

    means: NDArray[np.float64]
    sigmas: NDArray[np.float64]
    constant: tuple[int, ...] = ()

    @classmethod
    def of(cls, columns: Sequence[Column]) -> "Scaling":
        """Measure d columns (n,) of finite numbers, n >= 1, in blocks of rows."""
        measured = [_mean_and_sigma(column) for column in columns]
        return cls(
            means=np.array([mean for mean, _ in measured]),
            sigmas=np.array([sigma or 1.0 for _, sigma in measured]),
            constant=tuple(place for place, (_, sigma) in enumerate(measured) if not sigma),
        )

    @classmethod
    def none(cls, d: int) -> "Scaling":
        """Leave d columns as they are, to the last bit."""
        return cls(means=np.zeros(d), sigmas=np.ones(d))

    def columns(self, columns: Sequence[Column], rows: slice) -> Matrix:
        """Standardise these rows of the columns in float64, as an array (d, rows)."""
        return (stack(columns, rows) - self.means[:, None]) / self.sigmas[:, None]

    def rows(self, columns: Sequence[Column], dtype: DTypeLike = np.float64) -> Floats:
        """Standardise all rows in float64 and round them once to `dtype`: (n, d), in C order."""
        n, d = len(columns[0]), len(columns)
        standardised: Floats = np.empty((n, d), dtype)
        for block in blocks(n, d):
            standardised[block] = self.columns(columns, block).T
        return standardised

    def fold(self, weight: Floats, bias: Floats) -> tuple[Matrix, Column]:
        """Turn weights of standardised inputs into weights of raw ones with equal predictions.

        weight (t, d) and bias (t,) of any float dtype; computed in float64:
        w_raw = w / sigma, b_raw = b - sum(w * mean / sigma).
        """
        # Weights of a diverged training may overflow here; what shows them says so.
        with np.errstate(over="ignore", invalid="ignore"):
            raw = np.asarray(weight, np.float64) / self.sigmas
            return raw, np.asarray(bias, np.float64) - (raw * self.means).sum(axis=1)

    def unfold(self, weight: Floats, bias: Floats) -> tuple[Matrix, Column]:
        """Turn weights of raw inputs into weights of standardised ones: the inverse of `fold`."""
        with np.errstate(over="ignore", invalid="ignore"):
            raw = np.asarray(weight, np.float64)
            moved = np.asarray(bias, np.float64) + (raw * self.means).sum(axis=1)
            return raw * self.sigmas, moved


def _mean_and_sigma(column: Column) -> tuple[float, float]:
    """Two passes; the second also mends the mean's rounding. A constant column has sigma 0."""
    low, high = float(column.min()), float(column.max())
    if low == high:
        return low, 0.0
    _, exponent = math.frexp(max(-low, high))
    n = len(column)
    pieces = list(blocks(n, 1))
    guess = math.fsum(np.ldexp(column[rows], -exponent).sum() for rows in pieces) / n
    sums, squares = [], []
    for rows in pieces:
        centred = np.ldexp(column[rows], -exponent) - guess
        sums.append(centred.sum())
        squares.append(np.square(centred).sum())
    shift = math.fsum(sums) / n
    sigma = math.sqrt(math.fsum(squares) / n - shift * shift)
    return math.ldexp(guess + shift, exponent), math.ldexp(sigma, exponent)
