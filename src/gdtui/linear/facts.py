"""Facts: the numbers of a moment as lines, and the losses so far as a few numbers."""

from collections.abc import Iterator, Sequence
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from gdtui.draw import numbers
from gdtui.linear.names import first
from gdtui.linear.sentences import settings_sentence, where
from gdtui.session.opened import Opened
from gdtui.session.questions import DataRows
from gdtui.session.snapshot import LossCurve, Snapshot
from gdtui.session.telling import tell_rate

Floats = NDArray[np.floating]

_STANDARDISED = "standardised "
_INPUTS, _TARGETS, _ROWS = 12, 6, 10
_STEPS = (1, 2, 5)


def facts(opened: Opened, snapshot: Snapshot) -> Iterator[str]:
    """Where it stands, settings, losses, parameters, gradients and rows of the batch.

    A line each; of many, the first ones and how many more there are.
    """
    yield f"{where(snapshot.position)}; {settings_sentence(snapshot)}"
    yield losses(snapshot)
    yield from rate(snapshot)
    yield from parameters(opened, snapshot)
    yield from gradients(opened, snapshot)
    yield from batch(opened, snapshot)


def losses(snapshot: Snapshot) -> str:
    """Both losses, and the best one that is possible."""
    loss = snapshot.full_loss
    parts = []
    if snapshot.batch_loss is not None:
        age = " (of the weights before)" if snapshot.preds_stale else ""
        parts.append(f"batch loss {numbers.loss(snapshot.batch_loss)}{age}")
    age = "" if snapshot.full_loss_fresh else " (of weights before)"
    parts.append(f"loss of all rows {numbers.loss(loss)}{age}")
    if loss >= 0:
        parts.append(f"its root {numbers.loss(sqrt(loss))}")
    if snapshot.best_loss is not None:
        parts.append(f"best possible {numbers.loss(snapshot.best_loss)}")
    return ", ".join(parts)


def rate(snapshot: Snapshot) -> Iterator[str]:
    """Where the rate of the next step stands, if that is known."""
    gauge = snapshot.gauge
    if gauge is not None:
        at_length, _ = tell_rate(snapshot)
        yield at_length or f"the rate is {gauge.words}"


def parameters(opened: Opened, snapshot: Snapshot) -> Iterator[str]:
    """The weights and the bias of each target, as the loop has them."""
    kind = _kind(standardize=snapshot.settings.standardize)
    for target, name in first(opened.target_names, _TARGETS):
        cells = _cells(opened.input_names, snapshot.weight[target])
        bias = numbers.number(float(snapshot.bias[target]))
        yield f"{kind}weights of {name}: {cells}, bias {bias}"
    yield from _left_out(opened.target_names, _TARGETS, "targets")


def gradients(opened: Opened, snapshot: Snapshot) -> Iterator[str]:
    """The gradients of each target, or the one word that stands for all of them."""
    weight, bias = snapshot.weight_grad, snapshot.bias_grad
    if weight is None or bias is None:
        yield "gradients: None"
        return
    if not weight.any() and not bias.any():
        yield "gradients: all 0"
        return
    kind = _kind(standardize=snapshot.made_by.standardize)
    for target, name in first(opened.target_names, _TARGETS):
        cells = _cells(opened.input_names, weight[target], 1)
        offset = numbers.number(float(bias[target]), 1)
        yield f"{kind}gradients of {name}: {cells}, bias {offset}"
    yield from _left_out(opened.target_names, _TARGETS, "targets")
    if snapshot.grad_norm is not None:
        yield f"norm of all gradients: {numbers.number(snapshot.grad_norm, 1)}"


def batch(opened: Opened, snapshot: Snapshot) -> Iterator[str]:
    """The first rows of the batch: inputs, predictions and targets."""
    rows = snapshot.batch
    kind = _kind(standardize=snapshot.made_by.standardize)
    for place in range(min(_ROWS, len(rows.numbers))):
        preds = None if rows.preds is None else rows.preds[place]
        inputs, targets = rows.inputs[place], rows.targets[place]
        row = _row(opened, int(rows.numbers[place]), inputs, targets, preds)
        yield f"{kind}{row}"
    if rows.preds is not None and snapshot.preds_stale:
        yield "these predictions are of the weights before the update"
    if rows.rows > _ROWS:
        yield f"and {rows.rows - _ROWS} more rows in this batch"


def _kind(*, standardize: bool) -> str:
    """What the loop's own numbers are of, where that is not the data as they are."""
    return _STANDARDISED if standardize else ""


def data(opened: Opened, answer: DataRows) -> Iterator[str]:
    """Rows of the data as they are in the file, with the predictions of the weights of now."""
    for place, inputs in enumerate(answer.inputs):
        row = _row(opened, answer.first + place, inputs, answer.targets[place], answer.preds[place])
        yield f"{row}; in this batch" if answer.in_batch[place] else row
    last = answer.first + len(answer.inputs)
    if last < answer.rows:
        yield f"{answer.rows} rows in all; {last + 1}a shows them from row {last + 1} on"


def past(snapshot: Snapshot) -> Iterator[str]:
    """The losses of the line of now: the 1st, 2nd, 5th, 10th and so on, and the last."""
    yield _points("batch losses", snapshot.batch_losses)
    if snapshot.position.batches > 1:
        yield _points("losses of epochs", snapshot.epoch_losses)


def _points(name: str, curve: LossCurve) -> str:
    if not curve.count:
        return f"{name}: none yet"
    places = [number for number in _round_numbers(curve.count) if number < curve.count]
    return f"{name}: " + ", ".join(_point(curve, number) for number in (*places, curve.count))


def _point(curve: LossCurve, number: int) -> str:
    bucket = (number - 1) // curve.width
    low, high = float(curve.lows[bucket]), float(curve.highs[bucket])
    said = numbers.loss(low) if low == high else f"{numbers.loss(low)} to {numbers.loss(high)}"
    return f"{number}: {said}"


def _round_numbers(most: int) -> Iterator[int]:
    power = 1
    while power <= most:
        yield from (step * power for step in _STEPS)
        power *= 10


def _row(opened: Opened, number: int, inputs: Floats, targets: Floats, preds: Floats | None) -> str:
    parts = [_cells(opened.input_names, inputs, None)]
    for target, name in first(opened.target_names, _TARGETS):
        wanted = f"target {_plain(targets[target])}"
        if preds is not None:
            wanted = f"predicted {numbers.number(float(preds[target]), 2)}, {wanted}"
        parts.append(f"{name}: {wanted}")
    return f"row {number + 1}: {'; '.join(parts)}"


def _cells(names: Sequence[str], values: Floats, decimals: int | None = 4) -> str:
    cells = []
    for place, name in first(names, _INPUTS):
        value = values[place]
        said = _plain(value) if decimals is None else numbers.number(float(value), decimals)
        cells.append(f"{name} {said}")
    more = len(names) - _INPUTS
    return ", ".join([*cells, f"{more} more"] if more > 0 else cells)


def _plain(value: np.floating) -> str:
    (text,) = numbers.column_of_data(np.array([value]))
    return text


def _left_out(names: Sequence[str], most: int, what: str) -> Iterator[str]:
    if len(names) > most:
        yield f"and {len(names) - most} more {what}"
