"""History: the losses of a line's steps so far, per batch and per epoch, in bounded memory."""

from dataclasses import replace

import numpy as np

from gdtui.engine.batch_plan import BatchPlan
from gdtui.session.curve import Curve, Values
from gdtui.session.line import PHASES_PER_STEP, Line
from gdtui.session.snapshot import LossCurve

_READABLE = 64  # buckets: about as many as a small chart has columns
_STEPS, _ROWS = 1 << 15, 1 << 20  # what may be taken again for a curve that can be read: 0.3 s


class History:
    """Batch losses, and per epoch their mean weighted by rows.

    `steps` is how many steps were recorded. `last_epoch` is the mean of the last whole epoch; None
    where there is none or, after a cut, where it was not recorded again. An epoch's sum is taken
    batch by batch in float64, so that it does not depend on how many steps come at once; `part` is
    that of the epoch under way.
    """

    def __init__(self) -> None:
        self.steps = 0
        self.batch_losses, self.epoch_losses = Curve(), Curve()
        self.last_epoch: float | None = None
        self.part = 0.0

    @property
    def size(self) -> int:
        """Bytes held."""
        return self.batch_losses.size + self.epoch_losses.size

    def record(self, losses: Values, plan: BatchPlan, epoch: int, batch: int) -> None:
        """Record the next steps, the first of which is `batch` of `epoch` (both from 0)."""
        known = self.batch_losses.count - self.steps
        self.batch_losses.append(losses[known:])
        self.steps += len(losses)
        batches = (batch + np.arange(len(losses))) % plan.batches
        parts = losses * np.where(batches == plan.batches - 1, plan.smallest, plan.size)
        left = -batch % plan.batches
        head, rest = parts[:left], parts[left:]
        if batch:
            self._add(head)
            if batch + len(head) == plan.batches:
                self._end_epochs(np.array([self.part]), epoch, plan)
                epoch += 1
        cut = len(rest) // plan.batches * plan.batches
        whole, tail = rest[:cut], rest[cut:]
        if len(whole):
            by_epoch = whole.reshape(-1, plan.batches)
            self._end_epochs(np.add.accumulate(by_epoch, axis=1)[:, -1], epoch, plan)
        self._add(tail)

    def copy(self) -> "History":
        """The same, which stays as it is when this one goes on."""
        copied = History()
        copied.steps, copied.last_epoch, copied.part = self.steps, self.last_epoch, self.part
        copied.batch_losses = self.batch_losses.copy()
        copied.epoch_losses = self.epoch_losses.copy()
        return copied

    def until(self, steps: int, line: Line) -> "History":
        """A copy of what was recorded of a line's first steps.

        Where they end inside a bucket it has fewer `steps`: the rest has to be recorded again.
        """
        if steps >= self.steps:
            return self.copy()
        cut = History()
        cut.batch_losses = self.batch_losses.until(steps)
        epochs, _ = line.stretch(steps).place(steps)
        cut.epoch_losses = self.epoch_losses.until(epochs)
        if cut.epoch_losses.width == 1 and cut.epoch_losses.count:
            cut.last_epoch = float(cut.epoch_losses.lows[-1])
        first = cut.batch_losses.count
        epoch, _ = line.stretch(first).place(first)
        cut.steps = line.step_of_epoch(min(epoch, cut.epoch_losses.count))
        return cut

    def epochs_within(self, buckets: int) -> LossCurve:
        """The losses of epochs in at most so many buckets."""
        return replace(self.epoch_losses.within(buckets), last=self.last_epoch)

    def branch(self, steps: int, line: Line) -> "History":
        """The same for a branch that begins there.

        Where what is shared would be too few buckets to be read, and little work, it has none of
        them: all of it is to be recorded again, as finely as such a curve can be.
        """
        shared = self.until(steps, line)
        curves = shared.batch_losses, shared.epoch_losses
        few = any(each.width > 1 and each.count < _READABLE * each.width for each in curves)
        epochs = line.epochs_at(PHASES_PER_STEP * steps)
        little = steps <= _STEPS and (epochs + 1) * line.rows <= _ROWS
        return History() if few and little else shared

    def _add(self, parts: Values) -> None:
        if len(parts):
            self.part = float(np.add.accumulate(np.append(self.part, parts))[-1])

    def _end_epochs(self, sums: Values, epoch: int, plan: BatchPlan) -> None:
        known = max(self.epoch_losses.count - epoch, 0)
        self.epoch_losses.append(sums[known:] / plan.rows)
        self.last_epoch = float(sums[-1]) / plan.rows
        self.part = 0.0
