"""Quiz: before a step, what will the number under the cursor be after it?"""

from dataclasses import replace

from gdtui.linear.cursor import cell_at
from gdtui.linear.forms import do
from gdtui.linear.sentences import did
from gdtui.linear.talk import Scene, Talk, Typed
from gdtui.session.actions import Action, Foretell, Step
from gdtui.session.number_at import can_be_foretold, foretold
from gdtui.session.snapshot import Snapshot
from gdtui.tui.cell import Cell
from gdtui.tui.quizzing import OFF, not_asked, turned_on
from gdtui.tui.quizzing import asked as words

_WHOLE = 1000  # cells in which every wording has room


def turn(scene: Scene) -> Talk:
    """Let steps ask first, or no more."""
    on = not scene.kept.quiz
    yield replace(scene.kept, quiz=on)
    yield turned_on(cell_at(scene)) if on else OFF


def quizzed(scene: Scene, asked: tuple[Action, ...]) -> Talk | None:
    """The question before a step, or why there is none; None where nothing is to be asked."""
    if not scene.kept.quiz or len(asked) != 1 or not isinstance(asked[0], Step):
        return None
    cell = cell_at(scene)
    if cell is None or not can_be_foretold(cell.spot):
        return _unasked(scene, not_asked(cell), asked[0])
    return _ask(scene, cell, asked[0])


def _unasked(scene: Scene, why: str, step: Step) -> Talk:
    yield why
    yield from do((step,), scene)


def _ask(scene: Scene, cell: Cell, step: Step) -> Talk:
    said = foretold((yield Typed(f"{words(cell, step, _WHOLE)}: ")))
    after: Snapshot = yield Foretell(cell.spot, said, step) if said else step
    if after.quiz.last:
        yield after.quiz.last
    yield did(step, scene.opened, scene.snapshot, after)
