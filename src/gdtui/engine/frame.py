"""Frame: columns shifted and scaled to numbers of size at most 1, without losing a bit."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gdtui.engine.blocks import Column, Matrix, stack
from gdtui.engine.precision import two_sum
from gdtui.engine.scaling import Scaling


@dataclass(frozen=True, eq=False)
class Frame:
    """Column x stands in its frame as x / 2**exponent - centre; powers of two scale exactly.

    Attributes:
        centres: (columns,), about the scaled means; exactly the value of a constant column.
        exponents: (columns,).
        largest: (columns,), the largest size of a scaled column before its centre is taken off.
    """

    centres: NDArray[np.float64]
    exponents: NDArray[np.int64]
    largest: NDArray[np.float64]

    @classmethod
    def of(cls, columns: Sequence[Column]) -> "Frame":
        """Fit a frame to columns (n,) of finite numbers, n >= 1."""
        means = Scaling.of(columns).means
        low = np.array([column.min() for column in columns])
        high = np.array([column.max() for column in columns])
        largest = np.maximum(-low, high)
        # In units of the largest: the whole range of a column may be too large for a float64.
        _, unit = np.frexp(largest)
        above = np.ldexp(high, -unit) - np.ldexp(means, -unit)
        below = np.ldexp(means, -unit) - np.ldexp(low, -unit)
        _, spread = np.frexp(np.maximum(above, below))
        exponents = np.where(low == high, 0, np.maximum(unit + spread, -1021)).astype(np.int64)
        return cls(np.ldexp(means, -exponents), exponents, np.ldexp(largest, -exponents))

    def block(self, columns: Sequence[Column], rows: slice) -> tuple[Matrix, Matrix]:
        """Bring rows into the frame: (columns, rows) rounded, and what the rounding took away."""
        scaled = stack(columns, rows) * np.ldexp(1.0, -self.exponents)[:, None]
        return two_sum(scaled, -self.centres[:, None])
