"""Until: trains on until the full loss is below a value, or no longer gets better."""

import math
from collections.abc import Callable, Iterator
from dataclasses import replace

from gdtui.errors import UserError
from gdtui.session.actions import RunUntil
from gdtui.session.line import PHASES_PER_STEP
from gdtui.session.progress import Progress
from gdtui.session.timeline import Timeline

_LOOKED_AT = 10  # epochs between two looks at the full loss
_LATER, _NO_LESS = 10, 1 - 1e-4  # a loss that is no less ten looks later makes no progress

NOT_FINITE = "the loss is no longer a finite number; u takes it back, l sets a smaller rate"

Go = Callable[[int], Iterator[Progress]]


class Until:
    """One such run from moment `begin` of the track on which a timeline stands.

    `go` goes to a moment of that track, and ends early where it is stopped; `stopped` tells whether
    that was asked for. `ended` says how it ended, but for a divergence.
    """

    def __init__(
        self,
        action: RunUntil,
        timeline: Timeline,
        begin: int,
        go: Go,
        stopped: Callable[[], bool],
    ) -> None:
        self._action, self._timeline, self._go, self._stopped = action, timeline, go, stopped
        self._line = timeline.track.line
        self._first = self._epochs(begin)
        self._last = self._first + action.epochs
        self.ended = ""

    def run(self, best: float | None) -> Iterator[Progress]:
        """Look at the full loss every ten epochs, and at each of the last ten where it counts.

        Args:
            best: the best possible loss, if it is known.

        Raises:
            UserError: there is nothing to reach, or no way to it.
        """
        losses = [self._loss()]
        self._check(losses[0], best)
        for epoch in range(self._first, self._last, _LOOKED_AT):
            ends = range(epoch + 1, min(epoch + _LOOKED_AT, self._last) + 1)
            yield from self._go_to(ends[-1])
            if self._stopped() or not self._at(ends[-1]):
                break
            losses.append(self._loss())
            if self._is_below(losses[-1]):
                yield from self._first_below(ends)
                return
            if not math.isfinite(losses[-1]):
                self.ended = f"stopped: {NOT_FINITE}"
                return
            if len(losses) > _LATER and losses[-1] > losses[-1 - _LATER] * _NO_LESS:
                self.ended = (
                    f"no more progress: over the last {_LATER * _LOOKED_AT} epochs the loss of all "
                    f"rows came down by less than 0.01 %{self._aim}"
                )
                return
        if self._stopped():
            self._is_stopped()
        elif self._at(self._last):
            self.ended = f"{self._action.epochs} epochs are over{self._aim}"

    def beyond(self) -> Iterator[Progress]:
        """Go to where `run` had been when it came back to the first epoch below."""
        moment = self._timeline.moment
        here = self._epochs(moment)
        looked_at = self._first + -(-(here - self._first) // _LOOKED_AT) * _LOOKED_AT
        end = self._moment(min(looked_at, self._last))
        if self._at(here) and moment < end and self._is_below(self._loss()):
            yield from self._go(end)
            yield from self._go(moment)

    def _check(self, loss: float, best: float | None) -> None:
        aim = self._action.loss
        if not math.isfinite(loss):
            raise UserError("the loss of all rows is no finite number; u takes back what led there")
        if aim is not None and loss < aim:
            raise UserError(f"the loss of all rows is below {aim} already")
        if aim is not None and best is not None and aim <= best:
            raise UserError(f"no weights have a loss below {aim}: the best possible is {best:.6g}")

    def _first_below(self, epochs: range) -> Iterator[Progress]:
        for epoch in epochs:
            yield from self._go_to(epoch)
            if self._at(epoch) and self._is_below(self._loss()):
                self.ended = f"reached: the loss of all rows is below {self._action.loss}"
                return
            if self._stopped():
                self._is_stopped()
                return

    def _is_stopped(self) -> None:
        done = self._epochs(self._timeline.moment) - self._first
        epochs = "1 epoch" if done == 1 else f"{done} epochs"
        self.ended = f"stopped after {epochs}{self._aim}"

    @property
    def _aim(self) -> str:
        loss = self._action.loss
        return "" if loss is None else f": the loss of all rows is not below {loss} yet"

    def _go_to(self, epoch: int) -> Iterator[Progress]:
        yield from map(self._told, self._go(self._moment(epoch)))

    def _told(self, progress: Progress) -> Progress:
        """The same, as a part of the whole run."""
        begin, end = self._moment(self._first), self._moment(self._last)
        epochs = self._epochs(progress.now) - self._first
        return replace(progress, begin=begin, aim=end, epochs=epochs, start=None)

    def _is_below(self, loss: float) -> bool:
        return self._action.loss is not None and loss < self._action.loss

    def _loss(self) -> float:
        return float(self._timeline.live.full_loss())

    def _at(self, epoch: int) -> bool:
        return self._timeline.moment == self._moment(epoch)

    def _moment(self, epoch: int) -> int:
        return PHASES_PER_STEP * self._line.step_of_epoch(epoch)

    def _epochs(self, moment: int) -> int:
        return self._line.epochs_at(moment)
