"""What is said of a forecast, and of weights that are raw already."""

import math

from gdtui.draw import numbers
from gdtui.session.outlook import Forecasted

RAW_ALREADY = "the inputs are raw, and the weights are for them; z standardises them"
FORECAST_POINTS = 512  # two for each column of a wide screen


def forecast_sentence(told: Forecasted) -> str:
    """The loss that is reached, from where, and whether the training goes there."""
    begin, end = float(told.epochs[0]), round(float(told.epochs[-1]))
    loss = float(told.losses[-1])
    reached = f"reaches loss {numbers.loss(loss)} at epoch {end}"
    if told.diverges:
        reached = f"diverges: loss {numbers.loss(loss)} at epoch {end}"
    if not math.isfinite(loss):
        reached = f"diverges: before epoch {end} the loss is beyond all numbers"
    by = f"full-batch descent at lr {numbers.rate(told.lr)}"
    said = f"forecast from epoch {begin:.6g}: {by} {reached}"
    if told.batches == 1:
        return said
    return f"{said}; this training takes {told.batches} batches an epoch and goes another way"
