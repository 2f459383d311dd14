"""Rows: the rows of a batch with what the model makes of them, and the rows of the whole data."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from gdtui.draw import numbers
from gdtui.draw.table import Column, table
from gdtui.draw.text import UNICODE, Glyphs, Line, Span, Style, cells, label

Floats = NDArray[np.floating]
Cursor = tuple[int, int] | None

_UNKNOWN = "?"
_OLD = " old"
_FEW = 3  # so many inputs should be seen before the predictions are squeezed


@dataclass(frozen=True, eq=False)
class Rows:
    """The rows on screen: inputs (n, d), targets (n, t) and, from *predict* on, preds (n, t).

    `numbers` are the rows' numbers as they are to be shown; names come from outside. Predictions
    are stale when the weights have been updated since.
    """

    numbers: NDArray[np.integer]
    inputs: Floats
    targets: Floats
    input_names: tuple[str, ...]
    target_names: tuple[str, ...]
    preds: Floats | None = None
    stale: bool = False

    def __getitem__(self, rows: slice) -> "Rows":
        """Some of these rows."""
        return replace(
            self,
            numbers=self.numbers[rows],
            inputs=self.inputs[rows],
            targets=self.targets[rows],
            preds=None if self.preds is None else self.preds[rows],
        )


class _Spacing(NamedTuple):
    """The room in a line: the cells of a prediction and of an input's name, blanks at the arrow."""

    pred: int
    name: int
    blanks: int
    residual: bool = False


class _Look(NamedTuple):
    """Where the cursor is and which signs the terminal can show."""

    cursor: Cursor
    glyphs: Glyphs

    def row_at(self, place: int) -> int | None:
        """The row of the cursor, where it is in this column."""
        return self.cursor[0] if self.cursor and self.cursor[1] == place else None


_ROOMY = _Spacing(9, 12, 1, residual=True)
_SPACINGS = (
    _ROOMY,
    _Spacing(9, 10, 1),
    _Spacing(8, 6, 1),
    _Spacing(7, 4, 1),
    _Spacing(7, 4, 0),
    _Spacing(6, 3, 0),
    _Spacing(5, 3, 0),
)


def batch(
    rows: Rows,
    width: int,
    height: int,
    *,
    first_input: int = 0,
    first_target: int = 0,
    cursor: Cursor = None,
    glyphs: Glyphs = UNICODE,
) -> tuple[Line, ...]:
    """The rows of a batch: inputs, predictions -> targets, residuals where there is room.

    Args:
        rows: those on screen; the heads of stale predictions say "old".
        width: the cells of a line. Columns that do not fit are counted, as "+7".
        height: the lines, one of them for the heads.
        first_input: the first input to show.
        first_target: the first target to show.
        cursor: the row and the place (an input, or d plus a target) under the cursor.
        glyphs: the signs that the terminal can show.
    """
    rows = rows[: max(height - 1, 0)]
    first, look = _row_numbers(rows), _Look(cursor, glyphs)
    inputs, targets = len(rows.input_names), len(rows.target_names)
    readable = [spacing for spacing in _SPACINGS if _is_readable(rows, spacing)] or [_ROOMY]
    for least in (inputs - first_input, min(_FEW, inputs - first_input), 0):
        for spacing in readable:
            last = [
                column
                for target in range(min(first_target, targets - 1), targets)
                for column in _pair(rows, target, spacing, look)
            ]
            room = width - first.width - _taken(last)
            shown = _inputs(rows, first_input, room, spacing.name, look)
            if room >= 0 and len(shown) >= least:
                return _side_by_side(
                    (first,), shown, last, inputs=inputs, width=width, height=height
                )
    return _side_by_side(
        (first,), [], _fitting(last, width - first.width), inputs=inputs, width=width, height=height
    )


def data(
    rows: Rows,
    in_batch: Sequence[bool] | NDArray[np.bool_],
    width: int,
    height: int,
    *,
    first_input: int = 0,
    cursor: Cursor = None,
    glyphs: Glyphs = UNICODE,
) -> tuple[Line, ...]:
    """The rows of the whole data, those of the batch marked at their left.

    Args:
        rows: those on screen; predictions are not shown.
        in_batch: (n,) whether a row is one of the batch.
        width: the cells of a line. Columns that do not fit are counted, as "+7".
        height: the lines, one of them for the heads.
        first_input: the first input to show.
        cursor: the row and the place (an input, or d plus a target) under the cursor.
        glyphs: the signs that the terminal can show.
    """
    rows = rows[: max(height - 1, 0)]
    look = _Look(cursor, glyphs)
    marks = [(Span(glyphs.inside if i else " ", Style.KEY),) for i in in_batch[: len(rows.numbers)]]
    bars = [(Span(glyphs.between, Style.AXIS),)] * len(marks)
    first = (Column("", marks, cells(glyphs.inside)), _row_numbers(rows))
    targets = (
        _data_column(rows.targets, place, name, _ROOMY.name, look, before=len(rows.input_names))
        for place, name in enumerate(rows.target_names)
    )
    last = _fitting((Column(glyphs.between, bars, 2), *targets), width - _taken(first))
    room = width - _taken(first) - _taken(last)
    shown = _inputs(rows, first_input, room, _ROOMY.name, look)
    return _side_by_side(
        first, shown, last, inputs=len(rows.input_names), width=width, height=height
    )


