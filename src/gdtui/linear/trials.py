"""Trials: another run, a mistake on purpose, both modes side by side, a forecast, raw weights."""

from dataclasses import replace

from gdtui.linear.facts import parameters
from gdtui.linear.forms import agreed, do, pick
from gdtui.linear.side_by_side import by_phase, widest_gaps
from gdtui.linear.talk import Scene, Talk, Typed
from gdtui.linear.views import runs
from gdtui.session.actions import Return
from gdtui.session.mistakes import exact_update, is_exact, mended, mistakes
from gdtui.session.outlook import Forecast, RawWeights
from gdtui.session.questions import Best, Twins
from gdtui.session.twinned import Twinned
from gdtui.tui.foreseen import RAW_ALREADY, forecast_sentence
from gdtui.tui.questions import forecast_epoch

_STEPS = 10


def go_back(scene: Scene) -> Talk:
    """Return to the end of one of the runs."""
    chosen = yield from pick("run to return to", (yield from runs(scene)))
    if chosen is not None:
        yield from do((Return(chosen),), scene)


def mistake(scene: Scene) -> Talk:
    """Break the loop in a way that is chosen, or mend it."""
    if scene.snapshot.chosen.variant.mistake:
        yield from do((mended(),), scene)
        return
    chosen = yield from pick("break what", mistakes(scene.snapshot.chosen.mode))
    if chosen is not None:
        yield from do((chosen,), scene)


def twins(scene: Scene) -> Talk:
    """Both modes from the state of now, as it is trained and with the other update."""
    steps, exact = _STEPS if scene.count is None else scene.count, is_exact(scene.snapshot.chosen)
    for tried in (exact, not exact):
        told: Twinned = yield Twins(steps, tried)
        yield "with the exact update:" if told.exact else "manual and sgd from the same state:"
        yield from told.told
        yield from by_phase(told)
        yield from widest_gaps(told)
    what = "as it is taught" if exact else "with the exact update"
    if (yield from agreed(f"train {what} from here on, y or n: ")):
        yield from do((exact_update(on=not exact),), scene)


def forecast(scene: Scene) -> Talk:
    """The loss at an epoch ahead."""
    epoch = scene.count
    if epoch is None:
        epoch = forecast_epoch((yield Typed("forecast the loss at epoch: ")))
    yield Best()
    yield forecast_sentence((yield Forecast(epoch, 2)))


def raw(scene: Scene) -> Talk:
    """The weights as they are for the inputs in the file."""
    if not scene.snapshot.settings.standardize:
        yield RAW_ALREADY
        return
    answer = yield RawWeights()
    plain = replace(scene.snapshot.settings, standardize=False)
    shown = replace(scene.snapshot, settings=plain, weight=answer.weight, bias=answer.bias)
    yield "for the inputs as they are in the file:"
    yield from parameters(scene.opened, shown)
