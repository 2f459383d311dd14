"""predictions: what weights make of rows, in float64."""

from collections.abc import Iterator, Sequence

import numpy as np

from gdtui.engine.blocks import Column, Matrix, blocks, stack
from gdtui.engine.scaling import Floats


def predictions(inputs: Sequence[Column], weight: Floats, bias: Floats) -> Iterator[Matrix]:
    """Predict block by block of rows, so that memory stays flat.

    Args:
        inputs: d columns (n,) as given.
        weight: (t, d) for them, of any float dtype.
        bias: (t,), likewise.

    Yields:
        (rows, t), infinite or NaN where float64 overflows.
    """
    wide, offset = np.asarray(weight, np.float64).T, np.asarray(bias, np.float64)
    for rows in blocks(len(inputs[0]), len(inputs) + len(offset)):
        with np.errstate(over="ignore", invalid="ignore"):
            predicted: Matrix = stack(inputs, rows).T @ wide + offset
        yield predicted


def columns_of(rows: Sequence[Sequence[float]]) -> tuple[Column, ...]:
    """Lay out n rows of d numbers as d columns (n,)."""
    return tuple(np.array(rows, np.float64).T)
