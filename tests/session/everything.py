"""Everything that can tell one session from another."""

from dataclasses import replace

import numpy as np

from gdtui.errors import UserError
from gdtui.session.answers import answer
from gdtui.session.checkpoints import Checkpoints
from gdtui.session.curve import Curve
from gdtui.session.history import History
from gdtui.session.questions import Explain
from gdtui.session.session import Session
from gdtui.session.snapshot import LossCurve
from gdtui.session.spot import Gradient, Parameter, Spot, Whole

SPOTS = (Parameter(0, 1), Parameter(1, None), Gradient(0, 0), Whole.BATCH_LOSS, Whole.NORM)


def of(value: object) -> object:  # noqa: PLR0911  # a table
    """A value that is equal for equal bits."""
    match value:
        case np.ndarray():
            return value.dtype, value.shape, value.tobytes()
        case float():
            return np.float64(value).tobytes()
        case LossCurve(width, count, lows, highs):
            return width, count, lows.tobytes(), highs.tobytes()
        case Curve():
            return value.width, value.count, value.lows.tobytes(), value.highs.tobytes()
        case History():
            told = value.steps, value.last_epoch, value.part
            return [of(each) for each in (*told, value.batch_losses, value.epoch_losses)]
        case Checkpoints():
            kept = [(step, *map(of, vars(state).values())) for step, state in value.states]
            return value.start, value.most, value.spacing, value.size, kept
        case _ if hasattr(value, "numpy"):
            return of(value.numpy())
        case _ if hasattr(value, "__dataclass_fields__") and not hasattr(value, "settled"):
            return {name: of(getattr(value, name)) for name in value.__dataclass_fields__}
    return value


def all_of(session: Session, *, roads: bool = True) -> object:
    """Everything that can tell one session from another.

    Without `roads`, all but what depends on how it went there: which states it keeps to come back
    to, and by which way steps were taken.
    """
    shown = replace(session.snapshot(), ended="")  # it is said once, by whoever was there
    if not roads:
        shown = replace(shown, fast_steps=0, loop_steps=0)
    numbers = {track: number for number, track in enumerate(session.tracks)}
    tracks = [
        (track.line, of(track.history), track.fork, track.end, track.diverged)
        for track in session.tracks
    ]
    parents = [track.parent and numbers[track.parent] for track in session.tracks]
    kept = [of(track.checkpoints) for track in session.tracks] if roads else None
    places = [
        [(numbers[track], moment) for track, moment in places]
        for places in (session._done, session._undone)
    ]
    told = [_explained(session, spot) for spot in SPOTS]
    return of(shown), told, tracks, parents, kept, places


def _explained(session: Session, spot: Spot) -> str:
    try:
        return repr(answer(session, Explain(spot)))
    except UserError as error:
        return error.sentence
