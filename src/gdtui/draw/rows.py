"""Rows: the rows of a batch with what the model makes of them, and the rows of the whole data."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import chain, product
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from gdtui.draw import numbers
from gdtui.draw.fields import Cursor, Field, cell, fields, fitting, more, side_by_side
from gdtui.draw.kept import kept
from gdtui.draw.table import Column, table
from gdtui.draw.text import UNICODE, Glyphs, Line, Span, Style, cells, label

Floats = NDArray[np.floating]

_UNKNOWN = "?"
_OLD = " old"
_NAME = 10
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


_SPACINGS = (
    _Spacing(9, 10, 1, residual=True),
    _Spacing(9, 10, 1),
    _Spacing(8, 6, 1),
    _Spacing(7, 4, 1),
    _Spacing(7, 4, 0),
    _Spacing(6, 3, 0),
    _Spacing(5, 3, 0),
)


@kept
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
        cursor: the row and the place under the cursor: an input, or from d on three places for
            each target, for its prediction, its residual (the arrow, and its column) and itself.
        glyphs: the signs that the terminal can show.
    """
    rows = rows[: max(height - 1, 0)]
    d, t = len(rows.input_names), len(rows.target_names)
    first = _row_numbers(rows)
    room = width - first.width
    spacings = [spacing for spacing in _SPACINGS if _is_readable(rows, spacing)] or [_SPACINGS[0]]
    first_target, wanted = min(first_target, t - 1), max(d - first_input, 0)
    for tight, fewest in ((False, wanted), (True, 0)):
        inputs = fields(rows.inputs, rows.input_names, first_input, width // 2, tight=tight)
        aims = fields(rows.targets, rows.target_names, first_target, width, before=d, tight=tight)
        enough = (few for few in (wanted, *range(min(_FEW, wanted), -1, -1)) if few >= fewest)
        for least, spacing in product(enough, spacings):
            left = room - sum(_pair_width(aim, spacing, glyphs) for aim in aims)
            count = fitting([field.width(spacing.name) + 1 for field in inputs], left, d)
            if left < 0 or (not count and more(d).width > left):
                continue
            if count >= least >= wanted * spacing.residual:
                shown = side_by_side(inputs, spacing.name, left, d, cursor=cursor, glyphs=glyphs)
                pairs = [_pair(rows, aim, spacing, cursor, glyphs) for aim in aims]
                return table((first, *shown, *chain.from_iterable(pairs)), width, height)
    narrow = spacings[-1]
    unseen = more(d)
    room -= unseen.width
    count = max(1, fitting([_pair_width(aim, narrow, glyphs) for aim in aims], room, t))
    pairs = [_pair(rows, aim, narrow, cursor, glyphs) for aim in aims[:count]]
    left_out = [more(t - count)] if count < t else []
    return table((first, unseen, *chain.from_iterable(pairs), *left_out), width, height)


@kept
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
    d, t = len(rows.input_names), len(rows.target_names)
    marks = [(Span(glyphs.inside if i else " ", Style.KEY),) for i in in_batch[: len(rows.numbers)]]
    bars = [(Span(glyphs.between, Style.AXIS),)] * len(marks)
    first = (Column("", marks, cells(glyphs.inside)), _row_numbers(rows))
    bar = Column(glyphs.between, bars, 2)
    room = width - sum(column.width for column in (*first, bar))
    aims = fields(rows.targets, rows.target_names, 0, width, before=d)
    last = side_by_side(aims, _NAME, room, t, cursor=cursor, glyphs=glyphs)
    room -= sum(column.width for column in last)
    inputs = fields(rows.inputs, rows.input_names, first_input, width)
    shown = side_by_side(inputs, _NAME, room, d, cursor=cursor, glyphs=glyphs)
    return table((*first, *shown, bar, *last), width, height)


def _row_numbers(rows: Rows) -> Column:
    texts = [str(number) for number in rows.numbers]
    lines = [(Span(text, Style.DIM),) for text in texts]
    return Column("", lines, max(map(len, texts), default=1))


def _pair(
    rows: Rows, aim: Field, spacing: _Spacing, cursor: Cursor, glyphs: Glyphs
) -> tuple[Column, ...]:
    """The column of predictions -> targets and, where there is room, that of their residuals."""
    d = len(rows.input_names)
    target = aim.place - d
    place = d + 3 * target
    wide = _pair_width(aim, spacing, glyphs) - 1 - (spacing.pred + 1) * spacing.residual
    arrow = glyphs.arrow.center(cells(glyphs.arrow) + 2 * spacing.blanks)
    style = Style.STALE if rows.stale else Style.STRONG
    lines = [
        (
            cell(pred, (row, place), cursor, style),
            cell(arrow, (row, place + 1), cursor, Style.DIM),
            cell(text, (row, place + 2), cursor),
        )
        for row, (pred, text) in enumerate(
            zip(_preds(rows, target, spacing), aim.texts, strict=True)
        )
    ]
    old = _OLD if rows.stale and rows.preds is not None else ""
    pair = Column(label(aim.name, wide - len(old), glyphs) + old, lines, wide + 1)
    return (pair, _residuals(rows, target, spacing, cursor)) if spacing.residual else (pair,)


def _pair_width(aim: Field, spacing: _Spacing, glyphs: Glyphs) -> int:
    pair = spacing.pred + cells(glyphs.arrow) + 2 * spacing.blanks + aim.width()
    return pair + 1 + (spacing.pred + 1) * spacing.residual


def _preds(rows: Rows, target: int, spacing: _Spacing) -> tuple[str, ...]:
    if rows.preds is None:
        return (_UNKNOWN,) * len(rows.numbers)
    texts = numbers.column(rows.preds[:, target], 2, spacing.pred)
    return tuple(text.lstrip() for text in texts)


def _residuals(rows: Rows, target: int, spacing: _Spacing, cursor: Cursor) -> Column:
    texts: Iterable[str] = (_UNKNOWN,) * len(rows.numbers)
    if rows.preds is not None:
        # a diverged training: what overflows is shown as inf or nan
        with np.errstate(over="ignore", invalid="ignore"):
            residuals = rows.preds[:, target] - rows.targets[:, target]
        texts = numbers.column(residuals, 2, spacing.pred)
    style = Style.STALE if rows.stale else Style.PLAIN
    place = len(rows.input_names) + 3 * target + 1
    lines = [(cell(text.lstrip(), (row, place), cursor, style),) for row, text in enumerate(texts)]
    return Column("residual", lines, spacing.pred + 1)


def _is_readable(rows: Rows, spacing: _Spacing) -> bool:
    return not any(
        text.startswith("#")
        for target in range(len(rows.target_names))
        for text in _preds(rows, target, spacing)
    )
