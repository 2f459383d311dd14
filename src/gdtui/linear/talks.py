"""talk_of: what each key leads to where there is no screen; the same verbs, the same actions."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from gdtui.errors import UserError
from gdtui.linear import cursor, guide, quiz, trials
from gdtui.linear.facts import data
from gdtui.linear.forms import (
    UNCHANGED,
    device,
    do,
    export,
    load,
    open_data,
    predict,
)
from gdtui.linear.help import help_lines
from gdtui.linear.talk import Scene, Talk, Typed
from gdtui.linear.views import view
from gdtui.session.questions import DataWindow
from gdtui.tui.keys import Verb, key_of
from gdtui.tui.questions import QUESTIONS
from gdtui.tui.verbs import actions

_ROWS = 10
_SCREEN_ONLY = {
    Verb.MAXIMISE: "there are no panes here; v says the numbers of this moment",
    Verb.UP: "there is nothing to scroll; the terminal keeps what was said",
    Verb.DOWN: "there is nothing to scroll; the terminal keeps what was said",
    Verb.PAGE_UP: "there is nothing to scroll; the terminal keeps what was said",
    Verb.PAGE_DOWN: "there is nothing to scroll; the terminal keeps what was said",
    Verb.AXIS: "there is no chart here; 3v says the losses so far",
    Verb.CURVE: "there is no chart here; 3v says the losses so far",
    Verb.MARK: "there is no picture of two runs here; B says every one of them",
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


def _data(scene: Scene) -> Talk:
    yield from data(scene.opened, (yield DataWindow(max((scene.count or 1) - 1, 0), _ROWS)))


def _help(scene: Scene) -> Talk:
    del scene
    yield from help_lines()


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


_TALKS: dict[Verb, Callable[[Scene], Talk]] = {
    Verb.NEXT_VIEW: partial(view, 1),
    Verb.LAST_VIEW: partial(view, -1),
    Verb.DATA: _data,
    Verb.HELP: _help,
    Verb.PREDICT: predict,
    Verb.EXPORT: export,
    Verb.DEVICE: device,
    Verb.RETURN: trials.go_back,
    Verb.BREAK: trials.mistake,
    Verb.TWINS: trials.twins,
    Verb.FORECAST: trials.forecast,
    Verb.RAW: trials.raw,
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
