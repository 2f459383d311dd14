"""answer: what a session says to a question; it stays as it is."""

from pathlib import Path
from typing import assert_never

import numpy as np
from torch import Tensor

from gdtui.engine.device import present_devices
from gdtui.errors import UserError
from gdtui.session.actions import Load
from gdtui.session.around import around
from gdtui.session.beginning import given_weights
from gdtui.session.explaining.explaining import explain
from gdtui.session.fit import fitted
from gdtui.session.forecast import forecast
from gdtui.session.outlook import Around, Fit, Forecast, Rate, RawParameters, RawWeights
from gdtui.session.questions import (
    Best,
    Branch,
    Branches,
    DataRows,
    DataWindow,
    Devices,
    Drift,
    Explain,
    Export,
    Loadable,
    Losses,
    Optimum,
    Predict,
    Question,
    ReadWeights,
    Twins,
    Window,
)
from gdtui.session.rates import rates
from gdtui.session.raw_weights import raw_weights
from gdtui.session.result import result
from gdtui.session.script.script import write_script
from gdtui.session.session import Session
from gdtui.session.snapshot import LossCurve
from gdtui.session.track import Track
from gdtui.session.twinning import twins
from gdtui.session.view import position, window
from gdtui.weights.formats import SCRIPT
from gdtui.weights.saved import Saved, write_weights


def answer(session: Session, question: Question, *, threads: int = 1) -> object:  # noqa: C901, PLR0911, PLR0912  # a table
    """Answer a question, with what its docstring says; `threads` of torch are told in a script.

    Raises:
        UserError: there is no answer.
    """
    match question:
        case Window(first, count):
            return window(session.timeline.live, session.dataset.lines, first, count)
        case DataWindow(first, count):
            return _data_rows(session, first, count)
        case Predict(inputs):
            return _prediction(session, inputs)
        case Losses(per, buckets):
            return _curve(session.timeline.track, per, buckets)
        case Branches(buckets):
            return _branches(session, buckets)
        case Best():
            return _optimum(session)
        case Around(places):
            return around(session, places)
        case Fit(target):
            return fitted(session, target)
        case Forecast():
            return forecast(session, question)
        case Rate():
            return rates(session, question)
        case RawWeights():
            return RawParameters(*raw_weights(session))
        case Devices():
            return present_devices()
        case Drift():
            return session.drift()
        case Twins():
            return twins(session, question)
        case Explain():
            return explain(session, question)
        case Export(path, force):
            return _export(session, Path(path), force=force, threads=threads)
        case ReadWeights(path):
            return _loadable(session, Path(path))
        case _:
            assert_never(question)


def _data_rows(session: Session, first: int, count: int) -> DataRows:
    dataset = session.dataset
    first = min(max(first, 0), dataset.rows)
    rows = slice(first, min(first + max(count, 0), dataset.rows))
    numbers = np.arange(rows.start, rows.stop)
    inputs, targets = (
        np.stack([column[rows] for column in columns], axis=1)
        for columns in (dataset.input_columns, dataset.target_columns)
    )
    weight, bias = raw_weights(session)
    with np.errstate(all="ignore"):
        preds = inputs @ weight.T + bias
    places = session.timeline.live.places
    if isinstance(places, Tensor):
        in_batch = np.isin(numbers, places.cpu().numpy())
    else:
        span = slice(0, len(session.timeline.live.x)) if places is None else places
        in_batch = (numbers >= span.start) & (numbers < span.stop)
    lines = np.array(dataset.lines[rows], np.int64)
    return DataRows(first, dataset.rows, lines, inputs, targets, preds, in_batch)


def _prediction(session: Session, inputs: tuple[float, ...]) -> tuple[float, ...]:
    names = session.dataset.input_names
    if len(inputs) != len(names):
        raise UserError(f"a row has {len(names)} inputs, not {len(inputs)}")
    weight, bias = raw_weights(session)
    with np.errstate(all="ignore"):
        return tuple((weight @ np.array(inputs) + bias).tolist())


def _curve(track: Track, per: str, buckets: int) -> LossCurve:
    history, most = track.history, max(buckets, 1)
    return history.batch_losses.within(most) if per == "batch" else history.epochs_within(most)


def _branches(session: Session, buckets: int) -> tuple[Branch, ...]:
    tracks = session.tracks
    return tuple(
        Branch(
            number=number,
            parent=None if track.parent is None else tracks.index(track.parent),
            fork=position(track.line, track.fork),
            end=position(track.line, track.end),
            settings=track.line.chosen(track.end),
            seed=track.line.origin.seed,
            batch_losses=_curve(track, "batch", buckets),
            epoch_losses=_curve(track, "epoch", buckets),
            earlier=track.earlier,
        )
        for number, track in enumerate(tracks)
    )


def _optimum(session: Session) -> Optimum:
    landscape = session.survey.of(session.chosen)
    if landscape is None:
        landscape = session.survey.look(session.chosen)
        session.survey.keep(landscape)
    solution, curvature = landscape.solution, landscape.curvature
    return Optimum(
        weight=solution.weight,
        bias=solution.bias,
        loss=solution.best_loss,
        rank=solution.rank,
        dependent=solution.dependent,
        eigenvalues=curvature.eigenvalues,
        condition_number=curvature.condition_number,
        largest_stable_lr=landscape.largest_stable_lr,
        why=landscape.why,
    )


def _export(session: Session, path: Path, *, force: bool, threads: int) -> Saved:
    if path.suffix.lower() == SCRIPT:
        return write_script(session, path, force=force, threads=threads)
    return write_weights(result(session), path, force=force)


def _loadable(session: Session, path: Path) -> Loadable:
    given, notes = given_weights(path, session.dataset)
    return Loadable(Load(*given), notes)
