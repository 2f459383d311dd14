"""Dots: curves and points on a canvas of cells: eight dots in each, or a sign in plain ASCII."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from gdtui.draw.text import Glyphs, Line, Span, Style

Floats = NDArray[np.float64]

ACROSS, DOWN = 2, 4  # dots of a cell
_BITS = np.array([[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]])
_BRAILLE = 0x2800
_GAP = 3  # a dotted line has a dot in so many
_TYPED = {Style.CURVE: "*", Style.GHOST: ".", Style.FORECAST: "o", Style.AXIS: "."}
_FAR = 2.0  # canvases: what lies further out is drawn as if it lay there


@dataclass(frozen=True, eq=False)
class Layer:
    """Points x, y (n,), from 0 (left, bottom) to 1; what lies outside or is NaN is not seen.

    They are `joined` by lines or stand alone; a `dotted` line has gaps.
    """

    x: Floats
    y: Floats
    style: Style = Style.CURVE
    joined: bool = True
    dotted: bool = False


class Mark(NamedTuple):
    """A sign of its own in the cell of a place."""

    x: float
    y: float
    sign: str
    style: Style


def dots(
    layers: Sequence[Layer], marks: Sequence[Mark], columns: int, rows: int, glyphs: Glyphs
) -> tuple[Line, ...]:
    """Exactly `rows` lines of `columns` cells; later layers and marks cover the ones before."""
    bits = np.zeros((rows, columns), int)
    top = np.full((rows, columns), -1)
    for number, layer in enumerate(layers):
        x, y = _points(layer, columns, rows)
        line, column = y // DOWN, x // ACROSS
        np.bitwise_or.at(bits, (line, column), _BITS[y % DOWN, x % ACROSS])
        top[line, column] = number
    cells = [
        [
            _cell(None if layer < 0 else layers[layer].style, bit, glyphs)
            for layer, bit in zip(*row, strict=True)
        ]
        for row in zip(top.tolist(), bits.tolist(), strict=True)
    ]
    for mark in marks:
        if 0 <= mark.x <= 1 and 0 <= mark.y <= 1:
            down = int((1 - mark.y) * (DOWN * rows - 1) + 0.5) // DOWN
            across = int(mark.x * (ACROSS * columns - 1) + 0.5) // ACROSS
            cells[down][across] = mark.sign, mark.style
    return tuple(
        tuple(
            Span("".join(sign for sign, _ in run), style)
            for style, run in groupby(row, key=lambda cell: cell[1])
        )
        for row in cells
    )


def _cell(style: Style | None, bit: int, glyphs: Glyphs) -> tuple[str, Style]:
    if style is None:
        return " ", Style.PLAIN
    return _TYPED.get(style, "*") if glyphs.ascii else chr(_BRAILLE + bit), style


def _points(layer: Layer, columns: int, rows: int) -> tuple[NDArray[np.int_], NDArray[np.int_]]:
    """The dots of a layer, counted from the left and from the top."""
    far = (-_FAR, 1 + _FAR)
    x = np.clip(layer.x, *far) * (ACROSS * columns - 1)
    y = (1 - np.clip(layer.y, *far)) * (DOWN * rows - 1)
    if layer.joined and len(x) > 1:
        x, y = _joined(x, y)
    if layer.dotted:
        x, y = x[::_GAP], y[::_GAP]
    known = np.isfinite(x) & np.isfinite(y)
    across, down = (np.floor(each[known] + 0.5).astype(np.int_) for each in (x, y))
    inside = (across >= 0) & (across < ACROSS * columns) & (down >= 0) & (down < DOWN * rows)
    return across[inside], down[inside]


def _joined(x: Floats, y: Floats) -> tuple[Floats, Floats]:
    """Points between neighbours, a dot apart."""
    apart = np.maximum(np.abs(np.diff(x)), np.abs(np.diff(y)))
    steps = np.where(np.isfinite(apart), np.ceil(apart), 0).astype(int)
    place = np.arange(len(x), dtype=float)
    between = [k + np.arange(n) / max(n, 1) for k, n in enumerate(steps.tolist()) if n]
    every = np.unique(np.concatenate((*between, place)))
    return np.interp(every, place, x), np.interp(every, place, y)
