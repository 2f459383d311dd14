"""Numbers: some rows of the used columns, each column with its least and greatest value."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

Column = NDArray[np.float64]


@dataclass(frozen=True)
class Numbers:
    """Columns of equal length."""

    columns: Sequence[Column]

    @property
    def rows(self) -> int:
        """How many rows there are."""
        return len(self.columns[0])

    @cached_property
    def least(self) -> list[float]:
        """The least value of each column; NaN where one is NaN, inf without rows."""
        return [float(column.min(initial=math.inf)) for column in self.columns]

    @cached_property
    def greatest(self) -> list[float]:
        """The greatest value of each column; NaN where one is NaN, -inf without rows."""
        return [float(column.max(initial=-math.inf)) for column in self.columns]
