"""Weights: what a file of weights holds, whatever its format."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, eq=False)
class Weights:
    """A linear model's parameters: weight (t, d) and bias (t,), float32 or float64.

    `about` says where they come from (settings, dataset); it is written where a format has room and
    never needed to read one back. Names are None where the file has none.
    """

    weight: NDArray[np.floating]
    bias: NDArray[np.floating]
    input_names: tuple[str, ...] | None = None
    target_names: tuple[str, ...] | None = None
    about: Mapping[str, Any] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    def same_bits(self, other: "Weights") -> bool:
        """Whether both hold the same shapes, dtypes and bits (-0.0 and 0.0 differ)."""
        return all(
            mine.dtype == theirs.dtype
            and mine.shape == theirs.shape
            and mine.tobytes() == theirs.tobytes()
            for mine, theirs in ((self.weight, other.weight), (self.bias, other.bias))
        )
