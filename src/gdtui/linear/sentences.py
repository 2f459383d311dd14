"""Sentences: what an action did, and where a session stands."""

from collections.abc import Sequence

from gdtui.clean import clean
from gdtui.draw import numbers
from gdtui.session.actions import (
    Action,
    Back,
    GoTo,
    Load,
    Redo,
    Reseed,
    Restart,
    Return,
    RunUntil,
    Set,
    Step,
    Undo,
)
from gdtui.session.line import Change, Stored
from gdtui.session.opened import Opened
from gdtui.session.snapshot import Position, Snapshot
from gdtui.session.telling import tell
from gdtui.tui.verbs import postponed

_NAME = 30
_NAMED = 8
_FIRST_WORDS: dict[type[Action], str] = {
    Back: "back to ",
    Undo: "undone, ",
    Redo: "done again, ",
    Restart: "from the same weights again, ",
    Reseed: "from new weights, ",
    Load: "from other weights, ",
    Return: "on another branch, ",
}


def did(action: Action, opened: Opened, before: Snapshot, after: Snapshot) -> str:
    """One sentence about what an action has changed."""
    if isinstance(action, Set):
        return changed(action, opened, after)
    if after.position == before.position and after.branch == before.branch:
        return f"still {where(after.position)}"
    if isinstance(action, GoTo | RunUntil) or (isinstance(action, Step) and action.unit != "phase"):
        return reached(before, after)
    return f"{_FIRST_WORDS.get(type(action), '')}{stands(opened, after)}"


def stands(opened: Opened, snapshot: Snapshot) -> str:
    """Where it is, and what the phase done last means in numbers."""
    said = f"{where(snapshot.position)}: {tell(opened, snapshot)}"
    return f"{said}; {_diverged(snapshot)}" if _diverged(snapshot) else said


def reached(before: Snapshot | None, after: Snapshot) -> str:
    """What many steps have come to, and from where if that is known."""
    parts = [f"{where(after.position)}: the loss of all rows is {numbers.loss(after.full_loss)}"]
    if before is not None and after.full_loss_fresh and before.full_loss_fresh:
        parts[0] += f", it was {numbers.loss(before.full_loss)}"
    if after.batch_loss is not None:
        age = " at the weights before its update" if after.preds_stale else ""
        parts.append(f"the batch loss is {numbers.loss(after.batch_loss)}{age}")
    if after.fast_steps:
        steps = after.fast_steps + after.loop_steps
        parts.append(f"{after.fast_steps} of {steps} steps by the fast run, same bits")
    return "; ".join([*parts, *filter(None, [after.ended or _diverged(after)])])


def changed(action: Set, opened: Opened, after: Snapshot) -> str:
    """What is set now, and from when on it counts."""
    change = action.change
    later = postponed(action, after)
    if isinstance(change, Change):
        said = (
            f"{change.setting.replace('_', ' ')} is {_value(getattr(after.chosen, change.setting))}"
        )
    elif isinstance(change, Stored):
        said = "the weights are those that were stored"
    else:
        said = f"{parameter_name(opened, change.target, change.column)} is {change.value!r}"
    return f"{said}; {later}" if later else said


def where(position: Position) -> str:
    """A moment, without the batch where an epoch has only one."""
    parts = str(position).split(" · ")
    if position.batches == 1 and len(parts) == 3:
        del parts[1]
    return ", ".join(parts)


def data_sentence(opened: Opened) -> str:
    """What the data is."""
    rows = "1 row" if opened.rows == 1 else f"{opened.rows} rows"
    return (
        f"{clean(opened.name, _NAME)}: {rows}; inputs: {listed(opened.input_names)}; "
        f"targets: {listed(opened.target_names)}"
    )


def settings_sentence(snapshot: Snapshot) -> str:
    """How the next step will be taken."""
    chosen, gauge = snapshot.chosen, snapshot.gauge
    size = "all rows in a batch" if chosen.batch_size is None else f"batches of {chosen.batch_size}"
    parts = [
        f"{chosen.mode} mode",
        f"lr {numbers.rate(chosen.lr)}" + ("" if gauge is None else f" ({gauge.words})"),
        size,
        "shuffled" if chosen.shuffle else "not shuffled",
        f"{chosen.dtype} on {chosen.device}",
    ]
    if chosen.standardize:
        parts.append("inputs standardised")
    if not chosen.variant.plain:
        parts.append(f"BROKEN: {chosen.variant}" if chosen.variant.mistake else str(chosen.variant))
    return ", ".join(parts)


def listed(names: Sequence[str]) -> str:
    """Names from outside, some of them where they are many."""
    shown = [clean(name, _NAME) for name in names[:_NAMED]]
    more = len(names) - _NAMED
    return ", ".join([*shown, f"and {more} more"] if more > 0 else shown)


def parameter_name(opened: Opened, target: int, column: int | None) -> str:
    """What a parameter is called: `w[apples,temp]`, `b[apples]`."""
    aim = clean(opened.target_names[target], _NAME)
    if column is None:
        return f"b[{aim}]"
    return f"w[{aim},{clean(opened.input_names[column], _NAME)}]"


def _diverged(snapshot: Snapshot) -> str:
    if snapshot.diverged is None:
        return ""
    return f"it diverged at {where(snapshot.diverged)}: numbers are no longer finite"


def _value(value: object) -> str:
    if isinstance(value, bool):
        return "on" if value else "off"
    return (
        "all" if value is None else numbers.rate(value) if isinstance(value, float) else str(value)
    )
