"""Plane: layers of dots between an axis of values upright and one along the bottom."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from gdtui.draw.axis import Axis, y_axis
from gdtui.draw.dots import Floats, Layer, Mark, dots
from gdtui.draw.text import UNICODE, Glyphs, Line, Span, Style, frame

_SMALL = 8, 3  # a canvas not larger than this has no axes
_PER_TICK = 12  # cells of the lower axis for a tick with its label


@dataclass(frozen=True)
class _Signs:
    side: str
    tick: str
    corner: str
    floor: str
    mark: str


_DRAWN, _TYPED = _Signs("│", "┤", "└", "─", "┬"), _Signs("|", "+", "+", "-", "+")


@dataclass(frozen=True, eq=False)
class Extent:
    """What is to be seen: all of these values along the bottom, and of these upright."""

    x: Floats
    y: Floats


def plane(
    layers: Sequence[Layer],
    marks: Sequence[Mark],
    extent: Extent,
    width: int,
    height: int,
    *,
    glyphs: Glyphs = UNICODE,
) -> tuple[Line, ...]:
    """Layers and marks with their axes, in exactly `height` lines of `width` cells.

    Args:
        layers: in the units of the axes; later ones cover earlier ones.
        marks: likewise; they cover all layers.
        extent: what the axes reach over.
        width: the cells of a line.
        height: the lines.
        glyphs: the signs that the terminal can show.
    """
    upright = y_axis(extent.y, height - 2)
    margin = max(map(len, upright.labels)) + 1
    rows, columns = height - 2, width - margin
    bare = columns < _SMALL[0] or rows < _SMALL[1]
    if bare:
        rows, columns = height, width
    along = y_axis(extent.x, 3 * max(columns // _PER_TICK, 1))
    placed = [replace(each, x=_share(along, each.x), y=_share(upright, each.y)) for each in layers]
    put = [
        mark._replace(x=float(_share(along, mark.x)), y=float(_share(upright, mark.y)))
        for mark in marks
    ]
    canvas = dots(placed, put, columns, rows, glyphs)
    if bare:
        return frame(canvas, width, height)
    signs = _TYPED if glyphs.ascii else _DRAWN
    at = {
        rows - 1 - _cell(float(_share(upright, tick)), rows): label
        for tick, label in zip(upright.ticks, upright.labels, strict=True)
    }
    lines: list[Line] = [
        (
            Span(at.get(row, "").rjust(margin - 1), Style.AXIS),
            Span(signs.tick if row in at else signs.side, Style.AXIS),
            *line,
        )
        for row, line in enumerate(canvas)
    ]
    return frame((*lines, *_floor(along, margin, columns, signs)), width, height)


def grid(axis_values: Floats, count: int) -> Floats:
    """Places over the range that `plane` gives these values along the bottom, two in each cell."""
    along = y_axis(axis_values, 3 * max(count // _PER_TICK, 1))
    return np.linspace(along.low, along.high, 2 * max(count, 1))


def _share(axis: Axis, values: Floats | float) -> Floats:
    """Where values lie on an axis, from 0 to 1 on it and beyond where they are outside."""
    with np.errstate(all="ignore"):
        share: Floats = (np.asarray(values, float) - axis.low) / (axis.high - axis.low)
    return share


def _cell(share: float, count: int) -> int:
    return int(min(max(share, 0.0), 1.0) * (count - 1) + 0.5)


def _floor(along: Axis, margin: int, columns: int, signs: _Signs) -> tuple[Line, Line]:
    floor, labels = [signs.floor] * columns, " " * (margin + columns)
    for tick, text in zip(along.ticks, along.labels, strict=True):
        column = _cell(float(_share(along, tick)), columns)
        start = min(max(margin + column - len(text) // 2, 0), margin + columns - len(text))
        if start >= 0 and not labels[max(start - 1, 0) : start + len(text) + 1].strip():
            labels = labels[:start] + text + labels[start + len(text) :]
            floor[column] = signs.mark
    corner = " " * (margin - 1) + signs.corner
    return (Span(corner + "".join(floor), Style.AXIS),), (Span(labels, Style.AXIS),)
