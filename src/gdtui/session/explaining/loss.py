"""The losses of a session explained: of the batch, of all rows, the best one, those of the past."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import torch
from torch.nn import functional

from gdtui.engine.batch_plan import BatchPlan
from gdtui.engine.descent import Descent
from gdtui.engine.prediction import predictions
from gdtui.errors import UserError
from gdtui.explain.explanation import Explanation
from gdtui.explain.losses import (
    Residuals,
    explain_epoch_loss,
    explain_loss,
    explain_no_loss,
    explain_root,
)
from gdtui.explain.writing import precise
from gdtui.session.explaining.held import Held, host
from gdtui.session.pieces import Pieces
from gdtui.session.spot import PastLoss, Whole

Numbers = Callable[[int], int]


def explain_whole_loss(held: Held, spot: Whole, room: int) -> Explanation:
    """The batch loss, the full loss, or its root."""
    if spot is Whole.BATCH_LOSS:
        return _batch_loss(held, "batch loss", held.live, room)
    if spot is Whole.FULL_LOSS:
        return _full_loss(held, room)
    return explain_root(float(held.live.full_loss()), room)


def explain_past_loss(held: Held, spot: PastLoss, room: int) -> Pieces[Explanation]:
    """A loss on the chart, or what stands for several of them.

    Raises:
        UserError: the line of now has no such loss.
    """
    history = held.timeline.track.history
    curve = history.batch_losses if spot.per == "batch" else history.epoch_losses
    if not 0 <= spot.first < curve.count:
        raise UserError("that loss is not on the line of now")
    if spot.count > 1:
        return _several(held, spot, room)
    past = _past_batch if spot.per == "batch" else _past_epoch
    return (yield from past(held, spot.first, room))


def _batch_loss(held: Held, called: str, live: Descent, room: int) -> Explanation:
    if live.loss is None or live.preds is None:
        return explain_no_loss(called, "known after the phase that is called loss")
    of = Residuals(held.target_names, host(live.preds), host(live.y), held.number)
    why = "of the rows of the batch, at the weights that made the predictions"
    return explain_loss(called, of, float(live.loss.detach()), why, room)


def _full_loss(held: Held, room: int) -> Explanation:
    live = held.live
    with torch.no_grad():
        preds = functional.linear(live.rows.x, live.weight, live.bias)
    of = Residuals(held.target_names, host(preds), host(live.rows.y), lambda row: row)
    why = "of all rows, at the weights that are on the screen"
    return explain_loss("loss of all rows", of, float(live.full_loss()), why, room)


def explain_best_loss(held: Held, room: int) -> Pieces[Explanation]:
    """The loss of the exact solution."""
    called, dataset, solution = "best loss", held.dataset, held.session.survey.solution
    if solution is None:
        return explain_no_loss(called, "it is computed while nothing else is to be done")
    inputs = dataset.input_columns
    preds = []
    for block in predictions(inputs, solution.weight, solution.bias):
        preds.append(block)
        yield
    of = Residuals(held.target_names, np.concatenate(preds), dataset.targets(), lambda row: row)
    why = "at the best weights there are, the exact solution; no training gets below it"
    found = explain_loss(called, of, solution.best_loss, why, room)
    frame = solution.factor.frame
    largest = np.ldexp(frame.largest, frame.exponents)[: len(inputs)]
    size = np.abs(solution.weight) @ largest + np.abs(solution.bias)
    away = float(np.finfo(np.float64).eps * (len(inputs) + 2) * size.max())
    return replace(found, rounding=found.rounding + 2 * away * solution.best_loss**0.5 + away**2)


def _several(held: Held, spot: PastLoss, room: int) -> Explanation:
    history = held.timeline.track.history
    curve = history.batch_losses if spot.per == "batch" else history.epoch_losses
    first, last = spot.first, min(spot.first + spot.count, curve.count)
    buckets = slice(first // curve.width, -(-last // curve.width))
    low, high = (
        precise(float(curve.lows[buckets].min())),
        precise(float(curve.highs[buckets].max())),
    )
    noun = "batches" if spot.per == "batch" else "epochs"
    said = f"{noun} {first + 1} to {last} have one place on the chart: losses from {low} to {high}"
    del room
    return Explanation(f"losses of {noun}", said, (said, "The lowest is drawn, and the highest."))


def _past_batch(held: Held, number: int, room: int) -> Pieces[Explanation]:
    """Trained again up to that batch, in a copy, so that all of its numbers are there."""
    epoch, _ = held.line.stretch(number).place(number)
    live = (yield from held.timeline.revisit(epoch, number + 1)).live
    past = _with(live, held)
    return _batch_loss(past, f"loss of batch {number + 1}", live, room)


def _with(live: Descent, held: Held) -> Held:
    """The same session with another descent to look at."""
    past = Held(held.session)
    past.live = live
    return past


def _past_epoch(held: Held, epoch: int, room: int) -> Pieces[Explanation]:
    history, line = held.timeline.track.history, held.line
    first, after = line.step_of_epoch(epoch), line.step_of_epoch(epoch + 1)
    engine = float(history.epoch_losses.lows[epoch]) if history.epoch_losses.width == 1 else None
    if history.batch_losses.width > 1 or engine is None:
        known = (yield from held.timeline.revisit(epoch, after)).track.history.last_epoch
        said = f"loss of epoch {epoch + 1} = {precise(known or 0.0)}: the mean of its batch losses"
        return Explanation(f"loss of epoch {epoch + 1}", said, (said,), known, known)
    plan = BatchPlan.of(line.stretch(first).settings, held.dataset.rows)
    rows = np.full(after - first, plan.size, np.int64)
    rows[-1] = plan.smallest
    losses = history.batch_losses.lows[first:after]
    return explain_epoch_loss(epoch, losses, rows, engine, room)
