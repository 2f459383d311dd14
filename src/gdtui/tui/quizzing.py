"""Quizzing: what the quiz says and asks about the number under the cursor."""

from gdtui.draw.text import cells
from gdtui.session.actions import Step
from gdtui.session.number_at import can_be_foretold
from gdtui.session.spot import Gradient
from gdtui.tui.cell import Cell
from gdtui.tui.layout import Boxes, Name

OFF = "the quiz is off; the score stays"
_CHANGE = "a weight, a gradient, a prediction or a loss"
_PLACES = {
    Name.PARAMETERS: (0, 0),
    Name.INPUTS: (0, 0),
    Name.SLICE: (0, 0),
    Name.CONTOUR: (0, 0),
    Name.STATUS: (0, 2),  # the loss of all rows
}


def first_place(seen: Boxes) -> tuple[Name, tuple[int, int]]:
    """A pane in sight, and a place in it, whose number a step changes."""
    return next((name, place) for name, place in _PLACES.items() if name in seen)


def turned_on(cell: Cell | None) -> str:
    """What is said when the quiz begins."""
    if cell is None:
        return "the quiz is on: i puts a cursor on a number; s, b and e then ask what it will be"
    if not can_be_foretold(cell.spot):
        return f"the quiz is on, but no step changes {cell.name}: move the cursor to {_CHANGE}"
    return f"the quiz is on: s, b and e ask what {cell.name} will be; arrows choose, Q ends it"


def not_asked(cell: Cell | None) -> str:
    """Why a step was taken without a question, and what to do; nothing where it can be asked."""
    if cell is None:
        return "not asked: the quiz is about the number under a cursor; i puts one there, Q ends it"
    if can_be_foretold(cell.spot):
        return ""
    return f"not asked: no step changes {cell.name}; move the cursor to {_CHANGE}, or Q ends it"


def asked(cell: Cell, step: Step, width: int) -> str:
    """The question, in a line of so many cells where that can be."""
    nothing = "None" if isinstance(cell.spot, Gradient) else "unknown"
    now = f"{cell.name} = {cell.text or nothing}"
    many = f"{step.count} {step.unit}" + ("es" if step.unit == "batch" else "s")
    after = f"after this {step.unit}" if step.count == 1 else f"after {many}"
    wordings = (
        f"{now}; {after}: a number, up, down, same or none",
        f"{now}; {after} (number, up, down, same, none)",
        f"{now}; then (number, up, down, same, none)",
        f"{cell.name}, then (number, up, down, same, none)",
    )
    return next((words for words in wordings if cells(words) < width), wordings[-1])
