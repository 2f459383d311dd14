"""Template: text with names in braces, filled in with the numbers of a moment.

`{batch_loss}` is a number of the moment, `{grad[apples,temp]}` one of several, `{lr:6}` one with so
many decimals; `{{` and `}}` are braces. A negative number beside a `*` gets parentheses.
"""

import re
from collections.abc import Callable
from math import sqrt
from typing import TYPE_CHECKING, NamedTuple

from gdtui.clean import clean
from gdtui.draw import numbers
from gdtui.errors import UserError
from gdtui.session.opened import Opened
from gdtui.session.snapshot import Snapshot
from gdtui.tour.hole import NAME, OF_SEVERAL, PREDICT, Hole, hole

if TYPE_CHECKING:  # a tour is read before numpy is loaded
    import numpy as np

NOT_YET = "(not yet)"


class _Now(NamedTuple):
    opened: Opened
    snapshot: Snapshot


Filled = float | str | None
_Whole = Callable[[_Now], Filled]


def fill(text: str, opened: Opened, snapshot: Snapshot) -> str:
    """The text with the numbers of a moment; what cannot be filled in says why in brackets."""
    now = _Now(opened, snapshot)

    def filled(found: re.Match[str]) -> str:
        if found[1] is None:
            return found[0][0]
        try:
            value = _value(hole(found[1]), now)
        except UserError as error:
            return f"[{error.sentence}]"
        factor = "*" in (text[found.end() :][:1], text[: found.start()][-1:])
        return f"({value})" if factor and value.startswith("-") else value

    return NAME.sub(filled, text)


def _value(wanted: Hole, now: _Now) -> str:
    if wanted.name in _WHOLES:
        value = _WHOLES[wanted.name](now)
    elif wanted.name == PREDICT:
        value = _predicted(wanted.places, now)
    else:
        value = _one_of_several(wanted, now)
    if value is None or isinstance(value, str):
        return NOT_YET if value is None else value
    return _written(wanted, value)


def _written(wanted: Hole, value: float) -> str:
    if wanted.decimals is not None:
        return f"{value:.{wanted.decimals}f}"
    decimals = _DECIMALS.get(wanted.name)
    if decimals is not None:
        return numbers.number(value, decimals)
    if wanted.name.endswith(("loss", "root")):
        return numbers.loss(value)
    return f"{value:.6g}"


def _one_of_several(wanted: Hole, now: _Now) -> Filled:
    snapshot, name = now.snapshot, wanted.name
    kinds = OF_SEVERAL[name]
    if kinds[0] == "row" and not len(snapshot.batch.numbers):
        return None  # before the first predict there is no batch
    at = tuple(_place(kind, each, now) for kind, each in zip(kinds, wanted.places, strict=True))
    if name in ("step", "step_b"):
        return _step(snapshot, at, of_weight=name == "step")
    if name in ("error", "square"):
        preds = snapshot.batch.preds
        if preds is None:
            return None
        error = float(preds[at]) - float(snapshot.batch.targets[at])
        return error**2 if name == "square" else error
    held = _HELD[name](snapshot)
    if held is None:
        return "None" if name.startswith("grad") else None
    return float(held[at])


def _step(snapshot: Snapshot, at: tuple[int, ...], *, of_weight: bool) -> Filled:
    """What the update takes away or, until the next step begins, what it took away."""
    if snapshot.preds_stale:
        held = (
            (snapshot.weight_before, snapshot.weight)
            if of_weight
            else (snapshot.bias_before, snapshot.bias)
        )
        before, after = (float(values[at]) for values in held)
        return before - after
    grads = snapshot.weight_grad if of_weight else snapshot.bias_grad
    return None if grads is None else snapshot.settings.lr * float(grads[at])


def _place(kind: str, name: str, now: _Now) -> int:
    opened = now.opened
    if kind == "row":
        rows = len(now.snapshot.batch.numbers)
        if not (name.isascii() and name.isdigit() and 1 <= int(name) <= rows):
            raise UserError(f"there is no row {clean(name)} in this batch")
        return int(name) - 1
    names = opened.target_names if kind == "target" else opened.input_names
    if name not in names:
        raise UserError(f"there is no {kind} {clean(name)}")
    return names.index(name)


def _predicted(places: tuple[str, ...], now: _Now) -> float:
    """What the weights of now make of inputs, as they are where these are not standardised."""
    opened, snapshot = now.opened, now.snapshot
    target = _place("target", places[0], now)
    try:
        inputs = [float(text) for text in places[1:]]
    except ValueError:
        raise UserError("predict takes numbers") from None
    if len(inputs) != len(opened.input_names) or snapshot.settings.standardize:
        raise UserError("predict takes a number for each input, which is not standardised")
    pairs = zip(snapshot.weight[target].tolist(), inputs, strict=True)
    return sum((weight * x for weight, x in pairs), float(snapshot.bias[target]))


_WHOLES: dict[str, _Whole] = {
    "data": lambda now: clean(now.opened.name),
    "rows": lambda now: now.opened.rows,
    "inputs": lambda now: len(now.opened.input_names),
    "targets": lambda now: len(now.opened.target_names),
    "input_names": lambda now: clean(", ".join(now.opened.input_names)),
    "target_names": lambda now: clean(", ".join(now.opened.target_names)),
    "mode": lambda now: str(now.snapshot.settings.mode),
    "lr": lambda now: numbers.rate(now.snapshot.settings.lr),
    "epoch": lambda now: now.snapshot.position.epochs,
    "batches": lambda now: now.snapshot.position.batches,
    "batch_rows": lambda now: now.snapshot.batch.rows,
    "elements": lambda now: now.snapshot.batch.rows * len(now.opened.target_names),
    "parameters": lambda now: now.snapshot.weight.size + now.snapshot.bias.size,
    "batch_loss": lambda now: now.snapshot.batch_loss,
    "loss": lambda now: now.snapshot.full_loss,
    "root": lambda now: sqrt(max(now.snapshot.full_loss, 0.0)),
    "best_loss": lambda now: now.snapshot.best_loss,
    "first_loss": lambda now: _first_loss(now.snapshot),
    "norm": lambda now: now.snapshot.grad_norm,
}
_HELD: dict[str, Callable[[Snapshot], "np.ndarray | None"]] = {
    "w": lambda shot: shot.weight,
    "old_w": lambda shot: shot.weight_before,
    "grad": lambda shot: shot.weight_grad,
    "b": lambda shot: shot.bias,
    "old_b": lambda shot: shot.bias_before,
    "grad_b": lambda shot: shot.bias_grad,
    "x": lambda shot: shot.batch.inputs,
    "y": lambda shot: shot.batch.targets,
    "pred": lambda shot: shot.batch.preds,
}
_DECIMALS = {
    **dict.fromkeys(("w", "old_w", "b", "old_b", "step", "step_b"), 4),
    **dict.fromkeys(("pred", "error", "square", "predict"), 2),
    **dict.fromkeys(("grad", "grad_b", "norm"), 1),
}


def _first_loss(snapshot: Snapshot) -> Filled:
    curve = snapshot.batch_losses
    if curve.width > 1:
        return "what it was at first"
    return float(curve.highs[0]) if curve.count else None
