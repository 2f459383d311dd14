"""Chart: curves over steps or epochs. plotext draws the curves, the axes are our own.

plotext aborts the process on a NaN and takes gigabytes for one far outlier, so it never sees a
loss: only places between 0 and 1, at most two per column. Not to be called from two threads.
"""

import math
import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import groupby
from typing import Any, NamedTuple

import numpy as np

from gdtui.draw import numbers
from gdtui.draw.axis import Axis, x_end, y_axis
from gdtui.draw.series import Series
from gdtui.draw.text import UNICODE, Glyphs, Line, Span, Style, frame

_Sign = tuple[str, Style]
_Canvas = list[list[_Sign]]

_BLANK: _Sign = (" ", Style.PLAIN)
_SMALL = 8, 3  # a canvas not larger than this has no axes
_ESCAPE = re.compile(r"\x1b\[([0-9;]*)m")
_STYLES = (Style.GHOST, Style.FORECAST, Style.CURVE)  # the later covers the earlier


class _Stroke(NamedTuple):
    """Places on the canvas that are joined by lines, from 0 to 1."""

    style: Style
    x: tuple[float, ...]
    y: tuple[float, ...]


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
_TYPED_CURVES = {Style.CURVE: "*", Style.GHOST: ".", Style.FORECAST: "o"}


def load() -> None:
    """Load plotext: a tenth of a second that the first curve need not wait for."""
    _plotext()


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
        canvas = _canvas(series, axis, right, size, signs)
        return Plot(tuple(map(_line, canvas)), size, right, None, glyphs)

    columns, rows = width - margin, height - 2
    canvas = _canvas(series, axis, right, (columns, rows), signs)
    if best is not None:
        _rule(canvas[_row(axis, best, rows)], signs.best, f" best {numbers.loss(best)} ")
    if cursor is not None:
        column = _cell(cursor / right, columns)
        for line in canvas:
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
        for row, line in enumerate(canvas)
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


def _rule(line: list[_Sign], sign: str, text: str) -> None:
    """Fill the blanks of a line, and write the text where there are enough of them."""
    blank = "".join("." if cell == _BLANK else "x" for cell in line)
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


def _line(line: list[_Sign]) -> Line:
    return tuple(
        Span("".join(char for char, _ in run), style)
        for style, run in groupby(line, key=lambda cell: cell[1])
    )


def _canvas(
    series: Sequence[Series], axis: Axis, right: float, size: tuple[int, int], signs: _Signs
) -> _Canvas:
    """The curves alone, cell by cell."""
    columns, rows = size
    strokes = tuple(
        _Stroke(style, tuple(x), tuple(y))
        for style in _STYLES
        for one in reversed([s for s in series if s.style is style])
        for x, y in _runs(one.in_columns(right, columns), axis, right, rows)
    )
    return [list(line) for line in _drawn(strokes, columns, rows, typed=signs is _TYPED)]


@lru_cache(maxsize=4)  # most keys change nothing of the curves
def _drawn(
    strokes: tuple[_Stroke, ...], columns: int, rows: int, *, typed: bool
) -> tuple[tuple[_Sign, ...], ...]:
    """Strokes, the later over the earlier, as plotext draws them."""
    plotext, figure = _plotext()
    figure.clear.data()
    figure.plot_size(columns, rows)
    for style, x, y in strokes:
        if not all(0 <= place <= 1 for place in (*x, *y)):
            raise ValueError(f"{style} is not on the canvas")
        symbol = _TYPED_CURVES[style] if typed else "braille"
        marker = plotext.marker(symbol, plotext.pixel(_STYLES.index(style) + 1))
        signal = figure.signal(list(x), list(y), marker=marker)
        # half of drawing is to find out, point by point, which colours are left for other signals
        signal._get_unique_pixels = list  # noqa: SLF001  # where there is no such thing, nothing is lost
        figure.draw(signal.lines(active=style is not Style.FORECAST))
    lines = figure.build().string(colorless=False).split("\n")[:rows]
    return tuple(tuple(_cells(line, columns)) for line in lines)


def _runs(
    series: Series, axis: Axis, right: float, rows: int
) -> Iterator[tuple[list[float], list[float]]]:
    """The stretches without a gap, as places on the canvas, a column's ends in the order met.

    Where both ends fall on one dot, one of them is enough.
    """
    dot = 1 / (4 * rows)
    x = np.clip(series.x / right, 0.0, 1.0).tolist()
    pairs = zip(x, axis.place(series.low).tolist(), axis.place(series.high).tolist(), strict=True)
    xs: list[float] = []
    ys: list[float] = []
    for place, low, high in pairs:
        if math.isnan(place + low + high):
            if xs:
                yield xs, ys
            xs, ys = [], []
        elif high - low < dot:
            xs.append(place)
            ys.append(low)
        else:
            falling = not ys or abs(ys[-1] - high) <= abs(ys[-1] - low)
            xs += (place, place)
            ys += (high, low) if falling else (low, high)
    if xs:
        yield xs, ys


def _cells(text: str, columns: int) -> list[_Sign]:
    """A line of plotext's, whose colours stand for styles."""
    style, line = Style.PLAIN, []
    for place, piece in enumerate(_ESCAPE.split(text)):
        if place % 2:
            colour = piece.rpartition(";")[2]
            style = _STYLES[int(colour) - 1] if piece.startswith("38") else Style.PLAIN
        else:
            line += [(char, style) for char in piece]
    return (line + [_BLANK] * columns)[:columns]


@cache
def _plotext() -> tuple[Any, Any]:
    # what the first paint does not wait for
    import plotext  # type: ignore[import-untyped]  # noqa: PLC0415

    plotext.terminal.limit(width=False, height=False)
    figure = plotext.figure
    figure.theme("colorless")
    figure.legend(active=False)
    figure.axes(active=False)
    for axis in (0, 1):
        figure.ruler(axis, 0).lim(0, 1)
        figure.ruler(axis, 0).ticks([], [])
    return plotext, figure
