"""Losses: the mean of the squared differences, of a batch, of all rows, of the best weights."""

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gdtui.draw import numbers
from gdtui.explain.arithmetic import Operand, agreeing
from gdtui.explain.comparison import beside, bound
from gdtui.explain.explanation import Explanation, first_fitting
from gdtui.explain.sums import Result, Sum
from gdtui.explain.terms import Term
from gdtui.explain.writing import Floats, count, name, precise, pred

_DOT, _SQUARED = "\N{MIDDLE DOT}", "\N{SUPERSCRIPT TWO}"
_ROOT = "\N{SQUARE ROOT}"


@dataclass(frozen=True, eq=False)
class Residuals:
    """What a loss is the mean of: preds and targets (n, t) of rows with these numbers, from 0."""

    target_names: Sequence[str]
    preds: Floats
    targets: Floats
    number: Callable[[int], int]

    @property
    def sum(self) -> Sum:
        """The squares of all of them."""
        t = len(self.target_names)
        with np.errstate(all="ignore"):
            away = self.preds.astype(np.float64) - self.targets.astype(np.float64)
            squares = (away * away).ravel()
        return Sum(
            squares,
            lambda place: Term((_residual(float(away[divmod(place, t)])),), square=True),
            lambda place: (
                f"row {self.number(place // t) + 1}, {name(self.target_names[place % t])}"
            ),
            "square",
        )

    @property
    def product(self) -> str:
        """How many there are: `5·2`."""
        return f"{len(self.preds)}{_DOT}{len(self.target_names)}"


def explain_loss(called: str, of: Residuals, engine: float, why: str, room: int) -> Explanation:
    """A mean squared error: the sum of all squares, biggest first, divided by n·t.

    Args:
        called: its name.
        of: what it is the mean of.
        engine: the number that the session has.
        why: a sentence about which rows and weights it is of.
        room: cells for its line.
    """
    squares, elements = of.sum, max(of.preds.size, 1)
    with np.errstate(all="ignore"):
        value = squares.total / elements
        root = float(np.sqrt(value))
    typical = numbers.loss(root)
    unit = f", in the units of {name(of.target_names[0])}" if len(of.target_names) == 1 else ""
    rounding = bound(of.preds.dtype, elements + 4, value)
    tails = (f"; {_ROOT}loss = {typical}{unit}", f"; its root is {typical}", "")
    result = Result(value, lambda total: total / elements, *numbers.loss_digits(value))
    wordings = (
        f"{called} = [{text}] / ({of.product}) = {written}{tail}"
        for (text, written, _), tail in squares.wordings(result, tails)
    )
    lines = (
        why,
        (
            f"the mean of the squared differences (pred - target){_SQUARED} of "
            f"{count(len(of.preds), 'row')} and {count(len(of.target_names), 'target')}:"
        ),
        f"  {precise(squares.total)} / ({of.product}) = {precise(value)}",
        beside(value, engine, of.preds.dtype, rounding),
        f"Its root, {typical}{unit}, is how far off a typical prediction is.",
        *_by_target(of, squares),
        "",
        "the squares, biggest first:",
        *squares.table(),
    )
    return Explanation(called, first_fitting(wordings, room), lines, value, engine, rounding)


def _residual(away: float) -> Operand:
    return Operand(away, pred(away))


def _loss(loss: float) -> Operand:
    return Operand(loss, numbers.telling(loss, *numbers.loss_digits(loss)))


def _rows(count: int) -> Operand:
    return Operand(count, str(count))


def _by_target(of: Residuals, squares: Sum) -> Iterator[str]:
    if len(of.target_names) == 1:
        return
    with np.errstate(all="ignore"):
        means = squares.terms.reshape(of.preds.shape).mean(axis=0)
        for target, mean in zip(of.target_names, means, strict=True):
            off = numbers.loss(float(np.sqrt(mean)))
            yield f"  {name(target)} alone: mean {numbers.loss(float(mean))}, its root {off}"


def explain_root(of: float, room: int) -> Explanation:
    """The root of the full loss."""
    with np.errstate(all="ignore"):
        value = float(np.sqrt(of))
    written = agreeing([_loss(of)], math.sqrt, value, *numbers.loss_digits(value))
    text = f"root = {_ROOT}(loss of all rows) = {_ROOT}{written.operands[0]} = {written.result}"
    said = "how far off a typical prediction is: a loss is in squared units, its root is not"
    line = first_fitting((f"{text}: {said}", text), room)
    return Explanation("root", line, (text, said), value, value)


def explain_no_loss(called: str, why: str) -> Explanation:
    """A loss that is not known."""
    return Explanation(called, f"{called}: {why}", (why,))


def explain_epoch_loss(
    epoch: int, losses: NDArray[np.float64], rows: NDArray[np.int64], engine: float, room: int
) -> Explanation:
    """The loss of an epoch: the mean of its batch losses (k,), weighted by their rows (k,)."""
    called = f"loss of epoch {epoch + 1}"
    weighted = Sum(
        losses * rows,
        lambda place: Term((_rows(int(rows[place])), _loss(float(losses[place])))),
        lambda place: f"batch {place + 1}",
        "batch",
        in_order=True,
    )
    all_rows = int(rows.sum())
    with np.errstate(all="ignore"):
        value = weighted.total / all_rows
    rounding = bound(losses.dtype, len(losses) + 2, weighted.size / all_rows)
    result = Result(value, lambda total: total / all_rows, *numbers.loss_digits(value))
    wordings = (
        f"{called} = [{text}] / {all_rows} rows = {written}"
        for (text, written, _), _ in weighted.wordings(result)
    )
    lines = (
        "the mean of the losses of its batches, each weighted by its rows:",
        f"  {precise(weighted.total)} / {all_rows} = {precise(value)}",
        beside(value, engine, losses.dtype, rounding),
        "",
        *weighted.table(),
    )
    return Explanation(called, first_fitting(wordings, room), lines, value, engine, rounding)
