"""Phase: the five moments of one training step, in the order in which they happen."""

from enum import StrEnum


class Phase(StrEnum):
    """What the training loop has just done."""

    PREDICT = "predict"
    LOSS = "loss"
    BACKWARD = "backward"
    UPDATE = "update"
    ZERO_GRAD = "zero_grad"


PHASES = tuple(Phase)
"""The phases in order: phase k of a step is `PHASES[k]`."""
