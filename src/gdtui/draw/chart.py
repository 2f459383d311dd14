"""Chart: curves over steps or epochs, with their axes."""

import math
from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple

import numpy as np

from gdtui.draw import numbers
from gdtui.draw.axis import Axis, x_end, y_axis
from gdtui.draw.canvas import BLANK, Sign, canvas
from gdtui.draw.series import Series
from gdtui.draw.text import UNICODE, Glyphs, Line, Span, Style, frame

_SMALL = 8, 3  # a canvas not larger than this has no axes


class _Signs(NamedTuple):
    """What lines are made of."""

    side: str
    tick: str
    corner: str
    floor: str
    mark: str
    best: str
    cursor: str
    now: str


_DRAWN = _Signs("│", "┤", "└", "─", "┬", "┈", "┊", "▲")
_TYPED = _Signs("|", "+", "+", "-", "+", "-", ":", "^")


class Plot(NamedTuple):
    """Curves with their axis of values; `at` puts the axis of steps under them.

    Where there is no room for axes, `margin` is None and the lines are all.
    """

    lines: tuple[Line, ...]
    size: tuple[int, int]
    right: float
    margin: int | None
    glyphs: Glyphs

    def at(self, now: float | None) -> tuple[Line, ...]:
        """The whole chart, with the place of now marked."""
        width, height = self.size
        if self.margin is None:
            return frame(self.lines, width, height)
        signs = _TYPED if self.glyphs.ascii else _DRAWN
        floor = _floor(self.right, _known(now), self.margin, width - self.margin, signs)
        return frame((*self.lines, *floor), width, height)


def chart(
    series: Sequence[Series],
    width: int,
    height: int,
    *,
    log: bool = False,
    x_max: float | None = None,
    best: float | None = None,
    now: float | None = None,
    cursor: float | None = None,
    glyphs: Glyphs = UNICODE,
) -> tuple[Line, ...]:
    """Curves with their axes, in exactly `height` lines of `width` cells; see `plot`."""
    size = width, height
    return plot(series, size, log=log, x_max=x_max, best=best, cursor=cursor, glyphs=glyphs).at(now)


def plot(
    series: Sequence[Series],
    size: tuple[int, int],
    *,
    log: bool = False,
    x_max: float | None = None,
    best: float | None = None,
    cursor: float | None = None,
    glyphs: Glyphs = UNICODE,
) -> Plot:
    """Curves with their axis of values, for a chart of this size.

    Args:
        series: CURVE, FORECAST (dotted) and GHOST, of any length; the first covers the later.
        size: the cells of a line, and the lines.
        log: whether the axis of values is logarithmic.
        x_max: the place at the right edge; without it, the end of the series, rounded up.
        best: the value of a horizontal line, the best possible loss.
        cursor: the place of a vertical line.
        glyphs: the signs that the terminal can show.
    """
    width, height = size
    signs = _TYPED if glyphs.ascii else _DRAWN
    best, cursor = map(_known, (best, cursor))
    right = x_max or x_end(max((float(s.x[-1]) for s in series if len(s.x)), default=0.0))
    values = [array for s in series for array in (s.low, s.high)]
    values.append(np.array([] if best is None else [best]))
    axis = y_axis(np.concatenate(values), height - 2, log=log)
    margin = max(map(len, axis.labels)) + 1
    if width - margin < _SMALL[0] or height - 2 < _SMALL[1]:
        bare = canvas(series, axis, right, size, typed=glyphs.ascii)
        return Plot(tuple(map(_line, bare)), size, right, None, glyphs)

    columns, rows = width - margin, height - 2
    drawn = canvas(series, axis, right, (columns, rows), typed=glyphs.ascii)
    if best is not None:
        _rule(drawn[_row(axis, best, rows)], signs.best, f" best {numbers.loss(best)} ")
    if cursor is not None:
        column = _cell(cursor / right, columns)
        for line in drawn:
            line[column] = (
                signs.cursor if line[column][0] == " " else line[column][0],
                Style.CURSOR,
            )
    at = {_row(axis, tick, rows): text for tick, text in zip(axis.ticks, axis.labels, strict=True)}
    lines = (
        (
            Span(
                at.get(row, "").rjust(margin - 1) + (signs.tick if row in at else signs.side),
                Style.AXIS,
            ),
            *_line(line),
        )
        for row, line in enumerate(drawn)
    )
    return Plot(tuple(lines), size, right, margin, glyphs)


def _known(value: float | None) -> float | None:
    return None if value is None or math.isnan(value) else value


def _floor(
    right: float, now: float | None, margin: int, columns: int, signs: _Signs
) -> tuple[Line, Line]:
    """The horizontal axis with the place of now, and its labels."""
    floor = [(signs.floor, Style.AXIS)] * columns
    labels = " " * (margin + columns)
    for place in (0.0, right, right / 2):
        column = _cell(place / right, columns)
        text = numbers.count(round(place))
        start = min(max(margin + column - len(text) // 2, 0), margin + columns - len(text))
        if labels[max(start - 1, 0) : start + len(text) + 1].strip() == "":
            labels = labels[:start] + text + labels[start + len(text) :]
            floor[column] = (signs.mark, Style.AXIS)
    if now is not None:
        floor[_cell(now / right, columns)] = (signs.now, Style.NOW)
    corner = Span(" " * (margin - 1) + signs.corner, Style.AXIS)
    return (corner, *_line(floor)), (Span(labels, Style.AXIS),)


def _rule(line: list[Sign], sign: str, text: str) -> None:
    """Fill the blanks of a line, and write the text where there are enough of them."""
    blank = "".join("." if cell == BLANK else "x" for cell in line)
    start = blank.rfind("." * len(text))
    for column, free in enumerate(blank):
        if free == ".":
            line[column] = (sign, Style.BEST)
    if start >= 0:
        line[start : start + len(text)] = [(char, Style.BEST) for char in text]


def _row(axis: Axis, value: float, rows: int) -> int:
    return _cell(1 - float(axis.place(np.array([value]))[0]), rows)


def _cell(place: float, count: int) -> int:
    """The cell of a place from 0 to 1, by the rule of plotext."""
    return math.floor(min(max(place, 0.0), 1.0) * (count - 1) + 0.5)


def _line(line: list[Sign]) -> Line:
    return tuple(
        Span("".join(char for char, _ in run), style)
        for style, run in groupby(line, key=lambda cell: cell[1])
    )
