"""Axis: the range of a chart in round numbers, which stays the same while the curve grows."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gdtui.draw import numbers

Floats = NDArray[np.float64]

_ROUND = (1.0, 2.0, 5.0, 10.0)
_LARGEST, _LEAST = 1e300, 1e-300
_FINER = 5  # the upper end is rounded to a fifth of a tick; a falling curve moves the lower one
_EDGE = 1e-9  # a tick so near to an end is on it
_FLAT = 1e-12  # a narrower range, relative to its numbers, is their rounding


@dataclass(frozen=True)
class Axis:
    """From `low` to `high`, powers of ten where it is logarithmic, with labelled ticks."""

    low: float
    high: float
    ticks: tuple[float, ...]
    labels: tuple[str, ...]
    log: bool = False

    def place(self, values: Floats) -> Floats:
        """Where values lie, from 0 (low) to 1 (high); beyond the ends at the ends, NaN as NaN."""
        values = np.clip(values, -_LARGEST, _LARGEST)
        if self.log:
            values = np.log10(np.maximum(values, _LEAST))
        low, high = self._ends()
        return (np.clip(values, low, high) - low) / (high - low)

    def _ends(self) -> tuple[float, float]:
        return (math.log10(self.low), math.log10(self.high)) if self.log else (self.low, self.high)


def x_end(count: float) -> int:
    """The right edge for so many steps: 10, 20, 50, 100, ... so that it seldom moves."""
    return round(_round_up(min(max(count, 10), _LARGEST)))


def y_axis(values: Floats, rows: int, *, log: bool = False) -> Axis:
    """The axis on which all finite values can be seen; on a logarithmic one, all positive ones.

    Args:
        values: of any number and kind.
        rows: the lines of the chart, which decide how many ticks there are.
        log: whether equal factors take equal room.
    """
    seen = values[np.isfinite(values) & (values > 0 if log else True)]
    limits = (_LEAST, _LARGEST) if log else (-_LARGEST, _LARGEST)
    low, high = np.clip((seen.min(), seen.max()) if len(seen) else (0.0, 1.0), *limits)
    most = max(1, rows // 3)
    return (
        _logarithmic(max(float(low), _LEAST), float(high), most)
        if log
        else _linear(float(low), float(high), most)
    )


def _linear(low: float, high: float, most: int) -> Axis:
    if high - low <= _FLAT * max(abs(low), abs(high)):
        margin = abs(high) / 10 or 0.5
        low, high = low - margin, high + margin
    step = _round_up((high - low) / most)
    first = math.floor(low / step)
    top = math.ceil(high * _FINER / step) / _FINER
    last = max(math.floor(top + _EDGE), first + 1)
    ticks = tuple(k * step for k in range(first, last + 1))
    decimals = max(0, -math.floor(math.log10(step) + _EDGE))
    labels = tuple(_label(tick, decimals) for tick in ticks)
    return Axis(ticks[0], max(top * step, ticks[-1]), ticks, labels)


def _logarithmic(low: float, high: float, most: int) -> Axis:
    low, high = _round_down(low), _round_up(high)
    if low == high:
        low, high = _round_down(low * 0.9), _round_up(high * 1.1)
    first, last = math.ceil(math.log10(low) - _EDGE), math.floor(math.log10(high) + _EDGE)
    every = max(1, math.ceil((last - first + 1) / most))
    ticks = tuple(10.0**k for k in range(first, last + 1, every))
    if len(ticks) < 2:
        ticks = tuple(sorted({low, *ticks, high}))
    return Axis(low, high, ticks, tuple(numbers.rate(tick) for tick in ticks), log=True)


def _label(tick: float, decimals: int) -> str:
    if abs(tick) >= 1e6 or 0 < abs(tick) < 1e-3:
        return numbers.rate(tick)
    return f"{tick:z.{decimals}f}"


def _round_up(value: float) -> float:
    """The next of 1, 2, 5, 10, ..."""
    power = 10.0 ** math.floor(math.log10(value))
    return next(factor for factor in _ROUND if factor * power >= value * (1 - _FLAT)) * power


def _round_down(value: float) -> float:
    power = 10.0 ** math.floor(math.log10(value))
    return max(factor for factor in _ROUND if factor * power <= value * (1 + _FLAT)) * power
