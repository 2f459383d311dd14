"""Matrix: the parameters of a linear model, or their gradients, with the names beside them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from gdtui.draw import numbers
from gdtui.draw.kept import kept
from gdtui.draw.table import Column, table
from gdtui.draw.text import UNICODE, Glyphs, Line, Span, Style, cells, label
from gdtui.draw.window import Window, window

BIAS = "bias"
_TIGHT, _EASY, _WIDE = 8, 10, 18  # cells of a number with the gap before it
_SIGNIFICANT = 6


@dataclass(frozen=True, eq=False)
class Values:
    """Numbers laid out as the parameters are: weight (t, d) and bias (t,); None is shown as such.

    Where they changed is said by bools, or by the signs of the change, which point up or down.
    """

    weight: NDArray[np.floating] | None
    bias: NDArray[np.floating] | None
    weight_changed: NDArray[np.generic] | None = None
    bias_changed: NDArray[np.generic] | None = None

    def at(self, target: int, place: int, inputs: int) -> float | None:
        """The weight of an input, or the bias, which has the place after the last input."""
        if place == inputs:
            return None if self.bias is None else float(self.bias[target])
        return None if self.weight is None else float(self.weight[target, place])

    def mark(self, target: int, place: int, inputs: int, glyphs: Glyphs) -> str:
        """The sign of a change, or nothing."""
        changed = self.bias_changed if place == inputs else self.weight_changed
        if changed is None or not (
            how := changed[target] if place == inputs else changed[target, place]
        ):
            return ""
        if changed.dtype == np.bool_:
            return glyphs.changed
        return glyphs.rose if how > 0 else glyphs.fell


def matrix_window(
    first: int,
    input_names: Sequence[str],
    target_names: Sequence[str],
    width: int,
    cursor: int | None = None,
) -> Window:
    """The inputs whose columns fit into a matrix of this width, beside the bias."""
    names = min(_longest(target_names), max(width // 4, 1))
    return window(first, max(1, (width - names) // _TIGHT - 1), len(input_names), cursor)


@kept
def matrix(
    values: Values,
    input_names: Sequence[str],
    target_names: Sequence[str],
    width: int,
    height: int,
    *,
    first_input: int = 0,
    first_target: int = 0,
    decimals: int | None = 4,
    cursor: tuple[int, int] | None = None,
    glyphs: Glyphs = UNICODE,
) -> tuple[Line, ...]:
    """A line per target, a column per input and one for the bias.

    Args:
        values: the parameters or their gradients.
        input_names: d names from outside.
        target_names: t names from outside.
        width: the cells of a line.
        height: the lines, one of them for the heads.
        first_input: where the inputs begin that are shown, see `matrix_window`.
        first_target: where the targets begin that are shown.
        decimals: at most so many; None for as many as give six significant digits.
        cursor: the target and the place (d for the bias) under the cursor.
        glyphs: the signs that the terminal can show.
    """
    inputs = len(input_names)
    shown = matrix_window(first_input, input_names, target_names, width)
    targets = window(first_target, height - 1, len(target_names)).places
    places = (*shown.places, inputs)
    heads = [*(input_names[place] for place in shown.places), BIAS]
    names = _names_width(target_names, len(places), width)
    wide = _cell_width(heads, (width - names) // len(places))
    grid = [[(t, p) for t in targets] for p in places]
    texts = _texts(values, grid, inputs, decimals, wide)
    return table(
        (
            _names([target_names[target] for target in targets], names, glyphs),
            *(
                Column(
                    label(head, wide - 1, glyphs),
                    [
                        _cell(text, values.mark(t, place, inputs, glyphs), cursor == (t, place))
                        for t, text in zip(targets, column, strict=True)
                    ],
                    wide,
                )
                for place, head, column in zip(places, heads, texts, strict=True)
            ),
        ),
        width,
        height,
    )


def targets_window(
    first: int, target_names: Sequence[str], width: int, cursor: int | None = None
) -> Window:
    """The targets whose two columns fit into a table of inputs of this width."""
    return window(
        first, max(1, (width - max(width // 4, 1)) // (2 * _TIGHT)), len(target_names), cursor
    )


def inputs_window(first: int, inputs: int, height: int, cursor: int | None = None) -> Window:
    """The inputs, and the bias as the last of them, whose lines fit into a table of this height."""
    return window(first, height - 1, inputs + 1, cursor)


@kept
def inputs_table(  # noqa: PLR0917  # two sets of values, two of names and a size
    weights: Values,
    grads: Values,
    input_names: Sequence[str],
    target_names: Sequence[str],
    width: int,
    height: int,
    *,
    first_input: int = 0,
    first_target: int = 0,
    cursor: tuple[int, int] | None = None,
    glyphs: Glyphs = UNICODE,
) -> tuple[Line, ...]:
    """A line per input and one for the bias; for each target its weight and its gradient.

    The arguments are those of `matrix`, but the cursor is a column (twice the target, one more for
    its gradient) and a place; `inputs_window` and `targets_window` tell what is shown.
    """
    inputs = len(input_names)
    places = inputs_window(first_input, inputs, height).places
    targets = targets_window(first_target, target_names, width).places
    rows = [BIAS if place == inputs else input_names[place] for place in places]
    names = _names_width((*input_names, BIAS), 2 * len(targets), width)
    heads = ["weight"] if len(target_names) == 1 else [target_names[target] for target in targets]
    wide = _cell_width(heads, (width - names) // (2 * len(targets)))
    columns = [_names(rows, names, glyphs)]
    grid = [[(t, p) for p in places] for t in targets]
    tables = [
        _texts(values, grid, inputs, decimals, wide)
        for values, decimals in ((weights, 4), (grads, None))
    ]
    for target, head, *pair in zip(targets, heads, *tables, strict=True):
        for values, name, texts, at in zip(
            (weights, grads), (head, "grad"), pair, (2 * target, 2 * target + 1), strict=True
        ):
            column = [
                _cell(text, values.mark(target, place, inputs, glyphs), cursor == (at, place))
                for place, text in zip(places, texts, strict=True)
            ]
            columns.append(Column(label(name, wide - 1, glyphs), column, wide))
    return table(columns, width, height)


def _texts(
    values: Values,
    grid: Sequence[Sequence[tuple[int, int]]],
    inputs: int,
    decimals: int | None,
    wide: int,
) -> list[list[str]]:
    """The numbers at targets and places, all with the same decimals, in the shape of the grid.

    Each leaves a blank in its `wide` cells, and another one for the sign of a change.
    """
    places = tuple(chain.from_iterable(grid))
    flat = tuple(values.at(target, place, inputs) for target, place in places)
    if decimals is None:
        decimals = numbers.decimals_for((v for v in flat if v is not None), _SIGNIFICANT)
    marks = [cells(values.mark(target, place, inputs, UNICODE)) for target, place in places]
    texts = numbers.column(flat, decimals, max(wide - 1, 1))
    if any(len(text.lstrip()) + mark >= wide for text, mark in zip(texts, marks, strict=True)):
        texts = numbers.column(flat, decimals, max(wide - 2, 1))
    rest = iter(texts)
    return [[next(rest).lstrip() for _ in column] for column in grid]


def _cell(text: str, mark: str, at_cursor: bool) -> Line:  # noqa: FBT001  # a cell's state, not a mode
    style = Style.CURSOR if at_cursor else Style.CHANGED if mark else Style.PLAIN
    return (Span(mark, Style.CHANGED), Span(text, style))


def _names(names: Iterable[str], width: int, glyphs: Glyphs) -> Column:
    lines = [(Span(label(name, width, glyphs), Style.STRONG),) for name in names]
    return Column("", lines, width, names=True)


def _longest(names: Iterable[str]) -> int:
    return max((cells(label(name, 60)) for name in names), default=0)


def _names_width(names: Sequence[str], columns: int, width: int) -> int:
    """Names take what the numbers leave, and a quarter of the width in any case."""
    return min(_longest(names), max(width // 4, width - columns * _EASY, 1))


def _cell_width(heads: Sequence[str], room: int) -> int:
    return max(1, min(room, max(_EASY, min(_longest(heads) + 1, _WIDE))))
