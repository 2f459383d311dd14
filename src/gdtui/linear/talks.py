"""talk_of: what each key leads to where there is no screen; the same verbs, the same actions."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial

from gdtui.errors import UserError
from gdtui.linear import cursor, guide, quiz
from gdtui.linear.facts import data, facts, parameters, past
from gdtui.linear.forms import (
    UNCHANGED,
    agreed,
    device,
    do,
    export,
    load,
    open_data,
    pick,
    predict,
)
from gdtui.linear.help import help_lines
from gdtui.linear.outlook import outlook
from gdtui.linear.talk import Scene, Talk, Typed
from gdtui.session.actions import Return
from gdtui.session.mistakes import exact_update, is_exact, mended, mistakes
from gdtui.session.outlook import Forecast, Rate, Rates, RawWeights
from gdtui.session.questions import (
    Branch,
    Branches,
    DataWindow,
    Twins,
)
from gdtui.session.twinned import Twinned
from gdtui.tui.foreseen import RAW_ALREADY, forecast_sentence
from gdtui.tui.keys import Verb, key_of
from gdtui.tui.questions import QUESTIONS, forecast_epoch
from gdtui.tui.run_line import HEADS, as_now, run_line
from gdtui.tui.verbs import actions

_ROWS, _STEPS, _PARAMETERS = 10, 10, 12
_SCREEN_ONLY = {
    Verb.MAXIMISE: "there are no panes here; v says the numbers of this moment",
    Verb.UP: "there is nothing to scroll; the terminal keeps what was said",
    Verb.DOWN: "there is nothing to scroll; the terminal keeps what was said",
    Verb.PAGE_UP: "there is nothing to scroll; the terminal keeps what was said",
    Verb.PAGE_DOWN: "there is nothing to scroll; the terminal keeps what was said",
    Verb.AXIS: "there is no chart here; V says the losses so far",
    Verb.CURVE: "there is no chart here; V says the losses so far",
    Verb.REPAINT: "there is nothing to paint; v says the numbers of this moment",
    Verb.SUSPEND: "ctrl+z goes back to the shell; fg returns",
    Verb.INTERRUPT: "q quits; esc stops what is under way",
}


def talk_of(verb: Verb, scene: Scene) -> Talk:
    """What a verb leads to from a scene."""
    if verb in _TALKS:
        return _TALKS[verb](scene)
    asked = actions(verb, scene.count, scene.snapshot)
    if asked:
        return quiz.quizzed(scene, asked) or do(asked, scene)
    if verb in QUESTIONS:
        return _ask(verb, scene)
    return _say(_SCREEN_ONLY.get(verb) or f"{key_of(verb).help}: only the screen does that")


def _say(sentence: str) -> Talk:
    yield sentence


def _ask(verb: Verb, scene: Scene) -> Talk:
    """One of the questions that the screen asks in a line; an empty answer changes nothing."""
    question = QUESTIONS[verb]
    given = question.given(scene.snapshot)
    typed = yield Typed(f"{question.words} (now {given}): " if given else f"{question.words}: ")
    try:
        action = question.read(typed)
    except UserError:
        if typed:
            raise
        yield UNCHANGED
    else:
        yield from do((action,), scene)


def _facts(scene: Scene) -> Talk:
    yield from facts(scene.opened, scene.snapshot)


def _past(scene: Scene) -> Talk:
    yield from past(scene.snapshot)
    if scene.snapshot.branches > 1:
        for branch in (yield Branches(1)):
            now = ", this one" if branch.number == scene.snapshot.branch else ""
            yield f"{_run(as_now(branch, scene.snapshot))}{now}"
    rates: Rates = yield Rate(0, _PARAMETERS)
    yield from outlook(scene.opened, scene.snapshot, rates)


def _data(scene: Scene) -> Talk:
    yield from data(scene.opened, (yield DataWindow(max((scene.count or 1) - 1, 0), _ROWS)))


def _help(scene: Scene) -> Talk:
    del scene
    yield from help_lines()


def _return(scene: Scene) -> Talk:
    branches = yield Branches(1)
    names = [(_run(as_now(branch, scene.snapshot)), branch.number) for branch in branches]
    chosen = yield from pick("run to return to", names)
    if chosen is not None:
        yield from do((Return(chosen),), scene)


def _break(scene: Scene) -> Talk:
    if scene.snapshot.chosen.variant.mistake:
        yield from do(mended(scene.snapshot), scene)
        return
    chosen = yield from pick("break what", mistakes(scene.snapshot.chosen.mode))
    if chosen is not None:
        yield from do((chosen,), scene)


def _twins(scene: Scene) -> Talk:
    steps, exact = _STEPS if scene.count is None else scene.count, is_exact(scene.snapshot.chosen)
    for tried in (exact, not exact):
        twins: Twinned = yield Twins(steps, tried)
        yield "with the exact update:" if twins.exact else "manual and sgd from the same state:"
        yield from map(str, twins.told)
        if twins.first is not None:
            yield from _parting(twins, twins.first)
    what = "as it is taught" if exact else "with the exact update"
    if (yield from agreed(f"train {what} from here on, y or n: ")):
        yield from do((exact_update(on=not exact),), scene)


def _forecast(scene: Scene) -> Talk:
    epoch = scene.count
    if epoch is None:
        epoch = forecast_epoch((yield Typed("forecast the loss at epoch: ")))
    yield forecast_sentence((yield Forecast(epoch, 2)))


def _raw(scene: Scene) -> Talk:
    if not scene.snapshot.settings.standardize:
        yield RAW_ALREADY
        return
    raw = yield RawWeights()
    shown = replace(scene.snapshot, weight=raw.weight, bias=raw.bias)
    yield "for the inputs as they are in the file:"
    yield from parameters(scene.opened, shown)


def _parting(twins: Twinned, first: int) -> Iterator[str]:
    for gap in twins.phases[first].differences:
        if gap.differing:
            mine, theirs = (f"{number:.{twins.digits}g}" for number in (gap.manual, gap.sgd))
            yield f"{gap.what}, the widest gap: {gap.name} = {mine} by hand, {theirs} by PyTorch"


def _why(scene: Scene) -> Talk:
    """Enter ends lines in a pipe, and says something only with a cursor."""
    if scene.kept.cursor is not None:
        yield from cursor.explained(scene)


def _escape(scene: Scene) -> Talk:
    if scene.kept.cursor is None:
        yield "nothing is under way"
    else:
        yield from cursor.leave(scene)


def _command(scene: Scene) -> Talk:
    typed = (yield Typed("command, a part of its name: ")).lower().split()
    found = [verb for verb in Verb if typed and all(word in verb.lower() for word in typed)]
    if len(found) == 1:
        yield from talk_of(found[0], scene)
    else:
        yield from _several(found)


def _several(found: Sequence[Verb]) -> Iterator[str]:
    yield "type more: these are commands" if found else "there is no such command; ? tells all"
    for verb in found:
        key = key_of(verb)
        yield f"{verb}, {key.shown}: {key.help}"


def _run(branch: Branch) -> str:
    """A line of the list of runs, each value behind its head."""
    pairs = zip(HEADS, run_line(branch), strict=True)
    return ", ".join(f"{head} {value}".strip() for head, value in pairs if value)


_TALKS: dict[Verb, Callable[[Scene], Talk]] = {
    Verb.NEXT_VIEW: _facts,
    Verb.LAST_VIEW: _past,
    Verb.DATA: _data,
    Verb.HELP: _help,
    Verb.PREDICT: predict,
    Verb.EXPORT: export,
    Verb.DEVICE: device,
    Verb.RETURN: _return,
    Verb.BREAK: _break,
    Verb.TWINS: _twins,
    Verb.FORECAST: _forecast,
    Verb.RAW: _raw,
    Verb.EXPLAIN: cursor.point,
    Verb.WHY: _why,
    Verb.QUIZ: quiz.turn,
    Verb.PANE: cursor.next_group,
    Verb.COPY: cursor.exact,
    Verb.EDIT: cursor.edit,
    Verb.ESCAPE: _escape,
    Verb.ON: guide.on,
    Verb.BEFORE: guide.back,
    Verb.NEXT_CHAPTER: partial(guide.chapter, 1),
    Verb.LAST_CHAPTER: partial(guide.chapter, -1),
    Verb.LOAD: load,
    Verb.OPEN: open_data,
    Verb.PALETTE: _command,
}
