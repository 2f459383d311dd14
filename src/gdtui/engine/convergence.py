"""Convergence: how fast gradient descent on all rows comes nearer, direction by direction."""

import numpy as np

from gdtui.engine.blocks import Matrix
from gdtui.engine.curvature import Curvature
from gdtui.engine.scaling import Floats


def epochs_to_tenth(eigenvalues: Floats, lr: float) -> Matrix:
    """How many epochs of full-batch descent leave a tenth of the distance in each direction.

    Each epoch multiplies the distance in a direction of eigenvalue l by 1 - lr l, so it is
    ln(10) / -ln|1 - lr l|; infinite where that is no less than 1, as in directions that the data
    leave open, and 0 where the direction is done at once.
    """
    with np.errstate(all="ignore"):
        # log1p keeps the digits of lr * l far below 1, where log(1 - lr * l) has none left.
        reach = lr * eigenvalues
        decay = -np.where(reach < 1, np.log1p(-np.minimum(reach, 1)), np.log(np.abs(reach - 1)))
        epochs: Matrix = np.where(decay > 0, np.log(10) / decay, np.inf)
    return epochs


def epochs_per_digit(curvature: Curvature, lr: float) -> float:
    """How many epochs of full-batch descent take a tenth off the slowest direction's excess loss.

    The excess shrinks by the square of what the distance does. Directions that the data leave open
    add nothing and do not count; infinite where the rate is not stable, 0 where every direction is
    done at once.
    """
    epochs = epochs_to_tenth(curvature.eigenvalues[curvature.eigenvalues > 0], lr)
    return float(epochs.max(initial=0)) / 2 if len(epochs) else np.inf
