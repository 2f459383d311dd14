"""Series: a curve as the lowest and highest value at each place, never more than can be seen."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gdtui.draw.text import Style

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Series:
    """Places x (n,), ascending, with the lowest and highest value (n,) at each.

    Infinities lie beyond the edge of a chart; NaN is a gap.
    """

    x: Floats
    low: Floats
    high: Floats
    style: Style = Style.CURVE

    def in_columns(self, x_max: float, count: int) -> "Series":
        """The same curve with at most one place per column, of `count` from 0 to `x_max`."""
        if len(self.x) <= 1:
            return self
        column = np.floor(self.x * (count / x_max))
        starts = np.flatnonzero(np.diff(column, prepend=np.nan) != 0)
        if len(starts) == len(self.x):
            return self
        ends = np.append(starts[1:], len(self.x)) - 1
        return Series(
            (self.x[starts] + self.x[ends]) / 2,
            np.fmin.reduceat(self.low, starts),
            np.fmax.reduceat(self.high, starts),
            self.style,
        )


def columns(
    lows: Floats,
    highs: Floats,
    bucket: int,
    x_max: float,
    count: int,
    *,
    total: int | None = None,
    style: Style = Style.CURVE,
) -> Series:
    """A curve kept in buckets of numbers, the first at place 1, as a series for a chart.

    Args:
        lows: (n,) the lowest of the numbers in each bucket.
        highs: (n,) the highest.
        bucket: how many numbers a bucket holds.
        x_max: the place at the right edge of the chart, see `axis.x_end`.
        count: the columns of the chart.
        total: how many numbers there are, where the last bucket is not full.
        style: what the curve means.
    """
    begins = bucket * np.arange(len(lows))
    ends = np.minimum(begins + bucket, bucket * len(lows) if total is None else total)
    return Series((begins + ends + 1) / 2, lows, highs, style).in_columns(x_max, count)
