"""epochs_per_digit: how slowly gradient descent crawls along the flattest direction of the loss."""

import numpy as np

from gdtui.engine.curvature import Curvature


def epochs_per_digit(curvature: Curvature, lr: float) -> float:
    """How many epochs of full-batch descent take a tenth off the slowest direction's excess loss.

    Each epoch multiplies what direction i adds to the loss by (1 - lr l_i)^2, so it is the largest
    of ln(10) / (-2 ln|1 - lr l_i|). Directions that the data leave open add nothing and do not
    count; infinite where the rate is not stable, 0 where every direction is done at once.
    """
    eigenvalues = curvature.eigenvalues[curvature.eigenvalues > 0]
    with np.errstate(divide="ignore", over="ignore"):
        # log1p keeps the digits of lr * l far below 1, where log(1 - lr * l) has none left.
        reach = lr * eigenvalues
        decay = -np.where(reach < 1, np.log1p(-np.minimum(reach, 1)), np.log(np.abs(reach - 1)))
    slowest = float(decay.min(initial=np.inf))
    return float(np.log(10)) / (2 * slowest) if slowest > 0 else np.inf
