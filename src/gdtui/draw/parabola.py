"""Parabola: the loss against one parameter, its tangent, and where a step along it lands."""

import math
from dataclasses import dataclass

import numpy as np

from gdtui.draw.dots import Floats, Layer, Mark
from gdtui.draw.plane import Extent, Plane, along_axis
from gdtui.draw.text import UNICODE, Glyphs, Line, Style

_ROUND = (1.0, 1.5, 2.0, 3.0, 4.0, 5.0, 7.0, 10.0)
_MARGIN = 1.1
_LEAST = 1e-300


@dataclass(frozen=True)
class Parabola:
    """loss + slope * (x - at) + bend / 2 * (x - at)**2."""

    at: float
    loss: float
    slope: float
    bend: float

    @property
    def lowest(self) -> float:
        """Where it is lowest; where it is flat, here."""
        return self.at - self.slope / self.bend if self.bend > 0 else self.at

    def __call__(self, x: Floats | float) -> Floats:
        """The loss at places."""
        with np.errstate(all="ignore"):
            step = np.asarray(x, float) - self.at
            losses: Floats = self.loss + self.slope * step + self.bend / 2 * step * step
        return losses


def parabola(
    curve: Parabola,
    ghost: Parabola | None,
    lands: float | None,
    width: int,
    height: int,
    *,
    glyphs: Glyphs = UNICODE,
) -> tuple[Line, ...]:
    """The curve with its tangent, where we stand and where the step lands, with axes.

    Args:
        curve: the loss that the step goes down.
        ghost: another loss at the same place, as a dotted curve.
        lands: the parameter after the step; None where there is none.
        width: the cells of a line.
        height: exactly so many lines.
        glyphs: the signs that the terminal can show.
    """
    places = (curve.at,) if lands is None else (curve.at, lands)
    if not all(map(math.isfinite, (*places, curve.loss, curve.slope, curve.bend))):
        unit = np.array([0.0, 1.0])
        return Plane.of(Extent(unit, unit), width, height).drawn((), (), glyphs)
    reach = _rounded(max(abs(place - curve.lowest) for place in places) * _MARGIN)
    ends = np.array([curve.lowest - reach, curve.lowest + reach])
    along = along_axis(ends, width)
    x = np.linspace(along.low, along.high, 2 * width)
    y = curve(x)
    seen = [y, curve(curve.lowest)[None]]
    layers = []
    if ghost is not None:
        layers.append(Layer(x, ghost(x), Style.GHOST, dotted=True))
        seen.append(ghost(x))
    layers += [
        Layer(x, curve.loss + curve.slope * (x - curve.at), Style.FORECAST),
        Layer(x, y, Style.CURVE),
    ]
    here, there, low = signs(glyphs)
    landing = () if lands is None else (Mark(lands, float(curve(lands)), there, Style.CHANGED),)
    marks = (
        Mark(curve.lowest, float(curve(curve.lowest)), low, Style.BEST),
        *landing,
        Mark(curve.at, curve.loss, here, Style.NOW),
    )
    extent = Extent(ends, np.concatenate(seen))
    return Plane.of(extent, width, height).drawn(layers, marks, glyphs)


def signs(glyphs: Glyphs) -> tuple[str, str, str]:
    """The signs of where we stand, where the step lands, and the lowest place."""
    return ("@", "o", "x") if glyphs.ascii else ("●", "○", "×")  # noqa: RUF001  # a mark


def _rounded(reach: float) -> float:
    """A little more, in round numbers, so that the axis seldom moves."""
    if not _LEAST < reach < math.inf:
        return 1.0
    power = 10.0 ** math.floor(math.log10(reach))
    return next(factor for factor in _ROUND if factor * power >= reach * (1 - 1e-12)) * power
