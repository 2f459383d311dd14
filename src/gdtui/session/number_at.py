"""number_at: a number of a snapshot, its name, and what is said that it will be. Free of torch."""

import math
from collections.abc import Sequence

from gdtui.clean import clean
from gdtui.errors import UserError
from gdtui.explain.foretold import read_foretold
from gdtui.explain.writing import name, parameter_name
from gdtui.session.snapshot import Snapshot
from gdtui.session.spot import Gradient, OfTarget, Parameter, Spot, Whole


def can_be_foretold(spot: Spot) -> bool:
    """Whether a step changes it: the data and the rate stay as they are."""
    if isinstance(spot, OfTarget):
        return spot.what != "target"
    changes = (Whole.BATCH_LOSS, Whole.FULL_LOSS, Whole.ROOT, Whole.NORM)
    return isinstance(spot, Parameter | Gradient) or spot in changes


def foretold(text: str) -> str:
    """What somebody says that a number will be: a direction or a number; nothing for no word.

    Raises:
        UserError: it is none of that.
    """
    if not text.strip():
        return ""
    said = read_foretold(text)
    if said is None:
        what = f'"{clean(text, 20)}" is neither a number nor up, down, same or none'
        raise UserError(f"{what}; a number is below 1e308 and has at most 308 decimals")
    return said


def number_at(snapshot: Snapshot, spot: Spot) -> float | None:
    """The number, None where there is none.

    Raises:
        UserError: no step changes it, or the snapshot has no such number.
    """
    if not can_be_foretold(spot):
        raise UserError("no step changes that number")
    try:
        return _number(snapshot, spot)
    except IndexError as error:
        raise UserError("that number is not there any more") from error


def called(spot: Spot, input_names: Sequence[str], target_names: Sequence[str]) -> str:
    """What it is called; names in it are clean."""
    match spot:
        case Parameter(target, column) | Gradient(target, column):
            of = parameter_name(
                target_names[target], None if column is None else input_names[column]
            )
            return of if isinstance(spot, Parameter) else f"grad of {of}"
        case OfTarget(what, row, target):
            return f"{what} of {name(target_names[target])} in row {row + 1} of the batch"
        case _:
            return str(spot)


def _number(snapshot: Snapshot, spot: Spot) -> float | None:
    match spot:
        case Parameter(target, column):
            return float(
                snapshot.bias[target] if column is None else snapshot.weight[target, column]
            )
        case Gradient(target, column):
            grads = snapshot.bias_grad if column is None else snapshot.weight_grad
            at = target if column is None else (target, column)
            return None if grads is None else float(grads[at])
        case OfTarget(what, row, target):
            preds, targets = snapshot.batch.preds, snapshot.batch.targets
            if preds is None:
                return None
            made = float(preds[row, target])
            return made - float(targets[row, target]) if what == "residual" else made
    loss = snapshot.full_loss
    wholes = {
        Whole.BATCH_LOSS: snapshot.batch_loss,
        Whole.FULL_LOSS: loss,
        Whole.ROOT: math.sqrt(loss) if loss >= 0 else None,
        Whole.NORM: snapshot.grad_norm,
    }
    return wholes[Whole(str(spot))]
