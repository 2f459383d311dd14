"""Cursor: a place among the numbers of a moment, and the talks about the number there."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from gdtui.errors import UserError
from gdtui.linear.forms import UNCHANGED, do
from gdtui.linear.talk import Scene, Talk, Typed
from gdtui.session.actions import Set
from gdtui.session.line import Edit
from gdtui.session.questions import Explain, Explained
from gdtui.session.spot import Gradient, Parameter
from gdtui.tui.cell import Cell, gradient, in_batch, parameter, wholes
from gdtui.tui.moment import Moment
from gdtui.tui.questions import number

ARROWS = {"up": (-1, 0), "down": (1, 0), "left": (0, -1), "right": (0, 1)}

_ROOM = 300  # cells that an explanation in one sentence may take
_NO_CURSOR = "i puts a cursor on the numbers first; arrows move it, tab goes to others"


@dataclass(frozen=True)
class Cursor:
    """A group of numbers by its place in `GROUPS`, and a line and a column of it, from 0."""

    group: int = 0
    line: int = 0
    column: int = 0


@dataclass(frozen=True)
class _Group:
    """Numbers that stand together: how many lines and columns, and the one at a place."""

    name: str
    extent: Callable[[Moment], tuple[int, int]]
    cell: Callable[[Moment, int, int], Cell]


def _parameters(moment: Moment) -> tuple[int, int]:
    targets, inputs = moment.snapshot.weight.shape
    return targets, inputs + 1


def _batch(moment: Moment) -> tuple[int, int]:
    targets, inputs = moment.snapshot.weight.shape
    return len(moment.snapshot.batch.numbers), inputs + 3 * targets


GROUPS = (
    _Group("parameters", _parameters, parameter),
    _Group("gradients", _parameters, gradient),
    _Group("batch", _batch, in_batch),
    _Group(
        "losses and rate",
        lambda moment: (len(wholes(moment)), 1),
        lambda moment, line, _: wholes(moment)[line],
    ),
)


def point(scene: Scene) -> Talk:
    """Put the cursor on the first number, or take it away."""
    if scene.kept.cursor is None:
        yield from _at(scene, Cursor())
    else:
        yield from leave(scene)


def leave(scene: Scene) -> Talk:
    """Take the cursor away."""
    yield replace(scene.kept, cursor=None)
    yield "the cursor is gone"


def moved(line: int, column: int, scene: Scene) -> Talk:
    """The number so many lines and columns further on, or where the group ends the same."""
    cursor = scene.kept.cursor or Cursor()
    lines, columns = GROUPS[cursor.group].extent(_moment(scene))
    there = replace(
        cursor,
        line=max(0, min(cursor.line + line, lines - 1)),
        column=max(0, min(cursor.column + column, columns - 1)),
    )
    yield from _at(scene, there)


def next_group(scene: Scene) -> Talk:
    """The first number of the next group that has any."""
    if scene.kept.cursor is None:
        raise UserError(_NO_CURSOR)
    moment, place = _moment(scene), scene.kept.cursor.group
    after = ((place + by) % len(GROUPS) for by in range(1, len(GROUPS) + 1))
    there = next(group for group in after if all(GROUPS[group].extent(moment)))
    yield f"{GROUPS[there].name}:"
    yield from _at(scene, Cursor(there))


def explained(scene: Scene) -> Talk:
    """All about the number under the cursor."""
    why: Explained = yield Explain(_cell(scene).spot, _ROOM)
    yield from why.explanation.lines


def exact(scene: Scene) -> Talk:
    """The number under the cursor with all its digits, to be copied from the line."""
    yield _said(_cell(scene))


def edit(scene: Scene) -> Talk:
    """Another number in place of the parameter under the cursor."""
    cell = _cell(scene)
    if cell.parameter is None:
        raise UserError("this number cannot be edited; only weights and biases can")
    typed = yield Typed(f"{_said(cell)}, now: ")
    if typed:
        value = number(typed)
        yield from do((Set(Edit(cell.parameter.target, cell.parameter.column, value)),), scene)
    else:
        yield UNCHANGED


def cell_at(scene: Scene) -> Cell | None:
    """The number under the cursor, if there is one at this moment."""
    try:
        return _cell(scene)
    except UserError:
        return None


def parameter_at(scene: Scene) -> Parameter | Gradient | None:
    """The parameter under the cursor, or that of the gradient there, if there is one."""
    cell = cell_at(scene)
    spot = None if cell is None else cell.spot
    return spot if isinstance(spot, Parameter | Gradient) else None


def _at(scene: Scene, cursor: Cursor) -> Talk:
    """Go to a place, and say why the number there is what it is."""
    kept = replace(scene.kept, cursor=cursor)
    yield kept
    cell = _cell(replace(scene, kept=kept))
    why: Explained = yield Explain(cell.spot, _ROOM)
    yield why.explanation.line or _said(cell)


def _cell(scene: Scene) -> Cell:
    cursor = scene.kept.cursor
    if cursor is None:
        raise UserError(_NO_CURSOR)
    moment, group = _moment(scene), GROUPS[cursor.group]
    lines, columns = group.extent(moment)
    if cursor.line >= lines or cursor.column >= columns:
        raise UserError("there is no such number at this moment; tab goes to others")
    return group.cell(moment, cursor.line, cursor.column)


def _said(cell: Cell) -> str:
    unknown = "None" if isinstance(cell.spot, Gradient) else "not yet known"
    return f"{cell.name} = {cell.text or unknown}"


def _moment(scene: Scene) -> Moment:
    return Moment(scene.opened, scene.snapshot, scene.snapshot)


MOVES = {name: partial(moved, *by) for name, by in ARROWS.items()}
