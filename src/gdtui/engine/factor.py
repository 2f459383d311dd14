"""Factor: a dataset reduced to one small triangle, from which all exact answers come."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from gdtui.engine.blocks import Column, Matrix, blocks
from gdtui.engine.frame import Frame

_EPSILON = 2.0**-52


@dataclass(frozen=True, eq=False)
class Directions:
    """The singular value decomposition of [1 | inputs] in its frame: left @ values @ right^-1.

    A direction is empty when its singular value is no larger than what half a last bit in every
    cell could cause, as reading a decimal number leaves it; then its inputs depend on each other.

    Attributes:
        left: (1 + d, rank), orthonormal columns.
        values: (rank,).
        right: (1 + d, rank), columns in the coordinates of the frame.
        empty: (1 + d, 1 + d - rank), the empty directions, likewise.
    """

    left: Matrix
    values: NDArray[np.float64]
    right: Matrix
    empty: Matrix


@dataclass(frozen=True, eq=False)
class Factor:
    """The R of a QR factorisation of [1 | inputs | targets], the columns in their frame.

    With the column of ones in it, no answer depends on how well the frame's centres fit.

    Attributes:
        rows: n.
        d: how many of the frame's columns are inputs; the other t are targets.
        frame: where the columns stand.
        triangle: (1 + d + t, 1 + d + t), upper triangular.
    """

    rows: int
    d: int
    frame: Frame
    triangle: Matrix

    @classmethod
    def of(cls, inputs: Sequence[Column], targets: Sequence[Column] = ()) -> "Factor":
        """Factorise columns (n,) of finite numbers, n >= 1, block by block and never as X'X.

        Source: Demmel, Grigori, Hoemmen, Langou: Communication-optimal parallel and sequential QR
        and LU factorizations, 2012 (TSQR with a flat tree).
        """
        columns = (*inputs, *targets)
        n, width = len(columns[0]), 1 + len(columns)
        frame = Frame.of(columns)
        triangle = np.zeros((width, width))
        # Shorter blocks would spend the time on the triangle that is carried along.
        for rows in blocks(n, width, at_least=4 * width):
            block, _ = frame.block(columns, rows)
            ones = np.ones((1, block.shape[1]))
            stacked = np.concatenate((triangle.T, np.concatenate((ones, block))), axis=1)
            triangle = np.asarray(np.linalg.qr(stacked.T, mode="r"))
        return cls(rows=n, d=len(inputs), frame=frame, triangle=triangle)

    @property
    def inputs(self) -> Matrix:
        """The triangle of [1 | inputs]: (1 + d, 1 + d)."""
        return self.triangle[: 1 + self.d, : 1 + self.d]

    @property
    def targets(self) -> Matrix:
        """The targets' part that [1 | inputs] can reach: (1 + d, t)."""
        return self.triangle[: 1 + self.d, 1 + self.d :]

    @property
    def rank(self) -> int:
        """How many of the 1 + d columns are independent, the column of ones among them."""
        return len(self.directions.values)

    @cached_property
    def directions(self) -> Directions:
        """Split the parameters into directions that the data decide and empty ones."""
        _, exponents = np.frexp(np.linalg.norm(self.inputs, axis=0))
        unit = np.ldexp(1.0, -exponents)
        left, values, right = np.linalg.svd(self.inputs * unit)
        last_bits = np.concatenate(([0.0], self.frame.largest[: self.d])) * unit
        last_bits *= _EPSILON / 2 * np.sqrt(self.rows)
        own_error = 4 * _EPSILON * np.sqrt(self.rows * len(values)) * values[0]
        kept = values > np.abs(right) @ last_bits + own_error
        right_in_frame = right.T * unit[:, None]
        return Directions(
            left=left[:, kept],
            values=values[kept],
            right=right_in_frame[:, kept],
            empty=right_in_frame[:, ~kept],
        )

    @cached_property
    def dependent(self) -> tuple[int, ...]:
        """Inputs that follow from a constant and from inputs before them; 1 + d - rank of them."""
        own = np.abs(np.diagonal(self.inputs))[1:]
        size = np.linalg.norm(self.inputs[:, 1:], axis=0)
        share = np.divide(own, size, out=np.zeros(self.d), where=size > 0)
        return tuple(sorted(int(place) for place in np.argsort(share)[: 1 + self.d - self.rank]))
