"""History: the losses of a line's steps so far, per batch and per epoch, in bounded memory."""

from dataclasses import replace

import numpy as np

from gdtui.engine.batch_plan import BatchPlan
from gdtui.session.curve import Curve, Values
from gdtui.session.line import PHASES_PER_STEP, Line
from gdtui.session.snapshot import LossCurve

_AT_ONCE = 1 << 12  # losses that go into the curves together
_READABLE = 64  # buckets: about as many as a small chart has columns
_STEPS, _ROWS = 1 << 15, 1 << 20  # what may be taken again for a curve that can be read: 0.3 s


class History:
    """Batch losses, and per epoch their mean weighted by rows.

    `steps` is how many steps were recorded. `last_epoch` is the mean of the last whole epoch; None
    where there is none or, after a cut, where it was not recorded again. An epoch's sum is taken
    batch by batch in float64, so that it does not depend on how many steps come at once; `part` is
    that of the epoch under way. What is recorded goes into the curves when they are looked at, or
    when it is much.
    """

    def __init__(self) -> None:
        self.steps = 0
        self._batches, self._epochs = Curve(), Curve()
        self._last_epoch: float | None = None
        self._part = 0.0
        self._new: list[Values] = []
        self._new_from: tuple[BatchPlan, int, int] | None = None
        self._new_count = 0

    @classmethod
    def of(
        cls, steps: int, last_epoch: float | None, part: float, batches: Curve, epochs: Curve
    ) -> "History":
        """The history that has these curves, of batches and of epochs."""
        history = cls()
        history.steps, history._last_epoch, history._part = steps, last_epoch, part
        history._batches, history._epochs = batches, epochs
        return history

    @property
    def batch_losses(self) -> Curve:
        """The loss of every step."""
        self._settle()
        return self._batches

    @property
    def epoch_losses(self) -> Curve:
        """The mean of every whole epoch."""
        self._settle()
        return self._epochs

    @property
    def last_epoch(self) -> float | None:
        """The mean of the last whole epoch, where it is known."""
        self._settle()
        return self._last_epoch

    @property
    def part(self) -> float:
        """The sum over rows of the epoch under way."""
        self._settle()
        return self._part

    @property
    def size(self) -> int:
        """Bytes held."""
        return self._batches.size + self._epochs.size

    def record(self, losses: Values, plan: BatchPlan, epoch: int, batch: int) -> None:
        """Record the next steps, the first of which is `batch` of `epoch` (both from 0)."""
        if self._new_from is not None and self._new_from[0] != plan:
            self._settle()
        if self._new_from is None:
            self._new_from = plan, epoch, batch
        self._new.append(losses)
        self._new_count += len(losses)
        self.steps += len(losses)
        if self._new_count >= _AT_ONCE:
            self._settle()

    def copy(self) -> "History":
        """The same, which stays as it is when this one goes on."""
        batches, epochs = self.batch_losses.copy(), self.epoch_losses.copy()
        return History.of(self.steps, self.last_epoch, self.part, batches, epochs)

    def until(self, steps: int, line: Line) -> "History":
        """A copy of what was recorded of a line's first steps.

        Where they end inside a bucket it has fewer `steps`: the rest has to be recorded again.
        """
        if steps >= self.steps:
            return self.copy()
        batches = self.batch_losses.until(steps)
        whole, _ = line.stretch(steps).place(steps)
        epochs = self.epoch_losses.until(whole)
        exact = epochs.width == 1 and epochs.count
        first = batches.count
        epoch, _ = line.stretch(first).place(first)
        return History.of(
            steps=line.step_of_epoch(min(epoch, epochs.count)),
            last_epoch=float(epochs.lows[-1]) if exact else None,
            part=0.0,
            batches=batches,
            epochs=epochs,
        )

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

    def _settle(self) -> None:
        """Put what is new into the curves: a few steps there cost as much as thousands."""
        if self._new_from is None:
            return
        losses, (plan, epoch, batch) = np.concatenate(self._new), self._new_from
        self._new, self._new_from, self._new_count = [], None, 0
        known = self._batches.count - (self.steps - len(losses))
        self._batches.append(losses[known:])
        batches = (batch + np.arange(len(losses))) % plan.batches
        parts = losses * np.where(batches == plan.batches - 1, plan.smallest, plan.size)
        left = -batch % plan.batches
        head, rest = parts[:left], parts[left:]
        if batch:
            self._add(head)
            if batch + len(head) == plan.batches:
                self._end_epochs(np.array([self._part]), epoch, plan)
                epoch += 1
        cut = len(rest) // plan.batches * plan.batches
        whole, tail = rest[:cut], rest[cut:]
        if len(whole):
            by_epoch = whole.reshape(-1, plan.batches)
            self._end_epochs(np.add.accumulate(by_epoch, axis=1)[:, -1], epoch, plan)
        self._add(tail)

    def _add(self, parts: Values) -> None:
        if len(parts):
            self._part = float(np.add.accumulate(np.append(self._part, parts))[-1])

    def _end_epochs(self, sums: Values, epoch: int, plan: BatchPlan) -> None:
        known = max(self._epochs.count - epoch, 0)
        self._epochs.append(sums[known:] / plan.rows)
        self._last_epoch = float(sums[-1]) / plan.rows
        self._part = 0.0
