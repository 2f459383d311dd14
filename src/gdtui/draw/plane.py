"""Plane: layers of dots between an axis of values upright and one along the bottom."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from gdtui.draw.axis import Axis, y_axis
from gdtui.draw.dots import ACROSS, DOWN, Floats, Layer, Mark, dots
from gdtui.draw.text import Glyphs, Line, Span, Style, frame

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


@dataclass(frozen=True)
class Plane:
    """Two axes around a canvas of `columns` and `rows`; `margin` cells at the left are labels."""

    along: Axis
    upright: Axis
    columns: int
    rows: int
    margin: int

    @classmethod
    def of(cls, extent: Extent, width: int, height: int) -> "Plane":
        """The axes for lines of `width` cells; without labels where there is no room for them."""
        upright = y_axis(extent.y, height - 2)
        margin = max(map(len, upright.labels)) + 1
        columns, rows = width - margin, height - 2
        if columns < _SMALL[0] or rows < _SMALL[1]:
            columns, rows, margin = width, height, 0
        return cls(along_axis(extent.x, columns), upright, columns, rows, margin)

    def dots(self) -> tuple[Floats, Floats]:
        """The values at the dots of the canvas: along the bottom, and upright from the top."""
        along = np.linspace(self.along.low, self.along.high, ACROSS * self.columns)
        return along, np.linspace(self.upright.high, self.upright.low, DOWN * self.rows)

    def drawn(
        self, layers: Sequence[Layer], marks: Sequence[Mark], glyphs: Glyphs
    ) -> tuple[Line, ...]:
        """Layers and marks, in the units of the axes; later ones cover earlier ones."""
        placed = [
            replace(each, x=_share(self.along, each.x), y=_share(self.upright, each.y))
            for each in layers
        ]
        put = [
            mark._replace(
                x=float(_share(self.along, mark.x)), y=float(_share(self.upright, mark.y))
            )
            for mark in marks
        ]
        canvas = dots(placed, put, self.columns, self.rows, glyphs)
        if not self.margin:
            return frame(canvas, self.columns, self.rows)
        signs = _TYPED if glyphs.ascii else _DRAWN
        at = {
            self.rows - 1 - _cell(float(_share(self.upright, tick)), self.rows): label
            for tick, label in zip(self.upright.ticks, self.upright.labels, strict=True)
        }
        lines: list[Line] = [
            (
                Span(at.get(row, "").rjust(self.margin - 1), Style.AXIS),
                Span(signs.tick if row in at else signs.side, Style.AXIS),
                *line,
            )
            for row, line in enumerate(canvas)
        ]
        floor = _floor(self.along, self.margin, self.columns, signs)
        return frame((*lines, *floor), self.margin + self.columns, self.rows + 2)


def along_axis(values: Floats, columns: int) -> Axis:
    """The axis along the bottom of so many cells, on which all of these values are seen."""
    return y_axis(values, 3 * max(columns // _PER_TICK, 1))


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
