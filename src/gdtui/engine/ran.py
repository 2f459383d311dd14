"""Ran: what a run hands out."""

from dataclasses import dataclass

from torch import Tensor


@dataclass(frozen=True, eq=False)
class Ran:
    """Steps taken at once: their batch losses, by which way, and whether all stayed finite.

    `readable` is whether what the last one made can be read from the descent.
    """

    losses: Tensor
    fast: bool
    finite: bool
    readable: bool
