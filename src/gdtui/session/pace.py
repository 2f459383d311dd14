"""Pace: how fast a run goes by itself, as a ladder from one phase a second to flat out."""

from dataclasses import dataclass

from gdtui.session.actions import Unit


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

    def due(self, seconds: float) -> int:
        """How many units should be done some seconds after the start; only where not flat out."""
        return 1 + int(seconds * (self.per_second or 0))


SPEEDS = (
    *(Pace("phase", count) for count in (1, 2, 5, 10)),
    *(Pace("batch", count) for count in (5, 10, 30, 100, 1000, 10_000)),
    Pace("epoch", None),
)
"""The ladder, slowest first."""
