"""Fit: points of the data with what the model makes of them."""

import numpy as np

from gdtui.draw.dots import Floats, Layer, Mark
from gdtui.draw.plane import Extent, Plane
from gdtui.draw.text import UNICODE, Glyphs, Line, Style

_FEW = 60  # so many points are signs, more of them dots


def fit_line(
    inputs: Floats,
    targets: Floats,
    line: tuple[float, float],
    width: int,
    height: int,
    *,
    glyphs: Glyphs = UNICODE,
) -> tuple[Line, ...]:
    """Targets over the one input, and the line of the predictions.

    Args:
        inputs: (m,).
        targets: (m,).
        line: how steep it is, and its height at 0.
        width: the cells of a line.
        height: exactly so many lines.
        glyphs: the signs that the terminal can show.
    """
    weight, bias = line
    with np.errstate(all="ignore"):
        plane = Plane.of(Extent(inputs, np.append(targets, weight * inputs + bias)), width, height)
        x, _ = plane.dots()
        drawn = Layer(x, weight * x + bias, Style.CURVE)
    return _drawn(plane, inputs, targets, drawn, glyphs)


def predicted(
    targets: Floats, preds: Floats, width: int, height: int, *, glyphs: Glyphs = UNICODE
) -> tuple[Line, ...]:
    """Predictions over targets, both (m,); those on the dotted diagonal are right."""
    plane = Plane.of(Extent(targets, preds), width, height)
    x, _ = plane.dots()
    return _drawn(plane, targets, preds, Layer(x, x, Style.GHOST, dotted=True), glyphs)


def residuals(
    targets: Floats, preds: Floats, width: int, height: int, *, glyphs: Glyphs = UNICODE
) -> tuple[Line, ...]:
    """Predictions less targets over targets, both (m,), and a dotted line at 0."""
    with np.errstate(all="ignore"):
        apart = preds - targets
    plane = Plane.of(Extent(targets, np.append(apart, 0)), width, height)
    x, _ = plane.dots()
    return _drawn(plane, targets, apart, Layer(x, 0 * x, Style.GHOST, dotted=True), glyphs)


def _drawn(plane: Plane, x: Floats, y: Floats, line: Layer, glyphs: Glyphs) -> tuple[Line, ...]:
    if len(x) > _FEW:
        return plane.drawn([line, Layer(x, y, Style.FORECAST, joined=False)], [], glyphs)
    sign = "o" if glyphs.ascii else "•"
    known = np.isfinite(x) & np.isfinite(y)
    points = zip(x[known].tolist(), y[known].tolist(), strict=True)
    return plane.drawn([line], [Mark(*point, sign, Style.STRONG) for point in points], glyphs)
