"""Spot: which number of a moment is meant, by its place in the model or the data. Free of torch."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

What = Literal["prediction", "residual", "target"]


class Whole(StrEnum):
    """A number of which a moment has one."""

    RATE = "lr"
    BATCH_LOSS = "batch loss"
    FULL_LOSS = "loss of all rows"
    ROOT = "root of the loss of all rows"
    NORM = "norm of the gradient"
    BEST = "best possible loss"


@dataclass(frozen=True)
class Parameter:
    """The weight of a target and an input, or where `column` is None the bias of a target."""

    target: int
    column: int | None


@dataclass(frozen=True)
class RawParameter:
    """Such a parameter of standardised inputs, as it would be for raw ones."""

    target: int
    column: int | None


@dataclass(frozen=True)
class Gradient:
    """The gradient of such a parameter."""

    target: int
    column: int | None


@dataclass(frozen=True)
class OfInput:
    """An input of a row of the batch, as it stands in the batch."""

    row: int
    column: int


@dataclass(frozen=True)
class OfTarget:
    """A number of a row of the batch and a target."""

    what: What
    row: int
    target: int


@dataclass(frozen=True)
class InData:
    """A number of a row of the data: an input, or a target at the places after the inputs."""

    row: int
    place: int


@dataclass(frozen=True)
class PastLoss:
    """The losses from number `first` on (from 0), `count` of them, of the line of now."""

    per: Literal["batch", "epoch"]
    first: int
    count: int


Spot = Whole | Parameter | RawParameter | Gradient | OfInput | OfTarget | InData | PastLoss
