"""Views: what a screen has panes for, told one after the other by v and V."""

from collections.abc import Callable
from dataclasses import replace

from gdtui.errors import UserError
from gdtui.linear.cursor import parameter_at
from gdtui.linear.facts import facts, past
from gdtui.linear.names import first
from gdtui.linear.outlook import outlook
from gdtui.linear.pictures import contoured, fit_said, sliced
from gdtui.linear.program import program
from gdtui.linear.talk import Part, Scene, Seen, Talk
from gdtui.session.outlook import Around, Fit, Fitted, Rate, Rates, Surroundings
from gdtui.session.questions import Best, Branch, Branches
from gdtui.tui.run_line import HEADS, as_now, run_line

_PARAMETERS, _TARGETS = 12, 6


def view(by: int, scene: Scene) -> Talk:
    """The numbers of the moment; pressed again there, the next view; with a count that one."""
    place = _next(by, scene)
    yield replace(scene.kept, seen=_seen(scene, place))
    name, talk = VIEWS[place]
    yield f"view {place + 1} of {len(VIEWS)}, {name}:"
    yield from talk(scene)


def _next(by: int, scene: Scene) -> int:
    if scene.count is not None:
        if not 1 <= scene.count <= len(VIEWS):
            names = ", ".join(f"{place} {name}" for place, (name, _) in enumerate(VIEWS, 1))
            raise UserError(f"there is no view {scene.count}; there are {names}")
        return scene.count - 1
    seen = scene.kept.seen
    if seen is None or replace(seen, place=0) != _seen(scene, 0):
        return 0 if by > 0 else len(VIEWS) - 1
    return (seen.place + by) % len(VIEWS)


def _seen(scene: Scene, place: int) -> Seen:
    now = scene.snapshot
    return Seen(place, now.branch, now.position.moment, now.chosen)


def _moment(scene: Scene) -> Talk:
    yield from facts(scene.opened, scene.snapshot)


def _code(scene: Scene) -> Talk:
    yield from program(scene.opened, scene.snapshot)


def _losses(scene: Scene) -> Talk:
    yield from past(scene.snapshot)


def _slice(scene: Scene) -> Talk:
    yield Best()
    around: Surroundings = yield Around((_chosen(scene),))
    yield from sliced(scene.opened, scene.snapshot, around)
    yield "i, the arrows and 4v tell it for another parameter"


def _contour(scene: Scene) -> Talk:
    yield Best()
    one = _chosen(scene)
    around: Surroundings = yield Around((one, _after(scene, one)))
    yield from contoured(scene.opened, scene.snapshot, around)
    yield "i, the arrows and 5v tell it for other parameters"


def _fit(scene: Scene) -> Talk:
    for target, _ in first(scene.opened.target_names, _TARGETS):
        told: Fitted = yield Fit(target)
        yield fit_said(scene.opened, told)
    more = len(scene.opened.target_names) - _TARGETS
    if more > 0:
        yield f"and {more} more targets"


def _rate(scene: Scene) -> Talk:
    yield Best()
    rates: Rates = yield Rate(0, _PARAMETERS)
    yield from outlook(scene.opened, scene.snapshot, rates)


def _runs(scene: Scene) -> Talk:
    for said, number in (yield from runs(scene)):
        yield f"{said}, this one" if number == scene.snapshot.branch else said
    if scene.snapshot.branches > 1:
        yield "B returns to one of them"


def runs(scene: Scene) -> Part[list[tuple[str, int]]]:
    """Every run in a line, each value behind its head, with its number."""
    branches: tuple[Branch, ...] = yield Branches(1)
    return [(_run(as_now(branch, scene.snapshot)), branch.number) for branch in branches]


def _run(branch: Branch) -> str:
    pairs = zip(HEADS, run_line(branch), strict=True)
    return ", ".join(f"{head} {value}".strip() for head, value in pairs if value)


def _chosen(scene: Scene) -> tuple[int, int]:
    """The parameter under the cursor, or the first."""
    spot, inputs = parameter_at(scene), len(scene.opened.input_names)
    if spot is None:
        return 0, 0
    return spot.target, inputs if spot.column is None else spot.column


def _after(scene: Scene, place: tuple[int, int]) -> tuple[int, int]:
    """The parameter behind one, at the end the first."""
    targets, inputs = scene.snapshot.weight.shape
    at = place[0] * (inputs + 1) + place[1]
    target, column = divmod((at + 1) % (targets * (inputs + 1)), inputs + 1)
    return int(target), int(column)


VIEWS: tuple[tuple[str, Callable[[Scene], Talk]], ...] = (
    ("this moment", _moment),
    ("the code", _code),
    ("the losses so far", _losses),
    ("the slice", _slice),
    ("the contour", _contour),
    ("the fit", _fit),
    ("the rate", _rate),
    ("the runs", _runs),
)
"""What v tells, in this order."""
