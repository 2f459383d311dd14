"""Dataset: the numbers of one file, by column, each row traceable to its line."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import DTypeLike, NDArray

Column = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Dataset:
    """Inputs (n, d) and targets (n, t) in float64, as the file has them.

    The columns are the reader's own arrays, so that a big file is held once; `inputs` and `targets`
    lay them out as rows in the dtype that training asks for.
    """

    name: str
    path: Path
    input_names: tuple[str, ...]
    target_names: tuple[str, ...]
    input_columns: tuple[Column, ...]
    target_columns: tuple[Column, ...]
    lines: Sequence[int]
    notes: tuple[str, ...] = ()

    @property
    def rows(self) -> int:
        """How many rows there are: n."""
        return len(self.lines)

    def inputs(self, dtype: DTypeLike = np.float64) -> NDArray[np.floating]:
        """The inputs as rows, (n, d), in C order."""
        return _rows(self.input_columns, self.rows, dtype)

    def targets(self, dtype: DTypeLike = np.float64) -> NDArray[np.floating]:
        """The targets as rows, (n, t), in C order."""
        return _rows(self.target_columns, self.rows, dtype)

    @cached_property
    def fingerprint(self) -> str:
        """A sha256 of the column names and of every number, in hexadecimal."""
        digest = hashlib.sha256()
        for names, columns in (
            (self.input_names, self.input_columns),
            (self.target_names, self.target_columns),
        ):
            for name, column in zip(names, columns, strict=True):
                digest.update(name.encode("utf-8", "surrogatepass") + b"\0")
                digest.update(np.ascontiguousarray(column).data)
            digest.update(b"\1")
        return digest.hexdigest()


def _rows(columns: tuple[Column, ...], rows: int, dtype: DTypeLike) -> NDArray[np.floating]:
    laid_out: NDArray[np.floating] = np.empty((rows, len(columns)), dtype)
    for place, column in enumerate(columns):
        laid_out[:, place] = column
    return laid_out
