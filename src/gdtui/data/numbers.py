"""Numbers: some rows of the used columns, each column with its least and greatest value."""

import math
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

Column = NDArray[np.float64]


@dataclass(frozen=True)
class Numbers:
    """Columns of equal length, (columns, rows)."""

    columns: NDArray[np.float64]

    @property
    def rows(self) -> int:
        """How many rows there are."""
        return len(self.columns.T)

    @cached_property
    def least(self) -> list[float]:
        """The least value of each column; NaN where one is NaN, inf without rows."""
        least: list[float] = self.columns.min(axis=1, initial=math.inf).tolist()
        return least

    @cached_property
    def greatest(self) -> list[float]:
        """The greatest value of each column; NaN where one is NaN, -inf without rows."""
        greatest: list[float] = self.columns.max(axis=1, initial=-math.inf).tolist()
        return greatest
