"""Pace: how fast a run goes by itself, as a ladder from one phase a second to flat out."""

from dataclasses import dataclass
from typing import Protocol

from gdtui.session.actions import Step, Unit

_FRAMES = 30  # a second: more would not be seen
_SHARE = 25  # of the work that goes on, what showing it may take
_LONGEST = 0.1  # seconds: fewer frames would be seen
FLAT_OUT = Step("epoch", 10**12)
"""More than can be done."""


@dataclass(frozen=True)
class Pace:
    """So many units a second; None is as many as can be done."""

    unit: Unit
    per_second: int | None

    def __str__(self) -> str:
        if self.per_second is None:
            return "flat out"
        plural = {"phase": "phases", "batch": "batches", "epoch": "epochs"}[self.unit]
        return f"{self.per_second} {self.unit if self.per_second == 1 else plural}/s"

    @property
    def step(self) -> Step:
        """What is done at once; flat out more than can be done."""
        if self.per_second is None:
            return FLAT_OUT
        return Step(self.unit, -(-self.per_second // _FRAMES))

    @property
    def interval(self) -> float:
        """Seconds from one such step to the next."""
        return self.step.count / self.per_second if self.per_second else 0.0


SPEEDS = (
    *(Pace("phase", count) for count in (1, 2, 5, 10)),
    *(Pace("batch", count) for count in (5, 10, 30, 90, 900, 9000)),
    Pace("epoch", None),
)
"""The ladder, slowest first."""


def frame(look: float = 0.0) -> float:
    """Seconds from one Snapshot of work to the next, where making one took `look` seconds."""
    return min(max(1 / _FRAMES, _SHARE * look), _LONGEST)


class Pause(Protocol):
    """Is told the seconds of work since the last time, and whether nobody waits for anything."""

    def __call__(self, worked: float, *, idle: bool) -> None: ...  # noqa: D102  # as said