def _side_by_side(
    first: Sequence[Column],
    shown: Sequence[Column],
    last: Sequence[Column],
    *,
    inputs: int,
    width: int,
    height: int,
) -> tuple[Line, ...]:
    left_out = inputs - len(shown)
    more = f"+{left_out}"
    room = width - _taken(first) - _taken(shown) - _taken(last)
    if left_out and room > len(more):
        rows = len(first[0].cells)
        shown = [*shown, Column(more, [()] * rows, len(more) + 1)]
    return table((*first, *shown, *last), width, height)


def _row_numbers(rows: Rows) -> Column:
    texts = [str(number) for number in rows.numbers]
    lines = [(Span(text, Style.DIM),) for text in texts]
    return Column("", lines, max(map(len, texts), default=1))


def _inputs(rows: Rows, first: int, room: int, name: int, look: _Look) -> list[Column]:
    """The columns of the inputs from `first` on that fit, with room for "+7" where some do not."""
    shown: list[Column] = []
    names = rows.input_names
    more = len(f" +{len(names)}")
    for place in range(first, len(names)):
        column = _data_column(rows.inputs, place, names[place], name, look)
        if column.width > room:
            break
        shown.append(column)
        room -= column.width
    while shown and len(shown) < len(names) and room < more:
        room += shown.pop().width
    return shown


def _data_column(
    values: Floats,
    place: int,
    name: str,
    most: int,
    look: _Look,
    *,
    before: int = 0,
) -> Column:
    texts = numbers.column_of_data(values[:, place], width=10)
    wide = max(_width_of(texts), min(cells(label(name, most, look.glyphs)), most), 1)
    at = look.row_at(before + place)
    lines = [
        (Span(text, Style.CURSOR if row == at else Style.PLAIN),) for row, text in enumerate(texts)
    ]
    return Column(label(name, wide, look.glyphs), lines, wide + 1)


def _pair(rows: Rows, target: int, spacing: _Spacing, look: _Look) -> tuple[Column, ...]:
    """The column of predictions -> targets and, where there is room, that of their residuals."""
    aims = numbers.column_of_data(rows.targets[:, target], width=10)
    made = _preds(rows, target, spacing)
    blanks = " " * spacing.blanks
    arrow = blanks + look.glyphs.arrow + blanks
    wide = spacing.pred + len(arrow) + max(_width_of(aims), 1)
    style = Style.STALE if rows.stale else Style.STRONG
    at = look.row_at(len(rows.input_names) + target)
    lines = [
        (Span(pred, Style.CURSOR if row == at else style), Span(arrow, Style.DIM), Span(aim))
        for row, (pred, aim) in enumerate(zip(made, aims, strict=True))
    ]
    old = _OLD if rows.stale and rows.preds is not None else ""
    head = label(rows.target_names[target], wide - len(old), look.glyphs) + old
    pair = Column(head, lines, wide + 1)
    if not spacing.residual:
        return (pair,)
    return pair, _residuals(rows, target, spacing)


def _preds(rows: Rows, target: int, spacing: _Spacing) -> tuple[str, ...]:
    if rows.preds is None:
        return (_UNKNOWN,) * len(rows.numbers)
    texts = numbers.column(rows.preds[:, target], 2, spacing.pred)
    return tuple(text.lstrip() for text in texts)


def _residuals(rows: Rows, target: int, spacing: _Spacing) -> Column:
    texts: Iterable[str] = (_UNKNOWN,) * len(rows.numbers)
    if rows.preds is not None:
        with np.errstate(all="ignore"):
            residuals = rows.preds[:, target] - rows.targets[:, target]
        texts = numbers.column(residuals, 2, spacing.pred)
    style = Style.STALE if rows.stale else Style.PLAIN
    return Column("residual", [(Span(text.lstrip(), style),) for text in texts], spacing.pred + 1)


def _is_readable(rows: Rows, spacing: _Spacing) -> bool:
    return not any(
        text.startswith("#")
        for target in range(len(rows.target_names))
        for text in _preds(rows, target, spacing)
    )


def _fitting(columns: Iterable[Column], room: int) -> list[Column]:
    shown: list[Column] = []
    for column in columns:
        room -= column.width
        if room < 0:
            break
        shown.append(column)
    return shown


def _taken(columns: Iterable[Column]) -> int:
    return sum(column.width for column in columns)


def _width_of(texts: Iterable[str]) -> int:
    return max(map(len, texts), default=0)
