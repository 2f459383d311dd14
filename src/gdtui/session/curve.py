"""Curve: a row of numbers of any length in bounded memory, the lowest and highest per bucket."""

import numpy as np
from numpy.typing import NDArray

from gdtui.session.snapshot import LossCurve

Values = NDArray[np.float64]


class Curve:
    """Numbers in order, kept as lowest and highest of `width` neighbours, so that no spike is lost.

    The width is a power of two and doubles when `most` buckets are full. NaN counts as infinite.
    """

    def __init__(self, most: int = 1024) -> None:
        self._most = most
        self.width, self.count = 1, 0
        self._lows, self._highs = np.empty(0), np.empty(0)

    @classmethod
    def of(cls, width: int, count: int, lows: Values, highs: Values) -> "Curve":
        """The curve that has these buckets."""
        curve = cls()
        curve.width, curve.count = width, count
        curve._lows, curve._highs = lows, highs
        return curve

    @property
    def lows(self) -> Values:
        """The lowest number of each bucket; bucket k begins at number `k * width`."""
        return self._lows[: self._buckets(self.count)]

    @property
    def highs(self) -> Values:
        """The highest number of each bucket."""
        return self._highs[: self._buckets(self.count)]

    @property
    def size(self) -> int:
        """Bytes held."""
        return self._lows.nbytes + self._highs.nbytes

    def append(self, values: Values) -> None:
        """Add numbers at the end."""
        values = np.where(np.isnan(values), np.inf, values)
        self._make_room(self.count + len(values))
        filled = self.count % self.width
        if filled and len(values):
            left = self.width - filled
            head, values = values[:left], values[left:]
            last = self.count // self.width
            self._lows[last] = min(self._lows[last], head.min())
            self._highs[last] = max(self._highs[last], head.max())
            self.count += len(head)
        if len(values):
            first = self.count // self.width
            starts = np.arange(0, len(values), self.width)
            self._lows[first : first + len(starts)] = np.minimum.reduceat(values, starts)
            self._highs[first : first + len(starts)] = np.maximum.reduceat(values, starts)
            self.count += len(values)

    def copy(self) -> "Curve":
        """The same curve, which stays as it is when this one goes on."""
        copied = Curve(self._most)
        copied.width, copied.count = self.width, self.count
        copied._lows, copied._highs = self._lows.copy(), self._highs.copy()
        return copied

    def until(self, count: int) -> "Curve":
        """A copy with the whole buckets among the first `count` numbers: mind its own `count`."""
        cut = Curve(self._most)
        cut.width = self.width
        whole = min(count, self.count) // self.width
        cut.count = whole * self.width
        cut._lows, cut._highs = self._lows[:whole].copy(), self._highs[:whole].copy()
        return cut

    def within(self, buckets: int) -> LossCurve:
        """A copy in at most so many buckets."""
        together = max(1, -(-self._buckets(self.count) // buckets))
        starts = np.arange(0, self._buckets(self.count), together)
        if not len(starts):
            return LossCurve(self.width, 0, np.empty(0), np.empty(0))
        return LossCurve(
            self.width * together,
            self.count,
            np.minimum.reduceat(self.lows, starts),
            np.maximum.reduceat(self.highs, starts),
        )

    def _buckets(self, count: int) -> int:
        return -(-count // self.width)

    def _make_room(self, count: int) -> None:
        while self._buckets(count) > self._most:
            starts = np.arange(0, len(self.lows), 2)
            if len(starts):
                self._lows, self._highs = (
                    np.minimum.reduceat(self.lows, starts),
                    np.maximum.reduceat(self.highs, starts),
                )
            self.width *= 2
        needed = self._buckets(count)
        if needed > len(self._lows):
            room = min(self._most, max(needed, 2 * len(self._lows), 16)) - len(self._lows)
            self._lows = np.append(self._lows, np.empty(room))
            self._highs = np.append(self._highs, np.empty(room))


def followed_by(curve: LossCurve, value: float) -> LossCurve:
    """The curve with one more number at its end, in one more bucket where all others are full."""
    whole = curve.count // curve.width
    added = np.array([np.inf if np.isnan(value) else value])
    lows, highs = (
        np.append(kept[:whole], extreme.reduce(np.append(kept[whole:], added), keepdims=True))
        for kept, extreme in ((curve.lows, np.minimum), (curve.highs, np.maximum))
    )
    return LossCurve(curve.width, curve.count + 1, lows, highs)
