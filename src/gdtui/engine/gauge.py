"""Gauge: a learning rate against the largest one that converges. Free of torch."""

import math
from dataclasses import dataclass
from enum import StrEnum

_LEAST, _WHOLE, _LIMIT = 0.1, 1.0, 2.0


class Pace(StrEnum):
    """What a rate does to the distance in the steepest direction, by its reach lr * eigenvalue.

    A step multiplies that distance by 1 - reach. Below 0.1 even the steepest direction keeps more
    than nine tenths of it: CRAWLING. Up to 1 no direction overshoots: SAFE. Below 2 the steepest
    overshoots by less than it had: OSCILLATING. From 2 on it comes no nearer: DIVERGING.
    """

    CRAWLING = "crawling"
    SAFE = "safe"
    OSCILLATING = "oscillating"
    DIVERGING = "diverging"

    @classmethod
    def of(cls, reach: float) -> "Pace":
        """By the reach, lr times the largest eigenvalue of the Hessian; what is NaN diverges."""
        if reach < _LEAST:
            return cls.CRAWLING
        if reach <= _WHOLE:
            return cls.SAFE
        return cls.OSCILLATING if reach < _LIMIT else cls.DIVERGING


@dataclass(frozen=True)
class Gauge:
    """The reach of the next step: lr times the largest eigenvalue for all rows, and for the batch.

    `of_batch` is None where the batch is all rows, not drawn yet, or not worked out yet. `safe` is
    a rate that every possible batch allows.
    """

    of_all: float
    of_batch: float | None
    safe: float = math.inf

    @property
    def pace(self) -> Pace:
        """The pace on the loss of all rows."""
        return Pace.of(self.of_all)

    @property
    def urgent(self) -> bool:
        """Whether the step overshoots, on all rows or on the batch."""
        return max(self.of_all, self.of_batch or 0.0) > _WHOLE

    @property
    def brief(self) -> str:
        """The worse of the two paces, where `words` names both."""
        _, _, worse = self.words.rpartition(", this ")
        return worse if worse != self.words else ""

    @property
    def words(self) -> str:
        """The pace on the loss of all rows, and on that of the batch where it overshoots there."""
        pace = Pace.of(self.of_all)
        batch = pace if self.of_batch is None else Pace.of(self.of_batch)
        if batch is pace or batch in (Pace.CRAWLING, Pace.SAFE):
            return str(pace)
        return f"{pace}, this batch {batch}"
