"""look: the Snapshot of the moment at which a timeline stands."""

import numpy as np
from torch import Tensor

from gdtui.engine.descent import Descent
from gdtui.engine.phase import PHASES
from gdtui.session.line import PHASES_PER_STEP, Line
from gdtui.session.snapshot import BatchWindow, Floats, Position, Snapshot
from gdtui.session.timeline import Timeline

_ROWS = 64  # rows of the batch in a snapshot


def look(timeline: Timeline) -> Snapshot:
    """Copy everything that is shown of the moment to the host."""
    track, moment, live = timeline.track, timeline.moment, timeline.live
    diverged = track.diverged
    return Snapshot(
        position=position(track.line, moment),
        end=position(track.line, track.end),
        settings=live.settings,
        chosen=track.line.chosen(moment),
        weight=_host(live.weight),
        bias=_host(live.bias),
        weight_before=_host(live.weight_before),
        bias_before=_host(live.bias_before),
        weight_grad=None if live.weight.grad is None else _host(live.weight.grad),
        bias_grad=None if live.bias.grad is None else _host(live.bias.grad),
        batch=window(live, 0, _ROWS),
        batch_loss=None if live.loss is None else float(live.loss.detach()),
        full_loss=float(live.full_loss()),
        diverged=None if diverged is None else position(track.line, PHASES_PER_STEP * diverged),
        fast_steps=timeline.fast_steps,
        loop_steps=timeline.loop_steps,
    )


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


def window(live: Descent, first: int, count: int) -> BatchWindow:
    """Some rows of the batch that the loop took last."""
    rows = slice(first, first + count)
    places = live.places
    if isinstance(places, Tensor):
        numbers = places[rows].cpu().numpy().copy()
    else:
        start = first if places is None else places.start + first
        numbers = np.arange(start, start + len(live.x[rows]))
    return BatchWindow(
        first=first,
        rows=len(live.x),
        numbers=numbers,
        inputs=_host(live.x[rows]),
        targets=_host(live.y[rows]),
        preds=None if live.preds is None else _host(live.preds[rows]),
    )


def _host(tensor: Tensor) -> Floats:
    # .cpu() and .numpy() alias live memory on the CPU, which the next update rewrites
    copied: Floats = tensor.detach().cpu().clone().numpy()
    return copied
