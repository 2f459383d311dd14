"""Canvas: curves without axes, as plotext draws them.

plotext aborts the process on a NaN and takes gigabytes for one far outlier, so it never sees a
loss: only places between 0 and 1, at most two per column. Not to be called from two threads.
"""

import math
import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import Any, NamedTuple

import numpy as np

from gdtui.draw.axis import Axis
from gdtui.draw.series import Series
from gdtui.draw.text import Style

Sign = tuple[str, Style]
Canvas = list[list[Sign]]

BLANK: Sign = (" ", Style.PLAIN)
_ESCAPE = re.compile(r"\x1b\[([0-9;]*)m")
_STYLES = (Style.GHOST, Style.FORECAST, Style.CURVE)  # the later covers the earlier
_TYPED_CURVES = {Style.CURVE: "*", Style.GHOST: ".", Style.FORECAST: "o"}


class _Stroke(NamedTuple):
    """Places on the canvas that are joined by lines, from 0 to 1."""

    style: Style
    x: tuple[float, ...]
    y: tuple[float, ...]


def load() -> None:
    """Load plotext: a tenth of a second that the first curve need not wait for."""
    _plotext()


def canvas(
    series: Sequence[Series], axis: Axis, right: float, size: tuple[int, int], *, typed: bool
) -> Canvas:
    """The curves, cell by cell, in lines that may be changed.

    Args:
        series: CURVE, FORECAST (dotted) and GHOST, of any length; the first covers the later.
        axis: of the values.
        right: the place at the right edge.
        size: columns and rows.
        typed: whether only ASCII can be shown.
    """
    columns, rows = size
    strokes = tuple(
        _Stroke(style, tuple(x), tuple(y))
        for style in _STYLES
        for one in reversed([s for s in series if s.style is style])
        for x, y in _runs(one.in_columns(right, columns), axis, right, rows)
    )
    return [list(line) for line in _drawn(strokes, columns, rows, typed=typed)]


@lru_cache(maxsize=4)  # most keys change nothing of the curves
def _drawn(
    strokes: tuple[_Stroke, ...], columns: int, rows: int, *, typed: bool
) -> tuple[tuple[Sign, ...], ...]:
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


def _cells(text: str, columns: int) -> list[Sign]:
    """A line of plotext's, whose colours stand for styles."""
    style, line = Style.PLAIN, []
    for place, piece in enumerate(_ESCAPE.split(text)):
        if place % 2:
            colour = piece.rpartition(";")[2]
            style = _STYLES[int(colour) - 1] if piece.startswith("38") else Style.PLAIN
        else:
            line += [(char, style) for char in piece]
    return (line + [BLANK] * columns)[:columns]


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
