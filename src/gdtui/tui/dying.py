"""dying: what is said when the engine's process ended by itself and is started again."""

from gdtui.clean import clean
from gdtui.session.actions import (
    Action,
    Back,
    Foretell,
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
from gdtui.session.line import Change
from gdtui.session.wire import Died

_PLURALS = {"phase": "phases", "batch": "batches", "epoch": "epochs"}


def death(died: Died) -> str:
    """What happened, what is not repeated, and what is lost."""
    words = f" ({clean(died.output[-1])})" if died.status > 0 and died.output else ""
    said = [f"{died.sentence}{words}", "it starts again where it stood"]
    if died.under_way is not None:
        said.append(f"not repeated: {called(died.under_way)}")
    if died.lost:
        said.append(f"dropped: {_counted(died.lost, 'waiting key', 'waiting keys')}")
    return "; ".join(said)


def called(action: Action) -> str:  # noqa: C901, PLR0911  # a table
    """What somebody would call an action."""
    match action:
        case Foretell(step=step):
            return called(step)
        case Step(unit, count):
            return _counted(count, unit, _PLURALS[unit])
        case Back(count):
            return f"{_counted(count, 'phase', 'phases')} back"
        case GoTo(epoch):
            return f"the way to epoch {epoch}"
        case RunUntil(None):
            return "the run until there is no more progress"
        case RunUntil(loss):
            return f"the run until the loss is below {loss}"
        case Set(Change(setting)):
            return f"the change of {setting}"
        case Set():
            return "the change of a weight"
        case Undo() | Redo():
            return type(action).__name__.lower()
        case Restart() | Reseed() | Load():
            return "the new beginning"
        case Return(branch):
            return f"the return to run {branch}"


def _counted(count: int, one: str, more: str) -> str:
    return f"1 {one}" if count == 1 else f"{count} {more}"
