"""Sentences: what an action did, and where a session stands."""

from gdtui.draw import numbers
from gdtui.linear.changes import (
    changes,
    loop_words,
    rows_in_a_batch,
    setting_words,
    settings_changed,
)
from gdtui.linear.names import listed, parameter_name
from gdtui.linear.names import said as name_said
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
from gdtui.tui.verbs import expected, postponed

_FIRST_WORDS: dict[type[Action], str] = {
    Back: "back to ",
    Restart: "from the same weights again, ",
    Reseed: "from new weights, ",
    Load: "from other weights, ",
    Return: "on another branch, ",
}


def did(action: Action, opened: Opened, before: Snapshot, after: Snapshot) -> str:
    """One sentence about what an action has changed."""
    if isinstance(action, Set):
        return changed(action, opened, before, after)
    if isinstance(action, Undo | Redo):
        return _taken_back(action, opened, before, after)
    if after.position == before.position and after.branch == before.branch:
        return "; ".join(filter(None, [f"still {where(after.position)}", after.ended]))
    if isinstance(action, GoTo | RunUntil) or (isinstance(action, Step) and action.unit != "phase"):
        return reached(before, after)
    return f"{_FIRST_WORDS.get(type(action), '')}{stands(opened, after)}"


def _taken_back(action: Undo | Redo, opened: Opened, before: Snapshot, after: Snapshot) -> str:
    """What was undone or done again, and where that leads."""
    redone = isinstance(action, Redo)
    what = ", ".join(changes(opened, before, after, ahead=redone)) or "nothing that is seen"
    first = f"{'done again' if redone else 'undone'}: {what}"
    if after.position == before.position:
        return f"{first}; still {where(after.position)}"
    told = reached(None, after) if is_whole(after.position) else stands(opened, after)
    return f"{first}; {told}"


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


def changed(action: Set, opened: Opened, before: Snapshot, after: Snapshot) -> str:
    """What is set now, and from when on it counts."""
    change = action.change
    later = postponed(action, expected(before, action))
    if isinstance(change, Change):
        said = _set(change, before, after)
    elif isinstance(change, Stored):
        said = "the weights are those that were stored"
    else:
        said = f"{parameter_name(opened, change.target, change.column)} is {change.value!r}"
    return f"{said}; {later}" if later else said


def _set(change: Change, before: Snapshot, after: Snapshot) -> str:
    new = list(settings_changed(before, after))
    if not new:
        return f"{setting_words(change.setting, after)}, as before"
    if change.setting == "standardize" and after.chosen.standardize:
        new.append("parameters and gradients are of these from here on; Z says the raw weights")
    if after.gauge is not None and before.chosen.lr != after.chosen.lr:
        new[-1] += f" ({after.gauge.words})"
    return "; ".join(new)


def is_whole(position: Position) -> bool:
    """Whether an epoch has ended here, or nothing has begun."""
    return position.phase is None or str(position).endswith("done")


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
        f"{name_said(opened.name)}: {rows}; inputs: {listed(opened.input_names)}; "
        f"targets: {listed(opened.target_names)}"
    )


def settings_sentence(snapshot: Snapshot) -> str:
    """How the next step will be taken."""
    chosen, gauge = snapshot.chosen, snapshot.gauge
    parts = [
        f"{chosen.mode} mode",
        f"lr {numbers.rate(chosen.lr)}" + ("" if gauge is None else f" ({gauge.words})"),
        rows_in_a_batch(snapshot),
        "shuffled" if chosen.shuffle else "not shuffled",
        f"{chosen.dtype} on {chosen.device}",
    ]
    if chosen.standardize:
        parts.append("inputs standardised")
    if loop_words(snapshot):
        parts.append(loop_words(snapshot))
    return ", ".join(parts)


def _diverged(snapshot: Snapshot) -> str:
    if snapshot.diverged is None:
        return ""
    return f"it diverged at {where(snapshot.diverged)}: numbers are no longer finite"
