"""Verbs that need nothing but a count: what the session is asked to do for a key."""

from collections.abc import Callable
from dataclasses import replace
from enum import StrEnum
from typing import TypeVar

from gdtui.session.actions import Action, Back, GoTo, Redo, Restart, Set, Step, Undo
from gdtui.session.line import PHASES_PER_STEP, Change
from gdtui.session.mistakes import begins_again
from gdtui.session.snapshot import Snapshot
from gdtui.tui.keys import Verb

_Choice = TypeVar("_Choice", bound=StrEnum)

_COUNTED: dict[Verb, Callable[[int], Action]] = {
    Verb.PHASE: lambda count: Step("phase", count),
    Verb.FORWARD: lambda count: Step("phase", count),
    Verb.BATCH: lambda count: Step("batch", count),
    Verb.EPOCH: lambda count: Step("epoch", count),
    Verb.BACK: Back,
    Verb.UNDO: Undo,
    Verb.REDO: Redo,
}
_TURNED: dict[Verb, Callable[[Snapshot], Change]] = {
    Verb.MODE: lambda now: Change("mode", _other(now.chosen.mode)),
    Verb.DTYPE: lambda now: Change("dtype", _other(now.chosen.dtype)),
    Verb.HALVE: lambda now: Change("lr", now.chosen.lr / 2),
    Verb.DOUBLE: lambda now: Change("lr", now.chosen.lr * 2),
    Verb.SHUFFLE: lambda now: Change("shuffle", not now.chosen.shuffle),
    Verb.STANDARDIZE: lambda now: Change("standardize", not now.chosen.standardize),
}
_AT_AN_EPOCH = {
    "batch_size": "the batch size changes",
    "shuffle": "the order of the rows changes",
}


def actions(verb: Verb, count: int | None, snapshot: Snapshot) -> tuple[Action, ...]:
    """The actions of a key, none where it asks something first or concerns only the screen.

    Args:
        verb: of the key.
        count: the number typed before it, or None.
        snapshot: with the settings that a key turns over, see `expected`.
    """
    if verb in _COUNTED:
        return () if count == 0 else (_COUNTED[verb](count or 1),)
    if verb is Verb.GO_TO and count is not None:
        return (GoTo(count),)
    if verb is Verb.RESTART:
        return (Restart(),)
    if verb in _TURNED:
        return (Set(_TURNED[verb](snapshot)),)
    return ()


def expected(snapshot: Snapshot, action: Action) -> Snapshot:
    """A snapshot with the setting that an action on its way will have chosen.

    A key that turns a setting over counts from here, so that two of them are never one.
    """
    if isinstance(action, Set) and isinstance(action.change, Change):
        return replace(snapshot, chosen=action.change.settled(snapshot.chosen))
    return snapshot


def postponed(action: Action, snapshot: Snapshot) -> str:
    """From when a change holds, where that is not at once; otherwise nothing.

    Args:
        action: the change.
        snapshot: from before it, see `expected`.
    """
    if not isinstance(action, Set):
        return ""
    position = snapshot.position
    if begins_again(snapshot.settings, snapshot.chosen):
        begun = position.moment % PHASES_PER_STEP
        return "the step begins again, without the mistake" if begun else ""
    if isinstance(action.change, Change) and action.change.setting in _AT_AN_EPOCH:
        done = position.moment == 0 or str(position).endswith("done")
        return "" if done else f"{_AT_AN_EPOCH[action.change.setting]} with the next epoch"
    if position.phase in (None, "zero_grad"):
        return "" if isinstance(action.change, Change) else "edited: the next predict uses it"
    return "this step ends as it began; the change holds from the next predict"


def _other(choice: _Choice) -> _Choice:
    return next(value for value in type(choice) if value is not choice)
