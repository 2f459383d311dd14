"""Changes: in what two moments of a session differ, in words."""

from collections.abc import Callable, Iterator
from dataclasses import fields

from gdtui.draw import numbers
from gdtui.linear.names import parameter_name
from gdtui.session.line import PHASES_PER_STEP
from gdtui.session.opened import Opened
from gdtui.session.snapshot import Position, Snapshot

_EDITED = 3  # parameters that are named


def rows_in_a_batch(now: Snapshot) -> str:
    """The batch size."""
    if now.chosen.batch_size is None:
        return "all rows in a batch"
    return f"{counted(now.chosen.batch_size, 'row', 'rows')} in a batch"


def loop_words(now: Snapshot) -> str:
    """What is changed in the loop; empty where nothing is."""
    if now.chosen.variant.plain:
        return ""
    return (
        f"BROKEN: {now.chosen.variant}" if now.chosen.variant.mistake else str(now.chosen.variant)
    )


_WORDS: dict[str, Callable[[Snapshot], str]] = {
    "mode": lambda now: (
        "manual mode: the loop is written by hand"
        if now.chosen.mode == "manual"
        else "sgd mode: the loop is PyTorch's, with nn.Linear and torch.optim.SGD"
    ),
    "lr": lambda now: f"lr is {numbers.rate(now.chosen.lr)}",
    "batch_size": rows_in_a_batch,
    "shuffle": lambda now: (
        "the rows are shuffled every epoch" if now.chosen.shuffle else "the rows are not shuffled"
    ),
    "device": lambda now: f"it is computed on {now.chosen.device}",
    "dtype": lambda now: f"it is computed in {now.chosen.dtype}",
    "standardize": lambda now: (
        "the inputs are standardised"
        if now.chosen.standardize
        else "the inputs are not standardised"
    ),
    "variant": lambda now: loop_words(now) or "the loop is as it is taught",
}


def setting_words(setting: str, now: Snapshot) -> str:
    """A setting with its value."""
    return _WORDS[setting](now)


def settings_changed(before: Snapshot, after: Snapshot) -> Iterator[str]:
    """The settings that are not what they were, each as it is now."""
    for field in fields(after.chosen):
        is_new = getattr(before.chosen, field.name) != getattr(after.chosen, field.name)
        if is_new and field.name in _WORDS:
            yield setting_words(field.name, after)


def changes(opened: Opened, before: Snapshot, after: Snapshot, *, ahead: bool) -> Iterator[str]:
    """What an undo has taken back, or what a redo, which looks `ahead`, has done again.

    A way through time is named by its length, a setting or a number by what it is now.
    """
    if after.branch != before.branch:
        yield f"run {after.branch} again"
    elif after.position.moment != before.position.moment:
        forward = after.position.moment > before.position.moment
        way = between(before.position, after.position)
        yield way if forward is ahead else f"{way} back"
    settings = tuple(settings_changed(before, after))
    yield from settings
    if not settings and _stays(before, after):
        yield from _edited(opened, before, after)


def between(one: Position, other: Position) -> str:
    """How far two moments of a line are apart, in the largest units that count it."""
    phases = abs(one.moment - other.moment)
    batches, phases = divmod(phases, PHASES_PER_STEP)
    epochs, batches = divmod(batches, one.batches) if one.batches == other.batches else (0, batches)
    parts = [
        counted(epochs, "epoch", "epochs") if epochs else "",
        counted(batches, "batch", "batches") if batches else "",
        counted(phases, "phase", "phases") if phases else "",
    ]
    return " and ".join(filter(None, parts))


def counted(count: int, one: str, more: str) -> str:
    """A number of things."""
    return f"1 {one}" if count == 1 else f"{count} {more}"


def _stays(before: Snapshot, after: Snapshot) -> bool:
    return (before.branch, before.position.moment) == (after.branch, after.position.moment)


def _edited(opened: Opened, before: Snapshot, after: Snapshot) -> Iterator[str]:
    """The parameters that have other values."""
    targets, inputs = after.weight.shape
    places = [
        (target, column)
        for target in range(targets)
        for column in (*range(inputs), None)
        if _value(before, target, column) != _value(after, target, column)
    ]
    for target, column in places[:_EDITED]:
        value = numbers.number(_value(after, target, column))
        yield f"{parameter_name(opened, target, column)} is {value}"
    if len(places) > _EDITED:
        yield f"and {len(places) - _EDITED} more parameters"


def _value(snapshot: Snapshot, target: int, column: int | None) -> float:
    held = snapshot.bias[target] if column is None else snapshot.weight[target, column]
    return float(held)
