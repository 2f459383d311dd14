"""Contour: lines of equal loss over two parameters, and the path of a descent on them."""

import math
from dataclasses import dataclass

import numpy as np

from gdtui.draw.dots import ACROSS, DOWN, Floats, Layer, Mark
from gdtui.draw.parabola import signs
from gdtui.draw.plane import Extent, Plane
from gdtui.draw.text import UNICODE, Glyphs, Line, Style

_RINGS = 9
_MARGIN = 0.15  # of the path's width, around it
_NEAR = 40.0  # so many widths of the path the lowest place may be away, to be seen


@dataclass(frozen=True, eq=False)
class Bowl:
    """A loss over two parameters: loss + gradient'step + 1/2 step'hessian step, from `at` on.

    `at`, `gradient` and `lowest` are (2,), `hessian` (2, 2).
    """

    at: Floats
    loss: float
    gradient: Floats
    hessian: Floats
    lowest: Floats

    def __call__(self, x: Floats, y: Floats) -> Floats:
        """The loss at places."""
        (a, b), (_, c) = self.hessian
        with np.errstate(all="ignore"):
            u, v = x - self.at[0], y - self.at[1]
            bent = (a * u * u + 2 * b * u * v + c * v * v) / 2
            losses: Floats = self.loss + self.gradient[0] * u + self.gradient[1] * v + bent
        return losses


def contour(
    bowl: Bowl,
    path: Floats,
    lands: Floats | None,
    width: int,
    height: int,
    *,
    glyphs: Glyphs = UNICODE,
) -> tuple[Line, ...]:
    """Rings of equal loss, the path, where we stand, where the step lands, and the lowest place.

    The rings lie as far from each other as equal steps up a bowl's side would; the loss grows with
    the square of their number.

    Args:
        bowl: the loss.
        path: (q, 2) where the descent has been.
        lands: (2,) where the next step leads; None where there is none.
        width: the cells of a line.
        height: exactly so many lines.
        glyphs: the signs that the terminal can show.
    """
    known = np.stack((bowl.at,) if lands is None else (bowl.at, lands))
    x, y = (_seen(np.append(path[:, k], known[:, k]), bowl.lowest[k]) for k in (0, 1))
    plane = Plane.of(Extent(x, y), width, height)
    here, there, low = signs(glyphs)
    step = "o" if glyphs.ascii else "•"
    points = [
        *((float(px), float(py), step, Style.CURVE) for px, py in path),
        (float(bowl.lowest[0]), float(bowl.lowest[1]), low, Style.BEST),
    ]
    if lands is not None:
        points.append((float(lands[0]), float(lands[1]), there, Style.CHANGED))
    points.append((float(bowl.at[0]), float(bowl.at[1]), here, Style.NOW))
    marks = [Mark(*point) for point in points if math.isfinite(point[0] + point[1])]
    rings = _bands(bowl, plane) if glyphs.ascii else _rings(bowl, plane)
    return plane.drawn((rings, Layer(path[:, 0], path[:, 1], Style.CURVE)), marks, glyphs)


def _rings(bowl: Bowl, plane: Plane) -> Layer:
    """The dots at which the loss passes from one ring to the next."""
    x, y = np.meshgrid(*plane.dots())
    ring = _ring(bowl(x, y))
    edge = np.zeros(ring.shape, bool)
    edge[:, :-1] |= ring[:, :-1] != ring[:, 1:]
    edge[:-1] |= ring[:-1] != ring[1:]
    return Layer(x[edge], y[edge], Style.GHOST, joined=False)


def _bands(bowl: Bowl, plane: Plane) -> Layer:
    """Every other ring filled, where a line of signs would be too thick."""
    across, down = plane.dots()
    x, y = np.meshgrid(across[1::ACROSS], down[DOWN // 2 :: DOWN])
    filled = _ring(bowl(x, y)) % 2 == 1
    return Layer(x[filled], y[filled], Style.GHOST, joined=False)


def _ring(losses: Floats) -> Floats:
    """In which ring a loss lies, from 0, the lowest; NaN where there is no ring."""
    finite = losses[np.isfinite(losses)]
    if not finite.size or finite.min() == finite.max():
        return np.zeros(losses.shape)
    with np.errstate(all="ignore"):
        share = (losses - finite.min()) / (finite.max() - finite.min())
        ring: Floats = np.floor(_RINGS * np.sqrt(share))
    return ring


def _seen(places: Floats, lowest: float) -> Floats:
    """The ends of an axis: these places with a margin, and the lowest one if it is not far off."""
    every = places[np.isfinite(places)]
    if not every.size:
        return np.array([0.0, 1.0])
    low, high = float(every.min()), float(every.max())
    size = high - low
    if math.isfinite(lowest) and low - _NEAR * size <= lowest <= high + _NEAR * size:
        low, high = min(low, lowest), max(high, lowest)
    margin = _MARGIN * (high - low)
    return np.array([low - margin, high + margin])
