"""Outlook: what the rate does in each direction, and how far the parameters have to go."""

import math
from collections.abc import Iterator

from gdtui.draw import numbers
from gdtui.linear.changes import counted
from gdtui.linear.names import input_name, parameter_name
from gdtui.session.opened import Opened
from gdtui.session.outlook import Direction, Rates
from gdtui.session.snapshot import Snapshot

_DIRECTIONS = 3
_SHARE = 0.005  # of a direction, below which an input is not named


def outlook(opened: Opened, snapshot: Snapshot, told: Rates) -> Iterator[str]:
    """The rate against its limit, the steepest and the flattest directions, and what is left."""
    about = "about " if snapshot.position.batches > 1 else ""  # smaller batches bend otherwise
    yield _rate(snapshot, told)
    yield f"condition number {numbers.rate(told.condition_number)}: steepest over flattest"
    shown = told.directions
    if len(shown) > 2 * _DIRECTIONS:
        shown = (*shown[:_DIRECTIONS], *shown[-_DIRECTIONS:])
    for direction in shown:
        yield _direction(opened, direction, about)
    better = told.standardised
    if better is not None and not told.standardized:
        yield (
            f"with z, standardised: condition number {numbers.rate(better.condition_number)}, "
            f"at lr {numbers.rate(better.lr)} a tenth everywhere in {about}{_epochs(better.epochs)}"
        )
    for place, now, best in zip(told.places, told.values, told.best, strict=True):
        target, column = place
        name = parameter_name(opened, target, column)
        yield (
            f"{name}: now {numbers.number(now)}, best {numbers.number(best)}, "
            f"to go {numbers.number(best - now)}"
        )
    if snapshot.gap:
        yield f"the loss of all rows is {numbers.loss(snapshot.gap)} above the best possible"
    elif snapshot.gap is not None:
        dtype = snapshot.settings.dtype
        yield f"the loss of all rows is the best possible, as far as {dtype} can tell"


def _rate(snapshot: Snapshot, told: Rates) -> str:
    words = "" if snapshot.gauge is None else f": {snapshot.gauge.words}"
    said = f"lr {numbers.rate(told.lr)} of at most {numbers.rate(told.limit)} for all rows{words}"
    if told.batch_limit is None:
        return said
    any_batch = numbers.rate(told.safe)
    return f"{said}; of {numbers.rate(told.batch_limit)} for this batch, {any_batch} for any"


def _direction(opened: Opened, direction: Direction, about: str) -> str:
    mostly = ", ".join(
        f"{input_name(opened, place)} {100 * share:.0f} %"
        for place, share in direction.mostly
        if share >= _SHARE
    )
    if math.isinf(direction.epochs):
        return f"mostly {mostly}: this way is never gone"
    return f"mostly {mostly}: {about}{_epochs(direction.epochs)} until a tenth of the way is left"


def _epochs(count: float) -> str:
    return counted(math.ceil(count), "epoch", "epochs") if count < 1e6 else f"{count:.1e} epochs"
