"""look: the Snapshot of the moment at which a timeline stands."""

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from torch import Tensor

from gdtui.engine.descent import Descent
from gdtui.engine.phase import PHASES
from gdtui.engine.settings import Settings
from gdtui.session.gauging import gauge
from gdtui.session.line import PHASES_PER_STEP, Line
from gdtui.session.quiz import NO_QUIZ, Quiz
from gdtui.session.snapshot import BatchWindow, Position, Snapshot
from gdtui.session.survey import Survey
from gdtui.session.timeline import Timeline

Floats = NDArray[np.floating]

_ROWS = 64  # rows of the batch in a snapshot
_BUCKETS = 256  # of each curve in a snapshot: two points for each of 256 columns


def look(
    timeline: Timeline,
    lines: Sequence[int],
    *,
    known_loss: float | None = None,
    survey: Survey | None = None,
    ended: str = "",
    quiz: Quiz = NO_QUIZ,
) -> Snapshot:
    """Copy everything that is shown of the moment to the host.

    Args:
        timeline: stands at the moment.
        lines: for each row of the dataset its line in the file.
        known_loss: a full loss of some moments before, to be shown instead of the one of now.
        survey: what is known of the exact solution.
        ended: how the last action ended.
        quiz: the score of what was foretold.
    """
    track, moment, live = timeline.track, timeline.moment, timeline.live
    here = position(track.line, moment)
    diverged = track.diverged
    solution = None if survey is None else survey.solution
    return Snapshot(
        position=here,
        end=here if moment == track.end else position(track.line, track.end),
        settings=live.settings,
        chosen=track.line.chosen(moment),
        made_by=live.settings if live.phases_done or not moment else _before(track.line, moment),
        weight=_copied(live.weight),
        bias=_copied(live.bias),
        weight_before=_host(live.weight_before),
        bias_before=_host(live.bias_before),
        weight_grad=None if live.weight.grad is None else _copied(live.weight.grad),
        bias_grad=None if live.bias.grad is None else _copied(live.bias.grad),
        batch=window(live, lines, 0, _ROWS),
        batch_loss=None if live.loss is None else float(live.loss.detach()),
        full_loss=float(live.full_loss()) if known_loss is None else known_loss,
        full_loss_fresh=known_loss is None,
        best_loss=None if solution is None else solution.best_loss,
        left_over=live.weight_grad_before is not None and bool(live.weight_grad_before.any()),
        grad_norm=gradient_norm(live),
        diverged=None if diverged is None else position(track.line, PHASES_PER_STEP * diverged),
        diverged_by=None if diverged is None else track.line.settings_before(diverged).variant,
        fast_steps=timeline.fast_steps,
        loop_steps=timeline.loop_steps,
        seed=track.line.origin.seed,
        branch=timeline.tracks.index(track),
        branches=len(timeline.tracks),
        batch_losses=track.history.batch_losses.within(_BUCKETS),
        epoch_losses=track.history.epochs_within(_BUCKETS),
        gauge=None if survey is None else gauge(timeline, survey),
        quiz=quiz,
        ended=ended,
    )


def _before(line: Line, moment: int) -> Settings:
    """Those of the step that was taken last."""
    return line.settings_before(moment // PHASES_PER_STEP)


def position(line: Line, moment: int) -> Position:
    """Where a moment of a line is, in the words of a person."""
    steps, _ = divmod(moment, PHASES_PER_STEP)
    epochs, _ = line.stretch(steps).place(steps)
    step, phase = divmod(max(moment - 1, 0), PHASES_PER_STEP)
    stretch = line.stretch(step)
    epoch, batch = stretch.place(step)
    return Position(
        moment, epochs, epoch + 1, batch + 1, stretch.batches, PHASES[phase] if moment else None
    )


def window(live: Descent, lines: Sequence[int], first: int, count: int) -> BatchWindow:
    """Some rows of the batch that the loop took last."""
    rows = slice(first, first + count)
    places = live.places
    if isinstance(places, Tensor):
        numbers = places[rows].numpy(force=True)
    else:
        start = first if places is None else places.start + first
        numbers = np.arange(start, start + len(range(len(live.x))[rows]))
    return BatchWindow(
        first=first,
        rows=len(live.x),
        numbers=numbers,
        lines=np.array([lines[number] for number in numbers], np.int64),
        inputs=_host(live.x, rows),
        targets=_host(live.y, rows),
        preds=None if live.preds is None else _host(live.preds, rows),
    )


def gradient_norm(live: Descent) -> float | None:
    """The length of the whole gradient, from float64 squares; None where there is none."""
    if live.weight.grad is None or live.bias.grad is None:
        return None
    return math.hypot(*map(_norm, (live.weight.grad, live.bias.grad)))


def _norm(grad: Tensor) -> float:
    zeros = not _host(grad).any()  # as after most steps by hand, and this is quicker
    return 0.0 if zeros else float(grad.cpu().double().norm())


def _copied(tensor: Tensor) -> Floats:
    """What lives on: the next update rewrites it, and on the CPU `_host` is the same memory."""
    return _host(tensor).copy()


def _host(tensor: Tensor, rows: slice | None = None) -> Floats:
    """What a step has made, or rows of it: nobody writes to that any more."""
    there = tensor if rows is None or tensor.is_cpu else tensor[rows]
    array: Floats = there.numpy(force=True)
    return array if rows is None or there is not tensor else array[rows]
