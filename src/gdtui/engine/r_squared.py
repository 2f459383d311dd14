"""R squared: how much of a target's spread the predictions explain."""

from collections.abc import Sequence

import numpy as np

from gdtui.engine.blocks import Column, blocks, stack
from gdtui.engine.scaling import Floats, Scaling


def r_squared(
    inputs: Sequence[Column],
    targets: Sequence[Column],
    weight: Floats,
    bias: Floats,
) -> tuple[float | None, ...]:
    """Return 1 - SSE/SST for each target, over all rows; None for a constant target.

    Inputs (n,) as given, weight (t, d) and bias (t,) for them, of any float dtype. Weights that are
    worse than the target's mean give numbers below 0, diverged ones minus infinity or NaN.
    """
    spread = Scaling.of(targets)
    shares = np.zeros(len(targets))
    wide, offset = np.asarray(weight, np.float64), np.asarray(bias, np.float64)[:, None]
    with np.errstate(over="ignore", invalid="ignore"):
        for rows in blocks(len(targets[0]), len(inputs) + len(targets)):
            residuals = stack(targets, rows) - (wide @ stack(inputs, rows) + offset)
            shares += np.square(residuals / spread.sigmas[:, None]).sum(axis=1)
        explained = 1 - shares / len(targets[0])
    return tuple(
        None if place in spread.constant else float(share) for place, share in enumerate(explained)
    )
