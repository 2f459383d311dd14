"""Quiz: before a step, what will the number under the cursor be after it?"""

from dataclasses import replace

from gdtui.linear.cursor import cell_at
from gdtui.linear.sentences import did
from gdtui.linear.talk import Scene, Talk, Typed
from gdtui.session.actions import Action, Foretell, Step
from gdtui.session.number_at import can_be_foretold, foretold
from gdtui.session.snapshot import Snapshot
from gdtui.tui.cell import Cell

_ON = "the quiz is on: i puts a cursor on a number; s, b and e then ask what it will be"
_OFF = "the quiz is off; the score stays"


def turn(scene: Scene) -> Talk:
    """Let steps ask first, or no more."""
    on = not scene.kept.quiz
    yield replace(scene.kept, quiz=on)
    yield _ON if on else _OFF


def quizzed(scene: Scene, asked: tuple[Action, ...]) -> Talk | None:
    """The question before a step; None where it is not to be asked."""
    if not scene.kept.quiz or scene.kept.cursor is None or len(asked) != 1:
        return None
    (step,), cell = asked, cell_at(scene)
    if cell is None or not isinstance(step, Step) or not can_be_foretold(cell.spot):
        return None
    return _ask(scene, cell, step)


def _ask(scene: Scene, cell: Cell, step: Step) -> Talk:
    words = f"{cell.name} = {cell.text}; after this {step.unit}: a number, up, down, same or none:"
    said = foretold((yield Typed(f"{words} ")))
    after: Snapshot = yield Foretell(cell.spot, said, step) if said else step
    if after.quiz.last:
        yield after.quiz.last
    yield did(step, scene.opened, scene.snapshot, after)
