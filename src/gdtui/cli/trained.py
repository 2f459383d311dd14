"""Trained: how a training went."""

from dataclasses import dataclass

from gdtui.session.snapshot import Snapshot


@dataclass(frozen=True, eq=False)
class Trained:
    """The first and the last moment, and how the steps between them were taken.

    `batch_loss` is the last whole epoch's, weighted by rows; None where there was none.
    """

    first: Snapshot
    last: Snapshot
    batch_loss: float | None
    fast_steps: int
    loop_steps: int
    interrupted: bool
