"""Snapshot: one moment of a session as it is shown. Frozen, copied to the host, free of torch."""

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gdtui.engine.phase import Phase
from gdtui.engine.settings import Dtype, Settings, Variant
from gdtui.session.quiz import NO_QUIZ, Quiz

if TYPE_CHECKING:  # what a message looks like is known before numpy is loaded
    import numpy as np
    from numpy.typing import NDArray

    from gdtui.engine.gauge import Gauge

    Floats = NDArray[np.floating]

_UNIT = {Dtype.FLOAT32: 2.0**-23, Dtype.FLOAT64: 2.0**-52}  # between 1 and the number after it


@dataclass(frozen=True)
class Position:
    """Where a moment is: whole epochs done, and within the next one its batch and last phase.

    `epoch` and `batch` count from 1 and name the step that `phase` belongs to; right after an epoch
    they name its last step and `phase` is zero_grad. At the very beginning `phase` is None.
    """

    moment: int
    epochs: int
    epoch: int
    batch: int
    batches: int
    phase: Phase | None

    def __str__(self) -> str:
        if self.phase is None:
            return f"epoch {self.epoch} · batch {self.batch}/{self.batches} · start"
        if self.phase is Phase.ZERO_GRAD and self.batch == self.batches:
            return f"epoch {self.epoch} done"
        return f"epoch {self.epoch} · batch {self.batch}/{self.batches} · {self.phase}"


@dataclass(frozen=True, eq=False)
class BatchWindow:
    """The rows of the current batch that are on screen: from `first` of `rows` in the batch.

    `numbers` are the rows' numbers in the dataset, from 0, and `lines` theirs in the file; `preds`
    is None before *predict*.
    """

    first: int
    rows: int
    numbers: "NDArray[np.int64]"
    lines: "NDArray[np.int64]"
    inputs: "Floats"
    targets: "Floats"
    preds: "Floats | None"


@dataclass(frozen=True, eq=False)
class LossCurve:
    """`count` losses in order, as the lowest and highest of every `width` neighbours.

    Bucket k begins at loss `k * width`. Nothing that is NaN: where a loss was, it is infinite.
    `last` is the last loss itself, None where that is not known.
    """

    width: int
    count: int
    lows: "NDArray[np.float64]"
    highs: "NDArray[np.float64]"
    last: float | None = None


@dataclass(frozen=True, eq=False)
class Snapshot:
    """All that is shown of one moment.

    The step that made batch, predictions and gradients was taken with `made_by`. `settings` are
    those in which the weights are counted: the same in mid-step, after a step already those of the
    next; `chosen` wait for the next *predict*. Weights (t, d) and biases (t,) are the loop's own; a
    gradient is None, zeros or numbers, as PyTorch has it. `batch_loss` is of the last *loss* phase,
    `full_loss` of all rows at these weights, or where `full_loss_fresh` is False of some weights
    before. `end` is how far the line was trained; `diverged` the first step after which something
    was not finite, `diverged_by` what was changed in its loop. The last action took `fast_steps` by
    the fast run, `loop_steps` by the loop.

    The line of now is number `branch` of `branches`, from 0, and was drawn from `seed`. The curves
    are of all of it, up to `end`; those of the others change only where `branch` does.
    `best_loss` is None until it is known, and so is `gauge`, where the next step's rate stands.
    `left_over` is whether the step under way, or done last, began with gradients that had not been
    cleared. `ended` says how the last action ended, where that was not where it was to lead.
    """

    position: Position
    end: Position
    settings: Settings
    chosen: Settings
    made_by: Settings
    weight: "Floats"
    bias: "Floats"
    weight_before: "Floats"
    bias_before: "Floats"
    weight_grad: "Floats | None"
    bias_grad: "Floats | None"
    batch: BatchWindow
    batch_loss: float | None
    full_loss: float
    full_loss_fresh: bool
    best_loss: float | None
    grad_norm: float | None
    left_over: bool
    diverged: Position | None
    diverged_by: Variant | None
    fast_steps: int
    loop_steps: int
    seed: int
    branch: int
    branches: int
    batch_losses: LossCurve
    epoch_losses: LossCurve
    gauge: "Gauge | None" = None
    quiz: Quiz = NO_QUIZ
    ended: str = ""

    @property
    def preds_stale(self) -> bool:
        """Whether predictions and batch loss are of the weights before the last update."""
        return self.position.phase in (Phase.UPDATE, Phase.ZERO_GRAD)

    @property
    def gap(self) -> float | None:
        """How far the full loss is above the best possible, None until that is known.

        It is 0 where the dtype cannot tell the two apart: rounding brings the one below the other.
        """
        if self.best_loss is None:
            return None
        gap = self.full_loss - self.best_loss
        return 0.0 if gap <= 0 or gap < self._rounding else gap

    @property
    def _rounding(self) -> float:
        """What rounding predictions as large as the targets, and then the loss, may have changed.

        The mean of (r + e)^2 is off by at most twice the root of the mean of r^2 times that of e^2.
        """
        largest = float(abs(self.batch.targets).max(initial=0.0))
        root = math.sqrt(max(self.full_loss, 0.0))
        return _UNIT[self.settings.dtype] * (self.full_loss + 2 * root * largest)
